"""Page feet without a name: found by the phrases the law makes every portal print there (ND43 Art. 10.1.l).

Where no such phrase stands, an address or a telephone number in the last words of the page says the same.
"""

import re
import unicodedata

from pages.headings import titled
from pages.outline import Outline

_SIGNS = re.compile(
    r"©|copyright|all rights reserved|bản quyền (?:thuộc|©|của|\d{4}|by)|ban quyen thuoc|ghi rõ nguồn"
    r"|giấy phép (?:số|thiết lập|xuất bản|hoạt động|trang|icp)|giay phep so|trưởng ban biên tập"
    r"|(?:bản quyền|chịu trách nhiệm[^.:]{0,40}|cơ quan chủ quản|giấy phép)\s*:"
    r"|chịu trách nhiệm (?:chính|nội dung|xuất bản)|chiu trach nhiem (?:chinh|noi dung|xuat ban)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:địa chỉ|trụ sở|điện thoại|đt|tel|fax|e-?mail|hotline|đường dây nóng|thư điện tử)\s*[:.]|\bđt\s*\d"
    r"|\b0\d{2,3}[. ]\d{3}",
    re.IGNORECASE,
)
_LAST_WORDS = 400
_LIMIT = 1500
_NEIGHBOURS = 300  # characters that a wider box of the foot may add
_HEADS = frozenset(("h1", "h2", "h3", "textarea"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "legend", "caption"))
_FRAMED = 3  # links of a page that has a frame at all
_BOUNDS = frozenset(("body", "html", "form", "main", "article"))


def footer_start(outline: Outline) -> int:
    """Index of the element that opens an unnamed foot; 0 when the page has none."""
    behind, address = 0, 0  # text seen from the end; the element that gives an address
    reach = max(2000, int(0.25 * outline.sizes[0]))
    for index in range(len(outline.tags) - 1, 0, -1):
        if outline.silent[index]:
            continue
        for text, place in ((outline.tails[index], outline.parents[index]), (outline.texts[index], index)):
            if not text or text.isspace():
                continue
            behind += len(text)
            if behind > reach:
                return _unheaded(outline, address)
            said = unicodedata.normalize("NFC", text)
            if _SIGNS.search(said):
                return _container(outline, place)
            if not address and behind <= _LAST_WORDS and _ADDRESS.search(said):
                address = place
    return _unheaded(outline, address)


def _unheaded(outline: Outline, index: int) -> int:
    """The foot around an address, unless a heading beside it says that it is content, as on a contact page."""
    chosen = _container(outline, index) if index and outline.link_counts[0] > _FRAMED else 0
    if not chosen:
        return 0
    for around in (chosen, *outline.ancestors(chosen)):
        for child in outline.children(around):
            heading = outline.tags[child] in _HEADINGS or titled(outline.classes[child], outline.ids[child])
            if child < index and outline.ends[child] <= index and heading:
                return 0
    return chosen


def _container(outline: Outline, index: int) -> int:
    """The widest element around a foot phrase that is still only a foot; 0 when there is none."""
    count, chosen = len(outline.tags), 0
    around, held = index, outline.sizes[index]
    while around > 0:
        size = outline.sizes[around]
        if size > _LIMIT or size - held > _NEIGHBOURS or outline.tags[around] in _BOUNDS or around < 0.35 * count:
            break
        if not _HEADS.isdisjoint(outline.tags[around : outline.ends[around]]):
            break
        chosen, held = around, size
        around = outline.parents[around]
    return chosen
