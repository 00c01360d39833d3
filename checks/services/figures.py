"""The figures of the online-service category: counts and shares by level, the scale of 1, 4 and 8 points, true claims.

One point for a service of level 1 or 2, four for level 3, eight for level 4 (the scale of 2011); 30 % at level 4 asked
for 2020 (Resolution 17/NQ-CP), 100 % for 2021. Words of Decree 42/2022 have no points on that scale.
"""

from collections import Counter
from typing import Any

from checks.services.compare import claim_holds
from checks.services.dossiers import Figure, dossier_figures
from checks.services.entries import ND43_LEVELS, Listing
from checks.services.listing import read_listing
from checks.services.observe import observe, was_seen
from checks.services.sample import rule_of, sampled
from checks.site import Site
from domain.clock import to_iso

POINTS = {"1": 1, "2": 1, "3": 4, "4": 8}
_GOAL_2020 = 0.3


def service_figures(site: Site) -> dict[str, Any]:
    """What is counted of one agency's services; {} where no list was found. Shares are in 0..1 or None."""
    listing = read_listing(site)
    if not listing:
        return {}
    seen = [observe(site, entry) for entry in listing.entries if was_seen(site, entry)]
    told = [claim for observed in seen if (claim := claim_holds(observed)) is not None]
    claimed = Counter(entry.level for entry in listing.entries)
    found = Counter(observed.level or "none" for observed in seen)
    rule = rule_of(listing)
    return {
        **_of_list(listing),
        "claimed": _by_level(claimed),
        "observed": {"of": len(seen), **_by_level(found)},
        "level_4": _level_4(claimed["4"], len(listing.entries)),
        "claims": {"told": len(told), "true": sum(told), "share": _share(sum(told), len(told))},
        "sample": {"size": len(sampled(listing)), "rule": {"vi": rule.vi, "en": rule.en}},
        "dossiers": [_of_dossiers(figure) for figure in dossier_figures(site)],
    }


def _of_list(listing: Listing) -> dict[str, Any]:
    return {
        "total": len(listing.entries),
        "claimed_total": listing.claimed_total,
        "complete": listing.complete,
        "cut": listing.cut,
        "pages": {"read": listing.pages_read, "known": listing.pages_known},
        "duplicates": len(listing.duplicates),
        "scale": listing.scale.value,
    }


def _by_level(levels: Counter[str]) -> dict[str, Any]:
    return {"counts": dict(sorted(levels.items())), "shares": _shares(levels), "points": points_of(levels)}


def _level_4(count: int, whole: int) -> dict[str, Any]:
    return {
        "share": _share(count, whole),
        "goal_2020": _GOAL_2020,
        "goal_2020_reached": count >= _GOAL_2020 * whole,
        "goal_2021": 1.0,
        "goal_2021_reached": count == whole,
    }


def _of_dossiers(figure: Figure) -> dict[str, Any]:
    return {
        "figure": figure.kind,
        "value": figure.value,
        "url": figure.evidence.url,
        "seen": to_iso(figure.seen),
        "period": figure.period,
    }


def points_of(levels: Counter[str]) -> int:
    """The sum on the scale of 1, 4 and 8 points."""
    return sum(POINTS[level] * levels[level] for level in ND43_LEVELS)


def _shares(counts: Counter[str]) -> dict[str, float]:
    whole = sum(counts.values())
    return {level: round(count / whole, 4) for level, count in sorted(counts.items())} if whole else {}


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
