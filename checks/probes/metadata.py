"""The six mandatory elements of metadata over the pages that must carry them. Decree 43 Art. 14(1); TT24/2011.

A Dublin Core tag counts whole, a generic one of the same meaning half; an empty or made-up value, and one and the same
title, date, description or identifier on several pages, is none: the template wrote it, not the page.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from checks.articles import read_articles
from checks.filler import is_filler, is_placeholder
from checks.metadata_names import elements_linked, elements_named, metadata_names, says_nothing
from checks.navigation import read_navigation
from checks.observations import NONE, Observation
from checks.page_samples import section_pages
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Evidence, SearchTrace, Text2
from domain.text import clean, fold

NAME = "metadata"
_WHOLE, _HALF = 1.0, 0.5
_TOP = 4000  # bytes
_OF_KIND = 3  # pages of a section
_SURE = 0.75
_SHARED = 3  # pages under one value: a template's
_DATE_DIGITS = 4
_HOME, _ARTICLES = "home", "articles"
_TITLES = {_HOME: Text2("trang chủ", "home"), _ARTICLES: Text2("tin, bài", "items")}


@dataclass(frozen=True, slots=True)
class _Value:
    """What a page says of one element."""

    text: str
    core: bool
    xpath: str


@dataclass(frozen=True, eq=False)
class _Page:
    kind: str
    page: SitePage
    values: Mapping[str, tuple[_Value, ...]]


def run(site: Site, _params: Params, _requirement: Requirement) -> Observation:
    pages = [_Page(kind, page, _values(page)) for kind, page in _sampled(site)]
    articles = read_articles(site)
    unseen = int(not articles.read and bool(articles.unread))
    fillers = _fillers(pages)
    kinds: dict[str, list[dict[str, float]]] = {}
    for each in pages:
        kinds.setdefault(each.kind, []).append(_worths(each, fillers))
    asked = len(kinds) + unseen
    if not kinds or (set(kinds) == {_HOME} and (unseen or read_navigation(site).unfetched)):
        said = Text2("Chưa đọc được đủ loại trang để xem.", "Too few kinds of pages were read.")
        return Observation(NAME, NONE, 1.0, "few_pages", said)
    share = round(sum(_mean(worths) for worths in kinds.values()) / asked, 4)
    trace = SearchTrace(
        sections=tuple(each.page.url for each in pages)[:20],
        pages=len(site.pages),
        navigation=read_navigation(site).coverage,
    )
    evidence = tuple(_evidence(site, pages, fillers))
    return Observation(
        NAME,
        share,
        round(unseen / asked, 4),
        _code(share),
        _reason(kinds, fillers),
        evidence,
        trace,
        figures=(("pages", float(len(pages))),),
    )


def _sampled(site: Site) -> Iterator[tuple[str, SitePage]]:
    taken: set[str] = set()
    if site.home is not None and not site.home.view.shell:
        taken.add(site.home.url)
        yield _HOME, site.home
    for article in read_articles(site).sample:
        taken.add(article.page.url)
        yield _ARTICLES, article.page
    for kind, asked in metadata_names().page_kinds.items():
        found = 0
        for page in section_pages(site, asked.sections, _SURE):
            if page.url not in taken and found < _OF_KIND and not page.view.shell:
                found += 1
                taken.add(page.url)
                yield kind, page


def _values(page: SitePage) -> dict[str, tuple[_Value, ...]]:
    found: dict[str, list[_Value]] = {}
    for name, content in page.view.metas:
        for element, core in elements_named(name):
            found.setdefault(element, []).append(_Value(clean(content), core, ""))
    for link in page.view.head_links:
        for element in elements_linked(link.rel):
            found.setdefault(element, []).append(_Value(link.url, False, link.xpath))
    return {element: tuple(values) for element, values in found.items()}


def _key(element: str, value: str) -> str:
    """What is compared between pages: of dates the day, an hour alone makes none of its own."""
    if element == "date":
        return value[:10]
    return value if element == "identifier" else fold(value)


def _fillers(pages: Sequence[_Page]) -> frozenset[tuple[str, str]]:
    """Values of elements that should differ, and stand on several pages."""
    counts: Counter[tuple[str, str]] = Counter()
    dated: Counter[bool] = Counter()
    for each in pages:
        counts.update(_keys(each))
        dated[bool(each.values.get("date"))] += 1
    varying = {name for name, element in metadata_names().elements.items() if element.varies}
    home = _keys(next((each for each in pages if each.kind == _HOME), None))
    found = {
        key
        for key, count in counts.items()
        if key[0] in varying and (count >= _SHARED or (count > 1 and key in home and key[0] != "date"))
    }
    # News of one day share it; all pages of a portal do not.
    return frozenset(key for key in found if key[0] != "date" or counts[key] >= _SURE * dated[True])


def _keys(each: _Page | None) -> set[tuple[str, str]]:
    values = each.values.items() if each is not None else ()
    return {(name, _key(name, value.text)) for name, held in values for value in held}


def _is_real(each: _Page, element: str, value: _Value, fillers: frozenset[tuple[str, str]]) -> bool:
    if says_nothing(value.text) or is_filler(value.text) or is_placeholder(value.text):
        return False
    if element == "date" and sum(char.isdigit() for char in value.text) < _DATE_DIGITS:
        return False
    if (element, _key(element, value.text)) not in fillers:
        return True
    return each.kind == _HOME and element != "date"  # what the template says of all pages is true of the front page


def _worths(each: _Page, fillers: frozenset[tuple[str, str]]) -> dict[str, float]:
    worths: dict[str, float] = {}
    for element in metadata_names().elements:
        real = [value for value in each.values.get(element, ()) if _is_real(each, element, value, fillers)]
        worths[element] = max((_WHOLE if value.core else _HALF for value in real), default=0.0)
    return worths


def _mean(worths: Sequence[Mapping[str, float]]) -> float:
    return sum(sum(each.values()) / len(each) for each in worths) / len(worths)


def _code(share: float) -> str:
    if share == 0:
        return "absent"
    return "full" if share >= 0.9 else "some_elements"


def _reason(kinds: Mapping[str, list[dict[str, float]]], fillers: frozenset[tuple[str, str]]) -> Text2:
    elements = metadata_names().elements
    every = [worths for group in kinds.values() for worths in group]
    shares = {name: sum(worths[name] for worths in every) / len(every) for name in elements}
    vi = ", ".join(f"{elements[name].title.vi} {round(100 * share)} %" for name, share in shares.items())
    en = ", ".join(f"{elements[name].title.en} {round(100 * share)} %" for name, share in shares.items())
    same = sorted({name for name, _ in fillers})
    vi_same = ", ".join(elements[name].title.vi for name in same)
    en_same = ", ".join(elements[name].title.en for name in same)
    vi_same = f" Lặp lại cùng một giá trị trên nhiều trang: {vi_same}." if same else ""
    en_same = f" One value on several pages: {en_same}." if same else ""
    where_vi = ", ".join(_title(kind).vi for kind in kinds)
    where_en = ", ".join(_title(kind).en for kind in kinds)
    return Text2(
        f"Trên {len(every)} trang ({where_vi}): {vi}.{vi_same}", f"On {len(every)} pages ({where_en}): {en}.{en_same}"
    )


def _title(kind: str) -> Text2:
    if kind in _TITLES:
        return _TITLES[kind]
    names = metadata_names().page_kinds[kind].title
    return Text2(names.vi, names.en)


def _evidence(site: Site, pages: Sequence[_Page], fillers: frozenset[tuple[str, str]]) -> Iterator[Evidence]:
    """The head of the first page of each kind, with what it says."""
    kinds: set[str] = set()
    for each in pages:
        if each.kind in kinds:
            continue
        kinds.add(each.kind)
        said = [
            f"{element}={value.text[:60]}"
            for element, values in each.values.items()
            for value in values[:1]
            if _is_real(each, element, value, fillers)
        ]
        head = "/html/head" if b"<head" in site.snapshot.body(each.page.capture)[:_TOP].lower() else "/html"
        yield site.evidence(each.page, head, NAME, excerpt="; ".join(said), value=str(len(said)))


PROBE = ProbeKind(
    NAME,
    Params,
    run,
    Text2(
        "Sáu yếu tố dữ liệu đặc tả trong phần đầu của các loại trang bắt buộc.",
        "The six elements of metadata in the head of the kinds of pages that must carry them.",
    ),
)
