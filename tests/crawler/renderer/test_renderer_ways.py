"""Links that only a browser has, and what is not pressed to find them."""

from urllib.parse import urlsplit

import pytest
from fake_site import FakeSite, Reply, Show, html

from crawler.renderer.job import Want
from crawler.renderer.presses import Press, Pressable, choose, press_of

_PAGE = """
<nav class=menu><ul><li><a href="#" id=intro>Giới thiệu</a></li>
<li><span class=toggle id=doc>Văn bản</span></li></ul></nav>
<div onclick="location.href='/onclick'">Lĩnh vực đất đai</div>
<span role=link id=route>Hỏi đáp</span><span role=link id=hash>Liên hệ</span>
<button type=button id=window>Bản đồ</button>
<ul id=news><li><a href=/tin-1>Tin 1</a></li></ul><button type=button id=more>Xem thêm</button>
<div class=pages><a class=n>1</a><a class=n>2</a><a class=n>3</a><a class=n>Sau</a></div>
<button type=button id=out>Đăng xuất</button><a href="javascript:go('/xoa?do=1')">Xóa</a>
<form method=post action=/nhan><button id=send>Gửi</button><button>Tra cứu hồ sơ</button></form>
<span role=link onclick="__doPostBack('a','')">Trang khác</span>
<script>
const at = (id, name, work) => document.getElementById(id).addEventListener(name, work);
const list = (around, ...links) => links.forEach(([url, text]) => {
  const a = document.createElement('a'); a.href = url; a.textContent = text; around.append(a); });
at('intro', 'mouseenter', (event) => list(event.target.parentElement, ['/chuc-nang', 'Chức năng'],
  ['/co-cau', 'Cơ cấu']));
at('doc', 'click', (event) => list(event.target.parentElement, ['/phap-quy', 'Văn bản pháp quy']));
at('route', 'click', () => history.pushState({}, '', '/hoi-dap'));
at('hash', 'click', () => { location.hash = '#/lien-he' });
at('window', 'click', () => window.open('/ban-do'));
let page = 1;
const load = async (n) => list(document.getElementById('news'), ...(await (await fetch('/tin.json?p=' + n)).json()));
at('more', 'click', () => load(page += 1));
document.querySelectorAll('.n').forEach((one) => one.addEventListener('click', () => load(one.textContent.trim())));
function go(url) { fetch(url) }
function __doPostBack() { fetch('/postback', {method: 'POST'}) }
at('out', 'click', () => fetch('/logout'));
at('send', 'click', () => fetch('/gui'));
</script>"""


@pytest.fixture
def portal(site: FakeSite) -> FakeSite:
    site.pages["/"] = html(_PAGE)
    for number in (2, 3):
        site.pages[f"/tin.json?p={number}"] = Reply(f'[["/tin-{number}", "Tin {number}"]]'.encode(), "application/json")
    site.pages["/tin.json"] = Reply(b'[["/tin-9", "Tin 9"]]', "application/json")
    return site


def test_ways(show: Show, portal: FakeSite) -> None:
    rendered = show(portal.job("/", Want(ways=True)))
    assert rendered.ok, rendered.error
    assert "ways" not in rendered.missing, rendered.missing
    found = {(urlsplit(way.url).path + ("#" + urlsplit(way.url).fragment if "#" in way.url else ""), way.action)
             for way in rendered.ways if not way.links}  # fmt: skip
    assert found == {("/onclick", "click"), ("/hoi-dap", "route"), ("/#/lien-he", "route"), ("/ban-do", "click")}
    brought = {urlsplit(url).path: way.action for way in rendered.ways for url, _ in way.links}
    assert brought["/chuc-nang"] == brought["/co-cau"] == "hover"
    assert brought["/phap-quy"] == "click"
    assert brought["/tin-2"] == "more"
    assert brought["/tin-3"] == "pager"
    asked = [heard.path for heard in portal.heard]
    assert [path for path in asked if not path.startswith("/tin.json")] == ["/"]
    assert {heard.method for heard in portal.heard} == {"GET"}


def test_a_way_is_gone_again(show: Show, portal: FakeSite) -> None:
    job = portal.job("/", Want(ways=True))
    (more,) = [way for way in show(job).ways if way.action == "more"]
    assert more.url == portal.root + "/"
    again = show(portal.again(job, "/", want=Want(), press=(more.path, more.path)))
    assert again.missing == {}
    dom = again.dom.decode()
    assert "/tin-2" in dom
    assert "/tin-3" in dom
    gone = show(portal.again(job, "/", want=Want(), press=("/html/body/p[7]",)))
    assert gone.ok
    assert gone.missing["press"].startswith("nothing to press")


def test_an_action_is_not_pressed_by_path(show: Show, portal: FakeSite) -> None:
    rendered = show(portal.job("/", press=("//*[@id='out']",)))
    assert rendered.missing["press"].startswith("nothing to press")
    assert not portal.asked("/logout")


@pytest.mark.parametrize(
    ("element", "press"),
    [
        (Pressable(0, "p", "button", "button", "Xem thêm tin tức"), Press.MORE),
        (Pressable(0, "p", "a", label="2", numbers=5), Press.PAGER),
        (Pressable(0, "p", "a", label="»", numbers=5), Press.PAGER),
        (Pressable(0, "p", "a", label="1", numbers=5), None),
        (Pressable(0, "p", "span", label="Đăng ký kinh doanh", menu=True), Press.MENU),
        (Pressable(0, "p", "span", label="Đăng ký"), None),
        (Pressable(0, "p", "button", "submit", "Tìm kiếm", form=True), None),
        (Pressable(0, "p", "button", "", "Tìm kiếm", form=True), None),
        (Pressable(0, "p", "button", "button", "Gửi phản ánh"), None),
        (Pressable(0, "p", "a", label="Đăng xuất", menu=True), None),
        (Pressable(0, "p", "a", label="Trang 2", code="javascript:__doPostBack('x','')"), None),
        (Pressable(0, "p", "div", label="Hủy"), None),
        (Pressable(0, "p", "div", label="Huy động vốn"), Press.LINK),
        (Pressable(0, "p", "div", label=""), None),
        (Pressable(0, "p", "button", "button", "", menu=True, opens=True), Press.MENU),
        (Pressable(0, "p", "input", "checkbox", "Tôi đã đọc"), None),
        (Pressable(0, "p", "div", label="chữ " * 30), None),
    ],
)
def test_what_is_pressed(element: Pressable, press: Press | None) -> None:
    assert press_of(element) is press


def test_each_label_once_and_menus_first() -> None:
    found = [Pressable(i, f"p{i}", "span", label=f"Mục {i % 3}") for i in range(9)]
    found.append(Pressable(9, "p9", "span", label="Trình đơn", menu=True))
    chosen = choose(found, {Press.MENU: 5, Press.LINK: 2})
    assert [(press, element.number) for press, element in chosen] == [
        (Press.MENU, 9),
        (Press.LINK, 0),
        (Press.LINK, 1),
    ]


_PIECES = """<h1>Danh sách</h1><div id=rows><p><a href=/tt-1>Thủ tục 1</a></p></div>
<div class=pg><a href="#" data-page=1>1</a> <a href="#" data-page=2>2</a> <a href="#" data-page=3>3</a></div>
<a href="#" data-page=9 class=del>Xóa</a>
<script>
document.querySelectorAll('[data-page]').forEach((one) => one.addEventListener('click', async (event) => {
  event.preventDefault();
  const answer = await fetch('/ds/manh?trang=' + one.dataset.page);
  document.getElementById('rows').innerHTML = await answer.text();
}));
</script>"""


def test_pieces_of_html_that_a_pager_brings_are_ways(show: Show, site: FakeSite) -> None:
    site.pages["/"] = html(_PIECES)
    for number in (1, 2, 3, 9):
        site.pages[f"/ds/manh?trang={number}"] = html(f"<p><a href=/tt-{number}>Thủ tục {number}</a></p>")
    rendered = show(site.job("/", Want(ways=True, answers=True)))
    found = {urlsplit(way.url).query for way in rendered.ways if way.action == "pager" and not way.links}
    assert found == {"trang=2", "trang=3"}
    assert {heard.method for heard in site.heard} == {"GET"}
    assert not [heard.path for heard in site.heard if heard.path.endswith("trang=9")]
