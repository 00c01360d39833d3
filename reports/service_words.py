"""What the service sheet calls rungs, bodies and problems, and what it advises: Vietnamese first, English second."""

from domain.findings import Service, ServiceProblem, Text2

RUNGS: dict[str, Text2] = {
    "listed": Text2("Có trong danh sách", "listed"),
    "fields": Text2("Mức độ 1: đủ 11 nội dung về thủ tục", "level 1: the eleven kinds of information"),
    "forms": Text2("Mức độ 2: biểu mẫu tải về được", "level 2: forms that download"),
    "submit": Text2("Mức độ 3: nộp hồ sơ trực tuyến", "level 3: submission online"),
    "payment": Text2("Mức độ 4: thanh toán trực tuyến", "level 4: payment online"),
}

ADMIN_LEVELS: dict[str, Text2] = {
    "ministry": Text2("Cấp bộ", "ministry"),
    "province": Text2("Cấp tỉnh", "province"),
    "district": Text2("Cấp huyện", "district"),
    "commune": Text2("Cấp xã", "commune"),
}

CUTS: dict[str, Text2] = {
    "budget": Text2(
        "Danh sách dài hơn số trang cho phép; phần còn lại chưa được đọc.",
        "The list is longer than the page budget; the rest was not read.",
    ),
    "failed": Text2(
        "Một phần danh sách không trả lời khi được hỏi.",
        "Part of the list did not answer.",
    ),
    "needs_post": Text2(
        "Phần còn lại chỉ mở được bằng cách gửi biểu mẫu (POST); công cụ không gửi biểu mẫu.",
        "The rest opens only by sending a form (POST), which this tool never does.",
    ),
    "script": Text2(
        "Phần còn lại chỉ hiện ra khi chạy mã trong trình duyệt.",
        "The rest only shows when a script runs.",
    ),
}
_CUT_OTHERWISE = Text2("Danh sách chưa được đọc hết.", "Not the whole list was read.")

_CLAIM_TRULY = Text2("hoặc công bố đúng mức độ thật", "or claim the level it has")

_STOPPED: dict[str, Text2] = {
    "fields": Text2(
        f"Bổ sung đủ các nội dung nêu tại khoản 1 Điều 5 Thông tư 32/2017/TT-BTTTT, {_CLAIM_TRULY.vi}.",
        f"Add what Circular 32/2017 Art. 5(1) lists, {_CLAIM_TRULY.en}.",
    ),
    "forms": Text2(
        f"Đưa lên biểu mẫu tải về được, đúng định dạng, {_CLAIM_TRULY.vi}.",
        f"Provide forms that download in a proper format, {_CLAIM_TRULY.en}.",
    ),
    "submit": Text2(
        f"Mở đường nộp hồ sơ trực tuyến cho chính dịch vụ này, {_CLAIM_TRULY.vi}.",
        f"Open online submission for this very service, {_CLAIM_TRULY.en}.",
    ),
    "payment": Text2(
        f"Cho thanh toán phí, lệ phí trực tuyến, nêu rõ nếu không thu, {_CLAIM_TRULY.vi}.",
        f"Let fees be paid online, say so where none is due, {_CLAIM_TRULY.en}.",
    ),
}

_ADVICE: dict[ServiceProblem, Text2] = {
    ServiceProblem.LOWER_THAN_CLAIMED: Text2(
        "Cung cấp dịch vụ ở đúng mức độ công bố, hoặc công bố đúng mức độ thật.",
        "Offer the service at the level claimed, or claim the level it has.",
    ),
    ServiceProblem.DEAD_LINK: Text2(
        "Sửa liên kết của dịch vụ trong danh sách.",
        "Repair the service's link in the list.",
    ),
    ServiceProblem.LEVEL_NOT_STATED: Text2(
        "Nêu mức độ của dịch vụ ngay trong danh sách (khoản 2 Điều 18 Nghị định 43/2011/NĐ-CP).",
        "State the service's level in the list (Decree 43/2011 Art. 18(2)).",
    ),
    ServiceProblem.DUPLICATE: Text2(
        "Chỉ để dịch vụ này một lần trong danh sách.",
        "List this service once.",
    ),
    ServiceProblem.NOT_OBSERVED: Text2(
        "Chưa được xem trong lần kiểm tra này; không phải là lỗi của cổng.",
        "Not looked at in this audit; no fault of the portal.",
    ),
}


def advice_for(service: Service) -> Text2 | None:
    """What would put it right; for a claim that does not hold, what the rung asks on which the ladder ended."""
    if service.problem is None:
        return None
    if service.problem is ServiceProblem.LOWER_THAN_CLAIMED:
        stopped = next((step.rung for step in service.steps if step.held is False), "")
        return _STOPPED.get(stopped, _ADVICE[service.problem])
    return _ADVICE[service.problem]


def cut_note(cut: str) -> Text2 | None:
    """Why not the whole list was read; None where it was."""
    return CUTS.get(cut, _CUT_OTHERWISE) if cut else None
