"""A judging process: `python -m scheduler.judge_process CATALOGUE BYTES NICE`.

It judges the archives of many audits, one after the other, and parses their pages ahead while nobody waits. It opens no
database and no network.

worker -> judge: `read`, `look`, `judge`, `close`. judge -> worker: `begun`, `opinion`, `judgement`, `failed`.
"""

import gc
import heapq
import itertools
import os
import sys
import threading
from collections import deque
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from checks.load_catalogue import load_catalogue
from checks.load_lexicon import Lexicon, load_lexicon
from checks.page_views import read_view, view_key
from checks.requirement import Catalogue
from crawler.pipe import take_over_stdio
from crawler.protocol import FrameError, read_frame, write_frame
from domain.captures import Capture
from domain.child_process import die_with_parent
from domain.codec import from_plain, to_plain
from domain.garbage import collect_seldom
from scheduler.judge_views import Shelf, ShelvedViews
from scheduler.judging import JudgingError, judge_archive, look_at
from storage.archive.errors import ArchiveError
from storage.archive.places import IndexEntry
from storage.archive.reader import BodyReader, read_snapshot

_MOST_AHEAD = 5000  # pages that wait to be parsed; they are hints only
#: Rounds before last judgements: a crawl waits for them.
_RANKS = {("look", True): 1, ("judge", True): 2, ("look", False): 3, ("judge", False): 4}
_CLOSE = 0

Header = dict[str, Any]


@dataclass(slots=True)
class Orders:
    """What is to be done, most urgent first."""

    _urgent: list[tuple[int, int, Header]] = field(default_factory=list)
    _ahead: deque[Header] = field(default_factory=lambda: deque(maxlen=_MOST_AHEAD))
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def put(self, header: Header) -> None:
        with self._changed:
            if header["type"] == "read":
                self._ahead.append(header)
            else:
                rank = _RANKS.get((header["type"], bool(header.get("first"))), _CLOSE)
                heapq.heappush(self._urgent, (rank, next(self._numbers), header))
            self._changed.notify()

    def take(self) -> Header:
        with self._changed:
            self._changed.wait_for(lambda: bool(self._urgent or self._ahead))
            return heapq.heappop(self._urgent)[2] if self._urgent else self._ahead.popleft()


@dataclass(slots=True)
class Chamber:
    """Does one order after the other."""

    catalogue: Catalogue
    lexicon: Lexicon
    shelf: Shelf
    answers: BinaryIO
    _views: dict[str, ShelvedViews] = field(default_factory=dict)
    _closed: deque[str] = field(default_factory=lambda: deque(maxlen=1000))

    def obey(self, header: Header) -> None:
        audit = str(header["audit"])
        if header["type"] == "close":
            self._closed.append(audit)
            views = self._views.pop(audit, None)
            if views is not None:
                views.clear()
            return
        if audit in self._closed:
            return
        views = self._views.setdefault(audit, ShelvedViews(self.shelf))
        match header["type"]:
            case "read":
                self._read_ahead(header, views)
            case "look" | "judge":
                self._say({"type": "begun", "audit": audit})
                self._say({"audit": audit, "number": header["number"], **self._answer(header, views)})

    def _answer(self, header: Header, views: ShelvedViews) -> Header:
        path = Path(header["path"])
        try:
            if header["type"] == "look":
                snapshot = replace(read_snapshot(path), ending=None)
                opinion = look_at(snapshot, self.catalogue, self.lexicon, views)
                return {"type": "opinion", "opinion": to_plain(opinion)}
            return {
                "type": "judgement",
                "judgement": to_plain(judge_archive(path, self.catalogue, self.lexicon, views)),
            }
        except (JudgingError, ArchiveError, OSError) as error:
            return {"type": "failed", "error": str(error)}

    def _read_ahead(self, header: Header, views: ShelvedViews) -> None:
        """What fails here fails again, and is told, when it is judged."""
        capture = from_plain(Capture, header["capture"])
        if view_key(capture) in views or self.shelf.used >= self.shelf.most:
            return
        entry = IndexEntry(int(header["offset"]), int(header["length"]))
        try:
            body = BodyReader(Path(header["path"]), ((capture, entry),))(capture)
            read_view(views, capture, body)
        except Exception as error:  # noqa: BLE001 - only a hint; named here, and told when it is judged
            sys.stderr.write(f"judge: {header['audit']}: a page could not be read ahead: {error!r}\n")

    def _say(self, header: Header) -> None:
        write_frame(self.answers, header)


def main() -> None:
    die_with_parent()
    orders_in, answers = take_over_stdio()
    os.nice(int(sys.argv[3]))
    collect_seldom()
    chamber = Chamber(load_catalogue(sys.argv[1]), load_lexicon(), Shelf(int(sys.argv[2])), answers)
    gc.collect()
    gc.freeze()  # what is loaded for good need not be looked through again
    orders = Orders()
    threading.Thread(target=_listen, args=(orders_in, orders), name="orders", daemon=True).start()
    while True:
        try:
            chamber.obey(orders.take())
        except OSError:  # the worker is gone
            os._exit(0)


def _listen(stream: BinaryIO, orders: Orders) -> None:
    """The process ends with its input."""
    try:
        while (frame := read_frame(stream)) is not None:
            orders.put(frame[0])
    except (FrameError, OSError) as error:
        sys.stderr.write(f"judge: the worker's stream broke: {error}\n")
    os._exit(0)


if __name__ == "__main__":
    main()
