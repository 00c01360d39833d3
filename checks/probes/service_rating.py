"""Satisfaction with services, in the three grades of the Circular. Circular 32 Art. 11(2)(d), 12.

A rating may appear only after use, behind the log-in: none seen is for a person.
"""

from pydantic import Field as Given

from checks.absence import unknown
from checks.candidates import Candidate
from checks.judged import Judged, refuse
from checks.observations import FULL, MOST, NONE, Observation, Unknown
from checks.phrases import Phrases
from checks.probe_kind import ProbeKind, SectionParams
from checks.requirement import Requirement
from checks.services.host_menu import judge_with_menu
from checks.services.listing import read_listing
from checks.services.sample import online_sample
from checks.services.sample_share import no_online
from checks.services.submission import ways_of
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Evidence, Text2
from domain.text import fold

NAME = "service_rating"
_FEWEST = 2


class RatingParams(SectionParams):
    """`grades`: those of the Circular, all of them full. `other`: grades that others use. `about`: what is rated."""

    grades: tuple[str, ...] = Given(min_length=1)
    other: tuple[str, ...] = ()
    about: tuple[str, ...] = Given(min_length=1)


def run(site: Site, params: RatingParams, _requirement: Requirement) -> Observation:
    settled = no_online(site, NAME)
    if settled is not None:
        return settled

    def judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
        return _judge(site, candidate, page, params)

    seen = judge_with_menu(site, params.section, NAME, judge)
    logs_in = any(
        ways_of(site, entry).own or ways_of(site, entry).shared for entry in online_sample(read_listing(site))
    )
    if seen.earned == NONE and seen.unknown == 0 and logs_in:
        said = Text2(
            "Chưa thấy chức năng đánh giá; có thể chỉ hiện sau khi sử dụng dịch vụ, cần người xem.",
            "No rating was seen; it may appear only after use, which a person has to look at.",
        )
        return unknown(NAME, "after_use", said, searched=seen.searched, kind=Unknown.HUMAN)
    return seen


def _judge(site: Site, candidate: Candidate, page: SitePage, params: RatingParams) -> Judged:
    """Grades to choose among: options of a form, or short lines of their own. What the portal's frame asks of its own
    visitors on every page rates no service."""
    lines = [(block.text, block.xpath) for block in site.own_blocks(page) if len(fold(block.text).split()) <= 12]
    lines += [
        (f"{field.label} {field.value} {' '.join(field.options)}", form.xpath)
        for form in site.own_forms(page)
        for field in form.fields
    ]
    if not Phrases.of(params.about).found_in(f"{site.own_text(page)} {candidate.label}"):
        return refuse("off_topic", "Không phải đánh giá dịch vụ công.", "It does not rate public services.")
    found = _named(lines, params.grades)
    if len(found) == len(params.grades):
        said = Text2(
            "Có đánh giá theo ba mức của Thông tư.", "There is a rating with the three grades of the Circular."
        )
        return Judged(FULL, 0.0, "full", said, _evidence(site, page, found))
    others = {**found, **_named(lines, params.other)}
    if len(others) >= _FEWEST:
        grades = ", ".join(others)
        said = Text2(f"Có đánh giá nhưng theo mức khác: {grades}.", f"There is a rating with other grades: {grades}.")
        return Judged(MOST, 0.0, "other_grades", said, _evidence(site, page, others))
    return refuse("no_grades", "Trang không có mức đánh giá nào để chọn.", "The page has no grades to choose among.")


def _named(lines: list[tuple[str, str]], grades: tuple[str, ...]) -> dict[str, str]:
    """Each grade by the place that names it and no longer one: "hài lòng" inside "rất hài lòng" is none."""
    found: dict[str, str] = {}
    for grade in grades:
        longer = [fold(other) for other in grades if fold(grade) in fold(other) and other != grade]
        for text, xpath in lines:
            rest = f" {fold(text)} "
            for other in longer:
                rest = rest.replace(f" {other} ", " ")
            if f" {fold(grade)} " in rest:
                found.setdefault(grade, xpath)
    return found


def _evidence(site: Site, page: SitePage, found: dict[str, str]) -> tuple[Evidence, ...]:
    return tuple(site.evidence(page, xpath, NAME, excerpt=grade, value=grade) for grade, xpath in found.items())[:5]


PROBE = ProbeKind(
    NAME,
    RatingParams,
    run,
    Text2(
        "Chức năng đánh giá sự hài lòng: Rất hài lòng, Hài lòng, Chưa hài lòng.",
        "A satisfaction rating: very satisfied, satisfied, not yet satisfied.",
    ),
)
