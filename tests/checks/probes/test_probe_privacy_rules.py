"""Rules on personal data, told from news, log-ins and other people's rules."""

import pytest
from rows import observe_row
from tiny_sites import tiny_site

VOICE = "Cổng thông tin điện tử của huyện thu thập họ tên, thư điện tử của người gửi câu hỏi."
USED = "Thông tin cá nhân chỉ được dùng để trả lời, lưu giữ trong một năm rồi xóa."
SHARED = "Chúng tôi không chia sẻ cho bên thứ ba."
TERMS = "Cổng thông tin điện tử giữ bản quyền; người sử dụng khi khai thác thông tin phải ghi rõ nguồn bài viết."
NEWS = "Doanh nghiệp phải xin phép khi thu thập dữ liệu cá nhân, không chia sẻ trái phép, xóa khi hết hạn dùng."
FORM = (
    "<form method='post'>Họ tên <input name='hoten'> Email <input name='email'><textarea name='nd'></textarea></form>"
)

CASES = [
    (f"<p>{VOICE}</p><p>{USED}</p><p>{SHARED}</p>", 1.0, 0.0, "full"),
    (f"<p>{VOICE}</p><p>{USED}</p>", 0.4, 0.0, "some"),
    (f"<p>{TERMS}</p>", 0.4, 0.0, "terms_only"),
    ("<p>Chúng tôi bảo mật thông tin cá nhân của bạn.</p>" + FORM, 0.0, 0.0, "thin"),
    (f"<p>{NEWS}</p>{FORM}", 0.0, 0.0, "no_voice"),
    ("<p>Đang cập nhật</p>", 0.0, 1.0, "none_collected"),
    (f"<p>{VOICE}</p><p>{USED}</p><p>{SHARED}</p><form><input type='password' name='p'></form>", 0.0, 1.0,
     "none_collected"),
    ("<img src='/cs.jpg'>", 0.0, 1.0, "unread"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "earned", "unknown", "code"), CASES)
def test_grades(content: str, earned: float, unknown: float, code: str) -> None:
    site, _ = tiny_site(content, label="Chính sách bảo mật")
    seen = observe_row(site, "tt25-11-privacy")
    assert (seen.earned, seen.unknown, seen.code) == (earned, unknown, code), seen.reason.vi


def test_a_form_that_asks_makes_rules_due() -> None:
    site, _ = tiny_site(FORM, label="Hỏi đáp")
    seen = observe_row(site, "tt25-11-privacy")
    assert (seen.earned, seen.unknown) == (0.0, 0.0)
    assert seen.evidence
    assert seen.searched is not None
