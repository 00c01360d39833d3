"""The entries of a list: written ones, then made ones, each with its day, address and file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from demo.days import Days
from demo.grammar import Grammar
from demo.slugs import slug_of
from demo.strangers.book import Book, ListData

_TRIES = 30


@dataclass(frozen=True, slots=True)
class Written:
    """One entry. `more`: whatever else its portal's looks show."""

    n: int
    title: str
    day: date | None
    body: tuple[str, ...]
    url: str
    file: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BuiltList:
    key: str
    data: ListData
    title: str
    url: str
    entries: tuple[Written, ...]
    pages: tuple[str, ...]


def build_list(book: Book, key: str, days: Days) -> BuiltList:
    data = book.lists[key]
    raw = sorted(_raw(book, key, days), key=lambda entry: entry["age"] if entry["age"] is not None else -1)
    entries = tuple(_entry(data, turn, len(raw), entry, days) for turn, entry in enumerate(raw))
    turns = max(1, -(-len(entries) // data.per_page)) if data.page else 1
    pages = (data.path, *(data.page.replace("{p}", str(turn)) for turn in range(2, turns + 1)))
    return BuiltList(key, data, days.fill(data.title), data.path, entries, pages)


def _entry(data: ListData, turn: int, size: int, raw: Mapping[str, Any], days: Days) -> Written:
    number = data.start + size - turn
    names = {"{n}": str(number), "{slug}": slug_of(raw["title"], 70), "{t}": str(turn + 1)}
    age = raw["age"]
    more = {name: str(value) for name, value in raw.items() if name not in ("title", "age", "body")}
    return Written(
        number,
        raw["title"],
        None if age is None else days.back(age),
        tuple(raw["body"]),
        _named(data.item or data.path, names),
        _named(data.file.path, names) if data.file else "",
        more,
    )


def _named(pattern: str, names: Mapping[str, str]) -> str:
    for slot, value in names.items():
        pattern = pattern.replace(slot, value)
    return pattern


def _raw(book: Book, key: str, days: Days) -> Iterator[dict[str, Any]]:
    data, taken = book.lists[key], set[str]()
    for entry in data.written:
        filled = {name: days.fill(value) if isinstance(value, str) else value for name, value in entry.items()}
        filled["body"] = [days.fill(text) for text in entry.get("body", ())]
        filled.setdefault("age", None)
        taken.add(filled["title"])
        yield {**{name: days.fill(value) for name, value in data.values.items() if "{" not in value}, **filled}
    grammar = Grammar(book.words, {})
    for index in range(data.count):
        for attempt in range(_TRIES):
            made = _made(data, grammar, days, index, Random(f"{book.id}|{key}|{index}|{attempt}"))
            if made["title"] not in taken:
                break
        taken.add(made["title"])
        yield made


def _made(data: ListData, grammar: Grammar, days: Days, index: int, rng: Random) -> dict[str, Any]:
    bound = grammar.bind(rng, *data.bind)
    age = data.newest + index * data.every

    def said(text: str) -> str:
        filled = days.fill(text.replace("{own}", str(age)))
        day = days.back(age)
        filled = filled.replace("{at}", f"{day:%d/%m/%Y}").replace("{of_year}", str(day.year))
        filled = filled.replace("{later}", f"{days.back(age - 45):%d/%m/%Y}")
        spoken = grammar.expand(filled, rng, bound)
        return spoken[:1].upper() + spoken[1:]

    chosen = sorted(rng.sample(range(len(data.body)), min(data.take, len(data.body))))
    return {
        "title": said(data.titles[index % len(data.titles)]),
        "age": age,
        "body": [said(data.body[place]) for place in chosen],
        **{name: said(value) for name, value in data.values.items()},
    }
