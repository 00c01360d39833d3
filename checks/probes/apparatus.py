"""The administrative apparatus of a territory: specialised bodies, and the units one level down.

Decree 43 Art. 10(1)(a), second dash. Both kinds named are full, one most, only the leading body some.
"""

from checks.candidates import Candidate
from checks.commune_names import commune_names
from checks.judged import Judged, refuse
from checks.linked_files import judge_section_by_files
from checks.observations import FULL, MOST, SOME, Observation
from checks.probe_kind import ProbeKind, SectionParams
from checks.probes.structure import ENOUGH_UNITS, chart_of, refused_page, section_text
from checks.requirement import Requirement
from checks.site import Site
from checks.site_page import SitePage
from checks.substance import told_lines
from checks.unit_names import units_in
from domain.agencies import Kind
from domain.findings import Text2
from domain.text import fold

NAME = "apparatus"
_BODIES = {
    Kind.PROVINCE: ("Sở", "Ban Dân tộc", "Ban Quản lý", "Thanh tra tỉnh", "Thanh tra Thành phố", "Văn phòng UBND"),
    Kind.DISTRICT: ("Phòng", "Thanh tra", "Văn phòng"),
    Kind.COMMUNE: ("Phòng", "Văn phòng", "Ban"),
}
_LOWER = {
    Kind.PROVINCE: ("UBND huyện", "UBND thành phố", "UBND thị xã", "UBND quận", "Huyện", "Thành phố", "Thị xã", "Quận",
                    "UBND xã", "UBND phường", "Xã", "Phường"),
    Kind.DISTRICT: ("UBND xã", "UBND phường", "UBND thị trấn", "Xã", "Phường", "Thị trấn"),
    Kind.COMMUNE: ("Thôn", "Ấp", "Bản", "Làng", "Tổ dân phố", "Khu phố", "Buôn", "Khóm"),
}  # fmt: skip
_NO_UNITS = refuse(
    "no_units",
    "Trang không nêu tên cơ quan chuyên môn hay đơn vị hành chính nào.",
    "The page names no specialised body and no lower unit.",
)
_LEADING = ("uy ban nhan dan", "ubnd", "chu tich", "hoi dong nhan dan")


def run(site: Site, params: SectionParams, _requirement: Requirement) -> Observation:
    return judge_section_by_files(site, params.section, NAME, _judge)


def _judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
    refused = refused_page(site, candidate, page)
    if refused is not None:
        return refused
    kind = site.target.agency.kind if site.target.agency.kind in _BODIES else Kind.DISTRICT
    lines = told_lines(site, page)
    text = section_text(site, candidate, page, lines)
    bodies, lower = units_in(site, text, _BODIES[kind]), _lower_units(site, text, kind)
    named = [units for units in (bodies, lower) if len(units) >= ENOUGH_UNITS]
    if candidate.how == "content" and bodies not in named:
        return _NO_UNITS  # any news names communes
    place = lines[0].xpath if lines else "/html"
    if named:
        block = next((block for block in lines if named[0][0][:30] in block.text), lines[0] if lines else None)
        excerpt = block.text if block else named[0][0]
        shown = f"{len(bodies)} + {len(lower)}"
        evidence = (site.evidence(page, block.xpath if block else place, NAME, excerpt=excerpt, value=shown),)
        reason = Text2(
            f"Nêu tên {len(bodies)} cơ quan chuyên môn và {len(lower)} đơn vị hành chính cấp dưới.",
            f"Names {len(bodies)} specialised bodies and {len(lower)} lower units.",
        )
        full = len(named) == len((bodies, lower))
        return Judged(FULL if full else MOST, 0.0, "full" if full else "most", reason, evidence)
    chart = chart_of(site, candidate, page)
    if chart is not None:
        return chart
    leading = next((block for block in lines if any(word in fold(block.text) for word in _LEADING)), None)
    if leading is not None and (bodies or lower or is_about(candidate)):
        reason = Text2("Chỉ nêu cơ quan lãnh đạo, không có cơ quan chuyên môn.", "Only the leading body is named.")
        evidence = (site.evidence(page, leading.xpath, NAME, excerpt=leading.text),)
        return Judged(SOME, 0.0, "some", reason, evidence)
    return _NO_UNITS


def _lower_units(site: Site, text: str, kind: Kind) -> tuple[str, ...]:
    """The units one level down: lines and sentences name them with a capital or without ("huyện Hòn Lau"), or once for
    all ("Các xã: Nậm Cang, Bản Lầu")."""
    words = tuple(dict.fromkeys(form for word in _LOWER[kind] for form in (word, word[0].lower() + word[1:])))
    listed = commune_names(text.splitlines()) if kind is Kind.DISTRICT else ()
    return max(units_in(site, text, words), listed, key=len)


def is_about(candidate: Candidate) -> bool:
    return candidate.strength >= 0.9 and candidate.how != "child"


PROBE = ProbeKind(
    NAME,
    SectionParams,
    run,
    Text2(
        "Nêu tên các cơ quan chuyên môn và đơn vị hành chính cấp dưới.",
        "Names the specialised bodies and the units one level down.",
    ),
)
