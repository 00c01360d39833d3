"""One page while it is read: its bones, its address, and where its parts stand."""

from dataclasses import dataclass

from pages.outline import Outline
from pages.view import Region


@dataclass(frozen=True, slots=True)
class Reading:
    """What every reader of a page needs. Lists go by element index."""

    outline: Outline
    url: str
    base: str  # what links are joined with
    regions: list[Region]
    hidden: list[bool]
