"""Page feet without a name: found by the phrases the law makes every portal print there (ND43 Art. 10.1.l)."""

import re
import unicodedata

from pages.outline import Outline

_SIGNS = re.compile(
    r"©|copyright|all rights reserved|bản quyền (?:thuộc|©|của|\d{4}|by)|ban quyen thuoc|ghi rõ nguồn"
    r"|giấy phép (?:số|thiết lập|xuất bản|hoạt động|trang|icp)|giay phep so|trưởng ban biên tập"
    r"|(?:bản quyền|chịu trách nhiệm[^.:]{0,40}|cơ quan chủ quản|giấy phép)\s*:"
    r"|chịu trách nhiệm (?:chính|nội dung|xuất bản)|chiu trach nhiem (?:chinh|noi dung|xuat ban)",
    re.IGNORECASE,
)
_LIMIT = 1500
_BOUNDS = frozenset(("body", "html", "form", "main", "article"))


def footer_start(outline: Outline) -> int:
    """Index of the element that opens an unnamed foot; 0 when the page has none."""
    behind = 0  # text seen from the end
    reach = max(2000, int(0.25 * outline.sizes[0]))
    for index in range(len(outline.tags) - 1, 0, -1):
        if outline.silent[index]:
            continue
        for text, place in ((outline.tails[index], outline.parents[index]), (outline.texts[index], index)):
            if not text or text.isspace():
                continue
            behind += len(text)
            if behind > reach:
                return 0
            if _SIGNS.search(unicodedata.normalize("NFC", text)):
                return _container(outline, place)
    return 0


def _container(outline: Outline, index: int) -> int:
    """The widest element around a foot phrase that is still only a foot; 0 when there is none."""
    whole, chosen = outline.sizes[0], 0
    around = index
    while around > 0:
        size = outline.sizes[around]
        if size > _LIMIT or (size > 0.6 * whole and size > 300) or outline.tags[around] in _BOUNDS:
            break
        if any(tag in ("h1", "h2") for tag in outline.tags[around : outline.ends[around]]):
            break
        if outline.ends[around] < 0.5 * len(outline.tags):
            break
        chosen = around
        around = outline.parents[around]
    return chosen
