"""What must hold between entries: hosts, parents, successors."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.circles import knots, way_round
from registry.lint import lint
from registry.load import read_source
from registry.locate import beside


def entry(agency: str, portal: str, *more: str, kind: str = "department") -> str:
    lines = [f"  {agency}:", f"    name: Cơ quan {agency}", f"    kind: {kind}", f"    portal: {portal}"]
    return "\n".join([*lines, *(f"    {line}" for line in more)]) + "\n"


def problems(folder: Path, *entries: str, national: str = "") -> list[str]:
    path = folder / "targets.yaml"
    path.write_text(f"agencies:\n{''.join(entries)}national_hosts: [{national}]\n", encoding="utf-8")
    return [f"{fault.key}: {fault.problem}" for fault in read_source(beside(path)).faults]


A, B = "https://a.gov.vn", "https://b.gov.vn"
SERVICE = "hosts: [{host: dichvucong.a.gov.vn, role: service}]"

SHARED = [
    ("same portal", [entry("a", A), entry("b", A)], ["agencies.b.portal: host a.gov.vn belongs to a"]),
    (
        "www, scheme and path do not part two",
        [entry("a", A), entry("b", "http://www.a.gov.vn/x")],
        ["agencies.b.portal"],
    ),
    ("another port is another host", [entry("a", A), entry("b", "https://a.gov.vn:8443")], []),
    (
        "portal and declared host",
        [entry("a", A), entry("b", B, "hosts: [{host: a.gov.vn}]")],
        ["agencies.b.hosts[0].host"],
    ),
    ("declared by both", [entry("a", A, SERVICE), entry("b", B, SERVICE)], ["agencies.b.hosts[0].host"]),
    (
        "alternative domain",
        [entry("a", A), entry("b", B, "entries: [https://www.a.gov.vn/]")],
        ["agencies.b.entries[0]"],
    ),
    (
        "one after the other",
        [entry("a", A, "valid: {until: 2025-02-28}"), entry("b", A, "valid: {from: 2025-03-01}")],
        [],
    ),
    (
        "one day together",
        [entry("a", A, "valid: {until: 2025-03-01}"), entry("b", A, "valid: {from: 2025-03-01}")],
        ["agencies.b.portal"],
    ),
    ("parent and child, own paths", [entry("a", A), entry("b", A + "/b", "parent: a")], []),
    ("siblings, own paths", [entry("p", B), entry("a", A + "/x", "parent: p"), entry("b", A + "/y", "parent: p")], []),
    (
        "siblings, one path",
        [entry("p", B), entry("a", A + "/x", "parent: p"), entry("b", A + "/x/", "parent: p")],
        ["agencies.b.portal: the same address as a: a.gov.vn/x"],
    ),
    (
        "siblings told apart by query",
        [entry("p", B), entry("a", A + "/?id=1", "parent: p"), entry("b", A + "/?id=2", "parent: p")],
        [],
    ),
    (
        "children share the parent's service host",
        [
            entry("a", A, SERVICE),
            entry("b", B, SERVICE, "parent: a"),
            entry("c", "https://c.gov.vn", SERVICE, "parent: b"),
        ],
        [],
    ),
]


@pytest.mark.parametrize(("entries", "expected"), [case[1:] for case in SHARED], ids=[case[0] for case in SHARED])
def test_who_may_share_a_host(tmp_path: Path, entries: list[str], expected: list[str]) -> None:
    found = problems(tmp_path, *entries)
    assert len(found) == len(expected)
    assert all(one.startswith(other) for one, other in zip(found, expected, strict=True)), found


def test_a_national_host_may_be_declared_by_anybody(tmp_path: Path) -> None:
    hosts = "hosts: [{host: www.dichvucong.gov.vn, role: service}]"
    both = [entry("a", A, hosts), entry("b", B, hosts)]
    assert len(problems(tmp_path, *both)) == 1
    assert problems(tmp_path, *both, national="dichvucong.gov.vn") == []


def test_a_conflict_is_told_although_one_side_has_other_faults(tmp_path: Path) -> None:
    found = problems(tmp_path, entry("a", A, "crawl: {delay: -1}"), entry("b", A, "parent: nobody", kind="minstry"))
    assert [one.split(":")[0] for one in found] == [
        "agencies.a.crawl.delay", "agencies.b.kind", "agencies.b.portal", "agencies.b.parent",
    ]  # fmt: skip


def test_circles_are_told_once_and_long_ones_are_cut(tmp_path: Path) -> None:
    ring = [entry(f"r{n}", f"https://r{n}.gov.vn", f"parent: r{(n + 1) % 30}") for n in range(30)]
    found = problems(tmp_path, *ring)
    assert len(found) == 1
    assert found[0].startswith("agencies.r0.parent: parents go in a circle: r0 -> r1 -> ")
    assert found[0].endswith(" -> … -> r0")


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.integers(0, 8), st.lists(st.integers(0, 8), max_size=3), max_size=9))
def test_a_knot_is_what_leads_back_to_itself(graph: dict[int, list[int]]) -> None:
    edges = {f"n{start}": tuple(f"n{end}" for end in ends) for start, ends in graph.items()}

    def reached(start: str) -> set[str]:
        found: set[str] = set()
        waiting = list(edges.get(start, ()))
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting.extend(edges.get(name, ()))
        return found

    names = sorted({*edges, *(end for ends in edges.values() for end in ends)})
    expected = {
        frozenset(other for other in names if other in reached(name) and name in reached(other)) for name in names
    }
    found = knots(edges)
    assert set(found) == {knot for knot in expected if len(knot) > 1}
    for knot in found:
        way = way_round(edges, knot)
        assert way[0] == min(knot)
        assert all(end in edges[start] for start, end in zip(way, [*way[1:], way[0]], strict=True))


WARNINGS = [
    (entry("a", "http://a.gov.vn", "parent: p"), "agencies.a.portal: a.gov.vn is entered by http"),
    (entry("a", "https://a.vn", "parent: p"), "agencies.a.portal: a.vn is outside gov.vn"),
    (entry("a", A, "block: ministries", kind="ministry"), "agencies.a.hosts: no service host is declared"),
    (
        entry("a", A, "hosts: [{host: d.vn, role: service, unverified: true}]", "parent: p"),
        "agencies.a.hosts: no service",
    ),
    (
        entry("a", A, "hosts: [{host: d.vn}, {host: d.vn}]", "parent: p"),
        "agencies.a.hosts[1].host: d.vn is declared twice",
    ),
    (entry("a", A), "agencies.a: a department without parent"),
    (entry("a", A, "parent: p", kind="directorate"), "agencies.a.parent: a directorate below the province p"),
    (
        entry("a", A, "valid: {until: 2025-06-30}", "parent: p"),
        "agencies.a.valid.until: it ended and names no successor",
    ),
    (
        entry("a", A, "valid: {until: 2025-06-30}", "parent: p", "successors: [q]"),
        "agencies.a.successors[0]: q does not exist",
    ),
]


@pytest.mark.parametrize(("text", "expected"), WARNINGS, ids=[case[1] for case in WARNINGS])
def test_what_lint_warns_of(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "targets.yaml"
    others = entry("p", "https://p.gov.vn", kind="province")
    others += entry("q", "https://q.gov.vn", "valid: {from: 2025-07-02}", kind="province")
    path.write_text(f"agencies:\n{others}{text}", encoding="utf-8")
    found = [str(fault) for fault in lint(path)]
    assert len(found) == 1
    assert f"warning: {expected}" in found[0]


def test_services_registered_as_none_need_no_host(tmp_path: Path) -> None:
    path = tmp_path / "targets.yaml"
    excused = "not_applicable: [{requirement: nd43-18-*, source: 12/CV, on: 2025-01-31}]"
    path.write_text("agencies:\n" + entry("a", A, "block: ministries", excused, kind="ministry"), encoding="utf-8")
    assert lint(path) == []
