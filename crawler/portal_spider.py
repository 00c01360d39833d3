"""The one spider: Scrapy runs it, `crawler.visit` says what it does. It knows no law and no platform."""

from collections.abc import AsyncIterator
from typing import Any

from scrapy import Spider

from crawler.asking import Asker
from crawler.budget import Budget
from crawler.downloading import Wires
from crawler.fetching import Fetcher
from crawler.frontier import Frontier
from crawler.guard import Guard
from crawler.journal import Journal, Outlet
from crawler.links import LinkReader
from crawler.manners import Manners
from crawler.names import Lookup, Names, system_lookup
from crawler.orders import Orders
from crawler.progress import Ticker
from crawler.renderer.client import RenderClient
from crawler.rendering import Screen
from crawler.surroundings import Surroundings
from crawler.tls import LenientTls
from crawler.visit import Visit
from crawler.visiting import Visitor
from crawler.zones import ReadName, system_names
from domain.clock import utc_now
from domain.plans import CrawlPlan
from pages.hosts import in_scope


class PortalSpider(Spider):
    """One audit of one portal.

    The frontier's order depends on every page before, so requests are made one after the other from `start`
    (Scrapy's engine downloads; its scheduler has nothing to schedule).
    """

    name = "portal"

    def __init__(
        self,
        plan: CrawlPlan,
        outlet: Outlet,
        orders: Orders,
        manners: Manners,
        lookup: Lookup = system_lookup,
        read_name: ReadName = system_names,
        **arguments: Any,
    ) -> None:
        super().__init__(**arguments)
        self.plan = plan
        self.orders = orders
        self.budget = Budget(plan.limits)
        self.journal = Journal(plan.audit, outlet)
        self.ticker = Ticker(self.journal, self.budget)
        self._manners = manners
        self._read_name = read_name
        guard = Guard.of(plan.target, allow_private=plan.allow_private)
        self.wires = Wires(
            guard,
            Names(lookup, guard.mapped, self.journal.note_dns),
            LenientTls(self.journal.note_tls),
            plan.limits.request_seconds,
        )

    async def start(self) -> AsyncIterator[Any]:
        asker = Asker(self.crawler.engine, self._manners, self.budget, self.orders, self.ticker.now)
        target = self.plan.target
        fetcher = Fetcher(asker, self.journal, self.plan.user_agent, lambda url: in_scope(url, target))
        links = LinkReader(target, self.plan.limits.max_depth, utc_now().date())
        client = RenderClient(self.plan.renderer) if self.plan.browser and self.plan.renderer else None
        screen = Screen(self.plan, client, asker, fetcher)
        visitor = Visitor(target, fetcher, asker, self.journal, Frontier(), links, screen)
        visit = Visit(self.plan, visitor, Surroundings(visitor, self._read_name))
        with self.ticker:
            try:
                await visit.run()
            finally:
                if client is not None:
                    await client.close()
        return
        yield  # a generator, as Scrapy wants it, that yields nothing
