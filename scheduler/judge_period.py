"""Judge what one audit cannot tell: a requirement over the visits of a period, from the stored audits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from checks.availability import judge_availability, period_params
from checks.requirement import Catalogue
from domain.findings import Finding
from domain.visits import Visit
from storage.database import Database


class PeriodError(Exception):
    """The requirement or the agency cannot be judged over a period; one line says why."""


@dataclass(frozen=True, slots=True)
class JudgedPeriod:
    """A finding over a period, and the visits it was judged from."""

    agency: str
    name: str
    since: datetime
    until: datetime
    finding: Finding
    visits: tuple[Visit, ...]


def judge_period(
    requirement: str, agency: str, since: datetime, until: datetime, database: Database, catalogue: Catalogue
) -> JudgedPeriod:
    """Raises PeriodError for a requirement that one audit settles, and for an agency without a finished audit."""
    row = catalogue.get(requirement)
    params = period_params(row) if row is not None else None
    if row is None or params is None:
        raise PeriodError(f"{requirement} is not judged over a period")
    latest = database.latest_audit(agency)
    if latest is None:
        raise PeriodError(f"no finished audit of agency {agency!r} is stored")
    visits = database.visits(agency, since, until)
    margin = timedelta(minutes=params.others_within_minutes)
    others = database.visits_of_others(agency, since - margin, until + margin)
    finding = judge_availability(row, latest.target, visits, others)
    return JudgedPeriod(agency, latest.target.agency.name, since, until, finding, visits)
