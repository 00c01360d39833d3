"""What the list says of each service: its level, its field, its level of government. Decree 43 Art. 18(2), Circular 32
Art. 6(2). The share of listed services; a filter by the same thing covers them all.

The words of Decree 42/2022 state a level under its own catalogue only; those of Decree 224/2026 none of either.
"""

from typing import Literal

from pydantic import Field as Given

from checks.absence import ENOUGH_NAVIGATION, unknown
from checks.navigation import read_navigation
from checks.observations import Observation, Unknown
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.services.details import details_of
from checks.services.entries import ND42_LEVELS, Entry
from checks.services.listing import read_listing
from checks.services.own_place import Looked
from checks.services.sample import SAMPLE, in_turn
from checks.services.sample_share import nothing_asked, trace_of
from checks.site import Site
from checks.site_page import SitePage
from domain.agencies import Kind
from domain.findings import Evidence, Text2
from domain.text import fold, slug_words
from pages.view import Form

NAME = "service_entries"
_SHOWN = 6
_LEAST_OPTIONS = 3
_SEVERAL_LEVELS = frozenset({Kind.PROVINCE})


class EntriesParams(Params):
    """`aspect`: what is asked of each entry. `levels`: claimed levels that count as stated. `filters`: how a select box
    is called that chooses by it; one covers all entries."""

    aspect: Literal["level", "field", "admin_level"]
    levels: tuple[str, ...] = Given(default=())
    filters: tuple[str, ...] = Given(default=())


def run(site: Site, params: EntriesParams, _requirement: Requirement) -> Observation:
    entries = read_listing(site).entries
    if not entries:
        return unknown(NAME, "no_list", Text2("Chưa có danh sách để xét.", "There is no list to look at."))
    told = [entry for entry in entries if _tells(params, entry)]
    if params.aspect == "admin_level":
        settled = _one_level(site, told)
        if settled is not None:
            return settled
    filtered = _filter(site, params)
    if filtered is not None and len(told) < len(entries):
        said = Text2(f"Có bộ lọc theo {_VI[params.aspect]}.", f"There is a filter by {_EN[params.aspect]}.")
        return Observation(NAME, 1.0, 0.0, "filter", said, (filtered,))
    return _share(site, params, told)


def _tells(params: EntriesParams, entry: Entry) -> bool:
    if params.aspect == "level":
        return entry.level in params.levels
    return bool(entry.field if params.aspect == "field" else entry.admin_level)


def _share(site: Site, params: EntriesParams, told: list[Entry]) -> Observation:
    entries = read_listing(site).entries
    share = round(len(told) / len(entries), 4)
    rest = _unread(site, params, told) if params.aspect == "level" else 0.0
    vi = f"{len(told)}/{len(entries)} dịch vụ trong danh sách nêu {_VI[params.aspect]}."
    en = f"{len(told)} of {len(entries)} listed services state their {_EN[params.aspect]}."
    other = [entry for entry in entries if entry.level in ND42_LEVELS and entry.level not in params.levels]
    if params.aspect == "level" and other:
        vi += f" {len(other)} dịch vụ ghi theo Nghị định 42/2022 (toàn trình, một phần), không phải mức độ 1-4."
        en += f" {len(other)} use the wording of Decree 42/2022, which states no level 1-4."
    searched = trace_of(site, entries)
    shown = [_seen(entry, params.aspect) for entry in told[:_SHOWN]]
    evidence = tuple(shown or [entry.seen for entry in (other or entries)[:2]])
    code = "full" if share >= 1 else "some" if share > 0 else "none"
    human = params.aspect == "admin_level" and not told and site.target.agency.kind not in _SEVERAL_LEVELS
    if human:
        said = Text2(
            f"{vi} Cần người xem có phải mọi dịch vụ cùng một cấp không.",
            f"{en} Whether all are of one level is for a person.",
        )
        return Observation(NAME, 0.0, 1.0, "one_level", said, evidence, searched, Unknown.HUMAN)
    if not told and not other and read_navigation(site).coverage < ENOUGH_NAVIGATION:
        return Observation(NAME, 0.0, 1.0, "coverage", Text2(vi, en), evidence, searched)
    figures = (("services", float(len(entries))), ("share", share))
    return Observation(NAME, share, rest, code, Text2(vi, en), evidence, searched, figures=figures)


def _unread(site: Site, params: EntriesParams, told: list[Entry]) -> float:
    """Services whose level the list does not state may state it on their own pages: unknown while those are unread. The
    first of them in the order of the sample speak for all."""
    silent = [
        entry for entry in in_turn(read_listing(site)) if not _tells(params, entry) and entry.level not in ND42_LEVELS
    ]
    looked = [entry for entry in silent[:SAMPLE] if details_of(site, entry).looked is not Looked.UNSEEN]
    if not silent or 2 * len(looked) >= len(silent[:SAMPLE]):
        return 0.0
    return min(
        round(len(silent) / len(read_listing(site).entries), 4),
        round(1 - len(told) / len(read_listing(site).entries), 4),
    )


def _one_level(site: Site, told: list[Entry]) -> Observation | None:
    levels = {entry.admin_level for entry in told}
    if len(levels) != 1 or len(told) < len(read_listing(site).entries):
        return None
    said = Text2("Mọi dịch vụ trong danh sách cùng một cấp.", "All listed services are of one level of government.")
    return nothing_asked(NAME, said)


def _filter(site: Site, params: EntriesParams) -> Evidence | None:
    """A select box on a page of the list that chooses by the thing asked for, with options of its own."""
    names = tuple(fold(name) for name in params.filters)
    for url in dict.fromkeys(entry.seen.url for entry in read_listing(site).entries):
        page = site.page(url)
        found = _select(page, names) if page is not None else None
        if page is not None and found is not None:
            form, label = found
            return site.evidence(page, form.xpath, NAME, excerpt=label, value=params.aspect)
    return None


def _select(page: SitePage, names: tuple[str, ...]) -> tuple[Form, str] | None:
    for form in page.view.forms:
        for field in form.fields:
            said = f" {fold(field.label)} {slug_words(field.name)} {fold(field.options[0]) if field.options else ''} "
            joined = said.replace(" ", "")
            named = any(f" {name} " in said or name.replace(" ", "") in joined for name in names)
            if named and field.type == "select" and len(field.options) >= _LEAST_OPTIONS:
                return form, field.label or field.name
    return None


def _seen(entry: Entry, aspect: str) -> Evidence:
    """Where the list says it; a level may stand in another place than its service."""
    return entry.level_seen or entry.seen if aspect == "level" else entry.seen


_VI = {"level": "mức độ", "field": "lĩnh vực", "admin_level": "cấp hành chính"}
_EN = {"level": "level", "field": "field", "admin_level": "level of government"}

PROBE = ProbeKind(
    NAME,
    EntriesParams,
    run,
    Text2(
        "Tỷ lệ dịch vụ trong danh sách nêu mức độ, lĩnh vực hoặc cấp hành chính; bộ lọc tính cho tất cả.",
        "The share of listed services that state level, field or level of government; a filter covers all.",
    ),
)
