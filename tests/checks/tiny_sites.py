"""Sites of one page under test and a few neutral ones, for tests that look at a single page."""

from collections.abc import Mapping, Sequence

from snapshots import HOME, Served, make_snapshot, make_target

from checks.load_lexicon import load_lexicon
from checks.site import Site
from checks.site_page import SitePage
from domain.agencies import Kind

_NEUTRAL = ("anh", "tho", "xe", "hoa")


def tiny_site(
    content: str,
    pages: Mapping[str, str | Served] | None = None,
    kind: Kind = Kind.DISTRICT,
    label: str = "Mục",
    records: Sequence[tuple[str, Served]] = (),
) -> tuple[Site, SitePage]:
    """A portal whose page /muc holds `content`, with a menu and neutral pages; the site and that page."""
    menu = "".join(f'<li><a href="/{name}">Trang {name}</a></li>' for name in _NEUTRAL)
    menu = f'<ul class="menu"><li><a href="/muc">{label}</a></li>{menu}</ul>'
    title = "Cổng thông tin điện tử huyện Bình Minh"
    frame = f"<html><head><title>{title}</title></head><body>{menu}<div>%s</div></body></html>"
    served: dict[str, str | Served] = {HOME: frame % "<p>Chào mừng.</p>", "/muc": frame % content}
    served |= {
        f"/{name}": frame % f"<p>Vài dòng riêng của trang {name} để khung khác nội dung.</p>" for name in _NEUTRAL
    }
    for path, body in (pages or {}).items():
        served[path] = frame % body if isinstance(body, str) else body
    site = Site.build(make_snapshot(served, make_target(kind), records=records), load_lexicon())
    page = site.page(f"{HOME}muc")
    assert page is not None
    return site, page
