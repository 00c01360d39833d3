"""The crawl process: `python -m crawler.process`. Takes plans from its standard input, one Scrapy crawler each.

It never outlives its worker: it leaves when standard input ends, and the kernel kills it with its parent.
"""

import asyncio
import logging
import os
import signal
import sys
from dataclasses import dataclass, field
from typing import Any, cast

from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.settings import Settings
from scrapy.utils.log import configure_logging
from scrapy.utils.reactor import install_reactor

from crawler.connecting import seal_process
from crawler.manners import Manners
from crawler.names import Lookup, system_lookup
from crawler.orders import Orders
from crawler.pipe import FramesOut, read_orders, take_over_stdio
from crawler.portal_spider import PortalSpider
from crawler.protocol import FinishOrder, Order, PlanOrder, StopOrder, WantedOrder, end_header
from crawler.settings import scrapy_settings
from crawler.zones import ReadName, system_names
from domain.captures import Ending
from domain.child_process import die_with_parent
from domain.plans import CrawlPlan

_LEAVE_SECONDS = 5.0
#: What these warn of is in the record, by name.
_TOLD_AS_OUTCOMES = ("scrapy.core.downloader.handlers.http11", "scrapy.downloadermiddlewares.httpcompression")


@dataclass(slots=True)
class Office:
    """Runs the crawls of this process and passes orders on to them."""

    frames: FramesOut
    lookup: Lookup = system_lookup
    read_name: ReadName = system_names
    manners: Manners = field(default_factory=Manners)
    _runner: AsyncCrawlerRunner = field(default_factory=AsyncCrawlerRunner)
    _running: dict[str, Orders] = field(default_factory=dict)
    _leaving: "asyncio.Task[None] | None" = None

    def obey(self, order: Order) -> None:
        match order:
            case PlanOrder(plan):
                self._begin(plan)
            case WantedOrder(audit) if audit in self._running:
                self._running[audit].rounds.put_nowait(order)
            case FinishOrder(audit) if audit in self._running:
                self._running[audit].finish()
            case StopOrder():
                self.stop()

    def stop(self) -> None:
        """Every audit ends now, with what it has; then the process leaves."""
        if self._leaving is not None:
            return
        for orders in self._running.values():
            orders.interrupt("the crawl was stopped")
        self._leaving = asyncio.ensure_future(self._leave())

    def _begin(self, plan: CrawlPlan) -> None:
        if plan.audit in self._running or self._leaving is not None:
            return
        orders = self._running[plan.audit] = Orders()
        crawler = Crawler(PortalSpider, Settings(scrapy_settings(plan)))
        task = self._runner.crawl(
            crawler,
            plan=plan,
            outlet=self.frames,
            orders=orders,
            manners=self.manners,
            lookup=self.lookup,
            read_name=self.read_name,
        )
        task.add_done_callback(lambda done: self._ended(plan, done))

    def _ended(self, plan: CrawlPlan, done: "asyncio.Task[None]") -> None:
        orders = self._running.pop(plan.audit)
        if not orders.closed.is_set():
            error = "cancelled" if done.cancelled() else repr(done.exception())[:300]
            self.frames.send(end_header(plan.audit, Ending.FAILED, error, 0, 0))
            orders.close()

    async def _leave(self) -> None:
        waits = [asyncio.ensure_future(orders.closed.wait()) for orders in self._running.values()]
        if waits:
            await asyncio.wait(waits, timeout=_LEAVE_SECONDS)
        self.frames.drain(_LEAVE_SECONDS)
        os._exit(0)


def main(lookup: Lookup = system_lookup, read_name: ReadName = system_names, nice: int = 0) -> None:
    """Works until told to stop, or until the worker is gone."""
    die_with_parent()
    os.nice(nice)
    orders, frames = take_over_stdio()
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor  # noqa: PLC0415  (importing it installs one)

    configure_logging({"LOG_LEVEL": "WARNING"})
    for name in _TOLD_AS_OUTCOMES:
        logging.getLogger(name).setLevel(logging.ERROR)
    seal_process()
    loop = asyncio.get_event_loop()
    office = Office(FramesOut(frames), lookup, read_name)
    loop.add_signal_handler(signal.SIGTERM, office.stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    read_orders(orders, lambda order: _later(loop, office, order))
    cast(Any, reactor).run(installSignalHandlers=False)


def _later(loop: asyncio.AbstractEventLoop, office: Office, order: Order) -> None:
    loop.call_soon_threadsafe(office.obey, order)


if __name__ == "__main__":
    main(nice=int(sys.argv[1]))
