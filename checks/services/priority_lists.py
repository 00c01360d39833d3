"""Lists of services that the law asks for first: YAML in checks/services/priority/, read and checked as a whole.

A list has its legal source, the kinds of agency it binds, and groups; a service belongs to a group by its procedure
code or by a phrase in its name. Lists of another year are another file, imported from the list's own table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from checks.data_files import DataFaults, Document, Fault, faults_of, read_document
from checks.services.codes import find_code
from domain.agencies import Kind
from domain.findings import Text2
from domain.text import fold

_SHORTEST_PHRASE = 4  # letters; less is found in too many names


@dataclass(frozen=True, slots=True)
class PriorityGroup:
    """`codes` as written; `phrases` and `unless` folded: a name with one of `unless` is not matched by phrase."""

    id: str
    name: Text2
    codes: tuple[str, ...]
    phrases: tuple[str, ...]
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PriorityList:
    id: str
    title: Text2
    source: Text2
    kinds: tuple[Kind, ...]
    groups: tuple[PriorityGroup, ...]


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("says nothing")
    return " ".join(text.split())


def _phrase(text: str) -> str:
    if len(fold(text)) < _SHORTEST_PHRASE:
        raise ValueError(f"{text!r} is too short to tell services by: write at least {_SHORTEST_PHRASE} letters")
    return text


def _code(text: str) -> str:
    if find_code(text) != text.strip().upper():
        raise ValueError(f"{text!r} is no procedure code; write it as 1.004946 or T-ABC-123456-TT")
    return text.strip()


_Sentence = Annotated[str, AfterValidator(_said)]
_Phrase = Annotated[str, AfterValidator(_phrase)]
_Code = Annotated[str, AfterValidator(_code)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Named(_Shape):
    vi: _Sentence
    en: str = ""


class _GroupEntry(_Shape):
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)
    name: _Named
    codes: list[_Code] = Field(default_factory=list)
    phrases: list[_Phrase] = Field(default_factory=list)
    unless: list[_Phrase] = Field(default_factory=list)


class _ListFile(_Shape):
    title: _Named
    source: _Named
    kinds: list[Kind] = Field(min_length=1)
    groups: list[_GroupEntry] = Field(min_length=1)


def priority_names() -> tuple[str, ...]:
    """The lists that are shipped."""
    return tuple(name.removesuffix(".yaml") for name, _ in _shipped())


@cache
def load_priority(name: str) -> PriorityList:
    """A shipped list. Raises LookupError for a name it has not, DataFaults for what is wrong in the file."""
    for file, text in _shipped():
        if file == f"{name}.yaml":
            return read_priority(name, f"priority/{file}", text)
    raise LookupError(f"no priority list is called {name!r}; there are: {', '.join(priority_names())}")


def read_priority(name: str, file: str, text: str) -> PriorityList:
    """A list from the text of its file. Raises DataFaults with everything that is wrong in it."""
    document = read_document(file, text)
    faults = list(document.faults)
    read: _ListFile | None = None
    if document.data is not None:
        try:
            read = _ListFile.model_validate(document.data)
            faults += _contradictions(read, document)
        except ValidationError as error:
            faults += faults_of(error, document, _ListFile)
    if faults or read is None:
        raise DataFaults(faults)
    return PriorityList(name, _both(read.title), _both(read.source), tuple(read.kinds), tuple(map(_group, read.groups)))


def lint_priority(folder: Traversable | None = None) -> tuple[Fault, ...]:
    """What is wrong in the shipped lists, or in those of another folder."""
    faults: list[Fault] = []
    for file, text in _shipped(folder):
        try:
            read_priority(file.removesuffix(".yaml"), f"priority/{file}", text)
        except DataFaults as error:
            faults.extend(error.faults)
    return tuple(faults)


def _shipped(folder: Traversable | None = None) -> Iterator[tuple[str, str]]:
    where = folder if folder is not None else files("checks").joinpath("services", "priority")
    for file in sorted(where.iterdir(), key=lambda item: item.name):
        if file.name.endswith(".yaml"):
            yield file.name, file.read_text(encoding="utf-8")


def _contradictions(read: _ListFile, document: Document) -> list[Fault]:
    """Groups that nothing can belong to, ids, codes and phrases that stand in two places."""
    faults: list[Fault] = []
    taken: dict[str, str] = {}
    ids: set[str] = set()
    for at, group in enumerate(read.groups):
        if group.id in ids:
            faults.append(document.fault(("groups", at, "id"), f"{group.id!r} stands twice; give each group its own"))
        ids.add(group.id)
        if not group.codes and not group.phrases:
            faults.append(document.fault(("groups", at), "has neither codes nor phrases; add one of them"))
        for key, texts in (("codes", group.codes), ("phrases", group.phrases)):
            for place, text in enumerate(texts):
                other = taken.setdefault(fold(text), group.id)
                if other != group.id:
                    what = f"{text!r} belongs to group {other!r} too; keep it in one of them"
                    faults.append(document.fault(("groups", at, key, place), what))
    return faults


def _both(named: _Named) -> Text2:
    return Text2(named.vi, named.en or named.vi)


def _group(entry: _GroupEntry) -> PriorityGroup:
    phrases, unless = (tuple(dict.fromkeys(map(fold, texts))) for texts in (entry.phrases, entry.unless))
    return PriorityGroup(entry.id, _both(entry.name), tuple(entry.codes), phrases, unless)
