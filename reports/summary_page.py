"""The index page over several audits: one row for each agency, whatever happened to it, with its report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from checks.requirement import Catalogue
from domain.audits import Audit
from domain.findings import Evaluation, Score, Verdict
from reports.lines import verdict_counts
from reports.notices import Weight, notices_of
from reports.pages import page_environment


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One audit and where its report lies, as a path relative to the index page."""

    audit: Audit
    evaluation: Evaluation
    report: str


@dataclass(frozen=True, slots=True)
class Span:
    """Bounds and index in per cent of the scale."""

    low: float
    width: float
    index: float | None


@dataclass(frozen=True, slots=True)
class RowView:
    row: SummaryRow
    link: str
    counts: Mapping[Verdict, int]
    span: Span | None
    grave: bool  # the portal's own content was not judged


def render_summary_page(rows: Sequence[SummaryRow], catalogue: Catalogue) -> str:
    """The page for these audits in the given order. Raises ValueError for a report outside the page's own folder."""
    views = [_row_view(row, catalogue) for row in rows]
    shown = [verdict for verdict in Verdict if any(view.counts[verdict] for view in views)]
    totals = {verdict: sum(view.counts[verdict] for view in views) for verdict in shown}
    template = page_environment().get_template("summary.html.j2")
    return template.render(catalogue=catalogue, rows=views, shown=shown, totals=totals)


def _row_view(row: SummaryRow, catalogue: Catalogue) -> RowView:
    notices = notices_of(row.audit, row.evaluation, catalogue)
    return RowView(
        row=row,
        link=_relative(row.report),
        counts=verdict_counts(row.evaluation),
        span=_span(row.evaluation.score),
        grave=any(notice.weight is Weight.GRAVE for notice in notices),
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
