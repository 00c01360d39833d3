"""Where links, headings and texts stand in a picture, named as everybody else names places: by lxml's path in the DOM.

The browser marks the elements before it writes the DOM down. The parser's tree, not the browser's, gives the path
(they differ where markup is odd), and the marks leave no trace in the record.
"""

import re
from collections.abc import Sequence

from crawler.renderer.job import Box
from pages.outline import parse_tree

_KINDS = ("link", "heading", "text")  # by the numbers of collect.js


def unmark(html: str, mark: str) -> str:
    """The DOM as it was before it was marked."""
    return re.sub(rf' {re.escape(mark)}="\d+"', "", html)


def find_boxes(html: str, mark: str, measured: Sequence[Sequence[int | str]]) -> tuple[Box, ...]:
    """Boxes of the marked elements, in document order. What the parser lost has no place and is left out."""
    root = parse_tree(html)
    if root is None:
        return ()
    tree = root.getroottree()
    found = []
    for element in root.iter():
        number = element.get(mark, "") if isinstance(element.tag, str) else ""
        if number.isdigit() and int(number) < len(measured):
            found.append(_box(tree.getpath(element), measured[int(number)]))
    return tuple(found)


def _box(xpath: str, measured: Sequence[int | str]) -> Box:
    kind, x, y, w, h, text, shown = measured
    return Box(xpath, _KINDS[int(kind) % len(_KINDS)], int(x), int(y), int(w), int(h), str(text)[:200], bool(shown))
