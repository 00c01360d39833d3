"""Lines to processes of ours, and frames that are handed to the audits they belong to."""

import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest

from domain.agencies import Agency, Kind, Target
from domain.plans import CrawlPlan, Wanted
from scheduler import crawl_process, line
from scheduler.crawl_process import Crawl, CrawlLostError, CrawlProcess
from scheduler.line import Frame, Line

_ECHO = """
import sys
from crawler.protocol import read_frame, write_frame
while (frame := read_frame(sys.stdin.buffer)) is not None:
    if frame[0]["type"] == "die":
        sys.exit(3)
    write_frame(sys.stdout.buffer, frame[0])
"""
_DEAF = "import time; time.sleep(600)"


def start(code: str) -> Callable[[], "subprocess.Popen[bytes]"]:
    return lambda: subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


class Ends:
    """What a line says."""

    def __init__(self, code: str, *, again: bool = True) -> None:
        self.frames: queue.Queue[Frame] = queue.Queue()
        self.lost: queue.Queue[str] = queue.Queue()
        self.line = Line("test", start(code), self.frames.put, self.lost.put, again=again)


def test_a_process_is_started_when_first_wanted_and_anew_after_it_went_away() -> None:
    ends = Ends(_ECHO)
    assert ends.line.pid == 0
    assert ends.line.send({"type": "one"})
    assert ends.frames.get(timeout=30)[0]["type"] == "one"
    first = ends.line.pid
    ends.line.send({"type": "die"})
    assert ends.lost.get(timeout=30) == "status 3"
    assert ends.line.send({"type": "two"})
    assert ends.frames.get(timeout=30)[0]["type"] == "two"
    assert ends.line.pid not in (0, first)
    ends.line.close()
    assert not ends.line.send({"type": "three"})


def test_a_process_for_one_use_is_not_begun_anew() -> None:
    ends = Ends(_ECHO, again=False)
    ends.line.send({"type": "die"})
    assert ends.lost.get(timeout=30) == "status 3"
    assert not ends.line.send({"type": "one"})
    ends.line.close()


class NoStarts:
    """A process that cannot be started, and how often that was tried."""

    def __init__(self) -> None:
        self.tried = 0

    def __call__(self) -> "subprocess.Popen[bytes]":
        self.tried += 1
        raise OSError(11, "no more processes")


def test_a_start_for_one_use_that_fails_is_not_tried_again() -> None:
    starts, lost = NoStarts(), queue.Queue[str]()
    own = Line("test", starts, lambda _: None, lost.put, again=False)
    assert not own.send({"type": "one"})
    assert lost.get(timeout=30) == "it could not be started: no more processes"
    assert not own.send({"type": "two"})
    own.close()
    assert starts.tried == 1


def test_a_process_that_takes_nothing_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "_STUCK_SECONDS", 0.3)
    ends = Ends(_DEAF)
    told: queue.Queue[bool] = queue.Queue()
    large = {"type": "large", "text": "x" * 1_000_000}
    threading.Thread(target=lambda: told.put(ends.line.send(large)), daemon=True).start()
    limit = time.monotonic() + 30
    while told.empty() and time.monotonic() < limit:
        ends.line.look_after()
        time.sleep(0.05)
    assert told.get(timeout=1) is False
    assert ends.lost.get(timeout=30) == "status -9"
    ends.line.close()


def crawl(audit: str) -> Crawl:
    target = Target(Agency("thu", "Sở Thử nghiệm", Kind.DEPARTMENT), "http://thu.gov.vn/")
    return Crawl(CrawlProcess(), CrawlPlan(audit, target, Wanted()))


def test_an_audit_that_does_not_keep_up_costs_itself_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawl_process, "_MOST_WAITING", 1000)
    slow, quick = crawl("slow"), crawl("quick")
    for _ in range(3):
        slow.hear(({"type": "capture"}, b"x" * 400))
    quick.hear(({"type": "capture"}, b"x" * 400))
    taken = slow.events()
    assert [next(taken), next(taken)] == [({"type": "capture"}, b"x" * 400)] * 2
    with pytest.raises(CrawlLostError, match="keep up"):
        next(taken)
    assert next(quick.events()) == ({"type": "capture"}, b"x" * 400)


def test_news_of_progress_never_piles_up() -> None:
    one = crawl("one")
    for number in range(500):
        one.hear(({"type": "progress", "pages": number}, b""))
    one.hear(({"type": "end"}, b""))
    kinds = [frame[0]["type"] for frame in one.events() if frame is not None]
    assert kinds[-1] == "end"
    assert len(kinds) < 20
