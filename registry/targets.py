"""Entries of the file as the project's own values."""

from collections.abc import Sequence
from dataclasses import replace

from domain.agencies import Agency, CrawlOverrides, DeclaredHost, NotApplicable, Target
from registry.models import AgencyEntry


def to_target(agency: str, entry: AgencyEntry) -> Target:
    """The target of one checked entry. What is only for the operator's eye (sources, marks) stays behind."""
    return Target(
        agency=agency_of(agency, entry),
        portal=entry.portal,
        entries=tuple(entry.entries),
        hosts=tuple(DeclaredHost(item.host, item.role, item.url) for item in entry.hosts),
        resolve=dict(sorted(entry.resolve.items())),
        overrides=CrawlOverrides(
            max_pages=entry.crawl.max_pages,
            delay=None if entry.crawl.delay is None else float(entry.crawl.delay),
            wall_seconds=None if entry.crawl.wall_seconds is None else float(entry.crawl.wall_seconds),
        ),
        not_applicable=tuple(NotApplicable(item.requirement, item.source, item.on) for item in entry.not_applicable),
        subordinates=tuple(entry.subordinates),
        notes=entry.notes,
    )


def agency_of(agency: str, entry: AgencyEntry) -> Agency:
    """The agency alone."""
    return Agency(
        id=agency,
        name=entry.name,
        kind=entry.kind,
        name_en=entry.name_en,
        other_names=tuple(entry.other_names),
        block=entry.block,
        parent=entry.parent,
        valid_from=entry.valid.from_,
        valid_until=entry.valid.until,
        successors=tuple(entry.successors),
        rosters=tuple(entry.rosters),
    )


def with_subordinates(targets: Sequence[Target]) -> tuple[Target, ...]:
    """Each target with the portals of the living agencies whose parent it is, behind those its entry names: judging
    sees only the target's own copy (Decree 43 Art. 16)."""
    below: dict[str, list[str]] = {}
    for target in targets:
        if target.agency.parent is not None and target.agency.valid_until is None:
            below.setdefault(target.agency.parent, []).append(target.portal)
    return tuple(
        replace(target, subordinates=tuple(dict.fromkeys((*target.subordinates, *below[target.agency.id]))))
        if target.agency.id in below
        else target
        for target in targets
    )
