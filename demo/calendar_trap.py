"""A calendar of events that has no end: every month links to the next and the one before."""

import re

from demo.blocks import Anchor, Links, Page, Prose
from demo.site import Site

_MONTH = re.compile(r"(\d{4})/(\d{1,2})")


def calendar_page(site: Site, path: str) -> Page:
    """The month named in the path, or this one."""
    found = _MONTH.search(path)
    year, month = (int(found[1]), int(found[2])) if found else (site.days.today.year, site.days.today.month)
    prefix = site.data.manners.calendar
    return Page(
        site.url(path),
        f"Lịch sự kiện tháng {month}/{year}",
        (
            Prose(("Không có sự kiện nào trong tháng này.",)),
            Links((_month_link(site, year, month - 1, "Tháng trước"), _month_link(site, year, month + 1, "Tháng sau"))),
            Links(tuple(Anchor(f"Ngày {day}", site.url(f"{prefix}{year}/{month}/{day}/")) for day in range(1, 29))),
        ),
    )  # fmt: skip


def _month_link(site: Site, year: int, month: int, label: str) -> Anchor:
    turn = year * 12 + month - 1
    return Anchor(label, site.url(f"{site.data.manners.calendar}{turn // 12}/{turn % 12 + 1}/"))
