"""A host of services beside the portal: what its menu, its foot and its services' pages tell, whatever it is called."""

import pytest
from service_portals import own_page, table
from snapshots import HOME, Served, make_snapshot, make_target

from checks.load_catalogue import load_catalogue
from checks.load_lexicon import load_lexicon
from checks.observations import Observation
from checks.probes.listing import PROBES
from checks.rule_parts import calls_of
from checks.services.listing import read_listing
from checks.site import Site

HOST = "http://dichvucong.binhminh.gov.vn"
MAIL = "bientap@binhminh.gov.vn"
LEVELS = ("4", "3", "4", "3")


def observed(row: str, site: Site, part: int = 0) -> Observation:
    requirement = load_catalogue().get(row)
    assert requirement is not None
    call = calls_of(requirement)[part]
    kind = PROBES[call.probe]
    return kind.run(site, kind.params.model_validate(dict(call.params)), requirement)


def on_host(body: str = "", foot: str = "", label: str = "Mục riêng", path: str = "/rieng", more: str = "") -> Site:
    """The list on a service host, one page of the agency's own in its menu; `more` stands on each service's page."""
    frame = (
        f'<html><body><header><a href="{HOST}{path}">{label}</a></header><main>%s</main><footer>{foot}</footer>'
        "</body></html>"
    )
    rows = table(LEVELS, {n: f"{HOST}/dvc/{n}" for n in range(len(LEVELS))})
    links = f'<ul class="menu"><li><a href="{HOST}/">Dịch vụ công trực tuyến</a></li></ul>'
    front = f"<html><body>{links}<main><p>Chào mừng quý khách.</p></main><footer>Thư: {MAIL}</footer></body></html>"
    pages = {HOME: Served(front), f"{HOST}/": Served(frame % rows), f"{HOST}{path}": Served(frame % body)}
    for n in range(len(LEVELS)):
        pages[f"{HOST}/dvc/{n}"] = Served(frame % own_page(n, submit=f"{HOST}/nop/{n}", more=more))
    site = Site.build(make_snapshot(pages, make_target()), load_lexicon())
    assert len(read_listing(site).entries) == len(LEVELS)
    return site


STEPS = (
    "<h1>Sổ tay</h1><p>Hướng dẫn cho người mới: bước 1 mở tài khoản bằng số điện thoại; bước 2 đăng nhập, chọn"
    " thủ tục; bước 3 nhập tờ khai, đính kèm bản chụp giấy tờ rồi nhấn nút gửi; bước 4 chờ tin nhắn báo kết quả.</p>"
)
ASKED = (
    "<h1>Thắc mắc</h1><h3>Tôi ở nước ngoài thì gửi giấy tờ thế nào?</h3><p>Ông, bà gửi bản chụp đã chứng thực.</p>"
    "<h3>Bao giờ tôi nhận được phiếu hẹn trả?</h3><p>Trong một ngày làm việc sau khi gửi.</p>"
)
STARS = (
    "<h1>Ý kiến</h1><form method='post'><p>Mức độ hài lòng của bạn về dịch vụ công</p>"
    + "".join(f"<label><input type='radio' name='s' value='{n}'> {n} sao</label>" for n in range(1, 6))
    + "</form>"
)
LOOK_UP = '<form><label>Số biên nhận <input type="text" name="so"></label><button>Xem</button></form>'


@pytest.mark.parametrize(
    ("row", "part", "body", "earned"),
    [
        ("nd43-18-3-guide", 0, STEPS, 1.0),
        ("nd43-18-3-guide", 0, "<h1>Giới thiệu</h1><p>Đăng ký lịch hẹn, đăng nhập rồi chọn giờ làm việc.</p>", 0.0),
        ("tt32-11-1-help", 0, STEPS, 1.0),
        ("tt32-11-1-help", 1, ASKED, 1.0),
        ("tt32-11-1-help", 1, "<h1>Thắc mắc</h1><h3>Bao giờ tôi nhận được phiếu hẹn trả?</h3>", 0.0),
        ("tt32-12-rating", 0, STARS, 0.7),
        ("tt32-9-tracking", 0, LOOK_UP, 1.0),
        ("nd43-18-3-usage", 0, "<p>Cả năm: đã tiếp nhận 812 hồ sơ trực tuyến; đã giải quyết 790 hồ sơ.</p>", 1 / 3),
        ("nd43-18-3-usage", 0, "<p>Số lượt truy cập: 000128736</p>", 0.0),
        ("tt32-11-3-statistics", 0, "<p>Tổng số hồ sơ: 1.204; tỷ lệ đúng hạn: 98,5%</p>", 0.2),
    ],
)
def test_its_menu_serves_the_services(row: str, part: int, body: str, earned: float) -> None:
    """By what the page holds: nothing calls it by a name that is known."""
    assert observed(row, on_host(body), part).earned == pytest.approx(earned, abs=0.001)


def test_a_guide_to_submission_is_no_entry_to_it() -> None:
    assert observed("nd43-18-3-guide", on_host(STEPS, label="Sổ tay nộp hồ sơ qua mạng")).earned == 1.0


def test_an_entry_to_submission_in_the_menu_is_no_look_up() -> None:
    log_in = '<form method="post"><input type="text"><input type="password"></form>'
    assert observed("tt32-9-tracking", on_host(log_in, label="Nộp hồ sơ trực tuyến")).earned == 0.0


def test_a_look_up_behind_a_wall() -> None:
    wall = "<h1>Theo dõi hồ sơ</h1><p>Vui lòng đăng nhập để xem tình trạng hồ sơ của mình.</p>"
    assert observed("tt32-9-tracking", on_host(wall, label="Theo dõi hồ sơ")).earned == 0.7


def test_figures_of_a_service_stand_on_its_own_page() -> None:
    told = "<p>Lượt xem: 310; hồ sơ trực tuyến tiếp nhận: 41; đã giải quyết: 40; tỷ lệ đúng hạn: 97,5%</p>"
    site = on_host(more=told)
    assert observed("nd43-18-3-usage", site).earned == pytest.approx(1.0)
    assert observed("tt32-11-3-statistics", site).earned == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("foot", "earned"),
    [
        ("", 0.0),
        (f"<p>Thư điện tử: {MAIL}</p>", 0.0),
        (f"<p>Góp ý về dịch vụ công xin gửi {MAIL}</p>", 1.0),
        (f"<div><p>Tiếp nhận góp ý về dịch vụ công:</p><p>{MAIL}</p></div>", 1.0),
        (f"<div><p>Tiếp nhận góp ý về dịch vụ công.</p></div><div><p>{MAIL}</p></div>", 0.0),
        ("<p>Thư điện tử: motcua@binhminh.gov.vn</p>", 1.0),
    ],
)
def test_the_portals_own_mail_is_given_for_no_service(foot: str, earned: float) -> None:
    """Unless the line says what it is for; an address of the host's own is for its services."""
    assert observed("tt32-11-2-feedback-mail", on_host(foot=foot)).earned == earned
