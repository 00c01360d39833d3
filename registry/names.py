"""Finding an agency by what people call it."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Protocol

from rapidfuzz import fuzz, process

from domain.text import fold, tidy
from registry.faults import shown

_ROOF = re.compile(
    r"^(?:(?:cong|trang) (?:thong tin dien tu|ttdt)|ubnd|uy ban nhan dan|tinh|thanh pho|tp|bo|ministry of) "
)
_MAX_WANTED = 300


class Named(Protocol):
    """What is asked of an agency here: an agency of the register, or a sheet's row that is to become one."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def name_en(self) -> str: ...
    @property
    def other_names(self) -> tuple[str, ...]: ...
    @property
    def valid_until(self) -> date | None: ...


class UnknownAgencyError(LookupError):
    """No single agency is meant by a text. `suggestions` are (id, name), nearest first."""

    def __init__(self, wanted: str, suggestions: Iterable[tuple[str, str]], several: bool = False) -> None:
        self.wanted = wanted
        self.suggestions = tuple(suggestions)
        listed = ", ".join(f"{agency} ({name})" for agency, name in self.suggestions)
        begin = f"several agencies are called {shown(wanted)}" if several else f"no agency {shown(wanted)}"
        hint = "; give the id: " if several else "; did you mean: "
        super().__init__(begin + (hint + listed if listed else ""))


def bare_name(text: str) -> str:
    """The folded name without what stands before it: `UBND tỉnh Hà Giang` -> `ha giang`."""
    name = fold(text)
    while True:
        shorter = _ROOF.sub("", name)
        if shorter == name:
            return name
        name = shorter


class NameIndex:
    """Names to ids: exact with tones first, then folded, then without what stands before the name."""

    def __init__(self, agencies: Iterable[Named]) -> None:
        self._agencies = {agency.id: agency for agency in agencies}

    def find(self, text: str) -> str:
        """The id of the one agency of that name; of several, the one that has not ended."""
        wanted = text[:_MAX_WANTED]
        for index, key in ((self._tidy, tidy(wanted)), (self._folded, fold(wanted)), (self._bare, bare_name(wanted))):
            ids = index.get(key, [])
            alive = [agency for agency in ids if self._agencies[agency].valid_until is None]
            ids = alive or ids
            if len(ids) == 1:
                return ids[0]
            if ids:
                raise UnknownAgencyError(wanted, [(agency, self._agencies[agency].name) for agency in ids[:10]], True)
        raise UnknownAgencyError(wanted, self.near(wanted))

    def near(self, text: str) -> list[tuple[str, str]]:
        """Up to three agencies whose id or name is near, nearest first."""
        wanted = fold(text[:_MAX_WANTED])
        if not wanted:
            return []
        found = process.extract(wanted, self._spellings, scorer=fuzz.WRatio, limit=12, score_cutoff=70)
        owners = dict.fromkeys(owner for spelling, _, _ in found for owner in self._owners[spelling])
        return [(owner, self._agencies[owner].name) for owner in list(owners)[:3]]

    @cached_property
    def _tidy(self) -> dict[str, list[str]]:
        return _index((tidy(name), agency) for name, agency in self._names())

    @cached_property
    def _folded(self) -> dict[str, list[str]]:
        return _index((fold(name), agency) for name, agency in self._names())

    @cached_property
    def _bare(self) -> dict[str, list[str]]:
        return _index((bare_name(name), agency) for name, agency in self._names())

    @cached_property
    def _owners(self) -> dict[str, list[str]]:
        ids = ((fold(agency), agency) for agency in self._agencies)
        return _index([*ids, *((fold(name), agency) for name, agency in self._names())])

    @cached_property
    def _spellings(self) -> list[str]:
        return list(self._owners)

    def _names(self) -> Iterator[tuple[str, str]]:
        for agency in self._agencies.values():
            for name in (agency.name, *agency.other_names, agency.name_en):
                if name:
                    yield name, agency.id


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Keys to ids in the order given, each id once."""
    found: dict[str, dict[str, None]] = {}
    for key, agency in pairs:
        found.setdefault(key, {})[agency] = None
    return {key: list(ids) for key, ids in found.items()}
