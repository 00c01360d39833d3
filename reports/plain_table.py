"""Results as plain lines: for files, pipes and screen readers. Columns stand at fixed places.

One line per finding: requirement, verdict (the word of the JSON document), points of maximum, title; below it, further
in, the reason in both languages and the evidence's address.
"""

from collections.abc import Iterator, Sequence

from checks.requirement import Catalogue
from domain.audits import Audit
from domain.clock import on_screen
from domain.findings import Evaluation, Finding, Score, SearchTrace, Verdict
from domain.harmless import one_line
from reports.labels import ENDINGS, group_name
from reports.lines import Line, lines_by_group, verdict_counts
from reports.notices import notices_of
from reports.numbers import percent_text, points_text, ratio_text
from reports.service_lines import service_lines

_REQUIREMENT, _VERDICT, _POINTS = 32, 16, 11
_INDENT = " " * 4
LONGEST = 240


def plain_lines(audit: Audit, evaluation: Evaluation, catalogue: Catalogue) -> Iterator[str]:
    """The whole result, line by line."""
    yield from _head(audit, evaluation, catalogue)
    for name, lines in lines_by_group(audit, evaluation, catalogue).items():
        title = group_name(name)
        yield ""
        yield f"{title.vi} / {title.en}"
        for line in lines:
            yield from _finding(line)
    services = list(service_lines(evaluation.services))
    if services:
        yield from ("", *services)
    yield ""
    counts = [f"{verdict.value} {count}" for verdict, count in verdict_counts(evaluation).items() if count]
    yield "Kết quả / verdicts: " + ", ".join(counts)
    yield _score(evaluation.score)


def _head(audit: Audit, evaluation: Evaluation, catalogue: Catalogue) -> Iterator[str]:
    agency, ending = audit.target.agency, ENDINGS[audit.ending]
    yield f"{one_line(agency.name or agency.id, 160)} ({one_line(agency.id, 60)}) {one_line(audit.target.portal, 160)}"
    yield (
        f"{on_screen(audit.started)}; {ending.vi} / {ending.en}; {audit.pages} trang / pages;"
        f" {audit.requests} yêu cầu / requests; {evaluation.catalogue}; {audit.id}"
    )
    for notice in notices_of(audit, evaluation, catalogue):
        yield f"! {notice.text.vi} / {notice.text.en}"


def _finding(line: Line) -> Iterator[str]:
    finding = line.finding
    yield (
        f"{finding.requirement:<{_REQUIREMENT}} {finding.verdict.value:<{_VERDICT}} {points_of(line):>{_POINTS}}"
        f"  {one_line(line.title.vi, 160)}"
    )
    if finding.verdict is not Verdict.NOT_APPLICABLE:
        yield from _grounds(finding)


def _grounds(finding: Finding) -> Iterator[str]:
    for reason in (finding.reason.vi, finding.reason.en):
        if reason:
            yield _INDENT + one_line(reason, LONGEST)
    if finding.evidence:
        more = f" (+{len(finding.evidence) - 1})" if len(finding.evidence) > 1 else ""
        yield _INDENT + one_line(finding.evidence[0].url, LONGEST) + more
    elif finding.searched:
        yield _INDENT + search_line(finding.searched)


def points_of(line: Line) -> str:
    """Earned of the maximum; a dash for what is not scored or does not apply."""
    if not line.maximum or line.finding.verdict is Verdict.NOT_APPLICABLE:
        return "–"
    return f"{points_text(line.finding.points)}/{points_text(line.maximum)}"


def search_line(trace: SearchTrace) -> str:
    """What was looked through before something was called absent, and what came nearest."""
    said = f"đã tìm / searched: {trace.pages} trang / pages, {trace.labels_compared} nhãn / labels"
    if not trace.misses:
        return said
    miss = trace.misses[0]
    nearest = f"“{one_line(miss.label, 60)}” {percent_text(miss.similarity)}, {one_line(miss.reason.vi, 100)}"
    return f"{said}; gần nhất / nearest: {nearest}"


def _score(score: Score) -> str:
    return (
        f"Chỉ số / index {ratio_text(score.index)}; khoảng / bounds {ratio_text(score.low)} – {ratio_text(score.high)};"
        f" độ phủ / coverage {percent_text(score.coverage)}; điểm / points {points_text(score.points)}"
        f" / {points_text(score.judged)} (áp dụng / applicable {points_text(score.applicable)})"
    )


def summary_lines(results: Sequence[tuple[Audit, Evaluation]]) -> Iterator[str]:
    """A heading, then one line for each audit: agency, index, bounds, coverage, verdicts, pages, ending, name."""
    yield _columns("agency", ["index", "bounds", "coverage", *Verdict, "pages", "ending"], "name")
    for audit, judged in results:
        score, agency = judged.score, audit.target.agency
        cells = [
            ratio_text(score.index),
            f"{ratio_text(score.low)}–{ratio_text(score.high)}",
            percent_text(score.coverage),
            *(str(count) for count in verdict_counts(judged).values()),
            str(audit.pages),
            audit.ending.value if audit.ending else "running",
        ]
        yield _columns(one_line(agency.id, _REQUIREMENT), cells, one_line(agency.name, 120))


def _columns(agency: str, cells: Sequence[str], name: str) -> str:
    widths = (6, 12, 8, *(len(verdict) for verdict in Verdict), 5, 11)
    middle = " ".join(f"{cell!s:>{width}}" for cell, width in zip(cells, widths, strict=True))
    return f"{agency:<{_REQUIREMENT}} {middle}  {name}"
