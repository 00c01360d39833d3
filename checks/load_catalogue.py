"""Reads a catalogue: one YAML file per requirement of the law, checked as a whole against lexicon and probes."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from pydantic import ValidationError

from checks.catalogue_files import CatalogueFile, RequirementFile, TwoTongues
from checks.data_files import DataFaults, Document, Fault, faults_of, read_document
from checks.load_lexicon import Lexicon, load_lexicon
from checks.probe_kind import ProbeKind
from checks.probes.listing import PROBES
from checks.read_rule import RuleReader, rule_definitions
from checks.requirement import Catalogue, Citation, Freshness, Requirement
from domain.codec import digest_of, to_plain
from domain.findings import Text2

DEFAULT = "nd43-2011"
_CARD = "_catalogue.yaml"
_ID = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)+$")


def catalogue_names() -> tuple[str, ...]:
    """The catalogues that come with the package."""
    root = files("checks").joinpath("catalogue")
    return tuple(sorted(folder.name for folder in root.iterdir() if folder.joinpath(_CARD).is_file()))


@cache
def load_catalogue(name: str = DEFAULT) -> Catalogue:
    """A shipped catalogue. Raises KeyError for an unknown name, DataFaults for a faulty one."""
    if name not in catalogue_names():
        raise KeyError(f"no catalogue {name!r}; there are: {', '.join(catalogue_names())}")
    return read_catalogue(files("checks").joinpath("catalogue", name), load_lexicon(), PROBES)


def read_catalogue(folder: Traversable, lexicon: Lexicon, probes: Mapping[str, ProbeKind]) -> Catalogue:
    """A catalogue from a folder. Raises DataFaults with everything that is wrong in it."""
    reading = _Reading(folder, lexicon, probes)
    catalogue = reading.catalogue()
    if reading.faults:
        raise DataFaults(reading.faults)
    return catalogue


class _Reading:
    """One pass over a catalogue's folder, which goes on after a fault."""

    def __init__(self, folder: Traversable, lexicon: Lexicon, probes: Mapping[str, ProbeKind]) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.rules = RuleReader(probes, lexicon.sections, self.faults)
        self.documents: dict[str, Document] = {}

    def catalogue(self) -> Catalogue:
        card = self._card()
        read = {requirement: self._requirement_file(requirement) for requirement in self._ids()}
        known = {requirement: shape for requirement, shape in read.items() if shape is not None}
        for requirement, shape in known.items():
            self._check_names(requirement, shape, known, card)
        requirements = tuple(self._requirement(key, shape) for key, shape in sorted(known.items()))
        if not requirements and not self.faults:
            self.faults.append(Fault(f"{self.folder.name}/", 1, "(folder)", "holds no requirement"))
        return Catalogue(
            name=self.folder.name,
            title=_text(card.title) if card else Text2("", ""),
            in_force_from=card.in_force_from if card else None,
            in_force_until=card.in_force_until if card else None,
            requirements=requirements,
            digest=_digest(self.folder.name, requirements),
            instruments={key: _text(said) for key, said in card.instruments.items()} if card else {},
        )

    def _ids(self) -> list[str]:
        found: dict[str, str] = {}
        for file in sorted(self.folder.iterdir(), key=lambda item: item.name):
            if file.name == _CARD or not file.is_file():
                continue
            stem, _, ending = file.name.rpartition(".")
            where = f"{self.folder.name}/{file.name}"
            if ending not in ("yaml", "yml") or not _ID.match(stem):
                self.faults.append(Fault(where, 1, "(file)", "no name of a requirement: <id>.yaml, lower case, dashes"))
            elif stem in found:
                self.faults.append(Fault(where, 1, "id", f"{stem} stands twice, here and in {found[stem]}"))
            else:
                found[stem] = where
                self.documents[stem] = self._document(file)
        return sorted(found)

    def _document(self, file: Traversable) -> Document:
        document = read_document(f"{self.folder.name}/{file.name}", file.read_text(encoding="utf-8"))
        self.faults.extend(document.faults)
        return document

    def _card(self) -> CatalogueFile | None:
        file = self.folder.joinpath(_CARD)
        if not file.is_file():
            self.faults.append(Fault(f"{self.folder.name}/{_CARD}", 1, "(file)", "is missing"))
            return None
        document = self._document(file)
        try:
            return CatalogueFile.model_validate(document.data) if document.data is not None else None
        except ValidationError as error:
            self.faults.extend(faults_of(error, document, CatalogueFile))
            return None

    def _requirement_file(self, requirement: str) -> RequirementFile | None:
        document = self.documents[requirement]
        if document.data is None:
            return None
        try:
            return RequirementFile.model_validate(document.data)
        except ValidationError as error:
            self.faults.extend(faults_of(error, document, RequirementFile))
            return None

    def _check_names(
        self, requirement: str, shape: RequirementFile, known: Mapping[str, RequirementFile], card: CatalogueFile | None
    ) -> None:
        document = self.documents[requirement]
        for at, citation in enumerate(shape.citations):
            if card and citation.instrument not in card.instruments:
                allowed = ", ".join(sorted(card.instruments))
                what = f"{citation.instrument!r} is not in {_CARD}; allowed: {allowed}"
                self.faults.append(document.fault(("citations", at, "instrument"), what))
        for key, other in (("follows", shape.follows), ("awaits", shape.awaits), ("samples", shape.samples)):
            if not other:
                continue
            if other not in self.documents:
                self.faults.append(document.fault((key,), f"no requirement {other!r} in this catalogue"))
            elif other == requirement or (other in known and (known[other].follows or known[other].awaits)):
                self.faults.append(document.fault((key,), f"{other!r} must be a list that follows none itself"))
            elif other in known and not set(shape.applies_to) <= set(known[other].applies_to):
                self.faults.append(document.fault((key,), f"{other!r} does not bind all kinds that this row binds"))

    def _requirement(self, requirement: str, shape: RequirementFile) -> Requirement:
        document = self.documents[requirement]
        citations = tuple(Citation(**entry.model_dump()) for entry in shape.citations)
        return Requirement(
            id=requirement,
            title=_text(shape.title),
            citation="; ".join(cited(citation) for citation in citations),
            citations=citations,
            applies_to=tuple(shape.applies_to),
            group=shape.group,
            points=shape.points,
            points_rule=shape.points_rule,
            obligation=shape.obligation,
            update_within=shape.update_within,
            met_when=_text(shape.met_when),
            rule=None if shape.rule is None else self.rules.read(document, shape.rule),
            advice=_text(shape.advice),
            partly_when=_text(shape.partly_when),
            human=_text(shape.human),
            practice=_text(shape.practice),
            freshness=tuple(
                Freshness(**{**entry.model_dump(), "kinds": tuple(entry.kinds)}) for entry in shape.freshness
            ),
            follows=shape.follows,
            awaits=shape.awaits,
            samples=shape.samples,
            empty=shape.empty,
            lifecycle=shape.lifecycle,
            own_choice=shape.own_choice,
            file=document.file,
        )


def cited(citation: Citation) -> str:
    """`ND43 Art.10(1)(b)`, as requirements are cited everywhere."""
    clause = f"({citation.clause})" if citation.clause else ""
    point = f"({citation.point})" if citation.point else ""
    return f"{citation.instrument} Art.{citation.article}{clause}{point} {citation.part}".rstrip()


def _text(said: TwoTongues | None) -> Text2:
    return Text2(said.vi, said.en) if said else Text2("", "")


def _digest(name: str, requirements: tuple[Requirement, ...]) -> str:
    plain = [{**to_plain(requirement), "file": ""} for requirement in requirements]
    return digest_of({"name": name, "requirements": plain})


def catalogue_schema() -> dict[str, Any]:
    """JSON Schemas of the catalogue's files, by file name, for editors."""
    requirement = RequirementFile.model_json_schema()
    requirement["$defs"] = {**requirement.get("$defs", {}), **rule_definitions(PROBES)}
    requirement["properties"]["rule"] = {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/rule"}]}
    return {"<id>.yaml": requirement, _CARD: CatalogueFile.model_json_schema()}
