"""docs/scale.md is what the model says, and the model is one that can be believed."""

from dataclasses import replace

import pytest

from benchmarks.scale_model import Costs, Machine, Portal, World, draw, machines_for, simulate
from benchmarks.scale_report import PAGE, page

FREE = Costs(0.0, 0.0, 0.0, 16_000.0)


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m benchmarks.scale_report`"


def test_one_portal_takes_what_politeness_takes() -> None:
    night = simulate(World(1, dead=0.0, rendered=0.0), 1, Machine(), FREE)
    assert night.makespan == pytest.approx(night.longest_portal)


def test_work_on_one_core_is_done_one_after_the_other() -> None:
    portals = [Portal(((10, 5.0, 0),)) for _ in range(8)]
    costs = Costs(0.1, 0.4, 0.0, 1.0)
    night = simulate(World(8), 1, Machine(cores=1), costs, portals)
    assert night.makespan == pytest.approx(5.0 + 8 * 10 * 0.5)
    assert night.cpu_floor == pytest.approx(8 * 10 * 0.5)
    two = simulate(World(8), 1, Machine(cores=2), costs, portals)
    assert two.makespan == pytest.approx(5.0 + 4 * 10 * 0.5)


def test_portals_wait_for_a_place_and_rendered_pages_for_the_browser() -> None:
    portals = [Portal(((10, 5.0, 0),)) for _ in range(6)]
    assert simulate(World(6), 1, Machine(crawls=2), FREE, portals).makespan == pytest.approx(15.0)
    assert simulate(World(6), 3, Machine(crawls=2), FREE, portals).makespan == pytest.approx(5.0)
    shown = [Portal(((10, 5.0, 4),)) for _ in range(6)]
    world = World(6, browser_wait=1.0)
    assert simulate(world, 1, Machine(browsers=1), FREE, shown).makespan == pytest.approx(5.0 + 24)


def test_no_night_beats_its_floors_and_more_machines_never_make_it_longer() -> None:
    costs = Costs(0.02, 0.1, 0.2, 1.0)
    for seed in range(3):
        world = World(60, seed=seed)
        nights = [simulate(world, machines, Machine(cores=2, crawls=8), costs) for machines in (1, 2, 4)]
        assert all(night.makespan >= night.floor for night in nights)
        assert nights[0].makespan >= nights[1].makespan >= nights[2].makespan
        assert all(0 < night.cores_busy <= 1 for night in nights)


def test_the_same_portals_are_drawn_for_the_same_world() -> None:
    assert draw(World(20)) == draw(World(20))
    assert draw(World(20)) != draw(replace(World(20), seed=1))
    for portal in draw(World(200)):
        assert portal.pages <= 400
        assert portal.polite <= 1200.0 + 1e-6


def test_the_fewest_machines_are_found() -> None:
    costs, world, machine = Costs(0.05, 0.2, 0.0, 1.0), World(100, rendered=0.0), Machine(cores=1, crawls=8)
    count, night = machines_for(3600.0, world, machine, costs)
    assert night.makespan <= 3600.0
    assert count == 1 or simulate(world, count - 1, machine, costs).makespan > 3600.0
