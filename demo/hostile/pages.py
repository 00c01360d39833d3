"""The hostile portal's pages: a home page full of lures, and a shell for each trick that only script fills."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path

_TRICKS = Path(__file__).parent / "tricks"

#: What the entry that leads to a trick is called: what auditors look for.
LABELS: Mapping[str, str] = {
    "khung": "Cơ cấu tổ chức",
    "tai-nguyen": "Bản đồ địa giới hành chính",
    "hoi": "Hỏi đáp",
    "o-cam": "Lịch làm việc của lãnh đạo",
    "tho": "Điều kiện tự nhiên",
    "dan": "Văn bản chỉ đạo, điều hành",
    "gui": "Phản ánh, kiến nghị về quy định hành chính",
    "gui-trang": "Góp ý dự thảo văn bản",
    "hop-thoai": "Thông báo mời thầu",
    "cua-so": "Liên kết website",
    "tai-ve": "Văn bản quy phạm pháp luật",
    "vong-lap": "Dịch vụ công trực tuyến",
    "vi-tac-vu": "Danh bạ điện thoại",
    "dong-ho": "Tin tức - Sự kiện",
    "tai-lai": "Tuyên truyền, phổ biến pháp luật",
    "lich-su": "Lịch sử, truyền thống",
    "phinh": "Quy hoạch sử dụng đất",
    "nap-truoc": "Dự án kêu gọi đầu tư",
    "bao-cao": "Báo cáo thống kê",
    "cuc-bo": "Tài nguyên khoáng sản",
    "kho": "Di tích, danh thắng",
    "nang": "Thư viện",
    "xac-thuc": "Lãnh đạo Ủy ban nhân dân huyện",
    "goc": "Khen thưởng, xử phạt",
}

#: Pages that leave by themselves: the way they do it, and what their entry is called.
DEPARTURES: Mapping[str, str] = {
    "chuyen": "Công báo",
    "chuoi": "Thủ tục hành chính",
    "lam-moi": "Sơ đồ cổng thông tin",
    "tieu-de": "Thông tin liên hệ",
    "script": "Quản lý chất thải",
    "hen-gio": "Trả lời kiến nghị cử tri",
    "bam": "Bộ máy hành chính",
    "bieu-mau": "Tra cứu văn bản",
}

_LEAVING: Mapping[str, str] = {
    "script": "location.replace({goal});",
    "hen-gio": "setTimeout(function () {{ location.href = {goal}; }}, 400);",
    "bam": "var a = document.createElement('a'); a.href = {goal}; document.body.append(a); a.click();",
    "bieu-mau": "var f = document.createElement('form'); f.action = {goal}; document.body.append(f); f.submit();",
}

_PRELUDE = """
var TRICK = %s, GOALS = %s, LABEL = %s;
function nothing() {}
function mark(step) { fetch('/dau-vet/' + TRICK + '/' + step).catch(nothing); }
function to(goal, name) { return 'http://' + goal + '/' + TRICK + '/' + name; }
function away(number, name, status) {
  return '/dan?bay=' + TRICK + '&so=' + number + '&ten=' + name + '&ma=' + status;
}
function add(tag, values) {
  var element = Object.assign(document.createElement(tag), values);
  document.body.append(element);
  return element;
}
document.getElementById('app').innerHTML = '<h1>' + LABEL + '</h1><p>Nội dung chuyên mục ' + LABEL +
  ' của Ủy ban nhân dân huyện Bẫy Chim, cập nhật thường xuyên.</p><p><a href="/">Trang chủ</a></p>';
mark('bat-dau');
"""


@cache
def script_of(trick: str) -> str:
    """The trick itself."""
    return (_TRICKS / f"{trick}.js").read_text("utf-8")


def document(title: str, body: str, head: str = "") -> str:
    """A page as the portal's own system writes it."""
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} - UBND huyện Bẫy Chim</title>{head}</head><body>{body}</body></html>"
    )


def trick_page(trick: str, goals: Sequence[str]) -> str:
    """An empty shell; the script fills it, then tries its trick."""
    start = _PRELUDE % tuple(json.dumps(part) for part in (trick, list(goals), LABELS[trick]))
    script = f"{start}\n{script_of(trick)}\nmark('het');"
    return document(LABELS[trick], f'<div id="app"></div><script>{script}</script>')


def departure_page(way: str, goal: str) -> str:
    """A page that leaves for another place by meta or script."""
    target = f"http://{goal}/di/{way}"
    shown = f"<h1>{DEPARTURES[way]}</h1><p>Đang chuyển…</p>"
    if way == "lam-moi":
        return document(DEPARTURES[way], shown, f'<meta http-equiv="refresh" content="0;url={escape(target)}">')
    if way in _LEAVING:
        shown += f"<script>{_LEAVING[way].format(goal=json.dumps(target))}</script>"
    return document(DEPARTURES[way], shown)


def home_page(goals: Sequence[str]) -> str:
    """The menu to all tricks, and lures in plain HTML: links, forms and heads that name the goals."""
    tricks = "".join(f'<li><a href="/bay/{trick}">{label}</a></li>' for trick, label in LABELS.items())
    ends = sorted({0, max(0, len(goals) - 1)})
    ways = "".join(
        f'<li><a href="/di/{way}/{number}">{label}</a></li>'
        for way, label in DEPARTURES.items()
        for number in (ends if goals else ())
    )
    return document("Trang chủ", _BODY.format(tricks=tricks, ways=ways, lures=_lures(goals)), _head(goals))


def _head(goals: Sequence[str]) -> str:
    return "".join(
        f'<link rel="canonical" href="http://{goal}/"><link rel="shortcut icon" href="http://{goal}/dau/icon">'
        f'<link rel="alternate" type="application/rss+xml" href="http://{goal}/dau/rss">'
        f'<link rel="search" type="application/opensearchdescription+xml" href="http://{goal}/dau/tim">'
        for goal in goals[:2]
    )


def _lures(goals: Sequence[str]) -> str:
    return "".join(
        f'<li><a href="http://{goal}/lien-ket/van-ban">Hệ thống văn bản pháp luật {number}</a> '
        f'<a href="http://{goal}/lien-ket/dich-vu">Dịch vụ công trực tuyến {number}</a></li>'
        f'<li><img src="http://{goal}/anh" alt=""><iframe src="http://{goal}/khung" title="Quảng cáo"></iframe>'
        f'<form action="http://{goal}/tim-kiem" method="get"><input type="search" name="q" aria-label="Tìm kiếm">'
        "<button>Tìm kiếm</button></form></li>"
        for number, goal in enumerate(goals)
    )


_BODY = """<header><b>ỦY BAN NHÂN DÂN HUYỆN BẪY CHIM</b><p>Trang thông tin điện tử tỉnh Sơn Hà</p></header>
<nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/gioi-thieu">Giới thiệu</a></li>{tricks}</ul></nav>
<main><h1>Chào mừng</h1><p>Ủy ban nhân dân huyện Bẫy Chim xin chào. Các chuyên mục có trong danh mục bên trên.</p>
<ul>{ways}</ul><ul>{lures}</ul>
<p><a href="/tep/bao-cao.zip">Tải báo cáo</a> <a href="/tep/cai-dat.exe">Phần mềm</a></p></main>
<footer><p>UBND huyện Bẫy Chim, thị trấn Bẫy Chim, tỉnh Sơn Hà</p>
<p>Điện thoại: 0260.3844.700. Email: baychim@sonha.gov.vn</p></footer>"""
