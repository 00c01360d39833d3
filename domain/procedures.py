"""What makes two entries of service lists the same service: the code of its procedure, else its name, body and field.

Storage, reconciliation and priority lists compare services by the same keys.
"""

import re
import unicodedata

from domain.text import fold

#: `1.004946` of `1.004946.000.00.00.H51`: the procedure without the body that offers it.
_BASE = re.compile(r"([1-9]\.\d{6})(?:\.\d{2,3}){0,3}(?:\.[A-Z]\d{2}(?:\.\d{1,3})*)?", re.IGNORECASE)
_DASHES = re.compile(r"\s*[-–—]\s*")


def procedure_key(code: str) -> str:
    """What two writings of one procedure's code share; "" for no code."""
    text = unicodedata.normalize("NFC", _DASHES.sub("-", code)).strip()
    base = _BASE.fullmatch(text)
    return base[1] if base else text.upper()


def name_key(name: str) -> str:
    """What two writings of one name share: letters without case and tones, no punctuation, no "Thủ tục" before it."""
    folded = fold(name)
    return folded.removeprefix("thu tuc hanh chinh ").removeprefix("thu tuc ") or folded


def service_key(code: str, name: str, agency: str, field: str) -> str:
    """One key for one service of one list: by its code, else by name, body and field."""
    return procedure_key(code) or "\n".join((name_key(name), name_key(agency), name_key(field)))
