"""The ladder: one thing of an honest service spoilt at a time, and where it stops."""

import pytest
from service_portals import FIELDS, FORM, LOG_IN, NAMES, first, own_page, portal
from snapshots import Served

from checks.services.compare import claim_holds, summary_of
from checks.services.entries import Rung, Step
from checks.services.observe import observe
from domain.captures import CaptureKind, Outcome
from domain.findings import ServiceProblem

Pages = dict[str, str | Served | None]
FEE = FIELDS | {"Phí, lệ phí": "75.000 đồng/lần"}
PLAIN_DOSSIER = FIELDS | {"Thành phần hồ sơ": "Bản sao giấy tờ tùy thân; ảnh 4x6.", "Mẫu đơn, tờ khai": ""}
MENU = "<ul class='menu'><li class='menu-item'>"
GONE = Served("<html>Không tìm thấy</html>", status=404)
E_FORM = '<form method="post"><input type="text" name="a"><input type="file" name="b"><button>Nộp hồ sơ</button></form>'
ENTRY_UNDER_FORMS = FIELDS | {
    "Mẫu đơn, tờ khai": '<a href="/mau/to-khai-{n}.docx">Tờ khai</a> <a href="/nop-ho-so/{n}">Nộp hồ sơ trực tuyến</a>'
}
STEPS = (
    "<ol><li>Kê khai</li><li>Thanh toán phí, lệ phí trực tuyến</li></ol><h1>Nộp hồ sơ</h1><form method=post>"
    '<input type="text" name="a"><input type="file" name="b"></form>'
)
BESIDE = "<p>Thanh toán phí trực tuyến qua cổng thanh toán khi có thông báo.</p>"
IN_FILE = {"Nội dung": '<a href="/mau/noi-dung.docx">Nội dung thủ tục</a>'}

CASES: list[tuple[str, Pages, str | None, Rung | None, bool | None]] = [
    # what, pages, observed level, the rung it stops at, whether that is proven
    ("honest", {}, "4", None, None),
    ("no page read", {"/dvc/0": None}, None, Rung.FIELDS, None),
    ("dead page", {"/dvc/0": GONE}, None, Rung.FIELDS, False),
    (
        "placeholder page",
        {"/dvc/0": "<h1>Đăng ký khai sinh</h1><p>Nội dung đang cập nhật</p>"},
        None,
        Rung.FIELDS,
        False,
    ),
    (
        "labels without values",
        {"/dvc/0": own_page(0, dict.fromkeys(FIELDS, "Đang cập nhật"))},
        None,
        Rung.FIELDS,
        False,
    ),
    ("five groups only", {"/dvc/0": own_page(0, dict(list(FIELDS.items())[4:7]))}, None, Rung.FIELDS, False),
    ("no free form needed", {"/dvc/0": own_page(0, PLAIN_DOSSIER)}, "4", None, None),
    ("form said not to be", {"/dvc/0": own_page(0, PLAIN_DOSSIER | {"Mẫu đơn, tờ khai": "Không"})}, "4", None, None),
    ("neither form nor entry", {"/dvc/0": own_page(0, PLAIN_DOSSIER, submit="")}, "1", Rung.SUBMIT, False),
    (
        "form named, no file",
        {"/dvc/0": own_page(0, FIELDS | {"Mẫu đơn, tờ khai": "Tờ khai đăng ký khai sinh"})},
        "1",
        Rung.FORMS,
        False,
    ),
    ("form gone", {"/mau/to-khai-0.docx": GONE}, "1", Rung.FORMS, False),
    ("form is a page", {"/mau/to-khai-0.docx": "<html><body>Không tìm thấy tệp</body></html>"}, "1", Rung.FORMS, False),
    ("form not tried", {"/mau/to-khai-0.docx": None}, "1", Rung.FORMS, None),
    ("no entry", {"/dvc/0": own_page(0, submit="")}, "2", Rung.SUBMIT, False),
    ("entry not tried", {"/nop-ho-so/0": None}, "2", Rung.SUBMIT, None),
    ("entry gone", {"/nop-ho-so/0": GONE}, "2", Rung.SUBMIT, False),
    (
        "entry leads home",
        {"/nop-ho-so/0": Served("<html><body>Trang chủ</body></html>", notes={"home": True, "soft404": True})},
        "2",
        Rung.SUBMIT,
        False,
    ),
    ("entry being built", {"/nop-ho-so/0": "<p>Chức năng đang được xây dựng</p>"}, "2", Rung.SUBMIT, False),
    ("entry of another owner", {"/dvc/0": own_page(0, submit="https://dvc.example.com/nop/0")}, "2", Rung.SUBMIT, None),
    ("entry refuses", {"/nop-ho-so/0": Served("no", outcome=Outcome.BLOCKED, status=403)}, "2", Rung.SUBMIT, None),
    ("entry fails", {"/nop-ho-so/0": Served("", outcome=Outcome.HTTP_ERROR, status=500)}, "2", Rung.SUBMIT, False),
    ("entry busy", {"/nop-ho-so/0": Served("", outcome=Outcome.HTTP_ERROR, status=503)}, "2", Rung.SUBMIT, None),
    (
        "another procedure's entry",
        {"/nop-ho-so/0": "<h1>Nộp hồ sơ: Cấp đổi thẻ</h1><p>Mã 1.009999</p>" + LOG_IN},
        "2",
        Rung.SUBMIT,
        False,
    ),
    ("address that may be a form's", {"/dvc/0": own_page(0, submit="/nop-ho-so/1")}, "2", Rung.SUBMIT, False),
    ("entry beside the forms", {"/dvc/0": own_page(0, ENTRY_UNDER_FORMS, submit="")}, "4", None, None),
    (
        "procedure in a file, unread",
        {"/dvc/0": own_page(0, IN_FILE), "/mau/noi-dung.docx": None},
        None,
        Rung.FIELDS,
        None,
    ),
    ("entry asks who", {"/nop-ho-so/0": Served("who", outcome=Outcome.HTTP_ERROR, status=401)}, "4", None, None),
    ("site-wide log-in", {f"/dvc/{n}": own_page(n, submit="/dang-nhap") for n in range(4)}, "2", Rung.SUBMIT, False),
    (
        "log-in that knows the service",
        {"/dvc/0": own_page(0, submit="/dang-nhap?ma=1.004900"), "/dang-nhap?ma=1.004900": LOG_IN},
        "4",
        None,
        None,
    ),
    (
        "by script",
        {"/dvc/0": own_page(0, submit="", more='<button onclick="nop(0)">Nộp hồ sơ</button>')},
        "2",
        Rung.SUBMIT,
        None,
    ),
    (
        "by script that names its address",
        {"/dvc/0": own_page(0, submit="", more="<button onclick=\"location.href='/nop-ho-so/0'\">Nộp hồ sơ</button>")},
        "4",
        None,
        None,
    ),
    (
        "entry to a page on submission in general",
        {
            "/dvc/0": own_page(0, submit="/tiep-nhan"),
            "/tiep-nhan": "<h1>Tiếp nhận</h1><p>Chọn việc cần làm.</p><p>Nộp hồ sơ trực tuyến</p>",
        },
        "2",
        Rung.SUBMIT,
        False,
    ),
    (
        "entry to a page that names the service",
        {
            "/dvc/0": own_page(0, submit="/tiep-nhan"),
            "/tiep-nhan": f"<h1>Tiếp nhận: {NAMES[0]}</h1><p>Nộp hồ sơ trực tuyến</p>",
        },
        "4",
        None,
        None,
    ),
    (
        "entry to a first step that asks to choose",
        {
            "/dvc/0": own_page(0, submit="/tiep-nhan"),
            "/tiep-nhan": "<h1>Nộp hồ sơ trực tuyến</h1><form method='post' action='/buoc-2'><select name='cq'>"
            "<option>Sở Tư pháp</option><option>Phòng Tư pháp</option></select><button>Tiếp tục</button></form>",
        },
        "2",
        Rung.SUBMIT,
        None,
    ),
    (
        "entry that only asks to log in, by a link",
        {"/nop-ho-so/0": "<p>Vui lòng đăng nhập để nộp hồ sơ.</p><p><a href='/vao'>Đăng nhập</a></p>"},
        "4",
        None,
        None,
    ),
    (
        "entry to a wall for everybody",
        {"/nop-ho-so/0": "<p>Bạn không có quyền truy cập trang này.</p>"},
        "2",
        Rung.SUBMIT,
        False,
    ),
    (
        "entry in a menu of the service's page",
        {"/dvc/0": own_page(0, submit="", more=f"{MENU}<a href='/nop-ho-so/0'>Nộp hồ sơ trực tuyến</a></li></ul>")},
        "4",
        None,
        None,
    ),
    (
        "entry of all in a menu",
        {
            f"/dvc/{n}": own_page(n, submit="", more=f"{MENU}<a href='/nop-ho-so'>Nộp hồ sơ trực tuyến</a></li></ul>")
            for n in range(4)
        },
        "2",
        Rung.SUBMIT,
        False,
    ),
    ("e-form on the page", {"/dvc/0": own_page(0, submit="", more=E_FORM)}, "4", None, None),
    (
        "guide to submission only",
        {"/dvc/0": own_page(0, submit="", more='<a href="/hd">Hướng dẫn nộp hồ sơ trực tuyến</a>')},
        "2",
        Rung.SUBMIT,
        False,
    ),
    ("fee and no way to pay", {"/dvc/0": own_page(0, FEE)}, "3", Rung.PAYMENT, False),
    (
        "fee in figures that are no numbers",
        {"/dvc/0": own_page(0, FIELDS | {"Phí": "① 75.000 đồng/lần, 5²"})},
        "3",
        Rung.PAYMENT,
        False,
    ),
    (
        "fee, paid at the desk",
        {"/dvc/0": own_page(0, FEE | {"Hình thức thanh toán": "Nộp tiền mặt tại quầy"})},
        "3",
        Rung.PAYMENT,
        False,
    ),
    (
        "fee, payable online",
        {"/dvc/0": own_page(0, FEE | {"Hình thức thanh toán": "Thanh toán trực tuyến qua PayGov"})},
        "4",
        None,
        None,
    ),
    (
        "fee, online denied",
        {"/dvc/0": own_page(0, FEE | {"Thanh toán trực tuyến": "Chưa hỗ trợ"})},
        "3",
        Rung.PAYMENT,
        False,
    ),
    ("fee, yes", {"/dvc/0": own_page(0, FEE | {"Thanh toán trực tuyến": "Có"})}, "4", None, None),
    (
        "fee, payment site-wide",
        {"/dvc/0": own_page(0, FEE, more='<p><a href="/thanh-toan">Thanh toán trực tuyến</a></p>')},
        "3",
        Rung.PAYMENT,
        False,
    ),
    (
        "fee, payment of this service",
        {"/dvc/0": own_page(0, FEE, more='<p><a href="/thanh-toan?ma=1.004900">Thanh toán trực tuyến</a></p>')},
        "4",
        None,
        None,
    ),
    (
        "fee, paid in the entry",
        {
            "/dvc/0": own_page(0, FEE),
            "/nop-ho-so/0": LOG_IN + "<p>Lệ phí nộp qua cổng thanh toán VNPAY sau khi gửi.</p>",
        },
        "4",
        None,
        None,
    ),
    ("fee, paid in the form's steps", {"/dvc/0": own_page(0, FEE), "/nop-ho-so/0": STEPS}, "4", None, None),
    (
        "fee, entry not seen",
        {"/dvc/0": own_page(0, FEE), "/nop-ho-so/0": Served("", outcome=Outcome.HTTP_ERROR, status=503)},
        "2",
        Rung.SUBMIT,
        None,
    ),
    ("fee, payment said beside", {"/dvc/0": own_page(0, FEE, more=BESIDE)}, "4", None, None),
    (
        "fee, payment said on every page",
        {f"/dvc/{n}": own_page(n, FEE, more=BESIDE) for n in range(4)},
        "3",
        Rung.PAYMENT,
        False,
    ),
    ("fee label empty", {"/dvc/0": own_page(0, FIELDS | {"Phí, lệ phí": "Đang cập nhật"})}, "3", Rung.PAYMENT, None),
]


def ladder(pages: Pages) -> tuple[str | None, Step | None]:
    """The observed level, and the step on which the ladder ended."""
    site = portal(pages)
    seen = observe(site, first(site))
    return seen.level, next((step for step in seen.steps if not step.held), None)


@pytest.mark.parametrize(("pages", "level", "rung", "proven"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_where_the_ladder_stops(pages: Pages, level: str | None, rung: Rung | None, proven: bool | None) -> None:
    observed, stopped = ladder(pages)
    assert (observed, stopped.rung if stopped else None) == (level, rung), stopped
    assert (stopped.held if stopped else None) is proven


@pytest.mark.parametrize(("pages", "level", "rung", "proven"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_the_claim_is_only_refuted_by_proof(
    pages: Pages, level: str | None, rung: Rung | None, proven: bool | None
) -> None:
    site = portal(pages)
    entry = first(site)
    item = next(item for item in summary_of(site).items if item.name == entry.name)
    problem = item.problem
    assert item.observed_level == level
    if proven is False:
        assert problem in (ServiceProblem.LOWER_THAN_CLAIMED, ServiceProblem.DEAD_LINK)
        assert claim_holds(observe(site, entry)) is False
    if rung is None:
        assert problem is None
        assert claim_holds(observe(site, entry)) is True
    others = [other.problem for other in summary_of(site).items if other.name != item.name]
    if "/dvc/1" not in pages:
        assert others == [None, None, None]


def test_an_entry_that_was_only_tried() -> None:
    """A form entry asked on purpose is no page of the portal, and counts all the same."""
    tried = Served(f"<html><body>{LOG_IN}</body></html>", kind=CaptureKind.PROBE)
    site = portal({"/nop-ho-so/0": tried})
    assert observe(site, first(site)).level == "4"


@pytest.mark.parametrize(
    ("level", "pages", "problem"),
    [
        ("3", {"/dvc/0": own_page(0, FEE)}, None),
        ("2", {"/dvc/0": own_page(0, FEE, submit="")}, None),
        ("1", {"/mau/to-khai-0.docx": GONE}, None),
        ("Mức độ 2", {"/mau/to-khai-0.docx": GONE}, ServiceProblem.DEAD_LINK),
        ("Mức độ 2", {"/mau/to-khai-0.docx": "<p>Không có tệp</p>"}, ServiceProblem.LOWER_THAN_CLAIMED),
        ("3", {"/nop-ho-so/0": GONE}, ServiceProblem.DEAD_LINK),
        ("3", {"/dvc/0": own_page(0, submit="")}, ServiceProblem.LOWER_THAN_CLAIMED),
        ("3", {"/dvc/0": GONE}, ServiceProblem.DEAD_LINK),
        ("", {}, ServiceProblem.LEVEL_NOT_STATED),
        ("Toàn trình", {}, None),
        ("Toàn trình", {"/dvc/0": own_page(0, submit="")}, ServiceProblem.LOWER_THAN_CLAIMED),
        ("Một phần", {"/dvc/0": own_page(0, FEE)}, None),
        ("4", {"/nop-ho-so/0": None}, ServiceProblem.NOT_OBSERVED),
    ],
)
def test_problem(level: str, pages: Pages, problem: ServiceProblem | None) -> None:
    site = portal(pages, levels=(level, "4", "4", "4"))
    assert next(item for item in summary_of(site).items if item.name == first(site).name).problem is problem


def test_forms_of_other_families() -> None:
    """A heading for each field, and a list of terms."""
    lines = "".join(
        f"<h3>{n}. {label}</h3><p>{value.format(n=0)}</p>" for n, (label, value) in enumerate(FIELDS.items(), 1)
    )
    terms = "".join(f"<dt>{label}:</dt><dd>{value.format(n=0)}</dd>" for label, value in FIELDS.items())
    tabs = "".join(f'<li><a href="#t{n}">{label}</a></li>' for n, label in enumerate(FIELDS))
    panes = "".join(
        f'<div id="t{n}" style="display:none"><p>{value.format(n=0)}</p></div>'
        for n, value in enumerate(FIELDS.values())
    )
    accordion = "".join(
        f'<div class="card"><button data-toggle="collapse">{label}</button>'
        f'<div class="collapse">{value.format(n=0)}</div></div>'
        for label, value in FIELDS.items()
    )
    button = '<p><a href="/nop-ho-so/0">Nộp hồ sơ</a></p>'
    head = "<h1>Đăng ký khai sinh có yếu tố nước ngoài</h1>"
    for body in (lines, f"<dl>{terms}</dl>", f"<ul>{tabs}</ul><div>{panes}</div>", accordion):
        observed, stopped = ladder({"/dvc/0": head + button + body, "/mau/to-khai-0.docx": FORM})
        assert observed == "4", (body[:80], stopped)
