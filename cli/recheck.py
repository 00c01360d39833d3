"""`portal-audit recheck`: judge a stored audit again, from its archive alone."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from checks.load_catalogue import DEFAULT
from cli.failures import OUR_FAILURE, stop
from cli.settings import ArchiveOption, DatabaseOption, Settings, TargetsOption, read_settings
from cli.show import show_result, write_json, write_report
from cli.workplace import archive_at_hand, open_workplace
from domain.audits import Audit
from domain.findings import Evaluation
from reports.difference import print_difference
from scheduler.recheck_audit import RecheckError, recheck_audit
from scheduler.workplace import Workplace
from storage.archive.errors import ArchiveError
from storage.errors import StorageError


def recheck(
    audit: Annotated[
        str, typer.Argument(metavar="AUDIT|WARC", help="Mã lần kiểm tra hoặc tệp WARC / audit id or WARC")
    ],
    catalogue: Annotated[str, typer.Option("--catalogue", metavar="NAME", help="Bộ yêu cầu / catalogue")] = (DEFAULT),
    diff: Annotated[
        bool, typer.Option("--diff", help="Chỉ in khác biệt với lần chấm trước / only what differs")
    ] = False,
    json: Annotated[str | None, typer.Option("--json", metavar="FILE|-", help="Kết quả JSON / JSON result")] = None,
    database: DatabaseOption = None,
    archive: ArchiveOption = None,
    targets: TargetsOption = None,
) -> None:
    """Chấm lại từ kho lưu, không dùng mạng / judge a stored audit again, without a network."""
    settings = read_settings(database, archive, targets)
    with open_workplace(settings, catalogue) as place:
        try:
            with archive_at_hand(settings, place.database, audit) as reference:
                checked = recheck_audit(reference, place)
                if json is not None:
                    write_json(json, checked.audit, checked.evaluation, place.catalogue)
                if json != "-":
                    shown = (checked.audit, checked.evaluation, checked.before, checked.archive)
                    _show(settings, place, *shown, only_diff=diff)
        except RecheckError as error:
            stop(str(error))
        except (StorageError, ArchiveError) as error:
            stop(str(error), OUR_FAILURE)


def _show(
    settings: Settings,
    place: Workplace,
    audit: Audit,
    evaluation: Evaluation,
    before: Evaluation | None,
    archive: Path,
    *,
    only_diff: bool,
) -> None:
    if only_diff:
        print_difference(Console(highlight=False), before, evaluation, place.catalogue)
        return
    renamed = replace(audit, archive=audit.archive or str(archive))
    report = write_report(settings.reports, renamed, evaluation, place.catalogue, archive)
    show_result(renamed, evaluation, place.catalogue, report, archive)
