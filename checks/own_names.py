"""Whether a text speaks of the agency whose portal it stands on, or of its territory."""

from checks.identity import name_cores, place_of
from checks.site import Site
from domain.agencies import Kind
from domain.text import fold

_TERRITORIAL = frozenset({Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE})


def speaks_of_own(site: Site, text: str) -> bool:
    """Whether a text names the agency, its place, or itself in the words such texts use."""
    folded = f" {fold(text)} "
    agency = site.target.agency
    known = [name for name in (agency.name, *agency.other_names, site.identity.name) if name]
    for name in known:
        place = place_of(name) if agency.kind in _TERRITORIAL else ""
        if any(f" {core} " in folded for core in (*name_cores(name), place) if core):
            return True
    return not known
