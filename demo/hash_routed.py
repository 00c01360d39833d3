"""A portal whose places stand behind the # of one address: the script asks for a JSON file per place."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from demo.blocks import Page
from demo.render import Frame, noise
from demo.site import Site
from demo.wire import Response

_CLIENT = Path(__file__).parent / "families" / "hash" / "app.js"
_SCRIPT = (("Content-Type", "application/javascript; charset=utf-8"),)
_JSON = (("Content-Type", "application/json"),)
_DATA = "/static/data"
_HOME = "trang-chu"


def hash_routed_answer(site: Site, frame: Frame, url: str, page_of: Callable[[str], Page]) -> Response | None:
    """The bundles, the frame of all places, and one file per place; None for every other address."""
    parts = urlsplit(url)
    if parts.path == "/static/js/app.4f1c09.js":
        return Response(200, _SCRIPT, _CLIENT.read_bytes(), compressible=True)
    if parts.path == "/static/js/chunk-vendors.b7720e.js":
        return Response(200, _SCRIPT, _vendors(), compressible=True)
    if parts.path == "/static/cau-hinh.json":
        return _json(200, _frame(site, frame))
    if parts.path.startswith(f"{_DATA}/") and parts.path.endswith(".json"):
        place = parts.path.removeprefix(f"{_DATA}/").removesuffix(".json")
        route = "" if place == _HOME else place
        page = page_of(f"{site.home}{route}" + (f"?{parts.query}" if parts.query else ""))
        return _json(404 if page.kind == "missing" else 200, _page(site, page))
    if parts.path.startswith("/api/"):
        return _json(200, {"done": True})  # what the account menu orders: nobody should ever ask
    return None


def _json(status: int, data: Any) -> Response:
    body = {"success": status == 200, "data": data}
    return Response(status, _JSON, json.dumps(body, ensure_ascii=False).encode(), compressible=True)


def _frame(site: Site, frame: Frame) -> Any:
    chrome = site.data.chrome
    return {
        "name": chrome.banner,
        "over": chrome.sub_banner,
        "menu": _plain(site, frame.menu),
        "footer": list(frame.footer),
        "footerLinks": _plain(site, frame.footer_links),
        "search": _plain(site, frame.search),
        "aside": _plain(site, frame.aside),
    }


def _page(site: Site, page: Page) -> Any:
    return {
        "title": page.title,
        "kind": page.kind,
        "crumbs": _plain(site, page.trail),
        "blocks": _plain(site, page.blocks),
    }


def _plain(site: Site, value: Any) -> Any:
    """Blocks as JSON knows them; addresses of the portal itself as its routes or paths."""
    if is_dataclass(value):
        return {part.name: _plain(site, getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, tuple):
        return [_plain(site, part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and value.startswith(origin := f"http://{site.data.host}/"):
        path = "/" + value.removeprefix(origin)
        return path[1:] if path.startswith("/#") else path
    return value


@cache
def _vendors() -> bytes:
    """What a build puts before its own code: much of it, and nothing that shows."""
    modules = "".join(f'm[{number}]=function(){{return"{noise(f"vendor{number}", 600)}"}};' for number in range(90))
    return f"(function(){{var m={{}};{modules}window.__vendors__=m}}());".encode()
