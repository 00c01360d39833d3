"""The portal's services against a national list of procedures given to the audit. Decree 43 Art. 18(1), Circular 32
Art. 6(3). Without such a list nothing is said."""

from collections.abc import Sequence
from typing import Literal

from checks.absence import unknown
from checks.observations import Observation
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.services.entries import Entry
from checks.services.listing import read_listing
from checks.services.national_list import NationalList, national_list
from checks.services.sample_share import nothing_asked, trace_of
from checks.site import Site
from domain.findings import Text2
from domain.procedures import procedure_key
from domain.text import fold

NAME = "national_services"


class NationalParams(Params):
    """`aspect`: whether a service's code is in the national list, or whether its name is the one under that code."""

    aspect: Literal["listed", "names"]


def run(site: Site, params: NationalParams, _requirement: Requirement) -> Observation:
    national = national_list(site)
    coded = [entry for entry in read_listing(site).entries if entry.code]
    if national is None:
        return unknown(NAME, "not_given", _ungiven(site))
    if not coded:
        said = Text2("Không dịch vụ nào nêu mã để đối chiếu.", "No service gives its code to compare by.")
        return unknown(NAME, "no_codes", said)
    return _share(site, params, national, coded)


def _lacks(site: Site) -> Text2 | None:
    return _ungiven(site) if national_list(site) is None else None


def _ungiven(site: Site) -> Text2:
    """Without the list, codes show only that there is something to compare: a code alone proves no publication."""
    count = len(read_listing(site).entries)
    coded = sum(1 for entry in read_listing(site).entries if entry.code)
    return Text2(
        f"Lần kiểm tra này không có danh sách quốc gia để đối chiếu; {coded}/{count} dịch vụ nêu mã thủ tục.",
        f"No national list was given to this audit to compare with; {coded} of {count} services give their code.",
    )


def _share(site: Site, params: NationalParams, national: NationalList, coded: Sequence[Entry]) -> Observation:
    known = [entry for entry in coded if procedure_key(entry.code) in national.names]
    asked = known if params.aspect == "names" else coded
    if not asked:
        return nothing_asked(
            NAME, Text2("Không mã nào có trong danh sách quốc gia.", "No code is in the national list.")
        )
    right = known
    if params.aspect == "names":
        right = [entry for entry in known if fold(entry.name) == fold(national.names[procedure_key(entry.code)])]
    share = round(len(right) / len(asked), 4)
    wrong = [entry for entry in asked if entry not in right]
    vi = f"{len(right)}/{len(asked)} dịch vụ có mã {_VI[params.aspect]}."
    en = f"{len(right)} of {len(asked)} services with a code {_EN[params.aspect]}."
    if wrong:
        vi += f" Khác, ví dụ: {wrong[0].code} “{wrong[0].name[:80]}”."
        en += f" Not so, such as: {wrong[0].code} “{wrong[0].name[:80]}”."
    source = site.record_evidence(national.capture, NAME, excerpt=str(national.capture.notes.get("source", "")))
    evidence = (source, *(entry.seen for entry in (*right[:3], *wrong[:3])))
    code = "full" if share >= 1 else "some" if share > 0 else "none"
    searched = trace_of(site, asked)
    return Observation(NAME, share, 0.0, code, Text2(vi, en), evidence, searched)


_VI = {"listed": "có trong danh sách quốc gia", "names": "mang đúng tên trong danh sách quốc gia"}
_EN = {"listed": "are in the national list", "names": "bear the name of the national list"}

PROBE = ProbeKind(
    NAME,
    NationalParams,
    run,
    Text2(
        "Dịch vụ của cổng đối chiếu theo mã với danh sách quốc gia được cung cấp cho lần kiểm tra.",
        "The portal's services compared by code with a national list given to the audit.",
    ),
    lacks=_lacks,
)
