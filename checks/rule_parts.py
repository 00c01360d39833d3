"""What a rule calls: its probes and the sections they look for."""

from collections.abc import Iterator
from typing import Any

from checks.requirement import ProbeCall, Requirement, Rule


def calls_of(requirement: Requirement) -> tuple[ProbeCall, ...]:
    """Every probe call of a requirement's rule, in reading order; none where there is no rule yet."""
    return tuple(_calls(requirement.rule)) if requirement.rule is not None else ()


def sections_of(requirement: Requirement) -> tuple[str, ...]:
    """The sections that a requirement's probes look for, each once."""
    named = (section for call in calls_of(requirement) for section in _named(call))
    return tuple(dict.fromkeys(str(section) for section in named if section))


def _named(call: ProbeCall) -> Iterator[Any]:
    """The entry that leads to a section, if one does, the section, and others that may hold the same."""
    yield call.params.get("entry")
    yield call.params.get("section") or _OWN_SECTIONS.get(call.probe)
    yield from call.params.get("also", ())


#: Probes that take no section look for one all the same: where the crawl should go for them.
_OWN_SECTIONS = {
    "contact_data": "contact",
    "sitemap_tree": "sitemap",
    "search_function": "search",
    "agency_links": "links",
}


def _calls(rule: Rule) -> Iterator[ProbeCall]:
    for part in rule.parts:
        if isinstance(part, Rule):
            yield from _calls(part)
        else:
            yield part


def rule_text(rule: Rule | ProbeCall | None) -> str:
    """A rule as one line: `dated_list(section=news, topic=true)`, `any of: …; …`."""
    if rule is None:
        return "no_probe"
    if isinstance(rule, ProbeCall):
        given = ", ".join(f"{key}={_shown(value)}" for key, value in rule.params.items())
        return f"{rule.probe}({given})"
    if len(rule.parts) == 1 and isinstance(rule.parts[0], ProbeCall):
        return rule_text(rule.parts[0])
    return f"{rule.operator.value} of: ({'; '.join(rule_text(part) for part in rule.parts)})"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return str(value.get("name", ", ".join(value)))
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_shown(item) for item in value) + "]"
    return str(value)
