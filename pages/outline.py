"""The bones of a parsed page: its elements in document order, who stands in whom, how much text and link each holds.

Lists by index instead of a tree walk per question: regions, links, forms and blocks all ask the same few things.
"""

import re
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

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
     "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "input", "button", "select", "textarea", "script", "style",
     "noscript", "template", "svg", "iframe")
)  # fmt: skip
_MAX_NESTING = 120
_MAX_SIMPLE = 5000  # elements; above, the library's own way to a path takes too long
_MAX_PATH = 1500  # characters; deeper elements are found by their number instead
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
# One class for all elements: looking a class up for each tag costs more than the parse.
_HTML_ELEMENTS = etree.ElementDefaultClassLookup(element=HtmlElement)
_CARRIERS: dict[str, etree.XPath] = {}


def parse_tree(text: str) -> HtmlElement | None:
    """The one lxml tree of a page; None when there is nothing to parse. Never raises."""
    body = text.replace("\0", "").encode("utf-8", "replace")
    if not body.strip():
        return None
    for deep in (False, True):
        parser = etree.HTMLParser(
            encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=deep
        )
        parser.set_element_class_lookup(_HTML_ELEMENTS)
        try:
            root = etree.fromstring(body, parser)
        except (etree.LxmlError, ValueError, AssertionError):
            return None
        if not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            break
    return root if isinstance(root, HtmlElement) else None


class Outline:
    """Elements of one tree by their order. `ends[i]` is the index behind the last descendant of element i."""

    __slots__ = ("_indexes", "_paths", "_tree", "classes", "elements", "ends", "ids", "in_link", "link_counts",
                 "link_sizes", "parents", "root", "silent", "sizes", "tags", "tails", "texts")  # fmt: skip

    def __init__(self, root: HtmlElement) -> None:
        self.root = root
        self.elements: list[HtmlElement] = list(islice(root.iter(), MAX_ELEMENTS))
        self.tags: list[str] = [element.tag for element in self.elements]
        self.classes: list[str] = [element.get("class") or "" for element in self.elements]
        self.ids: list[str] = [element.get("id") or "" for element in self.elements]
        self.texts: list[str | None] = [element.text for element in self.elements]
        self.tails: list[str | None] = [element.tail for element in self.elements]
        self._indexes = {element: index for index, element in enumerate(self.elements)}
        self._paths: dict[int, str] = {}
        simple = len(self.tags) <= _MAX_SIMPLE and all(map(str.isalnum, set(self.tags)))
        self._tree = root.getroottree() if simple else None
        self.parents = [self._indexes.get(element.getparent(), -1) for element in self.elements]
        self.ends = self._ends()
        self.silent = self._within([tag in SILENT for tag in self.tags])
        links = [tag == "a" and _leads(self.elements[index]) for index, tag in enumerate(self.tags)]
        self.in_link = self._within(links)
        self.link_counts = [int(link) for link in links]
        self._measure()

    def _ends(self) -> list[int]:
        count, parents = len(self.tags), self.parents
        ends = list(range(1, count + 1))
        for index in range(count - 1, 0, -1):
            parent = parents[index]
            ends[parent] = max(ends[parent], ends[index])
        return ends

    def _within(self, chosen: list[bool]) -> list[bool]:
        """For every element, is it one of the chosen or inside one?"""
        marks = [False] * len(self.tags)
        for index, hit in enumerate(chosen):
            if hit and not marks[index]:
                end = self.ends[index]
                marks[index:end] = [True] * (end - index)
        return marks

    def _measure(self) -> None:
        """Characters of text, characters of link text, and links, of every element with all it holds."""
        count, parents, silent, in_link = len(self.tags), self.parents, self.silent, self.in_link
        sizes = [len(text.strip()) if text and not mute else 0 for text, mute in zip(self.texts, silent, strict=True)]
        link_sizes = [size if linked else 0 for size, linked in zip(sizes, in_link, strict=True)]
        link_counts, tails = self.link_counts, self.tails
        for index in range(count - 1, 0, -1):
            parent = parents[index]
            sizes[parent] += sizes[index]
            link_sizes[parent] += link_sizes[index]
            link_counts[parent] += link_counts[index]
            tail = tails[index]
            if tail and not silent[parent]:
                length = len(tail.strip())
                sizes[parent] += length
                if in_link[parent]:
                    link_sizes[parent] += length
        self.sizes, self.link_sizes = sizes, link_sizes

    def having(self, *attributes: str) -> set[int]:
        """Indexes of the elements that carry one of the attributes."""
        found: set[int] = set()
        for attribute in attributes:
            carriers = _CARRIERS.get(attribute) or _CARRIERS.setdefault(attribute, etree.XPath(f"//@{attribute}/.."))
            matches = carriers(self.root)
            for element in matches if isinstance(matches, list) else ():
                index = self._indexes.get(element)
                if index is not None:
                    found.add(index)
        return found

    def ancestors(self, index: int) -> list[int]:
        """Indexes of the elements around, nearest first, as far out as pages reasonably nest."""
        found: list[int] = []
        parents = self.parents
        parent = parents[index]
        while parent >= 0 and len(found) < _MAX_NESTING:
            found.append(parent)
            parent = parents[parent]
        return found

    def children(self, index: int) -> list[int]:
        """Indexes of the elements directly inside."""
        found, child, end = [], index + 1, self.ends[index]
        while child < end:
            found.append(child)
            child = self.ends[child]
        return found

    def path_of(self, index: int) -> str:
        """The XPath that finds the element again in the same bytes: the locator of evidence."""
        if self._tree is not None:
            path = str(self._tree.getpath(self.elements[index]))
            return path if len(path) <= _MAX_PATH else f"(//*)[{index + 1}]"
        paths, parents = self._paths, self.parents
        unknown = []
        place = index
        while place not in paths and parents[place] >= 0:
            place = parents[place]
            unknown.append(place)
        if place == 0:
            paths[0] = "/" + self.tags[0]
        for parent in reversed(unknown):
            self._path_children(parent)
        return paths[index]

    def _path_children(self, parent: int) -> None:
        """Paths of all children of one element at once, so that wide elements cost no more than their width."""
        above, tags = self._paths[parent], self.tags
        if len(above) > _MAX_PATH or above.startswith("("):
            self._paths.update((child, f"(//*)[{child + 1}]") for child in self.children(parent))
            return
        if self.ends[parent + 1] == self.ends[parent]:  # an only child
            tag = tags[parent + 1]
            self._paths[parent + 1] = f"{above}/{tag if tag.isalnum() else '*[1]'}"
            return
        totals: dict[str, int] = {}
        places: list[tuple[int, str, int]] = []
        for child in self.children(parent):
            tag = tags[child]
            totals[tag] = totals.get(tag, 0) + 1
            places.append((child, tag, totals[tag]))
        for position, (child, tag, place) in enumerate(places, 1):
            named = f"{tag}[{place}]" if totals[tag] > 1 else tag
            step = named if _PLAIN_NAME.fullmatch(tag) else f"*[{position}]"
            self._paths[child] = f"{above}/{step}"

    def text_of(self, index: int, limit: int = 2000) -> str:
        """Readable text of an element, clean; parts that stand apart on the page are parted by a space."""
        texts, tails = self.texts, self.tails
        if self.ends[index] == index + 1:
            return clean(texts[index] or "")[:limit]
        parts = [texts[index] or ""]
        length = len(parts[0])
        for child in range(index + 1, self.ends[index]):
            if self.tags[child] not in INLINE:
                parts.append(" ")
            text = texts[child]
            if text and not self.silent[child]:
                parts.append(text)
                length += len(text)
            # The tail belongs behind the last descendant; close every element that ends here.
            closing = child
            while closing != index and self.ends[closing] == child + 1:
                if self.tags[closing] not in INLINE:
                    parts.append(" ")
                tail = tails[closing]
                if tail and not self.silent[self.parents[closing]]:
                    parts.append(tail)
                    length += len(tail)
                closing = self.parents[closing]
            if length > 4 * limit:
                break
        return clean("".join(parts))[:limit]


def _leads(anchor: HtmlElement) -> bool:
    """Is an `a` element a link, and not only a named place?"""
    return anchor.get("href") is not None or anchor.get("onclick") is not None


def find(root: HtmlElement, path: str) -> HtmlElement | None:
    """The element that a stored path points at, in a tree made of the same bytes; None when it points nowhere."""
    try:
        found = root.getroottree().xpath(path)
    except etree.XPathError:
        return None
    return found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else None
