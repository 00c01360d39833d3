"""When a portal stops letting us read: told from a bad page here and there by what happens in a row."""

from dataclasses import dataclass

from crawler.budget import CrawlOverError
from crawler.reading import Reading
from domain.captures import CaptureKind, Ending, Outcome

_WALLS_IN_A_ROW = 3
_REFUSALS_IN_A_ROW = 6
_SILENCES_IN_A_ROW = 5
_REFUSALS = frozenset({401, 403, 429, 503})
_SILENCES = frozenset({Outcome.TIMEOUT, Outcome.CONNECT_ERROR, Outcome.DNS_ERROR, Outcome.TLS_ERROR, Outcome.BROKEN})


@dataclass(slots=True)
class Trouble:
    """Walls, refusals and silences of the portal's own hosts since the last page that could be read."""

    walls: int = 0
    refusals: int = 0
    silences: int = 0

    def hear(self, reading: Reading) -> None:
        """Raises CrawlOverError when it is no accident any more."""
        answer = reading.fetched.answer
        if reading.wall is not None:
            self.walls += 1
            if self.walls >= _WALLS_IN_A_ROW:
                raise CrawlOverError(Ending.BLOCKED, f"{self.walls} walls in a row: {reading.wall.name}")
        elif answer.status in _REFUSALS:
            self.refusals += 1
            if self.refusals >= _REFUSALS_IN_A_ROW:
                raise CrawlOverError(Ending.BLOCKED, f"{self.refusals} refusals in a row, last {answer.status}")
        elif answer.outcome in _SILENCES and reading.kind is not CaptureKind.RENDERED:  # a browser has its own failures
            self.silences += 1
            if self.silences >= _SILENCES_IN_A_ROW:
                raise CrawlOverError(Ending.UNREACHABLE, f"{self.silences} failures in a row, last {answer.error}")
        elif answer.answered:
            self.walls = self.refusals = self.silences = 0
