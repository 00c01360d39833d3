"""Items that open nothing: boxes, folds, lines of a definition list or paragraphs under like headings, each of which
tells its entry by labelled lines ("Mã số: …") or a date of posting. What only stands under a heading is a text, no
list."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from checks.attachments import file_urls
from checks.filler import heads_related, is_furniture
from checks.item_dates import dates_in, title_days
from checks.labelled_values import pairs_in
from checks.list_item import Item
from checks.load_lexicon import Lexicon
from checks.people import person_name
from checks.places import Places, containers, holds
from checks.template import place_kind
from domain.text import clean, fold
from pages.view import Block, Link, PageView, Region

_GROUPS = ("documents", "projects", "topics", "drafts", "gazette")  # whose entries are records with named fields
_HEADS_OF_BOXES = ("/dt", "/summary")
_FIELDS = 2
_TITLE_WORDS = 4  # of an entry known by its date alone
_LONGEST_TITLE = 60
_LONGEST_CARD = 14  # lines
_LABEL_WORDS = 5
_MOSTLY = 0.5


def read_plain_cards(lexicon: Lexicon, view: PageView, places: Places) -> list[Item]:
    """The entries of a page's own content whose titles are no links; none where they say nothing of themselves."""
    found: list[Item] = []
    for titles in _groups(view, places.blocks):
        items = [_item(lexicon, place, lines, places, view.links) for place, lines in _cards(titles, places)]
        told = [item for item in items if item is not None]
        if len(told) >= max(2, _MOSTLY * len(items)):
            found.extend(told)
    return found


def _groups(view: PageView, blocks: Sequence[Block]) -> Iterator[list[int]]:
    """Places of lines that may be titles of entries, by what they look like."""
    levels: Mapping[str, int] = {heading.xpath: heading.level for heading in view.headings}
    kinds: dict[tuple[int, str], list[int]] = {}
    for place, block in enumerate(blocks):
        kind = place_kind(block.xpath)
        level = levels.get(block.xpath, -1 if kind.endswith(_HEADS_OF_BOXES) else None)
        if level is not None and block.region is Region.MAIN and not block.in_link:
            kinds.setdefault((level, kind), []).append(place)
    yield from (places for places in kinds.values() if len(places) > 1)


def _cards(titles: Sequence[int], places: Places) -> Iterator[tuple[int, Sequence[Block]]]:
    """Each title's place with the lines behind it: up to the end of its box, else to the next title."""
    blocks = places.blocks
    boxes = containers(blocks[place].xpath for place in titles)
    for place, behind in zip(titles, (*titles[1:], len(blocks)), strict=True):
        box = boxes[blocks[place].xpath]
        end = places.span(box)[1] if box != blocks[place].xpath else behind
        lines = blocks[place + 1 : min(end, behind, place + 1 + _LONGEST_CARD)]
        yield place, [line for line, _ in groupby(lines)]


def _item(lexicon: Lexicon, place: int, lines: Sequence[Block], places: Places, links: Sequence[Link]) -> Item | None:
    block = places.blocks[place]
    title, in_title = title_days(block.text)
    words = len(fold(title).split())
    if not 0 < words <= _LONGEST_TITLE or is_furniture(title) or heads_related(title) or person_name(title):
        return None
    said = [line.text for line in lines]
    labelled = any(len(pairs_in(lexicon, group, said)) >= _FIELDS for group in _GROUPS)
    days = dates_in(lines, title)
    posted = in_title.posted or days.posted
    if not labelled and (posted is None or words < _TITLE_WORDS):
        return None
    near = [link for link in links if any(holds(line.xpath, link.xpath) for line in (block, *lines))]
    row = (("", title), *_fields(said))
    return Item(
        title=title,
        url=None,
        xpath=block.xpath,
        day=posted,
        hour=in_title.hour or days.hour,
        content_day=days.content or in_title.content,
        summary="" if labelled else " ".join(said)[:600],
        file_urls=file_urls(near),
        row=row if labelled else (),
    )


def _fields(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Label and value of the lines that hold both."""
    for line in lines:
        label, colon, value = clean(line).partition(":")
        if colon and value.strip() and 0 < len(label.split()) <= _LABEL_WORDS:
            yield label.strip(), value.strip()
