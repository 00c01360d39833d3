"""A share over services looked at one by one, as an observation: what was not seen drops out (docs/judging.md 8)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from checks.absence import unknown
from checks.navigation import read_navigation
from checks.observations import Observation, Unknown
from checks.seen_shares import enough_seen
from checks.services.entries import Entry
from checks.services.listing import read_listing
from checks.services.sample import by_other_words, online_sample, rule_of
from checks.site import Site
from domain.findings import Evidence, SearchTrace, Text2

_SHOWN = 6
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Tried:
    """One service: what it earned of 1, None where that was not seen."""

    entry: Entry
    earned: float | None
    evidence: tuple[Evidence, ...] = ()


def nothing_asked(probe: str, reason: Text2) -> Observation:
    """There is nothing of the kind that the row asks about."""
    return Observation(probe, 0.0, 0.0, "nothing_asked", reason, unknown_kind=Unknown.NOT_APPLICABLE)


def no_online(site: Site, probe: str) -> Observation | None:
    """What is to be said of rows on level 3-4 services where the list has none."""
    if online_sample(read_listing(site)):
        return None
    others = by_other_words(read_listing(site))
    if others:
        said = Text2(
            f"{others} dịch vụ ghi theo Nghị định 42/2022 (toàn trình, một phần); danh mục này không quy đổi"
            " sang mức độ 3, 4.",
            f"{others} services use the wording of Decree 42/2022, which this catalogue does not map to level 3 or 4.",
        )
        return unknown(probe, "other_scale", said)
    return nothing_asked(
        probe, Text2("Danh sách không có dịch vụ mức độ 3, 4.", "The list has no service of level 3 or 4.")
    )


def share_of(site: Site, probe: str, tried: Sequence[Tried], what: Text2, none: Text2) -> Observation:
    """The mean over what was seen. `what`: what a service is held to; `none`: what to say where nothing is asked."""
    if not tried:
        return nothing_asked(probe, none)
    seen = [item for item in tried if item.earned is not None]
    searched = trace_of(site, [item.entry for item in tried])
    rule = rule_of(read_listing(site))
    if not enough_seen(len(seen), len(tried)):
        said = Text2(
            f"Chỉ xem được {len(seen)} trong {len(tried)} dịch vụ của mẫu ({rule.vi}).",
            f"Only {len(seen)} of the {len(tried)} sampled services were seen ({rule.en}).",
        )
        return unknown(probe, "unfetched", said, searched=searched)
    sums = [item.earned or 0.0 for item in seen]
    share = round(sum(sums) / len(sums), 4)
    lacking = [item.entry.name[:80] for item in seen if not item.earned]
    vi = f"{what.vi}: {round(100 * share)} % của {len(seen)} dịch vụ đã xem ({rule.vi})."
    en = f"{what.en}: {round(100 * share)} % of {len(seen)} services seen ({rule.en})."
    if lacking:
        names = "; ".join(lacking[:_NAMED])
        vi, en = (
            f"{vi} Không đạt ở {len(lacking)} dịch vụ, ví dụ: {names}.",
            f"{en} Failing: {len(lacking)}, such as {names}.",
        )
    proof = [piece for item in seen if item.earned for piece in item.evidence[:2]]
    proof += [piece for item in seen if not item.earned for piece in item.evidence[:1]]
    figures = (("services", float(len(seen))), ("share", share))
    code = "full" if share >= 1 else "some" if share > 0 else "none"
    evidence = tuple(dict.fromkeys(proof))[:_SHOWN]
    return Observation(probe, share, 0.0, code, Text2(vi, en), evidence, searched, figures=figures)


def trace_of(site: Site, entries: Sequence[Entry]) -> SearchTrace:
    """What was looked at: the services' own pages."""
    urls = tuple(dict.fromkeys(entry.url or entry.seen.url for entry in entries))
    return SearchTrace(
        sections=urls[:20],
        pages=len(site.pages),
        labels=tuple(entry.name[:120] for entry in entries[:10]),
        labels_compared=len(entries),
        navigation=read_navigation(site).coverage,
        unfetched=read_navigation(site).unfetched[:10],
    )


Judge = Callable[[Site, Entry], Tried | None]


def each(site: Site, entries: Sequence[Entry], judge: Judge) -> list[Tried]:
    """Every entry that the judge asks about."""
    return [tried for entry in entries if (tried := judge(site, entry)) is not None]
