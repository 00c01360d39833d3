"""Lists of services in the shapes in which portals show them, and what only looks like one."""

import pytest
from snapshots import Served
from tiny_sites import tiny_site

from checks.services.entries import Entry, Listing
from checks.services.listing import read_listing

NAMES = [
    "Cấp giấy phép xây dựng nhà ở riêng lẻ",
    "Đăng ký khai sinh có yếu tố nước ngoài",
    "Thẩm định thiết kế cơ sở công trình cấp II",
    "Gia hạn giấy chứng nhận đủ điều kiện kinh doanh dược",
    "Công nhận làng nghề truyền thống",
    "Chuyển nhượng một phần dự án bất động sản",
]
CODES = [f"1.00{number}946" for number in range(4, 10)]
LEVELS = ["4", "3", "2", "4", "1", "3"]
FIELDS = ["Xây dựng", "Hộ tịch", "Xây dựng", "Dược phẩm", "Phát triển nông thôn", "Nhà ở và công sở"]
COLOURS = {"1": "trang", "2": "vang", "3": "lam", "4": "luc"}
ROWS = list(zip(CODES, NAMES, LEVELS, FIELDS, strict=True))


def listed(content: str, label: str = "Thủ tục hành chính", **pages: str | Served) -> Listing:
    """The list read from a portal whose page /muc, called `label`, holds `content`."""
    site, _ = tiny_site(content, {f"/{path}": body for path, body in pages.items()}, label=label)
    return read_listing(site)


def told(entries: tuple[Entry, ...], *fields: str) -> list[tuple[str, ...]]:
    return [tuple(str(getattr(entry, field)) for field in fields) for entry in entries]


def table(head: str, row: str) -> str:
    body = "".join(
        "<tr>" + row.format(n=n, code=code, name=name, level=level, field=field, colour=COLOURS[level]) + "</tr>"
        for n, (code, name, level, field) in enumerate(ROWS, 1)
    )
    heads = "".join(f"<th>{each}</th>" for each in head.split("|"))
    return f"<table><tr>{heads}</tr>{body}</table>"


def each(markup: str) -> str:
    return "".join(
        markup.format(n=n, code=code, name=name, level=level, field=field, colour=COLOURS[level])
        for n, (code, name, level, field) in enumerate(ROWS, 1)
    )


ALL = {
    "a table with all columns": table(
        "STT|Mã TTHC|Tên thủ tục|Lĩnh vực|Mức độ",
        "<td>{n}</td><td>{code}</td><td><a href='/tt/{n}'>{name}</a></td><td>{field}</td><td>{level}</td>",
    ),
    "a level as a text of its own column": table(
        "Mã số|Thủ tục hành chính|Lĩnh vực|Mức độ DVC",
        "<td>{code}</td><td>{name}</td><td>{field}</td><td><span class='b'>Mức độ {level}</span></td>",
    ),
    "a level as a picture": table(
        "Mã số|Thủ tục hành chính|Lĩnh vực|Mức độ",
        "<td>{code}</td><td><a href='/tt/{n}'>{name}</a></td><td>{field}</td>"
        "<td><img src='/img/muc-do-{level}.png'></td>",
    ),
    "columns of unknown names, known by their values": table(
        "A|B|Lĩnh vực|D",
        "<td>{code}</td><td><a href='/tt/{n}'>{name}</a></td><td>{field}</td><td>MĐ{level}</td>",
    ),
    "code and name in one cell": table(
        "STT|Tên thủ tục|Lĩnh vực|Mức độ|",
        "<td>{n}</td><td><a href='/tt/{n}'>{code} - {name}</a></td><td>{field}</td><td>{level}</td>"
        "<td><a href='/nop/{n}'>Nộp hồ sơ</a></td>",
    ),
    "cards": "<div class='list'>"
    + each(
        "<div class='card'><h4><a href='/tt/{n}'>{name}</a></h4><p>Mã thủ tục: {code}</p><p>Lĩnh vực: {field}</p>"
        "<span class='badge'>Mức độ {level}</span><a href='/nop/{n}'>Nộp hồ sơ</a></div>"
    )
    + "</div>",
    "cards with icons": "<div>"
    + each(
        "<div class='item'><div class='ico'><img src='/i/a.png' alt='Dịch vụ công mức độ {level}'></div>"
        "<div><a href='/tt/{n}'>{name}</a><br><small>{code}</small><br>Lĩnh vực: {field}</div></div>"
    )
    + "</div>",
    "cards with icons made by style": "<div>"
    + each(
        "<div class='col-md-4 item'><i class='ico muc-do-{level}'></i><a href='/tt/{n}'>{name}</a><p>{code}</p>"
        "<p>Lĩnh vực: {field}</p></div>"
    )
    + "</div>",
    "a level as a coloured mark, under a legend": "<ul class='chu-giai'>"
    + "".join(f"<li><span class='cham cham-{colour}'></span> Mức độ {level}</li>" for level, colour in COLOURS.items())
    + "</ul>"
    + table(
        "Mã số|Thủ tục hành chính|Lĩnh vực|",
        "<td>{code}</td><td><a href='/tt/{n}'>{name}</a></td><td>{field}</td>"
        "<td><span class='cham cham-{colour}'></span></td>",
    ),
    "cards with coloured pictures, above a legend": "<div>"
    + each(
        "<div class='the'><img src='/i/{colour}.svg'><a href='/tt/{n}'>{name}</a><p>{code}</p><p>Lĩnh vực: {field}</p>"
        "</div>"
    )
    + "</div>"
    + "".join(f"<p><img src='/i/{colour}.svg'> Mức độ {level}</p>" for level, colour in COLOURS.items()),
    "names cut, whole in a tooltip": table(
        "Mã|Tên thủ tục|Lĩnh vực|Mức độ",
        "<td>{code}</td><td><span title='{name}'>{name:.16}...</span></td><td>{field}</td>"
        "<td><span title='Mức độ {level}'></span></td>",
    ),
    "list items": "<ul>"
    + each("<li><a href='/tt/{n}'>{code} - {name}</a> <b>(Mức độ {level})</b><p>Lĩnh vực: {field}</p></li>")
    + "</ul>",
    "a flat list": "<div>"
    + each("<h4><a href='/tt/{n}'>{name}</a></h4><p>Mã: {code}</p><p>Lĩnh vực: {field}</p><p>Mức độ {level}</p>")
    + "</div>",
    "accordions": "<div>"
    + each(
        "<div class='acc'><h3>{name}</h3><div class='body' style='display:none'><p>Mã thủ tục: {code}</p>"
        "<p>Lĩnh vực: {field}</p><p>Mức độ: {level}</p><p>Trình tự thực hiện: Người dân đến bộ phận một cửa nộp hồ sơ."
        "</p><p>Lệ phí: Mức 2 triệu đồng</p></div></div>"
    )
    + "</div>",
    "definition lists": each(
        "<dl><dt>Tên thủ tục</dt><dd><a href='/tt/{n}'>{name}</a></dd><dt>Mã thủ tục</dt><dd>{code}</dd>"
        "<dt>Lĩnh vực</dt><dd>{field}</dd><dt>Mức độ</dt><dd>{level}</dd></dl>"
    ),
}


@pytest.mark.parametrize("shape", ALL)
def test_every_shape_tells_the_same(shape: str) -> None:
    found = listed(ALL[shape])
    assert told(found.entries, "code", "name", "level", "field") == [tuple(row) for row in ROWS]
    assert not found.duplicates


@pytest.mark.parametrize("shape", [shape for shape in ALL if "/tt/" in ALL[shape]])
def test_each_entry_leads_to_its_own_page(shape: str) -> None:
    urls = [entry.url for entry in listed(ALL[shape]).entries]
    assert urls == [f"http://binhminh.gov.vn/tt/{n}" for n in range(1, 7)]


@pytest.mark.parametrize("shape", ["cards", "code and name in one cell"])
def test_the_way_to_submit_is_the_entrys_own(shape: str) -> None:
    submits = [entry.submit_url for entry in listed(ALL[shape]).entries]
    assert submits == [f"http://binhminh.gov.vn/nop/{n}" for n in range(1, 7)]


def links(*places: int) -> str:
    return "".join(f"<li><a href='/tt/{n}'>{NAMES[n]}</a></li>" for n in places)


GROUPED = {
    "headings": "<h3>Mức độ 3</h3><ul>{a}</ul><h3>Mức độ 4</h3><ul>{b}</ul>",
    "headings in boxes": "<div><div class='h'><h3>Dịch vụ công mức độ 3 (3)</h3></div><ul>{a}</ul></div>"
    "<div><div class='h'><h3>Dịch vụ công mức độ 4 (3)</h3></div><ul>{b}</ul></div>",
    "bold lines": "<p><b>DVC trực tuyến mức độ 3</b></p><ul>{a}</ul><p><b>DVC trực tuyến mức độ 4</b></p><ul>{b}</ul>",
    "a tree": "<ul><li>Mức độ 3<ul>{a}</ul></li><li>Mức độ 4<ul>{b}</ul></li></ul>",
    "levels over fields": "<h2>Mức độ 3</h2><h3>Y tế</h3><ul>{a}</ul><h2>Mức độ 4</h2><h3>Đất đai</h3><ul>{b}</ul>",
}


@pytest.mark.parametrize("shape", GROUPED)
def test_a_level_may_stand_over_a_group(shape: str) -> None:
    found = listed(GROUPED[shape].format(a=links(0, 1, 2), b=links(3, 4, 5)))
    assert [entry.level for entry in found.entries] == ["3", "3", "3", "4", "4", "4"]
    assert {str(entry.level_from) for entry in found.entries} == {"group"}


def test_a_heading_of_two_levels_says_nothing_of_one_service() -> None:
    found = listed(
        f"<h3>Dịch vụ công mức độ 3, 4</h3><ul>{links(0, 1, 2)}</ul><h3>Mức độ 2</h3><ul>{links(3, 4, 5)}</ul>"
    )
    assert [entry.level for entry in found.entries] == ["unstated"] * 3 + ["2"] * 3


def test_fields_stand_over_groups_in_rows_across_the_table() -> None:
    rows = "<tr><td colspan='3'>I. Lĩnh vực Hộ tịch (2)</td></tr>"
    rows += "".join(f"<tr><td>{n}</td><td>{NAMES[n]}</td><td>3</td></tr>" for n in (0, 1))
    rows += "<tr><td colspan='3'>II. LĨNH VỰC ĐẤT ĐAI</td></tr>"
    rows += "".join(f"<tr><td>{n}</td><td>{NAMES[n]}</td><td>4</td></tr>" for n in (2, 3))
    found = listed(f"<table><tr><th>STT</th><th>Tên thủ tục</th><th>Mức độ</th></tr>{rows}</table>")
    assert told(found.entries, "field", "level") == [
        ("Hộ tịch", "3"), ("Hộ tịch", "3"), ("ĐẤT ĐAI", "4"), ("ĐẤT ĐAI", "4"),
    ]  # fmt: skip


def test_plain_headings_are_fields_where_there_are_several() -> None:
    found = listed(
        f"<h2>Danh mục thủ tục hành chính</h2><h3>Y tế</h3><ul>{links(0, 1)}</ul><h3>Đất đai</h3><ul>{links(2, 3)}</ul>"
    )
    assert [entry.field for entry in found.entries] == ["Y tế", "Y tế", "Đất đai", "Đất đai"]


def test_levels_as_columns_with_crosses() -> None:
    row = "<td>{n}</td><td>{name}</td><td>{x}</td><td>{y}</td>"
    rows = "".join(
        "<tr>" + row.format(n=n, name=NAMES[n], x="x" if n % 2 else "", y="" if n % 2 else "✓") + "</tr>"
        for n in range(4)
    )
    head = "<tr><th>STT</th><th>Tên thủ tục</th><th>Mức độ 3</th><th>Mức độ 4</th></tr>"
    assert [entry.level for entry in listed(f"<table>{head}{rows}</table>").entries] == ["4", "3", "4", "3"]


def test_a_current_filter_claims_for_all_it_shows() -> None:
    options = "<option>Tất cả</option><option selected>Mức độ 4</option>"
    form = f"<form action='/muc'><select name='mucdo'>{options}</select></form>"
    found = listed(f"<h2>Thủ tục hành chính</h2>{form}<ul>{links(0, 1, 2)}</ul>")
    assert {(entry.level, str(entry.level_from)) for entry in found.entries} == {("4", "page")}


def test_an_unchosen_filter_claims_nothing() -> None:
    form = "<form action='/muc'><select name='mucdo'><option>Tất cả</option><option>Mức độ 4</option></select></form>"
    assert {entry.level for entry in listed(f"{form}<ul>{links(0, 1, 2)}</ul>").entries} == {"unstated"}


def test_the_2022_wording_is_kept_as_it_is() -> None:
    words = ["Toàn trình", "Một phần", "Cung cấp thông tin", "Toàn trình", "Một phần", "Còn lại"]
    rows = "".join(f"<tr><td>{CODES[n]}</td><td>{NAMES[n]}</td><td>{words[n]}</td></tr>" for n in range(6))
    found = listed(f"<table><tr><th>Mã</th><th>Tên dịch vụ công</th><th>Mức độ</th></tr>{rows}</table>")
    expected = ["toan_trinh", "mot_phan", "thong_tin", "toan_trinh", "mot_phan", "thong_tin"]
    assert [entry.level for entry in found.entries] == expected
    assert found.scale == "nd42-2022"


def test_a_cut_name_is_made_whole_by_the_title() -> None:
    items = "".join(f"<li><a href='/tt/{n}' title='{NAMES[n]}'>{NAMES[n][:20]}...</a></li>" for n in range(4))
    assert [entry.name for entry in listed(f"<ul>{items}</ul>").entries] == NAMES[:4]


def test_a_cut_name_and_its_code_come_from_the_services_own_page() -> None:
    cut = f"<li><a href='/tt-0'>{NAMES[0][:22]}…</a></li>" + links(1, 2)
    own = f"<h1>{NAMES[0]}</h1><p>Mã thủ tục: {CODES[0]}</p><p>Lĩnh vực: Xây dựng</p><p>Mức độ: 4</p>"
    first = listed(f"<ul>{cut}</ul>", **{"tt-0": own}).entries[0]
    assert (first.name, first.code, first.field, first.level) == (NAMES[0], CODES[0], "Xây dựng", "4")


def test_a_table_and_its_phone_cards_are_one_list() -> None:
    found = listed(ALL["a table with all columns"] + ALL["cards"])
    assert len(found.entries) == 6
    assert not found.duplicates
    assert all(entry.submit_url for entry in found.entries)


def test_the_same_service_twice_in_one_list_is_a_duplicate() -> None:
    doubled = ALL["a table with all columns"].replace(
        "</table>",
        f"<tr><td>7</td><td>{CODES[1]}.000.00.00.H51</td><td>{NAMES[1]}</td><td>Hộ tịch</td><td>3</td></tr></table>",
    )
    found = listed(doubled)
    assert len(found.entries) == 6
    assert [kept.code for kept, _ in found.duplicates] == [f"{CODES[1]}.000.00.00.H51"]


def test_of_two_levels_the_surer_is_kept() -> None:
    grouped = f"<h3>Mức độ 4</h3><ul>{links(0, 1, 2)}</ul>"
    found = listed(ALL["a table with all columns"] + grouped)
    assert [entry.level for entry in found.entries] == LEVELS


NEWS = [
    "Sở Tư pháp tập huấn dịch vụ công trực tuyến mức độ 4 cho cán bộ một cửa",
    "Đẩy mạnh cung cấp dịch vụ công mức độ 3, 4 trên địa bàn huyện",
    "Cấp hơn 500 căn cước công dân cho học sinh lớp 12 trong một tuần",
    "Công nhận 12 xã đạt chuẩn nông thôn mới nâng cao",
    "Đăng ký tham gia cuộc thi trực tuyến tìm hiểu cải cách hành chính",
]


def news(item: str) -> str:
    return "".join(item.format(title=title, n=n) for n, title in enumerate(NEWS))


NONE = {
    "news": news("<li><a href='/tin/{n}'>{title}</a> <span>12/11/2026</span></li>"),
    "dated acts that begin like names": "".join(
        f"<div class='item'><a href='/tin/{n}'>{name}</a><p>1{n}/11/2026</p><p>UBND huyện vừa họp.</p></div>"
        for n, name in enumerate(NAMES)
    ),
    "a legend": "<ul><li>Mức độ 1: cung cấp đầy đủ thông tin về quy trình, thủ tục</li>"
    "<li>Mức độ 2: cho phép tải các mẫu văn bản</li><li>Mức độ 3: cho phép điền và gửi trực tuyến</li>"
    "<li>Mức độ 4: thanh toán trực tuyến</li></ul>",
    "banners": "".join(f"<a href='/b/{n}'><img src='/b{n}.jpg' alt='Dịch vụ công mức độ {n}'></a>" for n in (2, 3, 4)),
    "figures by procedure": table(
        "Thủ tục|Đã tiếp nhận|Đã giải quyết|Đúng hạn", "<td>{name}</td><td>120</td><td>118</td><td>117</td>"
    ),
    "dossiers": table(
        "Mã hồ sơ|Tên thủ tục|Người nộp|Ngày hẹn trả|Tình trạng",
        "<td>000.00.13.H53-19022{n}-0001</td><td>{name}</td><td>Nguyễn Văn A</td><td>12/11/2026</td><td>Đã trả</td>",
    ),
    "figures by field": "<table><tr><th>Lĩnh vực</th><th>Mức độ 3</th><th>Mức độ 4</th></tr>"
    "<tr><td>Y tế</td><td>12</td><td>31</td></tr><tr><td>Đất đai</td><td>2</td><td>11</td></tr></table>",
    "questions": "".join(
        f"<li><a href='/hd/{n}'>{name} cần những giấy tờ gì?</a></li>" for n, name in enumerate(NAMES)
    ),
    "documents": "<table><tr><th>Số ký hiệu</th><th>Ngày ban hành</th><th>Trích yếu</th></tr>"
    + "".join(
        f"<tr><td>{n}/QĐ-UBND</td><td>1{n}/10/2026</td>"
        f"<td>Quyết định công bố danh mục thủ tục hành chính lĩnh vực {n}</td></tr>"
        for n in range(4)
    )
    + "</table>",
    "a menu": "<ul><li><a href='/a'>Đăng ký tài khoản</a></li><li><a href='/b'>Tra cứu hồ sơ</a></li>"
    "<li><a href='/c'>Nộp hồ sơ trực tuyến</a></li><li><a href='/d'>Thanh toán trực tuyến</a></li></ul>",
    "forms": "<table><tr><th>STT</th><th>Tên biểu mẫu</th><th>Tải về</th></tr>"
    + "".join(f"<tr><td>{n}</td><td>Đơn đề nghị {name.lower()}</td><td>Tải</td></tr>" for n, name in enumerate(NAMES))
    + "</table>",
    "test rows": "<table><tr><th>STT</th><th>Tên thủ tục</th><th>Mức độ</th></tr>"
    "<tr><td>1</td><td>test</td><td>4</td></tr><tr><td>2</td><td>aaa</td><td>3</td></tr></table>",
    "one service's own page": "<table>"
    + "".join(
        f"<tr><td>{label}</td><td>{value}</td></tr>"
        for label, value in [
            ("Trình tự thực hiện", "Nộp hồ sơ tại bộ phận một cửa"),
            ("Cách thức thực hiện", "Trực tiếp hoặc trực tuyến"),
            ("Thành phần hồ sơ", "Đơn đề nghị"),
            ("Thời hạn giải quyết", "15 ngày"),
        ]
    )
    + "</table>",
}


@pytest.mark.parametrize("shape", NONE)
@pytest.mark.parametrize("label", ["Thủ tục hành chính", "Tin tức"])
def test_what_only_looks_like_a_list_is_none(shape: str, label: str) -> None:
    assert told(listed(NONE[shape], label).entries, "name") == []


def test_names_alone_are_no_list_on_a_page_of_something_else() -> None:
    assert not listed(f"<h2>Tin hoạt động</h2><ul>{links(0, 1, 2, 3)}</ul>", "Tin tức")
    assert listed(f"<h2>Danh mục thủ tục hành chính</h2><ul>{links(0, 1, 2, 3)}</ul>", "Mục khác")


def test_news_beside_a_list_are_left_out() -> None:
    found = listed(ALL["cards"] + f"<div class='tin'><h3>Tin mới</h3><ul>{NONE['news']}</ul></div>")
    assert [entry.name for entry in found.entries] == NAMES


@pytest.mark.parametrize("shape", ALL)
def test_the_evidence_resolves(shape: str) -> None:
    from pages.parse import element_at  # noqa: PLC0415

    site, page = tiny_site(ALL[shape], label="Thủ tục hành chính")
    body = site.snapshot.body(page.capture)
    for entry in read_listing(site).entries:
        assert element_at(body, entry.seen.locator.value) is not None
        assert entry.level_seen is not None
        assert element_at(body, entry.level_seen.locator.value) is not None


def test_services_that_stand_in_a_select_box_alone() -> None:
    options = "".join(f"<option value='{n}'>{name}</option>" for n, name in enumerate(NAMES))
    form = f"<form method='post' action='/tra'><select name='tt'><option>-- Chọn --</option>{options}</select></form>"
    assert [entry.name for entry in listed(f"<h1>Thủ tục hành chính</h1>{form}").entries] == NAMES
    assert not listed(f"<h1>Hỏi đáp</h1>{form}", label="Hỏi đáp").entries
    asked = form.replace("</form>", "<textarea name='y'></textarea></form>")
    assert not listed(f"<h1>Đánh giá dịch vụ công</h1>{asked}").entries


@pytest.mark.parametrize("head", ["Mức độ hài lòng", "Mức độ ưu tiên", "Mức độ chủ động"])
def test_another_measure_is_no_level(head: str) -> None:
    body = "<td>{code}</td><td>{name}</td><td>Mức độ {level}</td>"
    assert {entry.level for entry in listed(table(f"Mã số|Tên thủ tục|{head}", body)).entries} == {"unstated"}


@pytest.mark.parametrize(("first", "is_so"), [("nhắc việc tới hạn", True), ("cung cấp thông tin", False)])
def test_a_legend_tells_the_scale(first: str, is_so: bool) -> None:
    legend = f"<p>Mức độ 1: {first}; mức độ 4: làm hết.</p>"
    found = listed(legend + table("Mã số|Tên thủ tục|Lĩnh vực|Mức độ", COLUMNS)).entries
    assert [entry.level for entry in found] == (["unstated"] * len(LEVELS) if is_so else LEVELS)


def test_a_level_at_the_end_of_a_name_is_none_of_it() -> None:
    body = "<td>{code}</td><td>{name} <span>Mức độ {level}</span></td>"
    assert told(listed(table("Mã số|Tên thủ tục", body)).entries, "name", "level") == list(
        zip(NAMES, LEVELS, strict=True)
    )


@pytest.mark.parametrize("head", ["Cơ quan phối hợp", "Hiện trạng", "Tiến độ", "Ghi chú của phòng"])
def test_one_strange_head_refuses_no_table(head: str) -> None:
    body = "<td>{code}</td><td>{name}</td><td>{field}</td><td>{level}</td><td>Sở Nội vụ</td>"
    assert len(listed(table(f"Mã số|Tên thủ tục|Lĩnh vực|Mức độ|{head}", body)).entries) == len(NAMES)
    plan = table(f"Mã số|Tên thủ tục|Lĩnh vực|Mức độ|{head}|Lộ trình", body + "<td>Quý II</td>")
    assert not listed(plan).entries


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("Sở Xây dựng - Thủ tục hành chính", True),
        ("Thủ tục hành chính | Sở Xây dựng", True),
        ("Sở Xây dựng - Bài viết", False),
    ],
)
def test_a_page_is_called_by_its_own_part_of_the_title(title: str, is_one: bool) -> None:
    plain = "<ul>" + each("<li><a href='/x/{n}'>{name}</a></li>") + "</ul>"
    page = Served(f"<html><head><title>{title}</title></head><body>{plain}</body></html>")
    assert bool(listed("<p><a href='/trang9'>Xem thêm</a></p>", label="Mục", trang9=page).entries) is is_one


COLUMNS = "<td>{code}</td><td>{name}</td><td>{field}</td><td>{level}</td>"
UNASKED = {
    "a heading": "<h2>Dịch vụ công chủ động</h2>" + table("Mã số|Tên thủ tục|Lĩnh vực|Mức độ", COLUMNS),
    "a column": table("Mã số|Tên thủ tục|Lĩnh vực|Mức độ|Hình thức", COLUMNS + "<td>Chủ động</td>"),
    "a card": each("<div><h4><a href='/tt/{n}'>{name}</a></h4><p>{code}</p><p>Chủ động</p><b>Mức độ {level}</b></div>"),
    "a heading over cards": "<h2>DVC chủ động</h2>"
    + each("<div><h4><a href='/tt/{n}'>{name}</a></h4><p>{code}</p><b>Mức độ {level}</b></div>"),
}


@pytest.mark.parametrize("shape", UNASKED)
def test_numbers_of_services_that_come_unasked_are_no_levels(shape: str) -> None:
    """Decree 224/2026 Art. 16 counts 1 to 4 as Decree 43 did."""
    found = listed(f"<h1>Dịch vụ công trực tuyến</h1>{UNASKED[shape]}").entries
    assert told(found, "code", "level") == [(code, "unstated") for code in CODES]


def test_another_heading_ends_what_comes_unasked() -> None:
    links = "<h3>Dịch vụ công chủ động mức độ 4</h3><ul>{a}</ul><h3>Mức độ 3</h3><ul>{b}</ul>"
    coded = links.format(a=links_with_codes(0, 1, 2), b=links_with_codes(3, 4, 5))
    assert [entry.level for entry in listed(coded).entries] == ["unstated"] * 3 + ["3"] * 3


def links_with_codes(*places: int) -> str:
    return "".join(f"<li><a href='/tt/{n}'>{CODES[n]} - {NAMES[n]}</a></li>" for n in places)


def test_procedures_that_are_no_more_are_none() -> None:
    head, body = "Mã số|Tên thủ tục|Lĩnh vực", "<td>{code}</td><td>{name}</td><td>{field}</td>"
    ended = f"<h2>Thủ tục hành chính bị bãi bỏ</h2>{table(head, body)}"
    assert not listed(ended).entries
    valid = "<h2>Thủ tục hành chính còn hiệu lực</h2>" + table(head, body.replace("{code}", "2.{n}{n}{n}111"))
    for both in (ended + valid, valid + ended):
        assert {entry.code[:2] for entry in listed(both).entries} == {"2."}
    changed = ended.replace("bị bãi bỏ", "sửa đổi, bị bãi bỏ")
    assert len(listed(changed).entries) == len(NAMES)


@pytest.mark.parametrize(("code", "count"), [("DV{n}", 0), ("1.00{n}946", 6)])
def test_a_price_list_is_no_list_of_procedures(code: str, count: int) -> None:
    body = f"<td>{code}</td><td>{{name}}</td><td>{{n}}50.000</td>"
    assert len(listed(table("Mã dịch vụ|Tên dịch vụ|Đơn giá", body), label="Dịch vụ").entries) == count
