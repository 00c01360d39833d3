"""The bones of a parsed page: its elements in document order, who stands in whom, how much text and link each holds.

Lists by index instead of a tree walk per question: regions, links, forms and blocks all ask the same few things.
"""

import re
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from domain.text import clean

MAX_BODY = 5 * 1024 * 1024
MAX_ELEMENTS = 60_000
#: Elements whose text nobody reads on the page.
SILENT = frozenset(
    ("script", "style", "noscript", "template", "head", "title", "select", "option", "textarea", "svg", "iframe",
     "object", "noframes", "datalist", "math")
)  # fmt: skip
#: Elements that stand in a line of text; all others part it.
INLINE = frozenset(
    ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "cite", "code", "data", "del", "dfn", "em", "font", "i",
     "ins", "kbd", "label", "mark", "nobr", "o:p", "q", "s", "samp", "small", "span", "st1:place", "strike", "strong",
     "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "input", "button")
)  # fmt: skip
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def parse_tree(text: str) -> HtmlElement | None:
    """The one lxml tree of a page; None when there is nothing to parse. Never raises."""
    body = _CONTROL.sub("", text).encode("utf-8", "replace")
    if not body.strip():
        return None
    for deep in (False, True):
        parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=deep)
        try:
            root = document_fromstring(body, parser=parser, ensure_head_body=False)
        except (etree.LxmlError, ValueError, AssertionError):
            return None
        if not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            return root
    return root


class Outline:
    """Elements of one tree by their order. `ends[i]` is the index behind the last descendant of element i."""

    __slots__ = ("_indexes", "_paths", "classes", "elements", "ends", "ids", "in_link", "link_counts", "link_sizes",
                 "parents", "root", "silent", "sizes", "tags")  # fmt: skip

    def __init__(self, root: HtmlElement) -> None:
        self.root = root
        self.elements: list[HtmlElement] = list(islice(root.iter(), MAX_ELEMENTS))
        self.tags: list[str] = [element.tag for element in self.elements]
        self.classes: list[str] = [element.get("class") or "" for element in self.elements]
        self.ids: list[str] = [element.get("id") or "" for element in self.elements]
        self._indexes = {element: index for index, element in enumerate(self.elements)}
        self._paths: dict[int, str] = {}
        self._stand()
        self._measure()

    def _stand(self) -> None:
        indexes, tags = self._indexes, self.tags
        self.parents = [-1] * len(tags)
        self.in_link = [False] * len(tags)
        self.silent = [False] * len(tags)
        for index, element in enumerate(self.elements):
            parent = indexes[element.getparent()] if index else -1
            self.parents[index] = parent
            tag = tags[index]
            self.in_link[index] = tag == "a" or (index > 0 and self.in_link[parent])
            self.silent[index] = tag in SILENT or (index > 0 and self.silent[parent])

    def _measure(self) -> None:
        count = len(self.tags)
        sizes, link_sizes, link_counts = [0] * count, [0] * count, [0] * count
        ends = list(range(1, count + 1))
        elements, parents, in_link, silent = self.elements, self.parents, self.in_link, self.silent
        for index in range(count - 1, -1, -1):
            element, parent = elements[index], parents[index]
            text = None if silent[index] else element.text
            if text:
                length = len(text.strip())
                sizes[index] += length
                if in_link[index]:
                    link_sizes[index] += length
            if self.tags[index] == "a":
                link_counts[index] += 1
            if parent < 0:
                continue
            sizes[parent] += sizes[index]
            link_sizes[parent] += link_sizes[index]
            link_counts[parent] += link_counts[index]
            ends[parent] = max(ends[parent], ends[index])
            tail = element.tail
            if tail and not silent[parent]:
                length = len(tail.strip())
                sizes[parent] += length
                if in_link[parent]:
                    link_sizes[parent] += length
        self.sizes, self.link_sizes, self.link_counts, self.ends = sizes, link_sizes, link_counts, ends

    def index_of(self, element: HtmlElement) -> int | None:
        return self._indexes.get(element)

    def ancestors(self, index: int) -> list[int]:
        """Indexes of the elements around, nearest first."""
        found = []
        parent = self.parents[index]
        while parent >= 0:
            found.append(parent)
            parent = self.parents[parent]
        return found

    def path_of(self, index: int) -> str:
        """The XPath that finds the element again in the same bytes: the locator of evidence."""
        paths = self._paths
        known = paths.get(index)
        if known is None:
            parent = self.parents[index]
            if parent < 0:
                known = "/" + self.tags[index]
                paths[index] = known
            else:
                self._path_children(parent)
                known = paths[index]
        return known

    def _path_children(self, parent: int) -> None:
        """Paths of all children of one element at once, so that wide elements cost no more than their width."""
        above = self.path_of(parent)
        last: dict[str, int] = {}
        totals: dict[str, int] = {}
        places: list[tuple[int, str, int]] = []
        child, end = parent + 1, self.ends[parent]
        while child < end:
            tag = self.tags[child]
            totals[tag] = totals.get(tag, 0) + 1
            last[tag] = totals[tag]
            places.append((child, tag, last[tag]))
            child = self.ends[child]
        for position, (child, tag, place) in enumerate(places, 1):
            if not _PLAIN_NAME.fullmatch(tag):
                step = f"*[{position}]"
            elif totals[tag] > 1:
                step = f"{tag}[{place}]"
            else:
                step = tag
            self._paths[child] = f"{above}/{step}"

    def text_of(self, index: int, limit: int = 2000) -> str:
        """Readable text of an element, clean; parts that stand apart on the page are parted by a space."""
        element = self.elements[index]
        if self.ends[index] == index + 1:
            return clean(element.text or "")[:limit]
        parts = [element.text or ""]
        length = len(parts[0])
        for child in range(index + 1, self.ends[index]):
            inner = self.elements[child]
            apart = self.tags[child] not in INLINE
            if apart:
                parts.append(" ")
            if not self.silent[child] and inner.text:
                parts.append(inner.text)
                length += len(inner.text)
            # The tail belongs behind the last descendant; close every element that ends here.
            closing = child
            while closing != index and self.ends[closing] == child + 1:
                if self.tags[closing] not in INLINE:
                    parts.append(" ")
                tail = self.elements[closing].tail
                if tail and not self.silent[self.parents[closing]]:
                    parts.append(tail)
                    length += len(tail)
                closing = self.parents[closing]
            if length > 4 * limit:
                break
        return clean("".join(parts))[:limit]


def find(root: HtmlElement, path: str) -> HtmlElement | None:
    """The element that a stored path points at, in a tree made of the same bytes; None when it points nowhere."""
    try:
        found = root.getroottree().xpath(path)
    except etree.XPathError:
        return None
    return found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else None
