"""The words by which a service's own page is read: labels of its fields, values that say "none" or say nothing."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from checks.load_lexicon import Lexicon
from domain.text import fold, slug_words

#: Circular 32/2017 Art. 5(1): what each of the eleven groups of information may be told under. Two names: both are
#: asked, a half each. Forms, conditions and fees are one group, asked only where there can be any.
ELEVEN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("name", ("name",)),
    ("order", ("order",)),
    ("way", ("way",)),
    ("dossier", ("dossier", "copies")),
    ("limit", ("limit",)),
    ("subject", ("subject",)),
    ("agency", ("agency",)),
    ("result", ("result",)),
    ("if_any", ("form", "condition", "fee")),
    ("handing", ("handing",)),
    ("basis", ("basis", "decision")),
)
#: What only a page that tells of the service says: name and agency stand in lists too.
OF_ELEVEN = frozenset(field for _, fields in ELEVEN for field in fields) - {"name", "agency"}
#: Fields that labels like the known ones name too. "Quyết định hành chính" may be a value.
_ALIKE = OF_ELEVEN - {"decision"} | {"agency"}
CONDITIONAL = ("form", "condition", "fee")
NAMES_VI: Mapping[str, str] = {
    "name": "tên thủ tục", "order": "trình tự", "way": "cách thức", "dossier": "thành phần, số lượng hồ sơ",
    "limit": "thời hạn", "subject": "đối tượng", "agency": "cơ quan", "result": "kết quả",
    "if_any": "mẫu đơn, điều kiện, phí", "handing": "nơi nộp và nhận kết quả", "basis": "căn cứ pháp lý",
}  # fmt: skip
NAMES_EN: Mapping[str, str] = {
    "name": "name", "order": "order of steps", "way": "way", "dossier": "dossier", "limit": "time limit",
    "subject": "who", "agency": "agency", "result": "result", "if_any": "forms, conditions, fees",
    "handing": "handing in and result", "basis": "legal basis",
}  # fmt: skip

_NUMBERING = re.compile(r"^(?:(?:\d{1,2}|[ivxIVX]{1,4}|[a-zđA-ZĐ])(?:\.\d{1,2}){0,2}\s?[.)/-]\s*|[-+*•►▪»–]\s*)+")
_BRACKETS = re.compile(r"\s*\([^()]{0,60}\)\s*$")
_LABEL_WORDS = 12
_LONGEST = 120  # letters of a label
_REMEMBERED = 16384  # lines: frames and lists repeat from page to page
_FEE_WORDS = 6


@dataclass(frozen=True, eq=False, slots=True)
class DetailWords:
    """Folded phrases; one object for each lexicon, compared by identity, so that what is read by it can be remembered.

    `labels`: folded name to field; `keys`: the same without spaces, for keys of JSON; `begun`: the first two words of
    labels of the eleven groups to their fields; `used`: all words of a field's labels; `common`: words that any label
    may have; `submit_alone`: what offers submission only where a label says nothing else.
    """

    labels: Mapping[str, str]
    begun: Mapping[str, tuple[str, ...]]
    used: Mapping[str, frozenset[str]]
    common: frozenset[str]
    keys: Mapping[str, str]
    nothing: frozenset[str]
    hollow: frozenset[str]
    elsewhere: tuple[str, ...]
    channels: tuple[str, ...]
    needs_form: tuple[str, ...]
    paid_online: tuple[str, ...]
    pay_button: frozenset[str]
    not_online: tuple[str, ...]
    submit: tuple[str, ...]
    submit_alone: frozenset[str]
    not_submit: tuple[str, ...]
    log_in: tuple[str, ...]

    def label(self, text: str) -> str:
        """The field that a line names when it says nothing else; ""."""
        return _label(self, text) if len(text) <= _LONGEST else ""

    def read_label(self, text: str) -> str:
        """The same, read anew."""
        bare = _NUMBERING.sub("", text.strip())
        for said in (bare, _BRACKETS.sub("", bare)):
            folded = fold(said)
            if folded in self.labels:
                return self.labels[folded]
        return self._alike(fold(_BRACKETS.sub("", bare)).split())

    def _alike(self, said: Sequence[str]) -> str:
        """The field whose labels begin with the same two words and are made of the same words: "Thành phần hồ sơ, số
        bộ", "Cơ quan thực hiện thủ tục"; "" where several or none do."""
        if not 1 < len(said) <= _LABEL_WORDS:
            return ""
        found = self.begun.get(" ".join(said[:2]), ())
        alike = {field: len(self.used[field].intersection(said)) for field in found if self._made_of(said, field)}
        best = [field for field, count in alike.items() if count == max(alike.values())]
        return best[0] if len(best) == 1 else ""

    def _made_of(self, said: Sequence[str], field: str) -> bool:
        return self.used[field].union(self.common).issuperset(said)

    def key(self, name: str) -> str:
        """The field that a key of JSON names: `trinhTuThucHien`, `thanh_phan_ho_so`; ""."""
        return self.keys.get(slug_words(name).replace(" ", ""), "")

    def says_none(self, text: str) -> bool:
        """A value that says that there is nothing of the kind: no fee, no condition, no form."""
        folded = fold(text)
        if folded in self.nothing:
            return True
        said = folded.split()
        return len(said) <= _FEE_WORDS and any(folded.startswith(f"{word} ") for word in self.nothing if " " in word)

    def has(self, phrases: Iterable[str], text: str) -> bool:
        padded = f" {fold(text)} "
        return any(f" {phrase} " in padded for phrase in phrases)

    def names_submission(self, label: str) -> bool:
        """Is this the label of an entry to online submission?"""
        folded = fold(label[:120])
        if not folded or len(folded.split()) > _LABEL_WORDS or self.has(self.not_submit, label) or self.label(label):
            return False
        return folded in self.submit_alone or self.has(self.submit, label)


@lru_cache(maxsize=_REMEMBERED)
def _label(words: DetailWords, text: str) -> str:
    return words.read_label(text)


def detail_words(lexicon: Lexicon) -> DetailWords:
    """The lexicon's words of service pages; made once."""
    fields = lexicon.words.fields
    labels = tuple((key, tuple(names)) for key, names in fields["service_details"].items())
    return _made(labels, tuple((key, tuple(texts)) for key, texts in fields["service_texts"].items()))


Groups = tuple[tuple[str, tuple[str, ...]], ...]


@lru_cache(maxsize=8)
def _made(labels: Groups, texts: Groups) -> DetailWords:
    known = {fold(name): field for field, names in labels for name in names}
    keys = {name.replace(" ", ""): field for name, field in known.items()}
    said = {key: tuple(dict.fromkeys(fold(text) for text in values)) for key, values in texts}
    used = {field: frozenset(word for name in names for word in fold(name).split()) for field, names in labels}
    begun: dict[str, dict[str, None]] = {}
    for name, field in known.items():
        offers = any(phrase.startswith(" ".join(name.split()[:2])) for phrase in said["submit"])  # "Nộp hồ sơ"
        if field in _ALIKE and len(name.split()) > 1 and not offers:
            begun.setdefault(" ".join(name.split()[:2]), {})[field] = None
    return DetailWords(
        labels=known,
        begun={start: tuple(fields) for start, fields in begun.items()},
        used=used,
        common=frozenset(word for phrase in said["in_labels"] for word in phrase.split()),
        keys=keys,
        nothing=frozenset(said["nothing"]),
        hollow=frozenset(said["hollow"]),
        elsewhere=said["elsewhere"],
        channels=said["channels"],
        needs_form=said["needs_form"],
        paid_online=said["paid_online"],
        pay_button=frozenset(said["pay_button"]),
        not_online=said["not_online"],
        submit=said["submit"],
        submit_alone=frozenset(said["submit_alone"]),
        not_submit=said["not_submit"],
        log_in=said["log_in"],
    )
