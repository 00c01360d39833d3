"""Chart or text of an agency's own structure. Decree 43 Art. 10(1)(a), first dash.

Units named in readable text are full; a chart whose names could not be read is most, and the rest is unknown; a part
of the units is some.
"""

from checks.candidates import Candidate
from checks.dead_files import is_dead_file
from checks.judged import AT_HOME, Judged, refuse
from checks.linked_files import judge_section_by_files
from checks.observations import FULL, MOST, SOME, Observation
from checks.passages import names
from checks.pictures import own_pictures
from checks.probe_kind import ProbeKind, SectionParams
from checks.requirement import Requirement
from checks.site import Site
from checks.site_page import SitePage
from checks.substance import State as Held
from checks.substance import substance, told_lines
from checks.topics import is_stray
from checks.unit_names import units_in
from domain.findings import Evidence, Text2
from domain.text import fold, slug_words
from pages.view import Block, Image, Link, Region

NAME = "structure"
ENOUGH_UNITS = 3
_CHART = ("so do", "co cau", "to chuc", "bo may", "chart", "organization", "sodo", "cocau", "tochuc")
_NEWS_WORDS = 250  # an article that long with hardly a unit is no chart


def run(site: Site, params: SectionParams, _requirement: Requirement) -> Observation:
    return judge_section_by_files(site, params.section, NAME, _judge)


def _judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
    refused = refused_page(site, candidate, page)
    if refused is not None:
        return refused
    lines = told_lines(site, page)
    units = units_in(site, section_text(site, candidate, page, lines))
    if len(units) >= ENOUGH_UNITS:
        reason = Text2(f"Nêu tên {len(units)} đơn vị trực thuộc.", f"Names {len(units)} subordinate units.")
        return Judged(FULL, 0.0, "full", reason, (_first(site, page, lines, units[0]),))
    chart = chart_of(site, candidate, page)
    if chart is not None:
        return chart
    if units:
        reason = Text2(
            f"Chỉ nêu tên {len(units)} đơn vị ({units[0][:60]}).", f"Names only {len(units)} units ({units[0][:60]})."
        )
        return Judged(SOME, 0.0, "some", reason, (_first(site, page, lines, units[0]),))
    return refuse(
        "no_units",
        "Trang không có sơ đồ và không nêu tên đơn vị trực thuộc nào.",
        "The page has no chart and names no subordinate unit.",
    )


def refused_page(site: Site, candidate: Candidate, page: SitePage) -> Judged | None:
    """Why a page cannot serve such a section at all."""
    if page is site.home:
        return AT_HOME
    held = substance(site, page)
    if held.state not in (Held.REAL, Held.DUPLICATE):
        return Judged(0.0, 0.0, held.state.value, held.reason)
    if is_stray(site, candidate, page):
        return refuse("stray", "Trang là một bài khác, không mang tên mục này.", "An article of another name.")
    return None


def section_text(site: Site, candidate: Candidate, page: SitePage, lines: tuple[Block, ...]) -> str:
    """The page's lines, the links of its own side menu, and the entries of the menu that the section's label opens."""
    label = fold(candidate.label)
    side = [link.label for link in site.own_links(page) if link.region in (Region.NAV, Region.ASIDE)]
    menu = [link.label for link in candidate.page.view.links if label and fold(link.context) == label]
    return "\n".join((*(block.text for block in lines), *side, *menu))


def chart_of(site: Site, candidate: Candidate, page: SitePage) -> Judged | None:
    """A picture or file that is the section's chart: named so, or the only content behind a label that names it."""
    held = substance(site, page)
    alone = candidate.strength >= 0.75 and candidate.how != "child" and held.words < _NEWS_WORDS
    pictures = [image for image in own_pictures(site, page) if alone or _is_chart(image)]
    files = [
        link
        for link in site.own_links(page)
        if link.url in held.files and _is_unread(site, link.url) and _named(site, candidate, link)
    ]
    if not pictures and not files:
        return None
    seen = bool(pictures) or any(_was_opened(site, link) for link in files)
    kind = ("ảnh", "a picture") if pictures else ("tệp", "a file")
    reason = Text2(
        f"Có sơ đồ là {kind[0]}, chưa đọc được tên đơn vị trong đó.",
        f"The chart is {kind[1]}; the names in it were not read.",
    )
    place = pictures[0].xpath if pictures else files[0].xpath
    shown = pictures[0].name if pictures else files[0].label
    evidence = (site.evidence(page, place, NAME, excerpt=shown or candidate.label, value=kind[1], confidence=0.7),)
    earned = MOST if seen else 0.0  # the name of a file that nobody opened is a label
    return Judged(earned, round(1 - earned, 4), "unread", reason, evidence)


def _is_chart(image: Image) -> bool:
    said = f"{fold(image.alt)} {fold(image.title)} {slug_words(image.name)}"
    return any(word in said for word in _CHART)


def _named(site: Site, candidate: Candidate, link: Link) -> bool:
    said = f"{fold(link.label)} {slug_words((link.url or '').rsplit('/', 1)[-1])}"
    return names(site, link.label, candidate.section) or any(word in said for word in _CHART)


def _is_unread(site: Site, url: str) -> bool:
    """A file that may be a chart: what was read of others is judged by its text."""
    return site.file_page(url) is None and not is_dead_file(site, url)


def _was_opened(site: Site, link: Link) -> bool:
    capture = site.capture(link.url or "")
    return capture is not None and capture.readable


def _first(site: Site, page: SitePage, lines: tuple[Block, ...], unit: str) -> Evidence:
    block = next((block for block in lines if unit[:30] in block.text), lines[0] if lines else None)
    return site.evidence(
        page, block.xpath if block else "/html", NAME, excerpt=block.text if block else unit, value=unit
    )


PROBE = ProbeKind(
    NAME,
    SectionParams,
    run,
    Text2(
        "Sơ đồ hoặc bài nêu tên các đơn vị trực thuộc của chính cơ quan.",
        "A chart or text that names the agency's own subordinate units.",
    ),
)
