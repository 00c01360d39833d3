"""A worker's processes: one that crawls for all its audits, some that judge, one browser for the machine."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from scheduler.crawl_process import CrawlProcess
from scheduler.judge_pool import JudgePool
from scheduler.render_process import RenderService, render_service
from scheduler.worker_settings import WorkerSettings
from scheduler.workplace import Workplace

_CRAWL_NICE = 5  # before its judges (10), behind a check that somebody runs beside it


class SharedRenders:
    """The machine's browser for audits in many threads: the worker's own thread starts it and looks after it."""

    def __init__(self, service: RenderService) -> None:
        self._service = service
        self._socket = service.socket()

    def socket(self) -> str:
        return self._socket

    def look_after(self) -> None:
        """Not the audits' business; see `keep`."""

    def keep(self) -> None:
        """Starts it again when it went away."""
        self._service.look_after()

    @property
    def pid(self) -> int:
        return self._service.pid


@contextmanager
def worker_place(place: Workplace, settings: WorkerSettings, tell: Callable[[str], None]) -> Iterator[Workplace]:
    """The workplace with all that a worker shares between its audits. Open it in the thread that stays."""
    with ExitStack() as stack:
        service = stack.enter_context(render_service(tell, wanted=settings.browser))
        judges = JudgePool(place.catalogue, place.lexicon, settings.judges, settings.views_bytes)
        stack.callback(judges.close)
        crawls = stack.enter_context(CrawlProcess(nice=_CRAWL_NICE))
        renders = SharedRenders(service) if settings.browser else None
        yield replace(place, crawls=crawls, judges=judges, renders=renders, patience=settings.patience)


def keep_processes(place: Workplace) -> None:
    """Looks after all of them. Called often, in the thread that opened the place."""
    if isinstance(place.renders, SharedRenders):
        place.renders.keep()
    if isinstance(place.judges, JudgePool):
        place.judges.look_after()
    if place.crawls is not None:
        place.crawls.look_after()
