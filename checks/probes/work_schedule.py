"""The leaders' work schedule: whose, and whether it covers the week of the capture. Decree 43 Art. 10(1)(c).

A schedule stands as a table on its own page, as an article, or as a list of weekly ones; its days are read from all.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from checks.candidates import Candidate, without_days
from checks.filler import heads_related, is_filler
from checks.freshness import capture_day, limits_for, week_of
from checks.judged import Judged, refuse
from checks.linked_files import judge_section_by_files
from checks.list_item import Item
from checks.list_topics import files_of, own_text
from checks.observations import FULL, Observation, Unknown
from checks.people import person_name, post_in
from checks.pictures import own_pictures
from checks.probe_kind import ProbeKind, SectionParams
from checks.probes.dated_list import list_of, no_items
from checks.requirement import Requirement
from checks.schedules import Period, periods_in
from checks.site import Site
from checks.site_page import SitePage
from checks.substance import lines_before_related, substance, told_lines
from domain.findings import Text2
from domain.text import fold, slug_words
from pages.view import Image

NAME = "work_schedule"
_WORDS = ("lich cong tac", "lich lam viec", "lich tuan", "lich hop", "chuong trinh cong tac", "chuong trinh lam viec")
_LEADERS = ("lanh dao", "thuong truc", "chu tich", "giam doc", "bo truong", "cuc truong", "chu nhiem", "vien truong")
#: A post in short, or a form of address, before what may be a person's name: "PGĐ Nguyễn Văn An", "Đ/c Trần Thị Bình".
_IN_SHORT = re.compile(
    r"(?<![\w/])(?:[A-ZĐ]{2,5}|[Đđ]/c|[Đđ]ồng chí|[Ôô]ng|[Bb]à)[.:]?\s+"
    r"(?P<name>[A-ZĐÀ-Ỹ][^\W\d_]*(?:[ ][A-ZĐÀ-Ỹ][^\W\d_]*){1,3})(?![^\W\d_])"
)
_BARE_WEEK = frozenset({"", "tuan", "tuan nay"})  # what a line says beside the days of its week
_LEAST_WORDS = 15
_WEEK = re.compile(r"tuần\s+(?:thứ\s+)?\d{1,2}\b|từ\s+(?:ngày\s+)?\d{1,2}[/.-]\d{1,2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Schedule:
    """One schedule: its text, its days, and where it is seen."""

    text: str
    periods: tuple[Period, ...]
    xpath: str
    title: str
    unread: bool = False  # a file that was not read may tell its days

    @property
    def last(self) -> date:
        return max((end for _, end in self.periods), default=date.min)


def run(site: Site, params: SectionParams, requirement: Requirement) -> Observation:
    def judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
        return _judge(site, candidate, page, requirement)

    return judge_section_by_files(site, params.section, NAME, judge)


def _judge(site: Site, candidate: Candidate, page: SitePage, requirement: Requirement) -> Judged:
    listing = list_of(site, candidate, page)
    found = [*_of_items(site, listing.items), *_of_page(site, candidate, page)]
    if not found:
        return _pictured(site, candidate, page) or (
            _no_schedule(listing.items) if listing.items else no_items(site, page, listing)
        )
    named = [schedule for schedule in found if _names_leaders(site, schedule)]
    if not named:
        return _pictured(site, candidate, page) or refuse(
            "nobody", "Lịch không nêu lãnh đạo nào.", "The schedule names no leader."
        )
    limits = limits_for(requirement, site.target.agency.kind)
    newest = max(named, key=lambda schedule: schedule.last)
    shown = site.evidence(page, newest.xpath, NAME, excerpt=newest.title or newest.text, value=_shown(newest.last))
    reason = Text2("Có lịch làm việc của lãnh đạo.", "There is a schedule of leaders.")
    if limits is None:
        return Judged(FULL, 0.0, "full", reason, (shown,))
    age = week_of([period for schedule in named for period in schedule.periods], limits, capture_day(page.capture))
    said = Text2(f"{reason.vi} {age.reason.vi}", f"{reason.en} {age.reason.en}")
    code = "full" if age.code == "fresh" else age.code
    unknown = age.unknown or (newest.last == date.min and any(schedule.unread for schedule in named))
    return Judged(FULL, 0.0, code, said, (shown,), age.factor, unknown, figures=age.figures)


def _pictured(site: Site, candidate: Candidate, page: SitePage) -> Judged | None:
    """A page called a schedule that shows it as a picture, which nobody but a person can read."""
    lines = [block.text for block in told_lines(site, page)]
    if page is site.home or candidate.how in ("child", "content") or any(map(is_filler, lines)):
        return None
    week = any(_WEEK.search(line) for line in lines)
    pictures = [image for image in own_pictures(site, page) if _may_be_schedule(image, week=week)]
    if not pictures:
        return None
    said = Text2("Lịch là ảnh, chưa đọc được chữ bên trong.", "The schedule is a picture that could not be read.")
    shown = site.evidence(page, pictures[0].xpath, NAME, excerpt=pictures[0].alt or candidate.label, confidence=0.6)
    return Judged(0.0, 1.0, "picture", said, (shown,), unknown_kind=Unknown.HUMAN)


def _may_be_schedule(image: Image, *, week: bool) -> bool:
    """By its name or its text, or where it has no text and a week is named beside it."""
    said = fold(f"{image.alt} {image.title}")
    return "lich" in slug_words(image.name).split() or "lich" in said.split() or (week and not said)


def _of_items(site: Site, items: Sequence[Item]) -> list[_Schedule]:
    """Weekly schedules listed by title; the article behind one tells its days where the title does not."""
    found = []
    for item in items:
        if not any(word in fold(item.title) for word in _WORDS):
            continue
        text = f"{item.title}\n{item.summary}\n{own_text(site, item)}"
        periods = periods_in(item.title, item.day) or periods_in(text, item.day)
        unread = not periods and any(site.file_page(url) is None for url in files_of(site, item))
        found.append(_Schedule(text, tuple(periods), item.xpath, item.title, unread))
    return found


def _of_page(site: Site, candidate: Candidate, page: SitePage) -> list[_Schedule]:
    """The page itself as a schedule: its lines up to the frame's lists."""
    if page is site.home or not substance(site, page).real:
        return []
    lines = [block for block in lines_before_related(site, page) if not block.in_link]
    text = "\n".join(block.text for block in lines)
    periods = periods_in(text) or _weeks_alone(site, page)
    if len(fold(text).split()) < _LEAST_WORDS or not periods:
        return []
    return [_Schedule(f"{candidate.label}\n{text}", tuple(periods), lines[0].xpath, lines[0].text)]


def _weeks_alone(site: Site, page: SitePage) -> list[Period]:
    """Weeks of lines that say no more than their days or the schedule's name; titles of other matters have more."""
    lines = takewhile(lambda block: not heads_related(block.text), site.own_blocks(page))
    told = ((line.text, fold(without_days(line.text))) for line in lines)
    named = (text for text, bare in told if bare in _BARE_WEEK or any(word in bare for word in _WORDS))
    return [week for text in named for week in periods_in(text) if week[0] < week[1]]


def _names_leaders(site: Site, schedule: _Schedule) -> bool:
    folded = f" {fold(schedule.text)} "
    post, _ = post_in(site.lexicon, site.target.agency.kind, schedule.text)
    if post or any(f" {word} " in folded for word in _LEADERS):
        return True
    return any(person_name(found.group("name")) for found in _IN_SHORT.finditer(schedule.text))


def _no_schedule(items: Sequence[Item]) -> Judged:
    shown = items[0].title[:80]
    return refuse(
        "no_schedule",
        f"Mục không có lịch nào (ví dụ “{shown}”).",
        f"The section holds no schedule (such as “{shown}”).",
    )


def _shown(day: date) -> str:
    return "" if day == date.min else f"{day:%d/%m/%Y}"


PROBE = ProbeKind(
    NAME,
    SectionParams,
    run,
    Text2(
        "Lịch làm việc của lãnh đạo có nêu tên hoặc chức vụ, và có tuần của ngày kiểm tra.",
        "A schedule of leaders that covers the week of the capture.",
    ),
)
