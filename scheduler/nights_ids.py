"""Names under which a run's work stands in the queue: its first pass, its second, and its rounds of canaries.

The queue keeps one job per agency and run for ever, so that what is to be visited again goes under a name of its own.
"""

from dataclasses import dataclass

_SECOND = "~second"
_CANARY = "~canary-"


@dataclass(frozen=True, slots=True)
class WorkName:
    """A name taken apart. `canary` is the round, 0 for work of the run itself."""

    run: str
    canary: int = 0


def second_pass(run: str) -> str:
    return run + _SECOND


def canary_round(run: str, number: int) -> str:
    return f"{run}{_CANARY}{number}"


def parse(name: str) -> WorkName:
    run, mark, number = name.partition(_CANARY)
    if mark and number.isdecimal():
        return WorkName(run, canary=int(number))
    return WorkName(name.removesuffix(_SECOND))
