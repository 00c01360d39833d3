"""All portals of a corpus, a few processes at a time: most of an audit is waiting."""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from accuracy.corpus import Corpus
from accuracy.judged import Judged
from accuracy.visiting import Visit, visit


@contextmanager
def kept_in(folder: Path | None) -> Iterator[Path]:
    """The folder that keeps the archives: the given one, or one that is gone afterwards."""
    if folder is not None:
        yield folder
        return
    with TemporaryDirectory(prefix="portal-audit-accuracy-") as name:
        yield Path(name)


def run(
    corpus: Corpus, kept: Path, *, crawl: bool, browser: bool, jobs: int, tell: Callable[[Judged], None]
) -> tuple[Judged, ...]:
    """Judged portals in the corpus' order; `tell` hears of each when it is done. Raises VisitError."""
    orders = [Visit(portal, kept, crawl, browser) for portal in corpus.portals]
    done: dict[str, Judged] = {}
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=min(jobs, len(orders)), mp_context=context) as pool:
        waiting = [pool.submit(visit, order) for order in orders]
        try:
            for future in as_completed(waiting):
                found = future.result()
                done[found.portal] = found
                tell(found)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    return tuple(done[portal.id] for portal in corpus.portals)
