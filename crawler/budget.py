"""What an audit may still spend, and how it ends when that is gone."""

import time
from dataclasses import dataclass, field

from domain.captures import Capture, Ending, Outcome, is_new_page
from domain.plans import Limits

#: The rest of the silent limit is for starting up and saying so.
_SILENT_SHARE = 0.95


class CrawlOverError(Exception):
    """The crawl ends here. `ending` None: by the name that its standing gives it. Partial results are kept."""

    def __init__(self, ending: Ending | None, error: str = "") -> None:
        super().__init__(error or (ending.value if ending else "finished"))
        self.ending = ending
        self.error = error


@dataclass(slots=True)
class Budget:
    """Pages, requests and seconds of one audit."""

    limits: Limits
    pages: int = 0
    requests: int = 0
    started: float = field(default_factory=time.monotonic)
    excused: float = 0.0  # seconds we waited for our turn: no silence of the portal's
    answered: bool = False  # has anything of the portal ever answered?
    _counted: set[str] = field(default_factory=set)

    @property
    def pages_left(self) -> int:
        return max(0, self.limits.max_pages - self.pages)

    @property
    def requests_left(self) -> int:
        return max(0, self.limits.max_requests - self.requests)

    def count(self, capture: Capture) -> None:
        """A page is a document that was fetched and can be read; what failed costs a request only, and what
        was fetched and then rendered is one page."""
        if capture.is_page and capture.outcome is Outcome.OK and capture.digest:
            self.pages += is_new_page(capture, self._counted)

    def wall_left(self) -> float:
        """Seconds until the wall limit."""
        return self.started + self.limits.wall_seconds - time.monotonic()

    def seconds_left(self) -> float:
        """Until the wall limit, or until silence is called unreachable."""
        if self.answered:
            return self.wall_left()
        silent = self.limits.silent_seconds * _SILENT_SHARE + self.excused
        return min(self.wall_left(), self.started + silent - time.monotonic())

    def check(self) -> None:
        """Raises CrawlOverError when there is nothing left for another request."""
        if self.seconds_left() <= 0:
            raise self.out_of_time()
        if not self.requests_left:
            raise CrawlOverError(Ending.BUDGET, "request budget used up")

    def out_of_time(self, reason: str = "") -> CrawlOverError:
        if not self.answered and self.wall_left() > 0 and not reason:
            return CrawlOverError(Ending.UNREACHABLE, f"no answer within {self.limits.silent_seconds:g} s")
        limit = f"wall limit of {self.limits.wall_seconds:g} s"
        return CrawlOverError(Ending.WALL, f"{reason}, beyond the {limit}" if reason else f"{limit} reached")
