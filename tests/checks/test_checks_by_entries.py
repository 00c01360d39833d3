"""Sections known by what they list, under any label."""

import pytest
from tiny_sites import tiny_site

from checks.all_candidates import candidates_of


def how(content: str, section: str, label: str = "Làm ăn") -> list[str]:
    site, page = tiny_site(content, label=label)
    found = (candidate.how for candidate in candidates_of(site, section) if candidate.url == page.url)
    return [name for name in found if name == "entries"]


def rows(*titles: str) -> str:
    return "".join(f"<li><a href='/i/{turn}'>{title}</a> (1{turn}/11/2026)</li>" for turn, title in enumerate(titles))


MANY = "<p>" + "Huyện tiếp tục chăm lo đời sống người dân vùng sâu. " * 12 + "</p>"


@pytest.mark.parametrize(
    ("content", "section"),
    [
        (rows("Trả lời kiến nghị của cử tri xã An Phú", "Kết quả giải quyết đơn của bà Lan"), "replies"),
        (rows("Xử phạt Công ty Gạch An Hòa", "Tặng Bằng khen cho ba hợp tác xã"), "rewards"),
        (rows("Thông báo mời thầu gói số 3", "Kết quả lựa chọn nhà thầu gói số 1"), "projects"),
        (rows("Dự thảo Quyết định về vỉa hè", "Dự thảo Nghị quyết về phí chợ"), "drafts"),
        (rows("Những điểm mới của Luật Căn cước", "Hướng dẫn thực hiện quy định về hộ tịch"), "dissemination"),
        (rows("Báo cáo tổng hợp kết quả đề tài về giống ngô", "Nghiệm thu đề tài chống xói mòn"), "results"),
        (rows("Chủ tịch huyện làm việc với xã An Phú", "Huyện tổ chức hội nghị sơ kết"), "news"),
        (rows("Câu hỏi số 12: về sổ đỏ", "Bao giờ làm đường liên xã?"), "qa"),
        ("<table><tr><th>Họ và tên</th><th>Chức vụ</th><th>Điện thoại</th><th>Email</th></tr><tr><td>Lê Văn Sáu</td>"
         "<td>Chuyên viên</td><td>0912345678</td><td>sau@x.gov.vn</td></tr></table>", "officials"),
        ("<p>Thứ hai</p><p>8h họp</p><p>Thứ ba</p><p>Đi xã</p><p>Thứ tư</p><p>Họp</p><p>Thứ năm</p><p>Tiếp dân</p>",
         "schedule"),
    ],
)  # fmt: skip
def test_known_by_its_entries(content: str, section: str) -> None:
    assert how(content, section) == ["entries"]


@pytest.mark.parametrize(
    ("content", "section", "label"),
    [
        (rows("Dự án kêu gọi đầu tư hồ Xanh", "Dự án mời gọi vốn cụm công nghiệp"), "projects", "Làm ăn"),
        (rows("Trả lời kiến nghị của cử tri An Phú", "Hội chợ xuân", "Mưa lớn ở ba xã"), "replies", "Làm ăn"),
        (rows("Trả lời kiến nghị của cử tri An Phú", "Trả lời đơn của ông Bảy"), "replies", "Văn bản"),
        (rows("Trả lời kiến nghị của cử tri An Phú", "Trả lời đơn của ông Bảy"), "replies", "Xem tiếp"),
        (MANY + rows("Trả lời kiến nghị của cử tri An Phú", "Trả lời đơn của ông Bảy"), "replies", "Làm ăn"),
        ("<form><label>Họ và tên <input name=a></label><label>Chức vụ <input name=b></label><label>Điện thoại "
         "<input name=c></label><label>Email <input name=d></label></form>", "officials", "Làm ăn"),
    ],
)  # fmt: skip
def test_not_known_so(content: str, section: str, label: str) -> None:
    assert how(content, section, label) == []
