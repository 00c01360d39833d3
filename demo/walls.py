"""Firewalls in front of portals: a challenge page that only a browser with script could pass, or a plain refusal."""

from demo.site import Site
from demo.wire import HTML_UTF8, Request, Response

_CHALLENGE = """<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title>
<meta http-equiv="refresh" content="390"><meta name="robots" content="noindex,nofollow"></head>
<body><noscript><div class="h2"><span id="challenge-error-text">Enable JavaScript and cookies to continue</span>
</div></noscript>
<div class="main-wrapper"><h1>{host}</h1><p>Checking your browser before accessing {host}.</p>
<div id="challenge-form"></div><div class="ray-id">Ray ID: <code>8f1c0a{ray}</code></div></div>
<script>window._cf_chl_opt={{cvId:'3',cType:'managed'}};</script></body></html>"""

_REFUSAL = """<html><head><title>Request Rejected</title></head><body>The requested URL was rejected.
Please consult with your administrator.<br><br>Your support ID is: 1184{ray}<br><br>
<a href='javascript:history.back();'>[Go Back]</a></body></html>"""


def wall_answer(site: Site, wall: str, request: Request) -> Response:
    """200 with a challenge on the entry page, 403 behind it; or 403 everywhere."""
    ray = f"{len(request.target):04d}"
    if wall == "challenge" and request.path in ("/", site.addresses.home.split("?")[0]):
        body = _CHALLENGE.format(host=request.host, ray=ray)
        return Response(200, (("Content-Type", HTML_UTF8), ("Server", "cloudflare")), body.encode())
    return Response(403, (("Content-Type", HTML_UTF8), ("Server", "BigIP")), _REFUSAL.format(ray=ray).encode())
