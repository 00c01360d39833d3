"""The course of one audit's crawl: in by the front door, round by round through the frontier, out with a name."""

import asyncio
import sys
from dataclasses import dataclass, field

from crawler.actions import is_fruitless, looks_like_action
from crawler.budget import CrawlOverError
from crawler.closing import ending_record, natural_ending
from crawler.frontier import Candidate
from crawler.journal import NAME_SPACE
from crawler.opening import Opening
from crawler.protocol import Header, WantedOrder, end_header, round_end_header
from crawler.surroundings import Surroundings
from crawler.visiting import Visitor
from domain.captures import CaptureKind, Ending
from domain.plans import CrawlPlan, Wanted


@dataclass(slots=True)
class Visit:
    """One audit. Everything it does to the world goes through its visitor."""

    plan: CrawlPlan
    visitor: Visitor
    surroundings: Surroundings
    rounds: int = 0
    _pictures: list[str] = field(default_factory=list)

    async def run(self) -> None:
        """Crawls to the end and says how it ended. Whatever else is raised is our own failure, and is said too."""
        ending: Ending | None = Ending.FAILED
        error = ""
        visitor = self.visitor
        try:
            visitor.journal.observe(CaptureKind.TARGET, self.plan.target.portal, self.plan.target)
            try:
                visitor.frontier.rescore(self.plan.wanted.words)
                home = await Opening(self.plan.audit, visitor).run()
                await self.surroundings.look(home)
                await self._work()
                ending = None
            except CrawlOverError as over:
                ending, error = over.ending, over.error
        finally:
            if ending is None:
                ending, error = natural_ending(visitor.asker.budget, visitor.frontier)
            if ending is Ending.FAILED:
                error = repr(sys.exception())[:300]
            self._close(ending, error)

    async def _work(self) -> None:
        visitor = self.visitor
        wanted, limit = self.plan.wanted, self._limit_of(self.plan.round_pages[0] if self.plan.round_pages else 0)
        while True:
            self.rounds += 1
            await self._round(wanted, limit)
            told = round_end_header(self.plan.audit, self.rounds, visitor.asker.budget.pages, len(visitor.frontier))
            visitor.journal.outlet.send(told)
            order = await self._next_order()
            if order is None:
                return
            wanted, limit = order.wanted, self._limit_of(visitor.asker.budget.pages + max(0, order.pages))
            visitor.frontier.rescore(wanted.words, wanted.lists)

    def _limit_of(self, pages: int) -> int:
        return min(pages, self.plan.limits.max_pages)

    async def _next_order(self) -> WantedOrder | None:
        """What the worker wants next; None when it does not say. Raises CrawlOverError at the wall limit."""
        asker = self.visitor.asker
        asker.tell("", "the worker")
        patience = min(self.plan.patience, max(0.0, asker.budget.seconds_left()))
        try:
            return await asker.orders.unless_ended(asyncio.wait_for(asker.orders.rounds.get(), patience))
        except TimeoutError:
            asker.budget.check()
            return None

    async def _round(self, wanted: Wanted, limit: int) -> None:
        visitor, budget = self.visitor, self.visitor.asker.budget
        self._pictures.extend(wanted.pictures)
        visitor.screen.samples.update(visitor.links.address(url) for url in wanted.samples)
        for url, tag in wanted.urls:
            if budget.pages >= limit:
                break
            await self._visit_wanted(url, tag)
        for url, tag in wanted.files:
            await visitor.fetch_file(url, tag)
        for url, tag in wanted.entries:
            await visitor.try_entry(url, tag)
        for search in wanted.searches:
            if budget.pages >= limit:
                return
            await visitor.search(search)
        for url in wanted.pictures:
            await visitor.picture(visitor.links.address(url))
        while budget.pages < limit:
            candidate = visitor.frontier.pop(wanted_only=budget.pages >= budget.limits.portal_pages)
            if candidate is None:
                return
            if not visitor.asked(candidate.url):
                await visitor.visit(candidate)

    async def _visit_wanted(self, url: str, tag: str) -> None:
        address = self.visitor.links.address(url)
        if not self.visitor.asked(address) and not looks_like_action(address) and not is_fruitless(address):
            known = self.visitor.frontier.take(address) or Candidate(address, depth=1)
            await self.visitor.visit(known, {"tag": tag})

    def _close(self, ending: Ending, error: str) -> None:
        visitor, budget = self.visitor, self.visitor.asker.budget
        visitor.journal.flush()
        record = ending_record(ending, error, budget, self.rounds, visitor.frontier, visitor.links.refused)
        record["browser"] = visitor.screen.figures()
        if self._pictures:
            record["pictures"] = {"asked": sorted(set(self._pictures))[:100], "missing": visitor.screen.absent}
        visitor.journal.observe(CaptureKind.ENDING, f"{NAME_SPACE}ending", record)
        summary: Header = {key: record[key] for key in ("left", "left_by_standing", "refused", "dropped", "rounds")}
        visitor.journal.outlet.send(end_header(self.plan.audit, ending, error, budget.pages, budget.requests, summary))
        visitor.asker.orders.close()
