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
from scheduler.audit_agency import AuditOptions, Progress, Workplace, audit_agency
from scheduler.claim import claimed
from storage.database import Database


def main() -> None:
    url, archive, began, portal = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]), sys.argv[4]
    seen: dict[str, float] = {}

    def show(progress: Progress) -> None:
        if progress.requests:
            seen.setdefault("first request", time.time() - began)
        if progress.provisional is not None:
            seen.setdefault("provisional findings", time.time() - began)

    with Database.open(url) as database:
        place = Workplace(database, archive, load_catalogue("nd43-2011"), load_lexicon())
        limits = Limits(max_pages=30, portal_pages=30, delay=0.0)
        options = AuditOptions(limits=limits, allow_private=True, browser=False)
        target = Target(Agency("kiem-tra", "Ủy ban nhân dân huyện Bình Minh", Kind.DISTRICT), portal)
        with claimed(database, target.agency.id, lambda: None) as custody:
            audit_agency(target, options, place, show, custody)
    seen["stored"] = time.time() - began
    print(", ".join(f"{what} after {seconds:.1f} s" for what, seconds in seen.items()))


if __name__ == "__main__":
    main()
