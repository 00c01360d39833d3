"""The five items of access for all on one page of each kind. TT32 Art. 18(1); Decree 43 Art. 8.

An item holds on a page when nine in ten of its tested elements pass under each of its tests. Contrast and what script
moves need a browser's record; the rest is judged from plain HTML as well. An item that nothing asks for is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from checks.access_by_axe import axe_count, moving_texts
from checks.access_facts import FACTS, Tested
from checks.access_items import AccessItem, access_items, names_ticker
from checks.browser_records import Measured, measured
from checks.navigation import read_navigation
from checks.observations import NONE, Observation, Unknown
from checks.page_samples import SampledPage, page_samples
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.site import Site
from checks.site_page import SitePage
from domain.captures import CaptureKind
from domain.findings import Evidence, SearchTrace, Text2

NAME = "accessibility"
_SHARE = 0.9
_HALF = 0.5
_MOTION = "motion"


@dataclass(frozen=True, slots=True)
class _OnPage:
    """One item on one page. `holds` is None where it could not be told; `doubt`: seen, but a machine cannot tell."""

    holds: bool | None
    doubt: bool = False
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class _Item:
    """One item over the pages that ask for it, as shares."""

    item: AccessItem
    pages: tuple[_OnPage, ...]

    @property
    def seen(self) -> int:
        return sum(1 for each in self.pages if each.holds is not None)

    @property
    def held(self) -> int:
        return sum(1 for each in self.pages if each.holds)

    @property
    def shares(self) -> tuple[float, float]:
        """Earned and unknown; pages that could not be told leave the sample while half of it is left."""
        if self.seen and self.seen >= _HALF * len(self.pages):
            return self.held / self.seen, 0.0
        return self.held / len(self.pages), 1 - self.seen / len(self.pages)


def run(site: Site, _params: Params, _requirement: Requirement) -> Observation:
    sampled = page_samples(site)
    items = [_over_pages(site, name, item, sampled) for name, item in access_items().items.items()]
    asked = [item for item in items if item.pages]
    if not asked:
        said = Text2("Không có trang nào đọc được để xem.", "No page could be read to look at.")
        return Observation(NAME, NONE, 1.0, "nothing_read", said)
    shares = [item.shares for item in asked]
    earned = round(sum(earned for earned, _ in shares) / len(asked), 4)
    unknown = round(sum(unknown for _, unknown in shares) / len(asked), 4)
    evidence = tuple(dict.fromkeys(each for item in asked for each in _telling(item)))
    searched = SearchTrace(
        sections=tuple(each.page.url for each in sampled),
        pages=len(site.pages),
        navigation=read_navigation(site).coverage,
    )
    doubts = any(each.doubt for item in asked for each in item.pages if each.holds is None)
    return Observation(
        NAME,
        earned,
        unknown,
        _code(earned, unknown),
        _reason(asked, len(sampled)),
        evidence,
        searched,
        Unknown.HUMAN if doubts else Unknown.UNSEEN,
        figures=(("pages_sampled", float(len(sampled))),),
    )


def _code(earned: float, unknown: float) -> str:
    if unknown:
        return "partly_seen" if earned else "not_seen"
    return "full" if earned >= _SHARE else "some_items" if earned else "no_item"


def _reason(asked: list[_Item], pages: int) -> Text2:
    vi = "; ".join(f"{each.item.point}) {each.item.title.vi}: {_counted(each, 'vi')}" for each in asked)
    en = "; ".join(f"{each.item.point}) {each.item.title.en}: {_counted(each, 'en')}" for each in asked)
    return Text2(f"Trên {pages} trang lấy mẫu: {vi}.", f"On {pages} sampled pages: {en}.")


def _counted(each: _Item, language: str) -> str:
    if not each.seen:
        return "chưa xem được" if language == "vi" else "could not be seen"
    return f"{each.held}/{each.seen} trang đạt" if language == "vi" else f"holds on {each.held} of {each.seen}"


def _telling(item: _Item) -> Iterator[Evidence]:
    """The first page on which it fails and the first on which it holds."""
    for wanted in (False, True):
        for each in item.pages:
            if each.holds is wanted and each.evidence is not None:
                yield each.evidence
                break


def _over_pages(site: Site, name: str, item: AccessItem, sampled: tuple[SampledPage, ...]) -> _Item:
    told = (_on_page(site, name, item, each.page) for each in sampled)
    return _Item(item, tuple(each for each in told if each is not None))


def _on_page(site: Site, name: str, item: AccessItem, page: SitePage) -> _OnPage | None:
    """None where the page has nothing that the item asks for."""
    axe = measured(site, page, CaptureKind.AXE)
    if name == _MOTION:
        return _motion(site, item, page, axe)
    if axe is None and item.browser:
        return _OnPage(None)
    told = [_by_fact(site, page, FACTS[fact](page)) for fact in item.facts]
    if axe is not None and (any(told) or not item.facts_first):
        told.append(_by_axe(item, axe))
    asked = [each for each in told if each is not None]
    if not asked:
        return None
    failing = next((each for each in asked if each.holds is False), None)
    if failing is not None:
        return failing
    return next((each for each in asked if each.holds is None), None) or asked[0]


def _by_fact(site: Site, page: SitePage, fact: Tested) -> _OnPage | None:
    if not fact.count:
        return None
    if fact.passed >= _SHARE * fact.count - 1e-9:
        return _OnPage(True, evidence=site.evidence(page, fact.example, NAME, excerpt=fact.shown, value=_ratio(fact)))
    value = _ratio(fact)
    return _OnPage(False, evidence=site.evidence(page, fact.offender, NAME, excerpt=fact.offending, value=value))


def _ratio(fact: Tested) -> str:
    return f"{fact.passed}/{fact.count}"


def _by_axe(item: AccessItem, axe: Measured) -> _OnPage | None:
    count = axe_count(axe, item.rules)
    if not count.count:
        return None
    holds = count.holds(_SHARE)
    value = f"{count.passed}/{count.passed + count.failed}"
    if holds is None:
        return _OnPage(None, doubt=True)
    if holds:
        return _OnPage(True, evidence=axe.evidence(count.ran or "", NAME, excerpt=", ".join(item.rules), value=value))
    return _OnPage(False, evidence=axe.evidence(count.pointer, NAME, excerpt=count.offending, value=value))


def _motion(site: Site, item: AccessItem, page: SitePage, axe: Measured | None) -> _OnPage:
    """Nothing may move or blink by itself: one that does fails the page. Whether script moves it, a browser tells."""
    for fact in item.facts:
        told = FACTS[fact](page)
        if told.failed:
            return _OnPage(False, evidence=site.evidence(page, told.offender, NAME, excerpt=told.offending))
    if axe is None:
        still = None if names_ticker(site.snapshot.body(page.capture)) else True
        return _OnPage(still, evidence=site.evidence(page, "/html/body", NAME, excerpt=page.view.title))
    count = axe_count(axe, item.rules)
    if count.failed:
        return _OnPage(False, evidence=axe.evidence(count.pointer, NAME, excerpt=count.offending))
    seen = moving_texts(axe)
    if seen:
        return _OnPage(False, evidence=axe.evidence(seen[0][0], NAME, excerpt=seen[0][1]))
    return _OnPage(True, evidence=axe.evidence("", NAME, excerpt=page.view.title))


PROBE = ProbeKind(
    NAME,
    Params,
    run,
    Text2(
        "Năm yêu cầu tiếp cận trên mỗi loại trang: tương phản, chuyển động, chữ thay ảnh, liên kết và đề mục, bảng.",
        "Five items of access on each kind of page: contrast, motion, text for images, links and headings, tables.",
    ),
)
