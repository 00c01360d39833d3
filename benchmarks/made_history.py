"""Years of nightly judgings, made up and loaded in bulk, as the program would have stored them night by night.

Each night some findings of each agency change their evidence, and of those one in ten its verdict; all others are
linked again. Captures are left out: they go with the archives' bodies (retention), and no view of the present reads
them.
"""

import json
import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from sqlalchemy import text

from domain.clock import to_iso
from domain.codec import digest_bytes
from storage.database import Database
from storage.tables import evaluation_findings, metadata

REQUIREMENTS = 85
GROUPS = 10
CATALOGUE = "nd43-2011"
FIRST = datetime(2021, 11, 22, 17, tzinfo=UTC)
KINDS = ("ministry", "gov_agency", "province", "directorate", "department", "district", "commune")
_VERDICTS = ("met", "not_met", "partly_met", "undetermined")
_BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Size:
    agencies: int
    nights: int
    changed: float = 1.0  # findings that change per agency and night, on average

    @property
    def audits(self) -> int:
        return self.agencies * self.nights


@dataclass(slots=True)
class _Agency:
    number: int
    findings: list[int]
    verdicts: list[int]
    evaluation: int = 0


@dataclass(slots=True)
class History:
    """Rows as they come, table by table, agencies in turn each night."""

    size: Size
    chance: random.Random = field(default_factory=lambda: random.Random(43))
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    made: int = 0

    def batches(self) -> Iterator[dict[str, list[tuple[Any, ...]]]]:
        """What to insert next; the tables of a batch in the order in which they point to each other."""
        for number in range(REQUIREMENTS):
            self._add("requirements", (number + 1, f"nd43-{number:03d}"))
        self._add("service_lists", (1, "sha256:empty", 0, None, ""))
        agencies = [self._agency(number) for number in range(self.size.agencies)]
        key = 0
        for night in range(self.size.nights):
            for agency in agencies:
                key += 1
                self._audit(agency, key, night)
                if len(self.rows["evaluation_findings"]) > _BATCH * 10:
                    yield self._taken()
        yield self._taken()

    def _taken(self) -> dict[str, list[tuple[Any, ...]]]:
        taken, self.rows = self.rows, {}
        return {table.name: taken[table.name] for table in metadata.sorted_tables if table.name in taken}

    def _add(self, table: str, row: tuple[Any, ...]) -> None:
        self.rows.setdefault(table, []).append(row)

    def _agency(self, number: int) -> _Agency:
        name = f"agency-{number}"
        kind = KINDS[number % len(KINDS)]
        portal = f"http://p{number}.example.gov.vn/"
        self._add("agencies", (name, f"Cơ quan {number}", "", kind, "provinces", None, None, None, portal, True))
        self._add("targets", (number + 1, f"sha256:target-{number}", "{}"))
        verdicts = [self.chance.choice((0, 0, 0, 1, 2, 3)) for _ in range(REQUIREMENTS)]
        made = _Agency(number, [], verdicts)
        made.findings = [self._finding(made, place) for place in range(REQUIREMENTS)]
        return made

    def _finding(self, agency: _Agency, place: int) -> int:
        self.made += 1
        verdict = _VERDICTS[agency.verdicts[place]]
        value = {"met": 1.0, "not_met": 0.0, "partly_met": 0.5}.get(verdict)
        evidence = [
            {
                "probe": "section",
                "url": f"http://p{agency.number}.example.gov.vn/muc/{place}/{item}",
                "digest": digest_bytes(f"{self.made}/{item}".encode()),
                "locator": {"type": "xpath", "value": f"/html/body/form/div[3]/div[2]/ul/li[{item}]/a"},
                "excerpt": "Quy hoạch phát triển kinh tế xã hội giai đoạn 2021-2030, tầm nhìn đến năm 2050 " * 2,
                "value": "",
                "confidence": 0.9,
            }
            for item in range(3)
        ]
        searched = None
        if verdict == "not_met":
            labels = ["cổng thông tin điện tử", "thủ tục hành chính", "quy hoạch"] * 5
            searched = json.dumps({"sections": [], "pages": 120, "labels": labels}, ensure_ascii=False)
        earned = 1.5 * (value or 0.0)
        reason = ("full", "Có đủ nội dung theo quy định", "all of it is there")
        row = (self.made, digest_bytes(str(self.made).encode()), f"nd43-{place:03d}", verdict, value, earned, 1.5)
        self._add("findings", (*row, *reason, json.dumps(evidence, ensure_ascii=False), searched))
        return self.made

    def _audit(self, agency: _Agency, key: int, night: int) -> None:
        started = FIRST + timedelta(days=night, seconds=agency.number)
        moments = (to_iso(started), to_iso(started + timedelta(minutes=8)))
        name = f"agency-{agency.number}"
        audit = f"{started:%Y%m%dT%H%M%SZ}-{name}-{key:06x}"
        head = (key, audit, name, agency.number + 1, "nightly", "finished", "completed", *moments, 300, 10, 400, 300)
        self._add("audits", (*head, f"{started:%Y/%m}/{audit}.warc.gz", "", "{}", moments[1]))
        score = (90.0, 120.0, 100.0, 0.83, 0.9, 0.75, 0.92)
        rules = (CATALOGUE, "sha256:c", "sha256:l", "0.1")
        figures = '{"navigation":0.95,"pages":300}'
        self._add("evaluations", (key, key, 1, *rules, moments[1], 1, *score, figures))
        self._changes(agency, key, night, moments[0])
        links = self.rows.setdefault("evaluation_findings", [])
        links.extend((key, place + 1, finding) for place, finding in enumerate(agency.findings))
        scores = self.rows.setdefault("scores", [])
        scores.extend((key, f"group-{group}", 9.0, 12.0, 10.0) for group in range(GROUPS))
        agency.evaluation = key

    def _changes(self, agency: _Agency, key: int, night: int, moment: str) -> None:
        """How many change is drawn: whole ones, and one more by the rest's chance."""
        if night == 0:
            return
        whole, rest = divmod(self.size.changed, 1)
        for place in self.chance.sample(range(REQUIREMENTS), int(whole) + (self.chance.random() < rest)):
            before = agency.findings[place]
            turned = self.chance.random() < 0.1
            if turned:
                agency.verdicts[place] = (agency.verdicts[place] + 1) % len(_VERDICTS)
            agency.findings[place] = self._finding(agency, place)
            if turned:
                row = (key, key, place + 1, agency.findings[place], agency.evaluation, before)
                self._add("finding_changes", (*row, f"agency-{agency.number}", moment))


_POINTERS = (
    "INSERT INTO latest_judged (agency_id, catalogue, evaluation_id, audit_key, readable, started, number, kind)"
    " SELECT a.agency_id, e.catalogue, e.id, a.key, 1, a.started, e.number, g.kind"
    " FROM evaluations e JOIN audits a ON a.key = e.audit_key JOIN agencies g ON g.id = a.agency_id"
    " WHERE a.key > :before",
    "INSERT INTO latest_verdicts (agency_id, catalogue, requirement_id, kind, verdict)"
    " SELECT l.agency_id, l.catalogue, n.requirement_id, l.kind, f.verdict FROM latest_judged l"
    " JOIN evaluation_findings n ON n.evaluation_id = l.evaluation_id JOIN findings f ON f.id = n.finding_id"
    " WHERE l.audit_key > :before",
)


def load(database: Database, size: Size) -> None:
    """Fills an empty database. What stands now is pointed to as the migration does it."""
    history = History(size)
    links = next(iter(evaluation_findings.indexes))  # made anew when all are there: they come in no order of findings
    with database.engine.connect().execution_options(writes=True) as connection, connection.begin():
        links.drop(connection)
    if database.engine.dialect.name == "sqlite":
        _load_sqlite(database, history.batches())
    else:
        _load_postgresql(database, history.batches())
    with database.engine.connect().execution_options(writes=True) as connection, connection.begin():
        links.create(connection)
        for statement in _POINTERS:
            connection.execute(text(statement), {"before": size.audits - size.agencies})
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE" if database.engine.dialect.name != "sqlite" else "ANALYZE")


def _load_sqlite(database: Database, batches: Iterable[dict[str, list[tuple[Any, ...]]]]) -> None:
    file = sqlite3.connect(database.engine.url.database or "")
    try:
        file.execute("PRAGMA foreign_keys=OFF")
        file.execute("PRAGMA synchronous=OFF")
        file.execute("PRAGMA cache_size=-400000")
        for batch in batches:
            for table, rows in batch.items():
                file.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)
            file.commit()
    finally:
        file.close()


def _load_postgresql(database: Database, batches: Iterable[dict[str, list[tuple[Any, ...]]]]) -> None:
    url = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")  # the made-up rows point where they should
        connection.execute("SET synchronous_commit = off")
        for batch in batches:
            for table, rows in batch.items():
                _copy(connection, table, rows)
            connection.commit()
        for table in ("findings", "audits", "evaluations", "targets", "requirements", "service_lists"):
            key = "key" if table == "audits" else "id"
            connection.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', '{key}'), (SELECT MAX({key}) FROM {table}))"
            )


def _copy(connection: "psycopg.Connection[Any]", table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
