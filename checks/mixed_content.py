"""What a page served over https loads or sends over plain http: scripts, styles, frames and forms.

Pictures are left out: browsers fetch them over https by themselves, and nothing is sent with them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin

from pages.decode import decode
from pages.outline import MAX_BODY, MAX_ELEMENTS, parse_tree

_LOADS = {"script": "src", "iframe": "src", "frame": "src", "embed": "src", "object": "data", "link": "href"}
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class PlainLoad:
    """One element that reaches out over plain http."""

    tag: str
    url: str
    xpath: str


def plain_loads(body: bytes, url: str, charset: str = "") -> Iterator[PlainLoad]:
    """In document order. `url` is the page's own address, over https."""
    root = parse_tree(decode(body[:MAX_BODY], charset).text)
    if root is None:
        return
    tree, base = root.getroottree(), url
    for element in islice(root.iter("base", "form", *_LOADS), MAX_ELEMENTS):
        if element.tag == "base":
            base = _joined(url, element.get("href")) or base
            continue
        if element.tag == "link" and "stylesheet" not in (element.get("rel") or "").lower().split():
            continue
        reached = _joined(base, element.get("action" if element.tag == "form" else _LOADS[element.tag]))
        if reached[:5].lower() == "http:":
            yield PlainLoad(element.tag, reached[:_LONGEST], str(tree.getpath(element)))


def _joined(base: str, raw: str | None) -> str:
    if not raw or len(raw) > _LONGEST:
        return ""
    try:
        return urljoin(base, raw.strip())
    except ValueError:
        return ""
