"""Addresses made canonical, so that one page has one name."""

import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

SESSION_KEYS = frozenset(
    {
        "phpsessid", "jsessionid", "aspsessionid", "sid", "sessionid", "session_id", "cfid", "cftoken",
        "_afrloop", "_adf.ctrl-state", "_afrwindowid", "_afrwindowmode", "p_auth", "utm_source", "utm_medium",
        "utm_campaign", "utm_term", "utm_content", "fbclid", "gclid", "_ga", "timestamp", "_t", "nocache", "cachebuster",
    }
)  # fmt: skip
_PATH_SESSION = re.compile(r";(?:jsessionid|sid|phpsessid)=[^/?#;]*", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_UNRESERVED = "/:@!$&'()*+,;=-._~"


def join(base: str, reference: str) -> str | None:
    """`reference` seen from `base`, canonical; None for what is no web address (mailto, javascript, broken)."""
    cleaned = re.sub(r"[\t\r\n]", "", reference).strip()
    if not cleaned:
        return None
    try:
        return canonical(urljoin(base, cleaned))
    except ValueError:
        return None


def canonical(url: str) -> str:
    """The one name of an address: lower-case scheme and host (IDNA), no default port, no fragment but a route
    (`#/…`, `#!…`), dot segments resolved, session and campaign parameters gone, empty query gone.

    Raises ValueError when it is not http(s) or has no host.
    """
    parts = urlsplit(url.strip())
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError(f"not a web address: {url[:200]!r}")
    host = _host(parts)
    port = parts.port
    netloc = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    path = _path(_PATH_SESSION.sub("", parts.path))
    fragment = parts.fragment if parts.fragment.startswith(("/", "!")) else ""
    return urlunsplit((scheme, netloc, path, _query(parts.query), fragment))


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        return f"[{host}]"
    if host.isascii():
        return host.lower()
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise ValueError(f"not a host name: {host[:100]!r}") from error


def _path(path: str) -> str:
    segments: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            if len(segments) > 1:
                segments.pop()
        elif segment != ".":
            segments.append(segment)
    if path.endswith(("/.", "/..")):
        segments.append("")
    joined = "/".join(segments) or "/"
    if not joined.startswith("/"):
        joined = "/" + joined
    return quote(unquote(joined, errors="surrogateescape"), safe=_UNRESERVED, errors="surrogateescape")


def _query(query: str) -> str:
    if not query:
        return ""
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(key, value) for key, value in pairs if key.lower() not in SESSION_KEYS]
    if len(kept) == len(pairs) and not pairs:
        return query
    return urlencode(
        kept, quote_via=quote, safe=_UNRESERVED.replace("&", "").replace("=", "").replace("+", "")
    )


def site_of(url: str) -> str:
    """The origin that politeness and budgets belong to: scheme://host[:port]."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def host_of(url: str) -> str:
    """Host name, lower case, without port; "" when there is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def host_port(url: str) -> str:
    """host:port as an agency id for addresses given on the command line (DESIGN.md section 6)."""
    parts = urlsplit(url)
    port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
    return f"{(parts.hostname or '').lower()}:{port}"
