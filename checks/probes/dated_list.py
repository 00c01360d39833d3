"""A list that is kept up: news, directions, dissemination, drafts, projects, replies, rewards.

Decree 43 Art. 10(1)(b), (c), (d), (h), (i). What the list is by content gives the grade, its newest item the freshness;
the points rule takes the lower of the two.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from checks.all_candidates import candidates_of
from checks.candidates import PART, Candidate
from checks.freshness import age_of, capture_day, limits_for
from checks.grade_list import grade_list
from checks.judged import Judged, aged, refuse
from checks.list_grades import ListGrade, nothing_on_matter
from checks.list_item import Item, Listing
from checks.list_params import DatedListParams
from checks.lists import items_under, items_within, read_list
from checks.observations import Observation
from checks.passages import names
from checks.phrases import Phrases
from checks.places import holds
from checks.probe_kind import ProbeKind
from checks.requirement import Requirement
from checks.section import judge_section
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State
from checks.substance import substance, told_lines
from checks.topics import is_article, is_of_another, topics_of
from domain.findings import Evidence, Text2

NAME = "dated_list"
_SHOWN = 3
_HEAD_LINES = 3
_OTHER_PAGES = 6
_OWN_PAGE = 0.75
_MOSTLY = 0.5
_LOOSE = frozenset({"heading", "home_block", PART})
_BY_CONTENT = frozenset({"content", "entries"})  # no name says that this is the section: its items have to


def run(site: Site, params: DatedListParams, requirement: Requirement) -> Observation:
    def judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
        listing = list_of(site, candidate, page)
        if not listing.items:
            return no_items(site, page, listing)
        if candidate.how == "child" and is_of_another(site, page, candidate.section):
            return refuse("other", "Trang mang tên một mục khác.", "The page carries another section's name.")
        if candidate.how in _BY_CONTENT and _is_another_list(site, candidate, page, listing.items, params):
            return refuse("another_list", "Trang là danh sách của mục khác.", "The list is rather another section's.")
        items = with_other_pages(site, candidate.section, listing.items) if params.kinds else listing.items
        grade = grade_list(site, items, params)
        if candidate.how in _BY_CONTENT and len(grade.counted) < _MOSTLY * len(listing.items):
            grade = nothing_on_matter(listing.items)
        judged = with_age(site, page, grade, requirement)
        return _past_ones_do(site, page, judged, params)

    return judge_section(site, params.section, NAME, judge)


def _is_another_list(
    site: Site, candidate: Candidate, page: SitePage, items: Sequence[Item], params: DatedListParams
) -> bool:
    """Of a list nobody named: where items have to open on the agency's hosts, lines that open nothing are no such list;
    and where a rival section has a better claim."""
    return (params.own and not any(item.url for item in items)) or _is_rather(
        site, page, candidate.section, params.rivals
    )


def _is_rather(site: Site, page: SitePage, section: str, rivals: Sequence[str]) -> bool:
    """A list nobody named says more of the matter of one of the rivals than of its own."""
    topics = topics_of(site, page)
    own = topics[section].score if section in topics else 0.0
    return any(topics[rival].score > own for rival in rivals if rival in topics)


def _past_ones_do(site: Site, page: SitePage, judged: Judged, params: DatedListParams) -> Judged:
    """Past items with a notice that none is open now are as good as open ones (met_when of the drafts)."""
    notice = Phrases.of(params.none_open)
    block = next((block for block in told_lines(site, page) if notice.found_in(block.text)), None)
    if block is None or judged.earned == 0:
        return judged
    reason = Text2(
        f"Có thông báo hiện không lấy ý kiến (“{block.text[:80]}”) kèm các mục đã qua.",
        f"A notice that none is open now (“{block.text[:80]}”), with past items.",
    )
    evidence = (site.evidence(page, block.xpath, NAME, excerpt=block.text), *judged.evidence)
    return replace(judged, code="none_open", reason=reason, evidence=evidence, freshness=1.0)


def list_of(site: Site, candidate: Candidate, page: SitePage) -> Listing:
    """The section's items: those under its heading on the home page or beside other headings, else the whole page's.
    An article that carries the section's name as its category is no list of it."""
    if page is site.home:
        return items_under(site, page, candidate.xpath) if candidate.how == "home_block" else Listing()
    if candidate.how == PART:
        return items_within(site, page, candidate.xpath)
    if candidate.how != "heading":
        return read_list(site, page)
    if is_article(site, candidate, page):
        return Listing()
    if _is_item_title(site, page, candidate.xpath):
        named = any(names(site, block.text, candidate.section) for block in told_lines(site, page)[:_HEAD_LINES])
        return read_list(site, page) if named else Listing()
    return items_under(site, page, candidate.xpath) if _is_widget(site, candidate, page) else read_list(site, page)


def _is_item_title(site: Site, page: SitePage, heading: str) -> bool:
    """A heading that is the linked title of an item names the item, not the page."""
    return any(
        link.url not in (None, page.url) and (holds(heading, link.xpath) or holds(link.xpath, heading))
        for link in site.own_links(page)
    )


def _is_widget(site: Site, candidate: Candidate, page: SitePage) -> bool:
    """A heading behind another one heads only its own block; titles of items do not count as headings."""
    headings = (item for item in site.own_headings(page) if not _is_item_title(site, page, item.xpath))
    return any(heading.xpath != candidate.xpath for heading in list(headings)[:1])


def with_other_pages(site: Site, section: str, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Items of a section whose kinds stand on pages of their own (projects here, tenders there), each once."""
    found = {(item.url or item.title): item for item in items}
    others = [
        other.page_found for other in candidates_of(site, section) if other.state is State.ALIVE and _own_page(other)
    ]
    for page in others[:_OTHER_PAGES]:
        if page is not None and page is not site.home:
            for item in read_list(site, page).items:
                found.setdefault(item.url or item.title, item)
    return tuple(found.values())


def _own_page(other: Candidate) -> bool:
    return other.how == "entries" or (other.strength >= _OWN_PAGE and other.how not in _LOOSE)


def no_items(site: Site, page: SitePage, listing: Listing) -> Judged:
    """Why a page without real items is refused."""
    if listing.all_filler:
        count = len(listing.fillers)
        title = listing.fillers[0].title[:80]
        return refuse(
            "test_rows",
            f"Mục có {count} dòng, tất cả là dữ liệu thử hoặc mục trống (“{title}”).",
            f"The section has {count} rows, all of them test data or empty (“{title}”).",
        )
    held = substance(site, page) if page is not site.home else None
    if held is not None and not held.real:
        return Judged(0.0, 0.0, held.state.value, held.reason)
    return refuse("no_items", "Trang không có danh sách tin, bài nào.", "The page lists no items.")


def with_age(site: Site, page: SitePage, grade: ListGrade, requirement: Requirement) -> Judged:
    """The grade of a list with its freshness, and its newest items as evidence."""
    if grade.earned == 0:
        return Judged(0.0, grade.unknown, grade.code, grade.reason)
    evidence = _evidence(site, page, grade.counted)
    figures: tuple[tuple[str, float], ...] = (("items", float(len(grade.counted))),)
    judged = Judged(grade.earned, 0.0, grade.code, grade.reason, evidence, figures=figures)
    limits = limits_for(requirement, site.target.agency.kind)
    if limits is None:
        return judged
    return aged(judged, age_of([item.dated for item in grade.counted], limits, capture_day(page.capture)))


def _evidence(site: Site, page: SitePage, items: Sequence[Item]) -> tuple[Evidence, ...]:
    newest = sorted(items, key=lambda item: item.day or item.content_day or date.min, reverse=True)[:_SHOWN]
    return tuple(
        site.evidence(
            site.page(item.page) or page,
            item.xpath,
            NAME,
            excerpt=item.title,
            value=_shown(item.day or item.content_day),
        )
        for item in newest
    )


def _shown(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


PROBE = ProbeKind(
    NAME,
    DatedListParams,
    run,
    Text2(
        "Danh sách có mục thật, đúng nội dung của mục, và mục mới nhất cách lúc kiểm tra bao lâu.",
        "A list with real items on the section's matter, and how old its newest item is.",
    ),
)
