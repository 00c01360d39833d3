"""Which pages to photograph: the front page, one of each kind to be measured, those that verdicts so far rest on."""

from collections import defaultdict
from collections.abc import Iterable

from checks.browser_records import is_measured
from checks.page_samples import page_samples
from checks.site import Site
from domain.captures import CaptureKind
from domain.findings import Finding, LocatorType

MOST_PICTURES = 16  # in an audit
_MOST_AT_ONCE = 6  # leaves room for what later rounds find
_OF_A_FINDING = 3  # pieces of evidence: the first ones say most
_UNSCORED = 0.1  # what a verdict without points is worth


def samples(site: Site) -> tuple[str, ...]:
    """A list, an article, an introduction, the documents: pages to be laid out for a phone and looked at by axe-core
    beside the front page. Once measured, a page stands for its kind and is not asked for again."""
    pages = (sampled.page for sampled in page_samples(site))
    return tuple(page.url for page in pages if page is not site.home and not is_measured(site, page))


def pictures(site: Site, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Addresses in the order of need: the front page first, then the pages to be measured, then by the points that
    rest on a page, then by name."""
    if site.home is None:
        return ()
    taken = {capture.url for capture in site.snapshot.of(CaptureKind.SCREENSHOT)} | {site.home.url}
    weight = _weights(site, findings)
    measured = samples(site)
    ordered = sorted((url for url in weight if url not in taken), key=lambda url: (-weight[url], url))
    room = max(0, min(_MOST_AT_ONCE, MOST_PICTURES - len(taken.union(measured))))
    return (site.home.url, *dict.fromkeys((*measured, *ordered[:room])))


def _weights(site: Site, findings: Iterable[Finding]) -> dict[str, float]:
    """Points judged on the evidence of each page; a page counts once for each requirement."""
    weight: defaultdict[str, float] = defaultdict(float)
    for finding in sorted(findings, key=lambda each: each.requirement):
        first = [seen for seen in finding.evidence if seen.locator.type is LocatorType.XPATH][:_OF_A_FINDING]
        for url in dict.fromkeys(seen.url for seen in first):
            if site.page(url) is not None:
                weight[url] += max(finding.possible, _UNSCORED)
    return dict(weight)
