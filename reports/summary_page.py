"""The index page over several audits: one row for each agency, whatever happened to it, with its report."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from checks.requirement import Catalogue
from domain.audits import Audit
from domain.findings import Evaluation, Score, Verdict
from reports.lines import verdict_counts
from reports.notices import Weight, notices_of
from reports.pages import page_environment

Result = tuple[Audit, Evaluation]


def report_file(audit: Audit) -> str:
    """The name of an audit's own report, beside the index page."""
    return f"{audit.id}.html"


@dataclass(frozen=True, slots=True)
class Span:
    """Bounds and index in per cent of the scale."""

    low: float
    width: float
    index: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """One agency's line: its audit, the way to its report, its verdicts and bounds."""

    audit: Audit
    score: Score
    link: str
    counts: Mapping[Verdict, int]
    span: Span | None
    grave: bool  # the portal's own content was not judged


def render_summary_page(
    results: Sequence[Result], catalogue: Catalogue, *, report_of: Callable[[Audit], str] = report_file
) -> str:
    """The page for these audits in the given order; `report_of` gives each report's path relative to the page.

    Raises ValueError for a report outside the page's own folder.
    """
    rows = [_row(audit, judged, catalogue, report_of(audit)) for audit, judged in results]
    shown = [verdict for verdict in Verdict if any(row.counts[verdict] for row in rows)]
    totals = {verdict: sum(row.counts[verdict] for row in rows) for verdict in shown}
    template = page_environment().get_template("summary.html.j2")
    return template.render(catalogue=catalogue, rows=rows, shown=shown, totals=totals)


def _row(audit: Audit, judged: Evaluation, catalogue: Catalogue, report: str) -> Row:
    return Row(
        audit=audit,
        score=judged.score,
        link=_relative(report),
        counts=verdict_counts(judged),
        span=_span(judged.score),
        grave=any(notice.weight is Weight.GRAVE for notice in notices_of(audit, judged, catalogue)),
    )


def _relative(report: str) -> str:
    path = PurePosixPath(report)
    if not report or path.is_absolute() or ".." in path.parts:
        raise ValueError(f"not a path below the page: {report!r}")
    return quote(str(path))


def _span(score: Score) -> Span | None:
    if score.low is None or score.high is None:
        return None
    index = None if score.index is None else round(score.index * 100, 2)
    return Span(round(score.low * 100, 2), round((score.high - score.low) * 100, 2), index)
