"""What the elements of metadata are called, and which pages must carry them: metadata_names.yaml."""

import re
from functools import cache, lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from domain.findings import Text2
from domain.text import fold

_SEPARATORS = re.compile(r"[.:_\-\s/]+")


class Element(BaseModel):
    """One element. `core`: names behind a Dublin Core prefix; `generic`: tags of the same meaning; `links`: rel values
    of such; `varies`: one value for all pages says nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: Text2
    core: tuple[str, ...]
    generic: tuple[str, ...]
    links: tuple[str, ...]
    varies: bool


class MetadataKind(BaseModel):
    """A kind of page that must carry metadata."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: Text2
    sections: tuple[str, ...]


class MetadataNames(BaseModel):
    """The shape of metadata_names.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    prefixes: tuple[str, ...]
    elements: dict[str, Element]
    empty_values: tuple[str, ...]
    page_kinds: dict[str, MetadataKind]


@cache
def metadata_names() -> MetadataNames:
    text = files("checks").joinpath("metadata_names.yaml").read_text(encoding="utf-8")
    return MetadataNames.model_validate(yaml.safe_load(text))


@lru_cache(maxsize=8192)
def elements_named(name: str) -> tuple[tuple[str, bool], ...]:
    """The elements that a tag's name means, each with whether by Dublin Core."""
    plain = _SEPARATORS.sub(".", name.lower()).strip(".")
    core, generic = _index()
    return (*((element, True) for element in core.get(plain, ())), *((each, False) for each in generic.get(plain, ())))


def elements_linked(rel: str) -> tuple[str, ...]:
    """The elements that a link of the head means."""
    words = set(rel.split())
    return tuple(name for name, element in metadata_names().elements.items() if words.intersection(element.links))


@cache
def _index() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    names = metadata_names()
    core: dict[str, tuple[str, ...]] = {}
    generic: dict[str, tuple[str, ...]] = {}
    for key, element in names.elements.items():
        for name in element.core:
            for prefix in names.prefixes:
                core[f"{prefix}.{name}"] = (*core.get(f"{prefix}.{name}", ()), key)
        for name in element.generic:
            generic[name] = (*generic.get(name, ()), key)
    return core, generic


@cache
def _empty_values() -> frozenset[str]:
    return frozenset(fold(value) for value in metadata_names().empty_values)


@lru_cache(maxsize=8192)
def says_nothing(value: str) -> bool:
    """An empty value, or one that a system put there."""
    folded = fold(value)
    return not folded or folded in _empty_values()
