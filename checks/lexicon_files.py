"""The shape of the lexicon's YAML files."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from domain.text import fold


def _telling(text: str) -> str:
    if not fold(text):
        raise ValueError(f"{text!r} holds no word")
    return text


def _compiles(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from error
    return text


Phrase = Annotated[str, AfterValidator(_telling)]
Pattern = Annotated[str, AfterValidator(_compiles)]
Host = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Title(_Shape):
    vi: str
    en: str


class SectionFile(_Shape):
    """sections/<key>.yaml"""

    title: Title
    labels: list[Phrase] = Field(min_length=1)
    weak: list[Phrase] = []
    phrases: list[Phrase] = []
    slugs: list[Phrase] = []
    hosts: list[Host] = []
    parents: list[str] = []
    lookalikes: list[Phrase] = Field(default=[], alias="not")
    topic: list[Phrase] = []
    weight: float = Field(default=1.0, ge=0, le=10)


class FieldsFile(_Shape):
    """fields.yaml"""

    groups: dict[str, dict[str, list[Phrase]]]


class KindEntry(_Shape):
    starts: list[Phrase]
    heads: list[Phrase]
    deputies: list[Phrase]
    units: list[Phrase]


KindName = Literal["ministry", "gov_agency", "province", "directorate", "department", "district", "commune"]


class AgencyWordsFile(_Shape):
    """agency_words.yaml"""

    kinds: dict[KindName, KindEntry]
    others: dict[str, list[Phrase]]
    owner_signs: list[Phrase]
    owner_leads: list[Phrase]
    not_names: list[Phrase]
    address_words: list[Phrase]


class DocumentKindsFile(_Shape):
    """document_kinds.yaml"""

    legal: list[Phrase]
    administrative: list[Phrase]
    directing: list[Phrase]
    plans: list[Phrase]
    abbreviations: dict[str, Phrase]
    numbers: list[Pattern]
    authorities: dict[str, Phrase]


class NationalHostEntry(_Shape):
    host: Host
    sections: list[str]
    front: Literal["full", "some", "none"]


class NationalHostsFile(_Shape):
    """national_hosts.yaml"""

    hosts: list[NationalHostEntry]
    state_suffixes: list[Host]
    state_hosts: list[Host]


class PublicMailFile(_Shape):
    """public_mail.yaml"""

    domains: list[Host]
    examples: list[Host]


class AbbreviationsFile(_Shape):
    """abbreviations.yaml"""

    words: dict[Phrase, Phrase]


class EnglishFile(_Shape):
    """english.yaml"""

    function_words: list[Phrase]
    words: list[Phrase]
    posts: list[Phrase]
    bodies: list[Phrase]
    own: dict[KindName, list[Phrase]]
    fields: dict[Phrase, list[Phrase]]


class FillersFile(_Shape):
    """fillers.yaml"""

    words: list[Phrase]
    bodies: list[Phrase]


SINGLE_FILES: dict[str, type[BaseModel]] = {
    "abbreviations.yaml": AbbreviationsFile,
    "agency_words.yaml": AgencyWordsFile,
    "document_kinds.yaml": DocumentKindsFile,
    "english.yaml": EnglishFile,
    "fields.yaml": FieldsFile,
    "fillers.yaml": FillersFile,
    "national_hosts.yaml": NationalHostsFile,
    "public_mail.yaml": PublicMailFile,
}
