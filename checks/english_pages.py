"""The English part of a portal: its entries, the pages that are really English, what could not be seen of it.

"Link exists", "target answers", "target holds English of this agency" are three observations (docs/judging.md 3): an
entry that leads to Vietnamese pages is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from checks.absence import miss
from checks.all_candidates import candidates_of
from checks.candidates import Candidate
from checks.contacts import is_sample
from checks.english_text import OTHER, UNCLEAR, Owner, english_share, is_english, owner_of
from checks.file_texts import FileText
from checks.lists import read_list
from checks.per_site import once_per_site
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State
from checks.substance import NOT_CONTENT, substance, told_lines
from domain.findings import Evidence, Miss, Text2
from domain.urls import host_of
from pages.view import Block, Region

SECTION = "english"
_STRENGTH = 0.6
_ENGLISH_PAGE = 0.5  # share of a page's words that stand in English lines
_LEAST_WORDS = 4
_MOST_PAGES = 40
_MOST_TRIED = 150
_SWITCH_KEYS = frozenset(("lang", "language", "culture", "locale", "lcid", "ngonngu", "lg"))
_CALL = re.compile(r"javascript:\s*\w+\s*\(|__dopostback", re.IGNORECASE)
_TRANSLATOR = re.compile(r"translat|googtrans", re.IGNORECASE)
_SEGMENTS = frozenset(("en", "eng", "english", "en-us", "en-gb", "en_us"))
_FRAME = frozenset({Region.HEADER, Region.FOOTER})


@dataclass(frozen=True, eq=False)
class EnglishText:
    """English lines of a page, or of a file (then `page` is where it is linked)."""

    page: SitePage
    lines: tuple[Block, ...]  # English lines of its own, links among them
    entry: bool = False  # an entry leads here
    file: FileText | None = None

    def evidence(self, site: Site, probe: str, line: Block, value: str = "") -> Evidence:
        if self.file is not None:
            return self.file.evidence(0, probe, excerpt=line.text, value=value)
        return site.evidence(self.page, line.xpath, probe, excerpt=line.text, value=value)


@dataclass(frozen=True, eq=False)
class EnglishPart:
    """What was found of the portal in English, and what became of its entries."""

    texts: tuple[EnglishText, ...]
    entries: tuple[Candidate, ...]
    unseen: tuple[Candidate, ...]
    switches: tuple[Candidate, ...]  # entries that only a script or a kept choice opens
    visited: tuple[str, ...]
    misses: tuple[Miss, ...]
    owner: Owner


@once_per_site
def english_part(site: Site) -> EnglishPart:
    """The portal's English; gathered once."""
    return _Gathering(site).gather()


class _Gathering:
    """Looks the entries up, then whatever is linked from what is English."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._words = site.lexicon.words.english
        self._texts: dict[str, EnglishText] = {}
        self._tried: set[str] = set()
        self._unseen: list[Candidate] = []
        self._switches: list[Candidate] = []
        self._misses: list[Miss] = []

    def gather(self) -> EnglishPart:
        entries = [item for item in candidates_of(self._site, SECTION) if item.strength >= _STRENGTH]
        for candidate in entries:
            self._look(candidate)
        for page in self._site.pages:
            if _english_address(page):
                self._try(page)
        self._follow()
        texts = tuple(self._texts.values())
        return EnglishPart(
            texts=texts,
            entries=tuple(entries),
            unseen=tuple(self._unseen),
            switches=tuple(self._switches),
            visited=tuple(dict.fromkeys(item.url for item in entries if item.url)),
            misses=tuple(self._misses),
            owner=self._owner(texts),
        )

    def _look(self, candidate: Candidate) -> None:
        state = candidate.state
        if state is State.ALIVE and candidate.page_found is not None:
            if candidate.page_found is not self._site.home and not self._try(candidate.page_found, entry=True):
                self._misses.append(miss(candidate, self._why_not(candidate.page_found)))
        elif state is State.ALIVE:
            self._look_at_file(candidate)
        elif state is State.NOWHERE:
            self._look_at_switch(candidate)
        elif state is State.DEAD:
            self._misses.append(miss(candidate, _GONE))
        elif _TRANSLATOR.search(candidate.url or ""):
            self._misses.append(miss(candidate, _MACHINE))
        else:
            self._unseen.append(candidate)

    def _look_at_switch(self, candidate: Candidate) -> None:
        """A label that leads nowhere by itself: a script or a kept choice may change the language."""
        raw = next((link.raw for link in candidate.page.view.links if link.xpath == candidate.xpath), "")
        keys = {key.lower() for key, _ in parse_qsl(urlsplit(candidate.url or "").query)}
        if _TRANSLATOR.search(raw):
            self._misses.append(miss(candidate, _MACHINE))
        elif _CALL.search(raw) or not keys.isdisjoint(_SWITCH_KEYS):
            self._switches.append(candidate)
        else:
            self._misses.append(miss(candidate, _NOWHERE))

    def _look_at_file(self, candidate: Candidate) -> None:
        text = self._site.file_text(candidate.url or "")
        if text is None or not text.words:
            self._unseen.append(candidate)
            return
        lines = [line for page in text.pages for line in page.splitlines() if line.strip()]
        if english_share(self._words, lines)[1] < _ENGLISH_PAGE:
            self._misses.append(miss(candidate, _VIETNAMESE))
            return
        told = tuple(Block(line, candidate.xpath, Region.MAIN) for line in lines if is_english(self._words, line))
        self._texts.setdefault(candidate.url or "", EnglishText(candidate.page, told, entry=True, file=text))

    def _try(self, page: SitePage, *, entry: bool = False) -> bool:
        """Takes a page whose own lines are English; says whether it is one."""
        if page.url in self._texts:
            if entry and not self._texts[page.url].entry:
                self._texts[page.url] = EnglishText(page, self._texts[page.url].lines, entry=True)
            return True
        if page.url in self._tried or page is self._site.home or len(self._tried) >= _MOST_TRIED:
            return False
        self._tried.add(page.url)
        if substance(self._site, page).state in NOT_CONTENT:
            return False
        lines = told_lines(self._site, page)
        count, share = english_share(self._words, (block.text for block in lines))
        if count < _LEAST_WORDS or share < _ENGLISH_PAGE:
            return False
        english = tuple(block for block in lines if is_english(self._words, block.text))
        self._texts[page.url] = EnglishText(page, english, entry=entry)
        return True

    def _follow(self) -> None:
        """Pages that English pages link, as far as they are English."""
        queue = [text.page for text in self._texts.values() if text.file is None]
        for page in queue:
            for link in page.view.links:
                found = self._site.page(link.url) if link.url and not link.hidden else None
                known = found is None or found.url in self._texts or len(self._texts) >= _MOST_PAGES
                if found is not None and not known and self._try(found):
                    queue.append(found)

    def _why_not(self, page: SitePage) -> Text2:
        held = substance(self._site, page)
        return held.reason if held.state in NOT_CONTENT else _VIETNAMESE

    def _owner(self, texts: Sequence[EnglishText]) -> Owner:
        frame, content = [], []
        for text in texts:
            content += [line.text for line in text.lines]
            if text.file is None:
                frame += list(_frame_lines(text.page))
        owner = owner_of(self._site, frame, content)
        sample = next((line for line in content if is_sample(line)), "")
        return Owner(OTHER, sample) if sample and owner.state == UNCLEAR else owner


def _frame_lines(page: SitePage) -> Iterator[str]:
    """Head and foot of a page, where the portal speaks of itself."""
    yield from (block.text for block in page.view.blocks if block.region in _FRAME and not block.hidden)
    yield from (image.alt or image.title for image in page.view.images if image.region in _FRAME)


def _english_address(page: SitePage) -> bool:
    """Whether an address or the page's declared language says English; that alone proves nothing."""
    parts = urlsplit(page.url)
    if host_of(page.url).split(".")[0] in _SEGMENTS or page.view.lang.lower().startswith("en"):
        return True
    if not _SEGMENTS.isdisjoint(part.lower() for part in parts.path.split("/")[:6]):
        return True
    return any(key.lower() in _SWITCH_KEYS and value.lower() in _SEGMENTS for key, value in parse_qsl(parts.query))


def without_items(site: Site, text: EnglishText) -> tuple[Block, ...]:
    """The text's lines that are no entries of a list of news."""
    if text.file is not None:
        return text.lines
    titles = [item.title for item in read_list(site, text.page).items]
    told = [item.summary for item in read_list(site, text.page).items if item.summary]
    return tuple(
        line
        for line in text.lines
        if not any(title in line.text for title in titles) and not any(line.text in summary for summary in told)
    )


_VIETNAMESE = Text2("Trang đích không phải tiếng Anh.", "The target is not in English.")
_MACHINE = Text2("Chỉ là công cụ dịch máy.", "Only a machine translator.")
_GONE = Text2("Trang đích báo không tìm thấy.", "The target answers that it is not there.")
_NOWHERE = Text2("Nhãn có nhưng không dẫn tới trang nào.", "The label is there but leads nowhere.")
