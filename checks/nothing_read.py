"""Why nothing of a portal could be read: then everything is undetermined, by the name of the cause."""

from dataclasses import dataclass

from checks.site import Site
from domain.captures import Capture, CaptureKind, Ending, Outcome
from domain.findings import Text2


@dataclass(frozen=True, slots=True)
class Silence:
    code: str
    reason: Text2


_OUTCOMES: dict[Outcome, Silence] = {
    Outcome.CHALLENGE: Silence(
        "challenge", Text2("Cổng đòi giải mã captcha hoặc chờ kiểm tra.", "The portal puts up a challenge page.")
    ),
    Outcome.BLOCKED: Silence("blocked", Text2("Cổng chặn chương trình kiểm tra.", "The portal blocks the audit.")),
    Outcome.ROBOTS: Silence(
        "robots", Text2("robots.txt của cổng không cho phép truy cập.", "The portal's robots.txt forbids access.")
    ),
    Outcome.GUARDED: Silence(
        "guarded", Text2("Địa chỉ của cổng không được phép kết nối.", "The portal's address may not be connected to.")
    ),
    Outcome.DNS_ERROR: Silence(
        "dns_error", Text2("Không phân giải được tên miền của cổng.", "The portal's name could not be resolved.")
    ),
    Outcome.TLS_ERROR: Silence(
        "tls_error", Text2("Không thiết lập được kết nối an toàn.", "No secure connection could be made.")
    ),
    Outcome.TIMEOUT: Silence(
        "unreachable", Text2("Cổng không trả lời trong thời hạn.", "The portal did not answer in time.")
    ),
    Outcome.CONNECT_ERROR: Silence(
        "unreachable", Text2("Không kết nối được đến cổng.", "The portal could not be connected to.")
    ),
    Outcome.HTTP_ERROR: Silence("http_error", Text2("Cổng trả lời bằng mã lỗi.", "The portal answered with an error.")),
    Outcome.TOO_LARGE: Silence("too_large", Text2("Trang của cổng quá lớn.", "The portal's page is too large.")),
    Outcome.BROKEN: Silence("broken", Text2("Không đọc được câu trả lời của cổng.", "The answer could not be read.")),
    Outcome.NOT_ASKED: Silence("not_asked", Text2("Chưa đến lượt truy cập cổng.", "The portal was not asked in time.")),
}
SHELL = "shell"
_SHELL = Silence(
    SHELL, Text2("Nội dung chỉ hiện trong trình duyệt, chưa xem được.", "Content that only a browser shows.")
)
_UNREADABLE = Silence(
    "unreadable", Text2("Cổng trả lời nhưng không có trang HTML nào đọc được.", "No readable HTML page came back.")
)
_NO_VISIT = Silence("not_visited", Text2("Chưa có lần truy cập nào.", "Nothing was visited."))
_ENDINGS: dict[Ending, Silence] = {
    Ending.FAILED: Silence("failed", Text2("Chương trình kiểm tra gặp lỗi.", "Our own failure.")),
    Ending.INTERRUPTED: Silence("interrupted", Text2("Lần kiểm tra bị ngắt giữa chừng.", "The audit was interrupted.")),
    Ending.BLOCKED: _OUTCOMES[Outcome.BLOCKED],
    Ending.UNREACHABLE: _OUTCOMES[Outcome.CONNECT_ERROR],
    Ending.WALL: Silence("wall", Text2("Hết thời gian trước khi đọc được trang nào.", "Time ran out.")),
}


def cause_of_silence(site: Site) -> Silence | None:
    """None when at least one page could be read."""
    if any(not page.view.shell for page in site.pages):
        return None
    if site.pages:
        return _SHELL
    return _by_record(site) or _by_ending(site) or _NO_VISIT


def _by_record(site: Site) -> Silence | None:
    """The entry page's record tells; where it has none, robots.txt's."""
    pages = site.snapshot.of(CaptureKind.PAGE, CaptureKind.RENDERED)
    for capture in (*pages, *site.snapshot.of(CaptureKind.ROBOTS)):
        cause = _of(capture)
        if cause is not None:
            return cause
    return None


def _of(capture: Capture) -> Silence | None:
    if capture.outcome is not Outcome.OK:
        return None if capture.kind is CaptureKind.ROBOTS and capture.status == 404 else _OUTCOMES[capture.outcome]
    if capture.kind is CaptureKind.ROBOTS:
        return None
    return _SHELL if capture.notes.get("shell") else _UNREADABLE


def _by_ending(site: Site) -> Silence | None:
    ending = site.snapshot.ending
    return _ENDINGS.get(ending) if ending is not None else None
