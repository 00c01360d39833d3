"""Shapes in which portals list services, each with exactly the entries that stand in it; and shapes that list none."""

from collections.abc import Sequence

import pytest
from test_services_page_lists import listed

from checks.services.entries import Entry

Told = tuple[str, str, str, str]  # code, name, field, level

DIVE = "Cấp giấy phép lặn biển thương mại"
BOAT = "Đăng ký tàu cá dưới 12 mét"
MARK = "Gia hạn giấy chứng nhận vùng nuôi ngao"
SALT = "Phê duyệt phương án chuyển đổi ruộng muối"
DORY = "Xóa đăng ký thúng máy"
PORT = "Công bố mở cảng cá loại III"  # "công bố" begins news too
HALT = "Đình bãi theo đề nghị bè nuôi cá lồng"  # a verb that no list knows


def told(entries: Sequence[Entry]) -> list[Told]:
    return [(entry.code, entry.name, entry.field, entry.level) for entry in entries]


def rows(*cells: Sequence[str]) -> str:
    return "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells)


def table(heads: str, *cells: Sequence[str]) -> str:
    """`heads` parted by bars."""
    return f"<table><tr><th>{heads.replace('|', '</th><th>')}</th></tr>{rows(*cells)}</table>"


def link(name: str, number: int) -> str:
    return f'<a href="/tt/{number}">{name}</a>'


FIELD_IN_ROWSPAN = f"""<table><tr><th>Lĩnh vực</th><th>STT</th><th>Tên thủ tục hành chính</th><th>Mức độ</th></tr>
<tr><td rowspan="2">Thủy sản</td><td>1</td><td>{link(DIVE, 1)}</td><td>3</td></tr>
<tr><td>2</td><td>{link(BOAT, 2)}</td><td>4</td></tr>
<tr><td rowspan="2">Diêm nghiệp</td><td>3</td><td>{link(SALT, 3)}</td><td>2</td></tr>
<tr><td>4</td><td>{link(HALT, 4)}</td><td>1</td></tr></table>"""

CARDS_WITH_ICONS = "".join(
    f'<div class="the"><h4>{link(name, n)}</h4><img {icon}><p>Thủy sản</p></div>'
    for n, (name, icon) in enumerate(
        [
            (DIVE, 'src="/i/a.png" alt="Mức độ 3"'),
            (BOAT, 'src="/i/b.png" title="Dịch vụ công mức độ 4"'),
            (MARK, 'src="/i/muc-do-2.svg"'),
            (SALT, 'src="/i/dvc_md4.gif"'),
        ]
    )
)

ACCORDION = """<div class="khoi"><h3>Lĩnh vực Thủy sản (2)</h3><ul><li>{}</li><li>{}</li></ul></div>
<div class="khoi"><h3>Lĩnh vực Diêm nghiệp (2)</h3><ul><li>{}</li><li>{}</li></ul></div>""".format(
    *(f'{link(name, n)} <span class="md">Mức độ {n}</span>' for n, name in enumerate((DIVE, BOAT, MARK, SALT), 1))
)

GROUPS_BY_LEVEL = f"""<h3>Dịch vụ công trực tuyến mức độ 4</h3><ul><li>{link(DIVE, 1)}</li>
<li>{link(BOAT, 2)}</li></ul>
<h3>Dịch vụ công trực tuyến mức độ 3</h3><ul><li>{link(MARK, 3)}</li><li>{link(SALT, 4)}</li></ul>
<h3>Dịch vụ công mức độ 1, 2</h3><ul><li>{link(DORY, 5)}</li></ul>"""

TERMS = "".join(
    f"<dt>{link(name, n)}</dt><dd>Mã thủ tục: 2.00{n}111</dd><dd>Lĩnh vực: Thủy sản</dd><dd>Mức độ: {n}</dd>"
    for n, name in enumerate((DIVE, BOAT, MARK), 1)
)

NESTED = f"""<ul><li>Cấp tỉnh<ul><li>Lĩnh vực: Thủy sản<ul><li>{link(DIVE, 1)} (mức độ 4)</li>
<li>{link(BOAT, 2)} (mức độ 3)</li></ul></li><li>Lĩnh vực: Diêm nghiệp<ul><li>{link(SALT, 3)} (mức độ 2)</li>
<li>{link(MARK, 4)} (mức độ 2)</li></ul></li></ul></li></ul>"""

WORDS_OF_2022 = table(
    "Mã TTHC|Tên dịch vụ công|Mức độ cung cấp",
    ("3.001001", link(DIVE, 1), "Toàn trình"),
    ("3.001002", link(BOAT, 2), "Một phần"),
    ("3.001003", link(MARK, 3), "Dịch vụ cung cấp thông tin trực tuyến"),
)

TICKED = table(
    "Tên thủ tục|Mức độ 2|Mức độ 3|Mức độ 4",
    (link(DIVE, 1), "", "x", ""),
    (link(BOAT, 2), "", "", "x"),
    (link(MARK, 3), "x", "", ""),
)

FILTER = (
    '<form><select name="linhvuc"><option>Chọn lĩnh vực</option><option selected>Thủy sản</option></select></form>'
    + "".join(f"<p>{n}. {link(name, n)}</p>" for n, name in enumerate((DIVE, BOAT, MARK, SALT), 1))
)

CODE_BEFORE_NAME = (
    "<ul>"
    + "".join(
        f"<li><b>1.00{n}222.000.00.00.H09</b> - {link(name, n)}</li>" for n, name in enumerate((DIVE, BOAT, HALT), 1)
    )
    + "</ul>"
)

ONE_ROW = table("Mã số|Tên thủ tục|Mức độ", ("2.005005", link(DORY, 1), "4"))

TABLE_AND_PHONE_CARDS = table(
    "Mã số|Tên thủ tục|Lĩnh vực|Mức độ",
    ("1.007001", '<a href="/tt/1">Cấp giấy phép lặn biển…</a>', "Thủy sản", "3"),
    ("", '<a href="/tt/2">Gia hạn giấy chứng nhận vùng nuôi…</a>', "Thủy sản", "2"),
    ("1.007003", link(SALT, 3), "Diêm nghiệp", "4"),
) + "".join(
    f'<div class="the"><h5>{link(name, n)}</h5><span>{code}</span><span>Mức độ {level}</span></div>'
    for n, (name, code, level) in enumerate([(DIVE, "1.007001", 3), (MARK, "1.007002", 2), (SALT, "1.007003", 4)], 1)
)

FOUR = tuple(enumerate((DIVE, BOAT, MARK, SALT), 1))
LEVELS = [("", name, "", str(number)) for number, name in FOUR]

TABS = f"""<ul class="tabs"><li><a href="#m4">Mức độ 4</a></li><li><a href="#m3">Mức độ 3</a></li></ul>
<div id="m4"><ul><li>{link(DIVE, 1)}</li><li>{link(BOAT, 2)}</li></ul></div>
<div id="m3"><ul><li>{link(MARK, 3)}</li><li>{link(SALT, 4)}</li></ul></div>"""

OPENED_IN_PLACE = "".join(
    f"""<div><h4><a href="#c{n}">{name}</a></h4><div id="c{n}"><p>Trình tự thực hiện: nộp hồ sơ tại một cửa</p>
<p>Cách thức thực hiện: Nộp trực tiếp</p><p>Thành phần hồ sơ: Đơn đề nghị cấp giấy phép</p>
<p>Thời hạn giải quyết: {n} ngày</p><p>Mức độ: {n}</p></div></div>"""
    for n, name in FOUR
)

BADGES_SIDE_BY_SIDE = "".join(
    f"""<div class="row"><div><b>1.00{n}946.000.00.00.H51</b></div><div><a href="?id={n}">{name}</a><br><small>Lĩnh vực:
Thủy sản | Cơ quan: UBND huyện</small></div><div><span>Mức {n}</span><a href="/nop/{n}">Nộp hồ sơ</a></div></div>"""
    for n, name in FOUR
)

ALL_IN_ONE_CELL = table(
    "STT|Tên thủ tục|",
    *(
        (f"{n}", f"<i>2.00{n}555</i> {link(name, n)} <b>Mức độ {n}</b><br><i>Sở Thủy sản</i>", "<a href='/nop'>Nộp</a>")
        for n, name in FOUR
    ),
)

LINES = "".join(f"<p><b>{n}. {name}</b></p><p>Cơ quan thực hiện: Sở Cá. Mức độ: {n}</p>" for n, name in FOUR)

ANOTHER_SCALE_BESIDE = table(
    "Mã số|Tên thủ tục|Mức độ chủ động|Mức độ DVC",
    *((f"1.00{n}946", link(name, n), f"Mức độ {n}", "Toàn trình") for n, name in FOUR),
)

LISTS: dict[str, tuple[str, list[Told]]] = {
    "a field over several rows": (
        FIELD_IN_ROWSPAN,
        [
            ("", DIVE, "Thủy sản", "3"),
            ("", BOAT, "Thủy sản", "4"),
            ("", SALT, "Diêm nghiệp", "2"),
            ("", HALT, "Diêm nghiệp", "1"),
        ],
    ),
    "cards whose level is an icon": (
        CARDS_WITH_ICONS,
        [("", DIVE, "", "3"), ("", BOAT, "", "4"), ("", MARK, "", "2"), ("", SALT, "", "4")],
    ),
    "an accordion per field": (
        ACCORDION,
        [
            ("", DIVE, "Thủy sản", "1"),
            ("", BOAT, "Thủy sản", "2"),
            ("", MARK, "Diêm nghiệp", "3"),
            ("", SALT, "Diêm nghiệp", "4"),
        ],
    ),
    "groups under headings of levels": (
        GROUPS_BY_LEVEL,
        [
            ("", DIVE, "", "4"),
            ("", BOAT, "", "4"),
            ("", MARK, "", "3"),
            ("", SALT, "", "3"),
            ("", DORY, "", "unstated"),
        ],
    ),
    "terms and what is told of them": (
        f"<dl>{TERMS}</dl>",
        [
            ("2.001111", DIVE, "Thủy sản", "1"),
            ("2.002111", BOAT, "Thủy sản", "2"),
            ("2.003111", MARK, "Thủy sản", "3"),
        ],
    ),
    "lists in lists": (
        NESTED,
        [
            ("", DIVE, "Thủy sản", "4"),
            ("", BOAT, "Thủy sản", "3"),
            ("", SALT, "Diêm nghiệp", "2"),
            ("", MARK, "Diêm nghiệp", "2"),
        ],
    ),
    "the words of 2022": (
        WORDS_OF_2022,
        [("3.001001", DIVE, "", "toan_trinh"), ("3.001002", BOAT, "", "mot_phan"), ("3.001003", MARK, "", "thong_tin")],
    ),
    "a column for each level": (TICKED, [("", DIVE, "", "3"), ("", BOAT, "", "4"), ("", MARK, "", "2")]),
    "a field chosen in a box": (
        FILTER,
        [
            ("", DIVE, "Thủy sản", "unstated"),
            ("", BOAT, "Thủy sản", "unstated"),
            ("", MARK, "Thủy sản", "unstated"),
            ("", SALT, "Thủy sản", "unstated"),
        ],
    ),
    "a code before each name": (
        CODE_BEFORE_NAME,
        [
            ("1.001222.000.00.00.H09", DIVE, "", "unstated"),
            ("1.002222.000.00.00.H09", BOAT, "", "unstated"),
            ("1.003222.000.00.00.H09", HALT, "", "unstated"),
        ],
    ),
    "tabs of levels": (TABS, [("", DIVE, "", "4"), ("", BOAT, "", "4"), ("", MARK, "", "3"), ("", SALT, "", "3")]),
    "services opened in place": (OPENED_IN_PLACE, LEVELS),
    "badges in columns of a grid": (
        BADGES_SIDE_BY_SIDE,
        [(f"1.00{n}946.000.00.00.H51", name, "Thủy sản", str(n)) for n, name in FOUR],
    ),
    "everything in the cell of the name": (ALL_IN_ONE_CELL, [(f"2.00{n}555", name, "", str(n)) for n, name in FOUR]),
    "icons in the level's column": (
        table("Tên thủ tục|Mức độ", *((link(name, n), f'<img src="/images/level{n}.png">') for n, name in FOUR)),
        LEVELS,
    ),
    "lines of text": (LINES, LEVELS),
    "levels of another scale beside": (
        ANOTHER_SCALE_BESIDE,
        [(f"1.00{n}946", name, "", "toan_trinh") for n, name in FOUR],
    ),
    "a table of one row": (ONE_ROW, [("2.005005", DORY, "", "4")]),
    "a table, and cards for phones": (
        TABLE_AND_PHONE_CARDS,
        [
            ("1.007001", DIVE, "Thủy sản", "3"),
            ("1.007002", MARK, "Thủy sản", "2"),
            ("1.007003", SALT, "Diêm nghiệp", "4"),
        ],
    ),
}


@pytest.mark.parametrize("shape", LISTS)
def test_exactly_what_stands_in_a_list(shape: str) -> None:
    content, expected = LISTS[shape]
    listing = listed(f"<h1>Danh mục thủ tục hành chính</h1>{content}")
    assert told(listing.entries) == expected
    assert not listing.duplicates


OWN_PAGE = f"""<h1>{DIVE}</h1><table><tr><td>Mã thủ tục</td><td>1.009009</td></tr>
<tr><td>Lĩnh vực</td><td>Thủy sản</td></tr><tr><td>Các bước thực hiện</td>
<td>Nộp hồ sơ trực tiếp tại Bộ phận một cửa</td></tr>
<tr><td>Hình thức thực hiện</td><td>Nộp hồ sơ trực tuyến hoặc qua bưu chính</td></tr>
<tr><td>Hồ sơ gồm</td><td>Đăng ký tàu cá; giấy chứng nhận sức khỏe của thợ lặn</td></tr>
<tr><td>Thời gian xử lý</td><td>10 ngày làm việc</td></tr>
<tr><td>Đối tượng</td><td>Tổ chức, cá nhân lặn biển</td></tr>
<tr><td>Kết quả</td><td>Cấp giấy phép lặn biển có thời hạn</td></tr></table>"""
RELATED = (
    f"<h3>Thủ tục cùng lĩnh vực</h3><ul><li>{link(BOAT, 2)}</li><li>{link(MARK, 3)}</li><li>{link(SALT, 4)}</li></ul>"
)

NO_LISTS = {
    "news about level 4": f"""<h1>Tỉnh đưa thêm 18 dịch vụ công lên mức độ 4</h1><p>12/11/2026. Từ tháng tới, {BOAT}
(1.001111) và {MARK} (1.002222) được cung cấp ở mức độ 4; người dân nộp hồ sơ và thanh toán tại nhà. Việc
{SALT} (1.003333) ở mức độ 3.</p><ul><li><a href="/t/1">Cấp giấy phép cho 12 tàu cá vỏ thép</a> 11/11/2026</li>
<li><a href="/t/2">Đăng ký tham gia hội thi câu mực</a> 10/11/2026</li>
<li><a href="/t/3">Công nhận ba làng nghề</a> 09/11/2026</li></ul>""",
    "a legend": """<p>Mức độ 1: cung cấp thông tin</p><p>Mức độ 2: tải mẫu đơn</p><p>Mức độ 3: nộp hồ sơ trực tuyến</p>
<p>Mức độ 4: thanh toán trực tuyến, nhận kết quả tại nhà</p>""",
    "levels now and later": table(
        "STT|Tên thủ tục|Mức độ đang cung cấp|Mức độ năm 2027",
        ("1", DIVE, "Mức độ 2", "Mức độ 4"),
        ("2", BOAT, "Mức độ 1", "Mức độ 3"),
        ("3", MARK, "Mức độ 2", "Mức độ 3"),
    ),
    "a road map": table(
        "Tên dịch vụ công|Mức độ 3|Mức độ 4|Cơ quan chủ trì",
        (DIVE, "x", "", "Sở Biển"),
        (BOAT, "", "x", "Sở Biển"),
        (MARK, "x", "", "Sở Biển"),
    ),
    "a decision that makes procedures public": """
<h1>Quyết định công bố danh mục thủ tục hành chính mới ban hành</h1>"""
    + table(
        "STT|Mã TTHC|Tên thủ tục hành chính|Thời hạn giải quyết|Căn cứ pháp lý",
        ("1", "1.001111", DIVE, "5 ngày", "Luật"),
        ("2", "1.002222", BOAT, "5 ngày", "Luật"),
        ("3", "1.003333", MARK, "9 ngày", "Luật"),
    ),
    "legal documents": table(
        "Số ký hiệu|Trích yếu|Ngày ban hành",
        ("12/QĐ-UBND", '<a href="/vb/1">Phê duyệt quy hoạch cảng cá</a>', "01/02/2026"),
        ("13/QĐ-UBND", '<a href="/vb/2">Thành lập Ban quản lý cảng cá</a>', "03/02/2026"),
        ("14/QĐ-UBND", '<a href="/vb/3">Bổ nhiệm Giám đốc cảng cá</a>', "05/02/2026"),
    ),
    "figures by agency": table(
        "Đơn vị|Tổng số TTHC|Mức độ 2|Mức độ 3|Mức độ 4",
        ("Sở Biển", "120", "40", "50", "30"),
        ("Sở Muối", "88", "30", "30", "28"),
        ("Sở Cá", "64", "20", "20", "24"),
    ),
    "figures by procedure": table(
        "Tên thủ tục|Tiếp nhận|Đã giải quyết|Quá hạn",
        (DIVE, "12", "10", "2"),
        (BOAT, "40", "40", "0"),
        (MARK, "8", "8", "0"),
    ),
    "dossiers of people": table(
        "Mã hồ sơ|Tên thủ tục|Người nộp|Ngày hẹn trả",
        ("000.00.13.H53-190220-0001", BOAT, "Trần A", "12/12/2026"),
        ("000.00.13.H53-190220-0002", MARK, "Lê B", "13/12/2026"),
        ("000.00.13.H53-190220-0003", SALT, "Vũ C", "14/12/2026"),
    ),
    "fields and their numbers": """<ul><li><a href="/lv/1">Thủy sản (12)</a></li><li>
<a href="/lv/2">Diêm nghiệp (8)</a></li>
<li><a href="/lv/3">Đăng ký kinh doanh (5)</a></li><li><a href="/lv/4">Hộ tịch (31)</a></li></ul>""",
    "questions": f"""<ul><li><a href="/q/1">{DIVE} cần những gì?</a></li><li>
<a href="/q/2">Đăng ký tàu cá ở đâu?</a></li>
<li><a href="/q/3">Gia hạn giấy chứng nhận mất bao lâu</a></li></ul>""",
    "forms": """<ul><li><a href="/f/1.doc">Mẫu đơn đề nghị cấp giấy phép lặn biển</a></li>
<li><a href="/f/2.doc">Tờ khai đăng ký tàu cá</a></li><li>
<a href="/f/3.doc">Mẫu số 03 gia hạn chứng nhận</a></li></ul>""",
    "fees": table(
        "STT|Tên thủ tục|Lệ phí|Căn cứ",
        ("1", DIVE, "99.000 đồng", "TT 1"),
        ("2", BOAT, "50.000 đồng", "TT 2"),
        ("3", MARK, "Không", "TT 3"),
    ),
    "contacts": table(
        "Phòng|Chức năng|Điện thoại",
        ("Phòng Nghề cá", "Cấp giấy phép khai thác cho tàu cá", "0291 111"),
        ("Phòng Muối", "Thẩm định phương án sản xuất muối", "0291 222"),
        ("Phòng Cảng", "Công nhận cảng cá và bến cá", "0291 333"),
    ),
    "tasks of an office": """<h2>Chức năng, nhiệm vụ</h2><ul><li>Thẩm định dự án đầu tư thủy sản</li>
<li>Cấp, thu hồi giấy phép khai thác</li><li>Phê duyệt quy hoạch vùng nuôi</li><li>Tổ chức kiểm tra tàu cá</li>
<li>Quản lý cảng cá và khu neo đậu</li></ul>""",
    "tasks of people": table(
        "Họ tên|Chức vụ|Nhiệm vụ",
        ("Trần A", "Trưởng phòng", "Thẩm định hồ sơ cấp phép"),
        ("Lê B", "Phó phòng", "Tiếp nhận và trả kết quả hồ sơ"),
        ("Vũ C", "Chuyên viên", "Giải quyết khiếu nại về muối"),
    ),
    "decisions as files": "".join(
        f'<li><a href="/qd{n}.pdf">Quyết định số {n}/QĐ-UBND về việc công bố thủ tục {name.lower()}</a></li>'
        for n, name in FOUR
    ),
    "steps of a submission": f"""<h1>Nộp hồ sơ trực tuyến: {DIVE}</h1><ol><li>Kê khai thông tin</li>
<li>Đính kèm giấy tờ</li>
<li>Xác nhận và gửi</li></ol><p>Thủ tục: <b>{DIVE}</b> (1.009009)</p>
<form method="post"><input name="ten" type="text">
<input name="tep" type="file"><button>Gửi</button></form><a href="/luu">Lưu hồ sơ tạm</a>
<a href="/huy">Hủy hồ sơ này</a>""",
    "a service's own page": OWN_PAGE.replace("1.009009", ""),
    "related services on a service's own page": OWN_PAGE.replace("1.009009", "") + RELATED,
    "services that come unasked": "<h1>Dịch vụ công chủ động</h1>"
    + table(
        "STT|Tên dịch vụ|Mức độ",
        ("1", "Cấp thông báo hạn đăng kiểm tàu", "Mức độ 2"),
        ("2", "Gia hạn nhắc lịch thả giống", "Mức độ 4"),
        ("3", "Hỗ trợ báo bão cho tàu xa bờ", "Mức độ 3"),
    ),
}


@pytest.mark.parametrize("label", ["Thủ tục hành chính", "Thông tin chung"])
@pytest.mark.parametrize("shape", NO_LISTS)
def test_what_only_looks_like_a_list(shape: str, label: str) -> None:
    listing = listed(NO_LISTS[shape], label)
    assert told(listing.entries) == []


def test_a_service_that_no_list_shows_is_known_by_its_own_page() -> None:
    listing = listed(OWN_PAGE + RELATED)
    assert [(entry.code, entry.name) for entry in listing.entries] == [("1.009009", DIVE)]


@pytest.mark.parametrize("level", ["Dịch vụ công trực tuyến mức độ 3", "Mức độ: 3"])
def test_a_level_that_only_the_services_own_page_tells(level: str) -> None:
    own = OWN_PAGE.replace("</h1>", f"</h1><p>{level}</p>")
    listing = listed(
        f"<ul><li>{link(DIVE, 1)}</li><li>{link(BOAT, 2)}</li><li>{link(MARK, 3)}</li></ul>", **{"tt/1": own}
    )
    assert [entry.level for entry in listing.entries] == ["3", "unstated", "unstated"]


def test_a_list_is_known_by_the_pages_it_leads_to() -> None:
    """By verbs that no list of words has, under no name of a section."""
    names = ["Thổi còi báo bão cho tàu", "Ươm hàu giống trên bè", "Buộc neo tạm cho thúng máy"]
    pages = {
        f"tt/{n}": OWN_PAGE.replace(DIVE, name).replace("1.009009", f"1.00900{n}") for n, name in enumerate(names, 1)
    }
    content = "".join(f"<p>{link(name, n)}</p>" for n, name in enumerate(names, 1))
    listing = listed(f"<h1>Danh mục thủ tục hành chính</h1>{content}", **pages)
    assert [entry.name for entry in listing.entries] == names
