"""Codes of administrative procedures as portals write them, and what makes two of them the same procedure.

Since 2018 `1.004946` or with its agency `1.004946.000.00.00.H51`; before, `T-LCA-123456-TT` (provinces) and
`B-BTC-123456-TT` (ministries). The code of a dossier (Circular 01/2018/TT-VPCP Art. 19) is none.
"""

import re
from collections.abc import Iterable

from domain.procedures import procedure_key

_NEW = re.compile(
    r"(?<![\w.])(?P<base>[1-9]\.\d{6})(?P<agency>(?:\.\d{2,3}){3}\.[A-Z]\d{2}(?:\.\d{1,3}){0,4})?(?!\w|\.\d)",
    re.IGNORECASE,
)
_DASH = r"\s?[-–]\s?"
_OLD = re.compile(
    rf"(?<![\w-])(?P<level>[TB]){_DASH}(?P<body>[A-ZĐ]{{2,6}}){_DASH}(?P<number>\d{{6}}){_DASH}TT(?![\w-])",
    re.IGNORECASE,
)
_DOSSIER = re.compile(r"(?<![\w.])[\dA-Z.]{1,40}-\d{6}-\d{2,6}\b", re.IGNORECASE)
_LABELLED = r"(?:\bmã(?: số)?(?: hồ sơ)?(?: (?:thủ tục(?: hành chính)?|tthc|dvc|dịch vụ(?: công)?))?\s*:?\s*)?"
_EDGES = " \t-–—:|.,;/•"
_OWN_KIND = re.compile(r"(?=[^\d]*\d)(?=[\d.\-/]*[A-Za-zĐđ])[A-Za-zĐđ0-9][\w.\-/]{3,40}")
_DOCUMENT = re.compile(r"\d{1,6}(?:/\d{4})?/\w{2,}")


def find_code(text: str) -> str:
    """The first procedure code of a text, as it is written officially; "" where there is none."""
    if not any(map(str.isdigit, text)):
        return ""
    searched = _DOSSIER.sub(" ", text) if "-" in text and not _OLD.search(text) else text
    new, old = _NEW.search(searched), _OLD.search(searched)
    if new is not None and (old is None or new.start() < old.start()):
        return new["base"] + (new["agency"] or "").upper()
    if old is not None:
        return f"{old['level']}-{old['body']}-{old['number']}-TT".upper()
    return ""


def is_dossier_code(text: str) -> bool:
    """The code of one person's dossier: `000.00.13.H53-190220-0001`."""
    return bool(_DOSSIER.fullmatch(text.strip())) and not _OLD.fullmatch(text.strip())


def only_code(texts: Iterable[str]) -> str:
    """The code of some texts that name no second one; ""."""
    found: dict[str, str] = {}
    for text in texts:
        rest = text
        while code := find_code(rest):
            found.setdefault(procedure_key(code), code)
            shorter = without_code(rest)
            rest = shorter if len(shorter) < len(rest) else ""
    return next(iter(found.values())) if len(found) == 1 else ""


def without_code(text: str) -> str:
    """The text without its first procedure code, the brackets and the label that belong to the code."""
    new, old = _NEW.search(text), _OLD.search(text)
    found = new if new is not None and (old is None or new.start() < old.start()) else old
    if found is None:
        return text
    before = re.sub(rf"[(\[]?\s*{_LABELLED}$", "", text[: found.start()], flags=re.IGNORECASE)
    after = re.sub(r"^\s*[)\]]", "", text[found.end() :])
    return " ".join(f"{before.rstrip(_EDGES)} {after.lstrip(_EDGES)}".split())


def code_in_column(cell: str) -> str:
    """The same under a head that says "Mã thủ tục": an agency's own kind of code ("DVC-012") counts too, as written."""
    found = find_code(cell)
    bare = cell.strip()
    own = _OWN_KIND.fullmatch(bare) and not _DOSSIER.search(bare) and not _DOCUMENT.match(bare)
    return found or (bare if own else "")
