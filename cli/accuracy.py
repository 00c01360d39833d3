"""`portal-audit accuracy`: how often the checker is right on portals whose truth is known."""

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from accuracy.comparing import compare
from accuracy.corpus import Corpus
from accuracy.corpus_faults import CorpusError
from accuracy.first_runs import FirstRunError, first_run, keep_first_runs, load_first_runs
from accuracy.floors import Slack, falls, falls_of_portals
from accuracy.made_up import NAME, demo_corpus
from accuracy.measuring import Order, report_of
from accuracy.misses import miss_lines
from accuracy.page import accuracy_page
from accuracy.read_corpus import read_corpus
from accuracy.report import Report
from accuracy.report_json import read_report, report_text
from accuracy.running import kept_in, orders_for, run
from accuracy.screen import print_report
from accuracy.service_lists import compare_services
from accuracy.visiting import Visit, Visited, VisitError
from checks.code_version import code_version
from cli.failures import FELL, OUR_FAILURE, stop
from cli.settings import ArchiveOption, DatabaseOption, Settings, TargetsOption, read_settings
from cli.workplace import open_database
from domain.clock import VIETNAM

_PAIRS = "PORTAL=VALUE"
#: What audits of a live portal may differ by from one day to the next.
_SLACK = Slack(rows=1, share=0.004)
#: An option, those that cannot stand beside it, and why.
_CONTRADICTIONS = (
    ("--write", ("--only",), "publishes a whole corpus"),
    ("--misses", ("--json", "--write", "--floors"), "prints wrong and open rows, no figures"),
    ("--stored", ("--keep", "--rejudge"), "reads the archives of the database"),
    ("--rejudge", ("--keep",), "reads archives that were kept"),
    ("--first-run-for", ("--rejudge", "--stored"), "keeps what is audited now"),
)


def accuracy(
    corpus: Annotated[
        str, typer.Argument(metavar="CORPUS", help="demo, thư mục hoặc corpus.yaml / demo, a folder, a corpus.yaml")
    ],
    misses: Annotated[
        bool, typer.Option("--misses", help="Từng dòng sai hoặc để ngỏ / each wrong or open row")
    ] = False,
    json: Annotated[str | None, typer.Option("--json", metavar="FILE|-", help="Kết quả JSON / JSON result")] = None,
    write: Annotated[
        Path | None, typer.Option("--write", metavar="DOC", help="Ghi trang .md và .json / write the page and its data")
    ] = None,
    floors: Annotated[
        Path | None,
        typer.Option(
            "--floors", metavar="FILE", help="Sai nếu kém số đã công bố (.json) / fail below the figures published"
        ),
    ] = None,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="PORTAL", help="Chỉ cổng này / this only")] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar=_PAIRS, help="Loại cơ quan khi không có corpus.yaml / kind, without one"),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar=_PAIRS, help="Tên cơ quan khi không có corpus.yaml / name, without one"),
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Không dùng trình duyệt / without a browser")
    ] = False,
    keep: Annotated[
        Path | None, typer.Option("--keep", metavar="DIR", help="Giữ kho WARC ở đây / keep the archives here")
    ] = None,
    rejudge: Annotated[
        Path | None,
        typer.Option("--rejudge", metavar="DIR", help="Chấm lại kho đã giữ, không truy cập / judge kept archives"),
    ] = None,
    stored: Annotated[
        bool, typer.Option("--stored", help="Lần kiểm tra mới nhất trong kho / latest audits of the database")
    ] = False,
    first_run_for: Annotated[
        list[str] | None,
        typer.Option("--first-run-for", metavar="PORTAL", help="Giữ làm kết quả lần đầu / keep as the first run"),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, max=16, metavar="N", help="Số tiến trình / processes")] = 2,
    database: DatabaseOption = None,
    archive: ArchiveOption = None,
    targets: TargetsOption = None,
) -> None:
    """Đo độ chính xác trên các cổng đã biết sự thật / precision, recall and what stays open, per requirement."""
    _refuse_contradictions(
        {
            "--misses": misses,
            "--json": json is not None,
            "--write": write is not None,
            "--floors": floors is not None,
            "--only": bool(only),
            "--keep": keep is not None,
            "--rejudge": rejudge is not None,
            "--stored": stored,
            "--first-run-for": bool(first_run_for),
        }
    )
    published = None if floors is None else _published(floors)
    browser, settings = not no_browser, read_settings(database, archive, targets)
    chosen = _corpus(corpus, browser, kind or [], name or [])
    try:
        chosen = chosen.only(frozenset(only)) if only else chosen
        first_runs = _first_runs(chosen, first_run_for or [])
        with kept_in(rejudge or keep) as folder:
            visits = orders_for(chosen, folder, crawl=rejudge is None, browser=browser)
            visits = _stored(chosen, settings) if stored else visits
            order = Order(chosen, visits, browser, jobs, datetime.now(VIETNAM).date())
            visited = run(visits, jobs, _tell)
            if first_runs:
                _keep_first(order, visited, first_runs)
            report = None if misses else report_of(order, visited)
    except LookupError as error:
        stop(str(error.args[0]))
    except VisitError as error:
        stop(str(error), OUR_FAILURE)
    if report is not None:
        _show(report, json, write)
        if published is not None:
            _hold(published, report, part=bool(only))
        return
    for line in miss_lines(compare(chosen, [each.judged for each in visited])):
        typer.echo(line)


def _refuse_contradictions(given: Mapping[str, bool]) -> None:
    for one, others, why in _CONTRADICTIONS:
        excluded = [other for other in others if given[other]]
        if given[one] and excluded:
            stop(f"{one} {why}: leave {' and '.join(excluded)} out")


def _corpus(text: str, browser: bool, kinds: list[str], names: list[str]) -> Corpus:
    if text == NAME:
        return demo_corpus(datetime.now(VIETNAM).date(), browser=browser)
    try:
        return read_corpus(Path(text), dict(map(_pair, kinds)), dict(map(_pair, names)), _say)
    except CorpusError as error:
        stop(str(error))


def _say(line: str) -> None:
    typer.echo(line, err=True)


def _pair(text: str) -> tuple[str, str]:
    portal, equals, value = text.partition("=")
    if not equals or not portal or not value:
        stop(f"{text!r} is no {_PAIRS}, such as {portal or 'portal'}=district")
    return portal, value


def _stored(corpus: Corpus, settings: Settings) -> tuple[Visit, ...]:
    """The latest stored audit of each portal."""
    visits = []
    with open_database(settings) as opened:
        for portal in corpus.portals:
            audit = opened.latest_audit(portal.id)
            if audit is None or not audit.archive:
                stop(f"the database has no audit of {portal.id}: check it first, or leave --stored out")
            visits.append(Visit(portal, settings.archive / audit.archive))
    return tuple(visits)


def _first_runs(corpus: Corpus, portals: list[str]) -> frozenset[str]:
    """The portals whose first run is to be kept; refused before anything is visited."""
    strangers = sorted(set(portals) - {portal.id for portal in corpus.portals})
    if portals and (corpus.name != NAME or strangers):
        stop(f"first runs are kept of made-up portals that are audited now, not of {', '.join(strangers or portals)}")
    known = load_first_runs()
    for portal in sorted(known.keys() & set(portals)):
        stop(f"the first run of {portal} was kept on {known[portal].on}: it stays as it was")
    return frozenset(portals)


def _keep_first(order: Order, visited: Sequence[Visited], portals: frozenset[str]) -> None:
    kept = {}
    for each in visited:
        portal, truth = each.judged.portal, order.corpus.services.get(each.judged.portal)
        if portal in portals:
            services = compare_services(each.services, truth) if truth is not None else None
            kept[portal] = first_run(each.judged, order.on, code_version(), browser=order.browser, services=services)
    try:
        keep_first_runs(kept)
    except (FirstRunError, OSError) as error:
        stop(str(error), OUR_FAILURE)


def _published(file: Path) -> Report:
    try:
        return read_report(file.read_text("utf-8"))
    except OSError as error:
        stop(f"cannot read {file}: {error.strerror}")
    except ValueError as error:
        stop(f"{file} is no figures of `accuracy --write`: {str(error).splitlines()[0]}")


def _hold(published: Report, now: Report, *, part: bool) -> None:
    """End with one line for each published figure that fell, if any did."""
    fallen = falls_of_portals(published, now, _SLACK) if part else falls(published, now, _SLACK)
    for line in fallen:
        _say(line)
    if fallen:
        stop(f"{len(fallen)} figures fell below the published ones / số liệu kém hơn đã công bố", FELL)
    _say("no published figure fell / không số liệu nào kém hơn đã công bố")


def _show(report: Report, json: str | None, write: Path | None) -> None:
    text = report_text(report)
    try:
        if write is not None:
            write.with_suffix(".json").write_text(text, "utf-8")
            write.with_suffix(".md").write_text(accuracy_page(report), "utf-8")
        if json is not None and json != "-":
            Path(json).write_text(text, "utf-8")
    except OSError as error:
        stop(f"cannot write {error.filename}: {error.strerror}")
    if json == "-":
        sys.stdout.write(text)
    else:
        print_report(Console(highlight=False), report)


def _tell(visited: Visited) -> None:
    found = visited.judged
    _say(f"{found.portal}: {found.pages} trang / pages, {found.ending}")
