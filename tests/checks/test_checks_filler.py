import pytest

from checks import filler


@pytest.mark.parametrize(
    "line",
    [
        "test",
        "Test tin thủ tục hành chính",
        "Tesn tin văn bản",
        "tin bài test",
        "test OCOP",
        "testing 123",
        "aaa",
        "abc123",
        "asdf asdf",
        "xxxx",
        "sdfghjk dfgh",
        "tin tin tin tin",
        "Bài viết thử nghiệm số 4",
        "Lorem ipsum dolor sit amet",
        "demo 1",
    ],
)
def test_what_an_editor_typed_to_try_the_system(line: str) -> None:
    assert filler.is_test(line)


@pytest.mark.parametrize(
    "line",
    [
        "Thông báo nghỉ Tết Nguyên đán năm 2019",
        "Tết trồng cây đời đời nhớ ơn Bác",
        "Test nhanh Covid-19 cho người dân xã Bình Minh",
        "UBND, HĐND",
        "TTĐT",
        "Quyết định 12/2019/QĐ-UBND",
        "Hội thảo giới thiệu các phương pháp test năng lực tiếng Anh cho giáo viên",
        "12",
        "2019",
        "Kế hoạch kiểm tra công vụ năm 2020",
        "TP. HCM",
        "Xét nghiệm và điều trị",
        "",
    ],
)
def test_what_is_meant(line: str) -> None:
    assert not filler.is_test(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Tiêu đề 1", True),
        ("Tên đầy đủ thủ tục", True),
        ("Tên thủ tục 2", True),
        ("Tên văn bản", True),
        ("Thông báo 1", True),
        ("Nội dung bài viết", True),
        ("Your text here", True),
        ("Sub menu 1.2", True),
        ("Thủ tục hành chính", False),  # a heading, not a name without content
        ("Văn bản", False),
        ("Thông báo số 15/TB-UBND về nghỉ lễ", False),
        ("Tin tức - Sự kiện", False),
        ("Tên đường phố mới của thị xã", False),
    ],
)
def test_names_of_a_template(line: str, expected: bool) -> None:
    assert filler.is_template_name(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Đang cập nhật …", True),
        ("Nội dung đang được cập nhật!", True),
        ("ĐANG XÂY DỰNG", True),
        ("Under construction", True),
        ("Huyện đang xây dựng nông thôn mới ở mười xã, trong đó năm xã đã đạt chuẩn quốc gia từ năm 2018", False),
        ("Cập nhật lúc 10:15 ngày 05/03/2018", False),
        ("Các dự án đang xây dựng", False),
        ("Huyện đang xây dựng nông thôn mới", False),
        ("Đang cập nhật tình hình bão số 9", False),
        ("Chuyên mục này hiện đang xây dựng, mong quý vị quay lại sau", True),
        ("Thông tin về lịch sử hình thành đang được cập nhật", True),
        ("Thông tin về quy hoạch, kế hoạch sử dụng đất sẽ được bổ sung trong thời gian tới", True),
        ("Kinh phí sẽ được bổ sung cho các xã khó khăn", False),
    ],
)
def test_lines_that_promise_content(line: str, expected: bool) -> None:
    assert filler.is_placeholder(line) is expected


@pytest.mark.parametrize(
    "line", ["Không có bản ghi nào", "There are no items to show in this view.", "Tìm thấy 0 văn bản"]
)
def test_lists_without_rows(line: str) -> None:
    assert filler.says_no_rows(line)


@pytest.mark.parametrize("line", ["404", "Trang bạn yêu cầu không tồn tại", "Access Denied", "Lỗi 404"])
def test_error_pages(line: str) -> None:
    assert filler.says_error(line)


@pytest.mark.parametrize("line", ["Vui lòng đăng nhập để gửi câu hỏi", "Access Denied"])
def test_a_wall_is_no_missing_page(line: str) -> None:
    assert filler.says_error(line)
    assert not filler.says_gone(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [("Ý kiến bạn đọc (2)", True), ("Bình luận", True), ("Bình luận về giá đất năm nay", False)],
)
def test_headings_of_readers_comments(line: str, expected: bool) -> None:
    assert filler.heads_comments(line) is expected


@pytest.mark.parametrize("label", ["1", "2", "»", "Trang sau", "Trang 3", "..."])
def test_links_to_further_pages(label: str) -> None:
    assert filler.is_paging(label)


@pytest.mark.parametrize("label", ["Tin tức", "Quyết định 12", "Trang thông tin đối ngoại", "2025 - 2027"])
def test_links_that_are_not_paging(label: str) -> None:
    assert not filler.is_paging(label)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Lượt xem: 1234", True),
        ("Trang chủ > Giới thiệu > Lịch sử", True),
        ("Ngày đăng: 05/03/2018", True),
        ("In trang", True),
        ("Xem chi tiết", True),
        ("Cập nhật kiến thức pháp luật cho cán bộ, công chức các xã vùng sâu trong toàn huyện", False),
        ("Huyện Bình Minh có diện tích 460 km2.", False),
    ],
)
def test_what_stands_around_content(line: str, expected: bool) -> None:
    assert filler.is_furniture(line) is expected
