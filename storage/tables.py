"""The tables. Enums are stored by value, moments in UTC; findings are rows, requirements data.

Findings and service lists are stored once by digest and linked, so that an unchanged night costs links. Rows of
running and interrupted audits live in `audits` alone: captures, evaluations and links exist for finished ones only.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, Table, UniqueConstraint, text
from sqlalchemy.types import Date

from storage.column_types import Moment, PlainJson, Real, Whole, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

agencies = Table(
    "agencies",
    metadata,
    Column("id", Words, primary_key=True),
    Column("name", Words, nullable=False),
    Column("name_en", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("block", Words, nullable=False),
    Column("parent", Words),
    Column("valid_from", Date),
    Column("valid_until", Date),
    Column("portal", Words, nullable=False),
    # In the targets file when it was last saved; agencies given by address, or taken out of the file, are not.
    Column("registered", Boolean, nullable=False),
)

#: Copies of targets, each once by digest.
targets = Table(
    "targets",
    metadata,
    Column("id", Whole, primary_key=True),
    Column("digest", Words, nullable=False, unique=True),
    Column("target", PlainJson, nullable=False),
)

#: What the targets file said of an agency since when: a row per change.
agency_targets = Table(
    "agency_targets",
    metadata,
    Column("agency_id", ForeignKey("agencies.id"), primary_key=True),
    Column("valid_from", Moment, primary_key=True),
    Column("target_id", ForeignKey("targets.id"), nullable=False),
)

audits = Table(
    "audits",
    metadata,
    Column("key", Whole, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("agency_id", ForeignKey("agencies.id"), nullable=False),
    Column("target_id", ForeignKey("targets.id"), nullable=False),
    Column("trigger", Words, nullable=False),
    Column("state", Words, nullable=False),  # running, finished, interrupted
    Column("ending", Words),
    Column("started", Moment, nullable=False),
    Column("finished", Moment),
    Column("pages", Integer, nullable=False),
    Column("rendered", Integer, nullable=False),
    Column("requests", Integer, nullable=False),
    Column("readable_pages", Integer, nullable=False),
    Column("archive", Words, nullable=False),
    Column("error", Words, nullable=False),
    Column("worker", PlainJson, nullable=False),
    Column("heartbeat", Moment, nullable=False),
    Index(None, "agency_id", "started"),
    Index(None, "started"),
    Index(None, "state"),
)

captures = Table(
    "captures",
    metadata,
    Column("audit_key", ForeignKey("audits.key"), primary_key=True),
    Column("capture", Words, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("outcome", Words, nullable=False),
    Column("status", Whole),
    Column("digest", Words, nullable=False),
    Column("size", Whole, nullable=False),
    Column("mime", Words, nullable=False),
    Column("fetched_at", Moment, nullable=False),
    Column("record_offset", Whole, nullable=False),
    Column("record_length", Whole, nullable=False),
    sqlite_with_rowid=False,
)

service_lists = Table(
    "service_lists",
    metadata,
    Column("id", Whole, primary_key=True),
    Column("digest", Words, nullable=False, unique=True),
    Column("total", Integer, nullable=False),
    Column("claimed_total", Whole),
    Column("cut", Words, nullable=False, server_default=""),  # why not the whole list was read; "" where it was
)

#: Entries of service lists, each once by digest; `services` is the view of what agencies offer now.
service_entries = Table(
    "service_entries",
    metadata,
    Column("id", Whole, primary_key=True),
    Column("digest", Words, nullable=False, unique=True),
    Column("code", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("field", Words, nullable=False),
    Column("claimed_level", Words, nullable=False),
    Column("observed_level", Words),
    Column("url", Words, nullable=False),
    Column("problem", Words),
    Column("admin_level", Words, nullable=False),
    Column("agency", Words, nullable=False),
    Column("steps", PlainJson, nullable=False),
    # The same service in two lists: by `service_key`; by `name_key` where one of them gives no code.
    Column("service_key", Words, nullable=False),
    Column("name_key", Words, nullable=False),
)

service_list_items = Table(
    "service_list_items",
    metadata,
    Column("list_id", ForeignKey("service_lists.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("service_id", ForeignKey("service_entries.id"), nullable=False),
    sqlite_with_rowid=False,
)

evaluations = Table(
    "evaluations",
    metadata,
    Column("id", Whole, primary_key=True),
    Column("audit_key", ForeignKey("audits.key"), nullable=False),
    Column("number", Integer, nullable=False),  # 1 is the audit's own, later ones are rechecks
    Column("catalogue", Words, nullable=False),
    Column("catalogue_digest", Words, nullable=False),
    Column("lexicon_digest", Words, nullable=False),
    Column("code_version", Words, nullable=False),
    Column("created", Moment, nullable=False),
    Column("service_list_id", ForeignKey("service_lists.id"), nullable=False),
    Column("points", Real, nullable=False),
    Column("applicable", Real, nullable=False),
    Column("judged", Real, nullable=False),
    Column("coverage", Real),
    Column("score_index", Real),
    Column("low", Real),
    Column("high", Real),
    Column("figures", PlainJson, nullable=False),
    UniqueConstraint("audit_key", "number"),
)

#: Ids of requirements met so far; which they are and what they ask is the catalogue's business.
requirements = Table(
    "requirements",
    metadata,
    Column("id", Whole, primary_key=True),
    Column("name", Words, nullable=False, unique=True),
)

findings = Table(
    "findings",
    metadata,
    Column("id", Whole, primary_key=True),
    Column("digest", Words, nullable=False, unique=True),
    Column("requirement", Words, nullable=False),
    Column("verdict", Words, nullable=False),
    Column("value", Real),
    Column("points", Real, nullable=False),
    Column("possible", Real, nullable=False),
    Column("code", Words, nullable=False),
    Column("reason_vi", Words, nullable=False),
    Column("reason_en", Words, nullable=False),
    Column("evidence", PlainJson, nullable=False),
    Column("searched", PlainJson),
)

evaluation_findings = Table(
    "evaluation_findings",
    metadata,
    Column("evaluation_id", ForeignKey("evaluations.id"), primary_key=True),
    Column("requirement_id", ForeignKey("requirements.id"), primary_key=True),
    Column("finding_id", ForeignKey("findings.id"), nullable=False),
    Index(None, "finding_id"),
    sqlite_with_rowid=False,
)

#: Points by group of requirements, one row per evaluation and group.
scores = Table(
    "scores",
    metadata,
    Column("evaluation_id", ForeignKey("evaluations.id"), primary_key=True),
    Column("group_name", Words, primary_key=True),
    Column("points", Real, nullable=False),
    Column("applicable", Real, nullable=False),
    Column("judged", Real, nullable=False),
    sqlite_with_rowid=False,
)

#: Which judging counts for an agency and a catalogue now, written down as judgings come (storage.latest_rows).
latest_judged = Table(
    "latest_judged",
    metadata,
    Column("agency_id", ForeignKey("agencies.id"), primary_key=True),
    Column("catalogue", Words, primary_key=True),
    Column("evaluation_id", ForeignKey("evaluations.id"), nullable=False),
    Column("audit_key", ForeignKey("audits.key"), nullable=False),
    Column("readable", Integer, nullable=False),
    Column("started", Moment, nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", Words, nullable=False),  # the agency's, as its verdicts are counted
    Index(None, "evaluation_id"),
)

#: The verdicts of those judgings, narrow and in the order of the matrix.
latest_verdicts = Table(
    "latest_verdicts",
    metadata,
    Column("agency_id", ForeignKey("agencies.id"), primary_key=True),
    Column("catalogue", Words, primary_key=True),
    Column("requirement_id", ForeignKey("requirements.id"), primary_key=True),
    Column("kind", Words, nullable=False),
    Column("verdict", Words, nullable=False),
    Index(None, "catalogue", "requirement_id", "kind", "verdict"),
    sqlite_with_rowid=False,
)

#: Findings whose verdict or value differs from the agency's readable audit before: rows for what changed only.
finding_changes = Table(
    "finding_changes",
    metadata,
    Column("audit_key", ForeignKey("audits.key"), primary_key=True),
    Column("evaluation_id", ForeignKey("evaluations.id"), primary_key=True),
    Column("requirement_id", ForeignKey("requirements.id"), primary_key=True),
    Column("finding_id", ForeignKey("findings.id"), nullable=False),
    Column("evaluation_before", ForeignKey("evaluations.id"), nullable=False),
    Column("finding_before", ForeignKey("findings.id"), nullable=False),
    Column("agency_id", ForeignKey("agencies.id"), nullable=False),
    Column("started", Moment, nullable=False),  # of the later audit
    Index(None, "agency_id", "started"),
    Index(None, "started"),
    sqlite_with_rowid=False,
)

#: Archives that retention went through, what it took from them, and what it still has to clear away (storage.pruning).
pruned_archives = Table(
    "pruned_archives",
    metadata,
    Column("audit_key", ForeignKey("audits.key"), primary_key=True),
    Column("times", Integer, nullable=False),  # how often records were taken
    Column("pruned", Moment, nullable=False),
    Column("policy", Words, nullable=False),
    Column("records", Whole, nullable=False),  # dropped in all
    Column("bytes", Whole, nullable=False),  # freed in all
    Column("replaced", Words, nullable=False),  # the file before, until it is removed; then ""
    Column("due", Moment),  # when a rule may take more; null: never under this policy
)

_RUNNING = text("state = 'running'")

#: What is known of every job of the queue, on both databases.
jobs = Table(
    "jobs",
    metadata,
    Column("id", Whole, primary_key=True),
    # Agency, lane and run: putting it twice is one job. NULL where another may be put: a closed job without a run.
    Column("key", Words, unique=True),
    Column("agency", Words, nullable=False),
    Column("lane", Words, nullable=False),
    Column("rank", Integer, nullable=False),  # lanes in their order
    Column("run", Words, nullable=False),
    Column("options", PlainJson, nullable=False),
    Column("state", Words, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("due", Moment, nullable=False),
    Column("causes", PlainJson, nullable=False),
    Column("audit", Words, nullable=False),
    Column("kept", Words, nullable=False),
    Column("worker", PlainJson),
    Column("beat", Moment),
    Column("put", Moment, nullable=False),
    Column("closed", Moment),
    Column("ticket", Whole),  # the job of Procrastinate that gives it out, on PostgreSQL
    Index(None, "run"),
    Index(None, "state", "rank", "id"),
    # One audit per portal at a time, whatever lane, run, worker or machine.
    Index("ix_jobs_one_running", "agency", unique=True, sqlite_where=_RUNNING, postgresql_where=_RUNNING),
)
