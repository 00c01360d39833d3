"""`portal-audit services reconcile|priority`: what agencies offer beside what national lists say."""

from pathlib import Path
from typing import Annotated

import typer

from checks.data_files import DataFaults
from checks.services.priority_lists import PriorityList, load_priority, priority_names, read_priority
from checks.services.priority_offers import group_offers
from checks.services.priority_sheet import priority_text
from checks.services.reconcile import Reconciled, reconcile
from cli.brought_lists import read_listed, stop_for
from cli.failures import OUR_FAILURE, stop
from cli.rows import Format, FormatOption, print_rows
from cli.settings import ArchiveOption, DatabaseOption, Settings, TargetsOption, read_settings
from cli.workplace import open_database, open_registry
from domain.agencies import Kind, parse_kind
from domain.clock import on_screen
from domain.findings import Text2
from registry.faults import display_name
from registry.names import UnknownAgencyError
from storage.database import Inventory

services_app = typer.Typer(no_args_is_help=True, help="Dịch vụ công trực tuyến / online services")
priority_app = typer.Typer(no_args_is_help=True, help="Dịch vụ ưu tiên / priority services")
services_app.add_typer(priority_app, name="priority")

AgencyArgument = Annotated[str, typer.Argument(metavar="AGENCY", help="Mã hoặc tên cơ quan / id or name")]
_PAIR_COLUMNS = ("state", "by", "code", "name", "claimed_level", "national_code", "national_name", "line")


@services_app.command("reconcile")
def reconcile_lists(
    agency: AgencyArgument,
    national: Annotated[Path, typer.Argument(metavar="NATIONAL_LIST", help="Danh sách .csv, .xlsx, .json")],
    form: FormatOption = Format.TABLE,
    database: DatabaseOption = None,
    archive: ArchiveOption = None,
    targets: TargetsOption = None,
) -> None:
    """Đối chiếu với danh mục quốc gia / compare an agency's list with a national one."""
    rows = read_listed(national)
    found = _inventory(read_settings(database, archive, targets), agency)
    compared = reconcile(found.services.items, rows)
    print_rows(form, _PAIR_COLUMNS, _pair_rows(compared))
    _say(
        f"{found.audit}: {len(compared.pairs)} khớp / in both, {len(compared.only_agency)} chỉ ở cổng / only the"
        f" portal's, {len(compared.only_national)} chỉ ở danh mục / only in the national list"
    )
    _say_cut(found)


@priority_app.command("show")
def show_priority(
    agency: AgencyArgument,
    which: Annotated[str, typer.Option("--list", metavar="NAME|FILE", help="Danh mục / list")] = "local-groups",
    form: FormatOption = Format.TABLE,
    database: DatabaseOption = None,
    archive: ArchiveOption = None,
    targets: TargetsOption = None,
) -> None:
    """Nhóm ưu tiên nào có, ở mức độ nào / which priority groups are offered, at which level."""
    wanted = _priority_list(which)
    found = _inventory(read_settings(database, archive, targets), agency)
    rows = [
        (
            offer.group.id,
            offer.group.name.vi,
            len(offer.services),
            next(iter(offer.claimed), None),
            next(iter(offer.observed), None),
            ", ".join(f"{level}: {count}" for level, count in offer.claimed.items()),
            ", ".join(f"{level}: {count}" for level, count in offer.observed.items()),
        )
        for offer in group_offers(wanted, found.services.items)
    ]
    columns = ("group", "name", "services", "highest_claimed", "highest_observed", "claimed", "observed")
    print_rows(form, columns, rows)
    offered = sum(1 for row in rows if row[2])
    _say(f"{found.audit} ({on_screen(found.started)}): {offered}/{len(rows)} nhóm / groups. {wanted.source.vi}")
    _say_cut(found)


@priority_app.command("list")
def list_priority(form: FormatOption = Format.TABLE) -> None:
    """Các danh mục ưu tiên có sẵn / the lists that are shipped."""
    lists = [_priority_list(name) for name in priority_names()]
    rows = [(each.id, each.title.vi, len(each.groups), " ".join(kind.letter for kind in each.kinds)) for each in lists]
    print_rows(form, ("list", "title", "groups", "kinds"), rows)


@priority_app.command("import")
def import_priority(
    sheet: Annotated[Path, typer.Argument(metavar="FILE", help="Bảng .xlsx, .csv / spreadsheet")],
    source: Annotated[str, typer.Option("--source", metavar="TEXT", help="Căn cứ pháp lý / legal source")],
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="Tên danh mục / title")] = "",
    kinds: Annotated[
        list[str] | None, typer.Option("--as", metavar="KIND", help="Cơ quan phải làm / kinds it binds")
    ] = None,
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE.yaml", help="Ghi vào tệp / write to")] = None,
) -> None:
    """Bảng của quyết định thành danh mục YAML / a decision's table as a list file."""
    rows = read_listed(sheet)
    try:
        bound = [parse_kind(kind) for kind in kinds or ()] or [Kind.PROVINCE, Kind.DEPARTMENT, Kind.DISTRICT]
        named, said = Text2(title or sheet.stem, title or sheet.stem), Text2(source, source)
        text, read = priority_text(rows, named, said, bound, display_name(sheet))
    except ValueError as error:
        stop(str(error))
    except DataFaults as faults:
        stop_for(faults)
    if to is None:
        typer.echo(text, nl=False)
        return
    try:
        to.write_text(text, encoding="utf-8")
    except OSError as error:
        stop(f"cannot write {to}: {error.strerror}")
    typer.echo(f"{to}: {len(read.groups)} nhóm / groups, {len(rows)} dòng / rows")


def _inventory(settings: Settings, agency: str) -> Inventory:
    """The agency's latest list: by the id it has in the database, else by its name in the register."""
    with open_database(settings) as opened:
        found = opened.inventory(agency)
        if found is not None:
            return found
        try:
            known = open_registry(settings).find(agency).agency.id
        except UnknownAgencyError as error:
            stop(str(error))
        found = opened.inventory(known)
    if found is None:
        stop(f"no audit of {known} has read a list of services yet: portal-audit check {known}")
    return found


def _priority_list(which: str) -> PriorityList:
    try:
        if which in priority_names():
            return load_priority(which)
        path = Path(which)
        if not path.is_file():
            stop(f"{which!r} is no file and no shipped list; there are: {', '.join(priority_names())}")
        return read_priority(path.stem, display_name(path), path.read_text(encoding="utf-8"))
    except DataFaults as faults:
        stop_for(faults)
    except (OSError, UnicodeDecodeError) as error:
        stop(f"{which}: can't be read: {error}", OUR_FAILURE)


def _pair_rows(compared: Reconciled) -> list[tuple[object, ...]]:
    both = [
        (
            "both",
            pair.by.value,
            pair.service.code,
            pair.service.name,
            pair.service.claimed_level,
            pair.national.code,
            pair.national.name,
            pair.national.line,
        )
        for pair in compared.pairs
    ]
    agency = [
        ("only_agency", None, service.code, service.name, service.claimed_level, None, None, None)
        for service in compared.only_agency
    ]
    national = [
        ("only_national", None, None, None, None, row.code, row.name, row.line) for row in compared.only_national
    ]
    return [*both, *agency, *national]


def _say_cut(found: Inventory) -> None:
    if found.services.cut:
        _say("danh sách của cổng chưa được đọc hết / not the whole of the portal's list was read")


def _say(line: str) -> None:
    typer.echo(line, err=True)
