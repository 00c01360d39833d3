"""The names that screens give to groups, endings, triggers, levels and problems: Vietnamese first, English second."""

from domain.captures import CaptureKind, Ending, Outcome
from domain.findings import Locator, LocatorType, ServiceProblem, Text2, Verdict

GROUPS: dict[str, Text2] = {
    "information": Text2("Thông tin chủ yếu", "Main information"),
    "support": Text2("Chức năng hỗ trợ", "Support functions"),
    "services": Text2("Dịch vụ công trực tuyến", "Online public services"),
    "presentation": Text2("Trình bày, kỹ thuật và vận hành", "Presentation, technology and operation"),
}

ENDINGS: dict[Ending | None, Text2] = {
    None: Text2("Đang kiểm tra", "still running"),
    Ending.COMPLETED: Text2("Hoàn thành", "completed"),
    Ending.BUDGET: Text2("Hết ngân sách trang", "page budget used up"),
    Ending.WALL: Text2("Hết thời gian", "time limit reached"),
    Ending.BLOCKED: Text2("Bị cổng từ chối", "blocked"),
    Ending.UNREACHABLE: Text2("Không truy cập được", "unreachable"),
    Ending.FAILED: Text2("Lỗi của công cụ", "our own failure"),
    Ending.INTERRUPTED: Text2("Bị ngắt giữa chừng", "interrupted"),
}

TRIGGERS: dict[str, Text2] = {
    "auditor": Text2("Kiểm tra theo yêu cầu", "asked for by an auditor"),
    "nightly": Text2("Kiểm tra hằng đêm", "nightly run"),
    "canary": Text2("Kiểm tra thử công cụ", "self-test of the tool"),
    "demo": Text2("Trình diễn", "demonstration"),
}

LEVELS: dict[str, Text2] = {
    "1": Text2("Mức độ 1", "level 1"),
    "2": Text2("Mức độ 2", "level 2"),
    "3": Text2("Mức độ 3", "level 3"),
    "4": Text2("Mức độ 4", "level 4"),
    "unstated": Text2("Không nêu mức độ", "level not stated"),
    "toan_trinh": Text2("Toàn trình", "fully online"),
    "mot_phan": Text2("Một phần", "partly online"),
    "thong_tin": Text2("Cung cấp thông tin", "information only"),
}

PROBLEMS: dict[ServiceProblem, Text2] = {
    ServiceProblem.LOWER_THAN_CLAIMED: Text2("Thấp hơn mức công bố", "lower than claimed"),
    ServiceProblem.DEAD_LINK: Text2("Liên kết hỏng", "dead link"),
    ServiceProblem.LEVEL_NOT_STATED: Text2("Không nêu mức độ", "level not stated"),
    ServiceProblem.DUPLICATE: Text2("Trùng lặp", "listed twice"),
    ServiceProblem.NOT_OBSERVED: Text2("Chưa quan sát", "not observed"),
}

LOCATORS: dict[LocatorType, Text2] = {
    LocatorType.XPATH: Text2("phần tử", "element"),
    LocatorType.JSON: Text2("vị trí trong JSON", "JSON pointer"),
    LocatorType.PAGE: Text2("trang của tệp", "page of the file"),
    LocatorType.RECORD: Text2("toàn bộ bản ghi", "the whole record"),
}

#: What a page is in files that have no pages of paper.
_PAGES_OF_FILE = Text2("trang (trang tính, trang chiếu) {} của tệp", "page (sheet, slide) {} of the file")
_WHOLE_FILE = Text2("toàn bộ tệp", "the whole file")

RECORDS: dict[CaptureKind, Text2] = {
    CaptureKind.PAGE: Text2("trang", "page"),
    CaptureKind.RENDERED: Text2("trang mở bằng trình duyệt", "page as a browser showed it"),
    CaptureKind.FILE: Text2("tệp", "file"),
    CaptureKind.ROBOTS: Text2("robots.txt", "robots.txt"),
    CaptureKind.SITEMAP: Text2("sơ đồ trang XML", "XML site map"),
    CaptureKind.PROBE: Text2("địa chỉ được thử", "address tried on purpose"),
    CaptureKind.SEARCH: Text2("kết quả tìm kiếm", "search answer"),
    CaptureKind.SCREENSHOT: Text2("ảnh chụp màn hình", "screenshot"),
    CaptureKind.BOXES: Text2("vị trí trên ảnh", "places on a screenshot"),
    CaptureKind.DNS: Text2("tra cứu DNS", "DNS look-up"),
    CaptureKind.TLS: Text2("bắt tay TLS", "TLS handshake"),
    CaptureKind.TARGET: Text2("bản sao đối tượng kiểm tra", "copy of the target"),
    CaptureKind.ENDING: Text2("cách kết thúc", "how it ended"),
    CaptureKind.TEXT: Text2("văn bản trích từ tệp", "text drawn from a file"),
    CaptureKind.AXE: Text2("kết quả kiểm tra tiếp cận", "accessibility result"),
    CaptureKind.LAYOUT: Text2("bố cục trên điện thoại", "phone layout"),
    CaptureKind.JSON: Text2("dữ liệu JSON mà trang tải", "JSON data that the page loads"),
    CaptureKind.WAYS: Text2("đường dẫn chỉ có trong trình duyệt", "links that only a browser has"),
    CaptureKind.ASSET: Text2("tệp giao diện của trang", "style, picture or font of the page"),
}

OUTCOMES: dict[Outcome, Text2] = {
    Outcome.OK: Text2("đọc được", "read"),
    Outcome.HTTP_ERROR: Text2("lỗi HTTP", "HTTP error"),
    Outcome.CHALLENGE: Text2("trang thách đố", "challenge page"),
    Outcome.BLOCKED: Text2("bị từ chối", "refused"),
    Outcome.ROBOTS: Text2("robots.txt không cho", "forbidden by robots.txt"),
    Outcome.GUARDED: Text2("địa chỉ bị chặn vì an toàn", "refused by our guard"),
    Outcome.DNS_ERROR: Text2("lỗi tên miền", "name not resolved"),
    Outcome.CONNECT_ERROR: Text2("không kết nối được", "no connection"),
    Outcome.TLS_ERROR: Text2("lỗi TLS", "TLS error"),
    Outcome.TIMEOUT: Text2("quá thời gian", "timed out"),
    Outcome.TOO_LARGE: Text2("quá lớn", "too large"),
    Outcome.BROKEN: Text2("không đọc được", "unreadable answer"),
    Outcome.NOT_ASKED: Text2("chưa hỏi tới", "not asked"),
}

MEANINGS: dict[Verdict, Text2] = {
    Verdict.MET: Text2(
        "Thấy nội dung thật, của đúng cơ quan, đúng chủ đề và còn cập nhật.",
        "Real, own, on-topic and current content was seen.",
    ),
    Verdict.PARTLY_MET: Text2(
        "Có nội dung thật nhưng thiếu một phần, đã cũ hoặc không rõ ngày.",
        "There is real content, but part is missing, it is old, or it cannot be dated.",
    ),
    Verdict.NOT_MET: Text2(
        "Đã xem đủ để nói là không có; nơi đã tìm được ghi lại.",
        "Enough was seen to say that it is not there; what was searched is recorded.",
    ),
    Verdict.UNDETERMINED: Text2(
        "Công cụ chưa xem được hoặc chưa biết cách xem; không mất điểm.",
        "We could not look, or do not know how to yet; no points are lost.",
    ),
    Verdict.NEEDS_HUMAN: Text2(
        "Đã thấy, nhưng máy không tự kết luận được.",
        "It was seen, but a machine cannot judge it.",
    ),
    Verdict.NOT_APPLICABLE: Text2("Không áp dụng cho cơ quan này.", "It does not bind this agency."),
    Verdict.ERROR: Text2("Lỗi của công cụ, không phải của cổng.", "Our own fault, not the portal's."),
}

OBLIGATIONS: dict[str, Text2] = {
    "must": Text2("bắt buộc", "must"),
    "should": Text2("khuyến khích", "should"),
}


def place_name(locator: Locator) -> Text2:
    """What kind of place evidence stands at; a page of a file with its number."""
    if locator.type is not LocatorType.PAGE:
        return LOCATORS[locator.type]
    if not locator.value:
        return _WHOLE_FILE
    return Text2(_PAGES_OF_FILE.vi.format(locator.value), _PAGES_OF_FILE.en.format(locator.value))


def group_name(group: str) -> Text2:
    """The group's name; a group that only a catalogue knows is shown by its word."""
    return GROUPS.get(group, Text2(group, group))


def deadline(update_within: str) -> Text2 | None:
    """The time limit of Art. 17 in words; None where Art. 17 sets none."""
    if not update_within:
        return None
    if update_within == "regular":
        return Text2("cập nhật thường xuyên, kịp thời", "regularly and in time")
    if update_within == "on_change":
        return Text2("cập nhật ngay khi có thay đổi", "whenever something changes")
    own, _, others = update_within.partition("/")
    if others:
        return Text2(
            f"{own} ngày làm việc với văn bản của cơ quan, {others} ngày với văn bản của cơ quan khác",
            f"{own} working days for own documents, {others} for those of others",
        )
    return Text2(f"trong {own} ngày làm việc", f"within {own} working days")
