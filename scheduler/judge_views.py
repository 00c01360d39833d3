"""Parsed pages of many audits within one bound of memory: what does not fit is parsed anew when it is wanted."""

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, field

from pages.view import PageView

#: What a view takes, in bytes, as measured over pages of 20 to 85 KB.
_ITSELF, _LINK, _BLOCK, _LETTER = 40_000, 900, 500, 4


@dataclass(slots=True)
class Shelf:
    """The bound that the audits of one process share."""

    most: int  # bytes
    used: int = 0


@dataclass(slots=True)
class ShelvedViews(MutableMapping[tuple[str, str], PageView]):
    """One audit's views. Nothing is thrown out for another: audits come round in turn, so that what is thrown out is
    always what is wanted next."""

    shelf: Shelf
    _views: dict[tuple[str, str], PageView] = field(default_factory=dict)

    def __setitem__(self, key: tuple[str, str], view: PageView) -> None:
        cost = _cost(view)
        if key not in self._views and self.shelf.used + cost <= self.shelf.most:
            self._views[key] = view
            self.shelf.used += cost

    def __getitem__(self, key: tuple[str, str]) -> PageView:
        return self._views[key]

    def __delitem__(self, key: tuple[str, str]) -> None:
        self.shelf.used -= _cost(self._views.pop(key))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._views)

    def __len__(self) -> int:
        return len(self._views)


def _cost(view: PageView) -> int:
    return _ITSELF + _LINK * len(view.links) + _BLOCK * len(view.blocks) + _LETTER * len(view.text)
