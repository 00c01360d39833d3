"""A small portal with news, for tests of what is asked of pages and articles; with records of a browser."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from snapshots import HOME, Served, make_snapshot, make_target

from checks.load_lexicon import load_lexicon
from checks.site import Site
from domain.captures import CaptureKind

LIST, ARTICLE, OTHER = f"{HOME}tin", f"{HOME}tin/1", f"{HOME}tin/2"
TITLES = ("Bà con xã Hòa Sơn ra quân làm thủy lợi", "Mở lớp dạy nghề may cho chị em thôn Đông")
TEXT = "Sáng nay bà con trong xã cùng nhau ra đồng nạo vét kênh mương, chuẩn bị nước cho vụ lúa đông xuân sắp tới."
_MENU = "".join(f"<li><a href='/{name}'>Trang {name}</a></li>" for name in ("anh", "tho", "hoa"))


def news_site(
    home: str = "",
    listing: str = "",
    articles: Sequence[str] = ("", ""),
    heads: Mapping[str, str] | None = None,
    records: Sequence[tuple[str, Served]] = (),
) -> Site:
    """`home`, `listing`, `articles`: content beside what makes them such pages; `heads`: HTML by address for heads."""
    items = "".join(f"<li><a href='/tin/{n}'>{title}</a> (1{n}/11/2026)</li>" for n, title in enumerate(TITLES, 1))
    contents = {
        HOME: f"<h2>Chào mừng</h2>{home}",
        LIST: f"<h2>Tin tức</h2><ul>{items}</ul>{listing}",
        **{
            f"{HOME}{name}": f"<p>Vài dòng của trang {name} để khung khác nội dung.</p>"
            for name in ("anh", "tho", "hoa")
        },
        **{f"{HOME}tin/{n}": f"<h1>{TITLES[n - 1]}</h1><p>{TEXT}</p>{more}" for n, more in enumerate(articles, 1)},
    }
    pages: dict[str, str | Served] = {
        url: f"<html><head><title>UBND huyện Bình Minh</title>{(heads or {}).get(url, '')}</head><body>"
        f"<ul class=menu><li><a href='/tin'>Tin tức</a></li>{_MENU}</ul><main>{content}</main></body></html>"
        for url, content in contents.items()
    }
    return Site.build(make_snapshot(pages, make_target(), records=records), load_lexicon())


def record(kind: CaptureKind, url: str, data: Mapping[str, Any]) -> tuple[str, Served]:
    return url, Served(json.dumps(data), kind=kind, mime="application/json")
