"""A portal as a single-page app: every address gives the same empty shell, the content comes as JSON."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from demo.blocks import (
    Anchor,
    Block,
    Cell,
    Facts,
    Figure,
    Files,
    Form,
    Grid,
    Items,
    Links,
    Notice,
    Page,
    Pager,
    People,
    Prose,
    Story,
    Tree,
)
from demo.days import short
from demo.render import Frame
from demo.site import Site
from demo.wire import Response

_JSON = (("Content-Type", "application/json; charset=utf-8"),)
_CLIENT = Path(__file__).parent / "families" / "spa" / "app.js"


def single_page_answer(site: Site, frame: Frame, url: str, page_of: Callable[[str], Page]) -> Response | None:
    """The script, and what it asks for; None for every other address."""
    parts = urlsplit(url)
    if parts.path == "/assets/app.js":
        return client()
    if parts.path == "/api/khung":
        return frame_json(site, frame)
    if parts.path == "/api/trang":
        route = dict(parse_qsl(parts.query, keep_blank_values=True)).get("duong-dan", "/")
        return page_json(site, page_of(site.url("/") + route.removeprefix("/")))
    return None


def client() -> Response:
    """The script that builds the pages."""
    return Response(200, (("Content-Type", "application/javascript; charset=utf-8"),), _CLIENT.read_bytes())


def frame_json(site: Site, frame: Frame) -> Response:
    """Head, menu and foot."""
    return _json(
        {
            "ten": site.data.chrome.banner,
            "phu_de": site.data.chrome.sub_banner,
            "menu": [_anchor(site, entry) for entry in frame.menu],
            "chan_trang": list(frame.footer),
            "lien_ket": [_anchor(site, entry) for entry in frame.footer_links],
        }
    )


def page_json(site: Site, page: Page) -> Response:
    """One page's content."""
    return _json({"tieu_de": page.title, "khoi": [_block(site, block) for block in page.blocks]})


def _json(value: Any) -> Response:
    return Response(200, _JSON, json.dumps(value, ensure_ascii=False).encode())


def _route(site: Site, url: str) -> str:
    parts = urlsplit(url)
    if parts.netloc != site.data.host:
        return url
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _anchor(site: Site, entry: Anchor) -> dict[str, Any]:
    children = [_anchor(site, child) for child in entry.children]
    return {"nhan": entry.label, "duong_dan": _route(site, entry.url), "con": children}


def _cell(site: Site, cell: Cell) -> dict[str, Any]:
    return {
        "noi_dung": cell.text,
        "duong_dan": _route(site, cell.url) if cell.url else "",
        "lien_ket": [_anchor(site, entry) for entry in cell.links],
    }


def _block(site: Site, block: Block) -> dict[str, Any]:
    return {"loai": block.kind, **_FORMS[type(block)](site, block)}


def _items(site: Site, block: Items) -> dict[str, Any]:
    return {
        "tieu_de": block.heading,
        "muc": [
            {
                "tieu_de": item.title,
                "duong_dan": _route(site, item.url),
                "ngay": short(item.day) if item.day else "",
                "tom_tat": item.summary,
            }
            for item in block.items
        ],
    }


def _story(site: Site, block: Story) -> dict[str, Any]:
    return {
        "tieu_de": block.title,
        "ngay": f"{short(block.day)} {block.hour}" if block.day else "",
        "tom_tat": block.lead,
        "doan": list(block.paragraphs),
        "tac_gia": block.author,
        "cong_cu": [_anchor(site, tool) for tool in block.tools],
    }


def _people(site: Site, block: People) -> dict[str, Any]:
    del site
    return {
        "nguoi": [
            {
                "ho_ten": card.name,
                "chuc_vu": card.post,
                "tieu_su": card.biography,
                "nhiem_vu": card.tasks,
                "thong_tin": [f"{label}: {value}" for label, value in card.facts],
            }
            for card in block.cards
        ]
    }


def _form(site: Site, block: Form) -> dict[str, Any]:
    return {
        "tieu_de": block.heading,
        "dia_chi": _route(site, block.action),
        "phuong_thuc": "get" if block.method == "get" else "post",
        "nut": block.submit,
        "truong": [
            {"ten": field.name, "nhan": field.label, "kieu": field.type, "lua_chon": list(field.options)}
            for field in block.fields
        ],
    }


_FORMS: dict[type, Callable[[Site, Any], dict[str, Any]]] = {
    Prose: lambda _, b: {"tieu_de": b.heading, "doan": list(b.paragraphs)},
    Notice: lambda _, b: {"noi_dung": b.text},
    Items: _items,
    Pager: lambda site, b: {
        "trang": [{"so": str(number), "duong_dan": _route(site, url)} for number, url in enumerate(b.urls, start=1)]
    },
    Story: _story,
    Grid: lambda site, b: {"cot": list(b.headers), "hang": [[_cell(site, c) for c in row] for row in b.rows]},
    Facts: lambda site, b: {"dong": [{"nhan": label, "gia_tri": _cell(site, c)} for label, c in b.rows]},
    Files: lambda site, b: {"tep": [_anchor(site, f) for f in b.files]},
    Links: lambda site, b: {"tieu_de": b.heading, "lien_ket": [_anchor(site, entry) for entry in b.links]},
    People: _people,
    Tree: lambda site, b: {"nut": [_anchor(site, node) for node in b.nodes]},
    Form: _form,
    Figure: lambda _, b: {"anh": b.src, "mo_ta": b.alt, "chu_thich": b.caption},
}
