"""Head and deputies: name with post, short biography, assigned task. Decree 43 Art. 10(1)(a): a share of three.

Two heads at once is the portal's own contradiction: their names count half (Decree 43 Art. 17(1)(a): accurate).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from checks.all_candidates import candidates_of
from checks.candidates import Candidate
from checks.judged import AT_HOME, Judged, refuse
from checks.labelled_values import pairs_in
from checks.linked_files import judge_section_by_files
from checks.observations import Observation
from checks.people import Person, read_people
from checks.pictures import own_pictures
from checks.probe_kind import ProbeKind, SectionParams
from checks.requirement import Requirement
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State
from checks.substance import NOT_CONTENT, substance, told_lines
from domain.findings import Evidence, Text2
from domain.text import fold

NAME = "leaders"
_GROUP = "leaders"
_BIOGRAPHY = ("born", "home", "training", "party", "career")
_SIGNS = 2
_TASK_WORDS = 3
_TOO_MANY_HEADS = 3  # a page with more is a list of former leaders
_OTHER_PAGES = 6


@dataclass(frozen=True, slots=True)
class _Told:
    """What a portal tells of one leader."""

    person: Person
    page: SitePage
    biography: bool
    task: bool


def run(site: Site, params: SectionParams, _requirement: Requirement) -> Observation:
    return judge_section_by_files(site, params.section, NAME, _judge)


def people_on(site: Site, page: SitePage) -> list[Person]:
    return read_people(site.lexicon, site.target.agency.kind, told_lines(site, page))


def _judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
    if page is site.home:
        return AT_HOME
    held = substance(site, page)
    if held.state in NOT_CONTENT:
        return Judged(0.0, 0.0, held.state.value, held.reason)
    people = people_on(site, page)
    heads = sum(1 for person in people if person.head)
    if heads > _TOO_MANY_HEADS:
        return refuse(
            "former",
            f"Trang liệt kê {heads} người đứng đầu: là danh sách các thời kỳ.",
            f"The page lists {heads} heads: it is a list of former leaders.",
        )
    if not people:
        return _nobody(site, candidate, page)
    if _is_detail(site, candidate, page, people):
        return refuse("detail", "Trang chỉ nói về một lãnh đạo trong danh sách.", "A page on one leader of the list.")
    told = [_told(site, candidate, page, person) for person in people]
    share = round(sum(_points(item, heads) for item in told) / (3 * len(told)), 4)
    return Judged(share, 0.0, "full" if share == 1 else "some_fields", _reason(told, heads), _evidence(site, told))


def _is_detail(site: Site, candidate: Candidate, page: SitePage, people: Sequence[Person]) -> bool:
    """Whether another page of the section names these leaders and more: then that one is the list."""
    own = {person.key for person in people}
    others = (item.page_found for item in candidates_of(site, candidate.section) if item.state is State.ALIVE)
    return any(
        own < {person.key for person in people_on(site, other)}
        for other in others
        if other is not None and other is not page and other is not site.home
    )


def _nobody(site: Site, candidate: Candidate, page: SitePage) -> Judged:
    held = substance(site, page)
    if candidate.how != "child" and held.unread:
        place = (own_pictures(site, page) or (None,))[0]
        xpath = place.xpath if place else held.xpath
        reason = Text2(
            "Trang có ảnh hoặc tệp nhưng không đọc được tên lãnh đạo trong chữ.",
            "The page has a picture or a file; no leader's name could be read in its text.",
        )
        return Judged(0.0, 1.0, "unread", reason, (site.evidence(page, xpath, NAME, excerpt=candidate.label),))
    return refuse(
        "nobody",
        "Trang không nêu họ tên cùng chức vụ của lãnh đạo nào.",
        "The page names no leader with his or her post.",
    )


def _told(site: Site, candidate: Candidate, page: SitePage, person: Person) -> _Told:
    """What the page says of a person, with the person's own page and the section's other pages."""
    lines = [*person.lines, *_own_page(site, page, person), *_elsewhere(site, candidate, page, person)]
    fields = pairs_in(site.lexicon, _GROUP, lines)
    text = fold("\n".join(lines))
    phrases = site.lexicon.words.fields[_GROUP]
    task = len(fields.get("task", "").split()) >= _TASK_WORDS
    task = task or any(f" {fold(sign)} " in f" {text} " for sign in phrases["task_signs"])
    task = task or any(_is_task(line, phrases["task"]) for line in lines)
    return _Told(person, page, _signs(site, lines) >= _SIGNS, task)


def _signs(site: Site, lines: Sequence[str]) -> int:
    """How many things lines tell that biographies tell."""
    fields = pairs_in(site.lexicon, _GROUP, lines)
    text = fold("\n".join(lines))
    phrases = site.lexicon.words.fields[_GROUP]["biography_signs"]
    named = sum(1 for name in _BIOGRAPHY if fields.get(name))
    return named + sum(1 for sign in phrases if f" {fold(sign)} " in f" {text} ")


def _is_task(line: str, names: Sequence[str]) -> bool:
    """A line that begins by naming a task and goes on: "Phụ trách công nghiệp, xây dựng, giao thông"."""
    folded = fold(line)
    begun = any(folded.startswith(f"{fold(name)} ") for name in names)
    return begun and len(folded.split()) >= _TASK_WORDS + 2


def _own_page(site: Site, page: SitePage, person: Person) -> list[str]:
    """The lines of the page that a link with the person's name opens."""
    for link in page.view.links:
        named = fold(link.name)
        if link.url and person.key in named:
            found = site.page(link.url)
            if found is not None and found is not page and found is not site.home:
                return [block.text for block in told_lines(site, found)]
    return []


def _elsewhere(site: Site, candidate: Candidate, page: SitePage, person: Person) -> list[str]:
    """What other pages of the section say of the person: tasks often stand apart from biographies."""
    lines: list[str] = []
    seen = {page.url}
    for other in candidates_of(site, candidate.section):
        found = other.page_found or site.file_page(other.url or "")
        if other.state is not State.ALIVE or found is None or found is site.home or found.url in seen:
            continue
        seen.add(found.url)
        if len(seen) > _OTHER_PAGES:
            break
        for same in people_on(site, found):
            if same.key == person.key:
                lines.extend(same.lines)
    return lines


def _points(told: _Told, heads: int) -> float:
    named = 0.5 if told.person.head and heads > 1 else 1.0
    return named + told.biography + told.task


def _reason(told: Sequence[_Told], heads: int) -> Text2:
    count = len(told)
    biographies, tasks = sum(item.biography for item in told), sum(item.task for item in told)
    vi = f"{count} lãnh đạo có tên và chức vụ; {biographies} có tiểu sử, {tasks} có nhiệm vụ được phân công."
    en = f"{count} leaders with name and post; {biographies} with a biography, {tasks} with an assigned task."
    if heads > 1:
        vi += f" Trang nêu {heads} người đứng đầu cùng lúc."
        en += f" The page names {heads} heads at once."
    return Text2(vi, en)


def _evidence(site: Site, told: Sequence[_Told]) -> tuple[Evidence, ...]:
    return tuple(
        site.evidence(item.page, item.person.xpath, NAME, excerpt=" ".join(item.person.lines), value=item.person.name)
        for item in told[:4]
    )


PROBE = ProbeKind(
    NAME,
    SectionParams,
    run,
    Text2(
        "Lãnh đạo có họ tên và chức vụ, tiểu sử tóm tắt, nhiệm vụ được phân công.",
        "Leaders with name and post, short biography and assigned task.",
    ),
)
