"""What a probe says of one page that may be a section."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from checks.candidates import Candidate
from checks.freshness import Timeliness
from checks.observations import Unknown
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Evidence, Text2


@dataclass(frozen=True, slots=True)
class Judged:
    """What a probe says of one page. Nothing earned and nothing unknown: refused, and `reason` says why."""

    earned: float
    unknown: float
    code: str
    reason: Text2
    evidence: tuple[Evidence, ...] = ()
    freshness: float | None = None
    freshness_unknown: bool = False
    unknown_kind: Unknown = Unknown.UNSEEN
    figures: tuple[tuple[str, float], ...] = ()

    @property
    def refused(self) -> bool:
        return self.earned == 0 and self.unknown == 0

    @property
    def worth(self) -> tuple[float, float]:
        factor = 1.0 if self.freshness is None else self.freshness
        return min(self.earned, factor), self.earned


def aged(judged: Judged, age: Timeliness) -> Judged:
    """The same with its freshness (the points rule takes the lower of the two); its code tells the lower one."""
    return replace(
        judged,
        code=age.code if age.factor < judged.earned else judged.code,
        reason=Text2(f"{judged.reason.vi} {age.reason.vi}", f"{judged.reason.en} {age.reason.en}"),
        freshness=age.factor,
        freshness_unknown=age.unknown,
        figures=(*judged.figures, *age.figures),
    )


def refuse(code: str, vi: str, en: str) -> Judged:
    return Judged(0.0, 0.0, code, Text2(vi, en))


Judge = Callable[[Site, Candidate, SitePage], Judged]
AT_HOME = refuse("home", "Chỉ là một khối trên trang chủ.", "Only a block of the home page.")
