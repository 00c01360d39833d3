"""The made-up portals as an operator would register them: the text of a targets file."""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from domain.agencies import Target


def targets_yaml(targets: Iterable[Target], crawl: Mapping[str, float] | None = None) -> str:
    """A register of these targets; `crawl` sets the overrides of each (default: no spacing, they are ours)."""
    agencies = {target.agency.id: _entry(target, crawl or {"delay": 0}) for target in targets}
    return yaml.safe_dump({"agencies": agencies}, allow_unicode=True, sort_keys=False)


def _entry(target: Target, crawl: Mapping[str, float]) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "name": target.agency.name,
        "kind": target.agency.kind.value,
        "portal": target.portal,
        "resolve": dict(target.resolve),
        "crawl": dict(crawl),
    }
    if target.agency.name_en:
        entry["name_en"] = target.agency.name_en
    if target.subordinates:
        entry["subordinates"] = list(target.subordinates)
    if target.hosts:
        entry["hosts"] = [{"host": host.host, "role": host.role.value} for host in target.hosts]
    return entry
