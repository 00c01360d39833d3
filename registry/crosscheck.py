"""What is wrong between entries: parents and successors that are not there, circles, one host for two owners."""

from collections.abc import Collection, Iterator

from registry.circles import Edges, knots, way_round
from registry.entry_faults import Path, Trouble
from registry.faults import did_you_mean
from registry.host_owners import Entries, shared_hosts


def crosscheck(entries: Entries, known: Collection[str], national: Collection[str]) -> list[Trouble]:
    """All faults between entries. `known` holds every id given, also of entries that could not be read;
    `national` the keys of hosts that nobody owns. Of two entries in conflict, the later one is named.
    """
    parents = {agency: (entry.parent,) if entry.parent else () for agency, entry in entries.items()}
    successors = {agency: tuple(entry.successors) for agency, entry in entries.items()}
    return [
        *_references(entries, known),
        *_circles(entries, parents, ("parent",), "parents"),
        *_circles(entries, successors, ("successors",), "successors"),
        *shared_hosts(entries, frozenset(national)),
    ]


def _references(entries: Entries, known: Collection[str]) -> Iterator[Trouble]:
    for agency, entry in entries.items():
        named: list[tuple[Path, str]] = [(("successors", index), name) for index, name in enumerate(entry.successors)]
        if entry.parent is not None:
            named.append((("parent",), entry.parent))
        for path, name in named:
            if name == agency:
                yield Trouble(agency, path, "names itself", "another agency's id")
            elif name not in known:
                yield Trouble(
                    agency, path, f"no agency {name!r}{did_you_mean(name, known)}", "the id of an agency here"
                )
        repeated = sorted({name for name in entry.successors if entry.successors.count(name) > 1})
        for name in repeated:
            yield Trouble(agency, ("successors",), f"{name!r} stands there twice", "each id once")


def _circles(entries: Entries, edges: Edges, path: Path, what: str) -> Iterator[Trouble]:
    """Each knot of circular references once, named at its first member by id."""
    for knot in knots(edges):
        circle = way_round(edges, knot)
        names = " -> ".join([*circle[:10], *(["…"] if len(circle) > 10 else []), circle[0]])
        if circle[0] in entries:
            yield Trouble(circle[0], path, f"{what} go in a circle: {names}", "an end to the chain")
