"""A portal whose pages are plain, but whose menu, search box and paging exist only once its script has run."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from demo.blocks import Anchor, Page
from demo.render import Frame
from demo.site import Site
from demo.wire import Response, redirect

_CLIENT = Path(__file__).parent / "families" / "mvc" / "site.js"
_SCRIPT = (("Content-Type", "text/javascript; charset=utf-8"), ("Cache-Control", "max-age=600"))
_JSON = (("Content-Type", "application/json; charset=utf-8"), ("Cache-Control", "private"))
_MENU = "/danh-muc/menu"
_BY_NUMBER = "/chuyen-muc"
_ORDERS = ("/tai-khoan/", "/quan-tri/")


def menu_on_load_answer(site: Site, frame: Frame, url: str, page_of: Callable[[str], Page]) -> Response | None:
    """The script, the menu in parts, addresses by number; None for every other address."""
    del page_of
    parts = urlsplit(url)
    if parts.path == "/bundles/site.js":
        return Response(200, _SCRIPT, _CLIENT.read_bytes(), compressible=True)
    if parts.path == _MENU:
        return _json([_entry(site, number, entry) for number, entry in enumerate(frame.menu)])
    if parts.path.startswith(f"{_MENU}/"):
        wanted = parts.path.removeprefix(f"{_MENU}/")
        held = [entry for number, entry in enumerate(frame.menu) if str(number) == wanted]
        return _json([_link(site, child) for entry in held for child in entry.children])
    if parts.path == _BY_NUMBER:
        return _by_number(site, dict(parse_qsl(parts.query)).get("id", ""))
    if parts.path.startswith(_ORDERS):
        return _json({"ok": True, "thongBao": "Đã thực hiện"})  # nobody should ever ask
    return None


def _json(data: Any) -> Response:
    return Response(200, _JSON, json.dumps(data, ensure_ascii=False).encode())


def _entry(site: Site, number: int, entry: Anchor) -> dict[str, Any]:
    """One entry of the bar. What opens later sends its children later; what script leads to has no address here."""
    now = [_link(site, child) for child in entry.children] if not entry.opens else []
    by_script = entry.opens == "script"
    return {
        "id": number,
        "ten": entry.label,
        "url": "" if by_script or entry.opens else _path(site, entry.url),
        "chuyenMuc": _number(site, entry.url) if by_script else 0,
        "mo": {"hover": "re-chuot", "click": "bam"}.get(entry.opens, ""),
        "con": now,
    }


def _link(site: Site, entry: Anchor) -> dict[str, Any]:
    return {"ten": entry.label, "url": _path(site, entry.url)}


def _path(site: Site, url: str) -> str:
    return url.removeprefix(f"http://{site.data.host}")


def _number(site: Site, url: str) -> int:
    return next((place.number for key, place in site.places.items() if site.section_url(key) == url), 0)


def _by_number(site: Site, number: str) -> Response | None:
    for key, place in site.places.items():
        if str(place.number) == number:
            return redirect(site.section_url(key))
    return None
