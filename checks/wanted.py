"""What an audit should look at next: pure, from what it saw and what is still unmet (ARCHITECTURE.md, flow)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice, zip_longest

from checks.document_questions import document_questions
from checks.judge_requirement import is_bound, maximum
from checks.list_item import Item
from checks.load_lexicon import Lexicon
from checks.probes.listing import PROBES
from checks.requirement import Catalogue, Requirement
from checks.rule_parts import calls_of, sections_of
from checks.search_questions import questions
from checks.services.wanted_pages import MOST_PAGES, list_addresses, open_ends
from checks.services.wanted_services import service_wishes
from checks.site import Site
from checks.vocabulary import Section
from checks.wanted_addresses import (
    article_addresses,
    item_addresses,
    leader_addresses,
    mobile_version_addresses,
    navigation_addresses,
    section_addresses,
)
from checks.wanted_files import content_addresses, item_files, map_pictures, part_files
from checks.wanted_pictures import pictures, samples
from domain.agencies import Kind
from domain.findings import Finding, Verdict
from domain.plans import Search, Wanted, Word
from domain.text import fold

MOST_URLS = 90
MOST_FILES = 30
_MAP_PICTURES = 2
_BASE = 0.12  # of a section that no open requirement asks for: later probes will want it in the archive
_SATISFIED = 0.05
_SHORTEST = 4  # letters: shorter words say nothing by themselves
_LABEL, _PHRASE, _WEAK = 1.0, 0.8, 0.35
_SETTLED = frozenset({Verdict.MET, Verdict.NOT_APPLICABLE})
_NOTHING_LEFT = 0.05  # of a requirement's points


def all_words(catalogue: Catalogue, lexicon: Lexicon, kind: Kind) -> tuple[Word, ...]:
    """The words of the first round, when nothing is known yet."""
    open_rows = {row.id: 1.0 for row in catalogue.requirements if is_bound(row, kind)}
    return _words(catalogue, lexicon, kind, open_rows)


def wanted(site: Site, catalogue: Catalogue, findings: Iterable[Finding], done: Collection[Search] = ()) -> Wanted:
    """The next round's words, addresses, files, questions and pictures. `done`: questions asked so far, where the
    snapshot does not hold their answers yet."""
    kind = site.target.agency.kind
    given = tuple(findings)
    left = _open_shares(catalogue, kind, {finding.requirement: finding for finding in given})
    ordered = sorted(
        (row for row in catalogue.requirements if row.id in left),
        key=lambda row: (-max(maximum(row, kind), 0.5) * left[row.id], row.id),
    )
    sections = tuple(dict.fromkeys(section for row in ordered for section in sections_of(row)))
    judged = _judged_one_by_one(site, ordered)
    urls = [
        *article_addresses(site),
        *mobile_version_addresses(site),
        *section_addresses(site, sections),
        *(leader_addresses(site) if "leaders" in sections else ()),
        *navigation_addresses(site),
        *item_addresses(site, sections, judged),
    ]
    services = service_wishes(site)
    return Wanted(
        words=_words(catalogue, site.lexicon, kind, left),
        urls=_in_turns(_first(urls, MOST_URLS), _first((*list_addresses(site), *services.urls), MOST_PAGES)),
        lists=open_ends(site),
        files=_first(
            (
                *islice(map_pictures(site), _MAP_PICTURES),
                *content_addresses(site, sections),
                *part_files(site),
                *item_files(site, sections, judged),
            ),
            MOST_FILES,
        )
        + services.files,
        entries=services.entries,
        searches=(*questions(site, done), *document_questions(site)),
        pictures=pictures(site, given),
        samples=samples(site),
    )


def _judged_one_by_one(site: Site, rows: Iterable[Requirement]) -> dict[str, Sequence[Item]]:
    """By section, the entries of its list that open rows look at one by one: those of the first row that has any."""
    found: dict[str, Sequence[Item]] = {}
    for row in rows:
        for call in calls_of(row):
            kind, section = PROBES[call.probe], str(call.params.get("section", ""))
            if kind.entries is not None and not found.get(section):
                found[section] = kind.entries(site, kind.params.model_validate(dict(call.params)))
    return {section: items for section, items in found.items() if items}


def _open_shares(catalogue: Catalogue, kind: Kind, findings: Mapping[str, Finding]) -> dict[str, float]:
    """Per requirement that more looking could still raise: the share of its points that is not earned."""
    left: dict[str, float] = {}
    for row in catalogue.requirements:
        finding = findings.get(row.id)
        if not is_bound(row, kind) or (finding is not None and finding.verdict in _SETTLED):
            continue
        share = 1.0 - (finding.value or 0.0) if finding is not None else 1.0
        if share > _NOTHING_LEFT:
            left[row.id] = share
    return left


def _words(catalogue: Catalogue, lexicon: Lexicon, kind: Kind, left: Mapping[str, float]) -> tuple[Word, ...]:
    weights = _section_weights(catalogue, lexicon, kind, left)
    best: dict[tuple[str, str], float] = {}
    for key, weight in weights.items():
        for text, share in _phrases(lexicon.section(key)):
            folded = fold(text)
            if len(folded) >= _SHORTEST:
                best[folded, key] = max(best.get((folded, key), 0.0), round(weight * share, 4))
    words = (Word(text, weight, tag) for (text, tag), weight in best.items())
    return tuple(sorted(words, key=lambda word: (-word.weight, word.text, word.tag)))


def _phrases(section: Section) -> list[tuple[str, float]]:
    return [
        *((text, _LABEL) for text in section.labels),
        *((text, _PHRASE) for text in section.phrases),
        *((text, _WEAK) for text in section.weak),
    ]


def _section_weights(catalogue: Catalogue, lexicon: Lexicon, kind: Kind, left: Mapping[str, float]) -> dict[str, float]:
    """Weights in 0..1: by the points that the section's open requirements still hold."""
    asked: dict[str, list[Requirement]] = {}
    for row in catalogue.requirements:
        if is_bound(row, kind):
            for key in sections_of(row):
                asked.setdefault(key, []).append(row)
    stakes = {key: sum(max(row.points, 0.5) * left.get(row.id, 0.0) for row in rows) for key, rows in asked.items()}
    highest = max(stakes.values(), default=0.0) or 1.0
    weights: dict[str, float] = {}
    for key, section in sorted(lexicon.sections.items()):
        if section.weight == 0:
            continue
        if key in stakes:
            weight = _BASE + (1 - _BASE) * (stakes[key] / highest) ** 0.5 if stakes[key] else _SATISFIED
        else:
            weight = _BASE
        weights[key] = round(min(1.0, weight * section.weight), 4)
    return weights


def _in_turns(portal: Sequence[tuple[str, str]], services: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The portal's own pages and those of its services by turns, so that neither takes all of a round."""
    pairs = (pair for both in zip_longest(portal, services) for pair in both if pair is not None)
    return tuple({url: (url, tag) for url, tag in reversed(list(pairs))}.values())[::-1]


def _first(pairs: Iterable[tuple[str, str]], most: int) -> tuple[tuple[str, str], ...]:
    """Each address once, under its first tag."""
    kept: dict[str, str] = {}
    for url, tag in pairs:
        kept.setdefault(url, tag)
    return tuple(kept.items())[:most]
