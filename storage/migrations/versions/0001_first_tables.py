"""The first tables and read views."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Moment, PlainJson, Whole
from storage.views import view_sql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

VIEWS = (
    ("latest_evaluations", 1),
    ("latest_findings", 1),
    ("latest_scores", 1),
    ("latest_services", 1),
    ("matrix", 1),
    ("changes", 1),
    ("audits_overview", 1),
)


def upgrade() -> None:
    op.create_table(
        "agencies",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("block", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("registered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agencies")),
    )
    op.create_table(
        "findings",
        sa.Column("id", Whole, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("requirement", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("possible", sa.Double(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("reason_vi", sa.Text(), nullable=False),
        sa.Column("reason_en", sa.Text(), nullable=False),
        sa.Column("evidence", PlainJson(), nullable=False),
        sa.Column("searched", PlainJson(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        sa.UniqueConstraint("digest", name=op.f("uq_findings_digest")),
    )
    op.create_table(
        "requirements",
        sa.Column("id", Whole, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirements")),
        sa.UniqueConstraint("name", name=op.f("uq_requirements_name")),
    )
    op.create_table(
        "service_lists",
        sa.Column("id", Whole, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("claimed_total", Whole, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_lists")),
        sa.UniqueConstraint("digest", name=op.f("uq_service_lists_digest")),
    )
    op.create_table(
        "services",
        sa.Column("id", Whole, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("claimed_level", sa.Text(), nullable=False),
        sa.Column("observed_level", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_services")),
        sa.UniqueConstraint("digest", name=op.f("uq_services_digest")),
    )
    op.create_table(
        "targets",
        sa.Column("id", Whole, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("target", PlainJson(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_targets")),
        sa.UniqueConstraint("digest", name=op.f("uq_targets_digest")),
    )
    op.create_table(
        "agency_targets",
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("valid_from", Moment(), nullable=False),
        sa.Column("target_id", Whole, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_agency_targets_agency_id")),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name=op.f("fk_agency_targets_target_id")),
        sa.PrimaryKeyConstraint("agency_id", "valid_from", name=op.f("pk_agency_targets")),
    )
    op.create_table(
        "audits",
        sa.Column("key", Whole, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("target_id", Whole, nullable=False),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ending", sa.Text(), nullable=True),
        sa.Column("started", Moment(), nullable=False),
        sa.Column("finished", Moment(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("rendered", sa.Integer(), nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.Column("readable_pages", sa.Integer(), nullable=False),
        sa.Column("archive", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("worker", PlainJson(), nullable=False),
        sa.Column("heartbeat", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_audits_agency_id")),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name=op.f("fk_audits_target_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_audits")),
        sa.UniqueConstraint("id", name=op.f("uq_audits_id")),
    )
    op.create_index(op.f("ix_audits_agency_id_started"), "audits", ["agency_id", "started"], unique=False)
    op.create_index(op.f("ix_audits_state"), "audits", ["state"], unique=False)
    op.create_table(
        "service_list_items",
        sa.Column("list_id", Whole, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("service_id", Whole, nullable=False),
        sa.ForeignKeyConstraint(["list_id"], ["service_lists.id"], name=op.f("fk_service_list_items_list_id")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_service_list_items_service_id")),
        sa.PrimaryKeyConstraint("list_id", "position", name=op.f("pk_service_list_items")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "captures",
        sa.Column("audit_key", Whole, nullable=False),
        sa.Column("capture", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("status", Whole, nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", Whole, nullable=False),
        sa.Column("mime", sa.Text(), nullable=False),
        sa.Column("fetched_at", Moment(), nullable=False),
        sa.Column("record_offset", Whole, nullable=False),
        sa.Column("record_length", Whole, nullable=False),
        sa.ForeignKeyConstraint(["audit_key"], ["audits.key"], name=op.f("fk_captures_audit_key")),
        sa.PrimaryKeyConstraint("audit_key", "capture", name=op.f("pk_captures")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "evaluations",
        sa.Column("id", Whole, nullable=False),
        sa.Column("audit_key", Whole, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("catalogue", sa.Text(), nullable=False),
        sa.Column("catalogue_digest", sa.Text(), nullable=False),
        sa.Column("lexicon_digest", sa.Text(), nullable=False),
        sa.Column("code_version", sa.Text(), nullable=False),
        sa.Column("created", Moment(), nullable=False),
        sa.Column("service_list_id", Whole, nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("applicable", sa.Double(), nullable=False),
        sa.Column("judged", sa.Double(), nullable=False),
        sa.Column("coverage", sa.Double(), nullable=True),
        sa.Column("score_index", sa.Double(), nullable=True),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("figures", PlainJson(), nullable=False),
        sa.ForeignKeyConstraint(["audit_key"], ["audits.key"], name=op.f("fk_evaluations_audit_key")),
        sa.ForeignKeyConstraint(["service_list_id"], ["service_lists.id"], name=op.f("fk_evaluations_service_list_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluations")),
        sa.UniqueConstraint("audit_key", "number", name=op.f("uq_evaluations_audit_key_number")),
    )
    op.create_table(
        "evaluation_findings",
        sa.Column("evaluation_id", Whole, nullable=False),
        sa.Column("requirement_id", Whole, nullable=False),
        sa.Column("finding_id", Whole, nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluations.id"], name=op.f("fk_evaluation_findings_evaluation_id")
        ),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f("fk_evaluation_findings_finding_id")),
        sa.ForeignKeyConstraint(
            ["requirement_id"], ["requirements.id"], name=op.f("fk_evaluation_findings_requirement_id")
        ),
        sa.PrimaryKeyConstraint("evaluation_id", "requirement_id", name=op.f("pk_evaluation_findings")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_evaluation_findings_finding_id"), "evaluation_findings", ["finding_id"], unique=False)
    op.create_table(
        "scores",
        sa.Column("evaluation_id", Whole, nullable=False),
        sa.Column("group_name", sa.Text(), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("applicable", sa.Double(), nullable=False),
        sa.Column("judged", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["evaluation_id"], ["evaluations.id"], name=op.f("fk_scores_evaluation_id")),
        sa.PrimaryKeyConstraint("evaluation_id", "group_name", name=op.f("pk_scores")),
        sqlite_with_rowid=False,
    )
    for name, version in VIEWS:
        op.execute(f"CREATE VIEW {name} AS {view_sql(name, version)}")


def downgrade() -> None:
    for name, _ in reversed(VIEWS):
        op.execute(f"DROP VIEW {name}")
    op.drop_table("scores")
    op.drop_index(op.f("ix_evaluation_findings_finding_id"), table_name="evaluation_findings")
    op.drop_table("evaluation_findings")
    op.drop_table("evaluations")
    op.drop_table("captures")
    op.drop_table("service_list_items")
    op.drop_index(op.f("ix_audits_state"), table_name="audits")
    op.drop_index(op.f("ix_audits_agency_id_started"), table_name="audits")
    op.drop_table("audits")
    op.drop_table("agency_targets")
    op.drop_table("targets")
    op.drop_table("services")
    op.drop_table("service_lists")
    op.drop_table("requirements")
    op.drop_table("findings")
    op.drop_table("agencies")
