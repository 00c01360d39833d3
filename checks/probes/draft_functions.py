"""Commenting on drafts: full text, deadline, comments shown, a way to comment, address and mail of the receiving unit,
each over the sampled drafts. Decree 43 Art. 10(1)(i).

Past drafts will do; a place for comments counts even when empty (met_when).
"""

from collections.abc import Sequence

from checks.absence import absent
from checks.candidates import Candidate
from checks.draft_functions import FUNCTIONS, Draft, Found, functions_of, read_draft
from checks.entries import best_items, sampled, section_items
from checks.judged import Judged, refuse
from checks.list_item import Item
from checks.list_topics import is_on_topic
from checks.observations import Observation
from checks.phrases import Phrases
from checks.probe_kind import ProbeKind
from checks.probes.dated_list import list_of, no_items
from checks.probes.single_notices import SingleNoticesParams, notices
from checks.requirement import Requirement
from checks.section import judge_section
from checks.seen_shares import enough_seen, too_few_seen
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Evidence, Text2

NAME = "draft_functions"
_NAMES = {
    "text": ("toàn văn hoặc tệp dự thảo", "full text"),
    "deadline": ("thời hạn góp ý", "deadline"),
    "comments": ("xem ý kiến góp ý", "comments shown"),
    "send": ("gửi ý kiến mới", "a way to comment"),
    "address": ("địa chỉ và thư điện tử nơi tiếp nhận", "address and mail of the receiving unit"),
}
_SHOWN = 6


class DraftFunctionsParams(SingleNoticesParams):
    """`item_words`: words that make an item of the section a draft. `deadline_signs`: words before a deadline in
    running text. `closed`: words of a draft whose time is over. Where the section holds no drafts, notices in other
    sections are looked at."""

    item_words: tuple[str, ...]
    deadline_signs: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()


def run(site: Site, params: DraftFunctionsParams, _requirement: Requirement) -> Observation:
    def judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
        return _judge(site, candidate, page, params)

    seen = judge_section(site, params.section, NAME, judge)
    found = notices(site, params) if seen.earned == 0 and seen.unknown == 0 else []
    if not found:
        return seen
    judged = _judge_drafts(site, [item for _, item in found], found[0][0], params)
    if judged.refused:
        return absent(site, NAME, params.section, code=judged.code, reason=judged.reason, evidence=judged.evidence)
    return Observation(NAME, judged.earned, judged.unknown, judged.code, judged.reason, judged.evidence)


def _judge(site: Site, candidate: Candidate, page: SitePage, params: DraftFunctionsParams) -> Judged:
    listing = list_of(site, candidate, page)
    if not listing.items:
        return no_items(site, page, listing)
    items = section_items(site, params.section, listing.items)
    drafts = _drafts(site, items, params)
    if not drafts:
        shown = items[0].title[:80]
        return refuse(
            "no_drafts", f"Danh sách không có dự thảo nào (“{shown}”).", f"The list holds no draft (“{shown}”)."
        )
    return _judge_drafts(site, drafts, page, params)


def _drafts(site: Site, items: Sequence[Item], params: DraftFunctionsParams) -> list[Item]:
    words = Phrases.of(params.item_words)
    return [item for item in items if is_on_topic(site, params.section, item, words)]


def listed_drafts(site: Site, params: DraftFunctionsParams) -> Sequence[Item]:
    """The sampled drafts, for the crawl."""
    drafts = _drafts(site, best_items(site, params.section), params)
    return sampled(drafts or [item for _, item in notices(site, params)])


def _judge_drafts(site: Site, items: Sequence[Item], page: SitePage, params: DraftFunctionsParams) -> Judged:
    drafts = [read_draft(site, item, site.page(item.page) or page) for item in sampled(items)]
    seen = [draft for draft in drafts if not draft.unread(site)]
    if not enough_seen(len(seen), len(drafts)):
        return too_few_seen(len(seen), len(drafts), Text2("dự thảo", "drafts"))
    offered = [functions_of(site, draft, params.deadline_signs, params.closed) for draft in seen]
    shares = {name: _share([functions[name] for functions in offered]) for name in FUNCTIONS}
    earned = round(sum(share for share, _ in shares.values()) / len(FUNCTIONS), 4)
    unknown = round(min(sum(rest for _, rest in shares.values()) / len(FUNCTIONS), 1 - earned), 4)
    code = "full" if earned == 1.0 else "some_functions" if earned else "no_functions"
    reason = _reason(len(seen), shares)
    return Judged(
        earned, unknown, code, reason, _evidence(site, seen, offered), figures=(("drafts", float(len(seen))),)
    )


def _share(found: Sequence[Found]) -> tuple[float, float]:
    """A function's share over the drafts, and what of it is not known: what was not looked at leaves its sample."""
    known = [each.worth for each in found if each.worth is not None]
    if enough_seen(len(known), len(found)):
        return sum(known) / len(known), 0.0
    return sum(known) / len(found), (len(found) - len(known)) / len(found)


def _reason(count: int, shares: dict[str, tuple[float, float]]) -> Text2:
    vi = "; ".join(f"{_NAMES[name][0]} {_told(*shares[name])[0]}" for name in FUNCTIONS)
    en = "; ".join(f"{_NAMES[name][1]} {_told(*shares[name])[1]}" for name in FUNCTIONS)
    return Text2(f"Xét {count} dự thảo: {vi}.", f"{count} drafts looked at: {en}.")


def _told(share: float, rest: float) -> tuple[str, str]:
    if rest:
        return "chưa xem được", "not seen"
    return (f"{round(100 * share)} %",) * 2


def _evidence(site: Site, drafts: Sequence[Draft], offered: Sequence[dict[str, Found]]) -> tuple[Evidence, ...]:
    """Where each function is first seen; the drafts themselves where none is."""
    shown: list[Evidence] = []
    for name in FUNCTIONS:
        found = next((functions[name] for functions in offered if functions[name].worth), None)
        if found is not None and found.page is not None:
            shown.append(site.evidence(found.page, found.xpath, NAME, excerpt=found.text, value=_NAMES[name][0]))
    for draft in drafts[: 1 if shown else 3]:
        shown.append(site.evidence(draft.listed, draft.item.xpath, NAME, excerpt=draft.item.title))
    return tuple(shown[:_SHOWN])


PROBE = ProbeKind(
    NAME,
    DraftFunctionsParams,
    run,
    Text2(
        "Mỗi dự thảo có toàn văn, thời hạn, xem và gửi ý kiến, địa chỉ tiếp nhận.",
        "Each draft has its text, a deadline, comments shown, a way to comment, and an address to send them to.",
    ),
    entries=listed_drafts,
)
