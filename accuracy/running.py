"""All portals of a corpus, a few processes at a time: most of an audit is waiting."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from accuracy.corpus import Corpus, StoredArchive
from accuracy.judged import Judged
from accuracy.left_out import WordsSeen
from accuracy.visiting import Visit, Visited, judge_without, visit
from storage.archive.places import SUFFIX

Result = TypeVar("Result")


@contextmanager
def kept_in(folder: Path | None) -> Iterator[Path]:
    """The folder that keeps the archives: the given one, or one that is gone afterwards."""
    if folder is not None:
        yield folder
        return
    with TemporaryDirectory(prefix="portal-audit-accuracy-") as name:
        yield Path(name)


def orders_for(corpus: Corpus, kept: Path, *, crawl: bool, browser: bool) -> tuple[Visit, ...]:
    """Every portal's archive: its own file, or its place among the kept ones, made now where `crawl` says so."""
    orders = []
    for portal in corpus.portals:
        if isinstance(portal.source, StoredArchive):
            orders.append(Visit(portal, portal.source.file, browser=browser))
        else:
            orders.append(Visit(portal, kept / f"{portal.id}{SUFFIX}", crawl, browser))
    return tuple(orders)


def run(orders: Sequence[Visit], jobs: int, tell: Callable[[Visited], None]) -> tuple[Visited, ...]:
    """In the order given; `tell` hears of each when it is done. Raises VisitError."""
    return _spread(visit, [(order,) for order in orders], jobs, tell)


def run_without(orders: Sequence[tuple[Visit, WordsSeen]], jobs: int) -> tuple[Judged, ...]:
    """Judges archives by lexicons that do not know some words."""
    return _spread(judge_without, orders, jobs, lambda _: None)


def _spread(
    work: Callable[..., Result], orders: Sequence[tuple[object, ...]], jobs: int, tell: Callable[[Result], None]
) -> tuple[Result, ...]:
    if not orders:
        return ()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=min(jobs, len(orders)), mp_context=context) as pool:
        waiting = [pool.submit(work, *order) for order in orders]
        try:
            for future in as_completed(waiting):
                tell(future.result())
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    return tuple(future.result() for future in waiting)
