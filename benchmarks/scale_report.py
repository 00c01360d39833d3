"""Writes docs/scale.md: the formula, and what it and the simulation say for 93, 2,000 and 12,000 portals.

    python -m benchmarks.scale_report           reads docs/scale-costs.json

A test writes it again and compares: figures and code cannot part.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.scale_costs import FILE as COSTS
from benchmarks.scale_model import Costs, Machine, Night, World, machines_for, simulate

PAGE = COSTS.with_name("scale.md")
_WINDOW = 8 * 3600
_SIZES = (93, 2000, 12000)
_MACHINE = Machine()
#: Database, PostgreSQL, by bench_history: an unchanged audit, and each capture of its index. Kilobytes.
_AUDIT_KB, _CAPTURE_KB = 10.0, 0.29
#: Assumed: pictures of an audit (bytes), captures per page, pages whose evidence is new each night, days kept whole.
_PICTURES, _CAPTURES_PER_PAGE, _NEW_EVIDENCE, _WHOLE_DAYS = 12 * 150_000, 1.4, 0.1, 90


def read_costs(path: Path = COSTS) -> tuple[Costs, Mapping[str, Any]]:
    plain = json.loads(path.read_text(encoding="utf-8"))
    costs = Costs(
        crawl=plain["crawl_ms_per_page"] / 1000,
        worker=plain["worker_ms_per_page"] / 1000,
        render=plain["render_ms_per_page"] / 1000,
        archive_bytes=plain["archive_kb_per_page"] * 1000,
    )
    return costs, plain


def night_row(portals: int, machines: int, night: Night) -> str:
    bounds = {
        "one portal": night.longest_portal,
        "places to crawl at": night.crawl_floor,
        "processors": night.cpu_floor,
        "browsers": night.browser_floor,
    }
    bound = max(bounds, key=lambda name: bounds[name])
    floors = " / ".join(f"{seconds / 60:.0f}" for seconds in bounds.values())
    return (
        f"| {portals:,} | {machines} | {_hours(night.makespan)} | {floors} | {night.makespan / night.floor:.2f} "
        f"| {bound} | {night.cores_busy:.0%} | {night.pages:,} | {night.rendered:,} |"
    )


def nights(rendered: float, costs: Costs, sizes: tuple[int, ...] = _SIZES) -> list[tuple[int, int, Night]]:
    found = []
    for size in sizes:
        machines, night = machines_for(_WINDOW, World(size, rendered=rendered), _MACHINE, costs)
        found.append((size, machines, night))
    return found


def disk_row(portals: int, pages: int, costs: Costs) -> str:
    bodies = pages * costs.archive_bytes + portals * _PICTURES
    evidence = bodies * _NEW_EVIDENCE
    rows = portals * _AUDIT_KB * 1000
    index = pages * _CAPTURES_PER_PAGE * _CAPTURE_KB * 1000
    year = bodies * _WHOLE_DAYS + evidence * (365 - _WHOLE_DAYS)
    database = rows * 365 + index * _WHOLE_DAYS + index * _NEW_EVIDENCE * (365 - _WHOLE_DAYS)
    return (
        f"| {portals:,} | {_bytes(bodies)} | {_bytes(rows)} + {_bytes(index)} | {_bytes(year)} "
        f"| {_bytes(bodies * 365)} | {_bytes(database)} |"
    )


def page() -> str:
    costs, plain = read_costs()
    plainly, browsed = nights(0.0, costs), nights(0.1, costs)
    one = simulate(World(93), 1, Machine(cores=2), costs)
    world = World(0)
    table = "| portals | machines | night | floors, min | night / floor | bound by | cores busy | pages | rendered |"
    rule = "|---|---|---|---|---|---|---|---|---|"
    parts = [
        _HEAD.format(
            **plain,
            pages=world.pages[0],
            budget=world.pages[2],
            sigma=world.pages[1],
            latency=world.latency[0],
            spread=world.latency[1],
            jitter=world.jitter,
            delay=world.delay,
            dead=world.dead,
            wait=world.browser_wait,
            wall=world.wall / 60,
            cores=_MACHINE.cores,
            crawls=_MACHINE.crawls,
            browsers=_MACHINE.browsers,
        ),
        "## Nights without a browser\n",
        table,
        rule,
        *(night_row(*each) for each in plainly),
        "\n## Nights with 10 % of the pages rendered\n",
        table,
        rule,
        *(night_row(*each) for each in browsed),
        f"\nOn one machine of two cores, 93 portals with 10 % rendered: {_hours(one.makespan)}, "
        f"{one.makespan / one.floor:.2f} times its floor, cores busy {one.cores_busy:.0%}.\n",
        _READING,
        "## Disk\n",
        "| portals | archives a night | database a night: rows + index of captures | archives after a year "
        "| the same, nothing dropped | database after a year |",
        "|---|---|---|---|---|---|",
        *(disk_row(size, night.pages, costs) for size, _, night in browsed),
        _DISK.format(whole=_WHOLE_DAYS, evidence=_NEW_EVIDENCE, audit=_AUDIT_KB, capture=_CAPTURE_KB),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _hours(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def _bytes(count: float) -> str:
    for unit, size in (("TB", 1e12), ("GB", 1e9)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count / 1e6:.0f} MB"


_HEAD = """<!-- Written by benchmarks/scale_report.py from docs/scale-costs.json; do not edit. -->

# Scale: how long a night is, on how many machines

## The formula

For P portals, each with `n` pages of which `r` are rendered, on M machines of `c` cores that crawl K portals at a time
and show B pages in the browser at a time, a night is never shorter than the largest of four floors:

    one portal          max over portals of   sum over its requests of max(delay, latency)
    places to crawl at  sum over portals of the same  /  (M x K)
    processors          sum over portals of (n x (crawl + worker) + r x render)  /  (M x c)
    browsers            sum over portals of r x (render + wait)  /  (M x B)

The first is politeness: no machine shortens it. The second is bought with memory (K), the third and fourth with
machines. The simulation (`benchmarks/scale_model.py`) plays the night in virtual time and says how near it comes.

## What goes in

Measured in one run of `python -m benchmarks.scale_costs` on {machine},
processor time of our own processes:

- crawl {crawl_ms_per_page} ms and worker {worker_ms_per_page} ms per page: a whole audit of {pages_measured} pages
  of 85 KB as `check` runs it (fetching, archiving, parsing, judging after every round and at the end, storing);
- {render_ms_per_page} ms per rendered page; {archive_kb_per_page} KB per page in the archive.

Drawn, and assumed:

- pages per portal lognormal, median {pages:.0f}, sigma {sigma}, at most {budget};
- latency of a portal lognormal, median {latency} s, sigma {spread} between portals and {jitter} between
  requests, at most 25 s;
- {delay:.0f} s between the starts of two requests; {wall:.0f} min for an audit;
- {dead:.0%} of portals dead (60 s, and again with twice the limits);
- {wait:.0f} s of waiting per page in the browser.

A machine: {cores} cores, K = {crawls}, B = {browsers}. The window: 8 h.
"""

_READING = """Floors in the order of the formula. What the tables say:

- Politeness bounds a small night without a browser: 93 portals take at least as long as the slowest of them allows,
  whatever the machine.
- With a tenth of the pages rendered the browser's places bound the night, not processors: the
  render process shows two pages at a time. More small machines help, larger ones do not.
- The last portals decide the end: a night near its floor needs the long ones begun early.
- Nothing here models a portal that slows down under us, a data centre's shared line (17 MB/s at 200 pages a second of
  85 KB), or PostgreSQL as a bottleneck: an audit's storing is in the worker's time, some tens of ms.
"""

_DISK = """
Archives: bodies stay whole for {whole} days, then only what findings rest on, once (retention,
[deployment](deployment.md)); a share of {evidence:.0%} of a night's bytes is assumed to become such evidence.
Pictures: 12 of 150 KB an audit, assumed. Database: {audit:.0f} KB an unchanged audit with its links, and {capture} KB
for each capture in the index (PostgreSQL, measured by `benchmarks/bench_history.py`); the index goes with the bodies.
Findings that changed come on top, 1 to 2 KB each.
"""


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE}")


if __name__ == "__main__":
    main()
