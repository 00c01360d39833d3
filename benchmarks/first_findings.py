"""What `portal-audit check` shows and when: one audit of 30 pages at no delay, beside whatever else is running.

Run: python -m benchmarks.first_findings DATABASE ARCHIVE BEGAN PORTAL (`BEGAN`: seconds since 1970)
"""

import sys
import time
from pathlib import Path

from checks.load_catalogue import load_catalogue
from checks.load_lexicon import load_lexicon
from domain.agencies import Agency, Kind, Target
from domain.plans import Limits
from scheduler.audit_agency import audit_agency
from scheduler.claim import claimed
from scheduler.crawl_process import CrawlProcess
from scheduler.workplace import AuditOptions, Progress, Workplace
from storage.database import Database


def main() -> None:
    url, archive, began, portal = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]), sys.argv[4]
    seen: dict[str, tuple[float, float]] = {}

    def note(what: str) -> None:
        seen.setdefault(what, (time.time() - began, time.process_time()))

    def show(progress: Progress) -> None:
        if progress.requests:
            note("first request")
        if progress.provisional is not None:
            note("provisional findings")

    with CrawlProcess.started() as crawls, Database.open(url) as database:
        place = Workplace(database, archive, load_catalogue("nd43-2011"), load_lexicon(), crawls=crawls)
        limits = Limits(max_pages=30, portal_pages=30, delay=0.0)
        options = AuditOptions(limits=limits, allow_private=True, browser=False)
        target = Target(Agency("kiem-tra", "Ủy ban nhân dân huyện Bình Minh", Kind.DISTRICT), portal)
        with claimed(database, target.agency.id, lambda: None) as custody:
            audit_agency(target, options, place, show, custody)
    note("stored")
    print(", ".join(f"{what} after {wall:.1f} s ({cpu:.1f} of our CPU)" for what, (wall, cpu) in seen.items()))


if __name__ == "__main__":
    main()
