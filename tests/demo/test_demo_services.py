"""The desks: each serves by GET what its truth says of it; levels are read anew from what is served."""

import json
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import pytest
from lxml import html

from demo.desks import Desk, desk_ids
from demo.portals import DemoPortal, build_portal
from demo.truth.service_truth import TrueService, load_service_truth, service_portals
from demo.wire import Request, Response
from domain.findings import ServiceProblem

_DAY = date(2026, 11, 18)
_SERVERS = tuple(portal for portal in desk_ids() if portal != "bo-di-san")
_ORDER = re.compile(r"^/tai-khoan/")
_ENTRY = ("Nộp hồ sơ trực tuyến", "Đăng ký trực tuyến", "Nộp hồ sơ qua mạng", "Nộp trực tuyến")
_PAY = re.compile(r"thanh toán (?:trực tuyến|phí)|phí, lệ phí trực tuyến", re.IGNORECASE)
_FREE = re.compile(r"^(?:không|miễn)", re.IGNORECASE)
_LABELS = 11  # besides the name, point i in two parts
_OPTIONAL = ("conditions", "fee")


@cache
def _portal(name: str) -> DemoPortal:
    return build_portal(name, _DAY)


def _desk(name: str) -> Desk:
    desk = _portal(name).desk
    assert desk is not None
    return desk


def _get(name: str, url: str) -> Response:
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    return _portal(name).respond(Request("GET", parts.netloc, target))


def _follow(name: str, url: str) -> tuple[str, Response]:
    answer = _get(name, url)
    if answer.location:
        url = urljoin(url, answer.location)
        answer = _get(name, url)
    return url, answer


def _key(name: str, url: str) -> str:
    """An address without what changes from page to page."""
    parts = urlsplit(url.split("#", maxsplit=1)[0])
    session = _desk(name).data.session
    asked = sorted((key, value) for key, value in parse_qsl(parts.query) if key not in session)
    path = re.sub(r";jsessionid=[^?]*", "", parts.path)
    return f"http://{parts.netloc}{path}" + (f"?{urlencode(asked)}" if asked else "")


@dataclass(frozen=True)
class Seen:
    """A page as the walk met it."""

    url: str
    answer: Response

    @property
    def root(self) -> html.HtmlElement:
        return html.fromstring(self.answer.body.decode())

    @property
    def links(self) -> Iterator[tuple[str, str]]:
        for anchor in self.root.iter("a"):
            address = anchor.get("href", "")
            if address and not address.startswith(("javascript:", "mailto:", "#")):
                yield " ".join(anchor.text_content().split()), urljoin(self.url, address)


@cache
def _walk(name: str) -> Mapping[str, Seen]:
    """Every page of a desk that links lead to from its front page or list; no order is given on the way."""
    desk = _desk(name)
    seen: dict[str, Seen] = {}
    ahead = deque([desk.url(desk.data.ways.home), desk.url(desk.data.ways.list)])
    while ahead:
        url = ahead.popleft()
        parts = urlsplit(url)
        key = _key(name, url)
        path = re.sub(r";jsessionid=[^?]*", "", parts.path)
        if key in seen or not desk.holds(parts.netloc, path) or _ORDER.search(path):
            continue
        seen[key] = Seen(url, _get(name, url))
        if seen[key].answer.status == 200 and seen[key].answer.media_type == "text/html":
            ahead.extend(address for _, address in seen[key].links)
    return seen


@pytest.mark.parametrize("portal", _SERVERS)
def test_every_service_can_be_reached_by_links_under_its_whole_name(portal: str) -> None:
    pages = _walk(portal)
    for service in load_service_truth(portal).services:
        if service.problem is ServiceProblem.NOT_OBSERVED:
            continue
        page = pages[_key(portal, service.url)]
        assert page.answer.status == 200
        text = " ".join(page.root.text_content().split())
        assert service.name in text
        assert not service.code or service.code in text
        assert service.field in text


@pytest.mark.parametrize("portal", _SERVERS)
def test_levels_observed_are_those_of_the_truth(portal: str) -> None:
    for service in load_service_truth(portal).services:
        if service.problem is not ServiceProblem.NOT_OBSERVED:
            assert _observed(portal, service) == service.observed, (service.url, service.why)


def _observed(portal: str, service: TrueService) -> str | None:
    """The ladder climbed on the served page, as the law has it."""
    page = _walk(portal)[_key(portal, service.url)]
    labels = _desk(portal).data.labels
    facts = _facts(page, labels)
    files = [link for link in page.links if urlsplit(link[1]).path.endswith((".doc", ".docx", ".pdf"))]
    if any(label.startswith("Nội dung thủ tục") for label, _ in files):
        files = [link for link in files if not link[0].startswith("Nội dung thủ tục")]
    elif sum(bool(facts.get(key)) for key in labels if key not in _OPTIONAL) < _LABELS - 1:
        return None
    if not all(_is_file(_get(portal, url)) for _, url in files):
        return "1"
    entry = next((url for label, url in page.links if label in _ENTRY), "")
    shown = _entry_text(portal, entry) if entry else ""
    if service.name not in shown:
        return "2" if files else "1"
    fee = facts.get("fee", "")
    return "4" if _FREE.search(fee) or _PAY.search(fee) or _PAY.search(shown) else "3"


def _facts(page: Seen, labels: Mapping[str, str]) -> dict[str, str]:
    """What stands behind each label: the next cell, term or folded part."""
    by_label = {label: key for key, label in labels.items()}
    found: dict[str, str] = {}
    for element in page.root.iter("td", "th", "dt", "div"):
        key = by_label.get(" ".join(element.text_content().split()))
        after = element.getnext()
        if key and after is not None:
            text = " ".join(after.text_content().split())
            found.setdefault(key, "" if text == "Đang cập nhật" else text)
    return found


def _is_file(answer: Response) -> bool:
    return answer.status == 200 and answer.media_type.startswith("application/")


def _entry_text(portal: str, url: str) -> str:
    """What the entry shows of the service, without head and foot; "" where it shows an error."""
    _, answer = _follow(portal, url)
    if answer.status != 200:
        return ""
    root = html.fromstring(answer.body.decode())
    for part in root.xpath("//footer | //*[@class='chan'] | //header"):
        part.getparent().remove(part)
    return " ".join(root.text_content().split()) if root.xpath("//form[@method='post']//input") else ""


@pytest.mark.parametrize("portal", desk_ids())
def test_problems_follow_from_claims_and_levels(portal: str) -> None:
    for service in load_service_truth(portal).services:
        below = service.observed or "0"
        if service.claimed == "unstated":
            assert service.problem is ServiceProblem.LEVEL_NOT_STATED
        elif service.problem in (ServiceProblem.LOWER_THAN_CLAIMED, ServiceProblem.DEAD_LINK):
            assert not service.claimed.isdigit() or below < service.claimed
        elif service.problem is None and service.claimed.isdigit():
            assert below >= service.claimed
        if service.problem is ServiceProblem.NOT_OBSERVED:
            assert service.observed is None
        assert service.why
        assert service.problem in service.problems


@pytest.mark.parametrize("portal", desk_ids())
def test_truth_is_of_the_desk(portal: str) -> None:
    truth, desk = load_service_truth(portal), _desk(portal)
    assert [service.name for service in truth.services] == [service.name for service in desk.services]
    assert [service.code for service in truth.services] == [service.code for service in desk.services]
    assert [service.claimed for service in truth.services] == [service.case.claim for service in desk.services]
    assert 60 <= len(truth.services) <= 200
    assert len(truth.by_code) == sum(bool(service.code) for service in truth.services)
    keys = Counter((service.name, service.agency, service.field) for service in truth.services)
    assert set(keys.values()) == {1}
    assert truth.claimed_total == (desk.data.claimed_total or None)
    assert not {service.name for service in truth.services} & set(truth.decoys)


def test_every_kind_of_lie_and_truth_is_somewhere() -> None:
    held = Counter(
        (service.claimed, service.observed, service.problem)
        for portal in desk_ids()
        for service in load_service_truth(portal).services
    )
    lower, dead = ServiceProblem.LOWER_THAN_CLAIMED, ServiceProblem.DEAD_LINK
    for wanted in (
        *((level, level, None) for level in "1234"),
        ("1", "2", None),
        ("3", "4", None),
        ("4", "3", lower),
        ("3", "2", lower),
        ("3", "2", dead),
        ("2", "1", lower),
        ("2", "1", dead),
        ("3", None, lower),
        ("1", None, lower),
        ("3", None, ServiceProblem.NOT_OBSERVED),
        ("2", "2", ServiceProblem.DUPLICATE),
        ("unstated", "3", ServiceProblem.LEVEL_NOT_STATED),
        ("toan_trinh", "4", None),
        ("mot_phan", "3", None),
        ("thong_tin", "1", None),
    ):
        assert held[wanted] >= 2, wanted


def test_an_agency_without_services_has_words_about_them() -> None:
    truth = load_service_truth("so-so-hoa-co-loan")
    assert set(service_portals()) == {*desk_ids(), "so-so-hoa-co-loan"}
    assert not truth.services
    portal = _portal("so-so-hoa-co-loan")
    assert portal.desk is None
    pages = [page.body.decode() for page in portal.pages.values() if page.media_type == "text/html"]
    assert sum("mức độ 4" in page.lower() for page in pages) > 10
    assert all(any(decoy in page for page in pages) for decoy in truth.decoys)


def _twice(service: TrueService) -> bool:
    return service.problem is ServiceProblem.DUPLICATE


def _rows(page: Seen, path: str) -> list[html.HtmlElement]:
    return list(page.root.xpath(path))


def test_the_table_has_its_rows_on_seven_pages_and_cards_beside_them() -> None:
    pages = [page for key, page in _walk("tinh-binh-sa").items() if urlsplit(key).path == "/thu-tuc" and "page=" in key]
    rows = [row for page in pages for row in _rows(page, "//tbody/tr")]
    cards = [card for page in pages for card in _rows(page, "//div[@class='card']")]
    assert (len(pages), len(rows), len(cards)) == (7, 128, 128)
    codes = ["".join(row.xpath("td[2]/text()")) for row in rows]
    names = ["".join(row.xpath("td[3]//text()")) for row in rows]
    assert 60 <= sum(not code for code in codes) <= 68
    assert sum(name.endswith("…") for name in names) > 60
    assert all("Tổng số: 128" in page.answer.body.decode() for page in pages)
    twice = {link for link, count in Counter(row.xpath("string(td[3]/a/@href)") for row in rows).items() if count == 2}
    listed = {service.url for service in load_service_truth("tinh-binh-sa").services if _twice(service)}
    assert {f"http://dichvucong.binhsa.gov.vn{link}" for link in twice} == listed


def test_the_cards_tell_levels_by_icons_only() -> None:
    page = _walk("so-thuy-loi-binh-sa")["http://sothuyloi.binhsa.gov.vn/dich-vu-cong/danh-muc.aspx"]
    truth = {service.name: service for service in load_service_truth("so-thuy-loi-binh-sa").services}
    cards = _rows(page, "//div[@class='the']")
    assert len(cards) == len(truth) == 84
    for card in cards:
        claimed = truth[card.xpath("string(a)")].claimed
        icon = " ".join(card.xpath("img/@alt | img/@title | img/@src"))
        assert not re.search(r"mức|\d", "".join(card.xpath("p//text()")))
        assert ("thu-tuc" in icon) == (claimed == "unstated")
        assert claimed == "unstated" or re.search(
            rf"(?:mức(?: độ)? |muc-?(?:do-)?|level_?){claimed}\b", icon, re.IGNORECASE
        )
    text = page.root.text_content()
    assert "mức độ 3, 4" in text
    assert "(96 dịch vụ)" in " ".join(text.split())


def test_the_tree_has_closed_and_empty_branches_and_other_addresses_on_every_page() -> None:
    walked = _walk("tinh-co-loan")
    root = walked["http://motcua.coloan.gov.vn/web/guest/thu-tuc"]
    truth = load_service_truth("tinh-co-loan")
    closed = _rows(root, "//a[starts-with(@href, 'javascript:')]/text()")
    assert tuple(closed) == truth.needs_post
    leaves = [page for key, page in walked.items() if "linhVucId=" in key]
    assert sum("Chưa có thủ tục" in page.answer.body.decode() for page in leaves) == 2
    assert sum(bool(_rows(page, "//a[starts-with(@href, 'javascript:')]")) for page in leaves) >= 1
    ways: dict[str, set[str]] = {}
    for page in walked.values():
        if page.answer.media_type == "text/html" and page.answer.status == 200:
            for _, url in page.links:
                ways.setdefault(_key("tinh-co-loan", url), set()).add(url)
    assert max(map(len, ways.values())) > 20
    assert all(any(decoy in page.answer.body.decode() for page in leaves) for decoy in truth.decoys)
    listed = Counter(text for page in leaves for text in _rows(page, "//li/a/text()"))
    twice = {service.name for service in truth.services if _twice(service)}
    assert {name for name, count in listed.items() if count == 2} == twice


def test_the_wording_of_2022_stands_beside_another_scale() -> None:
    pages = [page for key, page in _walk("co-quan-kenh-dao").items() if re.search(r"danh-sach\?trang=\d$", key)]
    items = [item for page in pages for item in _rows(page, "//ul[@class='ds']/li")]
    assert (len(pages), len(items)) == (5, 74)
    shown = Counter("".join(item.xpath("span[@class='nhan']/text()")) for item in items)
    assert shown["DVC trực tuyến toàn trình"] == 27
    assert shown["DVC trực tuyến một phần"] == 23
    assert sum(bool(item.xpath("span[@class='phu']")) for item in items) >= 8
    other = _walk("co-quan-kenh-dao")["http://www.kenhdao.gov.vn/dich-vu-cong/chu-dong"].answer.body.decode()
    assert "224/2026" in other
    assert "Mức độ 4" in other
    assert not [word for page in pages for word in _rows(page, "//span[@class='nhan']/text()") if "Mức" in word]


def _json(url: str) -> object:
    return json.loads(_get("bo-di-san", f"http://dichvucong.mohf.gov.vn{url}").body)


def test_the_app_gives_lists_and_services_as_terse_json() -> None:
    truth = {service.name: service for service in load_service_truth("bo-di-san").services}
    rows = []
    for turn in range(5):
        answer = _json(f"/api/dvc?page={turn}&size=20")
        assert isinstance(answer, dict)
        assert answer["t"] == 98
        rows += answer["d"]
    assert len({row["i"] for row in rows}) == 98
    assert {row["n"] for row in rows} == {*truth, "Thủ tục test", "abc 123"}
    assert 25 <= sum(not row["c"] for row in rows) <= 40
    for row in rows:
        if row["n"] in truth:
            assert str(row["lv"] or "unstated") == truth[row["n"]].claimed
            assert _observed_in_json(row["i"], row["n"]) == truth[row["n"]].observed, row["n"]


def _observed_in_json(number: int, name: str) -> str | None:
    item = _json(f"/api/dvc/{number}")
    assert isinstance(item, dict)
    base = "http://dichvucong.mohf.gov.vn"
    facts = {pair["k"]: pair["v"] for pair in item["tt"]}
    assert len(facts) == _LABELS + 1
    if not all(_is_file(_get("bo-di-san", base + file["u"])) for file in item["bm"]):
        return "1"
    shown = _entry_text("bo-di-san", base + item["nop"]) if item["nop"] else ""
    if name not in shown:
        return "2" if item["bm"] else "1"
    fee = facts["Lệ phí"]
    return "4" if _FREE.search(fee) or _PAY.search(fee) or _PAY.search(shown) else "3"


def test_every_place_of_the_app_is_the_same_empty_shell() -> None:
    shells = {_get("bo-di-san", f"http://dichvucong.mohf.gov.vn{path}").body for path in ("/", "/danh-sach", "/x/y")}
    assert len(shells) == 1
    assert "Di sản văn hóa phi vật thể" not in shells.pop().decode()


def _texts(portal: str, path: str) -> str:
    answer = _get(portal, f"http://{_desk(portal).data.host}{path}")
    assert answer.status == 200
    return answer.body.decode()


@pytest.mark.parametrize(
    ("portal", "path", "words"),
    [
        ("tinh-binh-sa", "/thong-ke", ("18.420", "17.655", "98,4%", "29.310", "97,2%", "2026")),
        ("tinh-binh-sa", "/danh-gia", ("Rất hài lòng", "Chưa hài lòng")),
        ("tinh-binh-sa", "/tra-cuu-ho-so", ('method="get"', "000.00.13.H91")),
        ("tinh-binh-sa", "/tra-cuu-ho-so?mahs=1", ("Không tìm thấy hồ sơ",)),
        ("tinh-binh-sa", "/cau-hoi-thuong-gap", ("quên mật khẩu", "bản giấy")),
        ("tinh-binh-sa", "/tin-tuc", ("lên mức độ 4",)),
        ("bo-di-san", "/api/trang/tra-cuu", ("đăng nhập",)),
        ("tinh-co-loan", "/web/guest/huong-dan", ("Đang cập nhật",)),
        ("tinh-co-loan", "/web/guest/cau-hoi", ("Chưa có câu hỏi",)),
        ("so-thuy-loi-binh-sa", "/dich-vu-cong/danh-gia.aspx", ("Trung bình", "Kém")),
        ("co-quan-kenh-dao", "/dich-vu-cong/tra-cuu", ('method="get"',)),
    ],
)
def test_pages_beside_the_services(portal: str, path: str, words: tuple[str, ...]) -> None:
    text = _texts(portal, path)
    assert all(word in text for word in words)


def test_figures_of_the_truth_are_published() -> None:
    text = _texts("tinh-binh-sa", "/thong-ke")
    assert all(figure in text for figure in load_service_truth("tinh-binh-sa").figures.values())


@pytest.mark.parametrize(
    ("portal", "declared", "own"),
    [
        ("tinh-binh-sa", True, False),
        ("bo-di-san", True, False),
        ("so-thuy-loi-binh-sa", False, True),
        ("tinh-co-loan", False, False),
        ("co-quan-kenh-dao", False, True),
    ],
)
def test_where_the_services_stand(portal: str, declared: bool, own: bool) -> None:
    demo = _portal(portal)
    target, host = demo.target(8123), _desk(portal).data.host
    assert (host in {item.host for item in target.hosts}) == declared
    assert (host == urlsplit(target.portal).netloc) == own
    assert target.resolve[host] == "127.0.0.1:8123"
    home = next(page for page in demo.pages.values() if page.status == 200 and page.media_type == "text/html")
    assert host in home.body.decode() or own


@pytest.mark.parametrize("portal", desk_ids())
def test_site_wide_places_name_no_service(portal: str) -> None:
    text = _texts(portal, _desk(portal).data.ways.everyone)
    assert 'method="post"' in text
    assert not [service for service in load_service_truth(portal).services if service.name in text]


def _calls(portal: str) -> Callable[[str], bool]:
    return lambda url: urlsplit(url).netloc == _desk(portal).data.host


@pytest.mark.parametrize("portal", _SERVERS)
def test_orders_stand_on_the_pages_for_whoever_follows_them(portal: str) -> None:
    orders = {
        urlsplit(url).path
        for page in _walk(portal).values()
        if page.answer.media_type == "text/html" and page.answer.status == 200
        for _, url in page.links
        if _calls(portal)(url) and _ORDER.search(urlsplit(url).path)
    }
    assert "/tai-khoan/gui-ho-so" in orders
    assert "/tai-khoan/huy" in orders


def test_log_ins_of_single_services_are_known_to_the_servers_log() -> None:
    for name, word in (("tinh-binh-sa", "dang-nhap"), ("bo-di-san", "login"), ("tinh-co-loan", "login")):
        entrances = _portal(name).entrances
        assert entrances
        assert all(word in address for address in entrances)
    assert not _portal("so-so-hoa-co-loan").entrances
