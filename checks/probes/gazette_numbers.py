"""The province's own gazette: of each sampled number its number, date, list of documents, and their abstracts.

Decree 43 Art. 10(1)(g). Numbers of the Government's or another province's gazette do not count, single documents
neither (Decree 43 Art. 10(1)(g)).
"""

import re
from collections.abc import Sequence
from datetime import date

from checks.all_candidates import candidates_of
from checks.candidates import Candidate
from checks.freshness import Dated, age_of, capture_day, limits_for
from checks.gazette_numbers import GazetteNumber, read_numbers
from checks.issuers import numbers_in
from checks.judged import AT_HOME, Judged, aged, refuse
from checks.list_item import Item
from checks.observations import Observation
from checks.own_names import names_own, speaks_of_own
from checks.phrases import Phrases
from checks.probe_kind import ProbeKind, SectionParams
from checks.requirement import Requirement
from checks.samples import sample
from checks.section import judge_section
from checks.seen_shares import enough_seen, too_few_seen
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State, state_of
from checks.substance import substance
from domain.findings import Text2
from pages.hosts import owner_relation

NAME = "gazette_numbers"
_FIELDS = {
    "number": ("số công báo", "number"),
    "date": ("ngày ban hành", "date"),
    "list": ("danh mục văn bản", "list of documents"),
    "abstract": ("trích yếu từng văn bản", "abstracts"),
}
_MOST_PAGES = 8
_OWN_PAGE = 0.75
_MOSTLY = 0.5
_SHOWN = 3
_READ = 20_000  # characters of a file


class GazetteParams(SectionParams):
    """`others`: words by which a gazette shows itself to be the Government's. `issuers`: as the numbers of documents
    name those whose documents a province's gazette holds; without any of them it is another's."""

    others: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()


def run(site: Site, params: GazetteParams, requirement: Requirement) -> Observation:
    def judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
        return _judge(site, candidate, page, params, requirement)

    return judge_section(site, params.section, NAME, judge)


def _judge(site: Site, candidate: Candidate, page: SitePage, params: GazetteParams, requirement: Requirement) -> Judged:
    if page is site.home:
        return AT_HOME
    found = _all_numbers(site, candidate.section, page)
    if not found:
        return _without_numbers(site, page)
    own = [number for number in found if _is_own(site, number, params)]
    if not own:
        shown = found[0].item.title[:80]
        return refuse(
            "other_gazette",
            f"Các số công báo là của Chính phủ hoặc nơi khác (“{shown}”).",
            f"The numbers are those of the Government's or another gazette (“{shown}”).",
        )
    chosen = _sampled(own)
    seen = [number for number in chosen if not _unseen(site, number)]
    if not enough_seen(len(seen), len(chosen)):
        scanned = sum(1 for number in chosen if number.texts and all(text.scan for text in number.texts))
        return too_few_seen(len(seen), len(chosen), Text2("số công báo", "numbers"), scanned)
    return _with_age(site, page, _share(site, seen), own, requirement)


def _all_numbers(site: Site, section: str, page: SitePage) -> list[GazetteNumber]:
    """Those of this page and of the section's other pages (a page for each year)."""
    pages = {page.url: page}
    for candidate in candidates_of(site, section):
        other = candidate.page_found if candidate.state is State.ALIVE else None
        if other is not None and other is not site.home and candidate.strength >= _OWN_PAGE:
            pages.setdefault(other.url, other)
    found: dict[tuple[str, int], GazetteNumber] = {}
    for each in list(pages.values())[:_MOST_PAGES]:
        for number in read_numbers(site, each):
            key = (number.number, number.day.year if number.day else 0)
            if key not in found or (number.listed and not found[key].listed):
                found[key] = number
    return list(found.values())


def _sampled(numbers: Sequence[GazetteNumber]) -> list[GazetteNumber]:
    ordered = sorted(numbers, key=lambda number: (number.page.url, number.item.xpath))
    return sample(ordered, lambda number: number.day, lambda number: f"{number.number} {number.item.url or ''}")


def listed_numbers(site: Site, params: GazetteParams) -> Sequence[Item]:
    """The entries of the sampled numbers, for the crawl."""
    for candidate in candidates_of(site, params.section):
        page = candidate.page_found if candidate.state is State.ALIVE else None
        found = _all_numbers(site, params.section, page) if page is not None and page is not site.home else []
        if found:
            return [number.item for number in _sampled([each for each in found if _is_own(site, each, params)])]
    return ()


def _without_numbers(site: Site, page: SitePage) -> Judged:
    real = substance(site, page)
    if not real.real:
        return Judged(0.0, 0.0, real.state.value, real.reason)
    return refuse(
        "no_numbers",
        "Trang không có số công báo nào (văn bản lẻ không phải số công báo).",
        "The page shows no number of a gazette (single documents are none).",
    )


def _is_own(site: Site, number: GazetteNumber, params: GazetteParams) -> bool:
    """Neither named after the Government or another province, nor holding only documents of others."""
    heads = "\n".join(heading.text for heading in site.own_headings(number.detail)[:2]) if number.detail else ""
    named = f"{number.item.title}\n{heads}"
    if Phrases.of(params.others).found_in(named) or not speaks_of_own(site, named):
        return False
    if owner_relation(number.page.url, site.target) == "national" and not names_own(site, _around(site, number)):
        return False
    items = [document.item for document in number.documents]
    others = sum(1 for item in items if not speaks_of_own(site, item.text))
    texts = "\n".join(text.text[:_READ] for text in number.texts)
    endings = {part for symbol in numbers_in(f"{number.shown_text}\n{texts}") for part in re.split(r"[-/]", symbol)}
    return (not endings or not endings.isdisjoint(params.issuers)) and others <= _MOSTLY * len(items)


def _around(site: Site, number: GazetteNumber) -> str:
    headings = "\n".join(heading.text for heading in site.own_headings(number.page)[:4])
    return f"{number.shown_text}\n{number.page.view.title}\n{headings}"


def _unseen(site: Site, number: GazetteNumber) -> bool:
    """Its contents may stand on a page or in a file that was not read."""
    if number.listed:
        return False
    if number.detail is not None:
        return bool(number.item.file_urls) and not number.texts
    if number.texts:
        return all(text.scan for text in number.texts)
    if number.item.url is None:
        return bool(number.item.file_urls)
    return state_of(site, number.item.url, number.page) not in (State.NOWHERE, State.DEAD)


def _shares(number: GazetteNumber) -> dict[str, float]:
    return {
        "number": 1.0,
        "date": float(number.day is not None),
        "list": float(number.listed),
        "abstract": number.abstracts if number.listed else 0.0,
    }


def _share(site: Site, seen: Sequence[GazetteNumber]) -> Judged:
    shares = [_shares(number) for number in seen]
    share = round(sum(sum(each.values()) for each in shares) / (len(_FIELDS) * len(seen)), 4)
    lacking = [name for name in _FIELDS if any(each[name] < 1 for each in shares)]
    vi = f"{round(100 * share)} % thông tin của {len(seen)} số công báo trong mẫu được nêu."
    en = f"{round(100 * share)} % of the fields of {len(seen)} sampled numbers are shown."
    if lacking:
        vi += f" Thiếu ở một phần hoặc tất cả: {', '.join(_FIELDS[name][0] for name in lacking)}."
        en += f" Lacking for some or all: {', '.join(_FIELDS[name][1] for name in lacking)}."
    evidence = tuple(
        site.evidence(number.page, number.item.xpath, NAME, excerpt=number.item.title, value=_told(number))
        for number in seen[:_SHOWN]
    )
    figures = (("numbers", float(len(seen))), ("share", share))
    return Judged(share, 0.0, "some_fields" if lacking else "full", Text2(vi, en), evidence, figures=figures)


def _told(number: GazetteNumber) -> str:
    return ", ".join(name for name, share in _shares(number).items() if share > 0)


def _with_age(
    site: Site, page: SitePage, judged: Judged, own: Sequence[GazetteNumber], requirement: Requirement
) -> Judged:
    limits = limits_for(requirement, site.target.agency.kind)
    if limits is None:
        return judged
    age = age_of([Dated(number.day or _posted(number)) for number in own], limits, capture_day(page.capture))
    return aged(judged, age)


def _posted(number: GazetteNumber) -> date | None:
    """Where the number itself is undated: the newest document in it."""
    return max((document.issued for document in number.documents if document.issued), default=None)


PROBE = ProbeKind(
    NAME,
    GazetteParams,
    run,
    Text2(
        "Từng số công báo của tỉnh có số, ngày, danh mục văn bản và trích yếu.",
        "Each number of the province's own gazette with number, date, list of documents and abstracts.",
    ),
    entries=listed_numbers,
)
