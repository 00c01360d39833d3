"""Everything that is published of one measurement, as values; docs/accuracy.json holds them as JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accuracy.comparing import Row, compare
from accuracy.corpus import PRESENT, Corpus, Exam, Portal
from accuracy.first_runs import FirstRun
from accuracy.judged import Judged
from accuracy.measures import Figures, Scope, Scopes, figures_of, scopes_of, verdicts_in
from accuracy.misses import expected_text, misses
from accuracy.service_lists import ServiceFigures, compare_services
from accuracy.visiting import Visited
from checks.code_version import code_version
from checks.requirement import Catalogue


@dataclass(frozen=True, slots=True)
class PortalLine:
    """One portal, and what was measured on it.

    `split`: its exam's column, where it has one. `first`: the figures of its first run, where one was kept.
    """

    id: str
    name: str
    kind: str
    platform: str
    split: str
    control: bool
    reachable: bool
    pages: int
    final: Figures
    first: Figures | None = None
    first_on: date | None = None


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """The services of one portal, one by one. `first`: of its first run, where they were counted then."""

    portal: str
    split: str
    final: ServiceFigures
    first: ServiceFigures | None = None
    first_on: date | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One platform's portals judged with and without the words that only they use."""

    platform: str
    words: int  # entries of the lexicon that were taken out
    full: Figures
    without: Figures


@dataclass(frozen=True, slots=True)
class LabelOnlyFigures:
    """The baseline beside us, on the rows that it can answer."""

    home: Figures = Figures()
    anywhere: Figures = Figures()
    substance: Figures = Figures()


@dataclass(frozen=True, slots=True)
class Miss:
    portal: str
    row: str
    fit: str
    expected: str
    told: str


@dataclass(frozen=True, slots=True)
class Report:
    corpus: str
    on: date
    browser: bool
    catalogue: str
    code: str
    portals: tuple[PortalLine, ...]
    total: Figures
    services: Figures  # agreement and open verdicts of the requirements on online services
    splits: Mapping[str, Figures]
    platforms: Mapping[str, Figures]
    requirements: Mapping[str, Figures]
    controls_present: tuple[str, ...]  # information requirements called present on a control: none may be
    label_only: LabelOnlyFigures
    left_out: tuple[LeftOut, ...]
    misses: tuple[Miss, ...]
    exams: tuple[Exam, ...] = ()
    service_lists: tuple[ServiceLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """What a report is made of. `left_out`: per platform, entries taken out and what was told then."""

    corpus: Corpus
    catalogue: Catalogue
    on: date
    browser: bool
    visited: tuple[Visited, ...]
    first_runs: Mapping[str, FirstRun]
    left_out: Mapping[str, tuple[int, tuple[Judged, ...]]]


def figures(corpus: Corpus, judged: Sequence[Judged], scopes: Scopes, only: Iterable[Portal] | None = None) -> Figures:
    """The figures of some portals of a corpus: all rows, and open verdicts on scored requirements of agencies."""
    chosen = {portal.id: portal for portal in (corpus.portals if only is None else only)}
    rows = [row for row in compare(corpus, judged) if row.portal.id in chosen]
    agencies = [each for each in judged if each.portal in chosen and not chosen[each.portal].control]
    return figures_of(rows, verdicts_in(agencies, lambda name: scopes.get(name) is Scope.PORTAL))


def build_report(given: Measured) -> Report:
    """An exam has its column, platforms, portals and misses; totals and requirements are told without it."""
    corpus, scopes = given.corpus, scopes_of(given.catalogue)
    judged = tuple(each.judged for each in given.visited)
    rest = corpus.without_exams
    counted = {portal.id for portal in rest.portals}
    visited = [each for each in given.visited if each.judged.portal in counted]
    told = tuple(each.judged for each in visited)
    rows = compare(rest, told)
    return Report(
        corpus=corpus.name,
        on=given.on,
        browser=given.browser,
        catalogue=given.catalogue.name,
        code=code_version(),
        portals=tuple(_portal_line(given, portal, judged, scopes) for portal in corpus.portals),
        total=figures(rest, told, scopes),
        services=_services(rest, told, rows, scopes),
        splits={
            column: figures(corpus, judged, scopes, [portal for portal in corpus.portals if portal.column == column])
            for column in _columns(corpus)
        },
        platforms={
            platform: figures(corpus, judged, scopes, _of_platform(corpus, platform)) for platform in platforms(corpus)
        },
        requirements=_by_requirement(rest, told, rows, given.catalogue),
        controls_present=_controls_present(corpus, judged, given.catalogue),
        label_only=_label_only(rest, visited, scopes),
        left_out=tuple(
            LeftOut(
                platform,
                words,
                figures(corpus, judged, scopes, _of_platform(corpus, platform)),
                figures(corpus, again, scopes, _of_platform(corpus, platform)),
            )
            for platform, (words, again) in sorted(given.left_out.items())
        ),
        misses=tuple(_miss(row) for row in misses(compare(corpus, judged))),
        exams=tuple(exam for exam in corpus.exams if exam.column in _columns(corpus)),
        service_lists=tuple(_service_lines(given)),
    )


def _service_lines(given: Measured) -> Iterator[ServiceLine]:
    columns = {portal.id: portal.column for portal in given.corpus.portals}
    for each in given.visited:
        portal = each.judged.portal
        truth, first = given.corpus.services.get(portal), given.first_runs.get(portal)
        if truth is None:
            continue
        final = compare_services(each.services, truth)
        kept = first.services if first is not None else None
        yield ServiceLine(portal, columns[portal], final, kept, first.on if first is not None and kept else None)


def platforms(corpus: Corpus) -> tuple[str, ...]:
    return tuple(sorted({portal.platform for portal in corpus.portals}))


def _columns(corpus: Corpus) -> tuple[str, ...]:
    """Exams as the corpus names them, then splits by name."""
    found = {portal.column for portal in corpus.portals}
    exams = tuple(exam.column for exam in corpus.exams if exam.column in found)
    return (*exams, *sorted(found - set(exams)))


def _of_platform(corpus: Corpus, platform: str) -> list[Portal]:
    return [portal for portal in corpus.portals if portal.platform == platform]


def _portal_line(given: Measured, portal: Portal, judged: Sequence[Judged], scopes: Scopes) -> PortalLine:
    found = next(each for each in judged if each.portal == portal.id)
    first = given.first_runs.get(portal.id)
    return PortalLine(
        id=portal.id,
        name=portal.agency.name,
        kind=portal.agency.kind.value,
        platform=portal.platform,
        split=portal.column,
        control=portal.control,
        reachable=found.reachable,
        pages=found.pages,
        final=figures(given.corpus, judged, scopes, [portal]),
        first=figures(given.corpus, [first.judged(portal.id)], scopes, [portal]) if first is not None else None,
        first_on=first.on if first is not None else None,
    )


def _services(corpus: Corpus, judged: Sequence[Judged], rows: Sequence[Row], scopes: Scopes) -> Figures:
    agencies = _of_agencies(corpus, judged)
    of_services = [row for row in rows if all(scopes.get(name) is Scope.SERVICES for name in row.label.requirements)]
    return figures_of(of_services, verdicts_in(agencies, lambda name: scopes.get(name) is Scope.SERVICES))


def _by_requirement(
    corpus: Corpus, judged: Sequence[Judged], rows: Sequence[Row], catalogue: Catalogue
) -> dict[str, Figures]:
    """Every requirement of the catalogue, scored or not, then items that answer several of them."""
    agencies = _of_agencies(corpus, judged)
    labelled: dict[str, list[Row]] = {}
    for row in rows:
        labelled.setdefault(row.label.name, []).append(row)
    ids = [row.id for row in catalogue.requirements]
    items = sorted(set(labelled) - set(ids))
    return {name: figures_of(labelled.get(name, ()), verdicts_in(agencies, name.__eq__)) for name in (*ids, *items)}


def _of_agencies(corpus: Corpus, judged: Sequence[Judged]) -> list[Judged]:
    controls = {portal.id for portal in corpus.portals if portal.control}
    return [each for each in judged if each.portal not in controls]


def _controls_present(corpus: Corpus, judged: Sequence[Judged], catalogue: Catalogue) -> tuple[str, ...]:
    agencies = _of_agencies(corpus, judged)
    information = {row.id for row in catalogue.requirements if row.group == "information"}
    return tuple(
        f"{each.portal} {name}"
        for each in judged
        if each not in agencies
        for name, told in each.told.items()
        if name in information and told.verdict in PRESENT
    )


def _label_only(corpus: Corpus, visited: Sequence[Visited], scopes: Scopes) -> LabelOnlyFigures:
    """All three on the same rows: those of requirements that a section stands for."""
    said = [each.label_only for each in visited if each.label_only is not None]
    answered = frozenset().union(*(each.home.told for each in said))
    labels = tuple(label for label in corpus.labels if answered.issuperset(label.requirements))
    same = Corpus(corpus.name, corpus.portals, labels)
    return LabelOnlyFigures(
        figures(same, [each.home for each in said], scopes),
        figures(same, [each.anywhere for each in said], scopes),
        figures(same, [each.judged for each in visited], scopes),
    )


def _miss(row: Row) -> Miss:
    told = row.told.verdict.value
    return Miss(row.portal.id, row.label.name, row.fit.value, expected_text(row.label.allowed), told)
