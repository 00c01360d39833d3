"""Services as cards, list items, accordions and trees: a title, and around it the box that holds what belongs to it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from checks.labelled_values import pairs_in
from checks.load_lexicon import Lexicon
from checks.places import containers, holds, parents
from checks.services.codes import code_in_column, only_code
from checks.services.drafts import Draft, Found, Told, is_submit, own_url, submit_url
from checks.services.entries import LevelFrom
from checks.services.groups import Over, over_of, settle
from checks.services.levels import (
    NO_CLAIM,
    PROACTIVE,
    claim_in_column,
    claim_of,
    claim_of_image,
    heads_proactive,
    of_proactive,
)
from checks.services.names import Name, Named, is_cut, may_name, named, read_name, whole
from checks.services.parts import Parts, Placed
from checks.services.standing import Standing
from checks.services.words import ServiceWords
from checks.template import place_kind
from domain.text import clean, fold
from pages.view import Link

_LEAST_WORDS = 3
_LONGEST = 120  # lines of a box: an accordion holds a service's whole page
_ALONE = 14  # lines around a title that has no like
_BEHIND = 8  # lines behind a title of a flat list
_FIRST = 8  # lines of a box that may carry a badge
_BADGE_WORDS = 8
_HALF = 0.6
_SEVERAL, _FEW = 2, 3  # titles
_LONGEST_NAME = 900  # letters
_DATE = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d(?!\d)")
_ITEM = re.compile(r"/(?:li|article|dd)(?:\[\d+\])?$")  # the box of its own, though there is but one on the page
_PIECES = re.compile(r"\s+\|\s+")


@dataclass(frozen=True, slots=True)
class _Title:
    """What may name a service: a link, a heading, a line."""

    xpath: str
    shown: str
    name: Name
    surety: Named
    at: int
    link: Link | None = None


def read_boxes(parts: Parts, lexicon: Lexicon, words: ServiceWords) -> list[Found]:
    """Groups of titles of the same make with what their boxes say."""
    groups = _groups(_titles(parts, words), words)
    titles = [title for group in groups.values() for title in group]
    if not titles:
        return []
    boxes = _Boxes(parts, lexicon, words, Standing(parts, lexicon, words), {title.xpath for title in titles})
    return [Found(tuple(boxes.drafts(group)), kind) for kind, group in groups.items()]


def _groups(titles: Sequence[_Title], words: ServiceWords) -> dict[str, list[_Title]]:
    """Titles by their make. Among many that begin as names do, one that begins with another verb is a name too."""
    found: dict[str, list[_Title]] = {}
    for title in titles:
        found.setdefault(place_kind(title.xpath), []).append(title)
    for kind, group in found.items():
        sure = sum(1 for title in group if title.surety is Named.YES)
        many = sure >= max(_SEVERAL, _HALF * len(group))
        few = len(group) <= _FEW and all(title.link is not None for title in group)  # of a last page, perhaps
        found[kind] = [
            title
            for title in group
            if title.surety or title.name.code or ((many or few) and may_name(title.name.text, words))
        ]
    return {kind: group for kind, group in found.items() if group}


def _titles(parts: Parts, words: ServiceWords) -> list[_Title]:
    found = [title for link in parts.links if (title := _of_link(parts, link, words)) is not None]
    likely = (title for title in found if title.surety or title.name.code)
    taken = {path for title in likely for path in (title.xpath, *parents(title.xpath))}
    for heading in parts.headings:
        title = _of_text(heading.xpath, heading.text, parts.at(heading.xpath, heading.text), words)
        if title is not None and heading.xpath not in taken:
            found.append(title)
            taken.update((heading.xpath, *parents(heading.xpath)))
    for at, block in enumerate(parts.blocks):
        if block.xpath in taken or block.in_link:
            continue
        pieces = _PIECES.split(block.text)
        titles = (_of_text(block.xpath, piece, at, words) for piece in pieces)
        told = [title for title in titles if title is not None]
        if len(told) == 1:
            found.append(told[0])
    return sorted(found, key=lambda title: title.at)


def _of_link(parts: Parts, link: Link, words: ServiceWords) -> _Title | None:
    if is_submit(link, words):
        return None
    shown = link.name
    shown = whole(shown, link.title) if link.title else shown
    name = read_name(shown, words)
    if len(shown) > _LONGEST_NAME or len(fold(name.text).split()) < _LEAST_WORDS:
        return None
    return _Title(link.xpath, shown, name, named(name.text, words), parts.at(link.xpath, link.label), link)


def _of_text(xpath: str, shown: str, at: int, words: ServiceWords) -> _Title | None:
    if len(shown) > _LONGEST_NAME:
        return None
    name = read_name(shown, words)
    surety = named(name.text, words)
    coded = bool(name.code) and len(fold(name.text).split()) >= _LEAST_WORDS and bool(only_code((shown,)))
    return _Title(xpath, shown, name, surety, at) if surety or coded else None


@dataclass(frozen=True, slots=True)
class _Boxes:
    parts: Parts
    lexicon: Lexicon
    words: ServiceWords
    standing: Standing
    titles: set[str]

    def drafts(self, group: Sequence[_Title]) -> list[Draft]:
        spans = self._spans(group)
        alone = len(group) == 1
        inside = {line for start, end in spans for line in range(start, end)}
        places = [(title.xpath, title.at) for title in group]
        overs = settle(self.standing.overs_of(places, self.titles, inside))
        read = zip(group, spans, overs, self._trees(group), strict=True)
        return [tree.give(over.give(self._draft(title, *span, alone=alone))) for title, span, over, tree in read]

    def _trees(self, group: Sequence[_Title]) -> list[Over]:
        """The entry above in a tree, or the nearest heading, as the page's links know it."""
        contexts = [title.link.context if title.link is not None else "" for title in group]
        overs = [
            over_of(text, title.xpath, self.lexicon, self.words) for text, title in zip(contexts, group, strict=True)
        ]
        return settle(overs)

    def _spans(self, group: Sequence[_Title]) -> list[tuple[int, int]]:
        """The lines of each box; of a flat list, the lines behind each title."""
        boxes = containers(title.xpath for title in group)
        spans = [self._span(title, boxes[title.xpath], alone=len(group) == 1) for title in group]
        flat = [end - start <= 1 for start, end in spans]
        if len(group) == 1 or sum(flat) < _HALF * len(group):
            return spans
        behind = [self._behind(title, following) for title, following in zip(group, [*group[1:], None], strict=True)]
        longer = sum(1 for start, end in behind if end - start > 1)
        return behind if longer >= _HALF * len(group) else spans

    def _span(self, title: _Title, box: str, *, alone: bool) -> tuple[int, int]:
        most = _ALONE if alone else _LONGEST
        paths = [box, *_between(title.xpath, box)]
        items = [path for path in paths if _ITEM.search(path)] if alone else []
        for path in paths[paths.index(items[-1]) :] if items else paths:
            start, end = self.parts.places.span(path, title.link.label if title.link else title.shown)
            if end - start <= most and start <= title.at < max(end, start + 1):
                return start, end
        return title.at, title.at + 1

    def _behind(self, title: _Title, following: _Title | None) -> tuple[int, int]:
        last = min(title.at + _BEHIND, len(self.parts.blocks))
        if following is not None:
            last = min(last, max(following.at, title.at + 1))
        end = title.at + 1
        while end < last and self.parts.blocks[end].xpath not in self.parts.heading_places:
            end += 1
        return title.at, end

    def _draft(self, title: _Title, start: int, end: int, *, alone: bool) -> Draft:
        title = self._whole(title, start, end)
        placed = self.parts.between(start, end)
        links = [item.link for item in placed if item.link is not None]
        labels = [link.label for link in links if link.label and link is not title.link]
        lines = [self._rest(title, block.text, labels) for block in self.parts.blocks[start:end]]
        lines = [line for line in lines if line]
        pairs = pairs_in(self.lexicon, "services", lines)
        code = title.name.code or code_in_column(pairs.get("code", "")) or ("" if alone else only_code(lines))
        agency = pairs.get("agency", "") or next(
            (line for line in self._badges(lines) if self.words.names_agency(line)), ""
        )
        admin = pairs.get("admin_level", "")
        levels = (self.words.admin_level(line) for line in (admin, *self._badges(lines)))
        return Draft(
            name=title.name,
            place=title.xpath,
            surety=title.surety,
            text=" | ".join((title.shown, *lines))[:1000],
            code=code,
            field=_value(pairs.get("field", "")),
            agency=_value(agency),
            admin_level=next(filter(None, levels), ""),
            level=self._level(title, lines, pairs.get("level", ""), start, end),
            url=own_url(title.link, links, self.words),
            submit_url=submit_url(links, self.words),
            titled=title.link is not None,
            opens=title.link is not None and not title.link.url and title.link.raw.strip() not in ("", "#"),
            dated=bool(_DATE.search(" ".join(lines))),
        )

    def _whole(self, title: _Title, start: int, end: int) -> _Title:
        """A cut title made whole by what its box says when pointed at."""
        longer = whole(title.shown, *self.parts.tips(start, end)) if is_cut(title.shown) else title.shown
        return title if longer == title.shown else replace(title, name=read_name(longer, self.words))

    @staticmethod
    def _rest(title: _Title, text: str, labels: Sequence[str]) -> str:
        """A line without the title, other links parted from the words beside them."""
        for label in labels:
            if label in text and label != text:
                text = text.replace(label, f" | {label} | ", 1)
        for shown in (title.shown, title.link.label if title.link is not None else ""):
            if shown and shown in text:
                text = text.replace(shown, " ", 1)
        return _apart(clean(text).strip(" |-–•:"))

    @staticmethod
    def _badges(lines: Sequence[str]) -> Iterator[str]:
        for line in lines[:_FIRST]:
            yield from (piece for piece in _PIECES.split(line) if len(piece.split()) <= _BADGE_WORDS)

    def _level(self, title: _Title, lines: Sequence[str], labelled: str, start: int, end: int) -> Told:
        unasked = next(filter(heads_proactive, (labelled, *self._badges(lines))), "")
        if unasked:
            return Told(PROACTIVE, LevelFrom.BADGE, title.xpath, unasked)
        own = claim_in_column(labelled) if not any(map(of_proactive, lines)) else NO_CLAIM
        if own:
            return Told(own, LevelFrom.OWN, title.xpath, labelled)
        for text in self._badges(lines):
            claim = claim_of(text)
            if claim:
                return Told(claim, LevelFrom.BADGE, title.xpath, text)
        told = next(filter(None, (self._of_placed(item, title) for item in self.parts.between(start, end))), None)
        if told is not None:
            return told
        return Told(title.name.claim, LevelFrom.BADGE, title.xpath, title.shown) if title.name.claim else Told()

    def _of_placed(self, item: Placed, title: _Title) -> Told | None:
        if item.image is not None:
            return self._of_picture(item.image.xpath, item.image.name, item.image.alt, item.image.title)
        if item.link is not None and item.link.title != title.shown:
            return self._of_picture(item.link.xpath, item.link.image, item.link.alt, item.link.title)
        return None

    @staticmethod
    def _of_picture(xpath: str, name: str, alt: str, title: str) -> Told | None:
        if len(alt.split()) > _BADGE_WORDS or len(title.split()) > _BADGE_WORDS:
            return None
        claim = claim_of_image(name, alt, title)
        return Told(claim, LevelFrom.BADGE, xpath, alt or title or name) if claim else None


def _apart(text: str) -> str:
    """Badges that stand side by side without a space between them: "Thủy sảnMức độ 3", "1.004946Cấp tỉnh"."""
    seams = [
        place
        for place in range(1, len(text) - 1)
        if text[place].isupper()
        and text[place + 1].islower()
        and (text[place - 1].islower() or text[place - 1].isdigit())
    ]
    return " ".join(text[start:end] for start, end in pairwise([0, *seams, len(text)]))


def _between(inner: str, outer: str) -> Iterator[str]:
    """Paths from just inside `outer` down to `inner`."""
    paths = [path for path in parents(inner) if holds(outer, path) and path != outer]
    yield from reversed(paths)
    yield inner


def _value(text: str) -> str:
    return clean(text.split(" | ", maxsplit=1)[0])[:200]
