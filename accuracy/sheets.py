"""A report as tables of texts: what the terminal, a pipe and docs/accuracy.md show alike."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from accuracy.corpus import Split
from accuracy.measures import Figures
from accuracy.ratios import Ratio
from accuracy.report import PortalLine, Report, ServiceLine
from accuracy.service_lists import NO_SERVICES, ServiceFigures
from domain.findings import Text2
from reports.numbers import UNKNOWN, percent_text


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. `key` names it for those who write text around it."""

    key: str
    title: Text2
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


_NAMES = {
    "agreement": "agreement",
    "present_precision": "present precision",
    "present_recall": "present recall",
    "absent_precision": "not_met precision",
    "absent_recall": "not_met recall",
    "undetermined": "undetermined",
    "needs_human": "needs_human",
    "open": "left open",
}
_FIGURES = tuple(spec.name for spec in fields(Figures))
_MAIN = ("present_precision", "present_recall", "absent_precision", "absent_recall")


def ratio_text(ratio: Ratio) -> str:
    """ "97.1% 33/34 [85–99]": share, counts, interval in per cent; a dash where nothing was counted."""
    if not ratio.of or ratio.interval is None:
        return UNKNOWN
    low, high = ratio.interval
    return f"{percent_text(ratio.share)} {ratio.right}/{ratio.of} [{100 * low:.0f}–{100 * high:.0f}]"


def sheets(report: Report) -> tuple[Sheet, ...]:
    """In reading order; tables without rows are left out."""
    made = (
        _total(report),
        _first(report),
        _services(report),
        _each("platforms", Text2("Theo nền tảng", "By platform"), report.platforms),
        _portals(report.portals),
        _each("requirements", Text2("Theo yêu cầu", "By requirement"), report.requirements),
        _label_only(report),
        _left_out(report),
        _misses(report),
    )
    return tuple(sheet for sheet in made if sheet.rows)


def added(figures: Iterable[Figures]) -> Figures:
    """The figures of several portals together."""
    given = tuple(figures)
    return Figures(
        **{spec.name: sum((getattr(each, spec.name) for each in given), Ratio()) for spec in fields(Figures)}
    )


def _total(report: Report) -> Sheet:
    exams = report.splits.keys() - set(Split)
    everything = "all but the exams" if exams and exams != report.splits.keys() else "all portals"
    columns = {everything: report.total, **report.splits, "services alone": report.services}
    rows = tuple(
        (_NAMES[name], *(ratio_text(getattr(figures, name)) for figures in columns.values())) for name in _FIGURES
    )
    return Sheet("total", Text2("Tất cả", "All together"), ("", *columns), rows)


def _cells(figures: Figures, names: tuple[str, ...] = _FIGURES[1:]) -> tuple[str, ...]:
    return tuple(ratio_text(getattr(figures, name)) for name in names)


def _each(key: str, title: Text2, given: Mapping[str, Figures]) -> Sheet:
    head = ("", *(_NAMES[name] for name in _FIGURES[1:]))
    return Sheet(key, title, head, tuple((name, *_cells(figures)) for name, figures in given.items()))


def _portals(lines: tuple[PortalLine, ...]) -> Sheet:
    head = ("portal", "kind", "platform", "split", "pages", *(_NAMES[name] for name in _FIGURES[1:]))
    rows = tuple((line.id, line.kind, line.platform, _split(line), _pages(line), *_cells(line.final)) for line in lines)
    return Sheet("portals", Text2("Theo cổng", "By portal"), head, rows)


def _split(line: PortalLine) -> str:
    return f"{line.split}, control" if line.control else line.split


def _pages(line: PortalLine) -> str:
    return str(line.pages) if line.reachable else "not reachable"


def _first(report: Report) -> Sheet:
    """First beside final, on the portals whose first run was kept."""
    kept = [line for line in report.portals if line.first is not None]
    head = ("portal", "first run on", *(f"{_NAMES[name]}, first → final" for name in (*_MAIN, "open")))
    rows = [_first_row(line.id, str(line.first_on), line.first or Figures(), line.final) for line in kept]
    if len(rows) > 1:
        firsts = added(line.first for line in kept if line.first is not None)
        rows.append(_first_row("together", "", firsts, added(line.final for line in kept)))
    return Sheet("first", Text2("Lần đầu và nay", "First run beside final"), head, tuple(rows))


def _first_row(name: str, on: str, first: Figures, final: Figures) -> tuple[str, ...]:
    pairs = (f"{_brief(getattr(first, key))} → {_brief(getattr(final, key))}" for key in (*_MAIN, "open"))
    return (name, on, *pairs)


def _brief(ratio: Ratio) -> str:
    return f"{percent_text(ratio.share)} {ratio.right}/{ratio.of}" if ratio.of else UNKNOWN


_SERVICE_NAMES = {"found": "recall", "real": "precision", "level": "claimed level", "exposed": "false claims, exact"}


def _services(report: Report) -> Sheet:
    """Service by service; the exams below the sum of the others."""
    apart = [line for line in report.service_lists if line.split not in set(Split)]
    counted = [line for line in report.service_lists if line not in apart]
    head = ("portal", "split", *_SERVICE_NAMES.values(), "false accusations", "first run")
    rows = [_service_row(line) for line in counted]
    if len(counted) > 1:
        whole = sum((line.final for line in counted), NO_SERVICES)
        rows.append(("together", "", *_service_cells(whole), ""))
    rows += [_service_row(line) for line in apart]
    return Sheet("services", Text2("Dịch vụ công", "Services"), head, tuple(rows))


def _service_row(line: ServiceLine) -> tuple[str, ...]:
    first = ""
    if line.first is not None:
        told = (f"{name} {_brief(getattr(line.first, key))}" for key, name in _SERVICE_NAMES.items())
        first = f"{line.first_on}: {', '.join(told)}, accusations {len(line.first.accused)}"
    return (line.portal, line.split, *_service_cells(line.final), first)


def _service_cells(figures: ServiceFigures) -> tuple[str, ...]:
    return (*(ratio_text(getattr(figures, key)) for key in _SERVICE_NAMES), str(len(figures.accused)))


def _label_only(report: Report) -> Sheet:
    given = {
        "label on the home page": report.label_only.home,
        "label on any page": report.label_only.anywhere,
        "portal-audit": report.label_only.substance,
    }
    rows = tuple((name, *_cells(figures, _MAIN)) for name, figures in given.items() if figures.agreement.of)
    head = ("", *(_NAMES[name] for name in _MAIN))
    return Sheet("label_only", Text2("Chỉ xem nhãn", "Labels alone"), head, rows)


def _left_out(report: Report) -> Sheet:
    shown = (*_MAIN, "open")
    head = ("platform", "words taken out", *(f"{_NAMES[name]}, full → without" for name in shown))
    rows = [_left_row(item.platform, str(item.words), item.full, item.without) for item in report.left_out]
    if rows:
        full = added(item.full for item in report.left_out)
        rows.append(_left_row("together", "", full, added(item.without for item in report.left_out)))
    return Sheet("left_out", Text2("Bỏ từng nền tảng", "One platform left out"), head, tuple(rows))


def _left_row(name: str, words: str, full: Figures, without: Figures) -> tuple[str, ...]:
    return (name, words, *_first_row(name, words, full, without)[2:])


def _misses(report: Report) -> Sheet:
    head = ("portal", "requirement", "", "expected", "told")
    rows = tuple((miss.portal, miss.row, miss.fit, miss.expected, miss.told) for miss in report.misses)
    return Sheet("misses", Text2("Sai hoặc để ngỏ", "Wrong or open"), head, rows)


def plain_lines(made: Iterable[Sheet]) -> Iterator[str]:
    """Columns at fixed places, for pipes and screen readers."""
    for sheet in made:
        widths = [max(map(len, column)) for column in zip(sheet.head, *sheet.rows, strict=True)]
        yield f"{sheet.title.vi} / {sheet.title.en}"
        for row in (sheet.head, *sheet.rows):
            yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        yield ""


def markdown_lines(sheet: Sheet) -> Iterator[str]:
    yield "| " + " | ".join(sheet.head) + " |"
    yield "|" + "---|" * len(sheet.head)
    for row in sheet.rows:
        yield "| " + " | ".join(row) + " |"
