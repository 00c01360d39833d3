"""What a probe says it saw, in the shares of docs/judging.md 8: earned, unknown, the rest lost."""

from dataclasses import dataclass
from enum import StrEnum

from domain.findings import Evidence, SearchTrace, Text2


class Unknown(StrEnum):
    """Why a share is unknown: not looked at, seen but beyond a machine, or nothing found that could be asked,
    or nothing of the kind that the row asks about."""

    UNSEEN = "undetermined"
    HUMAN = "needs_human"
    NOTHING = "nothing_asked"
    NOT_APPLICABLE = "not_applicable"  # a share with nothing to ask (docs/judging.md 8)


@dataclass(frozen=True, slots=True)
class Observation:
    """One probe's result. 0 <= earned, unknown; earned + unknown <= 1; the rest is lost.

    `code` names the reason (e.g. "full", "most", "some", "absent", "placeholder", "elsewhere", "unfetched",
    "needs_post", "stale", "slow", "undated"); `reason` says it to people. `absent` needs `searched`.
    `freshness` is the factor of docs/judging.md 7 (1, 0.7, 0.4) where the probe saw a dated list, else None;
    `freshness_unknown` when the capture time is not known.
    """

    probe: str
    earned: float
    unknown: float
    code: str
    reason: Text2
    evidence: tuple[Evidence, ...] = ()
    searched: SearchTrace | None = None
    unknown_kind: Unknown = Unknown.UNSEEN
    freshness: float | None = None
    freshness_unknown: bool = False
    figures: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        if not (0 <= self.earned <= 1 and 0 <= self.unknown <= 1 and self.earned + self.unknown <= 1 + 1e-9):
            raise ValueError(f"{self.probe}: shares out of bounds: {self.earned}, {self.unknown}")


FULL, MOST, SOME, NONE = 1.0, 0.7, 0.4, 0.0
