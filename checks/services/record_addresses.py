"""Where the services of a JSON list have their own pages: learnt from the few whose links a page shows.

A single-page application makes its links by script (`#/thu-tuc/901`): what they share with the records of the first
page holds for the records of all the others.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import quote

from checks.services.entries import Entry
from domain.urls import canonical

Ids = tuple[tuple[str, str], ...]  # (key, value) of a record's short values
Learnt = tuple[str, str, str]

_LEAST = 2
_NEARLY_ALL = 0.8
_MOST_PAIRS = 60
_MOST_IDS = 10
_ID = re.compile(r"[\w.\-]{1,64}")


def ids_of(record: Iterable[tuple[str, object]]) -> Ids:
    """The values of a record that an address may carry."""
    found = ((key, str(value)) for key, value in record if isinstance(value, str | int) and not isinstance(value, bool))
    return tuple((key, value) for key, value in found if _ID.fullmatch(value))[:_MOST_IDS]


def with_addresses(entries: Sequence[Entry], ids: Sequence[Ids], shown: Sequence[tuple[Ids, str]]) -> tuple[Entry, ...]:
    """The entries, those without an address given theirs. `shown`: records and the addresses that pages show for
    them."""
    learnt = learn_address(shown[:_MOST_PAIRS])
    if learnt is None:
        return tuple(entries)
    return tuple(
        entry if entry.url else replace(entry, url=made_address(learnt, its))
        for entry, its in zip(entries, ids, strict=True)
    )


def made_address(learnt: Learnt, ids: Ids) -> str:
    """The address that carries one's own value; "" where there is none."""
    key, before, after = learnt
    value = dict(ids).get(key, "")
    return _canonical(before + value + after) if value else ""


def learn_address(pairs: Sequence[tuple[Ids, str]]) -> Learnt | None:
    """The key whose value stands in the addresses, and what stands before and behind it; None where most disagree."""
    votes: Counter[tuple[str, str, str]] = Counter()
    for its, url in pairs:
        start = url.find("/", len("https://"))
        for key, value in its:
            found = re.search(rf"(?<![\w.]){re.escape(quote(value))}(?![\w.])", url[start:]) if start > 0 else None
            if found is not None:
                votes[key, url[: start + found.start()], url[start + found.end() :]] += 1
    best = max(votes, key=lambda vote: (votes[vote], vote), default=None)
    return best if best is not None and votes[best] >= max(_LEAST, _NEARLY_ALL * len(pairs)) else None


def _canonical(url: str) -> str:
    try:
        return canonical(url)
    except ValueError:
        return ""
