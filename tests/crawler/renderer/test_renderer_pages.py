"""What is brought home of a page: its DOM after script, answers, places, picture, layout, accessibility, pieces."""

import json
import socket
import struct
import time
import zlib
from dataclasses import replace
from itertools import pairwise

import pytest
from fake_site import AGENT, FakeSite, Reply, Show, html

from crawler.renderer.client import RenderClient
from crawler.renderer.job import RenderLimits, Want
from crawler.renderer.scripts_of import AXE_VERSION
from domain.agencies import DeclaredHost
from domain.captures import Outcome
from domain.urls import canonical
from pages.outline import parse_tree

_HASH_ROUTED = """
<div id=app></div><script>
const routes = { '#/': 'Trang chủ', '#/gioi-thieu': 'Giới thiệu chung' };
async function show() {
  const list = await (await fetch('/api/muc.json?r=' + encodeURIComponent(location.hash))).json();
  document.getElementById('app').innerHTML = `<h1>${routes[location.hash || '#/']}</h1>` +
    list.map((item) => `<a href="#/${item.slug}">${item.ten}</a>`).join('');
  document.title = routes[location.hash || '#/'];
}
addEventListener('hashchange', show); show();
</script>"""
_HISTORY_ROUTED = """
<div id=app>Đang tải…</div><script>
setTimeout(async () => {
  const page = await (await fetch('/api' + location.pathname + '.json')).json();
  requestAnimationFrame(() => { document.getElementById('app').innerHTML = `<h1>${page.ten}</h1>`; });
}, 700);
</script>"""

_PIXELS = """addEventListener('load', () => {
  const sheet = document.createElement('canvas'); sheet.width = i.naturalWidth; sheet.height = i.naturalHeight;
  const pen = sheet.getContext('2d'); pen.drawImage(i, 0, 0);
  const at = (x, y) => [...pen.getImageData(x, y, 1, 1).data].slice(0, 3);
  document.title = JSON.stringify([[sheet.width, sheet.height], at(250, 2540), at(50, 2540)]);
})"""


def _json(value: object, **fields: object) -> Reply:
    return Reply(json.dumps(value).encode(), "application/json; charset=utf-8", **fields)  # type: ignore[arg-type]


def test_hash_routed_pages(show: Show, site: FakeSite) -> None:
    site.pages["/"] = html(_HASH_ROUTED)
    site.pages["/api/muc.json"] = _json([{"slug": "gioi-thieu", "ten": "Giới thiệu"}])
    job = site.job("/#/", Want(answers=True))
    home = show(job)
    about = show(site.again(job, "/#/gioi-thieu"))
    assert ["<h1>Trang chủ</h1>" in home.dom.decode(), "<h1>Giới thiệu chung</h1>" in about.dom.decode()] == [
        True,
        True,
    ]
    assert about.url == site.root + "/#/gioi-thieu"
    assert about.title == "Giới thiệu chung"
    assert [(answer.url, answer.status) for answer in about.answers] == [
        (site.root + "/api/muc.json?r=%23%2Fgioi-thieu", 200)
    ]
    assert json.loads(about.answers[0].body)[0]["slug"] == "gioi-thieu"


def test_history_routed_pages_are_waited_for(show: Show, site: FakeSite) -> None:
    site.pages["/lien-he"] = html(_HISTORY_ROUTED)
    site.pages["/api/lien-he.json"] = _json({"ten": "Liên hệ"}, delay=1.2)
    rendered = show(site.job("/lien-he"))
    assert "<h1>Liên hệ</h1>" in rendered.dom.decode()
    assert rendered.cut_short == ""


def test_a_still_page_is_not_waited_for(show: Show, site: FakeSite) -> None:
    site.pages["/"] = html("<h1>Tĩnh</h1>")
    job = site.job()
    show(job)
    rendered = min((show(job) for _ in range(5)), key=lambda one: one.timings.total)
    assert rendered.timings.settled - rendered.timings.loaded < 150


def test_a_ticking_page_is_not_waited_for_long(show: Show, site: FakeSite) -> None:
    clock = "<p id=c>0</p><script>(function tick() { c.textContent = Date.now(); setTimeout(tick, 1000) })()</script>"
    slider = "<script>setInterval(() => { document.body.style.left = Math.random() + 'px' }, 30)</script>"
    site.pages["/"] = html(clock + slider + "<h1>Đồng hồ</h1>")
    rendered = show(site.job(limits=RenderLimits(settle_seconds=8)))
    assert rendered.timings.settled < 6000


def test_status_redirects_and_headers(show: Show, site: FakeSite) -> None:
    site.pages["/cu"] = Reply(status=301, headers=(("Location", "/moi"),))
    site.pages["/moi"] = html("<h1>Không có</h1>", status=404, headers=(("X-Portal", "thu"),))
    rendered = show(site.job("/cu"))
    assert (rendered.outcome, rendered.status) == (Outcome.HTTP_ERROR, 404)
    assert rendered.redirects == (site.root + "/cu",)
    assert rendered.url == site.root + "/moi"
    assert ("x-portal", "thu") in rendered.headers
    assert b"Kh" in rendered.dom


def test_the_same_visitor_as_on_the_other_path(show: Show, site: FakeSite) -> None:
    site.pages["/"] = html("<script>document.title = navigator.userAgent + '|' + navigator.language</script>")
    rendered = show(site.job())
    assert rendered.title == f"{AGENT}|vi-VN"
    headers = site.asked("/")[0].headers
    assert headers["user-agent"] == AGENT
    assert headers["accept-language"] == "vi,en;q=0.5"
    assert not [name for name in headers if name.startswith("sec-ch-")]


def test_places_fit_the_parsed_dom(show: Show, site: FakeSite) -> None:
    odd = """<p>Một<div><a href=/trong>Trong</a></div></p><table><tr><td><a href=/o>Ô</a></table>
    <script>const p = document.createElement('p'); p.innerHTML = '<span></span>';
    const inner = document.createElement('div'); inner.innerHTML = '<a href=/nguoc>Ngược</a>'; p.append(inner);
    document.body.append(p); const a = document.createElement('a'); a.href = '/ngoai';
    const b = document.createElement('a'); b.href = '/ben'; b.textContent = 'Bên'; a.append('Ngoài', b);
    document.body.append(a);</script><h2 style="margin-top:1500px">Cuối</h2><h3 style="display:none">Ẩn</h3>"""
    site.pages["/"] = html(odd)
    rendered = show(site.job("/", Want(boxes=True)))
    tree = parse_tree(rendered.dom.decode())
    assert tree is not None
    found = {}
    for box in rendered.boxes:
        (element,) = tree.xpath(box.xpath)
        found[box.text] = (box, element)
    assert {"Trong", "Ô", "Ngược", "Cuối"} <= set(found)
    assert found["Ngược"][1].get("href") == "/nguoc"
    assert found["Cuối"][0].kind == "heading"
    assert found["Cuối"][0].y > 1500
    assert not found["Ẩn"][0].shown
    assert b"data-" not in rendered.dom


def test_texts_pictures_and_forms_have_places_too(show: Show, site: FakeSite) -> None:
    content = "<div><div id=loose>Chữ rời</div><p>Đoạn văn <b>đậm</b></p><table><tr><td>Ô chữ</td></tr></table></div>"
    site.pages["/"] = html(f"{content}<img alt='Sơ đồ' width=9 height=9 src=/x.png><form><input name=q></form>")
    rendered = show(site.job("/", Want(boxes=True)))
    steps = {box.xpath.rsplit("/", 1)[-1] for box in rendered.boxes}
    assert {"p", "td", "table", "img", "form", "input"} <= steps
    assert {box.text for box in rendered.boxes if box.kind == "text"} >= {"Chữ rời", "Đoạn văn đậm", "Ô chữ"}


def test_the_picture_shows_what_the_boxes_say(show: Show, site: FakeSite) -> None:
    style = "<style>body{margin:0;background:#fff}#m{position:absolute;top:2500px;left:100px;width:300px;height:80px;"
    style += "background:#f00}#h{height:100vh}</style>"
    site.pages["/"] = html("<div id=h></div><a id=m href=/x></a><div style='height:3000px'></div>", style)
    rendered = show(site.job("/", Want(screenshot=True, boxes=True)))
    assert rendered.picture is not None
    (box,) = rendered.boxes
    assert (box.x, box.y, box.w, box.h) == (100, 2500, 300, 80)
    site.pages["/anh.jpg"] = Reply(rendered.picture.body, rendered.picture.mime)
    site.pages["/xem"] = html("<img id=i src=/anh.jpg>", f"<script>{_PIXELS}</script>")
    size, inside, outside = json.loads(show(site.job("/xem")).title)
    assert size == [rendered.picture.width, rendered.picture.height]
    assert inside[0] > 200
    assert inside[1] < 80
    assert min(outside) > 240


def test_tall_pages_are_cut_in_the_picture(show: Show, site: FakeSite) -> None:
    site.pages["/"] = html("<div style='height:200000px'>Cao</div>")
    limits = RenderLimits(picture_height=2000)
    rendered = show(site.job("/", Want(screenshot=True), limits))
    assert rendered.picture is not None
    assert rendered.picture.height == 2000
    assert rendered.picture.page_height > 199_000


def test_lazy_pictures_are_brought_into_view(show: Show, site: FakeSite) -> None:
    site.pages["/"] = html("<div style='height:4000px'></div><img loading=lazy src=/anh.png>")
    site.pages["/anh.png"] = Reply(_png(), "image/png")
    assert show(site.job("/", Want(screenshot=True))).picture is not None
    assert site.asked("/anh.png")


def test_phone_layout(show: Show, site: FakeSite) -> None:
    meta = "<meta name=viewport content='width=device-width, initial-scale=1'>"
    site.pages["/tot"] = html("<p style='font-size:16px'>Chữ to</p>", meta)
    site.pages["/xau"] = html("<div style='width:900px;font-size:9px'>Chữ nhỏ</div>")
    job = site.job("/tot", Want(phone=True, screenshot=True))
    good, bad = show(job), show(site.again(job, "/xau"))
    assert good.layout is not None
    assert bad.layout is not None
    assert (good.layout["inner_width"], good.layout["scroll_width"]) == (360, 360)
    assert good.layout["viewport_metas"] == ["width=device-width, initial-scale=1"]
    assert good.layout["smallest_font"] == 16
    assert bad.layout["scroll_width"] > 360
    assert bad.layout["viewport_metas"] == []
    assert bad.layout["small_letters"] == bad.layout["letters"] > 0
    assert bad.picture is not None
    assert bad.picture.width == 1366


def test_axe(show: Show, site: FakeSite) -> None:
    policy = (("Content-Security-Policy", "default-src 'self'; script-src 'none'"),)
    site.pages["/"] = html("<img src=/anh.png><h1>Ảnh không tên</h1>", headers=policy)
    rendered = show(site.job("/", Want(axe=True)))
    assert rendered.axe is not None, rendered.missing
    assert rendered.axe["version"] == AXE_VERSION
    found = {rule["id"]: rule for rule in rendered.axe["violations"]}
    assert found["image-alt"]["nodes"][0]["target"] == "img"


def test_pieces_within_their_limit(show: Show, site: FakeSite) -> None:
    site.pages["/"] = html("<link rel=stylesheet href=/a.css><img src=/anh.png><img src=/lon.png>")
    site.pages["/a.css"] = Reply(b"h1{color:red}", "text/css", headers=(("Cache-Control", "max-age=900"),))
    site.pages["/anh.png"] = Reply(_png(), "image/png", headers=(("Cache-Control", "max-age=900"),))
    site.pages["/lon.png"] = Reply(_png() + b"\0" * 200_000, "image/png")
    limits = RenderLimits(assets_bytes=50_000)
    job = site.job("/", Want(assets=True), limits)
    for _ in range(2):  # the second time the browser has them in its cache
        rendered = show(job)
        assert sorted((asset.url, len(asset.body)) for asset in rendered.assets) == [
            (site.root + "/a.css", 13),
            (site.root + "/anh.png", len(_png())),
        ]
    plain = show(replace(job, want=Want()))
    assert plain.assets == ()
    assert len(site.asked("/a.css")) == 2


def test_posts_and_other_methods_never_leave(show: Show, site: FakeSite) -> None:
    script = """for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'])
      fetch('/x', {method, body: method === 'OPTIONS' ? undefined : 'a'}).catch(() => {});
    fetch('/dau', {method: 'HEAD'}); navigator.sendBeacon('/b', 'x'); console.error('lỗi của trang');
    const f = document.createElement('form'); f.method = 'post'; f.action = '/nhan';
    document.body.append(f); f.submit();"""
    site.pages["/"] = html(f"<h1>Gửi</h1><script>{script}</script>")
    rendered = show(site.job())
    assert {heard.method for heard in site.heard} == {"GET", "HEAD"}
    assert rendered.refused_counts["method"] >= 8
    assert "Gửi" in rendered.dom.decode()
    assert "lỗi của trang" in rendered.console


def test_a_bad_certificate_is_read_on(show: Show) -> None:
    with FakeSite(secure=True) as site:
        script = (
            "fetch('/d.json').then((r) => r.json()).then((d) => { h.textContent = d.t }); fetch('/p', {method: 'POST'})"
        )
        script += "; new WebSocket('wss://' + location.host)"
        site.pages["/"] = html(f"<h1 id=h></h1><link rel=stylesheet href=/a.css><script>{script}</script>")
        site.pages["/d.json"] = _json({"t": "Bảo mật"})
        site.pages["/a.css"] = Reply(b"h1{}", "text/css", headers=(("Cache-Control", "max-age=900"),))
        job = site.job("/", Want(answers=True))
        rendered = show(job)
        assert rendered.ok, rendered.error
        assert "Bảo mật" in rendered.dom.decode()
        assert len(rendered.answers) == 1
        assert {heard.method for heard in site.heard} == {"GET"}
        assert rendered.refused_counts == {"method": 1, "websocket": 1}
        show(job)
        assert len(site.asked("/a.css")) == 1


def test_names_of_test_portals(show: Show, site: FakeSite) -> None:
    place = f"127.0.0.1:{site.port}"
    target = replace(
        site.target,
        portal="http://cong.thu.example/",
        hosts=(DeclaredHost("dich-vu.example"),),
        resolve={"cong.thu.example": place, "dich-vu.example": place},
    )
    site.pages["/"] = html("<img src=http://dich-vu.example/anh.png><img src=http://khac.example/anh.png><h1>Tên</h1>")
    site.pages["/anh.png"] = Reply(_png(), "image/png")
    job = replace(site.job(target=target), url="http://cong.thu.example/")
    rendered = show(job)
    assert rendered.ok, rendered.error
    assert {heard.headers["host"] for heard in site.heard} == {"cong.thu.example", "dich-vu.example"}
    assert rendered.refused_counts == {"scope": 1}


def test_documents_keep_their_distance_and_pieces_do_not(show: Show, site: FakeSite) -> None:
    site.pages["/a"] = Reply(status=302, headers=(("Location", "/b"),))
    site.pages["/b"] = html("".join(f"<img src=/anh{i}.png>" for i in range(5)))
    job = site.job("/a", delay=0.6)
    show(job)
    show(site.again(job, "/b"))
    starts = [heard.at for heard in site.heard if heard.path in ("/a", "/b")]
    gaps = [second - first for first, second in pairwise(starts)]
    assert len(gaps) == 2
    assert min(gaps) > 0.55
    pieces = [heard.at for heard in site.heard if heard.path.startswith("/anh")]
    assert max(pieces[:5]) - min(pieces[:5]) < 0.5


def test_robots_and_actions_hold_for_moves_and_frames(show: Show, site: FakeSite) -> None:
    site.pages["/"] = html("<iframe src=/cam/khung></iframe><iframe src=/dang-xuat></iframe><img src=/cam/anh.png>")
    site.pages["/cam/anh.png"] = Reply(_png(), "image/png")
    rendered = show(site.job(robots={site.root: "User-agent: *\nDisallow: /cam/"}))
    assert rendered.refused_counts == {"action": 1, "robots": 1}
    assert [heard.path for heard in site.heard] == ["/", "/cam/anh.png"]


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (Reply(delay=30), Outcome.TIMEOUT),
        (Reply(raw=b"rubbish\r\n\r\n"), Outcome.BROKEN),
        (Reply(raw=b""), Outcome.HTTP_ERROR),
        (Reply(b"%PDF", "application/pdf"), Outcome.BROKEN),
        (Reply(b"x", headers=(("Content-Disposition", "attachment; filename=a.html"),)), Outcome.BROKEN),
    ],
)
def test_what_cannot_be_shown_has_a_name(show: Show, site: FakeSite, reply: Reply, outcome: Outcome) -> None:
    site.pages["/"] = reply
    limits = RenderLimits(page_seconds=6, load_seconds=2.5, request_seconds=1.5)
    job = site.job("/", limits=limits) if reply.raw or reply.delay or reply.body else site.job("/thieu", limits=limits)
    started = time.monotonic()
    rendered = show(job)
    assert time.monotonic() - started < 6
    assert rendered.outcome is outcome, rendered.error
    assert rendered.error or outcome is Outcome.HTTP_ERROR


def test_nobody_there(show: Show, site: FakeSite) -> None:
    job = site.job()
    gone = f"http://127.0.0.1:{_free_port()}/"
    rendered = show(replace(job, url=gone, target=replace(site.target, portal=gone)))
    assert rendered.outcome is Outcome.CONNECT_ERROR


def test_a_pending_picture_does_not_hold_the_page(show: Show, site: FakeSite) -> None:
    site.pages["/"] = html("<h1>Có chữ</h1><img src=/cham.png>")
    site.pages["/cham.png"] = Reply(_png(), "image/png", delay=20)
    rendered = show(site.job(limits=RenderLimits(load_seconds=1.5, request_seconds=15, settle_seconds=1)))
    assert rendered.ok
    assert rendered.cut_short == "load"
    assert "Có chữ" in rendered.dom.decode()
    assert rendered.timings.total < 5000


def test_the_client_knows_the_browser(client: RenderClient, show: Show, site: FakeSite) -> None:
    site.pages["/"] = html("<h1>A</h1>")
    assert show(site.job()).browser[:1].isdigit()
    assert client.browser


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _png() -> bytes:
    """A small blue picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\0\0\xc8" * 40) * 30
    head = struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_a_page_that_does_not_come_is_not_the_one_before(show: Show, site: FakeSite) -> None:
    site.pages["/"] = html(
        "<h1>Trước</h1><script>setInterval(() => fetch('/cua-truoc.json?' + Math.random()), 60)</script>"
    )
    site.pages["/cua-truoc.json"] = _json({"cua": "trước"})
    site.pages["/rong"] = Reply(status=204)
    site.pages["/sau"] = html("<h1>Sau</h1>", delay=0.5)
    site.pages["/tep"] = Reply(b"x", "application/zip")
    first = site.job("/", Want(answers=True))
    for path in ("/rong", "/tep", "/"):
        assert show(first).ok
        rendered = show(site.again(first, path))
        assert rendered.ok == (path == "/")
        assert ("Trước" in rendered.dom.decode()) == (path == "/")
    after = show(site.again(first, "/sau"))
    assert "Sau" in after.dom.decode()
    assert after.answers == ()
    assert after.refused_counts == {}
    assert show(site.again(first, "/sau#/khac")).url.endswith("/sau#/khac")


@pytest.mark.parametrize(
    "path", ["/a|b?q=x'y\"z", "/Tin tức/bài^1", "/%E1%BB%A6y%20ban?a=%7C&b=[1]", "/a;jsessionid=0A1B", "/a//b/./c"]
)
def test_addresses_as_browsers_write_them(show: Show, site: FakeSite, path: str) -> None:
    job = site.job("/")
    rendered = show(replace(job, url=canonical(site.root + path)))
    assert rendered.status == 404, rendered.error
    assert rendered.outcome is Outcome.HTTP_ERROR


def test_the_page_before_cannot_hold_its_place(show: Show, site: FakeSite) -> None:
    """It shows itself at once and busies the browser for good when it has been written down."""
    site.pages["/"] = html("<h1>Trước</h1><script>setTimeout(() => { while (true) {} }, 1600)</script>")
    site.pages["/sau"] = html("<h1>Sau</h1>", delay=2)
    job = site.job("/")
    assert show(job).timings.total < 1600
    rendered = show(site.again(job, "/sau"))
    assert rendered.ok, rendered.error
    assert "Sau" in rendered.dom.decode()
    assert rendered.cut_short == ""
