"""Which entries of a long list are judged: all of twenty, else ten of the newest and ten spread over the rest, chosen
by digest so that a recheck takes the same (docs/judging.md 8)."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from domain.codec import digest_bytes

Entry = TypeVar("Entry")
_ALL, _NEWEST, _SPREAD = 20, 10, 10


def sample(entries: Sequence[Entry], day: Callable[[Entry], date | None], name: Callable[[Entry], str]) -> list[Entry]:
    """The sample of a list, in the list's own order. `name` tells an entry from all others."""
    if len(entries) <= _ALL:
        return list(entries)
    places = range(len(entries))
    by_age = sorted(places, key=lambda place: (-(day(entries[place]) or date.min).toordinal(), place))
    newest, rest = by_age[:_NEWEST], sorted(by_age[_NEWEST:])
    step = len(rest) / _SPREAD
    spread = []
    for turn in range(_SPREAD):
        stretch = rest[int(turn * step) : int((turn + 1) * step)]
        spread.append(min(stretch, key=lambda place: digest_bytes(name(entries[place]).encode())))
    return [entries[place] for place in sorted({*newest, *spread})]
