"""Addresses that a page's head names: its canonical one, its version for phones, its author."""

from domain.text import clean
from domain.urls import join
from pages.reading import Reading
from pages.view import HeadLink

_MOST = 60
#: What a page loads or hints at, rather than names.
_LOADED = frozenset(
    ("stylesheet", "icon", "shortcut", "apple-touch-icon", "preload", "prefetch", "preconnect", "dns-prefetch",
     "modulepreload", "mask-icon", "manifest", "apple-touch-icon-precomposed")
)  # fmt: skip


def read_head_links(reading: Reading) -> tuple[HeadLink, ...]:
    outline = reading.outline
    found: list[HeadLink] = []
    for index, tag in enumerate(outline.tags):
        if tag != "link" or len(found) >= _MOST:
            continue
        element = outline.elements[index]
        rel = clean(element.get("rel") or "").lower()[:60]
        if not rel or not _LOADED.isdisjoint(rel.split()):
            continue
        url = join(reading.base, (element.get("href") or "").strip()[:4000])
        if url is not None:
            media = clean(element.get("media") or "").lower()[:100]
            found.append(HeadLink(rel, media, url, outline.path_of(index)))
    return tuple(found)
