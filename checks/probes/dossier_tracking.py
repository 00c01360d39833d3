"""A look-up of a dossier's state. Circular 32 Art. 9(1)(a): without a log-in full, only behind one most (the rest is
unknown). Automatic notices are for a person.
"""

from dataclasses import replace

from checks.all_candidates import candidates_of
from checks.candidates import Candidate
from checks.filler import says_wall
from checks.judged import Judged, refuse
from checks.observations import FULL, MOST, Observation
from checks.probe_kind import ProbeKind, SectionParams
from checks.requirement import Requirement
from checks.section import MIN_STRENGTH
from checks.services.host_menu import judge_with_menu
from checks.services.sample_share import no_online
from checks.site import Site
from checks.site_page import SitePage
from checks.substance import told_lines
from domain.findings import Text2
from domain.text import fold
from pages.view import Form, Region

NAME = "dossier_tracking"
_TYPES = frozenset({"text", "search", "number", "tel", ""})
_ABOUT = ("ho so", "bien nhan", "ma tra cuu", "so phieu", "cmnd", "can cuoc", "dinh danh")
_LOG_IN = Text2("Chỉ tra cứu được sau khi đăng nhập.", "Dossiers can only be looked up behind a log-in.")
_NOT = ("tu khoa", "email", "gop y")


def run(site: Site, params: SectionParams, _requirement: Requirement) -> Observation:
    settled = no_online(site, NAME)
    if settled is not None:
        return settled
    seen = judge_with_menu(site, params.section, NAME, _judge)
    walled = _behind_wall(site, params.section) if not seen.earned else None
    return seen if walled is None else replace(walled, searched=seen.searched)


def _behind_wall(site: Site, section: str) -> Observation | None:
    """A page so named that only asks to log in: "Vui lòng đăng nhập để tra cứu"."""
    for candidate in candidates_of(site, section):
        page = candidate.page_found
        if candidate.strength < MIN_STRENGTH or candidate.how == "heading" or page is None or page is site.home:
            continue
        wall = next((block for block in told_lines(site, page) if says_wall(block.text)), None)
        if wall is not None:
            evidence = (site.evidence(page, wall.xpath, NAME, excerpt=wall.text, value="log-in"),)
            return Observation(NAME, MOST, round(1 - MOST, 4), "log_in", _LOG_IN, evidence)
    return None


def _judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
    forms = [form for form in page.view.forms if form.region not in (Region.FOOTER,)]
    look_up = next((form for form in forms if _is_look_up(form)), None)
    if look_up is not None:
        evidence = (
            site.evidence(page, look_up.xpath, NAME, excerpt=look_up.text or candidate.label, value=look_up.method),
        )
        said = Text2("Có công cụ tra cứu hồ sơ, không cần đăng nhập.", "A dossier look-up is reached without log-in.")
        return Judged(FULL, 0.0, "full", said, evidence)
    log_in = next((form for form in forms if any(field.type == "password" for field in form.fields)), None)
    if log_in is not None and page is not site.home and candidate.strength:
        evidence = (site.evidence(page, log_in.xpath, NAME, excerpt=candidate.label, value="log-in"),)
        return Judged(MOST, round(1 - MOST, 4), "log_in", _LOG_IN, evidence)
    return refuse(
        "no_look_up",
        f"Trang “{candidate.label[:60]}” không có ô tra cứu hồ sơ.",
        f"“{candidate.label[:60]}” has no field to look a dossier up.",
    )


def _is_look_up(form: Form) -> bool:
    """A form that takes the number of a dossier, and no password."""
    if any(field.type in ("password", "textarea") for field in form.fields):
        return False
    texts = [field for field in form.fields if field.type in _TYPES]
    said = f" {fold(form.text)} " + " ".join(f" {fold(field.label)} " for field in texts)
    fields = " ".join(f" {fold(field.label)} " for field in texts)
    if not texts or any(f" {word} " in fields for word in _NOT):
        return False
    return any(f" {word} " in said for word in _ABOUT)


PROBE = ProbeKind(
    NAME,
    SectionParams,
    run,
    Text2(
        "Công cụ tra cứu tình trạng hồ sơ bằng mã, không cần đăng nhập.",
        "A look-up of a dossier's state by its code, without log-in.",
    ),
)
