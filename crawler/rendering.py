"""Where a browser will stand: what the crawl asks of one, and the answer while there is none."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Rendering:
    """A page as a browser shows it."""

    url: str
    dom: bytes
    elapsed_ms: int


class Renderer(Protocol):
    """Renders captures through our own proxy (the guard's), two pages at a time at most."""

    @property
    def absent(self) -> str:
        """Why nothing can be rendered; "" when it can."""
        ...

    async def render(self, url: str) -> Rendering | None:
        """The page after its script ran; None when it could not be rendered."""
        ...


@dataclass(frozen=True, slots=True)
class NoRenderer:
    """There is no browser: shells stay shells, and the record says so."""

    absent: str = "no browser"

    async def render(self, url: str) -> Rendering | None:  # noqa: ARG002  (the protocol's)
        return None
