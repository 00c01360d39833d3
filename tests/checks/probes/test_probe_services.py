"""The probes of services on tiny portals: what each earns, leaves unknown, and where it has nothing to ask."""

import json

import pytest
from service_portals import FIELDS, own_page, portal
from snapshots import Served
from tiny_sites import tiny_site

from checks.load_catalogue import load_catalogue
from checks.observations import Observation, Unknown
from checks.probes.listing import PROBES
from checks.rule_parts import calls_of
from checks.services.listing import read_listing
from checks.site import Site
from domain.captures import CaptureKind

FEE = FIELDS | {"Phí, lệ phí": "75.000 đồng/lần"}
PAID = FEE | {"Hình thức thanh toán": "Thanh toán trực tuyến qua PayGov"}
GONE = Served("<html>Không tìm thấy</html>", status=404)
LOOK_UP = '<form><label>Mã hồ sơ <input type="text" name="ma"></label><button>Tra cứu</button></form>'
COUNTED = '<form><label>Cho số lượng dân cư <input type="text" name="n"></label><button>Tính</button></form>'
GRADES = "<p>Rất hài lòng</p><p>Hài lòng</p><p>Chưa hài lòng</p>"


def observed(row: str, site: Site, part: int = 0) -> Observation:
    requirement = load_catalogue().get(row)
    assert requirement is not None
    call = calls_of(requirement)[part]
    kind = PROBES[call.probe]
    return kind.run(site, kind.params.model_validate(dict(call.params)), requirement)


def with_page(path: str, label: str, content: str) -> Site:
    return portal({path: content, "/anh": f'<a href="{path}">{label}</a>'})


@pytest.mark.parametrize(
    ("row", "site", "earned", "unknown"),
    [
        ("nd43-18-2-list", portal(), 1.0, 0.0),
        ("nd43-18-2-level", portal(), 1.0, 0.0),
        ("nd43-18-2-level", portal(levels=("4", "", "3", "")), 0.5, 0.0),
        ("nd43-18-2-level", portal(levels=("Toàn trình",) * 4), 0.0, 0.0),
        ("nd43-18-2-grouped", portal(), 1.0, 0.0),
        ("tt32-5-1-fields", portal(), 1.0, 0.0),
        ("tt32-5-1-fields", portal({"/dvc/0": None, "/dvc/1": None, "/dvc/2": None}), 0.0, 1.0),
        ("tt32-5-1-fields", portal({"/dvc/0": None, "/dvc/1": None}), 1.0, 0.0),
        ("tt32-5-2-forms", portal({"/mau/to-khai-0.docx": GONE}), 0.75, 0.0),
        ("tt32-5-3-submit", portal({"/dvc/0": own_page(0, submit="")}), 0.75, 0.0),
        ("tt32-5-4-payment", portal({"/dvc/0": own_page(0, FEE), "/dvc/1": own_page(1, PAID)}), 0.5, 0.0),
        ("tt32-10-authentication", portal(), 1.0, 0.0),
        ("tt32-20-https", portal(), 0.0, 0.0),
        ("tt32-11-2-three-clicks", portal(), 1.0, 0.0),
        ("nd43-18-1-national-list", portal(), 0.0, 1.0),
        ("tt32-6-1-all-units", portal(), 0.0, 1.0),
        ("tt32-9-tracking", with_page("/tra-cuu-ho-so", "Tra cứu hồ sơ", LOOK_UP), 1.0, 0.0),
        ("tt32-9-tracking", with_page("/tra-cuu-ho-so", "Tra cứu hồ sơ", COUNTED), 0.0, 0.0),
        ("tt32-12-rating", portal(), 0.0, 1.0),
        (
            "tt32-11-2-feedback-mail",
            portal({"/dvc/0": own_page(0, more="<p>Góp ý: dvc@binhminh.gov.vn</p>")}),
            1.0,
            0.0,
        ),
        ("tt32-11-2-feedback-mail", portal({"/dvc/0": own_page(0, more="<p>Góp ý: dvc@gmail.com</p>")}), 0.0, 0.0),
    ],
)
def test_shares(row: str, site: Site, earned: float, unknown: float) -> None:
    seen = observed(row, site)
    assert (seen.earned, seen.unknown) == (pytest.approx(earned), pytest.approx(unknown)), seen.reason.en
    assert seen.unknown_kind is not Unknown.NOT_APPLICABLE
    assert seen.evidence or not seen.earned
    assert seen.searched is not None or seen.earned in (0.0, 1.0)


@pytest.mark.parametrize(
    "row",
    [
        "nd43-18-3-guide", "nd43-18-3-usage", "tt32-5-3-submit", "tt32-5-4-payment", "tt32-9-tracking",
        "tt32-12-rating", "tt32-10-authentication", "tt32-11-2-feedback-mail", "tt32-11-2-three-clicks",
        "tt32-11-3-statistics", "tt32-20-https",
    ],
)  # fmt: skip
def test_no_service_of_level_3_or_4_leaves_nothing_to_ask(row: str) -> None:
    assert observed(row, portal(levels=("1", "2", "2", "2"))).unknown_kind is Unknown.NOT_APPLICABLE


def test_free_services_need_no_payment() -> None:
    assert observed("tt32-5-4-payment", portal()).unknown_kind is Unknown.NOT_APPLICABLE


def test_a_national_list_is_a_record_of_the_audit() -> None:
    items = [{"code": "1.004900.000.00.00.H17", "name": "Đăng ký khai sinh có yếu tố nước ngoài"}]
    record = Served(json.dumps(items), kind=CaptureKind.JSON, mime="application/json")
    site = portal(records=[("urn:portal-audit:national-services", record)])
    assert observed("nd43-18-1-national-list", site).earned == 0.25
    assert observed("tt32-6-3-names", site).earned == 1.0
    assert {entry.seen.url for entry in read_listing(site).entries} == {"http://binhminh.gov.vn/muc"}


def test_no_list_says_so() -> None:
    site, _ = tiny_site("<p>Tin trong huyện tuần này.</p>")
    seen = observed("nd43-18-2-list", site)
    assert (seen.earned, seen.unknown) == (0.0, 0.0)
    assert seen.searched is not None


def test_what_the_frame_asks_on_every_page_rates_no_service() -> None:
    """The grades stand on the page named for ratings as on all others: the portal asks how its visitors like it."""
    neutral = {
        f"/{name}": f"<p>Đọc về {name} ở đây, mỗi tuần một bài.</p>{GRADES}" for name in ("anh", "tho", "xe", "hoa")
    }
    label = '<a href="/danh-gia">Đánh giá dịch vụ công</a>'
    asked = portal({**neutral, "/anh": f"{label}{GRADES}", "/danh-gia": f"<h1>Đánh giá dịch vụ công</h1>{GRADES}"})
    seen = observed("tt32-12-rating", asked)
    assert seen.earned == 0.0
    own = portal({"/anh": label, "/danh-gia": f"<h1>Đánh giá dịch vụ công</h1>{GRADES}"})
    assert observed("tt32-12-rating", own).earned == 1.0


def test_a_link_beside_a_question_does_not_stand_in_it() -> None:
    """The path of the <p> that asks begins that of the <pre> beside it; the guide linked there answers nothing."""
    asked = "".join(
        f"<div><p>Làm giấy {name} thì nộp ở đâu?</p><pre><a href='/mau'>Xem</a></pre></div>" for name in ("A", "B")
    )
    guide = "<p>Bước 1: chuẩn bị giấy tờ. Bước 2: nộp tại một cửa xã. Bước 3: nhận kết quả theo giấy hẹn đã ghi.</p>"
    label = '<a href="/hoi">Câu hỏi thường gặp</a>'
    site = portal({"/hoi": f"<h1>Câu hỏi thường gặp</h1>{asked}", "/mau": guide, "/anh": label})
    assert observed("tt32-11-1-help", site, part=1).earned == 0.0
