"""Running text on a matter, behind the label that names it: functions, history, nature, culture and the like.

Decree 43 Art. 10(1)(a) and others. "Link exists", "target answers" and "target holds text on the matter" are separate:
this probe judges the third, by the passage of the page that serves the section.
"""

import re

from checks.attachments import file_urls
from checks.candidates import Candidate
from checks.freshness import capture_day
from checks.judged import AT_HOME, Judged, refuse
from checks.labelled_entries import PROBE_NAME, LabelledSectionParams, of_items, of_names, of_pages, of_parts, of_titles
from checks.linked_files import judge_section_by_files, title_of
from checks.list_item import Item, Listing
from checks.lists import read_list
from checks.observations import SOME, Observation
from checks.other_bodies import subject_of_another
from checks.own_names import names_itself, speaks_of_own
from checks.passages import Passage, names, passage_of, whole_page
from checks.plan_periods import within_period
from checks.probe_kind import ProbeKind
from checks.requirement import Requirement
from checks.site import Site
from checks.site_page import SitePage
from checks.substance import ENOUGH_WORDS, substance
from checks.text_or_list import is_mere_list
from checks.text_parts import bare_titles, dated_events, has_sentence, names_in, years
from checks.topics import Topic, is_clear, is_stray, needed_score, suggests_other, topic_of
from checks.unit_names import units_in
from domain.agencies import TERRITORIAL
from domain.captures import CaptureKind
from domain.findings import Evidence, Text2
from domain.text import fold

NAME = PROBE_NAME
_BY_CHANCE = frozenset({"heading", "child", "content"})  # no entry of the portal leads there under the name
_BY = re.compile(r"\b(?:theo|tại)\b", re.IGNORECASE)
_BEFORE = 60  # characters before an act's number that may say that it is referred to
_FILES = 20  # of a list of plans whose beginnings are read for their periods


def run(site: Site, params: LabelledSectionParams, _requirement: Requirement) -> Observation:
    def judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
        judged = _judge(site, candidate, page, params)
        if judged.refused and candidate.how not in _BY_CHANCE and (params.names_count or params.period):
            judged = of_pages(site, page, params) or judged
        return within_period(judged, _all_said(site, page), capture_day(page.capture)) if params.period else judged

    return judge_section_by_files(site, params.section, NAME, judge)


def _score(site: Site, params: LabelledSectionParams, text: str) -> Topic:
    """How much a text is on the matter; of a history, the years in which something happened tell it too."""
    topic = topic_of(site, params.section, fold(text))
    if not params.dated_events:
        return topic
    events = [word for part in params.parts for word in part.any_of]
    return Topic(topic.words, round(topic.score + dated_events(text, events), 2))


def _judge(site: Site, candidate: Candidate, page: SitePage, params: LabelledSectionParams) -> Judged:
    if page is site.home:
        return AT_HOME
    held = substance(site, page)
    if not held.real:
        return Judged(0.0, 0.0, held.state.value, held.reason)
    passage = _passage(site, candidate, page, params)
    listing = Listing() if page.capture.kind is CaptureKind.FILE else read_list(site, page)
    opening = [item for item in listing.items if _opens(item, params)]
    bare = passage.words < ENOUGH_WORDS and not passage.pictures and not passage.files
    if is_mere_list(site, passage.blocks, opening, params.min_words) or (bare and opening):
        return of_items(site, page, params)
    if passage.words < ENOUGH_WORDS and (passage.pictures or passage.files):
        if not is_clear(candidate) and suggests_other(site, page, params.section):
            return refuse("other", "Trang mang tên một mục khác.", "The page carries another section's name.")
        return _unread(site, candidate, page, passage, params)
    judged = _off_topic(site, candidate, page, passage, params) or _grade(site, page, passage, params)
    rows = is_mere_list(site, passage.blocks, listing.items, params.min_words)
    return _NO_PART if judged.code == "no_part" and (rows or candidate.how in _BY_CHANCE) else judged


def _opens(item: Item, params: LabelledSectionParams) -> bool:
    """An entry leads on to what it tells, or says more than its title. A bare line with a day in it is a sentence of a
    text; of plans and what is done under them it is their title, and a row that opens nothing (a permit, a source of
    waste) is content itself."""
    if item.url is not None or item.file_urls:
        return True
    return not item.row if params.period else bool(item.row or item.summary)


def _all_said(site: Site, page: SitePage) -> str:
    """What may tell the period of plans: all that a page says with its links, of a document only what it begins with
    (it goes on to name the plans of others)."""
    if page.capture.kind is CaptureKind.FILE:
        return title_of([block.text for block in page.view.blocks])
    files = (site.file_page(url) for url in file_urls(site.own_links(page))[:_FILES])
    heads = (title_of([block.text for block in file.view.blocks]) for file in files if file is not None)
    return "\n".join((page.view.title, site.own_text(page), *(link.label for link in site.own_links(page)), *heads))


def _passage(site: Site, candidate: Candidate, page: SitePage, params: LabelledSectionParams) -> Passage:
    """What of a page serves the section; of plans on a page that its label clearly names, everything."""
    if params.period and is_clear(candidate) and page.capture.kind is not CaptureKind.FILE:
        return whole_page(site, page)
    return passage_of(site, page, params.section)


def _off_topic(
    site: Site, candidate: Candidate, page: SitePage, passage: Passage, params: LabelledSectionParams
) -> Judged | None:
    section = site.lexicon.section(params.section)
    if passage.words < ENOUGH_WORDS:
        vi = f"Trang chỉ có {passage.words} chữ về mục này."
        return refuse("thin", vi, f"The page has only {passage.words} words on the matter.")
    of_unit = candidate.how == "content" and units_in(site, candidate.label) and not names_itself(site, candidate.label)
    if passage.whole and (of_unit or is_stray(site, candidate, page)):
        vi = "Trang là một bài khác, không mang tên mục này."
        return refuse("stray", vi, "An article that does not carry the section's name.")
    text = f"{passage.heading}\n{passage.text}"
    topic = _score(site, params, text)
    clear = is_clear(candidate) or not passage.whole
    refers = params.by_act and is_clear(candidate) and passage.words < params.min_words and _refers(site, passage.text)
    if topic.score < needed_score(site, params.section, passage.words, clear=clear) and not refers:
        met = section.written(topic.words)
        return refuse(
            "off_topic",
            f"Nội dung trang không nói về “{section.title.vi}” (chỉ gặp: {met or 'không từ nào'}).",
            f"The text is not on “{section.title.en}” ({len(topic.words)} words of the matter found).",
        )
    of_place = site.target.agency.kind in TERRITORIAL
    asked = (params.own_name or of_place) and passage.words >= params.min_words
    if asked and not speaks_of_own(site, text):
        return refuse(
            "not_own",
            "Nội dung không nói về cơ quan hoặc địa phương này.",
            "The text does not speak of this agency or territory.",
        )
    other = subject_of_another(site, text)
    if other:
        return refuse("not_own", f"Nội dung là của “{other[:80]}”.", f"The text is of “{other[:80]}”.")
    return None


def _grade(site: Site, page: SitePage, passage: Passage, params: LabelledSectionParams) -> Judged:
    evidence = _evidence(site, page, passage)
    words = passage.words
    if params.names_count and not has_sentence(passage.blocks):
        listed = names_in(site, [block.text for block in passage.blocks], params.parts)
        if listed:
            return of_names(len(listed), evidence)
    if params.period and not passage.files and not passage.pictures and bare_titles(site, passage.blocks):
        return of_titles(params, evidence)
    if words < params.min_words and not _says_something(site, passage):
        return refuse("no_sentence", "Trang không có câu nào về mục này.", "The page has no sentence on the matter.")
    if words < params.min_words:
        reason = Text2(f"Chỉ có {words} chữ về mục này.", f"Only {words} words on the matter.")
        code = "act_only" if _names_act(site, passage.text) else "short"
        return Judged(SOME, 0.0, code, reason, evidence)
    if params.dated_events and len(years(passage.text)) < params.dated_events:
        reason = Text2("Có bài viết nhưng không nêu mốc thời gian.", "There is running text, but without dated events.")
        return Judged(SOME, 0.0, "undated_text", reason, evidence)
    text = "\n".join((passage.heading, *(block.text for block in (*passage.blocks, *passage.linked))))
    covered = [part.name for part in params.parts if part.covered_by(site, text)]
    return of_parts(params, covered, 0, evidence)


def _says_something(site: Site, passage: Passage) -> bool:
    """A sentence, or an act by its number; not figures in cells."""
    return has_sentence(passage.blocks) or _names_act(site, passage.text)


def _names_act(site: Site, text: str) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in site.lexicon.words.documents.numbers)


def _refers(site: Site, text: str) -> bool:
    """Whether a short text refers to an act by its number for what it leaves out ("Thực hiện theo Quyết định số …")."""
    numbers = (
        match for each in site.lexicon.words.documents.numbers for match in re.finditer(each, text, re.IGNORECASE)
    )
    return any(_BY.search(text[max(0, match.start() - _BEFORE) : match.start()]) for match in numbers)


def _unread(
    site: Site, candidate: Candidate, page: SitePage, passage: Passage, params: LabelledSectionParams
) -> Judged:
    """Pictures or files alone that could not be read: all stays unknown, but for the title of an act that the page
    shows."""
    shown = f"{passage.heading}\n{passage.text}\n" + "\n".join(block.text for block in passage.linked)
    named = is_clear(candidate) and (
        bool(site.lexicon.topic_words(params.section, fold(shown))) or names(site, shown, params.section)
    )
    earned = SOME if named and passage.files and _names_act(site, shown) else 0.0
    kind = ("tệp", "a file") if passage.files else ("ảnh", "a picture")
    reason = Text2(
        f"Nội dung nằm trong {kind[0]}, chưa đọc được chữ bên trong.",
        f"The content is in {kind[1]} whose text was not read.",
    )
    place = passage.pictures[0].xpath if passage.pictures else substance(site, page).xpath
    shown_name = passage.files[0] if passage.files else passage.pictures[0].name
    evidence = (site.evidence(page, place, NAME, excerpt=shown or shown_name, value=shown_name, confidence=0.6),)
    return Judged(earned, 1.0 - earned, "unread", reason, evidence)


def _evidence(site: Site, page: SitePage, passage: Passage) -> tuple[Evidence, ...]:
    first = passage.first
    if first is None:
        return ()
    return (site.evidence(page, first.xpath, NAME, excerpt=first.text, value=f"{passage.words} words"),)


_NO_PART = refuse(
    "no_part",
    "Trang nói tới lĩnh vực này nhưng không có quy hoạch, kế hoạch hay hoạt động nào được hỏi.",
    "The page touches on the field, but holds no plan and nothing else that is asked.",
)

PROBE = ProbeKind(
    NAME,
    LabelledSectionParams,
    run,
    Text2(
        "Bài viết thực sự về nội dung của mục, đằng sau nhãn của nó.",
        "Running text on the matter of the section, behind its label.",
    ),
)
