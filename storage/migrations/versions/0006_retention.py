"""What stands now and what changed, written down beside the history; and what retention took from archives."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Moment, Whole
from storage.views import view_sql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_CHANGED = ("latest_evaluations", "matrix", "changes")
_JUDGED = """
    INSERT INTO latest_judged (agency_id, catalogue, evaluation_id, audit_key, readable, started, number, kind)
    SELECT l.agency_id, l.catalogue, l.evaluation_id, l.audit_key, l.readable, l.started, e.number, g.kind
    FROM latest_evaluations l JOIN evaluations e ON e.id = l.evaluation_id JOIN agencies g ON g.id = l.agency_id
"""
_VERDICTS = """
    INSERT INTO latest_verdicts (agency_id, catalogue, requirement_id, kind, verdict)
    SELECT l.agency_id, l.catalogue, n.requirement_id, l.kind, f.verdict
    FROM latest_judged l JOIN evaluation_findings n ON n.evaluation_id = l.evaluation_id
    JOIN findings f ON f.id = n.finding_id
"""
_COLUMNS = (
    "audit_key, evaluation_id, requirement_id, finding_id, evaluation_before, finding_before, agency_id, started"
)


def upgrade() -> None:
    op.create_index(op.f("ix_audits_started"), "audits", ["started"], unique=False)
    op.create_table(
        "latest_judged",
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("catalogue", sa.Text(), nullable=False),
        sa.Column("evaluation_id", Whole, nullable=False),
        sa.Column("audit_key", Whole, nullable=False),
        sa.Column("readable", sa.Integer(), nullable=False),
        sa.Column("started", Moment(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        _points("latest_judged", "agency_id", "agencies.id"),
        _points("latest_judged", "evaluation_id", "evaluations.id"),
        _points("latest_judged", "audit_key", "audits.key"),
        sa.PrimaryKeyConstraint("agency_id", "catalogue", name=op.f("pk_latest_judged")),
    )
    op.create_index(op.f("ix_latest_judged_evaluation_id"), "latest_judged", ["evaluation_id"], unique=False)
    op.create_table(
        "latest_verdicts",
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("catalogue", sa.Text(), nullable=False),
        sa.Column("requirement_id", Whole, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        _points("latest_verdicts", "agency_id", "agencies.id"),
        _points("latest_verdicts", "requirement_id", "requirements.id"),
        sa.PrimaryKeyConstraint("agency_id", "catalogue", "requirement_id", name=op.f("pk_latest_verdicts")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_latest_verdicts_catalogue_requirement_id_kind_verdict"),
        "latest_verdicts",
        ["catalogue", "requirement_id", "kind", "verdict"],
        unique=False,
    )
    op.create_table(
        "finding_changes",
        sa.Column("audit_key", Whole, nullable=False),
        sa.Column("evaluation_id", Whole, nullable=False),
        sa.Column("requirement_id", Whole, nullable=False),
        sa.Column("finding_id", Whole, nullable=False),
        sa.Column("evaluation_before", Whole, nullable=False),
        sa.Column("finding_before", Whole, nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("started", Moment(), nullable=False),
        _points("finding_changes", "audit_key", "audits.key"),
        _points("finding_changes", "evaluation_id", "evaluations.id"),
        _points("finding_changes", "requirement_id", "requirements.id"),
        _points("finding_changes", "finding_id", "findings.id"),
        _points("finding_changes", "evaluation_before", "evaluations.id"),
        _points("finding_changes", "finding_before", "findings.id"),
        _points("finding_changes", "agency_id", "agencies.id"),
        sa.PrimaryKeyConstraint("audit_key", "evaluation_id", "requirement_id", name=op.f("pk_finding_changes")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_finding_changes_agency_id_started"), "finding_changes", ["agency_id", "started"], unique=False
    )
    op.create_index(op.f("ix_finding_changes_started"), "finding_changes", ["started"], unique=False)
    op.create_table(
        "pruned_archives",
        sa.Column("audit_key", Whole, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("pruned", Moment(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("records", Whole, nullable=False),
        sa.Column("bytes", Whole, nullable=False),
        sa.Column("replaced", sa.Text(), nullable=False),
        sa.Column("due", Moment(), nullable=True),
        _points("pruned_archives", "audit_key", "audits.key"),
        sa.PrimaryKeyConstraint("audit_key", name=op.f("pk_pruned_archives")),
    )
    op.execute(_JUDGED)
    op.execute(_VERDICTS)
    op.execute(
        f"INSERT INTO finding_changes ({_COLUMNS}) SELECT {_COLUMNS} FROM ({view_sql('finding_changes', 1)}) AS found"
    )
    _views(2)


def downgrade() -> None:
    _views(1)
    op.drop_table("pruned_archives")
    op.drop_index(op.f("ix_finding_changes_started"), table_name="finding_changes")
    op.drop_index(op.f("ix_finding_changes_agency_id_started"), table_name="finding_changes")
    op.drop_table("finding_changes")
    op.drop_index(op.f("ix_latest_verdicts_catalogue_requirement_id_kind_verdict"), table_name="latest_verdicts")
    op.drop_table("latest_verdicts")
    op.drop_index(op.f("ix_latest_judged_evaluation_id"), table_name="latest_judged")
    op.drop_table("latest_judged")
    op.drop_index(op.f("ix_audits_started"), table_name="audits")


def _points(table: str, column: str, goal: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [goal], name=op.f(f"fk_{table}_{column}"))


def _views(version: int) -> None:
    """The views in a version; where others read them they are replaced in place."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for name in _CHANGED:
        if not postgresql:
            op.execute(f"DROP VIEW {name}")
        op.execute(f"CREATE {'OR REPLACE ' if postgresql else ''}VIEW {name} AS {view_sql(name, version)}")
