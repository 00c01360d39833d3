"""The settings of nightly work: a YAML file, every fault of it named with its line."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from checks.data_files import DataFaults, faults_of, read_document
from domain.agencies import Agency, Kind
from domain.findings import Verdict
from domain.plans import Limits

SHIPPED = Path(__file__).with_name("nights.yaml")
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_DAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


def _time(text: str) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise ValueError(f"{text!r} is not a time of day; allowed: HH:MM")
    return text


def _address(text: str) -> str:
    if len(text) > 254 or not _ADDRESS.fullmatch(text):
        raise ValueError(f"{text[:80]!r} is not one mail address")
    return text


def _limits(given: Mapping[str, float]) -> Mapping[str, float]:
    kinds = {spec.name: spec.type for spec in fields(Limits)}
    unknown = sorted(given.keys() - kinds.keys())
    if unknown:
        raise ValueError(f"no such limit: {', '.join(unknown)}; allowed: {', '.join(sorted(kinds))}")
    return {name: int(value) if kinds[name] in (int, "int") else value for name, value in given.items()}


def _hook(text: str) -> str:
    if len(text) > 2000 or not re.fullmatch(r"https?://[!-~]+", text):
        raise ValueError(f"{text[:80]!r} is not an http or https address")
    return text


Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
TimeOfDay = Annotated[str, AfterValidator(_time)]
Address = Annotated[str, AfterValidator(_address)]
Share = Annotated[float, Field(ge=0, le=1)]


#: Limits of an audit that differ from the default, by their names in domain.plans.Limits.
GivenLimits = Annotated[Mapping[str, Annotated[float, Field(ge=0)]], AfterValidator(_limits)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Group(_Model):
    """Agencies that are visited in one window."""

    name: Name
    opens: TimeOfDay
    closes: TimeOfDay
    days: tuple[Weekday, ...] = Field(_DAYS, min_length=1)
    kinds: tuple[Kind, ...] = ()
    blocks: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    jitter_minutes: Annotated[int, Field(ge=0, le=240)] = 0
    limits: GivenLimits = Field(default_factory=dict)
    second_pass_minutes: Annotated[int, Field(ge=1)] | None = None
    second_pass_limits: GivenLimits = Field(default_factory=dict)  # over those of the first
    grace_minutes: Annotated[int, Field(ge=0, le=120)] = 10
    browser: bool = True
    allow_private: bool = False  # portals of one's own network: their own origins may be private addresses

    def takes(self, agency: Agency) -> bool:
        return (
            (not self.agencies or agency.id in self.agencies)
            and (not self.kinds or agency.kind in self.kinds)
            and (not self.blocks or agency.block in self.blocks)
        )

    def opens_on(self, day: date) -> bool:
        return _DAYS[day.weekday()] in self.days

    @property
    def opening(self) -> time:
        return time.fromisoformat(self.opens)

    @property
    def closing(self) -> time:
        return time.fromisoformat(self.closes)


class Gate(_Model):
    """A threshold: the value must not lie below `at_least`, or not above `at_most`."""

    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _one(self) -> "Gate":
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("a gate has either at_least or at_most")
        return self


class Gates(_Model):
    """Every measure of a run; null: measured by nobody."""

    rows_complete: Gate | None = None
    reached: Gate | None = None
    definite: Gate | None = None
    flips: Gate | None = None
    our_errors: Gate | None = None
    error_verdicts: Gate | None = None
    requests_per_finding: Gate | None = None
    duration_hours: Gate | None = None
    canaries: Gate | None = None


class LiveCanary(_Model):
    agency: str
    expect: Mapping[str, tuple[Verdict, ...]]


class Canaries(_Model):
    demo: tuple[str, ...] = ()
    live: tuple[LiveCanary, ...] = ()
    before_minutes: Annotated[int, Field(ge=1, le=240)] = 30
    patience_minutes: Annotated[int, Field(ge=1, le=240)] = 20
    retry_minutes: Annotated[int, Field(ge=1, le=240)] = 20
    every_minutes: Annotated[int, Field(ge=5)] = 120
    tolerance: Share = 0.0
    on_failure: Literal["hold", "alarm"] = "hold"


class Event(StrEnum):
    """What a subscriber may be told of."""

    GATE = "gate"
    CANARY = "canary"
    DEAD = "dead"  # and its recovery
    REGRESSION = "regression"
    FINISHED = "finished"


class Subscriber(_Model):
    """Somebody to be told: by mail or by a webhook, of all agencies or of those named."""

    name: Name
    mail: Address | None = None
    webhook: Annotated[str, AfterValidator(_hook)] | None = None
    secret_variable: str = ""  # environment variable whose value signs the webhook's body (HMAC-SHA256)
    events: tuple[Event, ...] = tuple(Event)
    agencies: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one(self) -> "Subscriber":
        if (self.mail is None) == (self.webhook is None):
            raise ValueError("a subscriber has either mail or webhook")
        return self

    def wants(self, event: Event, agency: str | None = None) -> bool:
        return event in self.events and (agency is None or not self.agencies or agency in self.agencies)


class Mail(_Model):
    host: str
    port: Annotated[int, Field(ge=1, le=65535)] = 25
    security: Literal["none", "starttls", "tls"] = "starttls"
    sender: Address
    user: str = ""
    password_variable: str = ""  # environment variable that holds the password


class Notices(_Model):
    dead_after_nights: Annotated[int, Field(ge=1)] = 2
    mail: Mail | None = None
    timeout_seconds: Annotated[float, Field(gt=0, le=120)] = 20
    retry_minutes: tuple[Annotated[float, Field(gt=0)], ...] = (1, 5, 15, 60)
    subscribers: tuple[Subscriber, ...] = ()

    @model_validator(mode="after")
    def _reachable(self) -> "Notices":
        names = [subscriber.name for subscriber in self.subscribers]
        if len(set(names)) != len(names):
            raise ValueError("two subscribers have one name")
        if self.mail is None and any(subscriber.mail for subscriber in self.subscribers):
            raise ValueError("subscribers by mail need `mail`: who sends it")
        return self


class NightSettings(_Model):
    catalogue: str = "nd43-2011"
    groups: tuple[Group, ...] = Field(min_length=1)
    gates: Gates = Gates()
    quorum_nights: Annotated[int, Field(ge=1, le=30)] = 3
    canaries: Canaries = Canaries()
    notices: Notices = Notices()

    @model_validator(mode="after")
    def _names(self) -> "NightSettings":
        names = [group.name for group in self.groups]
        if len(set(names)) != len(names):
            raise ValueError("two groups have one name")
        return self

    def group(self, name: str) -> Group | None:
        return next((group for group in self.groups if group.name == name), None)

    def members(self, name: str, agencies: Sequence[Agency]) -> tuple[str, ...]:
        """Ids of the agencies of a group: each belongs to the first group that takes it."""
        found = []
        for agency in agencies:
            first = next((group for group in self.groups if group.takes(agency)), None)
            if first is not None and first.name == name:
                found.append(agency.id)
        return tuple(sorted(found))

    def ungrouped(self, agencies: Sequence[Agency]) -> tuple[str, ...]:
        return tuple(sorted(each.id for each in agencies if not any(group.takes(each) for group in self.groups)))


def load_settings(file: Path | None = None) -> NightSettings:
    """The file's settings, or those that come with the program. Raises DataFaults with every fault, and OSError."""
    path = file or SHIPPED
    document = read_document(path.name, path.read_text("utf-8"))
    if document.faults:
        raise DataFaults(document.faults)
    try:
        return NightSettings.model_validate(document.data)
    except ValidationError as error:
        raise DataFaults(faults_of(error, document, NightSettings)) from error
