"""What the service sheet calls rungs, bodies and lists that were cut: Vietnamese first, English second."""

from domain.findings import Text2

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


def cut_note(cut: str) -> Text2 | None:
    """Why not the whole list was read; None where it was."""
    return CUTS.get(cut, _CUT_OTHERWISE) if cut else None
