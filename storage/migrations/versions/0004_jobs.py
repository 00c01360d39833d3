"""The queue: what is known of every job; on PostgreSQL Procrastinate's own tables, which gives the jobs out."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager

from storage.column_types import Moment, PlainJson, Whole
from storage.queue_tickets import PROCRASTINATE

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_RUNNING = sa.text("state = 'running'")


def upgrade() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.Text()),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("run", sa.Text(), nullable=False),
        sa.Column("options", PlainJson(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("due", Moment(), nullable=False),
        sa.Column("causes", PlainJson(), nullable=False),
        sa.Column("audit", sa.Text(), nullable=False),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.Column("worker", PlainJson()),
        sa.Column("beat", Moment()),
        sa.Column("put", Moment(), nullable=False),
        sa.Column("closed", Moment()),
        sa.Column("ticket", Whole),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("key", name=op.f("uq_jobs_key")),
    )
    op.create_index(op.f("ix_jobs_run"), "jobs", ["run"])
    op.create_index(op.f("ix_jobs_state_rank_id"), "jobs", ["state", "rank", "id"])
    op.create_index(
        "ix_jobs_one_running", "jobs", ["agency"], unique=True, sqlite_where=_RUNNING, postgresql_where=_RUNNING
    )
    if op.get_bind().dialect.name == "postgresql":
        _make_procrastinate()


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP SCHEMA {PROCRASTINATE} CASCADE")
    op.drop_table("jobs")


def _make_procrastinate() -> None:
    """In a schema of its own, so that its tables and ours never meet; its SQL names none."""
    bind = op.get_bind()
    path = bind.exec_driver_sql("SHOW search_path").scalar()
    op.execute(f"CREATE SCHEMA {PROCRASTINATE}")
    op.execute(f"SET LOCAL search_path TO {PROCRASTINATE}")
    driver: Any = bind.connection.dbapi_connection
    driver.execute(SchemaManager.get_schema())  # many commands at once, which the layers above do not take
    bind.execute(sa.text("SELECT set_config('search_path', :path, true)"), {"path": path})
