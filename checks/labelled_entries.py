"""A section that is a list: entries, names, titles of plans or pages behind them that serve it as a text would.

Decree 43 Art. 10(1)(a), (đ): what stands under the label may be told on pages of its own.
"""

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from checks.judged import Judged, refuse
from checks.list_item import Item
from checks.list_topics import is_written, offers_text
from checks.lists import read_list
from checks.observations import FULL, MOST, SOME
from checks.own_names import speaks_of_own
from checks.probe_kind import SectionParams
from checks.site import Site
from checks.site_page import SitePage
from checks.substance import substance
from checks.text_parts import Part, names_in
from checks.topics import topic_of
from domain.findings import Evidence, Text2
from domain.text import fold

PROBE_NAME = "labelled_section"
_ENTRIES = 2
_PAGE_WORDS = 20  # of a page that an entry opens
_TITLE_WORDS = 6  # of a plan: fewer are names of sections
_PROPER = 6  # words
_NAME_WORDS = 12  # a longer title is that of news


class LabelledSectionParams(SectionParams):
    """`full_parts`: how many parts make it full (None: all); `partly`: the grade of fewer. `dated_events`: how many
    different years a history names. `own_name`: the text must speak of this agency or territory."""

    min_words: int = Field(default=40, ge=1)
    parts: tuple[Part, ...] = ()
    full_parts: int | None = None
    partly: Literal["most", "some"] = "most"
    dated_events: int = 0
    own_name: bool = False
    items_count: bool = False  # news items on the matter alone are worth `some`
    period: bool = False  # plans: in full only while their period covers the capture
    names_count: bool = False  # a list of names alone is worth `some`
    by_act: bool = False  # the number of the act that sets it all is worth `some`
    titles: Literal["most", "some"] = "some"  # of plans: the grade of titles without text or file


def of_names(count: int, evidence: tuple[Evidence, ...]) -> Judged:
    """Names of places of which nothing is told."""
    reason = Text2(f"Chỉ có danh sách {count} tên.", f"Only a list of {count} names.")
    return Judged(SOME, 0.0, "names_only", reason, evidence)


def of_titles(params: LabelledSectionParams, evidence: tuple[Evidence, ...]) -> Judged:
    """Plans of which the portal shows the titles, not the text."""
    earned = MOST if params.titles == "most" else SOME
    reason = Text2(
        "Chỉ có tên quy hoạch, kế hoạch, không có nội dung hay tệp.",
        "Only titles of plans, without their text or files.",
    )
    return Judged(earned, 0.0, "titles_only", reason, evidence)


def of_parts(
    params: LabelledSectionParams, covered: Sequence[str], entries: int, evidence: tuple[Evidence, ...]
) -> Judged:
    """The grade by the parts of the matter that text or entries cover."""
    wanted = len(params.parts) if params.full_parts is None else params.full_parts
    if len(covered) < wanted:
        earned = MOST if params.partly == "most" and covered else SOME
        missing = ", ".join(part.name for part in params.parts if part.name not in covered)
        reason = Text2(f"Có nội dung nhưng thiếu: {missing}.", f"There is content, but without: {missing}.")
        code = "most" if earned == MOST else "some" if covered or not params.period else "no_part"
        return Judged(earned, 0.0, code, reason, evidence)
    vi = f"Có {entries} bài riêng đúng nội dung." if entries else "Có bài viết đúng nội dung."
    en = f"There are {entries} texts on the matter." if entries else "There is running text on the matter."
    return Judged(FULL, 0.0, "full", Text2(vi, en), evidence)


def of_items(site: Site, page: SitePage, params: LabelledSectionParams) -> Judged:
    """A list under the label: entries that are themselves texts on its parts serve it, news that mention it do not."""
    items = read_list(site, page).items
    named = [item for item in items if _is_entry(site, item, params)]
    if len(named) >= _ENTRIES:
        text = "\n".join(_told_by(site, item, params) for item in named)
        covered = [part.name for part in params.parts if part.covered_by(site, text)]
        return of_parts(params, covered, len(named), _item_evidence(site, page, named))
    bare = [item for item in items if params.period and _is_bare_title(site, item, params)]
    if bare:
        return of_titles(params, _item_evidence(site, page, bare))
    listed = names_in(site, [item.title for item in items], params.parts) if params.names_count else ()
    if listed:
        return of_names(len(listed), _item_evidence(site, page, items))
    on_topic = [item for item in items if topic_of(site, params.section, fold(item.text)).score >= 1]
    if params.items_count and 2 * len(on_topic) >= len(items):
        reason = Text2(
            f"Chỉ có {len(on_topic)} tin, bài về nội dung này, không có bài giới thiệu.",
            f"Only {len(on_topic)} items on the matter, no text of its own.",
        )
        return Judged(SOME, 0.0, "items_only", reason, _item_evidence(site, page, on_topic))
    return refuse("list", "Trang là danh sách tin, bài, không phải bài viết về mục này.", "A list of items, no text.")


def of_pages(site: Site, page: SitePage, params: LabelledSectionParams) -> Judged | None:
    """Names that open pages of their own, each a text on a part of the matter: of places ("Thác Bạc", "Đình Vĩnh
    Phước"), of plans by their full titles."""
    told: dict[str, str] = {}
    plans = tuple(f"{fold(plan)} " for plan in site.lexicon.words.documents.plans) if params.period else ()
    for link in site.own_links(page) if page is not site.home else ():
        label = fold(link.label)
        called = (
            (label.startswith(plans) and len(label.split()) >= _TITLE_WORDS)
            if params.period
            else 0 < len(label.split()) <= _NAME_WORDS
        )
        found = site.page(link.url) if link.url and called else None
        if found is None or found is site.home or found is page or substance(site, found).words < _PAGE_WORDS:
            continue
        text = f"{link.label}\n{site.own_text(found)}"
        if any(part.covered_by(site, link.label) for part in params.parts) and speaks_of_own(site, text):
            told.setdefault(found.url, text)
    if len(told) < (1 if params.period else _ENTRIES):
        return None
    covered = [part.name for part in params.parts if any(part.covered_by(site, text) for text in told.values())]
    evidence = tuple(
        site.evidence(found, substance(site, found).xpath, PROBE_NAME, excerpt=text)
        for url, text in list(told.items())[:_ENTRIES]
        if (found := site.page(url)) is not None
    )
    return of_parts(params, covered, len(told), evidence)


def _is_entry(site: Site, item: Item, params: LabelledSectionParams) -> bool:
    """An entry that is a text on a part of the matter: a short name or a document, with text or a file behind it."""
    title = fold(item.title)
    if len(title.split()) > _NAME_WORDS and not is_written(site, item):
        return False
    told = _told_by(site, item, params)
    return any(part.covered_by(site, told) for part in params.parts) and offers_text(site, item) is True


def _told_by(site: Site, item: Item, params: LabelledSectionParams) -> str:
    """What says which part an entry is on: its title; of places whose name does not say what they are ("Thành cổ Sơn
    Hà"), the lines beneath."""
    if any(part.covered_by(site, item.title) for part in params.parts):
        return item.title
    return item.text if params.names_count and _is_proper_name(item.title) else item.title


def _is_proper_name(title: str) -> bool:
    """A few words, most of them with a capital, the last among them: no title of news."""
    words = title.split()
    capitals = sum(word[0].isupper() for word in words)
    return 2 <= len(words) <= _PROPER and words[-1][0].isupper() and 2 * capitals > len(words) and title.count(",") == 0


def _is_bare_title(site: Site, item: Item, params: LabelledSectionParams) -> bool:
    """A plan of the matter by its title, with neither text nor file."""
    on_matter = any(part.covered_by(site, item.title) for part in params.parts)
    return on_matter and is_written(site, item) and offers_text(site, item) is False


def _item_evidence(site: Site, page: SitePage, items: Sequence[Item]) -> tuple[Evidence, ...]:
    return tuple(
        site.evidence(page, item.xpath, PROBE_NAME, excerpt=item.title, value=item.url or "") for item in items[:3]
    )
