"""How every section is judged: its candidates best first, each looked at, the refused ones kept as nearest misses.

"Link exists", "target answers", "target holds real, own, on-topic content" are separate observations (DESIGN.md
section 2): candidates give the first, their state the second, the probe's `judge` the third.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from checks.absence import SHELL_REASON, absent, miss, trace, unknown
from checks.candidates import Candidate
from checks.frames import own_frames
from checks.observations import Observation, Unknown
from checks.site import Site, SitePage
from checks.states import State, state_of
from checks.substance import State as PageState
from checks.substance import substance
from domain.findings import Evidence, Miss, SearchTrace, Text2
from domain.text import fold, legacy_font_share
from domain.urls import host_of, site_of
from pages.hosts import own_host
from pages.view import Link, Region

MIN_STRENGTH = 0.6
_MOST_CANDIDATES = 16
_MOST_CHILDREN = 8
_MOST_UNNAMED = 6
_ENTRY, _ENTRIES = 0.85, frozenset({"label", "alt", "title"})
_CHILD_FACTOR = 0.8
_MOST_FRAMES = 4
# A name this near to the section's keeps "absent" from being said while its target is unseen. A picture without a
# readable name is given the benefit of the doubt (law.md section 9).
_CREDIBLE = {"image": 0.55, "slug": 0.55, "host": 0.55}
_CREDIBLE_NAME = 0.8
_ANOTHER = 0.99
_LEGACY = 0.3  # of a page's words


@dataclass(frozen=True, slots=True)
class Judged:
    """What a probe says of one page. Nothing earned and nothing unknown: refused, and `reason` says why."""

    earned: float
    unknown: float
    code: str
    reason: Text2
    evidence: tuple[Evidence, ...] = ()
    freshness: float | None = None
    freshness_unknown: bool = False
    unknown_kind: Unknown = Unknown.UNSEEN
    figures: tuple[tuple[str, float], ...] = ()

    @property
    def refused(self) -> bool:
        return self.earned == 0 and self.unknown == 0

    @property
    def worth(self) -> tuple[float, float]:
        factor = 1.0 if self.freshness is None else self.freshness
        return min(self.earned, factor), self.earned


def refuse(code: str, vi: str, en: str) -> Judged:
    return Judged(0.0, 0.0, code, Text2(vi, en))


Judge = Callable[[Site, Candidate, SitePage], Judged]


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
    for candidate in _in_turn(site, section, min_strength):
        _look_at(site, _opened(site, candidate, files=files), judge, looked)
    if not looked.judged and not _has_an_entry(site, section):
        for candidate in _without_a_name(site, section, looked.visited):
            _look_at(site, candidate, judge, looked)
    if looked.judged:
        return _best(probe, site, section, looked)
    return _nothing(probe, site, section, looked)


def _in_turn(site: Site, section: str, min_strength: float) -> Iterator[Candidate]:
    own = [item for item in site.candidates(section) if item.strength >= min(min_strength, _CREDIBLE.get(item.how, 1))]
    named = {candidate.url for candidate in own}
    yield from own[:_MOST_CANDIDATES]
    for candidate in own[:_MOST_CANDIDATES]:
        for child in (*_framed(site, candidate), *_children(site, candidate)):
            if child.url not in named:
                named.add(child.url)
                yield child


def _has_an_entry(site: Site, section: str) -> bool:
    """The portal itself names the section: what stands there is what it offers, and no other page is it."""
    return any(
        candidate.how in _ENTRIES and candidate.strength >= _ENTRY and own_host(candidate.page.url, site.target)
        for candidate in site.candidates(section)
    )


def _without_a_name(site: Site, section: str, visited: Sequence[str]) -> Iterator[Candidate]:
    """Pages of the menus that hold the section's matter under a name that we do not know."""
    for candidate in [each for each in site.unnamed(section) if each.url not in visited][:_MOST_UNNAMED]:
        yield candidate
        yield from _framed(site, candidate)


def _children(site: Site, hub: Candidate) -> Iterator[Candidate]:
    """Pages one click below: the entries of the menu that the label opens, the short links of the page it leads to."""
    label = fold(hub.label)
    below = [
        link
        for link in hub.page.view.links
        if label and fold(link.context) == label and link.region in (Region.NAV, Region.HEADER)
    ]
    if hub.page_found is not None and hub.page_found is not site.home:
        below.extend(link for link in site.own_links(hub.page_found) if 0 < len(fold(link.label).split()) <= 6)
    for link in below[:_MOST_CHILDREN]:
        state = state_of(site, link.url, hub.page)
        found = site.page(link.url) if link.url else None
        if state is State.ALIVE and found is not None and not _names_another(site, hub.section, link.label):
            yield _child(hub, link, state, found)


def _names_another(site: Site, section: str, label: str) -> bool:
    """The label is another section's own name and says nothing of this one."""
    found = site.lexicon.match_label(label)
    clear = any(match.strength >= _ANOTHER for match in found)
    return clear and all(match.section != section for match in found)


def _framed(site: Site, hub: Candidate) -> Iterator[Candidate]:
    """Pages that the section's page shows in frames: they are its content."""
    if hub.page_found is None or hub.page_found is site.home:
        return
    how = "label" if hub.how in ("heading", "address") else hub.how
    for link in own_frames(site, hub.page_found)[:_MOST_FRAMES]:
        state = state_of(site, link.url, hub.page_found)
        if state is State.ALIVE and link.url:
            found = site.page(link.url)
            yield replace(
                hub, url=link.url, how=how, xpath=link.xpath, page=hub.page_found, state=state, page_found=found
            )


def _unseen_frame(site: Site, candidate: Candidate) -> Candidate | None:
    """The frame of an otherwise empty page that could not be looked into."""
    page = candidate.page_found
    if page is None or page is site.home or substance(site, page).state is not PageState.EMPTY:
        return None
    for link in own_frames(site, page)[:_MOST_FRAMES]:
        state = state_of(site, link.url, page)
        if state not in (State.ALIVE, State.DEAD, State.NOWHERE):
            return replace(candidate, url=link.url, state=state)
    return None


def _child(hub: Candidate, link: Link, state: State, found: SitePage) -> Candidate:
    return replace(
        hub,
        url=link.url,
        label=link.label,
        strength=round(hub.strength * _CHILD_FACTOR, 4),
        how="child",
        xpath=link.xpath,
        region=link.region,
        state=state,
        page_found=found,
    )


def _opened(site: Site, candidate: Candidate, *, files: bool) -> Candidate:
    """A candidate that leads to a file, with the file as its page; unread where nobody looks into files."""
    if candidate.state is not State.ALIVE or candidate.page_found is not None or candidate.url is None:
        return candidate
    found = site.file_page(candidate.url) if files else None
    return replace(candidate, state=State.ALIVE if found else State.UNREAD, page_found=found)


def _look_at(site: Site, candidate: Candidate, judge: Judge, looked: _Looked) -> None:
    if candidate.url:
        looked.visited.append(candidate.url)
    if candidate.state is State.ALIVE and candidate.page_found is not None:
        judged = _of_error_page(site, candidate.page_found) or judge(site, candidate, candidate.page_found)
        if judged.refused and site.content_by_script(candidate.page_found):
            looked.unseen.append(replace(candidate, state=State.SHELL))
        elif judged.refused and legacy_font_share(site.own_text(candidate.page_found)) >= _LEGACY:
            looked.judged.append((_OLD_FONT, candidate))
        elif judged.refused and (frame := _unseen_frame(site, candidate)) is not None:
            looked.unseen.append(frame)
        elif judged.refused:
            looked.refused.append((judged, candidate))
            looked.misses.append(miss(candidate, judged.reason))
        else:
            looked.judged.append((judged, candidate))
        return
    if candidate.state in _REFUSALS:
        looked.misses.append(miss(candidate, _REFUSALS[candidate.state]))
    elif candidate.state is State.NATIONAL and _is_front(candidate.url or ""):
        looked.misses.append(miss(candidate, _FRONT))
    else:
        looked.unseen.append(candidate)


def _of_error_page(site: Site, page: SitePage) -> Judged | None:
    """An error page holds nothing, whatever is looked for and whatever it lists below its message."""
    held = substance(site, page) if page is not site.home else None
    if held is None or held.state is not PageState.ERROR:
        return None
    return Judged(0.0, 0.0, held.state.value, held.reason)


def _is_front(url: str) -> bool:
    return url.rstrip("/") == site_of(url)


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
    credible = [item for item in looked.unseen if item.strength >= _CREDIBLE.get(item.how, _CREDIBLE_NAME)]
    credible = [item for item in credible if not _beside_own(site, item, looked)]
    if credible:
        return _unseen(probe, credible[0], searched)
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
