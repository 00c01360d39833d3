"""The lexicon: what portals call things, read from checks/lexicon/ and checked as a whole."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from checks.data_files import DataFaults, Document, Fault, faults_of, read_document
from checks.lexicon_files import (
    SINGLE_FILES,
    AbbreviationsFile,
    AgencyWordsFile,
    DocumentKindsFile,
    EnglishFile,
    FieldsFile,
    FillersFile,
    NationalHostsFile,
    PublicMailFile,
    SectionFile,
)
from checks.lexicon_lookup import Lexicon
from checks.vocabulary import (
    AgencyWords,
    DocumentKinds,
    EnglishWords,
    Hosts,
    KindWords,
    LabelMatch,
    MailProviders,
    NationalHost,
    Section,
    Words,
)
from domain.codec import digest_of
from domain.findings import Text2
from domain.text import fold

__all__ = ["LabelMatch", "Lexicon", "lexicon_schema", "load_lexicon", "read_lexicon"]

Shape = TypeVar("Shape", bound=BaseModel)


@cache
def load_lexicon() -> Lexicon:
    """The shipped lexicon."""
    return read_lexicon(files("checks").joinpath("lexicon"))


def read_lexicon(folder: Traversable) -> Lexicon:
    """A lexicon from a folder. Raises DataFaults with everything that is wrong in it."""
    faults: list[Fault] = []
    sections = _read_sections(folder.joinpath("sections"), faults)
    single: dict[str, BaseModel] = {}
    for name, shape in SINGLE_FILES.items():
        document = _read(folder.joinpath(name), name, faults)
        read = _fit(shape, document, faults)
        if read is not None:
            single[name] = read
            faults.extend(_strangers(read, document, sections))
    if faults:
        raise DataFaults(faults)
    words = _words(sections, single)
    return Lexicon(words, digest_of({"sections": sections, "files": {k: v.model_dump() for k, v in single.items()}}))


def _read(file: Traversable, name: str, faults: list[Fault]) -> Document:
    if not file.is_file():
        faults.append(Fault(f"lexicon/{name}", 1, "(file)", "is missing"))
        return Document(f"lexicon/{name}", None)
    document = read_document(f"lexicon/{name}", file.read_text(encoding="utf-8"))
    faults.extend(document.faults)
    return document


def _fit(shape: type[Shape], document: Document, faults: list[Fault]) -> Shape | None:
    if document.data is None:
        return None
    try:
        return shape.model_validate(document.data)
    except ValidationError as error:
        faults.extend(faults_of(error, document, shape))
        return None


def _read_sections(folder: Traversable, faults: list[Fault]) -> dict[str, Section]:
    documents: dict[str, Document] = {}
    sections: dict[str, Section] = {}
    for file in sorted(folder.iterdir(), key=lambda item: item.name) if folder.is_dir() else ():
        if not file.name.endswith(".yaml"):
            continue
        key = file.name.removesuffix(".yaml")
        documents[key] = _read(file, f"sections/{file.name}", faults)
        read = _fit(SectionFile, documents[key], faults)
        if read is not None:
            sections[key] = _section(key, read)
    for key, section in sections.items():
        for at, parent in enumerate(section.parents):
            if parent not in documents:
                faults.append(documents[key].fault(("parents", at), f"no section {parent!r} in sections/"))
    if not sections and not faults:
        faults.append(Fault("lexicon/sections", 1, "(folder)", "holds no section"))
    return sections


def _section(key: str, read: SectionFile) -> Section:
    return Section(
        key=key,
        title=Text2(read.title.vi, read.title.en),
        labels=tuple(read.labels),
        weak=tuple(read.weak),
        phrases=tuple(read.phrases),
        slugs=tuple(read.slugs),
        hosts=tuple(read.hosts),
        parents=tuple(read.parents),
        lookalikes=tuple(read.lookalikes),
        topic=tuple(sorted({fold(word) for word in read.topic})),
        topic_written={fold(word): word for word in reversed(read.topic)},
        weight=read.weight,
    )


def _strangers(read: BaseModel, document: Document, sections: Mapping[str, Section]) -> list[Fault]:
    """Section keys named in other files that no section file has."""
    if not isinstance(read, NationalHostsFile):
        return []
    return [
        document.fault(("hosts", at, "sections", place), f"no section {section!r} in sections/")
        for at, entry in enumerate(read.hosts)
        for place, section in enumerate(entry.sections)
        if section not in sections
    ]


def _words(sections: Mapping[str, Section], single: Mapping[str, BaseModel]) -> Words:
    fields = _as(FieldsFile, single["fields.yaml"])
    mail = _as(PublicMailFile, single["public_mail.yaml"])
    fillers = _as(FillersFile, single["fillers.yaml"])
    return Words(
        sections=sections,
        fields={group: {key: tuple(texts) for key, texts in named.items()} for group, named in fields.groups.items()},
        agencies=_agencies(_as(AgencyWordsFile, single["agency_words.yaml"])),
        documents=_documents(_as(DocumentKindsFile, single["document_kinds.yaml"])),
        hosts=_hosts(_as(NationalHostsFile, single["national_hosts.yaml"])),
        mail=MailProviders(frozenset(mail.domains), frozenset(mail.examples)),
        english=_english(_as(EnglishFile, single["english.yaml"])),
        abbreviations=dict(_as(AbbreviationsFile, single["abbreviations.yaml"]).words),
        fillers=tuple(fillers.words),
        bodies=tuple(fillers.bodies),
    )


def _as(shape: type[Shape], read: BaseModel) -> Shape:
    if not isinstance(read, shape):
        raise TypeError(f"expected {shape.__name__}")
    return read


def _agencies(read: AgencyWordsFile) -> AgencyWords:
    kinds = {
        str(kind): KindWords(tuple(entry.starts), tuple(entry.heads), tuple(entry.deputies), tuple(entry.units))
        for kind, entry in read.kinds.items()
    }
    return AgencyWords(
        kinds,
        {key: tuple(texts) for key, texts in read.others.items()},
        tuple(read.owner_signs),
        tuple(read.owner_leads),
        tuple(read.not_names),
        tuple(read.address_words),
    )


def _documents(read: DocumentKindsFile) -> DocumentKinds:
    return DocumentKinds(
        legal=tuple(read.legal),
        administrative=tuple(read.administrative),
        directing=tuple(read.directing),
        plans=tuple(read.plans),
        abbreviations=dict(read.abbreviations),
        numbers=tuple(read.numbers),
        authorities=dict(read.authorities),
    )


def _english(read: EnglishFile) -> EnglishWords:
    return EnglishWords(
        known=frozenset(fold(word) for word in (*read.function_words, *read.words)),
        posts=tuple(sorted({fold(post) for post in read.posts}, key=lambda post: (-len(post), post))),
        bodies=tuple(fold(body) for body in read.bodies),
        own={str(kind): tuple(fold(text) for text in texts) for kind, texts in read.own.items()},
        fields={fold(field): tuple(fold(text) for text in texts) for field, texts in read.fields.items()},
    )


def _hosts(read: NationalHostsFile) -> Hosts:
    national = tuple(NationalHost(entry.host, tuple(entry.sections), entry.front) for entry in read.hosts)
    return Hosts(national, tuple(read.state_suffixes), tuple(read.state_hosts))


def lexicon_schema() -> dict[str, Any]:
    """JSON Schemas of the lexicon's files, by file name, for editors."""
    shapes: dict[str, type[BaseModel]] = {"sections/*.yaml": SectionFile, **SINGLE_FILES}
    return {name: shape.model_json_schema(by_alias=True) for name, shape in sorted(shapes.items())}
