"""Every section's candidates: by what names them, and by the entries that stand under names of other sections."""

from checks.by_entries import with_lists_by_entries
from checks.candidates import Candidate, find_candidates
from checks.per_site import once_per_site
from checks.site import Site


def candidates_of(site: Site, section: str) -> tuple[Candidate, ...]:
    """Where the section may be, best first."""
    return _all(site).get(section, ())


@once_per_site
def _all(site: Site) -> dict[str, tuple[Candidate, ...]]:
    return with_lists_by_entries(site, find_candidates(site))
