"""Figures that a portal publishes on its online services: use, progress, dossiers handled; the five of the year's
statistics. Decree 43 Art. 18(3), Circular 32 Art. 11(3). Those of the service portal as a whole count half.
"""

from collections.abc import Mapping, Sequence

from pydantic import Field as Given

from checks.absence import absent
from checks.observations import Observation
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.services.details import details_of
from checks.services.dossiers import Figure, dossier_figures, figures_of
from checks.services.entries import Entry
from checks.services.listing import read_listing
from checks.services.own_place import Looked
from checks.services.sample import online_sample
from checks.services.sample_share import no_online, trace_of
from checks.site import Site
from domain.findings import Text2

NAME = "service_figures"
_SECTION = "service_statistics"
_HALF = 0.5


class AskedFigure(Params):
    """A figure, and the kinds that show it."""

    name: str
    en: str
    kinds: tuple[str, ...] = Given(min_length=1)


class FiguresParams(Params):
    """The figures that are asked for."""

    asked: tuple[AskedFigure, ...] = Given(min_length=1)


def run(site: Site, params: FiguresParams, _requirement: Requirement) -> Observation:
    settled = no_online(site, NAME)
    if settled is not None:
        return settled
    whole = {figure.kind: figure for figure in dossier_figures(site)}
    seen = [entry for entry in online_sample(read_listing(site)) if details_of(site, entry).looked is Looked.READ]
    each = {entry: {figure.kind: figure for figure in figures_of(site, entry)} for entry in seen}
    told = [(asked, *_earned(asked.kinds, each, whole)) for asked in params.asked]
    share = round(sum(value for _, value, _ in told) / len(told), 4)
    if not any(figure for _, _, figure in told):
        said = Text2("Không thấy số liệu nào về hồ sơ.", "No figure on dossiers was found.")
        return absent(site, NAME, _SECTION, reason=said)
    return _told(site, told, share)


def _earned(
    kinds: tuple[str, ...], each: Mapping[Entry, Mapping[str, Figure]], whole: Mapping[str, Figure]
) -> tuple[float, Figure | None]:
    """Per service where its own page tells, else the portal's at a half."""
    common = next((whole[kind] for kind in kinds if kind in whole), None)
    floor = _HALF if common is not None else 0.0
    own = [next((told[kind] for kind in kinds if kind in told), None) for told in each.values()]
    shown = [figure for figure in own if figure is not None]
    if not shown:
        return floor, common
    return round(sum(1.0 if figure is not None else floor for figure in own) / len(own), 4), shown[0]


def _told(site: Site, told: Sequence[tuple[AskedFigure, float, Figure | None]], share: float) -> Observation:
    given = [(asked, figure) for asked, _, figure in told if figure is not None]
    lacking = [asked for asked, _, figure in told if figure is None]
    shown = [figure for _, figure in given]
    vi = f"Nêu {len(given)}/{len(told)} số liệu: {', '.join(f'{each.name} {item.value}' for each, item in given)}."
    en = (
        f"{len(given)} of {len(told)} figures are told: {', '.join(f'{each.en} {item.value}' for each, item in given)}."
    )
    if lacking:
        vi += f" Thiếu: {', '.join(each.name for each in lacking)}."
        en += f" Lacking: {', '.join(each.en for each in lacking)}."
    searched = trace_of(site, online_sample(read_listing(site)))
    code = "full" if share >= 1 else "some"
    return Observation(NAME, share, 0.0, code, Text2(vi, en), tuple(item.evidence for item in shown), searched)


PROBE = ProbeKind(
    NAME,
    FiguresParams,
    run,
    Text2(
        "Số liệu về hồ sơ và việc sử dụng của dịch vụ mức độ 3, 4; số liệu chung của cả trang tính một nửa.",
        "Figures on dossiers and use of level 3-4 services; those of the portal as a whole count half.",
    ),
)
