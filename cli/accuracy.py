"""`portal-audit accuracy`: how often the checker is right on portals whose truth is known."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from accuracy.comparing import compare
from accuracy.corpus import Corpus
from accuracy.corpus_faults import CorpusError
from accuracy.judged import Judged
from accuracy.made_up import NAME, demo_corpus
from accuracy.misses import miss_lines
from accuracy.read_corpus import read_corpus
from accuracy.running import kept_in, run
from accuracy.visiting import VisitError
from cli.failures import OUR_FAILURE, stop
from domain.clock import VIETNAM


def accuracy(
    corpus: Annotated[
        str, typer.Argument(metavar="CORPUS", help="demo, thư mục hoặc corpus.yaml / demo, a folder, a corpus.yaml")
    ],
    misses: Annotated[
        bool, typer.Option("--misses", help="Từng dòng sai hoặc để ngỏ / each wrong or open row")
    ] = False,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="PORTAL", help="Chỉ cổng này / this only")] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="PORTAL=KIND", help="Loại cơ quan khi không có corpus.yaml / without one"),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="PORTAL=NAME", help="Tên cơ quan khi không có corpus.yaml / without one"),
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
    jobs: Annotated[int, typer.Option("--jobs", min=1, max=16, metavar="N", help="Số tiến trình / processes")] = 2,
) -> None:
    """Đo độ chính xác trên các cổng đã biết sự thật / precision, recall and what stays open, per requirement."""
    browser = not no_browser
    chosen = _corpus(corpus, browser, kind or [], name or [])
    try:
        chosen = chosen.only(frozenset(only)) if only else chosen
        with kept_in(rejudge or keep) as folder:
            judged = run(chosen, folder, crawl=rejudge is None, browser=browser, jobs=jobs, tell=_tell)
    except LookupError as error:
        stop(str(error.args[0]))
    except VisitError as error:
        stop(str(error), OUR_FAILURE)
    if misses:
        for line in miss_lines(compare(chosen, judged)):
            typer.echo(line)


def _corpus(text: str, browser: bool, kinds: list[str], names: list[str]) -> Corpus:
    if text == NAME:
        return demo_corpus(datetime.now(VIETNAM).date(), browser=browser)
    try:
        return read_corpus(Path(text), dict(map(_pair, kinds)), dict(map(_pair, names)))
    except CorpusError as error:
        stop(str(error))


def _pair(text: str) -> tuple[str, str]:
    portal, equals, value = text.partition("=")
    if not equals or not portal or not value:
        stop(f"{text!r} is no PORTAL=VALUE, such as {portal or 'portal'}=district")
    return portal, value


def _tell(judged: Judged) -> None:
    typer.echo(f"{judged.portal}: {judged.pages} trang / pages, {judged.ending}", err=True)
