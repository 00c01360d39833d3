"""A whole audit of a list whose further pages only a script brings, in a real browser: to its end, by GET alone."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from checks.load_catalogue import load_catalogue
from checks.load_lexicon import load_lexicon
from checks.services.listing import read_listing
from checks.site import Site
from crawler.renderer.find_chromium import find_chromium
from domain.agencies import Agency, Kind, Target
from domain.plans import Limits
from scheduler.audit_agency import audit_agency
from scheduler.render_process import render_service
from scheduler.workplace import AuditOptions, Workplace
from storage.archive.reader import read_snapshot
from storage.database import Database

AGENCY = "Sở Tư pháp tỉnh Sơn Hà"
OBJECTS = ("nhà hàng", "cửa hàng", "trường học", "bệnh viện", "phòng khám", "nhà thuốc", "kho lạnh", "bến xe")
COUNT, EACH = 58, 10
MENU = {"/": "Trang chủ", "/gioi-thieu": "Giới thiệu", "/dich-vu-cong": "Dịch vụ công trực tuyến", "/tin": "Tin tức"}
HEAD = "<tr><th>STT</th><th>Mã thủ tục</th><th>Tên thủ tục</th><th>Lĩnh vực</th><th>Mức độ</th></tr>"
PAGER = """<p class="trang"><a href="#" data-n="1">1</a> <a href="#" data-n="2">2</a> <a href="#" data-n="3">3</a>
<a href="#" data-n="huy">Hủy hồ sơ</a></p>
<script>
document.querySelectorAll('[data-n]').forEach((one) => one.addEventListener('click', async (event) => {
  event.preventDefault();
  const path = one.dataset.n === 'huy' ? '/tai-khoan/huy?ma=1' : '/manh/thu-tuc?trang=' + one.dataset.n;
  document.getElementById('bang').innerHTML = await (await fetch(path)).text();
}));
</script>"""


def table(page: int) -> str:
    numbers = range(page * EACH - EACH + 1, min(page * EACH, COUNT) + 1)
    rows = (
        f"<tr><td>{n}</td><td>1.{n:06d}</td><td>Cấp giấy phép hoạt động cho {OBJECTS[n % 8]} loại {n}</td>"
        f"<td>Tư pháp</td><td>{n % 4 + 1}</td></tr>"
        for n in numbers
    )
    return f"<table>{HEAD}{''.join(rows)}</table>" if numbers else "<p>Không có dữ liệu</p>"


def whole(title: str, content: str) -> str:
    menu = "".join(f'<li><a href="{path}">{label}</a></li>' for path, label in MENU.items())
    head = f'<html lang="vi"><head><meta charset="utf-8"><title>{AGENCY} - {title}</title></head>'
    return f"<!doctype html>{head}<body><nav><ul>{menu}</ul></nav><main><h1>{title}</h1>{content}</main></body></html>"


class _Answer(BaseHTTPRequestHandler):
    heard: list[tuple[str, str]]

    def do_GET(self) -> None:
        self.heard.append((self.command, self.path))
        parts = urlsplit(self.path)
        if parts.path == "/manh/thu-tuc":
            self._say(200, table(int(parse_qs(parts.query).get("trang", ["1"])[0])))
        elif parts.path == "/dich-vu-cong":
            self._say(200, whole(MENU[parts.path], f'<div id="bang">{table(1)}</div>{PAGER}'))
        elif parts.path in MENU:
            self._say(200, whole(MENU[parts.path], f"<p>{AGENCY} thông báo tới bạn đọc về hoạt động của Sở.</p>"))
        else:
            self._say(404, "<h1>404</h1>")

    do_HEAD = do_POST = do_GET  # noqa: N815 - names are http.server's

    def _say(self, status: int, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        pass


@pytest.fixture
def portal() -> Iterator[str]:
    _Answer.heard = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def test_a_list_that_only_a_script_turns_is_read_to_its_end(portal: str, tmp_path: Path) -> None:
    assert find_chromium().chromium is not None, "these tests need a Chromium"
    target = Target(Agency("thu", AGENCY, Kind.DEPARTMENT), portal)
    limits = Limits(max_pages=40, portal_pages=40, delay=0.0, wall_seconds=240.0)
    with (
        Database.open(str(tmp_path / "audits.sqlite")) as database,
        render_service(pytest.fail, wanted=True) as renders,
    ):
        place = Workplace(database, tmp_path / "archive", load_catalogue("nd43-2011"), load_lexicon(), renders)
        result = audit_agency(target, AuditOptions(limits=limits, allow_private=True), place)
    site = Site.build(read_snapshot(result.archive), load_lexicon())
    found = read_listing(site)
    assert (len(found.entries), found.complete, found.cut) == (COUNT, True, "")
    assert {method for method, _ in _Answer.heard} <= {"GET", "HEAD"}
    assert not [path for _, path in _Answer.heard if "huy" in path]
