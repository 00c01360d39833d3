"""The format of targets.yaml: what an entry may say. The JSON Schema for editors is made from these models."""

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from domain.agencies import HostRole, Kind
from registry.addresses import declared_key, endpoint, host_key, host_name, portal_address
from registry.faults import NotAllowedError, shown

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
MAX_ID = 80
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")


def _text(text: str) -> str:
    if CONTROL.search(text):
        raise NotAllowedError(f"control characters in {shown(text)}", "plain text")
    return text


def _day(value: Any) -> date:
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            day = date.fromisoformat(value)
            if 1900 <= day.year <= 2200:
                return day
    except ValueError as error:
        raise NotAllowedError(f"no such day: {value}", "a day as YYYY-MM-DD") from error
    raise NotAllowedError(f"not a day: {shown(value)}", "a day as YYYY-MM-DD")


def _roster(value: Any) -> str:
    if isinstance(value, bool) or not re.fullmatch(r"(?:19|20)\d{2}", str(value)):
        raise NotAllowedError(f"not the year of a roster: {shown(value)}", "a year, such as 2018")
    return str(value)


def is_id(text: str) -> bool:
    """Whether a text can be an agency's id."""
    return len(text) <= MAX_ID and re.fullmatch(ID_PATTERN, text) is not None


AgencyId = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=MAX_ID)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), AfterValidator(_text)]
Remark = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000), AfterValidator(_text)]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Roster = Annotated[str, BeforeValidator(_roster), WithJsonSchema({"type": ["integer", "string"], "examples": [2018]})]
Address = Annotated[
    str, AfterValidator(portal_address), WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://"})
]
HostName = Annotated[
    str, AfterValidator(host_name), WithJsonSchema({"type": "string", "pattern": "^[^/\\s]+$", "maxLength": 260})
]
Endpoint = Annotated[str, AfterValidator(endpoint), WithJsonSchema({"type": "string", "pattern": "^.+:[0-9]+$"})]
Requirement = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*\*?$", max_length=120)]
Number = Annotated[float, Field(strict=True)]


class Entry(BaseModel):
    """A mapping of the file: keys that are not in the format are faults."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class HostEntry(Entry):
    """A host the operator vouches for."""

    host: HostName = Field(description="Host name, or host:port.")
    role: HostRole = Field(default=HostRole.OTHER, description="What it carries.")
    url: Address | None = Field(default=None, description="Entry address, when it is not the host's root.")
    source: Remark = Field(default="", description="Where this is known from.")
    unverified: StrictBool = Field(default=False, description="True: by a naming rule or hearsay, never seen.")

    @model_validator(mode="after")
    def _url_on_host(self) -> Self:
        if self.url is not None and host_key(self.url) != declared_key(self.host):
            raise NotAllowedError(f"url {shown(self.url)} is not on host {shown(self.host)}", "an address on that host")
        return self


class FormerPortal(Entry):
    """An address the portal had before. It is recognised, not visited."""

    url: Address
    until: Day | None = Field(default=None, description="Last day, when known.")
    notes: Remark = ""


class Validity(Entry):
    """First and last day of the agency. A side left out is open."""

    from_: Day | None = Field(default=None, alias="from", description="First day.")
    until: Day | None = Field(default=None, description="Last day.")

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.from_ and self.until and self.until < self.from_:
            raise NotAllowedError(f"until {self.until} lies before from {self.from_}", "from not after until")
        return self


class CrawlEntry(Entry):
    """What may be set for one portal's crawl; what is left out keeps the default."""

    max_pages: Annotated[StrictInt, Field(ge=1, le=20_000)] | None = Field(default=None, description="Page budget.")
    delay: Annotated[Number, Field(ge=0, le=600)] | None = Field(default=None, description="Seconds between requests.")
    wall_seconds: Annotated[Number, Field(ge=10, le=86_400)] | None = Field(default=None, description="Time limit.")


class NotApplicableEntry(Entry):
    """A person's word that a requirement does not bind this agency."""

    requirement: Requirement = Field(description="Id of a requirement, or the beginning of ids with * at the end.")
    source: Name = Field(description="The document or person this rests on.")
    on: Day = Field(description="Day of that word.")


class AgencyEntry(Entry):
    """One agency and its portal."""

    name: Name = Field(description="Full Vietnamese name today.")
    name_en: Annotated[Remark, Field(max_length=300)] = Field(default="", description="English name.")
    other_names: list[Name] = Field(default=[], max_length=50, description="Older or shorter names a page may show.")
    kind: Kind
    block: Literal["ministries", "gov_agencies", "provinces", ""] = Field(
        default="", description="Ranking block; left out: not ranked."
    )
    parent: AgencyId | None = Field(default=None, description="Id of the agency it belongs to.")
    rosters: list[Roster] = Field(default=[], max_length=20, description="Years of the rosters it stands in.")
    valid: Validity = Validity()
    successors: list[AgencyId] = Field(default=[], max_length=50, description="Ids of the agencies that took over.")
    portal: Address = Field(description="Entry address of the portal.")
    entries: list[Address] = Field(default=[], max_length=20, description="Further entry addresses: other domains.")
    former_portals: list[FormerPortal] = Field(default=[], max_length=20)
    hosts: list[HostEntry] = Field(default=[], max_length=100)
    resolve: dict[HostName, Endpoint] = Field(
        default={}, max_length=50, description="Test portals only: name to IP:port."
    )
    crawl: CrawlEntry = CrawlEntry()
    not_applicable: list[NotApplicableEntry] = Field(default=[], max_length=200)
    subordinates: list[Address] = Field(default=[], max_length=5000, description="Portals of known subordinate bodies.")
    notes: Remark = ""


class TargetsFile(Entry):
    """The agencies and their portals."""

    agencies: dict[AgencyId, AgencyEntry] = Field(description="One entry per agency, under its id.")
    national_hosts: list[HostName] = Field(
        default=[],
        max_length=500,
        description="Hosts of national systems: any agency may declare them, none owns them.",
    )


#: Mappings inside an entry, by the key that leads to them.
PARTS: dict[str, type[Entry]] = {
    "valid": Validity,
    "crawl": CrawlEntry,
    "hosts": HostEntry,
    "former_portals": FormerPortal,
    "not_applicable": NotApplicableEntry,
}


def keys_of(model: type[Entry]) -> list[str]:
    """The keys a mapping may have, as they are written in the file."""
    return [spec.alias or name for name, spec in model.model_fields.items()]
