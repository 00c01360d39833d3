"""Elements that move or blink by themselves: a visitor cannot stop them, and many cannot read them."""

from pages.reading import Reading
from pages.view import Block

_TAGS = frozenset(("marquee", "blink"))
_MOST = 50


def read_moving(reading: Reading) -> tuple[Block, ...]:
    """Marquees and blinks that hold anything, in document order; their text may be empty (a row of pictures)."""
    outline = reading.outline
    if _TAGS.isdisjoint(outline.tags):
        return ()
    found = [
        Block(outline.text_of(index, 300), outline.path_of(index), reading.regions[index], reading.hidden[index])
        for index, tag in enumerate(outline.tags)
        if tag in _TAGS and (outline.sizes[index] or "img" in outline.tags[index : outline.ends[index]])
    ]
    return tuple(found[:_MOST])
