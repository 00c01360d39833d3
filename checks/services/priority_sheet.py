"""A table of priority services (as the decisions print them) made a list file: groups with their codes and names."""

from collections.abc import Sequence

import yaml

from checks.services.codes import find_code
from checks.services.list_columns import ListedRow
from checks.services.priority_lists import PriorityList, read_priority
from domain.agencies import Kind
from domain.findings import Text2
from domain.text import fold

_LONGEST_ID = 60
_BEFORE_A_NAME = tuple(
    fold(words).split()
    for words in (
        "nhóm các thủ tục",
        "nhóm thủ tục",
        "nhóm dịch vụ công",
        "nhóm dịch vụ",
        "nhóm",
        "thủ tục hành chính",
        "thủ tục",
    )
)


def priority_text(
    rows: Sequence[ListedRow], title: Text2, source: Text2, kinds: Sequence[Kind], origin: str
) -> tuple[str, PriorityList]:
    """The file's text and the list as it reads back. A row without a group is a group of its own.

    Raises DataFaults where what the table says makes no list.
    """
    groups: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        group = groups.setdefault(row.group or row.name or row.code, {"codes": [], "phrases": []})
        if find_code(row.code):
            group["codes"].append(find_code(row.code))
        group["phrases"].append(_without_words(row.name or ("" if find_code(row.code) else row.group)))
    data = {
        "title": {"vi": title.vi, "en": title.en},
        "source": {"vi": source.vi, "en": source.en},
        "kinds": [kind.value for kind in kinds],
        "groups": _entries(groups),
    }
    head = f"# Written by `portal-audit services priority import` from {origin}; {len(groups)} groups.\n"
    text = head + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)
    return text, read_priority(fold(title.vi), origin, text)


def _entries(groups: dict[str, dict[str, list[str]]]) -> list[dict[str, object]]:
    """The groups with ids of their own; a code or name that a table repeats stays with its first group."""
    entries: list[dict[str, object]] = []
    ids: set[str] = set()
    taken: set[str] = set()
    for name, found in groups.items():
        entry: dict[str, object] = {"id": _new_id(name, ids), "name": {"vi": name}}
        for key in ("codes", "phrases"):
            fresh = [text for text in dict.fromkeys(found[key]) if text and fold(text) not in taken]
            taken.update(map(fold, fresh))
            if fresh:
                entry[key] = fresh
        if len(entry) > 2:
            entries.append(entry)
    return entries


def _new_id(name: str, ids: set[str]) -> str:
    stem = fold(name).encode("ascii", "ignore").decode().replace(" ", "-")[:_LONGEST_ID].strip("-") or "nhom"
    found = next(each for each in (stem, *(f"{stem}-{number}" for number in range(2, len(ids) + 3))) if each not in ids)
    ids.add(found)
    return found


def _without_words(name: str) -> str:
    """The name as a phrase to look for in names of services: no "Nhóm thủ tục" or "Thủ tục" before it."""
    words = name.split()
    for before in _BEFORE_A_NAME:
        if len(words) > len(before) and [fold(word) for word in words[: len(before)]] == [
            fold(word) for word in before
        ]:
            return " ".join(words[len(before) :])
    return " ".join(words)
