"""What a browser measures of pages, archived as an audit archives it, and judged by the probes that rest on it."""

from dataclasses import dataclass, field

from fake_site import FakeSite, Reply, Show, html

from checks.load_lexicon import load_lexicon
from checks.observations import Observation
from checks.probe_kind import Params
from checks.probes import accessibility, phone_layout
from checks.site import Site
from crawler.exchange import Answer
from crawler.exhibits import Exhibits
from crawler.journal import Fetched, Journal, Origin
from crawler.protocol import Header
from crawler.reading import read_rendered
from crawler.renderer.job import Rendered, Want
from crawler.renderer.when import Why
from crawler.rendering import Shown
from crawler.unknown_pages import UnknownPages
from domain.captures import Capture, Ending, Snapshot
from domain.clock import utc_now
from domain.codec import from_plain

WANT = Want(phone=True, axe=True)
PHONE = "<meta name=viewport content='width=device-width, initial-scale=1'>"
NEWS = {"/tin/1": "Bà con xã Hòa Sơn ra quân làm thủy lợi", "/tin/2": "Mở lớp dạy nghề may cho chị em thôn Đông"}
TEXT = "Sáng nay bà con trong xã cùng nhau ra đồng nạo vét kênh mương, chuẩn bị nước cho vụ lúa đông xuân sắp tới."
TICKER = """<div style="overflow:hidden"><span id=chay style="position:relative">Chào mừng ngày hội</span>
</div><script>let x = 0; setInterval(() => { chay.style.left = (x = (x + 2) % 300) + 'px' }, 20)</script>"""


@dataclass
class Kept:
    """Takes the frames of a journal as an archive does."""

    captures: list[Capture] = field(default_factory=list)
    bodies: dict[str, bytes] = field(default_factory=dict)

    def send(self, header: Header, body: bytes = b"") -> None:
        if header["type"] == "capture":
            capture = from_plain(Capture, header["capture"])
            self.captures.append(capture)
            self.bodies[capture.digest] = body


def pages(extra: str, head: str) -> dict[str, Reply]:
    menu = "<nav><a href='/tin'>Tin tức</a><a href='/anh'>Ảnh đẹp quê hương</a></nav>"
    items = "".join(f"<li><a href='{path}'>{title}</a> (19/11/2026)</li>" for path, title in NEWS.items())
    contents = {"/": "<h2>Chào mừng</h2>", "/tin": f"<h2>Tin tức</h2><ul>{items}</ul>"}
    contents |= {path: f"<h1>{title}</h1><p>{TEXT}</p>" for path, title in NEWS.items()}
    title = "<title>Cơ quan thử</title>"
    return {path: html(f"{menu}<main>{extra}{text}</main>", f"{title}{head}") for path, text in contents.items()}


def snapshot(show: Show, site: FakeSite) -> Snapshot:
    kept = Kept()
    exhibits = Exhibits(Journal("thu", kept))
    for place, path in enumerate(site.pages):
        shown = _shown(show, site, path)
        assert shown.rendered.axe is not None, shown.rendered.missing
        assert shown.rendered.layout is not None, shown.rendered.missing
        exhibits.record(shown, Origin(depth=min(place, 1)), {})
    return Snapshot(
        "thu", site.target, utc_now(), tuple(kept.captures), Ending.COMPLETED, lambda of: kept.bodies[of.digest]
    )


def _shown(show: Show, site: FakeSite, path: str) -> Shown:
    rendered: Rendered = show(site.job(path, WANT))
    answer = Answer(url=rendered.url, at=utc_now(), outcome=rendered.outcome, status=rendered.status, body=rendered.dom)
    return Shown(Why.SHELL, rendered, read_rendered(Fetched(answer, rendered.url), UnknownPages()))


def judge(show: Show, site: FakeSite) -> tuple[Observation, Observation]:
    portal = Site.build(snapshot(show, site), load_lexicon())
    access = accessibility.run(portal, Params(), None)
    return access, phone_layout.run(portal, phone_layout.PhoneLayoutParams(), None)


def test_a_portal_in_order(show: Show, site: FakeSite) -> None:
    site.pages |= pages("", PHONE)
    access, phone = judge(show, site)
    assert (access.earned, access.unknown) == (1.0, 0.0), access.reason.en
    assert (phone.earned, phone.unknown) == (1.0, 0.0), phone.reason.en
    assert access.evidence
    assert phone.evidence


def test_a_portal_with_faults(show: Show, site: FakeSite) -> None:
    pale = "".join(
        "<p style='color:#bbb;background:#fff;width:1200px'>Chữ nhạt trên nền trắng dài hơn màn hình</p>"
        for _ in range(9)
    )
    site.pages |= pages(f"{TICKER}{pale}<img src=/a.png>", "")
    access, phone = judge(show, site)
    assert "colour and contrast: holds on 0 of 3" in access.reason.en
    assert "nothing blinks or moves by itself: holds on 0 of 3" in access.reason.en
    assert "text for images: holds on 0 of 3" in access.reason.en
    assert "meaningful links and headings: holds on 3 of 3" in access.reason.en
    assert (phone.earned, phone.unknown, phone.code) == (0.0, 0.0, "too_wide"), phone.reason.en
