"""From what was told of a corpus to a report: compare, and judge again without each platform's own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accuracy.corpus import Corpus
from accuracy.first_runs import load_first_runs
from accuracy.judged import Judged
from accuracy.left_out import own_words, without
from accuracy.made_up import NAME
from accuracy.report import Measured, Report, build_report, platforms
from accuracy.running import run_without
from accuracy.visiting import Visit, Visited
from checks.load_catalogue import load_catalogue
from checks.load_lexicon import load_lexicon


@dataclass(frozen=True, slots=True)
class Order:
    """What to measure: a corpus, each portal's archive, and how it is worked on."""

    corpus: Corpus
    visits: tuple[Visit, ...]
    browser: bool
    jobs: int
    on: date


def report_of(order: Order, visited: tuple[Visited, ...]) -> Report:
    """Everything that is published of a visit to each portal. Raises VisitError."""
    left_out = _left_out(order, visited)
    return build_report(measured(order.corpus, visited, order.on, browser=order.browser, left_out=left_out))


def measured(
    corpus: Corpus,
    visited: tuple[Visited, ...],
    on: date,
    *,
    browser: bool,
    left_out: Mapping[str, tuple[int, tuple[Judged, ...]]],
) -> Measured:
    """First runs are kept for the made-up portals only."""
    first = load_first_runs() if corpus.name == NAME else {}
    return Measured(corpus, load_catalogue(), on, browser, visited, first, left_out)


def _left_out(order: Order, visited: Sequence[Visited]) -> dict[str, tuple[int, tuple[Judged, ...]]]:
    """Per platform: how many entries were taken out, and what was told then. One platform alone cannot be left out."""
    named = platforms(order.corpus)
    if len(named) < 2:
        return {}
    of_portal = {portal.id: portal.platform for portal in order.corpus.portals}
    seen = {each.judged.portal: each.words for each in visited}
    own = {platform: own_words(seen, of_portal, platform) for platform in named}
    again = run_without([(visit, own[visit.portal.platform]) for visit in order.visits], order.jobs)
    return {
        platform: (
            without(load_lexicon(), own[platform]).removed,
            tuple(told for told in again if of_portal[told.portal] == platform),
        )
        for platform in named
    }
