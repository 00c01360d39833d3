"""Which keys of a JSON list's records say what of a service: known by their values, by their names where values could
be anything (a field of work, an office, a bare number for a level)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from checks.services.codes import find_code, is_dossier_code, without_code
from checks.services.levels import claim_of
from checks.services.names import Named, named, read_name
from checks.services.words import ServiceWords
from domain.text import slug_words

Value = str | int | float | bool | None
Record = Mapping[str, Value]  # dotted key -> value

_SAMPLE = 60
_MOSTLY = 0.5
_NEARLY_ALL = 0.9
_NAME_WORDS = 3.0
_REPEATS = 0.7  # distinct values among the records: fields recur
_FIELD_WORDS = 10
_LEVEL_KEYS = ("muc do", "mucdo", "level", "md", "dvc level", "cap do")
_ADMIN_KEYS = ("cap thuc hien", "cap", "cap hanh chinh", "capthuchien")
_FIELD_KEYS = ("linh vuc", "linhvuc", "field", "nganh", "sector", "nhom")
_AGENCY_KEYS = ("co quan", "coquan", "don vi", "donvi", "agency", "so ban nganh", "department")
_SUBMIT_KEYS = ("nop", "submit", "apply", "tiep nhan")
_NO_LEVEL = ("id", "stt", "status", "trang thai", "loai", "type", "order", "thu tu", "nam", "year", "page", "so luong")

Test = Callable[[Value], bool]


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys of one list; "" where no key says it."""

    name: str
    code: str = ""
    level: str = ""
    field: str = ""
    agency: str = ""
    admin_level: str = ""
    url: str = ""
    submit_url: str = ""
    sure: float = 0.0  # share of records whose name begins as procedures do
    likely: float = 0.0  # and of those whose name may

    def completed(self, known: "Keys | None") -> "Keys":
        """With what another page of the same list told of its keys, where both call the name the same."""
        if known is None or known.name != self.name:
            return self
        return replace(
            self,
            code=self.code or known.code,
            level=self.level or known.level,
            field=self.field or known.field,
            agency=self.agency or known.agency,
            admin_level=self.admin_level or known.admin_level,
        )


def read_keys(records: Sequence[Record], words: ServiceWords) -> Keys | None:
    """None where no key holds names of procedures."""
    sample = records[:_SAMPLE]
    keys = tuple(dict.fromkeys(key for record in sample for key in record))
    values = {key: [record[key] for record in sample if record.get(key) not in (None, "")] for key in keys}
    code = _first(values, _is_code)
    name, sure = _name_key(values, code, words)
    if not name:
        return None
    rest = {key: found for key, found in values.items() if key not in (name, code)}
    level = _level_key(rest, words)
    return Keys(
        name=name,
        code=code,
        level=level,
        field=_named_so(rest, _FIELD_KEYS, level) or _recurring(rest, level, words),
        agency=_named_so(rest, _AGENCY_KEYS, level) or _first(rest, lambda value: _names_agency(value, words)),
        admin_level=_first(rest, lambda value: isinstance(value, str) and bool(words.admin_level(value))),
        url=_address(rest, lambda key: not _hints(key, _SUBMIT_KEYS)),
        submit_url=_address(rest, lambda key: _hints(key, _SUBMIT_KEYS)),
        sure=sure,
        likely=_likely(values[name], words),
    )


def _likely(found: Sequence[Value], words: ServiceWords) -> float:
    texts = [value for value in found if isinstance(value, str)]
    return sum(1 for text in texts if named(read_name(text, words).text, words) is not Named.NO) / max(len(texts), 1)


def _is_code(value: Value) -> bool:
    """A code and next to nothing else."""
    if not isinstance(value, str) or len(value) > 60 or not find_code(value):
        return False
    return len(without_code(value).split()) <= 2


def _first(values: Mapping[str, Sequence[Value]], holds: Test) -> str:
    for key, found in values.items():
        if found and sum(1 for value in found if holds(value)) >= _MOSTLY * len(found):
            return key
    return ""


def _name_key(values: Mapping[str, Sequence[Value]], code: str, words: ServiceWords) -> tuple[str, float]:
    """The key whose texts mostly begin as names do; beside codes, the one whose texts are longest."""
    best: tuple[float, float, str] = (0.0, 0.0, "")
    for key, found in values.items():
        texts = [value for value in found if isinstance(value, str)]
        if not texts or key == code:
            continue
        sure = sum(1 for text in texts if named(read_name(text, words).text, words) is Named.YES) / len(found)
        length = sum(min(len(text.split()), 40) for text in texts) / len(texts)
        if length >= _NAME_WORDS and (sure >= _MOSTLY or code):
            best = max(best, (round(sure, 2), length if sure < _MOSTLY else -len(key), key))
    return best[2], best[0]


def of_other_levels(key: str, words: ServiceWords) -> bool:
    """Does a key hold levels that are none of a service: `mucDoChuDong`, `mucDoHaiLong`?"""
    return _hints(key, words.other_measures)


def _level_key(values: Mapping[str, Sequence[Value]], words: ServiceWords) -> str:
    values = {key: found for key, found in values.items() if not of_other_levels(key, words)}
    told = [key for key, found in values.items() if _claims(found)]
    if told:
        return next((key for key in told if _hints(key, _LEVEL_KEYS)), told[0])
    numbers = [key for key, found in values.items() if _is_levels(found)]
    hinted = [key for key in numbers if _hints(key, _LEVEL_KEYS)]
    if hinted:
        return hinted[0]
    plain = [key for key in numbers if not _hints(key, (*_ADMIN_KEYS, *_NO_LEVEL)) and _varies(values[key])]
    return plain[0] if len(plain) == 1 else ""


def _claims(found: Sequence[Value]) -> bool:
    texts = [value for value in found if isinstance(value, str) and len(value) <= 120]
    return bool(texts) and sum(1 for text in texts if claim_of(text)) >= _MOSTLY * len(found)


def _is_levels(found: Sequence[Value]) -> bool:
    numbers = [str(value) for value in found if not isinstance(value, bool)]
    return bool(numbers) and sum(1 for value in numbers if value in ("1", "2", "3", "4")) >= _NEARLY_ALL * len(found)


def _varies(found: Sequence[Value]) -> bool:
    """Levels differ from entry to entry and are not a running number."""
    kinds = {str(value) for value in found}
    return len(kinds) > 1 and bool(kinds & {"3", "4"}) and len(found) > len(kinds)


def _names_agency(value: Value, words: ServiceWords) -> bool:
    return isinstance(value, str) and words.names_agency(value)


def _recurring(values: Mapping[str, Sequence[Value]], level: str, words: ServiceWords) -> str:
    """The one key whose short texts recur from record to record, and name no agency, no level of government."""
    found = []
    for key, held in values.items():
        texts = {value for value in held if isinstance(value, str) and len(value.split()) <= _FIELD_WORDS}
        recur = 1 < len(texts) <= _REPEATS * len(held) and _says_words(held)
        other = any(words.names_agency(text) or words.admin_level(text) or claim_of(text) for text in texts)
        if recur and not other and key != level and not _hints(key, (*_NO_LEVEL, *_AGENCY_KEYS, *_ADMIN_KEYS)):
            found.append(key)
    return found[0] if len(found) == 1 else ""


def is_of_other_things(records: Sequence[Record], words: ServiceWords) -> bool:
    """Records that name procedures for another end: people's dossiers, figures by procedure."""
    sample = records[:_SAMPLE]
    keys = tuple(dict.fromkeys(key for record in sample for key in record))
    if sum(1 for key in keys if slug_words(key.rpartition(".")[2]) in words.statistics) > 1:
        return True
    return any(
        sum(1 for record in sample if is_dossier_code(str(record.get(key, "")))) >= _MOSTLY * len(sample)
        for key in keys
    )


def _named_so(values: Mapping[str, Sequence[Value]], hints: tuple[str, ...], level: str) -> str:
    """A key so named whose texts say words; the shortest name first (`linhVuc.ten` goes before `linhVuc.moTaDai`)."""
    named_so = [
        key
        for key, found in values.items()
        if key != level and _hints(key, hints) and _says_words(found) and not claim_of(str(found[0]))
    ]
    return min(named_so, key=lambda key: (len(key), key), default="")


def _says_words(found: Sequence[Value]) -> bool:
    texts = [value for value in found if isinstance(value, str) and any(map(str.isalpha, value))]
    lengths = [len(text.split()) for text in texts]
    return bool(texts) and len(texts) >= _MOSTLY * len(found) and 1 < sum(lengths) / len(lengths) + 0.5 <= 16


def _address(values: Mapping[str, Sequence[Value]], fits: Callable[[str], bool]) -> str:
    """A key that holds addresses: with a scheme, or from the site's root."""
    for key, found in values.items():
        texts = [value for value in found if isinstance(value, str)]
        if texts and fits(key) and all(text.startswith(("http://", "https://", "/", "#/", "./")) for text in texts):
            return key
    return ""


def _hints(key: str, hints: Sequence[str]) -> bool:
    """Does a key's last parts, as words, name the thing? `mucDoDvc`, `linh_vuc.ten`."""
    padded = f" {' '.join(slug_words(part) for part in key.split('.'))} "
    joined = padded.replace(" ", "")
    return any(f" {hint} " in padded or (len(hint) > 4 and hint.replace(" ", "") in joined) for hint in hints)
