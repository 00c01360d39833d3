"""The view of visits, for what is judged over a period."""

from alembic import op

from storage.views import view_sql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(f"CREATE VIEW visits AS {view_sql('visits', 1)}")


def downgrade() -> None:
    op.execute("DROP VIEW visits")
