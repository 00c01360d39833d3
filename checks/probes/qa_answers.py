"""Published answers to questions of common interest, and how fresh they are. Decree 43 Art. 17(1)(đ)."""

from dataclasses import replace

from checks.answer_times import Handled, handled_questions, mostly_late
from checks.candidates import Candidate
from checks.freshness import SLOW, Dated, Timeliness, age_of, capture_day, limits_for
from checks.judged import AT_HOME, Judged, aged, refuse
from checks.list_item import Item
from checks.list_tables import tells_answer
from checks.lists import read_list
from checks.observations import FULL, SOME, Observation, Unknown
from checks.probe_kind import ProbeKind, SectionParams
from checks.question_pages import answered, asked_by_somebody, behind_question, frequent, questions
from checks.requirement import Requirement
from checks.section import judge_section
from checks.site import Site
from checks.site_page import SitePage
from checks.substance import substance
from domain.findings import Evidence, Text2

NAME = "qa_answers"
_SAMPLE = 20
_FREQUENT = 2  # questions with an answer right behind them
_SHOWN = 3
_OWN_QUESTIONS = Text2(
    "Chỉ có câu hỏi thường gặp do cơ quan tự soạn.", "Only frequent questions written by the agency itself."
)


class AnswersParams(SectionParams):
    """`instead`: the answers stand in for something the clause asks by itself (replies to petitions) and count some."""

    instead: bool = False


def run(site: Site, params: AnswersParams, requirement: Requirement) -> Observation:
    def judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
        judged = _judge(site, candidate, page, requirement)
        if params.instead and judged.code == "faq":
            return refuse("faq", _OWN_QUESTIONS.vi, _OWN_QUESTIONS.en)  # nobody asked: they reply to nothing
        return _as_substitute(judged) if params.instead and judged.earned else judged

    return judge_section(site, params.section, NAME, judge)


def _as_substitute(judged: Judged) -> Judged:
    reason = Text2(
        "Chỉ có câu trả lời trong mục hỏi đáp chung.", "Only answers in the general questions and answers section."
    )
    return replace(judged, earned=SOME, code="only_qa", reason=reason, freshness=None, freshness_unknown=False)


def _judge(site: Site, candidate: Candidate, page: SitePage, requirement: Requirement) -> Judged:
    if page is site.home:
        return AT_HOME
    items = read_list(site, page).items[:_SAMPLE]
    evidence, seen = _answers(site, page, items)
    pairs = frequent(site, page) if not evidence else ()
    if len(pairs) >= _FREQUENT:
        shown = tuple(
            site.evidence(page, asked.xpath, NAME, excerpt=f"{asked.text} {told.text}") for asked, told in pairs
        )
        return Judged(SOME, 0.0, "faq", _OWN_QUESTIONS, shown[:_SHOWN])
    if not evidence:
        return _without_answer(site, candidate, page, items, seen)
    own_faq = "faq" in {match.section for match in site.lexicon.match_label(candidate.label) if match.strength > 0.9}
    handled = handled_questions(site, page, items)
    age = _timeliness(site, page, items, handled, requirement)
    if own_faq and not any(item.day for item in items):
        return Judged(SOME, 0.0, "faq", _OWN_QUESTIONS, evidence)
    full = Judged(FULL, 0.0, "full", Text2("Có câu hỏi kèm trả lời.", "Questions with answers."), evidence)
    if age is None:
        return full
    return aged(full, age)


def _answers(site: Site, page: SitePage, items: tuple[Item, ...]) -> tuple[tuple[Evidence, ...], int]:
    """Answers on the list's page or on the fetched pages of its items; how many pages of items were seen."""
    found: list[Evidence] = []
    here = answered(site, page)
    if here is not None:
        found.append(site.evidence(page, here[0], NAME, excerpt=here[1]))
    seen = 0
    told = [item for item in items if tells_answer(item.row)][:_SHOWN]
    found += [site.evidence(page, item.xpath, NAME, excerpt=item.text) for item in told]
    if not found:
        by_somebody = asked_by_somebody(site, page)[:_SHOWN]
        found += [
            site.evidence(page, asked.xpath, NAME, excerpt=f"{asked.text} {told.text}") for asked, told in by_somebody
        ]
    for item in items:
        further = site.page(item.url) if item.url else None
        if further is None or further is page:
            continue
        seen += 1
        answer = answered(site, further)
        if answer is not None and len(found) < _SHOWN:
            found.append(site.evidence(further, answer[0], NAME, excerpt=answer[1], value=item.title))
    return tuple(found), seen


def _without_answer(site: Site, candidate: Candidate, page: SitePage, items: tuple[Item, ...], seen: int) -> Judged:
    real = substance(site, page)
    if not real.real:
        return Judged(0.0, 0.0, real.state.value, real.reason)
    if questions(site, page) and items and not seen:
        reason = Text2(
            "Có danh sách câu hỏi, nhưng chưa tải trang trả lời nào.",
            "Questions are listed, but no answer's page was fetched.",
        )
        return Judged(0.0, 1.0, "unfetched", reason)
    unsigned = _unsigned(site, page, items)
    if unsigned:
        reason = Text2(
            "Trang câu hỏi có nội dung nhưng không ghi đâu là trả lời; cần người xem.",
            "Pages of questions say more, but not that it is an answer; a person has to look.",
        )
        return Judged(0.0, 1.0, "unsigned", reason, unsigned, unknown_kind=Unknown.HUMAN)
    asked = questions(site, page) or any("?" in block.text for block in site.own_blocks(page))
    return refuse(
        "no_answers" if asked else "no_questions",
        f"Trang “{candidate.label[:60]}” không có câu hỏi nào kèm trả lời.",
        f"“{candidate.label[:60]}” has no question with an answer.",
    )


def _unsigned(site: Site, page: SitePage, items: tuple[Item, ...]) -> tuple[Evidence, ...]:
    """Lines on the pages of questions that may be their answers, though nothing says so."""
    found: list[Evidence] = []
    for item in items:
        further = site.page(item.url) if item.url and "?" in item.title else None
        behind = behind_question(site, further) if further is not None and further is not page else None
        if further is not None and behind is not None:
            found.append(site.evidence(further, behind.xpath, NAME, excerpt=behind.text, confidence=0.5))
    return tuple(found[:_SHOWN])


def _timeliness(
    site: Site, page: SitePage, items: tuple[Item, ...], handled: tuple[Handled, ...], requirement: Requirement
) -> Timeliness | None:
    """By the days that the list shows, else by those that the questions themselves show."""
    limits = limits_for(requirement, site.target.agency.kind)
    if limits is None:
        return None
    dated = [item.dated for item in items]
    if not any(item.posted or item.content for item in dated):
        dated = [Dated(each.last) for each in handled]
    age = age_of(dated, limits, capture_day(page.capture))
    late = mostly_late(handled, int(requirement.update_within)) if requirement.update_within.isdigit() else None
    return age if late is None else _slowed(age, *late, requirement.update_within)


def _slowed(age: Timeliness, late: int, known: int, limit: str) -> Timeliness:
    """Most answers came too late: at most the factor of a slow list (Decree 43 Art. 17(1)(đ))."""
    reason = Text2(
        f"{age.reason.vi} {late}/{known} câu trả lời quá {limit} ngày làm việc.",
        f"{age.reason.en} {late} of {known} answers came after more than {limit} working days.",
    )
    code = "late" if age.factor > SLOW else age.code
    return replace(age, factor=min(age.factor, SLOW), code=code, reason=reason)


PROBE = ProbeKind(
    NAME,
    AnswersParams,
    run,
    Text2("Câu hỏi có trả lời được đăng và độ mới.", "Published questions with answers, and how fresh they are."),
)
