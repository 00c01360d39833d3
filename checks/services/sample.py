"""Which services are looked at one by one, and in which order: always the same for the same list (docs/judging.md 8).

All of level 3 and 4 (and what claims to be online by Decree 42/2022) stand first, then the rest; within each, by the
digest of code and name. Rows of requirements are judged on the first `SAMPLE` of that order; the levels are observed
for as many as the crawl had room for, in the same order.
"""

import hashlib
from functools import lru_cache

from checks.services.entries import Entry, Listing
from domain.findings import Text2
from domain.procedures import procedure_key
from domain.text import fold

SAMPLE = 40
_ONLINE_LEVELS = frozenset({"3", "4"})
_ONLINE_WORDS = frozenset({"toan_trinh", "mot_phan"})
ONLINE = _ONLINE_LEVELS | _ONLINE_WORDS


def in_turn(listing: Listing) -> tuple[Entry, ...]:
    """All entries in the order in which they are looked at."""
    return tuple(sorted(listing.entries, key=lambda entry: (not is_online(entry), _lot(entry))))


def sampled(listing: Listing) -> tuple[Entry, ...]:
    """The entries that the rows of requirements are judged on."""
    return in_turn(listing)[:SAMPLE]


def online_sample(listing: Listing) -> tuple[Entry, ...]:
    """Of these, the ones that claim level 3 or 4; the wording of Decree 42/2022 claims neither."""
    return tuple(entry for entry in sampled(listing) if entry.level in _ONLINE_LEVELS)


def by_other_words(listing: Listing) -> int:
    """How many entries are said to be online by the wording of Decree 42/2022 only."""
    return sum(entry.level in _ONLINE_WORDS for entry in listing.entries)


def is_online(entry: Entry) -> bool:
    return entry.level in ONLINE


def entry_key(entry: Entry) -> tuple[str, ...]:
    """What an entry is known by among those of one list."""
    return procedure_key(entry.code) if entry.code else "", fold(entry.name), fold(entry.agency), entry.url


def rule_of(listing: Listing) -> Text2:
    """The rule of the sample in words, for reasons and figures."""
    whole = len(listing.entries)
    if whole <= SAMPLE:
        return Text2(f"xét cả {whole} dịch vụ", f"all {whole} services")
    return Text2(
        f"mẫu {SAMPLE} trong {whole} dịch vụ: mức độ 3, 4 trước, rồi theo mã băm",
        f"a sample of {SAMPLE} of {whole} services: levels 3 and 4 first, then by digest",
    )


def _lot(entry: Entry) -> str:
    return _digest("\n".join(entry_key(entry)))


@lru_cache(maxsize=16384)
def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
