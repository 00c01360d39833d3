"""What axe-core found on a page, rule by rule: counts of elements that pass, fail or stay in doubt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checks.browser_records import Measured

_TOLD = 20  # nodes of a record that are looked through


@dataclass(frozen=True, slots=True)
class AxeCount:
    """Elements under some rules. `pointer`: where in the record the first offender stands, "" where none fails."""

    passed: int
    failed: int
    doubtful: int
    pointer: str = ""
    offending: str = ""
    ran: str = ""  # where a rule of these that passes is named, "" where none does

    @property
    def count(self) -> int:
        return self.passed + self.failed + self.doubtful

    def holds(self, share: float) -> bool | None:
        """Whether so many of the tested elements pass; None where doubt decides, or nothing was tested."""
        if not self.count:
            return None
        if self.failed > (1 - share) * self.count + 1e-9:
            return False
        if self.passed >= share * self.count - 1e-9:
            return True
        decided = self.passed + self.failed
        if decided < self.doubtful:
            return None
        return self.passed >= share * decided - 1e-9


def axe_count(axe: Measured, rules: Sequence[str]) -> AxeCount:
    passed, ran = _passes(axe.data, rules)
    failed, pointer, offending = _of(axe.data, "violations", rules)
    doubtful, _, _ = _of(axe.data, "incomplete", rules)
    return AxeCount(passed, failed, doubtful, pointer, offending, ran)


def moving_texts(axe: Measured) -> list[tuple[str, str]]:
    """Texts that were seen to move or blink: where they stand in the record, and what they say."""
    found = axe.data.get("moving")
    listed = found[:_TOLD] if isinstance(found, list) else []
    return [
        (f"/moving/{place}", str(each.get("text", ""))) for place, each in enumerate(listed) if isinstance(each, dict)
    ]


def _passes(data: Mapping[str, Any], rules: Sequence[str]) -> tuple[int, str]:
    counts = data.get("passed")
    if isinstance(counts, dict):
        found = {rule: counts[rule] for rule in rules if isinstance(counts.get(rule), int)}
        return sum(found.values()), next((f"/passed/{rule}" for rule in found), "")
    names = data.get("passes")
    listed = list(names) if isinstance(names, list) else []
    found_at = [listed.index(rule) for rule in rules if rule in listed]
    return len(found_at), f"/passes/{found_at[0]}" if found_at else ""


def _of(data: Mapping[str, Any], kind: str, rules: Sequence[str]) -> tuple[int, str, str]:
    """How many elements, where the first rule of these stands, and the first element's markup."""
    total, pointer, offending = 0, "", ""
    found = data.get(kind)
    for place, each in enumerate(found if isinstance(found, list) else []):
        if not isinstance(each, dict) or each.get("id") not in rules:
            continue
        count = each.get("count")
        total += count if isinstance(count, int) and count > 0 else 1
        if not pointer:
            pointer, offending = _first_node(kind, place, each)
    return total, pointer, offending


def _first_node(kind: str, place: int, rule: Mapping[str, Any]) -> tuple[str, str]:
    nodes = rule.get("nodes")
    if isinstance(nodes, list) and nodes and isinstance(nodes[0], dict):
        return f"/{kind}/{place}/nodes/0", str(nodes[0].get("html") or nodes[0].get("target") or "")[:200]
    return f"/{kind}/{place}", str(rule.get("id", ""))
