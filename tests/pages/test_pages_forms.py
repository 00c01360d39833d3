"""Forms are found whole, and in pages that are one single form by the groups people see."""

import pytest

from pages.parse import parse_page
from pages.view import Form

URL = "http://x.gov.vn/trang/"
LINKS = "".join(f"<a href='/l{n}'>Liên kết {n}</a>" for n in range(12))
TEXT = "<p>" + "Nội dung trang. " * 150 + "</p>"


def forms(html: str) -> tuple[Form, ...]:
    return parse_page(f"<html><body>{html}</body></html>".encode(), URL).forms


def wrapped(html: str, method: str = "post") -> str:
    """A page of ASP.NET or SharePoint: one form around everything."""
    state = "<input type=hidden name=__VIEWSTATE value=x><input type=hidden name=__EVENTTARGET>"
    return f"<form id=aspnetForm method={method} action='default.aspx'>{state}<div>{LINKS}</div>{TEXT}{html}</form>"


def test_plain_search_form() -> None:
    (form,) = forms(
        "<form action='/tim-kiem' role=search><input name=q placeholder='Nhập từ khóa'><input type=submit "
        "value='Tìm'></form>"
    )
    assert (form.action, form.method, form.text) == ("http://x.gov.vn/tim-kiem", "get", "Tìm")
    assert [(field.name, field.type, field.label) for field in form.fields] == [
        ("q", "text", "Nhập từ khóa"),
        ("", "submit", ""),
    ]


@pytest.mark.parametrize(
    ("html", "method", "action"),
    [
        (
            "<form method=POST action='gui.aspx'><textarea name=a></textarea><button>Gửi</button></form>",
            "post",
            "http://x.gov.vn/trang/gui.aspx",
        ),
        ("<form><input name=a></form>", "get", URL),
        ("<form action=''><input name=a></form>", "get", URL),
        ("<form action='#'><input name=a></form>", "get", URL),
        ("<form action='javascript:tim()'><input name=a></form>", "script", None),
        ("<form onsubmit='return false'><input name=a><input type=submit></form>", "script", None),
        ("<form onsubmit='return check(this)'><input name=a><input type=submit></form>", "get", URL),
        ("<form><input name=a><input type=button value=Tìm onclick='tim()'></form>", "script", None),
        ("<form><input name=a><a href='javascript:tim()'>Tìm</a></form>", "script", None),
        (
            "<form><input name=a><input type=submit onclick=\"location='/t?q='+a.value;return false\"></form>",
            "script",
            None,
        ),
        ("<form><input name=a><a href='javascript:document.f.submit()'>Tìm</a></form>", "get", URL),
    ],
)
def test_how_a_form_is_sent(html: str, method: str, action: str | None) -> None:
    (form,) = forms(html)
    assert (form.method, form.action) == (method, action)


@pytest.mark.parametrize(
    ("group", "method"),
    [
        (
            "<div><input name=InputKeywords title='Tìm...'><a href=\"javascript:S3031_Submit()\"><img alt='Search' "
            "src=s.png></a></div>",
            "script",
        ),
        ("<td><input name='ctl00$tim'><input type=submit name='ctl00$nut' value='Tìm kiếm'></td>", "post"),
        (
            "<div><input name='dnn$dnnSEARCH$txtSearch'><a href=\"javascript:__doPostBack('dnn$cmd','')\">Tìm</a>"
            "</div>",
            "post",
        ),
        ("<div><span><input name=a></span><span><input type=image src=t.png alt='Tìm'></span></div>", "post"),
        ("<div><input name=a><img src=t.png onclick='tim()' alt='Tìm'></div>", "script"),
        ("<div><input name=a onkeypress='return bam(event)'></div>", "post"),
    ],
)
def test_search_box_of_a_page_that_is_one_form(group: str, method: str) -> None:
    (form,) = forms(wrapped(f"<table><tr>{group}</tr></table>" if group.startswith("<td") else group))
    assert form.method == method
    assert next(field.type for field in form.fields) == "text"
    assert len(form.fields) <= 2
    assert (form.action is None) == (method == "script")


def test_contact_form_of_a_page_that_is_one_form() -> None:
    (search, contact) = forms(
        wrapped(
            "<div class=top><input name=q><input type=submit value='Tìm'></div>" + TEXT +
            "<div class=lh><h3>Gửi câu hỏi</h3><table><tr><td>Họ tên (*)</td><td><input name=ten required></td></tr>"
            "<tr><td>Thư điện tử</td><td><input name=email type=email></td></tr>"
            "<tr><td>Lĩnh vực</td><td><select name=lv><option>Đất đai</option><option>Thuế</option></select></td></tr>"
            "<tr><td>Nội dung</td><td><textarea name=nd></textarea><input type=submit value='Gửi'></td></tr></table>"
                "</div>"
        )
    )  # fmt: skip
    assert [field.name for field in search.fields if field.name] == ["q"]
    assert [(field.name, field.label) for field in contact.fields if field.name] == [
        ("ten", "Họ tên (*)"), ("email", "Thư điện tử"), ("lv", "Lĩnh vực"), ("nd", "Nội dung"),
    ]  # fmt: skip
    assert contact.fields[0].required
    assert contact.fields[2].options == ("Đất đai", "Thuế")
    assert contact.text == "Gửi câu hỏi | Gửi"
    assert contact.method == "post"


@pytest.mark.parametrize(
    ("html", "label"),
    [
        ("<label for=a>Từ khóa</label><input id=a name=a>", "Từ khóa"),
        ("<label>Từ khóa <input name=a></label>", "Từ khóa"),
        ("<input name=a placeholder='Từ khóa'>", "Từ khóa"),
        ("<input name=a title='Từ khóa'>", "Từ khóa"),
        ("<input name=a aria-label='Từ khóa'>", "Từ khóa"),
        ("Từ khóa: <input name=a>", "Từ khóa:"),
        ("<table><tr><td>Từ khóa</td><td><input name=a></td></tr></table>", "Từ khóa"),
        ("<p><b>Từ khóa</b></p><div><input name=a></div>", "Từ khóa"),
        ("<input name=a>", ""),
    ],
)
def test_fields_say_what_they_want(html: str, label: str) -> None:
    (form,) = forms(f"<form>{html}</form>")
    assert next(field.label for field in form.fields if field.name == "a") == label


def test_input_outside_any_form_is_a_form_of_script() -> None:
    (form,) = forms("<div><input type=search name=s><button onclick='tim()'>Tìm</button></div>" + TEXT)
    assert (form.method, form.action, form.text) == ("script", None, "Tìm")


def test_page_without_inputs_has_no_forms() -> None:
    assert forms(wrapped("<p>Hết</p>")) == ()


def test_passwords_are_not_kept() -> None:
    (form,) = forms("<form><input name=u><input type=password name=p value=bimat></form>")
    assert [field.value for field in form.fields] == ["", ""]


def test_thousands_of_forms_are_bounded() -> None:
    assert len(forms("<form><input name=a></form>" * 500)) <= 100


def test_the_current_choice_of_a_select_is_known() -> None:
    options = "<option>Tất cả</option><option selected>Mức độ 4</option>"
    body = f"<form><select name='m'>{options}</select><input name='q'></form>"
    fields = parse_page(body.encode(), "http://a.gov.vn/").forms[0].fields
    assert [field.chosen for field in fields] == ["Mức độ 4", ""]
