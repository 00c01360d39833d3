"""One entry checked against the format: pydantic's findings turned into words for the person who edits the file."""

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from registry.faults import NotAllowedError, did_you_mean, shown
from registry.models import ID_PATTERN, MAX_ID, PARTS, AgencyEntry, Entry, keys_of

Path = tuple[str | int, ...]
REQUIREMENT_FORM = "the id of a requirement, such as nd43-10-1-b-news, or the beginning of ids with * at its end"
ID_FORM = f"lower-case letters, digits and single hyphens, at most {MAX_ID} characters, such as mof or baria-vungtau"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault inside one agency's entry; `path` starts below the agency's id."""

    agency: str
    path: Path
    problem: str
    allowed: str = ""


def read_entry(agency: str, data: Any) -> tuple[AgencyEntry | None, list[Trouble]]:
    """The entry of one agency and all that is wrong with it. A faulty entry keeps what could be read of it,
    so that what is wrong between entries can be told in the same breath.
    """
    if not isinstance(data, dict):
        return None, [Trouble(agency, (), f"a mapping is expected, found {_kind_of(data)}", ", ".join(_entry_keys()))]
    try:
        return AgencyEntry.model_validate(data), []
    except ValidationError as error:
        found = [_trouble(agency, dict(item)) for item in error.errors(include_url=False)]
        return _salvaged(data, error), list(dict.fromkeys(found))


def _salvaged(data: dict[str, Any], error: ValidationError) -> AgencyEntry | None:
    faulty = {item["loc"][0] for item in error.errors(include_url=False) if item["loc"]}
    sound = {key: value for key, value in data.items() if key not in faulty}
    stand_ins = {"name": "?", "kind": "ministry", "portal": "https://portal.invalid/"}
    try:
        entry = AgencyEntry.model_validate({**stand_ins, **sound})
    except ValidationError:
        return None
    return entry if "portal" in sound else entry.model_copy(update={"portal": ""})


def _entry_keys() -> list[str]:
    return keys_of(AgencyEntry)


def _trouble(agency: str, item: dict[str, Any]) -> Trouble:
    path: Path = tuple(part for part in item["loc"] if part != "[key]")
    problem, allowed = _words(path, item)
    return Trouble(agency, path, problem, allowed)


def _model_at(path: Path) -> type[Entry]:
    return PARTS.get(str(path[0]), AgencyEntry) if len(path) > 1 else AgencyEntry


def _words(path: Path, item: dict[str, Any]) -> tuple[str, str]:
    kind, context, value = item["type"], item.get("ctx", {}), item.get("input")
    error = context.get("error")
    if isinstance(error, NotAllowedError):
        return error.problem, error.allowed
    if kind in ("extra_forbidden", "missing"):
        return _about_key(path, missing=kind == "missing")
    if kind in ("enum", "literal_error"):
        return _choice(value, context["expected"])
    if kind in _TYPES:
        return f"{_TYPES[kind]} is expected, found {_kind_of(value)}", _EXAMPLES.get(str(path[0]), "")
    if kind == "string_pattern_mismatch":
        form = ID_FORM if context["pattern"] == ID_PATTERN else REQUIREMENT_FORM
        return f"{shown(value)} has not the right form", form
    return _limit(kind, context, value) or (str(item["msg"]), "")


def _about_key(path: Path, *, missing: bool) -> tuple[str, str]:
    if missing:
        return "is missing", _EXAMPLES.get(str(path[-1]), "")
    keys = keys_of(_model_at(path))
    return f"unknown key{did_you_mean(str(path[-1]), keys)}", ", ".join(keys)


def _choice(value: Any, expected: str) -> tuple[str, str]:
    options = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    guess = did_you_mean(value, options) if isinstance(value, str) else ""
    return f"{shown(value)} is none of the words for it{guess}", ", ".join(option for option in options if option)


def _limit(kind: str, context: dict[str, Any], value: Any) -> tuple[str, str] | None:
    if kind in ("greater_than_equal", "less_than_equal"):
        word, bound = ("at least", context.get("ge")) if "ge" in context else ("at most", context.get("le"))
        return f"{shown(value)} is out of range", f"{word} {bound}"
    if kind == "string_too_long":
        return (
            f"longer than {context['max_length']} characters: {shown(value)}",
            f"at most {context['max_length']} characters",
        )
    if kind == "string_too_short":
        return "is empty", f"at least {context['min_length']} character"
    if kind == "too_long":
        return f"has {context['actual_length']} items", f"at most {context['max_length']}"
    return None


def _kind_of(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return f"{shown(value)}"


_TYPES = {
    "string_type": "a text",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
}
_EXAMPLES = {
    "name": "the full Vietnamese name",
    "kind": "ministry, gov_agency, province, directorate, department, district, commune",
    "portal": "an address such as https://www.example.gov.vn/",
    "hosts": "a list such as [{host: dichvucong.example.gov.vn, role: service}]",
    "valid": "{from: YYYY-MM-DD, until: YYYY-MM-DD}",
    "rosters": "a list of years, such as [2018, 2025]",
    "successors": "a list of ids, such as [mof]",
    "other_names": "a list of names",
    "entries": "a list of addresses",
    "notes": "text",
    "on": "a day as YYYY-MM-DD",
    "source": "the document or person it rests on",
    "requirement": REQUIREMENT_FORM,
    "host": "a host name such as dichvucong.example.gov.vn",
    "crawl": "{max_pages: 400, delay: 1.0, wall_seconds: 1200}",
    "not_applicable": "a list such as [{requirement: nd43-18-*, source: ..., on: YYYY-MM-DD}]",
}
