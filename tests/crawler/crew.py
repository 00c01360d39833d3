"""A crawl process under test: plans go in, what it says comes back sorted by audit."""

import itertools
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from crawler.launch import start_crawl
from crawler.protocol import (
    FinishOrder,
    FrameError,
    Order,
    PlanOrder,
    StopOrder,
    order_header,
    read_frame,
    write_frame,
)
from domain.agencies import Agency, Kind, Target
from domain.captures import Capture, CaptureKind, Ending, Outcome
from domain.codec import digest_bytes, from_plain
from domain.plans import CrawlPlan, Limits, Wanted, Word

_numbers = itertools.count(1)
QUICK = Limits(max_pages=40, delay=0.0, request_seconds=2.0, silent_seconds=4.0, wall_seconds=30.0)


def words(*phrases: str) -> tuple[Word, ...]:
    return tuple(Word(phrase, 1.0, phrase) for phrase in phrases)


def plan(portal: str, target: Target | None = None, **fields: Any) -> CrawlPlan:
    """A plan for a portal on loopback with quick limits."""
    fields.setdefault("limits", QUICK)
    fields.setdefault("wanted", Wanted())
    fields.setdefault("allow_private", True)
    fields.setdefault("round_pages", (fields["limits"].max_pages,))
    target = target or Target(Agency("thu", "Cơ quan thử", Kind.DEPARTMENT), portal)
    return CrawlPlan(f"audit-{next(_numbers)}", target, **fields)


@dataclass
class Told:
    """Everything a crawl said of one audit."""

    captures: list[Capture] = field(default_factory=list)
    bodies: dict[str, bytes] = field(default_factory=dict)
    sent: dict[str, list[list[str]]] = field(default_factory=dict)
    progress: list[dict[str, Any]] = field(default_factory=list)
    rounds: list[dict[str, Any]] = field(default_factory=list)
    end: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def ending(self) -> Ending:
        return Ending(self.end["ending"])

    def of(self, *kinds: CaptureKind) -> list[Capture]:
        return [capture for capture in self.captures if capture.kind in kinds]

    def pages(self) -> list[str]:
        return [capture.url for capture in self.of(CaptureKind.PAGE) if capture.outcome is Outcome.OK]

    def capture(self, url: str) -> Capture:
        found = [capture for capture in self.captures if url in (capture.url, capture.requested)]
        assert found, f"{url} was not captured"
        return found[0]

    def hear(self, header: dict[str, Any], body: bytes) -> None:
        match header["type"]:
            case "capture":
                capture = from_plain(Capture, header["capture"])
                assert capture.digest == (digest_bytes(body) if body else "")
                assert capture.size == len(body)
                self.captures.append(capture)
                self.bodies[capture.id] = body
                self.sent[capture.id] = header["request_headers"]
            case "progress":
                self.progress.append(header)
            case "round_end":
                self.rounds.append(header)
            case "end":
                self.end = header


OnRound = Callable[[str, int, Told], Order]


def finish(audit: str, _number: int, _told: Told) -> Order:
    return FinishOrder(audit)


class Crew:
    """One crawl process. Several audits may run in it at once."""

    def __init__(self, process: "subprocess.Popen[bytes] | None" = None) -> None:
        self.process = process or start_crawl()
        self._queues: dict[str, queue.Queue[tuple[dict[str, Any], bytes] | None]] = {}
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def crawl(self, plan: CrawlPlan, on_round: OnRound = finish, seconds: float = 40.0) -> Told:
        return self.crawl_all([plan], on_round, seconds)[0]

    def crawl_all(self, plans: Iterable[CrawlPlan], on_round: OnRound = finish, seconds: float = 40.0) -> list[Told]:
        """All at once; returns when the last one ended."""
        plans = list(plans)
        for each in plans:
            self.begin(each)
        return [self.wait(each.audit, on_round, seconds) for each in plans]

    def begin(self, plan: CrawlPlan) -> None:
        self._queues[plan.audit] = queue.Queue()
        self.say(PlanOrder(plan))

    def say(self, order: Order) -> None:
        assert self.process.stdin is not None
        write_frame(self.process.stdin, order_header(order))

    def wait(
        self, audit: str, on_round: OnRound = finish, seconds: float = 40.0, until: Callable[[Told], bool] | None = None
    ) -> Told:
        told, started = Told(), time.monotonic()
        while not told.end and not (until and until(told)):
            frame = self._queues[audit].get(timeout=max(0.01, started + seconds - time.monotonic()))
            assert frame is not None, "the crawl process ended before the audit did"
            told.hear(*frame)
            if frame[0]["type"] == "round_end":
                self.say(on_round(audit, frame[0]["round"], told))
        told.seconds = time.monotonic() - started
        return told

    def close(self) -> int:
        self.say(StopOrder())
        return self.process.wait(10)

    def _listen(self) -> None:
        assert self.process.stdout is not None
        try:
            while (frame := read_frame(self.process.stdout)) is not None:
                self._queues[frame[0]["audit"]].put(frame)
        except (FrameError, ValueError, OSError):
            pass
        for each in self._queues.values():
            each.put(None)


def limited(**fields: Any) -> Limits:
    return replace(QUICK, **fields)
