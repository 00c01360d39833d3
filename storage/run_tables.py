"""The tables of nightly work: runs, where every agency stands in them, gates, what is published, notices.

What is published is kept as it stands now and written only where it changes, so that an unchanged night costs a row
per agency and run. What changed, and what flipped, are rows of their own.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, UniqueConstraint
from sqlalchemy.types import Date

from storage.column_types import Moment, PlainJson, Real, Whole, Words
from storage.tables import metadata

runs = Table(
    "runs",
    metadata,
    Column("id", Words, primary_key=True),
    Column("group_name", Words, nullable=False),
    Column("night", Date, nullable=False),  # local date of the opening
    Column("opens", Moment, nullable=False),
    Column("closes", Moment, nullable=False),
    Column("state", Words, nullable=False),
    Column("mark", Words, nullable=False),  # "", "missed", "canary"
    Column("released", Moment),  # when its work was given out; null while canaries hold it back
    Column("second_pass", Moment),  # when the second pass was given out
    Column("finished", Moment),
    # Counted when it ends; while it is on, the rows of its agencies tell.
    Column("agencies", Integer, nullable=False),
    Column("audited", Integer, nullable=False),
    Column("given_up", Integer, nullable=False),
    Column("not_reached", Integer, nullable=False),
    UniqueConstraint("group_name", "night"),
    Index(None, "group_name", "opens"),
    Index(None, "state"),
)

run_agencies = Table(
    "run_agencies",
    metadata,
    Column("run_id", ForeignKey("runs.id"), primary_key=True),
    Column("agency_id", ForeignKey("agencies.id"), primary_key=True),
    Column("standing", Words, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("audit", Words, nullable=False),  # the latest finished one, "" while there is none
    Column("current", Words, nullable=False),  # the latest begun one
    Column("cause", Words),
    Column("changed", Moment, nullable=False),
    Index(None, "agency_id", "run_id"),
    sqlite_with_rowid=False,
)

run_gates = Table(
    "run_gates",
    metadata,
    Column("run_id", ForeignKey("runs.id"), primary_key=True),
    Column("gate", Words, primary_key=True),
    Column("value", Real),
    Column("threshold", Real, nullable=False),
    Column("at_least", Boolean, nullable=False),
    Column("verdict", Words, nullable=False),
    Column("detail", PlainJson, nullable=False),
    sqlite_with_rowid=False,
)

run_canaries = Table(
    "run_canaries",
    metadata,
    Column("run_id", Words, primary_key=True),  # there before the run is
    Column("round", Integer, primary_key=True),
    Column("canary", Words, primary_key=True),
    Column("ordered", Moment, nullable=False),
    Column("ended", Boolean, nullable=False),  # its job was settled, with or without an audit
    Column("audit", Words, nullable=False),
    Column("passed", Boolean),  # null: not judged yet
    Column("faults", PlainJson, nullable=False),
    sqlite_with_rowid=False,
)

#: Definite verdicts that differ from the night before, whether the run was published or held: the flake ledger.
run_flips = Table(
    "run_flips",
    metadata,
    Column("run_id", ForeignKey("runs.id"), primary_key=True),
    Column("agency_id", ForeignKey("agencies.id"), primary_key=True),
    Column("requirement_id", ForeignKey("requirements.id"), primary_key=True),
    Column("verdict_before", Words, nullable=False),
    Column("verdict", Words, nullable=False),
    Index(None, "agency_id", "requirement_id"),
    sqlite_with_rowid=False,
)

#: Per agency: the judging its published findings come from, and for how many nights nobody answered.
published_agencies = Table(
    "published_agencies",
    metadata,
    Column("agency_id", ForeignKey("agencies.id"), primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False),
    Column("evaluation_id", ForeignKey("evaluations.id")),
    Column("silent_nights", Integer, nullable=False),
    Column("silent_since", Moment),
    sqlite_with_rowid=False,
)

published_verdicts = Table(
    "published_verdicts",
    metadata,
    Column("agency_id", ForeignKey("agencies.id"), primary_key=True),
    Column("requirement_id", ForeignKey("requirements.id"), primary_key=True),
    Column("verdict", Words, nullable=False),
    Column("finding_id", ForeignKey("findings.id")),
    Column("since", Moment, nullable=False),
    Column("mark", Words, nullable=False),
    Column("review", Words, nullable=False),
    Column("seen_verdict", Words, nullable=False),
    Column("seen_finding_id", ForeignKey("findings.id"), nullable=False),
    Column("seen_nights", Integer, nullable=False),
    Column("seen_since", Moment, nullable=False),
    sqlite_with_rowid=False,
)

published_changes = Table(
    "published_changes",
    metadata,
    Column("run_id", ForeignKey("runs.id"), primary_key=True),
    Column("agency_id", ForeignKey("agencies.id"), primary_key=True),
    Column("requirement_id", ForeignKey("requirements.id"), primary_key=True),
    Column("verdict_before", Words),
    Column("verdict", Words, nullable=False),
    Index(None, "agency_id"),
    sqlite_with_rowid=False,
)

#: People's words on findings; they never change one.
reviews = Table(
    "reviews",
    metadata,
    Column("id", Whole, primary_key=True),
    Column("agency_id", ForeignKey("agencies.id"), nullable=False),
    Column("requirement_id", ForeignKey("requirements.id"), nullable=False),
    Column("finding_id", ForeignKey("findings.id"), nullable=False),
    Column("word", Words, nullable=False),
    Column("instead", Words),
    Column("until", Date),
    Column("made_by", Words, nullable=False),
    Column("note", Words, nullable=False),
    Column("made", Moment, nullable=False),
    Index(None, "agency_id", "requirement_id"),
)

notices = Table(
    "notices",
    metadata,
    Column("id", Whole, primary_key=True),
    Column("subscriber", Words, nullable=False),
    Column("run_id", Words, nullable=False),
    Column("topic", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("data", PlainJson, nullable=False),
    Column("state", Words, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due", Moment, nullable=False),
    Column("made", Moment, nullable=False),
    Column("sent", Moment),
    Column("error", Words, nullable=False),
    UniqueConstraint("subscriber", "run_id", "topic"),
    Index(None, "state", "due"),
)

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("name", Words, primary_key=True),
    Column("beat", Moment, nullable=False),
    Column("detail", PlainJson, nullable=False),
    sqlite_with_rowid=False,
)
