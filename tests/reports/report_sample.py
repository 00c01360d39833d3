# ruff: noqa: E501
"""A made-up audit with every verdict, long Vietnamese texts and hostile ones, for the tests of all reports."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from checks.requirement import Catalogue, Citation, PointsRule, Requirement
from domain.agencies import Agency, Kind, Target
from domain.audits import Audit
from domain.captures import Capture, CaptureKind, Ending, Outcome
from domain.codec import digest_of
from domain.findings import (
    Evaluation,
    Evidence,
    Finding,
    GroupScore,
    Locator,
    LocatorType,
    Miss,
    Score,
    SearchTrace,
    Service,
    ServiceProblem,
    ServiceStep,
    ServiceSummary,
    Text2,
    Verdict,
)

PORTAL = "https://www.quangdong.example.gov.vn/"
INSTRUMENTS = {
    "ND43": Text2("Nghị định 43/2011/NĐ-CP", "Decree 43/2011"),
    "TT32": Text2("Thông tư 32/2017/TT-BTTTT", "Circular 32/2017"),
    "TT24/2011": Text2("Thông tư 24/2011/TT-BTTTT", "Circular 24/2011"),
}
STARTED = datetime(2022, 3, 14, 5, 0, 0, 120, tzinfo=UTC)
DIGESTS = tuple("sha256:" + f"{number:x}" * 64 for number in range(1, 10))

_LONG = (
    "Ủy ban nhân dân tỉnh Quảng Đông là cơ quan hành chính nhà nước ở địa phương, thực hiện chức năng, nhiệm vụ, quyền hạn"
    " theo Luật Tổ chức chính quyền địa phương; chịu trách nhiệm trước Hội đồng nhân dân tỉnh và Chính phủ về mọi mặt công tác"
)


def requirement(
    name: str, title: Text2, group: str, points: float, quote: str = "", *, cited: Citation | None = None
) -> Requirement:
    citation = cited or Citation("ND43", "10", "1", "b", quote=quote)
    return Requirement(
        id=name,
        title=title,
        citation=f"{citation.instrument} Art.{citation.article}({citation.clause})({citation.point})",
        citations=(citation,),
        applies_to=(Kind.MINISTRY, Kind.PROVINCE),
        group=group,
        points=points,
        points_rule=PointsRule.GRADED,
        obligation="must",
        update_within="regular",
        met_when=Text2("Có danh sách thật, có ngày, còn mới.", "A real, dated, fresh list."),
        rule=None,
        advice=Text2(
            "Đăng tin có ngày ở chuyên mục riêng, cập nhật thường xuyên và giữ địa chỉ cố định.",
            "Publish dated items in a section of their own.",
        ),
        own_choice=points > 0,
    )


def catalogue() -> Catalogue:
    rows = (
        requirement(
            "nd43-10-1-a-structure",
            Text2("Sơ đồ, cơ cấu tổ chức của cơ quan", "Chart and structure of the agency"),
            "information",
            1,
            "Sơ đồ, cơ cấu tổ chức, chức năng, nhiệm vụ, quyền hạn của cơ quan và của từng đơn vị trực thuộc",
            cited=Citation(
                "ND43",
                "10",
                "1",
                "a",
                "first dash",
                quote="Sơ đồ, cơ cấu tổ chức, chức năng, nhiệm vụ, quyền hạn của cơ quan",
            ),
        ),
        requirement(
            "nd43-10-1-b-news",
            Text2(
                "Tin tức, sự kiện về hoạt động, các vấn đề thuộc phạm vi quản lý nhà nước của cơ quan",
                "News and events on the agency's work and field",
            ),
            "information",
            12,
            "Tin tức, sự kiện: các tin, bài về hoạt động, các vấn đề liên quan thuộc phạm vi quản lý nhà nước của cơ quan",
        ),
        replace(
            requirement(
                "nd43-10-1-e-list",
                Text2("Hệ thống văn bản quy phạm pháp luật", "List of legal documents"),
                "information",
                6,
            ),
            update_within="2/10",
            practice=Text2(
                "Nhiều cổng chép cả danh mục văn bản toàn quốc; được tính nếu phân biệt được lĩnh vực.",
                "Many copy the whole national list; it counts if the field can be told.",
            ),
        ),
        replace(
            requirement(
                "nd43-10-1-h-projects",
                Text2("Danh sách dự án; đấu thầu, mua sắm công", "Projects; public procurement"),
                "information",
                6,
            ),
            practice=Text2(
                "Đấu giá bán tài sản không phải là đấu thầu.", "Auctions sell assets; they are not tenders."
            ),
        ),
        requirement(
            "nd43-12-statistics", Text2("Số liệu thống kê chuyên ngành", "Statistics of the sector"), "information", 6
        ),
        replace(
            requirement(
                "nd43-10-1-a-map", Text2("Bản đồ địa giới hành chính", "Administrative map"), "information", 0.4
            ),
            human=Text2(
                "Xem trên ảnh bản đồ có đọc được tên phường, xã hay không.",
                "Whether wards and communes can be read on the image.",
            ),
        ),
        replace(
            requirement(
                "nd43-15-1-a-search",
                Text2("Công cụ tìm kiếm", "Search"),
                "support",
                8,
                cited=Citation("ND43", "15", "1", "a"),
            ),
            human=Text2("Thử đặt một câu hỏi.", "Ask it a question."),
        ),
        requirement("nd43-15-1-c-print-save", Text2("In ấn, lưu trữ tin bài", "Print and save"), "support", 3),
        requirement(
            "nd43-7-unicode", Text2("Bộ mã Unicode", "Unicode"), "support", 1, cited=Citation("ND43", "7", "1")
        ),
        replace(
            requirement(
                "tt32-20-https",
                Text2("Kết nối mã hóa cho dịch vụ mức độ 3, 4", "HTTPS for level 3-4"),
                "services",
                0,
                cited=Citation("TT32", "20"),
            ),
            lifecycle="beta",
        ),
        requirement(
            "tt32-16-2-main-menu",
            Text2("Trình đơn chính", "Main menu"),
            "presentation",
            0,
            cited=Citation("TT32", "16", "2"),
        ),
    )
    ordered = tuple(sorted(rows, key=lambda row: row.id))
    return Catalogue(
        name="nd43-2011",
        title=Text2("Nghị định 43/2011/NĐ-CP và các Thông tư kèm theo", "Decree 43/2011 and its Circulars"),
        in_force_from=date(2011, 10, 1),
        in_force_until=date(2022, 8, 14),
        requirements=ordered,
        digest=digest_of(ordered),
        instruments=INSTRUMENTS,
    )


def evidence(number: int, excerpt: str, **changes: object) -> Evidence:
    plain = Evidence(
        probe="section_list",
        url=f"{PORTAL}chuyen-muc/{number}",
        digest=DIGESTS[number],
        locator=Locator(LocatorType.XPATH, "/html/body/div[2]/main/section[1]/ul/li[3]/a"),
        excerpt=excerpt,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def trace() -> SearchTrace:
    return SearchTrace(
        sections=(f"{PORTAL}thong-tin-du-an", f"{PORTAL}dau-thau-mua-sam-cong"),
        pages=87,
        labels=(
            "Trang chủ",
            "Giới thiệu",
            "Tin tức – Sự kiện",
            "Đấu giá tài sản",
            "Văn bản chỉ đạo điều hành",
            "Lịch công tác",
        ),
        labels_compared=412,
        misses=(
            Miss(
                f"{PORTAL}dau-gia-tai-san",
                "Thông báo đấu giá tài sản",
                0.8125,
                Text2("Đấu giá bán tài sản, không phải đấu thầu.", "Auctions sell assets; they are not tenders."),
            ),
            Miss(f"{PORTAL}du-an", "Dự án", 0.7, Text2("Trang đích trống.", "The target is empty.")),
        ),
        navigation=0.9641,
        unfetched=(f"{PORTAL}so-do-cong",),
    )


def findings() -> tuple[Finding, ...]:
    return (
        Finding(
            "nd43-10-1-a-structure", Verdict.MET, 1.0, 1.0, 1.0, "full",
            Text2("Có sơ đồ tổ chức với tên 14 đơn vị trực thuộc.", "A chart naming 14 subordinate units."),
            (evidence(1, _LONG + "; " + _LONG[:60], value="14 đơn vị"),),
        ),
        Finding(
            "nd43-10-1-b-news", Verdict.PARTLY_MET, 0.7, 8.4, 12.0, "slow",
            Text2("Tin mới nhất ngày 21/02/2022, cách 15 ngày làm việc; 20 ngày gần nhất chỉ có 3 tin.", "Newest item 21 Feb 2022, 15 working days old."),
            (
                evidence(2, "21/02/2022 – Chủ tịch UBND tỉnh làm việc với các sở, ngành về tiến độ giải ngân vốn đầu tư công", value="2022-02-21", confidence=0.95),
                evidence(3, "18/02/2022 – Khai mạc lễ hội truyền thống", value="2022-02-18"),
            ),
        ),
        Finding(
            "nd43-10-1-h-projects", Verdict.NOT_MET, 0.0, 0.0, 6.0, "absent",
            Text2("Không tìm thấy danh sách dự án hay thông báo mời thầu.", "No list of projects and no tender notice was found."),
            (), trace(),
        ),
        Finding(
            "nd43-10-1-e-list", Verdict.UNDETERMINED, None, 0.0, 0.0, "elsewhere",
            Text2("Danh sách nằm ở máy chủ chưa khai báo vbpl.example.vn.", "The list is on the undeclared host vbpl.example.vn."),
            (), replace(trace(), misses=()),
        ),
        Finding(
            "nd43-12-statistics", Verdict.UNDETERMINED, None, 0.0, 0.0, "no_probe",
            Text2("Chưa có phép dò cho yêu cầu này.", "There is no probe for this requirement yet."),
        ),
        Finding(
            "nd43-10-1-a-map", Verdict.NEEDS_HUMAN, None, 0.0, 0.0, "image",
            Text2("Bản đồ là ảnh; không đọc được tên xã.", "The map is an image; communes could not be read."),
            (evidence(4, "Bản đồ hành chính tỉnh Quảng Đông", locator=Locator(LocatorType.RECORD, "")),),
        ),
        Finding(
            "nd43-15-1-a-search", Verdict.PARTLY_MET, 0.4, 3.2, 3.2, "needs_post",
            Text2("Có ô tìm kiếm nhưng chỉ nhận POST nên không thử được.", "There is a search box, but it takes POST only."),
            (evidence(5, "Tìm kiếm", locator=Locator(LocatorType.JSON, "/forms/0")),),
        ),
        Finding(
            "nd43-15-1-c-print-save", Verdict.ERROR, None, 0.0, 0.0, "crash",
            Text2("Phép dò gặp lỗi.", "The probe failed."),
        ),
        Finding(
            "nd43-7-unicode", Verdict.MET, 1.0, 1.0, 1.0, "full",
            Text2("Trang dùng UTF-8.", "Pages are in UTF-8."),
            (evidence(6, "Content-Type: text/html; charset=utf-8", locator=Locator(LocatorType.RECORD, "")),),
        ),
        Finding(
            "tt32-16-2-main-menu", Verdict.MET, 1.0, 0.0, 0.0, "full",
            Text2("Trình đơn chính có đủ mục.", "The main menu is complete."), (evidence(7, "Giới thiệu | Tin tức"),),
        ),
        Finding(
            "tt32-20-https", Verdict.NOT_APPLICABLE, None, 0.0, 0.0, "no_services",
            Text2("Cổng không có dịch vụ mức độ 3, 4.", "The portal has no level 3-4 services."),
        ),
    )  # fmt: skip


def score() -> Score:
    groups = {
        "support": GroupScore(4.2, 12.0, 4.2),
        "information": GroupScore(9.4, 31.4, 19.0),
        "services": GroupScore(0.0, 0.0, 0.0),
        "presentation": GroupScore(0.0, 0.0, 0.0),
    }
    points, applicable, judged = 13.6, 43.4, 23.2
    return Score(
        points, applicable, judged, judged / applicable, round(points / judged, 3), points / applicable,
        (points + applicable - judged) / applicable, groups,
    )  # fmt: skip


def ladder(*held: bool | None, number: int = 8) -> tuple[ServiceStep, ...]:
    """The rungs of a service's page, from the lowest."""
    told = (
        ("listed", "Có trong danh sách của cổng.", "It stands in the portal's list."),
        ("fields", "Trang dịch vụ nêu đủ 11 nội dung.", "The service's page has all eleven fields."),
        ("forms", "2 biểu mẫu tải về được.", "Two forms download."),
        (
            "submit",
            "Nút “Nộp hồ sơ” dẫn về trang chủ, không phải trang nộp của dịch vụ này.",
            "“Nộp hồ sơ” leads to the front page, not to this service's own form.",
        ),
        ("payment", "Chưa xem.", "Not looked at."),
    )
    return tuple(
        ServiceStep(rung, came, Text2(vi, en), (evidence(number, vi, probe="services"),) if came is not None else ())
        for (rung, vi, en), came in zip(told, held, strict=False)
    )


def services() -> ServiceSummary:
    return ServiceSummary(
        items=(
            Service("1.004194", "Cấp giấy chứng nhận đăng ký hộ kinh doanh", "Kế hoạch và Đầu tư", "4", "2", f"{PORTAL}dvc/1", ServiceProblem.LOWER_THAN_CLAIMED, "district", "Phòng Tài chính – Kế hoạch", ladder(True, True, True, False, None)),
            Service("1.004195", "Cấp đổi giấy phép lái xe", "Giao thông vận tải", "3", "3", f"{PORTAL}dvc/2", None, "province", "Sở Giao thông vận tải", ladder(True, True, True, True)),
            Service("", "Xác nhận số định danh", "Công an", "unstated", None, "", ServiceProblem.LEVEL_NOT_STATED),
        ),
        claimed_total=1874,
    )  # fmt: skip


def evaluation() -> Evaluation:
    laws = catalogue()
    return Evaluation(
        audit=audit().id,
        catalogue=laws.name,
        catalogue_digest=laws.digest,
        lexicon_digest=DIGESTS[8],
        code_version="0.1.0",
        findings=findings(),
        services=services(),
        score=score(),
        figures={
            "identity": {"state": "own", "name": "UBND tỉnh Quảng Đông"},
            "navigation": {"addresses": 84, "coverage": 0.9641},
            "measured": {"nd43-10-1-b-news": {"newest_age_days": 15.0, "items": 20.0}},
            "pages": 143,
        },
    )


def audit(ending: Ending | None = Ending.COMPLETED) -> Audit:
    agency = Agency(
        "ubnd-quang-dong",
        "Ủy ban nhân dân tỉnh Quảng Đông",
        Kind.PROVINCE,
        name_en="People's Committee of Quảng Đông province",
    )
    return Audit(
        id="20220314T050000Z-ubnd-quang-dong-1f9c2a",
        target=Target(agency, PORTAL),
        trigger="auditor",
        started=STARTED,
        finished=None if ending is None else STARTED + timedelta(minutes=6, seconds=12),
        ending=ending,
        pages=143,
        rendered=4,
        requests=171,
        archive="2022/03/20220314T050000Z-ubnd-quang-dong-1f9c2a.warc.gz",
    )


def captures() -> dict[str, Capture]:
    return {
        digest: Capture(
            id=f"c{number:06}",
            kind=CaptureKind.PAGE,
            url=f"{PORTAL}chuyen-muc/{number}",
            outcome=Outcome.OK,
            fetched_at=STARTED + timedelta(seconds=number),
            digest=digest,
            size=1000,
            status=200,
            mime="text/html",
            requested=f"{PORTAL}?muc={number}" if number == 2 else "",
        )
        for number, digest in enumerate(DIGESTS)
    }


def unreachable() -> tuple[Audit, Evaluation]:
    """Nothing could be read: everything applicable undetermined, no index (docs/judging.md 12)."""
    reason = Text2("Không truy cập được cổng.", "The portal could not be reached.")
    nothing = tuple(
        Finding(row.id, Verdict.UNDETERMINED, None, 0.0, 0.0, "unreachable", reason) for row in catalogue().requirements
    )
    empty = Score(0.0, 43.4, 0.0, 0.0, None, 0.0, 1.0, {"information": GroupScore(0.0, 43.4, 0.0)})
    failed = replace(audit(Ending.UNREACHABLE), pages=0, rendered=0, requests=3)
    return failed, replace(evaluation(), findings=nothing, services=ServiceSummary(), score=empty, figures={})


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script src=//evil.example/x.js></script>",
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(document.domain)",
    "data:text/html,<script>alert(1)</script>",
    "\x1b[31mđỏ\x1b]0;title\x07",
    "[red]đỏ[/red][link=https://evil.example]x[/link]",
    "gv.nỡ\u202egnp.exe\u2066",
    "A" * 4000,
    "Z" + "\u0301" * 500,
    "x\x00y\ud800z",
)


def hostile(text: str) -> tuple[Audit, Evaluation]:
    """The same text wherever a portal's own words or addresses can stand."""
    said = Text2(text, text)
    found = Finding(
        "nd43-10-1-h-projects", Verdict.NOT_MET, 0.0, 0.0, 6.0, "absent", said,
        (Evidence("probe", text, DIGESTS[1], Locator(LocatorType.XPATH, text), text, text, 0.5),),
        SearchTrace((text,), 3, (text,), 1, (Miss(text, text, 0.9, said),), 0.9, (text,)),
    )  # fmt: skip
    others = tuple(item for item in findings() if item.requirement != found.requirement)
    seen = Evidence("services", text, DIGESTS[1], Locator(LocatorType.XPATH, text), text, text, 0.5)
    steps = (ServiceStep(text, False, said, (seen,)),)
    listed = ServiceSummary(
        (Service(text, text, text, "4", None, text, ServiceProblem.DEAD_LINK, text, text, steps),), 1, text
    )
    plain = audit()
    agency = replace(plain.target.agency, name=text, id=text)
    target = replace(plain.target, agency=agency)
    judged = replace(
        evaluation(),
        findings=(found, *others),
        services=listed,
        figures={"identity": text, "pages": {text: text}, "measured": {found.requirement: {text: text}}},
    )
    return replace(plain, target=target, error=text), judged
