"""Do the front page, a list and an article fit the screen of a phone, or is there a version for it? TT32 Art. 17(1).

The layout was measured in a browser during the audit. A page that no browser measured is not judged: neither a viewport
in the head nor its absence says how the page looks.
"""

from dataclasses import dataclass

from checks.absence import ENOUGH_NAVIGATION
from checks.articles import read_articles
from checks.browser_records import Measured, measured
from checks.mobile_version import mobile_version
from checks.navigation import read_navigation
from checks.observations import NONE, Observation
from checks.page_samples import KIND_NAMES, PageKind, SampledPage, page_samples
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.site import Site
from checks.states import State
from domain.captures import CaptureKind
from domain.findings import Evidence, SearchTrace, Text2

NAME = "phone_layout"
_KINDS = (PageKind.HOME, PageKind.LIST, PageKind.ARTICLE)
_ENOUGH = 0.5  # of the kinds must have been measured
_WIDER = 1.1  # laid out so much wider than the screen: not made for it


class PhoneLayoutParams(Params):
    """`outside`: share of letters that may stand beside the screen; `small`: share of letters too small to read."""

    outside: float = 0.1
    small: float = 0.5


@dataclass(frozen=True, slots=True)
class _Told:
    """What one page came to. `fits` is None where it could not be seen."""

    kind: PageKind
    fits: bool | None
    reason: Text2
    evidence: Evidence | None = None


def run(site: Site, params: PhoneLayoutParams, _requirement: Requirement) -> Observation:
    sampled = {each.kind: each for each in page_samples(site)}
    told = [_judge(site, sampled[kind], params) for kind in _KINDS if kind in sampled]
    seen = [each for each in told if each.fits is not None]
    evidence = tuple(each.evidence for each in told if each.evidence is not None)
    reason = Text2("; ".join(each.reason.vi for each in told) + ".", "; ".join(each.reason.en for each in told) + ".")
    if len(seen) < _ENOUGH * len(_KINDS) and not _nothing_else(site, told):
        return Observation(NAME, NONE, 1.0, "not_measured", reason, evidence)
    fit = sum(1 for each in seen if each.fits)
    code = "full" if fit == len(seen) else "some_fit" if fit else "too_wide"
    searched = SearchTrace(sections=tuple(each.page.url for each in sampled.values()), pages=len(site.pages))
    return Observation(NAME, round(fit / len(seen), 4), 0.0, code, reason, evidence, searched)


def _nothing_else(site: Site, told: list[_Told]) -> bool:
    """Whether a portal without lists and articles was looked through, and none of what it has fits."""
    looked = read_navigation(site).coverage >= ENOUGH_NAVIGATION and not read_articles(site).unread
    return looked and bool(told) and all(each.fits is False for each in told)


def _judge(site: Site, sampled: SampledPage, params: PhoneLayoutParams) -> _Told:
    layout = measured(site, sampled.page, CaptureKind.LAYOUT)
    by_layout = _by_layout(sampled.kind, layout, params) if layout is not None else None
    if by_layout is not None and by_layout.fits:
        return by_layout
    version = mobile_version(site, sampled.page)
    vi, en = KIND_NAMES[sampled.kind]
    if version is not None and version[1] is State.ALIVE:
        said = Text2(f"{vi}: có bản di động {version[0]}", f"{en}: has a mobile version, {version[0]}")
        return _Told(sampled.kind, True, said, _of_version(site, version[0]))
    if version is not None and version[1] in (State.UNFETCHED, State.FAILED, State.SHELL, State.ELSEWHERE):
        said = Text2(
            f"{vi}: bản di động {version[0]} chưa xem được", f"{en}: the mobile version {version[0]} was not seen"
        )
        return _Told(sampled.kind, None, said)
    unseen = Text2(f"{vi}: chưa đo được bằng trình duyệt", f"{en}: not measured in a browser")
    return by_layout or _Told(sampled.kind, None, unseen)


def _of_version(site: Site, url: str) -> Evidence | None:
    capture = site.capture(url)
    return site.record_evidence(capture, NAME, excerpt=url, value="mobile") if capture is not None else None


def _by_layout(kind: PageKind, layout: Measured, params: PhoneLayoutParams) -> _Told | None:
    """None where the record says too little."""
    width = layout.number("width")
    laid_out = layout.number("layout_width") or layout.number("inner_width")
    letters = layout.number("letters") or 0.0
    if not width or not laid_out:
        return None
    vi, en = KIND_NAMES[kind]
    if laid_out > _WIDER * width:
        said = Text2(
            f"{vi}: dàn cho màn hình rộng {laid_out:.0f} điểm", f"{en}: laid out for a screen {laid_out:.0f} wide"
        )
        return _told(kind, False, said, layout, "/layout_width", laid_out)
    outside = (layout.number("letters_outside") or 0.0) / letters if letters else 0.0
    if outside > params.outside:
        share = round(100 * outside)
        said = Text2(f"{vi}: {share} % chữ nằm ngoài màn hình", f"{en}: {share} % of the text is beside the screen")
        return _told(kind, False, said, layout, "/letters_outside", outside)
    small = (layout.number("small_letters") or 0.0) / letters if letters else 0.0
    if small > params.small:
        share = round(100 * small)
        said = Text2(f"{vi}: {share} % chữ quá nhỏ để đọc", f"{en}: {share} % of the text is too small to read")
        return _told(kind, False, said, layout, "/small_letters", small)
    return _told(kind, True, Text2(f"{vi}: vừa màn hình", f"{en}: fits the screen"), layout, "/layout_width", laid_out)


def _told(kind: PageKind, fits: bool, said: Text2, layout: Measured, pointer: str, value: float) -> _Told:
    pointer = pointer if pointer.strip("/") in layout.data else "/width"
    return _Told(kind, fits, said, layout.evidence(pointer, NAME, excerpt=said.vi, value=f"{value:.2f}"))


PROBE = ProbeKind(
    NAME,
    PhoneLayoutParams,
    run,
    Text2(
        "Trang chủ, một danh sách và một bài: bố cục trên màn hình điện thoại, hoặc bản di động.",
        "Home, a list and an article: their layout on a phone's screen, or a mobile version.",
    ),
)
