"""The baseline: a checker that takes a label for the thing, as link checkers do.

It calls a requirement present when a visible link carries one of its section's names, on the home page alone or on any
page that was read; else `not_met`. It reads the same snapshot with the same words, so that what it gets wrong is what
looking at the content adds. Requirements that no section stands for are outside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accuracy.judged import Judged, Told
from checks.judge_requirement import is_bound
from checks.requirement import Catalogue
from checks.rule_parts import sections_of
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Verdict

_NAMED = 0.8  # strength of a match: exact, or the same but for tones, or a phrase that is nearly all of the label


@dataclass(frozen=True, slots=True)
class LabelOnly:
    """What the baseline says of one portal."""

    home: Judged
    anywhere: Judged


def label_only(portal: str, site: Site, catalogue: Catalogue, *, reachable: bool) -> LabelOnly:
    sections = {
        row.id: sections_of(row)
        for row in catalogue.requirements
        if is_bound(row, site.target.agency.kind) and sections_of(row)
    }
    at_home = _named(site, [site.home] if site.home is not None else [])
    return LabelOnly(
        _says(portal, sections, at_home, reachable), _says(portal, sections, _named(site, site.pages), reachable)
    )


def _named(site: Site, pages: Iterable[SitePage]) -> frozenset[str]:
    """Sections that a visible link of the pages names."""
    found: set[str] = set()
    seen: set[str] = set()
    for page in pages:
        for link in page.view.links:
            text = link.name
            if link.hidden or not text or text in seen:
                continue
            seen.add(text)
            found.update(match.section for match in site.lexicon.match_label(text) if match.strength >= _NAMED)
    return frozenset(found)


def _says(portal: str, sections: Mapping[str, tuple[str, ...]], named: frozenset[str], reachable: bool) -> Judged:
    def verdict(wanted: tuple[str, ...]) -> Verdict:
        if not reachable:
            return Verdict.UNDETERMINED
        return Verdict.PARTLY_MET if named.intersection(wanted) else Verdict.NOT_MET

    return Judged(portal, {row: Told(verdict(wanted)) for row, wanted in sections.items()}, reachable)
