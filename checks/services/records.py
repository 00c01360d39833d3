"""Lists of services in JSON: answers to a page's own requests, endpoints asked for directly, single documents."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checks.services.codes import code_in_column, find_code
from checks.services.entries import Entry, LevelFrom
from checks.services.json_documents import load_json
from checks.services.json_pointer import escaped
from checks.services.levels import NO_CLAIM, PROACTIVE, Claim, claim_in_column, claim_of, heads_proactive
from checks.services.names import may_be, read_name
from checks.services.record_addresses import Ids, ids_of
from checks.services.record_arrays import Array, arrays_in
from checks.services.record_keys import Keys, Record, Value, is_of_other_things, of_other_levels, read_keys
from checks.services.record_totals import total_near
from checks.services.series import place_by_name, stem_of
from checks.services.words import ServiceWords, service_words
from checks.site import Site
from domain.captures import Capture
from domain.findings import Evidence, Locator, LocatorType
from domain.text import clean, fold
from domain.urls import join

PROBE = "services"
_FLAT_DEPTH = 3
_LEAST = 3
_MOSTLY = 0.5
_EXCERPT = 300
_MOST_RECORDS = 20_000
_BADGE = 60  # letters
_LONGEST = 4000  # letters of a value that is cleaned
_NAMED = 0.3  # of coded records: less, and the texts beside the codes are no names
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,400}>")
_HREF = re.compile(r"""\bhref\s*=\s*["']?(?P<url>[^"'\s<>]{1,400})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RecordList:
    """One array of a JSON document. `total`: how many there are, where the document says so."""

    url: str
    pointer: str
    entries: tuple[Entry, ...] = ()
    ids: tuple[Ids, ...] = ()  # of each entry's record
    total: int | None = None


KnownKeys = dict[tuple[str, str], Keys]  # by an endpoint without its page's number, and the place in its documents


def read_records(site: Site, capture: Capture, known: KnownKeys | None = None) -> tuple[RecordList, ...]:
    """The lists of services in a JSON record, in document order. `known`: what earlier pages of the same endpoint told
    of their keys, added to here: a last page with few rows need not show which of them is what."""
    document = load_json(site, capture)
    if document is None:
        return ()
    words = service_words(site.lexicon)
    stem = stem_of(capture.url, place_by_name(capture.url))
    learned = {} if known is None else known
    found = (_read_array(capture, words, array, learned, stem) for array in arrays_in(document))
    lists = tuple(each for each in found if each is not None)
    return lists or tuple(_single(capture, document, words))


def _read_array(capture: Capture, words: ServiceWords, array: Array, known: KnownKeys, stem: str) -> RecordList | None:
    pointer, around = array.pointer, array.around
    records = [_flat(item) for item in array.records[:_MOST_RECORDS]]
    keys = read_keys(records, words)
    if keys is None:
        return None
    keys = keys.completed(known.get((stem, pointer)))
    if not _is_list(keys, records) or is_of_other_things(records, words):
        return None
    known.setdefault((stem, pointer), keys)
    group = _group(around[-1], words, item=_is_item(pointer)) if around else _Group()
    entries: list[Entry] = []
    ids: list[Ids] = []
    for step, record in zip(array.steps, records, strict=False):
        entry = _entry(capture, record, keys, f"{pointer}/{step}", group, words)
        if entry is not None and (entry.code or may_be(entry.name, words)):
            entries.append(entry)
            ids.append(ids_of(record.items()))
    if not entries:
        return None
    return RecordList(capture.url, pointer, tuple(entries), tuple(ids), total_near(around, len(array.records), words))


def _flat(item: Mapping[str, Any], prefix: str = "", depth: int = 0) -> dict[str, Value]:
    """An object's own values and those of the objects inside, by dotted keys; the first of a list of texts."""
    flat: dict[str, Value] = {}
    for key, value in item.items():
        name = f"{prefix}{key}"
        if isinstance(value, str | int | float | bool) or value is None:
            flat[name] = value
            if isinstance(value, str):
                flat.update(_read_text(name, value))
        elif isinstance(value, dict) and depth < _FLAT_DEPTH:
            flat.update(_flat(value, f"{name}.", depth + 1))
    return flat


def _read_text(name: str, text: str) -> dict[str, Value]:
    """A text as people see it: of markup its words, and the address of its link under a key of its own."""
    if len(text) > _LONGEST:
        return {name: text}
    if not _TAG.search(text):
        return {name: clean(text)}
    href = _HREF.search(text)
    said: dict[str, Value] = {name: clean(html.unescape(_TAG.sub(" ", text)))}
    return {**said, f"{name}.href": html.unescape(href["url"])} if href is not None else said


def _is_list(keys: Keys, records: Sequence[Record]) -> bool:
    """By codes, or by names beside something else that services have."""
    count = len(records)
    coded = sum(1 for record in records if find_code(_text(record, keys.code or keys.name)))
    if coded and coded >= _MOSTLY * count:
        return keys.likely >= _NAMED
    return (
        count >= _LEAST and keys.sure >= _MOSTLY and bool(keys.level or keys.field or keys.agency or keys.admin_level)
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """What the object around a list says for all of it."""

    field: str = ""
    agency: str = ""
    claim: Claim = NO_CLAIM


def _is_item(pointer: str) -> bool:
    """Does an array stand in an object that is itself an item of a list?"""
    return pointer.split("/")[-2:-1] != [] and pointer.split("/")[-2].isdigit()


def _group(node: Mapping[str, Any], words: ServiceWords, *, item: bool) -> _Group:
    """What the words of an object say for the list in it: `{ten: "Hộ tịch", thuTuc: […]}`. One that is no `item` of a
    list may be an envelope: it only tells that the services come unasked."""
    texts = [value for value in node.values() if isinstance(value, str) and 0 < len(value.split()) <= 12]
    if any(map(heads_proactive, texts)):
        return _Group(claim=PROACTIVE)
    if not item:
        return _Group()
    claims = [claim_of(text) for text in texts]
    claim = next((each for each in claims if each), NO_CLAIM)
    plain = [clean(text) for text, told in zip(texts, claims, strict=True) if not told and _is_words(text)]
    agency = next((text for text in plain if words.names_agency(text)), "")
    field = next((text for text in plain if text != agency and not words.admin_level(text)), "")
    return _Group(field, agency, claim)


def _is_words(text: str) -> bool:
    """Words for people, no identifier or status."""
    return " " in text.strip() or (not text.isascii() and text[:1].isupper())


def _entry(
    capture: Capture, record: Record, keys: Keys, pointer: str, group: _Group, words: ServiceWords
) -> Entry | None:
    name = read_name(_text(record, keys.name), words)
    if len(fold(name.text).split()) < 2:
        return None
    written = _text(record, keys.code)
    code = code_in_column(written) or name.code
    claim, source = _claim(record, keys, group, words)
    seen = _evidence(capture, pointer, name.text, code or name.text)
    return Entry(
        name=name.text,
        seen=seen,
        code=code,
        field=_text(record, keys.field) or group.field,
        admin_level=words.admin_level(_text(record, keys.admin_level)),
        agency=_text(record, keys.agency) or group.agency,
        level=claim.level,
        level_seen=_evidence(capture, pointer, _text(record, keys.level) or name.text, claim.level) if claim else None,
        level_from=source,
        scale=claim.scale,
        url=_address(capture, record, keys.url),
        submit_url=_address(capture, record, keys.submit_url),
        cut=name.cut,
    )


def _claim(record: Record, keys: Keys, group: _Group, words: ServiceWords) -> tuple[Claim, LevelFrom]:
    if group.claim == PROACTIVE or _is_proactive(record, keys, words):
        return PROACTIVE, LevelFrom.NOWHERE
    written = _text(record, keys.level)
    own = claim_in_column(written) if written else NO_CLAIM
    if own:
        return own, LevelFrom.OWN
    return (group.claim, LevelFrom.GROUP) if group.claim else (own, LevelFrom.NOWHERE)


def _is_proactive(record: Record, keys: Keys, words: ServiceWords) -> bool:
    """A short text beside the name says that the service comes unasked."""
    texts = {key: value for key, value in record.items() if isinstance(value, str) and len(value) <= _BADGE}
    return any(
        key != keys.name and heads_proactive(text) and not of_other_levels(key, words) for key, text in texts.items()
    )


def _text(record: Record, key: str) -> str:
    value = record.get(key) if key else None
    return "" if value is None or isinstance(value, bool) else clean(str(value))[:600]


def _address(capture: Capture, record: Record, key: str) -> str:
    text = _text(record, key)
    base = capture.referrer or capture.url
    return (join(base, text) or "") if text and " " not in text else ""


def _evidence(capture: Capture, pointer: str, excerpt: str, value: str) -> Evidence:
    locator = Locator(LocatorType.JSON, pointer)
    return Evidence(PROBE, capture.url, capture.digest, locator, clean(excerpt)[:_EXCERPT], clean(value)[:_EXCERPT])


def _single(capture: Capture, document: object, words: ServiceWords) -> Iterator[RecordList]:
    """A document about one service: the object that holds a code and a name, at the top or one below."""
    places = [("", document)]
    if isinstance(document, dict):
        places += [(f"/{escaped(key)}", value) for key, value in document.items() if isinstance(value, dict)]
    for pointer, node in places:
        if not isinstance(node, dict):
            continue
        own = {key: value for key, value in _flat(node).items() if "." not in key}
        keys = read_keys([own], words)
        if keys is not None and find_code(_text(own, keys.code)) and keys.sure:
            entry = _entry(capture, own, keys, pointer, _Group(), words)
            if entry is not None:
                yield RecordList(capture.url, pointer, (entry,), (ids_of(own.items()),))
                return
