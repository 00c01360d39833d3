"""YAML data read with the line of every key, so that a fault names its file, line and key and says what is allowed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

import yaml
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

Path = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER, _FLOAT, _NULL, _BOOL = (f"tag:yaml.org,2002:{name}" for name in ("int", "float", "null", "bool"))


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in one place of one file."""

    file: str
    line: int
    key: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key}: {self.what}"


class DataFaults(Exception):  # noqa: N818  (all of them at once, not one error)
    """All that is wrong with a set of data files, found in one go."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Document:
    """A file's plain data and the line of each of its keys and items. `faults`: what YAML itself refused."""

    file: str
    data: Any
    lines: Mapping[Path, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def line(self, path: Path) -> int:
        """The line of a key, or of the nearest thing around it that stands in the file."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 1

    def fault(self, path: Path, what: str) -> Fault:
        return Fault(self.file, self.line(path), dotted(path), what)


def dotted(path: Path) -> str:
    """`freshness[0].fresh`; "(file)" for the whole."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text or "(file)"


def read_document(file: str, text: str) -> Document:
    """Plain data: texts, numbers, true, false, lists, maps. Words such as yes and on stay words, dates stay texts."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "cannot be read"
        return Document(
            file, None, faults=(Fault(file, mark.line + 1 if mark else 1, "(file)", f"no YAML: {problem}"),)
        )
    if node is None:
        return Document(file, None, faults=(Fault(file, 1, "(file)", "is empty"),))
    lines: dict[Path, int] = {}
    faults: list[Fault] = []
    data = _plain(node, (), file, lines, faults)
    return Document(file, data, lines, tuple(faults))


def _plain(node: yaml.Node, path: Path, file: str, lines: dict[Path, int], faults: list[Fault]) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, file, lines, faults)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, at), file, lines, faults) for at, item in enumerate(node.value)]
    return _scalar(node) if isinstance(node, yaml.ScalarNode) else None


def _mapping(
    node: yaml.MappingNode, path: Path, file: str, lines: dict[Path, int], faults: list[Fault]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        where = (*path, key)
        if key in values:
            faults.append(Fault(file, line, dotted(where), "stands twice"))
            continue
        lines[where] = line
        values[key] = _plain(value_node, where, file, lines, faults)
    return values


def _scalar(node: yaml.ScalarNode) -> str | int | float | bool | None:
    text: str = node.value
    if node.style:
        return text
    if node.tag == _NULL:
        return None
    if node.tag == _BOOL and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if node.tag == _INTEGER and text.lstrip("+-").isdecimal():
        return int(text)
    if node.tag == _FLOAT and text.replace(".", "", 1).lstrip("+-").isdecimal():
        return float(text)
    return text


def faults_of(error: ValidationError, document: Document, model: type[BaseModel], under: Path = ()) -> list[Fault]:
    """A failed reading as faults: where, what, and what would be allowed there."""
    found = []
    for item in error.errors(include_url=False, include_context=True):
        path = (*under, *_in_file(item["loc"], document, under))
        found.append(document.fault(path, _what(item, model)))
    return found


def _in_file(location: tuple[int | str, ...], document: Document, under: Path) -> Path:
    """Pydantic's location without the names of union branches, which stand in no file."""
    path: Path = ()
    for at, part in enumerate(location):
        here = (*path, part)
        if (*under, *here) in document.lines or at == len(location) - 1:
            path = here
    return path


def _what(item: Any, model: type[BaseModel]) -> str:
    kind, context = item["type"], item.get("ctx", {})
    if kind == "extra_forbidden":
        return f"unknown key; allowed: {', '.join(_keys_at(model, item['loc'][:-1]))}"
    if kind == "missing":
        return "is missing"
    if kind in ("enum", "literal_error"):
        return f"{item['input']!r} is not known; allowed: {context['expected'].replace(' or ', ', ')}"
    if kind == "value_error":
        return str(context["error"])
    message = item["msg"].replace("Input should be", "should be")
    shown = (
        item["input"]
        if isinstance(item["input"], (str, int, float, bool, type(None)))
        else type(item["input"]).__name__
    )
    return f"{message[0].lower()}{message[1:]}, not {shown!r}"


def _keys_at(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """The keys allowed where an unknown one stood."""
    current: type[BaseModel] | None = model
    for part in location:
        if current is None or not isinstance(part, str):
            continue
        fields = {info.alias or name: info for name, info in current.model_fields.items()}
        current = _model_in(fields[part]) if part in fields else current
    return sorted(info.alias or name for name, info in (current or model).model_fields.items())


def _model_in(info: FieldInfo) -> type[BaseModel] | None:
    pending: list[Any] = [info.annotation]
    while pending:
        kind = pending.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
        pending.extend(get_args(kind))
    return None
