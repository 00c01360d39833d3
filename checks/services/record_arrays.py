"""Arrays of records in a JSON document: where they stand and what is around them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from checks.services.json_pointer import escaped

_DEEPEST = 8
_MOST_NODES = 200_000
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Array:
    """Records side by side: the items of an array, or the values of an object that is a map of them."""

    pointer: str
    steps: tuple[str, ...]  # from the pointer to each record
    records: tuple[dict[str, Any], ...]
    around: tuple[dict[str, Any], ...]


@dataclass(slots=True)
class _Walk:
    """Arrays of objects in a document, each with the objects around it."""

    left: int = _MOST_NODES
    arrays: list[Array] = field(default_factory=list)

    def go(self, node: object, pointer: str, around: tuple[dict[str, Any], ...]) -> None:
        self.left -= 1
        if self.left < 0 or len(around) > _DEEPEST:
            return
        if isinstance(node, dict):
            if _is_map(node):
                steps = tuple(map(escaped, node))
                self.arrays.append(Array(pointer, steps, tuple(node.values()), around))
            for key, value in node.items():
                if isinstance(value, dict | list):
                    self.go(value, f"{pointer}/{escaped(key)}", (*around, node))
        elif isinstance(node, list):
            objects = _objects(node, around)
            if objects:
                steps = tuple(map(str, range(len(objects))))
                self.arrays.append(Array(pointer, steps, tuple(objects), around))
            for place, item in enumerate(node):
                if isinstance(item, dict | list):
                    self.go(item, f"{pointer}/{place}", around)


def _is_map(node: Mapping[str, Any]) -> bool:
    """Records by their numbers: values that are objects of one make."""
    values = list(node.values())
    if len(values) < _LEAST or not all(isinstance(value, dict) and value for value in values):
        return False
    return all(value.keys() == values[0].keys() for value in values)


def _objects(node: list[Any], around: tuple[dict[str, Any], ...]) -> list[dict[str, Any]]:
    """The records of an array: its objects, or rows of cells called by the heads beside them, else by their places."""
    if node and all(isinstance(item, dict) for item in node):
        return node
    if not node or not all(isinstance(item, list) and len(item) > 1 for item in node):
        return []
    width = len(node[0])
    beside = around[-1].values() if around else ()
    heads = next((each for each in beside if _are_heads(each, width)), [str(place) for place in range(width)])
    return [dict(zip(heads, row, strict=False)) for row in node]


def _are_heads(value: object, width: int) -> bool:
    return isinstance(value, list) and len(value) == width and all(isinstance(item, str) and item for item in value)


def arrays_in(document: object) -> list[Array]:
    """In document order; a very large document is read as far as its first nodes go."""
    walk = _Walk()
    walk.go(document, "", ())
    return walk.arrays
