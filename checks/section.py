"""How every section is judged: its candidates best first, each looked at, the refused ones kept as nearest misses.

"Link exists", "target answers", "target holds real, own, on-topic content" are separate observations
(docs/judging.md 3): candidates give the first, their state the second, the probe's `judge` the third.
"""

from dataclasses import dataclass, replace

from checks.absence import SHELL_REASON, absent, miss, trace, unknown
from checks.candidates import Candidate
from checks.doubts import Doubt, find_doubt
from checks.front_pages import is_front
from checks.judged import Judge, Judged
from checks.observations import Observation, Unknown
from checks.section_turns import CREDIBLE, CREDIBLE_NAME, has_an_entry, in_turn, opened, unseen_frame, without_a_name
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State
from checks.substance import State as PageState
from checks.substance import substance
from domain.findings import Miss, SearchTrace, Text2
from domain.text import legacy_font_share
from domain.urls import host_of

MIN_STRENGTH = 0.6
_NO_NAME = frozenset({"child", "heading"})
_LEGACY = 0.3  # of a page's words


@dataclass(slots=True)
class _Looked:
    """What the candidates gave, in the order they were looked at."""

    visited: list[str]
    misses: list[Miss]
    judged: list[tuple[Judged, Candidate]]
    refused: list[tuple[Judged, Candidate]]
    unseen: list[Candidate]


def judge_section(
    site: Site, section: str, probe: str, judge: Judge, *, min_strength: float = MIN_STRENGTH, files: bool = False
) -> Observation:
    """The best of the section's candidates, or why there is none. `files`: the judge takes a file's text for a page;
    else a file that a label opens is not looked into."""
    looked = _Looked([], [], [], [], [])
    for candidate in in_turn(site, section, min_strength):
        _look_at(site, opened(site, candidate, files=files), judge, looked)
    if not looked.judged and not has_an_entry(site, section):
        for candidate in without_a_name(site, section, _by_name(looked), files=files):
            _look_at(site, candidate, judge, looked)
    if looked.judged:
        return _best(probe, site, section, looked)
    return _nothing(probe, site, section, looked)


def _by_name(looked: _Looked) -> list[str]:
    """What was looked at under its own name; a page met below a hub, or for one of its headings, may yet be the section
    under a name of its own."""
    return [candidate.url or "" for _, candidate in looked.refused if candidate.how not in _NO_NAME]


def _look_at(site: Site, candidate: Candidate, judge: Judge, looked: _Looked) -> None:
    if candidate.url:
        looked.visited.append(candidate.url)
    if candidate.state is State.ALIVE and candidate.page_found is not None:
        judged = _of_error_page(site, candidate.page_found) or judge(site, candidate, candidate.page_found)
        if judged.refused and site.content_by_script(candidate.page_found):
            looked.unseen.append(replace(candidate, state=State.SHELL))
        elif judged.refused and legacy_font_share(site.own_text(candidate.page_found)) >= _LEGACY:
            looked.judged.append((_OLD_FONT, candidate))
        elif judged.refused and (frame := unseen_frame(site, candidate)) is not None:
            looked.unseen.append(frame)
        elif judged.refused:
            looked.refused.append((judged, candidate))
            looked.misses.append(miss(candidate, judged.reason))
        else:
            looked.judged.append((judged, candidate))
        return
    if candidate.state in _REFUSALS:
        looked.misses.append(miss(candidate, _REFUSALS[candidate.state]))
    elif candidate.state is State.NATIONAL and is_front(candidate.url or ""):
        looked.misses.append(miss(candidate, _FRONT))
    else:
        looked.unseen.append(candidate)


def _of_error_page(site: Site, page: SitePage) -> Judged | None:
    """An error page holds nothing, whatever is looked for and whatever it lists below its message."""
    held = substance(site, page) if page is not site.home else None
    if held is None or held.state is not PageState.ERROR:
        return None
    return Judged(0.0, 0.0, held.state.value, held.reason)


def _best(probe: str, site: Site, section: str, looked: _Looked) -> Observation:
    judged, candidate = max(
        looked.judged, key=lambda pair: (pair[0].worth, pair[1].strength, -looked.judged.index(pair))
    )
    rest = judged.unknown
    if judged.earned < 1 and any(other.strength > candidate.strength for other in looked.unseen):
        rest = 1.0 - judged.earned  # a better named page was not seen
    searched = trace(site, section, looked.visited, looked.misses) if judged.earned < 1 else None
    return Observation(
        probe=probe,
        earned=judged.earned,
        unknown=round(rest, 6),
        code=judged.code,
        reason=judged.reason,
        evidence=judged.evidence,
        searched=searched,
        unknown_kind=judged.unknown_kind,
        freshness=judged.freshness,
        freshness_unknown=judged.freshness_unknown,
        figures=judged.figures,
    )


def _nothing(probe: str, site: Site, section: str, looked: _Looked) -> Observation:
    searched = trace(site, section, looked.visited, looked.misses)
    credible = [item for item in looked.unseen if item.strength >= CREDIBLE.get(item.how, CREDIBLE_NAME)]
    credible = [item for item in credible if not _beside_own(site, item, looked)]
    if credible:
        return _unseen(probe, credible[0], searched)
    doubt = None if has_an_entry(site, section) else find_doubt(site, section, looked.refused)
    if doubt is not None:
        return _doubtful(site, probe, doubt, searched)
    if looked.refused:
        judged, _ = looked.refused[0]
        return absent(
            site,
            probe,
            section,
            visited=looked.visited,
            misses=looked.misses,
            code=judged.code,
            reason=judged.reason,
            evidence=judged.evidence,
        )
    return absent(site, probe, section, visited=looked.visited, misses=looked.misses)


def _doubtful(site: Site, probe: str, doubt: Doubt, searched: SearchTrace) -> Observation:
    name, entry = doubt.entry.link.name[:80], doubt.entry
    used = ", ".join(doubt.words[:4])
    reason = Text2(
        f"Trang “{name}” có nội dung có thể thuộc mục này{f' ({used})' if used else ''} nhưng máy không đọc được thành"
        " mục; cần người xem.",
        f"The page “{name}” holds content that may be this section{f' ({used})' if used else ''}, in a shape not read"
        " here; a person has to look.",
    )
    evidence = site.evidence(
        entry.shown_on, entry.link.xpath, probe, excerpt=name, value=entry.page.url, confidence=0.5
    )
    return unknown(probe, "doubt", reason, evidence=(evidence,), searched=searched, kind=Unknown.HUMAN)


def _beside_own(site: Site, unseen: Candidate, looked: _Looked) -> bool:
    """A link to somebody's site that is no state host, while the portal's own page of as good a name was read and holds
    nothing of the kind: the section is there, and it is empty."""
    if unseen.state is not State.ELSEWHERE or site.lexicon.is_state_host(host_of(unseen.url or "")):
        return False
    return any(own.strength >= unseen.strength and own.page_found is not site.home for _, own in looked.refused)


def _unseen(probe: str, candidate: Candidate, searched: SearchTrace) -> Observation:
    host = host_of(candidate.url or "")
    code, reason = {
        State.UNFETCHED: (
            "unfetched",
            Text2(
                f"Mục “{candidate.label[:80]}” có đường dẫn nhưng trang đích chưa được tải.",
                f"“{candidate.label[:80]}” is linked, but its page was not fetched.",
            ),
        ),
        State.FAILED: (
            "failed",
            Text2(
                f"Mục “{candidate.label[:80]}” có đường dẫn nhưng không tải được trang đích.",
                f"“{candidate.label[:80]}” is linked, but its page could not be fetched.",
            ),
        ),
        State.SHELL: ("shell", SHELL_REASON),
        State.UNREAD: (
            "unread",
            Text2(
                f"Mục “{candidate.label[:80]}” dẫn tới một tệp chưa đọc được chữ bên trong.",
                f"“{candidate.label[:80]}” leads to a file whose text could not be read.",
            ),
        ),
    }.get(
        candidate.state,
        (
            "elsewhere",
            Text2(
                f"Mục “{candidate.label[:80]}” dẫn sang máy chủ {host}, chưa được khai báo cho cơ quan này.",
                f"“{candidate.label[:80]}” leads to {host}, a host not declared for this agency.",
            ),
        ),
    )
    return unknown(probe, code, reason, searched=searched)


_REFUSALS = {
    State.NOWHERE: Text2(
        "Nhãn có nhưng không dẫn tới trang nào (hoặc dẫn về trang chủ).",
        "The label is there but leads nowhere (or back to the home page).",
    ),
    State.DEAD: Text2("Trang đích báo không tìm thấy.", "The target answers that it is not there."),
}
_OLD_FONT = Judged(
    0.0,
    1.0,
    "old_font",
    Text2(
        "Chữ trên trang viết bằng bộ mã phông cũ (TCVN3, VNI) mà máy không đọc được; cần người xem.",
        "The page is written in the encoding of an old font (TCVN3, VNI), not read here; a person has to look.",
    ),
    unknown_kind=Unknown.HUMAN,
)
_FRONT = Text2(
    "Chỉ dẫn tới trang đầu của hệ thống quốc gia, không phải nội dung của cơ quan.",
    "Leads only to the front page of a national system, not to this agency's content.",
)
