"""Visits of a period as a case writes them: nights in a line, a sign per visit."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from domain.codec import digest_bytes
from domain.visits import Visit

Visits = tuple[tuple[Visit, ...], tuple[Visit, ...]]
FIRST = datetime(2026, 10, 19, 18, 0, tzinfo=UTC)  # one in the morning in Vietnam
_ANSWERED = {"+": True, "-": False, "?": None}
_ENDINGS = {"+": "completed", "-": "unreachable", "?": "failed"}


def read_visits(own: str, others: str) -> Visits:
    """The agency's visits, and those of the others. Both lines have as many nights."""
    ours, theirs = own.split(), others.split()
    if len(ours) != len(theirs):
        raise ValueError(f"{len(ours)} nights of our own, {len(theirs)} of others")
    return tuple(_own(ours)), tuple(_others(theirs))


def _own(nights: list[str]) -> Iterator[Visit]:
    for day, night in enumerate(nights):
        for hour, sign in enumerate(night):
            yield visit("binhminh", FIRST + timedelta(days=day, hours=hour), sign)


def _others(nights: list[str]) -> Iterator[Visit]:
    for day, night in enumerate(nights):
        for place, sign in enumerate(night):
            yield visit(f"khac-{place}", FIRST + timedelta(days=day), sign)


def visit(agency: str, started: datetime, sign: str) -> Visit:
    name = f"{started:%Y%m%dT%H%M%SZ}-{agency}"
    ending = _ENDINGS[sign]
    record = digest_bytes(f'{{"audit":"{name}","ending":"{ending}"}}'.encode())
    return Visit(name, agency, started, _ANSWERED[sign], ending, f"http://{agency}.gov.vn/", record)
