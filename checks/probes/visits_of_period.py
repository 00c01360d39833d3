"""Was the portal available at all hours? Decree 43/2011 Art. 27(1), Circular 32/2017 Art. 19(4).

One visit cannot tell. `checks.availability` judges the visits of a period by the same parameters.
"""

from pydantic import Field

from checks.observations import NONE, Observation
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.site import Site
from domain.findings import Text2

NAME = "visits_of_period"


class PeriodParams(Params):
    """When a failed visit counts, and how many visits a period needs."""

    fewest: int = Field(ge=1)  # visits with an outcome; fewer say nothing
    again_after_minutes: int = Field(ge=1)  # the second failed visit must lie so far behind
    others_within_minutes: int = Field(ge=1)  # visits of other portals this near tell whether our own line was up


def run(_site: Site, params: PeriodParams, _requirement: Requirement) -> Observation:
    said = Text2(
        f"Phải xét qua nhiều lần truy cập trong kỳ (ít nhất {params.fewest}); một lần kiểm tra không đủ để kết luận.",
        f"Judged over the visits of a period (at least {params.fewest}); one audit cannot tell.",
    )
    return Observation(NAME, NONE, 1.0, "period", said)


PROBE = ProbeKind(
    NAME,
    PeriodParams,
    run,
    Text2(
        "Tỷ lệ lần truy cập trong kỳ được trả lời; một lần kiểm tra đơn lẻ thì chưa xác định.",
        "The share of a period's visits that were answered; undetermined in a single audit.",
    ),
    needs_pages=False,
)
