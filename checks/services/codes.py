"""Codes of administrative procedures as portals write them, and what makes two of them the same procedure.

Since 2018 `1.004946` or with its agency `1.004946.000.00.00.H51`; before, `T-LCA-123456-TT` (provinces) and
`B-BTC-123456-TT` (ministries). The code of a dossier (Circular 01/2018/TT-VPCP Art. 19) is none.
"""

import re

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


def find_code(text: str) -> str:
    """The first procedure code of a text, as it is written officially; "" where there is none."""
    searched = _DOSSIER.sub(" ", text) if "-" in text and not _OLD.search(text) else text
    new, old = _NEW.search(searched), _OLD.search(searched)
    if new is not None and (old is None or new.start() < old.start()):
        return new["base"] + (new["agency"] or "").upper()
    if old is not None:
        return f"{old['level']}-{old['body']}-{old['number']}-TT".upper()
    return ""


def code_key(code: str) -> str:
    """What two writings of one procedure's code share: `1.004946` of `1.004946.000.00.00.H51`."""
    new = _NEW.search(code)
    return new["base"] if new is not None else find_code(code) or code.strip().upper()
