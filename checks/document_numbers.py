"""Numbers of documents and what they tell: the kind of document, whether it lays down rules (Law 80/2015 Art. 4)."""

import re
from dataclasses import dataclass

from checks.load_lexicon import Lexicon
from domain.text import clean, fold

_ALWAYS_LEGAL = frozenset({"Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Nghị định", "Thông tư", "Thông tư liên tịch",
                           "Nghị quyết liên tịch"})  # fmt: skip
_PLAIN = re.compile(r"\d{1,5}[a-z]?(?:/\d{4})?")
_LEAD = 90  # characters of a title among which its own number stands


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number as written, the kind its letters tell ("" if none), and whether it carries a year."""

    text: str
    kind: str
    dated: bool


def read_number(lexicon: Lexicon, text: str) -> DocumentNumber | None:
    """The number that a cell holds; None where what stands there is no document's number."""
    written = clean(text).strip(" .;,")
    for pattern in lexicon.words.documents.numbers:
        match = re.search(pattern, written, re.IGNORECASE)
        if match:
            letters = match["kind"].upper()
            kinds = {short.upper(): kind for short, kind in lexicon.words.documents.abbreviations.items()}
            year = bool(match.groupdict().get("year"))
            return DocumentNumber(match.group(), kinds.get(letters, ""), year)
    return DocumentNumber(written, "", False) if _PLAIN.fullmatch(written) else None


def own_number(lexicon: Lexicon, title: str) -> DocumentNumber | None:
    """The number by which a title names its own document: "Quyết định số 12/QĐ-UBND về …", not one it refers to."""
    lead = clean(title)[:_LEAD]
    for pattern in lexicon.words.documents.numbers:
        match = re.search(pattern, lead, re.IGNORECASE)
        if match is None:
            continue
        before = fold(lead[: match.start()]).removesuffix(" so").removesuffix("so").strip()
        if not before or (kind_of(lexicon, before) and len(before.split()) <= 4):
            return read_number(lexicon, match.group())
    return None


def kind_of(lexicon: Lexicon, text: str) -> str:
    """The kind of document that a text begins with: "Quyết định về việc …" -> "Quyết định"; "" if none."""
    folded = f"{fold(text)} "
    documents = lexicon.words.documents
    kinds = sorted({*documents.legal, *documents.administrative}, key=lambda kind: (-len(kind), kind))
    return next((kind for kind in kinds if folded.startswith(f"{fold(kind)} ")), "")


def is_legal(lexicon: Lexicon, kind: str, number: DocumentNumber | None) -> bool | None:
    """Whether a document lays down rules; None where neither kind nor number tells."""
    if kind in _ALWAYS_LEGAL:
        return True
    documents = lexicon.words.documents
    if kind in documents.legal and number is not None and number.kind in ("", kind):
        return number.dated
    if kind in documents.administrative and kind not in documents.legal:
        return False
    return number.dated or None if number is not None and number.kind else None
