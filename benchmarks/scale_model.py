"""A night in virtual time: how long it takes, and what bounds it, for any number of portals and machines.

Discrete events on one heap: portals wait for a place to be crawled at, pages for their turn at the portal, rounds for
a browser and for a core. Latencies and sizes are drawn, seeded; what things cost is measured (scale_costs).
"""

import heapq
import inspect
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from domain.plans import CrawlPlan

#: Pages each round may add.
ROUNDS: tuple[int, ...] = inspect.signature(CrawlPlan).parameters["round_pages"].default
_JITTERS = 20_011


@dataclass(frozen=True, slots=True)
class Costs:
    """Measured, in processor seconds and bytes."""

    crawl: float  # per page: fetching, links
    worker: float  # per page: archiving, parsing, judging all rounds
    render: float  # per rendered page, browser and all
    archive_bytes: float  # per page


@dataclass(frozen=True, slots=True)
class World:
    """What is drawn. Times in seconds."""

    portals: int
    pages: tuple[float, float, int] = (180.0, 0.6, 400)  # median, sigma of the logarithm, budget
    requests_per_page: float = 1.15  # robots, sitemap, files, probes beside the pages
    latency: tuple[float, float] = (0.6, 0.9)  # median of portals' medians, sigma between portals
    jitter: float = 0.6  # sigma between the requests of one portal
    request_limit: float = 25.0
    delay: float = 1.0
    wall: float = 1200.0  # limit of one audit
    dead: float = 0.03  # share that never answers: silent limit, and once more with twice the limits
    silent: float = 60.0
    rendered: float = 0.1  # share of pages that need the browser
    browser_wait: float = 1.0  # seconds that a page takes in the browser beside processor time
    seed: int = 43


@dataclass(frozen=True, slots=True)
class Machine:
    cores: int = 4
    crawls: int = 48  # portals at a time
    browsers: int = 2  # pages in the browser at a time


@dataclass(frozen=True, slots=True)
class Portal:
    """One audit as drawn: per round the pages, how long the portal takes for them, and how many are rendered."""

    rounds: tuple[tuple[int, float, int], ...]

    @property
    def pages(self) -> int:
        return sum(pages for pages, _, _ in self.rounds)

    @property
    def rendered(self) -> int:
        return sum(rendered for _, _, rendered in self.rounds)

    @property
    def polite(self) -> float:
        """Seconds that politeness and the portal take, whatever we do."""
        return sum(seconds for _, seconds, _ in self.rounds)

    def work(self, costs: Costs) -> float:
        return self.pages * (costs.crawl + costs.worker) + self.rendered * costs.render


@dataclass(frozen=True, slots=True)
class Night:
    """What came of it, in seconds. The floors are bounds that no order of work can beat."""

    makespan: float
    longest_portal: float
    crawl_floor: float  # all portals' own time, spread over all places to crawl at
    cpu_floor: float  # all processor time, spread over all cores
    browser_floor: float  # all rendered pages, spread over all places in browsers
    pages: int
    rendered: int
    cores_busy: float  # share of all cores' time until the end

    @property
    def floor(self) -> float:
        return max(self.longest_portal, self.crawl_floor, self.cpu_floor, self.browser_floor)


def draw(world: World) -> list[Portal]:
    """The same portals for the same world, however many machines there are."""
    chance = random.Random(world.seed)
    jitter = [chance.lognormvariate(0, world.jitter) for _ in range(_JITTERS)]
    return [_portal(world, chance, jitter) for _ in range(world.portals)]


def _portal(world: World, chance: random.Random, jitter: list[float]) -> Portal:
    if chance.random() < world.dead:
        return Portal(((0, 3 * world.silent, 0),))
    median, sigma, budget = world.pages
    left = max(5, min(budget, round(chance.lognormvariate(0, sigma) * median)))
    own = world.latency[0] * chance.lognormvariate(0, world.latency[1])
    rounds: list[tuple[int, float, int]] = []
    spent = 0.0
    for most in ROUNDS:
        pages = min(most, left)
        count = round(pages * world.requests_per_page)
        first = chance.randrange(_JITTERS - count)
        # One request at a time, starts at least the delay apart.
        least, most_seconds = world.delay, world.request_limit
        seconds = sum(min(most_seconds, max(least, own * each)) for each in jitter[first : first + count])
        if spent + seconds > world.wall:  # the limit cuts the round
            share = (world.wall - spent) / seconds
            pages, seconds, left = int(pages * share), world.wall - spent, 0
        rounds.append((pages, seconds, round(pages * world.rendered)))
        spent += seconds
        left -= pages
        if left <= 0:
            break
    return Portal(tuple(rounds))


Then = Callable[[], None]


@dataclass(slots=True)
class _Clock:
    now: float = 0.0
    _events: list[tuple[float, int, Then]] = field(default_factory=list)
    _count: int = 0

    def after(self, seconds: float, then: Then) -> None:
        self._count += 1
        heapq.heappush(self._events, (self.now + seconds, self._count, then))

    def run(self) -> None:
        while self._events:
            self.now, _, then = heapq.heappop(self._events)
            then()


@dataclass(slots=True)
class _Places:
    """A number of like places, given out in the order of asking."""

    free: int
    _waiting: deque[Then] = field(default_factory=deque)

    def take(self, then: Then) -> None:
        if self.free:
            self.free -= 1
            then()
        else:
            self._waiting.append(then)

    def give(self) -> None:
        if self._waiting:
            self._waiting.popleft()()
        else:
            self.free += 1


class _Worker:
    """One machine: places to crawl at, cores, browser."""

    def __init__(self, clock: _Clock, machine: Machine, costs: Costs, world: World) -> None:
        self.clock, self.costs, self.world = clock, costs, world
        self.cores = _Places(machine.cores)
        self.browsers = _Places(machine.browsers)
        self.busy = 0.0

    def audit(self, portal: Portal, then: Then, place: int = 0) -> None:
        """Round after round: the portal's own time, what is rendered, then our work on what came."""
        if place == len(portal.rounds):
            then()
            return
        pages, seconds, rendered = portal.rounds[place]
        work = pages * (self.costs.crawl + self.costs.worker)

        def judge() -> None:
            self._compute(work, lambda: self.audit(portal, then, place + 1))

        self.clock.after(seconds, (lambda: self._render(rendered, judge)) if rendered else judge)

    def _render(self, pages: int, then: Then) -> None:
        """A page after the other: each needs the browser for its waiting and a core for its work."""

        def begin() -> None:
            self._compute(self.costs.render, lambda: self.clock.after(self.world.browser_wait, end))

        def end() -> None:
            self.browsers.give()
            if pages > 1:
                self._render(pages - 1, then)
            else:
                then()

        self.browsers.take(begin)

    def _compute(self, seconds: float, then: Then) -> None:
        def done() -> None:
            self.cores.give()
            then()

        self.busy += seconds
        self.cores.take(lambda: self.clock.after(seconds, done))


def simulate(world: World, machines: int, machine: Machine, costs: Costs, portals: list[Portal] | None = None) -> Night:
    """One night: every machine takes the next portal when it has a place free."""
    drawn = draw(world) if portals is None else portals
    clock = _Clock()
    workers = [_Worker(clock, machine, costs, world) for _ in range(machines)]
    waiting = iter(drawn)

    def following(worker: _Worker) -> None:
        portal = next(waiting, None)
        if portal is not None:
            worker.audit(portal, lambda: following(worker))

    for _ in range(machine.crawls):
        for worker in workers:
            following(worker)
    clock.run()
    cores = machines * machine.cores
    rendered = sum(portal.rendered for portal in drawn)
    return Night(
        makespan=clock.now,
        longest_portal=max(portal.polite for portal in drawn),
        crawl_floor=sum(portal.polite for portal in drawn) / (machines * machine.crawls),
        cpu_floor=sum(portal.work(costs) for portal in drawn) / cores,
        browser_floor=rendered * (costs.render + world.browser_wait) / (machines * machine.browsers),
        pages=sum(portal.pages for portal in drawn),
        rendered=rendered,
        cores_busy=sum(worker.busy for worker in workers) / (cores * clock.now),
    )


def machines_for(window: float, world: World, machine: Machine, costs: Costs) -> tuple[int, Night]:
    """The fewest machines whose night ends within the window (seconds)."""
    portals = draw(world)
    rendered = sum(portal.rendered for portal in portals) * (costs.render + world.browser_wait) / machine.browsers
    work = sum(portal.work(costs) for portal in portals) / machine.cores
    count = max(1, int(max(rendered, work) // window))
    while (night := simulate(world, count, machine, costs, portals)).makespan > window:
        count += 1
    return count, night
