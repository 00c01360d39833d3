"""An operator's YAML read with the line of every key, bounded, and without YAML's traps.

Built from the parser's events: no recursion, no object construction. Anchors, aliases, tags and merge keys are
refused, `no`, `on` and `12:30` stay text, dates stay text for the model to read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from registry.faults import Fault, display_name, key_path, shown

MAX_BYTES = 32 * 1024 * 1024
MAX_NODES = 3_000_000
MAX_DEPTH = 12

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{0,15}")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Place:
    """Where a value stands, and its children's places."""

    line: int
    children: dict[str | int, "Place"] = field(default_factory=dict)

    def line_of(self, path: Sequence[str | int]) -> int:
        """The line of the value at `path`, or of the nearest thing above it that is there."""
        place = self
        for part in path:
            child = place.children.get(part)
            if child is None:
                break
            place = child
        return place.line


@dataclass(slots=True)
class Document:
    """What a file holds: plain values, their places, and what was wrong with the YAML itself."""

    file: str
    data: Any
    place: Place
    faults: list[Fault]


def read_document(path: Path) -> Document:
    """The file as plain values. Never raises for what stands in it: the faults are in the document."""
    name = display_name(path)
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return _failed(name, 0, f"can't be read: {error.strerror or type(error).__name__}")
    if len(raw) > MAX_BYTES:
        return _failed(name, 0, f"larger than {MAX_BYTES // 1024 // 1024} MiB")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        offset = error.start + len(raw) - len(error.object)  # a byte order mark was taken off
        line = raw.count(b"\n", 0, offset) + 1
        return _failed(name, line, f"not UTF-8: byte 0x{raw[offset]:02x} at offset {offset}", "UTF-8 text")
    return parse_document(text, name)


def parse_document(text: str, file: str) -> Document:
    """The same for a text that is at hand."""
    bad = _UNPRINTABLE.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        return _failed(file, line, f"character U+{ord(bad.group()):04X} is not allowed in YAML", "printable text")
    builder = _Builder(file)
    try:
        builder.build(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        return _failed(file, *_syntax(error, text), earlier=builder.faults)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return _failed(file, 0, f"not YAML: {shown(str(error), 200)}", earlier=builder.faults)
    except _TooMuchError as error:
        return _failed(file, error.line, error.problem, error.allowed, builder.faults)
    return Document(file, builder.root, builder.place, builder.faults)


def _failed(file: str, line: int, problem: str, allowed: str = "", earlier: Sequence[Fault] = ()) -> Document:
    return Document(file, None, Place(line), [*earlier, Fault(file, line, "", problem, allowed)])


def _syntax(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str, str]:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return 0, f"not YAML: {error.problem or 'syntax error'}", ""
    rows = text.split("\n", mark.line + 1)
    row = rows[mark.line] if mark.line < len(rows) else ""
    if "\t" in row[: len(row) - len(row.lstrip())]:
        return mark.line + 1, "not YAML: a tab in the indentation", "spaces, never tabs"
    context = f" ({error.context})" if error.context else ""
    return mark.line + 1, f"not YAML: {error.problem or 'syntax error'}{context}", ""


class _TooMuchError(Exception):
    def __init__(self, line: int, problem: str, allowed: str) -> None:
        self.line, self.problem, self.allowed = line, problem, allowed
        super().__init__(problem)


@dataclass(slots=True)
class _Frame:
    """A mapping or list being read. `key` waits for its value; `kept` is False under a key given twice."""

    values: dict[str, Any] | list[Any]
    place: Place
    path: tuple[str | int, ...]
    key: str | None = None
    key_line: int = 0
    kept: bool = True


class _Builder:
    """Plain values out of YAML events."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Any = None
        self.place = Place(1)
        self.faults: list[Fault] = []
        self._frames: list[_Frame] = []
        self._nodes = 0
        self._documents = 0

    def build(self, events: Iterator[Any]) -> None:
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._open(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._frames.pop()
            elif isinstance(event, yaml.AliasEvent):
                self._fault(event, "an alias (*name) is not allowed", "the value itself")
                self._put(None, event)
            elif isinstance(event, yaml.DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    raise _TooMuchError(_line(event), "a second YAML document begins here", "one document")

    def _open(self, event: Any) -> None:
        self._refuse_extras(event)
        frame = self._frames[-1] if self._frames else None
        if frame is not None and isinstance(frame.values, dict) and frame.key is None:
            raise _TooMuchError(_line(event), "a list or mapping as a key", "a word as a key")
        if len(self._frames) >= MAX_DEPTH:
            raise _TooMuchError(_line(event), f"nested deeper than {MAX_DEPTH}", "the format in the file's header")
        values: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._path()
        self._frames.append(_Frame(values, self._put(values, event), path))

    def _scalar(self, event: Any) -> None:
        self._refuse_extras(event)
        frame = self._frames[-1] if self._frames else None
        if frame is not None and isinstance(frame.values, dict) and frame.key is None:
            self._key(frame, event)
            return
        self._put(_resolve(event.value) if event.implicit[0] else event.value, event)

    def _key(self, frame: _Frame, event: Any) -> None:
        frame.key, frame.key_line = event.value, _line(event)
        frame.kept = event.value not in frame.place.children
        if not frame.kept:
            first = frame.place.children[event.value].line
            self._fault(event, f"key given twice (first in line {first})", "each key once")

    def _put(self, value: Any, event: Any) -> Place:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise _TooMuchError(_line(event), f"more than {MAX_NODES} values", "a smaller file")
        if not self._frames:
            self.root, self.place = value, Place(_line(event))
            return self.place
        frame = self._frames[-1]
        if isinstance(frame.values, list):
            place = Place(_line(event))
            frame.place.children[len(frame.values)] = place
            frame.values.append(value)
            return place
        place = Place(frame.key_line)
        if frame.kept and frame.key is not None:
            frame.values[frame.key] = value
            frame.place.children[frame.key] = place
        frame.key, frame.kept = None, True
        return place

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor is not None:
            self._fault(event, f"an anchor (&{shown(event.anchor)}) is not allowed", "the value itself")
        if event.tag is not None:
            self._fault(event, f"a tag ({shown(event.tag)}) is not allowed", "plain values")

    def _fault(self, event: Any, problem: str, allowed: str) -> None:
        self.faults.append(Fault(self.file, _line(event), key_path(self._path()), problem, allowed))

    def _path(self) -> tuple[str | int, ...]:
        """The path of the value that comes next."""
        if not self._frames:
            return ()
        frame = self._frames[-1]
        if isinstance(frame.values, list):
            return (*frame.path, len(frame.values))
        return frame.path if frame.key is None else (*frame.path, frame.key)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _resolve(text: str) -> Any:
    """A plain scalar's value, narrower than YAML 1.1: only whole numbers, decimals, true, false and nothing."""
    if text in _NULLS:
        return None
    if text in _BOOLS:
        return _BOOLS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
