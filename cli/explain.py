"""`portal-audit explain`: law, probe, rule, evidence, what to fix."""

from datetime import timedelta
from typing import Annotated

import typer

from checks.explain import explain_requirement
from checks.load_catalogue import DEFAULT
from checks.load_lexicon import load_lexicon
from checks.requirement import Catalogue
from cli.failures import stop
from cli.settings import ArchiveOption, DatabaseOption, Settings, TargetsOption, read_settings
from cli.workplace import open_catalogue, open_database
from domain.clock import utc_now
from reports.explain_text import explanation_lines, finding_lines, period_lines
from scheduler.judge_period import PeriodError, judge_period


def explain(
    what: Annotated[
        str,
        typer.Argument(
            metavar="REQUIREMENT|FINDING",
            help="Mã yêu cầu, mã băm kết quả, hoặc LẦN/YÊU-CẦU / requirement id, finding digest, or AUDIT/REQUIREMENT",
        ),
    ],
    catalogue: Annotated[str, typer.Option("--catalogue", metavar="NAME", help="Bộ yêu cầu / catalogue")] = (DEFAULT),
    agency: Annotated[
        str | None,
        typer.Option("--agency", metavar="ID", help="Xét cả kỳ của cơ quan này / judge over a period of this agency"),
    ] = None,
    days: Annotated[int, typer.Option("--days", min=1, max=3660, metavar="N", help="Số ngày / length of it")] = 30,
    database: DatabaseOption = None,
    archive: ArchiveOption = None,
    targets: TargetsOption = None,
) -> None:
    """Căn cứ, đầu dò, quy tắc, chứng cứ, cách khắc phục / law, probe, rule, evidence, what to fix."""
    law = open_catalogue(catalogue)
    if agency is not None:
        _print_period(what, law, agency, days, read_settings(database, archive, targets))
    if law.get(what) is not None:
        _print_requirement(what, law)
        return
    _print_finding(what, law, read_settings(database, archive, targets))


def _print_requirement(requirement: str, law: Catalogue) -> None:
    for line in explanation_lines(explain_requirement(requirement, law, load_lexicon())):
        typer.echo(line)


def _print_period(requirement: str, law: Catalogue, agency: str, days: int, settings: Settings) -> None:
    """What only the visits of a period can tell."""
    until = utc_now()
    with open_database(settings) as opened:
        try:
            judged = judge_period(requirement, agency, until - timedelta(days=days), until, opened, law)
        except PeriodError as error:
            stop(str(error))
    for line in period_lines(judged):
        typer.echo(line)
    typer.echo("")


def _print_finding(reference: str, law: Catalogue, settings: Settings) -> None:
    with open_database(settings) as opened:
        stored = opened.find_finding(reference)
    if stored is None:
        stop(f"no requirement of {law.name} and no stored finding is called {reference!r}")
    for line in finding_lines(stored.finding, stored.digest, stored.audit):
        typer.echo(line)
    if law.get(stored.finding.requirement) is not None:
        typer.echo("")
        _print_requirement(stored.finding.requirement, law)
