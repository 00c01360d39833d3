"""Circular references among agencies, found without recursion however long the chains."""

from collections.abc import Mapping

Edges = Mapping[str, tuple[str, ...]]


def knots(edges: Edges) -> list[frozenset[str]]:
    """Sets of two or more agencies that all lead to each other (strongly connected; Kosaraju, without recursion)."""
    backwards: dict[str, list[str]] = {}
    for start, ends in edges.items():
        for end in ends:
            backwards.setdefault(end, []).append(start)
    found: list[frozenset[str]] = []
    taken: set[str] = set()
    for start in reversed(_finishing_order(edges)):
        members = [] if start in taken else [start]
        taken.add(start)
        for member in members:  # grows while it is read
            fresh = [name for name in backwards.get(member, ()) if name not in taken]
            taken.update(fresh)
            members.extend(dict.fromkeys(fresh))
        if len(members) > 1:
            found.append(frozenset(members))
    return sorted(found, key=min)


def _finishing_order(edges: Edges) -> list[str]:
    order: list[str] = []
    seen: set[str] = set()
    for root in sorted(edges):
        if root in seen:
            continue
        seen.add(root)
        stack = [(root, iter(edges[root]))]
        while stack:
            name, following = stack[-1]
            onward = next((end for end in following if end not in seen), None)
            if onward is None:
                order.append(name)
                stack.pop()
            else:
                seen.add(onward)
                stack.append((onward, iter(edges.get(onward, ()))))
    return order


def way_round(edges: Edges, knot: frozenset[str]) -> list[str]:
    """The shortest way from the knot's first member back to it."""
    first = min(knot)
    came_from: dict[str, str] = {}
    waiting = [first]
    for name in waiting:  # grows while it is read
        for end in edges.get(name, ()):
            if end in knot and end not in came_from and end != name:
                came_from[end] = name
                waiting.append(end)
    way = [came_from[first]]
    while way[-1] != first:
        way.append(came_from[way[-1]])
    return way[::-1]
