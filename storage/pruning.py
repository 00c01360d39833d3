"""Retention at work: archives are rewritten without what the policy drops.

Each archive goes through four states, and a process killed between any two of them leaves the next run one way on:
the new file is complete under a name nobody knows yet; one transaction names it, moves the index and remembers the old
file; the old file is removed; the row forgets it.
"""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from storage.archive.errors import ArchiveError
from storage.archive.places import SUFFIX, relative_path
from storage.archive.store import ArchiveStore
from storage.archive.thinning import Thinned, Thinning, thin_archive
from storage.database import Database
from storage.engine import reading, writing
from storage.pruning_plan import AuditFacts, Plan, plan
from storage.pruning_rows import (
    forget_left_behind,
    note_pruned,
    protected_by_default,
    read_candidates,
    read_facts,
    read_left_behind,
    replace_archive,
)
from storage.retention import Policy

#: Archives looked through in one run; the rest follow in the next.
AT_MOST = 5000
_FAULTS_AT_MOST = 5

#: The ids of the findings whose evidence is never dropped: published ones and contested ones.
Protected = Callable[[Connection], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Pruned:
    """What a run took, or would take. `bytes` of a dry run are those of the records as the index has them."""

    looked_at: int = 0
    archives: int = 0
    records: int = 0
    bytes: int = 0
    by_rule: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


def prune(
    database: Database,
    store: ArchiveStore,
    policy: Policy,
    now: datetime,
    *,
    protected: Protected = protected_by_default,
    dry_run: bool = False,
    at_most: int = AT_MOST,
) -> Pruned:
    """Takes from archives what the policy drops. Faults of single archives are told and do not stop the run, unless
    one follows the other. Raises StorageError."""
    if not dry_run:
        finish_removals(database, store)
    with reading(database.engine) as connection:
        keys = read_candidates(connection, now - policy.earliest, policy.label, now, at_most)
        kept = frozenset(protected(connection))
    rules: Counter[str] = Counter()
    archives = records = freed = in_a_row = 0
    faults: list[str] = []
    for key in keys:
        with reading(database.engine) as connection:
            facts = read_facts(connection, key)
        planned = plan(facts, policy, kept, now)
        try:
            bytes_ = planned.bytes if dry_run else _carry_out(database, store, policy, now, facts, planned)
        except ArchiveError as error:
            faults.append(str(error))
            in_a_row += 1
            if in_a_row >= _FAULTS_AT_MOST:
                break
            continue
        in_a_row = 0
        archives += bool(planned.drop)
        records += len(planned.drop)
        freed += bytes_
        rules.update(why.value for why in planned.drop.values())
    return Pruned(len(keys), archives, records, freed, dict(sorted(rules.items())), tuple(faults))


def finish_removals(database: Database, store: ArchiveStore) -> None:
    """Removes the files that were replaced when a run was killed. Raises ArchiveError, StorageError."""
    with reading(database.engine) as connection:
        left = read_left_behind(connection)
    for key, name in left:
        _remove(database, store, key, name)


def _carry_out(
    database: Database, store: ArchiveStore, policy: Policy, now: datetime, facts: AuditFacts, planned: Plan
) -> int:
    """Bytes freed."""
    row = {
        "audit_key": facts.key,
        "times": facts.times,
        "pruned": now,
        "policy": policy.label,
        "records": len(planned.drop),
        "bytes": 0,
        "replaced": "",
        "due": planned.due,
    }
    if not planned.drop:
        with writing(database.engine) as connection:
            note_pruned(connection, row)
        return 0
    times = facts.times + 1
    name = f"{relative_path(facts.audit, facts.started).removesuffix(SUFFIX)}.r{times}{SUFFIX}"
    thinned = _rewrite(store, facts, planned, name, Thinning(policy.label, now, times))
    with writing(database.engine) as connection:
        replace_archive(connection, facts, name, thinned.index)
        note_pruned(connection, {**row, "times": times, "bytes": thinned.freed, "replaced": facts.archive})
    _remove(database, store, facts.key, facts.archive)
    return thinned.freed


def _rewrite(store: ArchiveStore, facts: AuditFacts, planned: Plan, name: str, how: Thinning) -> Thinned:
    """The new file, complete in the store. One that a killed run left there under the same name is none of anybody."""
    store.remove(name)
    with store.at_hand(facts.archive) as source:
        if not store.remote:
            return thin_archive(source, store.folder / name, planned.drop, how)
        with tempfile.TemporaryDirectory(prefix="portal-audit-prune-") as folder:
            goal = Path(folder) / Path(name).name
            thinned = thin_archive(source, goal, planned.drop, how)
            store.put(goal, name)
            return thinned


def _remove(database: Database, store: ArchiveStore, key: int, name: str) -> None:
    store.remove(name)
    with writing(database.engine) as connection:
        forget_left_behind(connection, key)
