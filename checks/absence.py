"""Proof of absence: what was looked at, and whether it was enough to say "not there" (docs/judging.md 5)."""

from collections.abc import Sequence

from checks.candidates import Candidate
from checks.navigation import read_navigation
from checks.observations import NONE, Observation, Unknown
from checks.site import Site
from domain.findings import Evidence, Miss, SearchTrace, Text2

ENOUGH_NAVIGATION = 0.8
_SHOWN_LABELS = 20
_SHOWN_UNFETCHED = 10
_SHOWN_MISSES = 3


def trace(site: Site, section: str, visited: Sequence[str], misses: Sequence[Miss]) -> SearchTrace:
    """The search trace of one section: nearest misses first, labels nearest to the section's own names first."""
    nearest = sorted(misses, key=lambda miss: (-miss.similarity, miss.url, miss.label))[:_SHOWN_MISSES]
    labels = site.lexicon.nearest_labels(section, site.labels, limit=_SHOWN_LABELS) if section else ()
    return SearchTrace(
        sections=tuple(dict.fromkeys(visited))[:_SHOWN_LABELS],
        pages=len(site.pages),
        labels=tuple(label for label, _ in labels),
        labels_compared=len(site.labels),
        misses=tuple(nearest),
        navigation=read_navigation(site).coverage,
        unfetched=read_navigation(site).unfetched[:_SHOWN_UNFETCHED],
    )


def absent(
    site: Site,
    probe: str,
    section: str,
    *,
    visited: Sequence[str] = (),
    misses: Sequence[Miss] = (),
    code: str = "absent",
    reason: Text2 | None = None,
    evidence: tuple[Evidence, ...] = (),
) -> Observation:
    """Says "not there", if enough was looked at to say so; else undetermined with code `coverage`."""
    searched = trace(site, section, visited, misses)
    if site.home is not None and (site.home.view.shell or site.menu_by_script):
        code = "shell" if site.home.view.shell else "script_menu"
        return unknown(probe, code, SHELL_REASON, searched=searched)
    if site.home is None or read_navigation(site).coverage < ENOUGH_NAVIGATION:
        return unknown(probe, "coverage", _coverage_reason(site), searched=searched)
    said = reason or Text2(
        f"Không tìm thấy mục này sau khi xem {searched.pages} trang và so {searched.labels_compared} nhãn.",
        f"Not found after looking through {searched.pages} pages and comparing {searched.labels_compared} labels.",
    )
    return Observation(probe, NONE, 0.0, code, said, evidence, searched)


def unknown(
    probe: str,
    code: str,
    reason: Text2,
    *,
    earned: float = 0.0,
    share: float | None = None,
    evidence: tuple[Evidence, ...] = (),
    searched: SearchTrace | None = None,
    kind: Unknown = Unknown.UNSEEN,
) -> Observation:
    """What could not be looked at: all that is not earned, unless `share` says how much."""
    rest = 1.0 - earned if share is None else share
    return Observation(probe, earned, rest, code, reason, evidence, searched, kind)


SHELL_REASON = Text2(
    "Trang chỉ hiện nội dung bằng trình duyệt (JavaScript); lần kiểm tra này không dùng trình duyệt.",
    "The page shows its content only in a browser (script); this audit used none.",
)


def _coverage_reason(site: Site) -> Text2:
    share = round(100 * read_navigation(site).coverage)
    return Text2(
        f"Chưa xem đủ để kết luận là không có: mới đọc được {share} % địa chỉ trong danh mục của cổng.",
        f"Too little was seen to call it absent: {share} % of the portal's navigation was read.",
    )


def miss(candidate: Candidate, reason: Text2) -> Miss:
    return Miss(candidate.url or "", candidate.label[:200], candidate.strength, reason)
