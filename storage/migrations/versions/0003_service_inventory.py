"""Services with body, administrative level and the steps that were observed; the inventory and its changes as views."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from domain.procedures import name_key, service_key
from storage.column_types import PlainJson, Whole
from storage.views import view_sql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_VIEWS = (("latest_services", 2), ("services", 1), ("service_changes", 1))
_KEPT = "code, name, field, claimed_level, observed_level, url, problem"


def upgrade() -> None:
    op.execute("DROP VIEW latest_services")
    op.create_table(
        "service_entries",
        *_columns(),
        sa.Column("admin_level", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("steps", PlainJson(), nullable=False),
        sa.Column("service_key", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_entries")),
        sa.UniqueConstraint("digest", name=op.f("uq_service_entries_digest")),
    )
    op.execute(
        f"INSERT INTO service_entries (id, digest, {_KEPT}, admin_level, agency, steps, service_key, name_key)"
        f" SELECT id, digest, {_KEPT}, '', '', '[]', '', '' FROM services"
    )
    _name_keys()
    _link_items("service_entries")
    op.drop_table("services")
    _go_on_counting("service_entries")
    op.add_column("service_lists", sa.Column("cut", sa.Text(), nullable=False, server_default=""))
    for name, version in _VIEWS:
        op.execute(f"CREATE VIEW {name} AS {view_sql(name, version)}")


def downgrade() -> None:
    for name, _ in reversed(_VIEWS):
        op.execute(f"DROP VIEW {name}")
    op.drop_column("service_lists", "cut")
    op.create_table(
        "services",
        *_columns(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_services")),
        sa.UniqueConstraint("digest", name=op.f("uq_services_digest")),
    )
    op.execute(f"INSERT INTO services (id, digest, {_KEPT}) SELECT id, digest, {_KEPT} FROM service_entries")
    _link_items("services")
    op.drop_table("service_entries")
    _go_on_counting("services")
    op.execute(f"CREATE VIEW latest_services AS {view_sql('latest_services', 1)}")


def _columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", Whole, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("claimed_level", sa.Text(), nullable=False),
        sa.Column("observed_level", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
    )


def _name_keys() -> None:
    """Keys of the entries that are there already."""
    connection = op.get_bind()
    entries = sa.table("service_entries", *map(sa.column, ("id", "code", "name", "field", "service_key", "name_key")))
    change = (
        sa.update(entries)
        .where(entries.c.id == sa.bindparam("entry"))
        .values(service_key=sa.bindparam("of_service"), name_key=sa.bindparam("of_name"))
    )
    known = connection.execute(sa.select(entries.c.id, entries.c.code, entries.c.name, entries.c.field)).all()
    keys = [
        {"entry": row.id, "of_service": service_key(row.code, row.name, "", row.field), "of_name": name_key(row.name)}
        for row in known
    ]
    if keys:
        connection.execute(change, keys)


def _link_items(entries: str) -> None:
    """The items of lists, made anew to point to another table of entries."""
    op.execute("CREATE TABLE kept_items AS SELECT list_id, position, service_id FROM service_list_items")
    op.drop_table("service_list_items")
    op.create_table(
        "service_list_items",
        sa.Column("list_id", Whole, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("service_id", Whole, nullable=False),
        sa.ForeignKeyConstraint(["list_id"], ["service_lists.id"], name=op.f("fk_service_list_items_list_id")),
        sa.ForeignKeyConstraint(["service_id"], [f"{entries}.id"], name=op.f("fk_service_list_items_service_id")),
        sa.PrimaryKeyConstraint("list_id", "position", name=op.f("pk_service_list_items")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO service_list_items (list_id, position, service_id) SELECT list_id, position, service_id"
        " FROM kept_items"
    )
    op.drop_table("kept_items")


def _go_on_counting(table: str) -> None:
    """PostgreSQL numbers new rows by a sequence, which copied rows do not move."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), COALESCE(MAX(id), 0) + 1, false) FROM {table}"
        )
