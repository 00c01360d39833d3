"""One entry of a list as a portal shows it."""

from dataclasses import dataclass
from datetime import date

from checks.freshness import Dated


@dataclass(frozen=True, slots=True)
class Item:
    """`day` is the date of posting where one is shown beside it; `content_day` one that its text speaks of."""

    title: str
    url: str | None
    xpath: str  # of the title
    day: date | None = None
    hour: str = ""
    content_day: date | None = None
    summary: str = ""
    file_urls: tuple[str, ...] = ()
    row: tuple[tuple[str, str], ...] = ()  # (column header, cell) of a table row
    page: str = ""  # address of the page that lists it

    @property
    def dated(self) -> Dated:
        return Dated(self.day, self.hour, self.content_day)

    @property
    def shown(self) -> str:
        """Title and cells: what the list itself shows of it, beside its summary."""
        return "\n".join((self.title, *(cell for _, cell in self.row)))

    @property
    def text(self) -> str:
        """Title, summary and cells: what tells what the item is about."""
        return "\n".join(filter(None, (self.title, self.summary, *(cell for _, cell in self.row))))


@dataclass(frozen=True, slots=True)
class Listing:
    """The items of one page or block, and the rows that an editor typed to try the system."""

    items: tuple[Item, ...] = ()
    fillers: tuple[Item, ...] = ()

    @property
    def all_filler(self) -> bool:
        return bool(self.fillers) and not self.items
