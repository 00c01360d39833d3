"""Reads a requirement's rule out of its YAML: any, all, none or share over probes, each with typed parameters."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from checks.data_files import Document, Fault, Path, faults_of
from checks.probe_kind import ProbeKind
from checks.requirement import Operator, ProbeCall, Rule

_DEEPEST = 4
_OPERATORS = ", ".join(operator.value for operator in Operator)


class RuleReader:
    """Reads the rules of one catalogue; collects faults instead of stopping at the first."""

    def __init__(self, probes: Mapping[str, ProbeKind], sections: Mapping[str, Any], faults: list[Fault]) -> None:
        self._probes = probes
        self._sections = sections
        self._faults = faults

    def read(self, document: Document, data: Any, path: Path = ("rule",)) -> Rule | None:
        """A single probe call is a rule with one part."""
        part = self._part(document, data, path, 0)
        if isinstance(part, ProbeCall):
            return Rule(Operator.ALL, (part,))
        return part

    def _part(self, document: Document, data: Any, path: Path, depth: int) -> ProbeCall | Rule | None:
        if not isinstance(data, dict):
            self._refuse(document, path, "must be a map with `probe`, or with one of " + _OPERATORS)
            return None
        if "probe" in data:
            return self._call(document, data, path)
        if len(data) != 1 or next(iter(data)) not in set(Operator):
            wrong = ", ".join(map(repr, data)) or "nothing"
            self._refuse(document, path, f"holds {wrong}; allowed: probe, or exactly one of {_OPERATORS}")
            return None
        if depth >= _DEEPEST:
            self._refuse(document, path, f"nested deeper than {_DEEPEST}")
            return None
        operator = Operator(next(iter(data)))
        parts = data[operator.value]
        if not isinstance(parts, list) or not parts:
            self._refuse(document, (*path, operator.value), "must be a list of at least one probe or rule")
            return None
        read = [self._part(document, part, (*path, operator.value, at), depth + 1) for at, part in enumerate(parts)]
        return Rule(operator, tuple(part for part in read if part is not None))

    def _call(self, document: Document, data: dict[str, Any], path: Path) -> ProbeCall | None:
        kind = self._probes.get(str(data["probe"]))
        if kind is None:
            known = ", ".join(sorted(self._probes))
            self._refuse(document, (*path, "probe"), f"no probe {data['probe']!r}; allowed: {known}")
            return None
        given = {key: value for key, value in data.items() if key != "probe"}
        try:
            params = kind.params.model_validate(given)
        except ValidationError as error:
            self._faults.extend(faults_of(error, document, kind.params, path))
            return None
        section = getattr(params, "section", None)
        if section is not None and section not in self._sections:
            known = ", ".join(sorted(self._sections))
            self._refuse(document, (*path, "section"), f"no section {section!r} in the lexicon; allowed: {known}")
            return None
        return ProbeCall(kind.name, given)

    def _refuse(self, document: Document, path: Path, what: str) -> None:
        self._faults.append(document.fault(path, what))


def rule_definitions(probes: Mapping[str, ProbeKind]) -> dict[str, Any]:
    """JSON Schema definitions of `rule`, for editors: every probe with its parameters, and the operators."""
    definitions: dict[str, Any] = {}
    calls: list[dict[str, Any]] = []
    for name in sorted(probes):
        schema = probes[name].params.model_json_schema(ref_template=f"#/$defs/{name}.{{model}}")
        inner = schema.pop("$defs", {})
        definitions |= {f"{name}.{model}": shape for model, shape in inner.items()}
        schema["properties"] = {"probe": {"const": name}, **schema.get("properties", {})}
        schema["required"] = ["probe", *schema.get("required", [])]
        calls.append(schema)
    parts = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/rule"}}
    nested = [
        {
            "type": "object",
            "properties": {operator.value: parts},
            "required": [operator.value],
            "additionalProperties": False,
        }
        for operator in Operator
    ]
    return {**definitions, "rule": {"anyOf": [*calls, *nested]}}
