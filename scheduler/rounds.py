"""How an audit goes on after a round: what is wanted next and how many pages that may add, or that it is over."""

from dataclasses import dataclass, field

from domain.plans import CrawlPlan, Wanted


@dataclass(slots=True)
class Rounds:
    """The rounds of one audit so far. `asked`: everything that was wanted by name; `full`: at how many pages in all
    the round that runs is full."""

    plan: CrawlPlan
    done: int = 0
    full: int = 0
    asked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.full = self.plan.round_pages[0] if self.plan.round_pages else 0

    def may_go_on(self) -> bool:
        """Another round, or what follows the last one, pictures above all, which need a browser."""
        left = len(self.plan.round_pages) - self.done
        return left > 0 or (left == 0 and bool(self.plan.renderer))

    def following(self, further: Wanted, pages: int, waiting: int) -> tuple[Wanted, int] | None:
        """The next order. `pages`: read so far; `waiting`: addresses that the crawl still knows itself. After the last
        round, or when there is nothing new to ask, only files and form entries are tried, which cost no page, and
        pictures taken of what the verdicts rest on; None when there is nothing of the kind."""
        allotted = self.plan.round_pages
        names = {url for url, _ in (*further.urls, *further.files, *further.entries)}
        names |= {search.url for search in further.searches}
        news = waiting > 0 or pages >= self.full or not names <= self.asked
        if self.done < len(allotted) and news:
            self.asked |= names
            more = allotted[self.done] if self.done + 1 < len(allotted) else self.plan.limits.max_pages
            self.full = pages + more
            return further, more
        self.done = max(self.done, len(allotted))
        files, entries = self._new(further.files), self._new(further.entries)
        pictured = len(further.pictures) > 1  # the front page was photographed first of all
        if self.plan.renderer and (pictured or files or entries):
            return Wanted(words=further.words, files=files, entries=entries, pictures=further.pictures), 0
        return None

    def _new(self, pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple(pair for pair in pairs if pair[0] not in self.asked)
