"""Results on a terminal: one audit with its findings by group, score and bounds; several audits in one table."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from checks.requirement import Catalogue
from domain.audits import Audit
from domain.clock import on_screen
from domain.findings import VERDICT_NAMES, Evaluation, Finding, Verdict
from domain.harmless import one_line, web_link
from reports.labels import ENDINGS, group_name
from reports.lines import Line, lines_by_group, verdict_counts
from reports.notices import Weight, notices_of
from reports.numbers import percent_text, points_text, ratio_text
from reports.plain_table import LONGEST, plain_lines, points_of, search_line, summary_lines
from reports.service_lines import service_lines

_COLOURS: dict[Verdict, str] = {
    Verdict.MET: "green",
    Verdict.PARTLY_MET: "yellow",
    Verdict.NOT_MET: "red",
    Verdict.UNDETERMINED: "blue",
    Verdict.NEEDS_HUMAN: "magenta",
    Verdict.NOT_APPLICABLE: "bright_black",
    Verdict.ERROR: "bold red",
}
_NOTICE_COLOURS = {Weight.GRAVE: "bold red", Weight.CAUTION: "yellow", Weight.NOTE: "cyan"}


def print_result(
    console: Console,
    audit: Audit,
    evaluation: Evaluation,
    catalogue: Catalogue,
    *,
    report: Path | None = None,
    archive: Path | None = None,
) -> None:
    """Everything a person needs after `check`; plain lines where the output is no terminal."""
    if console.is_terminal:
        _print_head(console, audit, evaluation, catalogue)
        for name, lines in lines_by_group(audit, evaluation, catalogue).items():
            _print_group(console, name, lines)
        _print_services(console, evaluation)
        _print_score(console, evaluation)
    else:
        for line in plain_lines(audit, evaluation, catalogue):
            console.out(line, highlight=False)
    if report is not None:
        console.out(f"Báo cáo / report: {report}", highlight=False)
    if archive is not None:
        console.out(f"Lưu trữ / archive: {archive}", highlight=False)


def print_summary(
    console: Console,
    results: Sequence[tuple[Audit, Evaluation]],
    catalogue: Catalogue,
    *,
    report: Path | None = None,
) -> None:
    """Several audits, whatever their ending, in the given order; `report` is the index page over their reports."""
    if console.is_terminal:
        console.print(_summary_table(results, catalogue))
    else:
        for line in summary_lines(results):
            console.out(line, highlight=False)
    if report is not None:
        console.out(f"Báo cáo / report: {report}", highlight=False)


def _summary_table(results: Sequence[tuple[Audit, Evaluation]], catalogue: Catalogue) -> Table:
    title = Text(f"{catalogue.title.vi} / {catalogue.title.en}", style="dim")
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("Chỉ số\nindex", "Khoảng\nbounds", "Độ phủ\ncoverage"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Cơ quan\nagency", overflow="fold")
    for audit, judged in results:
        score = judged.score
        bounds = f"{ratio_text(score.low)} – {ratio_text(score.high)}"
        table.add_row(
            Text(ratio_text(score.index), style="bold"), bounds, percent_text(score.coverage), _agency(audit, judged)
        )
    return table


def _agency(audit: Audit, judged: Evaluation) -> Text:
    ending = ENDINGS[audit.ending]
    name = one_line(audit.target.agency.name or audit.target.agency.id, 120)
    text = Text.assemble((name, "bold"), (f"  {ending.vi} / {ending.en}, {audit.pages} trang/pages\n", "dim"))
    return text.append_text(_counts(judged))


def _print_head(console: Console, audit: Audit, evaluation: Evaluation, catalogue: Catalogue) -> None:
    agency = audit.target.agency
    console.print(
        Text(one_line(agency.name or agency.id), style="bold"), Text(one_line(audit.target.portal), style="cyan")
    )
    ending = ENDINGS[audit.ending]
    console.print(
        Text(
            f"{on_screen(audit.started)} · {ending.vi} / {ending.en} · {audit.pages} trang/pages"
            f" · {audit.requests} yêu cầu/requests · {evaluation.catalogue}",
            style="dim",
        )
    )
    for notice in notices_of(audit, evaluation, catalogue):
        console.print(Text(f"! {notice.text.vi}", style=_NOTICE_COLOURS[notice.weight]))
        console.print(Text(f"  {notice.text.en}", style="dim"))


def _print_group(console: Console, name: str, lines: tuple[Line, ...]) -> None:
    title = group_name(name)
    console.print()
    console.print(Text(f"{title.vi} / {title.en}", style="bold underline"))
    told = [line for line in lines if not told_briefly(line.finding)]
    if told:
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column("verdict", no_wrap=True, min_width=14)
        table.add_column("points", no_wrap=True, justify="right", min_width=7)
        table.add_column("finding", overflow="fold")
        for line in told:
            table.add_row(_verdict(line.finding.verdict), points_of(line), _story(line))
        console.print(table)
    _print_briefly(console, lines)


def _verdict(verdict: Verdict) -> Text:
    vi, en = VERDICT_NAMES[verdict]
    return Text.assemble((vi, _COLOURS[verdict]), (f"\n{en}", "dim"))


def _story(line: Line) -> Text:
    """Title and id, then why, in both languages, then on what proof or after what search."""
    finding = line.finding
    text = Text.assemble((one_line(line.title.vi, 160), "bold"), (f"  {finding.requirement}", "dim"))
    text.append("\n" + one_line(finding.reason.vi, LONGEST))
    text.append("\n" + one_line(finding.reason.en, LONGEST), style="dim")
    if finding.evidence:
        url = finding.evidence[0].url
        target = web_link(url)
        text.append("\n" + one_line(url, LONGEST), style=Style(color="cyan", link=target))
        if len(finding.evidence) > 1:
            text.append(f" (+{len(finding.evidence) - 1})", style="dim")
    elif finding.searched:
        text.append("\n" + search_line(finding.searched), style="dim")
    return text


def told_briefly(finding: Finding) -> bool:
    """What has no story of its own: not applicable, or not probed yet. Named in one line below the group's table."""
    return finding.verdict is Verdict.NOT_APPLICABLE or finding.code == "no_probe"


def _print_briefly(console: Console, lines: tuple[Line, ...]) -> None:
    brief = [line.finding for line in lines if told_briefly(line.finding)]
    for verdict in (Verdict.UNDETERMINED, Verdict.NOT_APPLICABLE):
        ids = [finding.requirement for finding in brief if finding.verdict is verdict]
        if ids:
            vi, en = VERDICT_NAMES[verdict]
            why = ", chưa có phép dò / no probe yet" if verdict is Verdict.UNDETERMINED else ""
            console.print(Text(f"{vi} / {en}{why} ({len(ids)}): {', '.join(ids)}", style="dim"))


def _print_services(console: Console, evaluation: Evaluation) -> None:
    for number, line in enumerate(service_lines(evaluation.services)):
        if number == 0:
            console.print()
        console.print(Text(line, style="bold" if number == 0 else ""))


def _print_score(console: Console, evaluation: Evaluation) -> None:
    score = evaluation.score
    console.print()
    console.print(_counts(evaluation))
    console.print(
        Text.assemble(
            ("Chỉ số / index ", "bold"),
            (ratio_text(score.index), "bold"),
            f"  khoảng / bounds {ratio_text(score.low)} – {ratio_text(score.high)}",
            f"  độ phủ / coverage {percent_text(score.coverage)}",
            f"  điểm / points {points_text(score.points)} / {points_text(score.judged)}",
            f" (áp dụng / applicable {points_text(score.applicable)})",
        )
    )


def _counts(evaluation: Evaluation) -> Text:
    counted = verdict_counts(evaluation).items()
    return Text(" · ").join(
        Text(f"{VERDICT_NAMES[verdict][0]} {count}", style=_COLOURS[verdict]) for verdict, count in counted if count
    )
