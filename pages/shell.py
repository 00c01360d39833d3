"""Empty shells: pages whose content only script would show, so that nothing on them may be called absent."""

import re
import unicodedata

from pages.outline import Outline
from pages.reading import Reading
from pages.view import Region

#: Where the frameworks of the period hang what they draw.
_MOUNT_IDS = frozenset(
    ("app", "root", "__next", "__nuxt", "___gatsby", "react-root", "reactroot", "vue-app", "ember-app", "svelte",
     "q-app", "main-app", "app-root", "app-container", "application", "ng-app", "page-app", "spa")
)  # fmt: skip
_CONTENT_IDS = frozenset(
    ("content", "main", "main-content", "maincontent", "page-content", "container", "body-content", "view", "page",
     "noidung", "list")
)  # fmt: skip
_MOUNT_TAGS = frozenset(("app-root", "router-outlet", "ng-view", "ui-view", "router-view", "app", "my-app", "root-app"))
_MOUNT_ATTRIBUTES = ("ng-app", "ng-view", "ui-view", "data-ng-view", "data-ng-app", "data-reactroot", "v-cloak",
                     "data-server-rendered", "data-v-app", "ng-cloak")  # fmt: skip
_STATE_IDS = frozenset(("__NEXT_DATA__", "__NUXT_DATA__", "serverApp-state", "ng-state"))
_NEEDS_SCRIPT = re.compile(
    r"(?:enable|requires?|turn on|bật|kích hoạt|hỗ trợ)\W+(?:\w+\W+){0,3}java\s?script"
    r"|java\s?script\W+(?:\w+\W+){0,4}(?:enabled|disabled|required|bị tắt|chưa được bật)",
    re.IGNORECASE,
)
_WAITING = re.compile(
    r"^\W*(?:đang tải|vui lòng (?:chờ|đợi)|xin (?:chờ|đợi)|loading|please wait)[^.]{0,40}\W*$", re.IGNORECASE
)
_UNFILLED = re.compile(r"\{\{[^{}]{1,120}\}\}")
_TINY_PAGE = 200
_TINY_MAIN = 120
_PLENTY = 500


def is_shell(reading: Reading) -> bool:
    """Would only script show what this page is for? A small page that is complete as it stands is no shell."""
    outline = reading.outline
    if "script" not in outline.tags:
        return False
    main_text = _readable(reading, main_only=True)
    if len(main_text) > _PLENTY:
        return False
    unfilled = sum(map(len, _UNFILLED.findall(main_text)))
    main = _UNFILLED.sub("", main_text).strip()
    if unfilled and len(main) < max(_TINY_MAIN, unfilled):
        return True
    if len(main) > _TINY_MAIN and not _WAITING.match(main):
        return False
    if _mounts(outline) or _WAITING.match(main):
        return True
    whole = _readable(reading, main_only=False)
    return len(whole) < _TINY_PAGE and (not whole or _says_script(outline))


def still_waits(reading: Reading) -> bool:
    """Has script not shown anything yet, although a browser ran it? Little that stands there is all there is."""
    main = _UNFILLED.sub("", _readable(reading, main_only=True)).strip()
    return not _readable(reading, main_only=False) or bool(_WAITING.match(main))


def _readable(reading: Reading, *, main_only: bool) -> str:
    """Visible text, of the main region or of all; cut once it is clearly enough."""
    outline, parts, length = reading.outline, list[str](), 0
    for index in range(len(outline.tags)):
        for text, place in ((outline.texts[index], index), (outline.tails[index], outline.parents[index])):
            if not text or place < 0 or outline.silent[place] or reading.hidden[place]:
                continue
            if main_only and reading.regions[place] is not Region.MAIN:
                continue
            said = text.strip()
            if said:
                parts.append(said)
                length += len(said)
        if length > _PLENTY:
            break
    return unicodedata.normalize("NFC", " ".join(parts))


def _mounts(outline: Outline) -> bool:
    """An empty place that waits for script: by its id, its name or its attributes, or by the state left for it."""
    if any(identifier in _STATE_IDS for identifier in outline.ids):
        return True
    waiting = outline.having(*_MOUNT_ATTRIBUTES)
    for index, (tag, identifier) in enumerate(zip(outline.tags, outline.ids, strict=True)):
        named = identifier.lower() in _MOUNT_IDS or tag in _MOUNT_TAGS or index in waiting
        content = identifier.lower() in _CONTENT_IDS and tag in ("div", "section", "main")
        if (named and outline.sizes[index] < _TINY_MAIN) or (
            content and not outline.sizes[index] and not _shows(outline, index)
        ):
            return True
    return False


def _shows(outline: Outline, index: int) -> bool:
    """Does an element without text show something all the same: a picture, a frame, a form?"""
    return any(
        tag in ("img", "iframe", "object", "embed", "input", "video")
        for tag in outline.tags[index : outline.ends[index]]
    )


def _says_script(outline: Outline) -> bool:
    """Does a noscript part ask for script, or does the body run script and nothing else?"""
    for index, tag in enumerate(outline.tags):
        if tag == "noscript" and _NEEDS_SCRIPT.search(" ".join(outline.elements[index].itertext())[:2000]):
            return True
    return False
