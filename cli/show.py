"""Results on their three ways out: the terminal's table, the JSON document, the report file."""

import json as json_module
import sys
from pathlib import Path

import typer
from rich.console import Console

from checks.requirement import Catalogue
from cli.failures import stop
from domain.audits import Audit
from domain.findings import Evaluation
from reports.agency_page import render_agency_page
from reports.document import check_document
from reports.pictures import pictures_of
from reports.table import print_result
from storage.archive.reader import read_snapshot


def show_result(audit: Audit, evaluation: Evaluation, catalogue: Catalogue, report: Path | None, archive: Path) -> None:
    print_result(Console(highlight=False), audit, evaluation, catalogue, report=report, archive=archive)


def write_json(where: str, audit: Audit, evaluation: Evaluation, catalogue: Catalogue) -> None:
    """The document of docs/judging.md 12, to a file or, for "-", to standard output."""
    text = json_module.dumps(check_document(audit, evaluation, catalogue), ensure_ascii=False, indent=2) + "\n"
    if where == "-":
        sys.stdout.write(text)
        return
    try:
        Path(where).write_text(text, encoding="utf-8")
    except OSError as error:
        stop(f"cannot write {where}: {error.strerror}")


def write_report(folder: Path, audit: Audit, evaluation: Evaluation, catalogue: Catalogue, archive: Path) -> Path:
    """The one-agency report as a self-contained HTML file; returns its path."""
    snapshot = read_snapshot(archive)
    captures = {capture.digest: capture for capture in snapshot.captures if capture.digest}
    pictures = pictures_of(snapshot.captures, snapshot.body, evaluation, audit.target.portal)
    page = render_agency_page(audit, evaluation, catalogue, captures=captures, pictures=pictures)
    path = folder / f"{audit.id}.html"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        typer.echo(f"portal-audit: the report could not be written to {path}: {error.strerror}", err=True)
    return path
