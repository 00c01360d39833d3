"""Runs and what becomes of them: standings, gates, canaries, published verdicts, reviews, notices, heartbeats."""

import sqlalchemy as sa
from alembic import op

from storage.column_types import Moment, PlainJson, Whole
from storage.view import view_sql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_VIEWS = (
    ("published_findings", 1),
    ("publications", 1),
    ("run_overview", 1),
    ("run_standings", 1),
    ("gates", 1),
    ("flakes", 1),
)


def upgrade() -> None:
    op.create_table('heartbeats',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('beat', Moment(), nullable=False),
    sa.Column('detail', PlainJson(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_heartbeats')),
    sqlite_with_rowid=False
    )
    op.create_table('notices',
    sa.Column('id', Whole, nullable=False),
    sa.Column('subscriber', sa.Text(), nullable=False),
    sa.Column('run_id', sa.Text(), nullable=False),
    sa.Column('topic', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('data', PlainJson(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('due', Moment(), nullable=False),
    sa.Column('made', Moment(), nullable=False),
    sa.Column('sent', Moment(), nullable=True),
    sa.Column('error', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notices')),
    sa.UniqueConstraint('subscriber', 'run_id', 'topic', name=op.f('uq_notices_subscriber_run_id_topic'))
    )
    op.create_index(op.f('ix_notices_state_due'), 'notices', ['state', 'due'], unique=False)
    op.create_table('run_canaries',
    sa.Column('run_id', sa.Text(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('canary', sa.Text(), nullable=False),
    sa.Column('ordered', Moment(), nullable=False),
    sa.Column('ended', sa.Boolean(), nullable=False),
    sa.Column('audit', sa.Text(), nullable=False),
    sa.Column('passed', sa.Boolean(), nullable=True),
    sa.Column('faults', PlainJson(), nullable=False),
    sa.PrimaryKeyConstraint('run_id', 'round', 'canary', name=op.f('pk_run_canaries')),
    sqlite_with_rowid=False
    )
    op.create_table('runs',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('group_name', sa.Text(), nullable=False),
    sa.Column('night', sa.Date(), nullable=False),
    sa.Column('opens', Moment(), nullable=False),
    sa.Column('closes', Moment(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('mark', sa.Text(), nullable=False),
    sa.Column('released', Moment(), nullable=True),
    sa.Column('second_pass', Moment(), nullable=True),
    sa.Column('finished', Moment(), nullable=True),
    sa.Column('agencies', sa.Integer(), nullable=False),
    sa.Column('audited', sa.Integer(), nullable=False),
    sa.Column('given_up', sa.Integer(), nullable=False),
    sa.Column('not_reached', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_runs')),
    sa.UniqueConstraint('group_name', 'night', name=op.f('uq_runs_group_name_night'))
    )
    op.create_index(op.f('ix_runs_group_name_opens'), 'runs', ['group_name', 'opens'], unique=False)
    op.create_index(op.f('ix_runs_state'), 'runs', ['state'], unique=False)
    op.create_table('published_changes',
    sa.Column('run_id', sa.Text(), nullable=False),
    sa.Column('agency_id', sa.Text(), nullable=False),
    sa.Column('requirement_id', Whole, nullable=False),
    sa.Column('verdict_before', sa.Text(), nullable=True),
    sa.Column('verdict', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_published_changes_agency_id')),
    sa.ForeignKeyConstraint(['requirement_id'], ['requirements.id'], name=op.f('fk_published_changes_requirement_id')),
    sa.ForeignKeyConstraint(['run_id'], ['runs.id'], name=op.f('fk_published_changes_run_id')),
    sa.PrimaryKeyConstraint('run_id', 'agency_id', 'requirement_id', name=op.f('pk_published_changes')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_published_changes_agency_id'), 'published_changes', ['agency_id'], unique=False)
    op.create_table('published_verdicts',
    sa.Column('agency_id', sa.Text(), nullable=False),
    sa.Column('requirement_id', Whole, nullable=False),
    sa.Column('verdict', sa.Text(), nullable=False),
    sa.Column('finding_id', Whole, nullable=True),
    sa.Column('since', Moment(), nullable=False),
    sa.Column('mark', sa.Text(), nullable=False),
    sa.Column('review', sa.Text(), nullable=False),
    sa.Column('seen_verdict', sa.Text(), nullable=False),
    sa.Column('seen_finding_id', Whole, nullable=False),
    sa.Column('seen_nights', sa.Integer(), nullable=False),
    sa.Column('seen_since', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_published_verdicts_agency_id')),
    sa.ForeignKeyConstraint(['finding_id'], ['findings.id'], name=op.f('fk_published_verdicts_finding_id')),
    sa.ForeignKeyConstraint(['requirement_id'], ['requirements.id'], name=op.f('fk_published_verdicts_requirement_id')),
    sa.ForeignKeyConstraint(['seen_finding_id'], ['findings.id'], name=op.f('fk_published_verdicts_seen_finding_id')),
    sa.PrimaryKeyConstraint('agency_id', 'requirement_id', name=op.f('pk_published_verdicts')),
    sqlite_with_rowid=False
    )
    op.create_table('reviews',
    sa.Column('id', Whole, nullable=False),
    sa.Column('agency_id', sa.Text(), nullable=False),
    sa.Column('requirement_id', Whole, nullable=False),
    sa.Column('finding_id', Whole, nullable=False),
    sa.Column('word', sa.Text(), nullable=False),
    sa.Column('instead', sa.Text(), nullable=True),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('made_by', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('made', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_reviews_agency_id')),
    sa.ForeignKeyConstraint(['finding_id'], ['findings.id'], name=op.f('fk_reviews_finding_id')),
    sa.ForeignKeyConstraint(['requirement_id'], ['requirements.id'], name=op.f('fk_reviews_requirement_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reviews'))
    )
    op.create_index(op.f('ix_reviews_agency_id_requirement_id'), 'reviews', ['agency_id', 'requirement_id'], unique=False)
    op.create_table('run_agencies',
    sa.Column('run_id', sa.Text(), nullable=False),
    sa.Column('agency_id', sa.Text(), nullable=False),
    sa.Column('standing', sa.Text(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('audit', sa.Text(), nullable=False),
    sa.Column('current', sa.Text(), nullable=False),
    sa.Column('cause', sa.Text(), nullable=True),
    sa.Column('changed', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_run_agencies_agency_id')),
    sa.ForeignKeyConstraint(['run_id'], ['runs.id'], name=op.f('fk_run_agencies_run_id')),
    sa.PrimaryKeyConstraint('run_id', 'agency_id', name=op.f('pk_run_agencies')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_run_agencies_agency_id_run_id'), 'run_agencies', ['agency_id', 'run_id'], unique=False)
    op.create_table('run_flips',
    sa.Column('run_id', sa.Text(), nullable=False),
    sa.Column('agency_id', sa.Text(), nullable=False),
    sa.Column('requirement_id', Whole, nullable=False),
    sa.Column('verdict_before', sa.Text(), nullable=False),
    sa.Column('verdict', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_run_flips_agency_id')),
    sa.ForeignKeyConstraint(['requirement_id'], ['requirements.id'], name=op.f('fk_run_flips_requirement_id')),
    sa.ForeignKeyConstraint(['run_id'], ['runs.id'], name=op.f('fk_run_flips_run_id')),
    sa.PrimaryKeyConstraint('run_id', 'agency_id', 'requirement_id', name=op.f('pk_run_flips')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_run_flips_agency_id_requirement_id'), 'run_flips', ['agency_id', 'requirement_id'], unique=False)
    op.create_table('run_gates',
    sa.Column('run_id', sa.Text(), nullable=False),
    sa.Column('gate', sa.Text(), nullable=False),
    sa.Column('value', sa.Double(), nullable=True),
    sa.Column('threshold', sa.Double(), nullable=False),
    sa.Column('at_least', sa.Boolean(), nullable=False),
    sa.Column('verdict', sa.Text(), nullable=False),
    sa.Column('detail', PlainJson(), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['runs.id'], name=op.f('fk_run_gates_run_id')),
    sa.PrimaryKeyConstraint('run_id', 'gate', name=op.f('pk_run_gates')),
    sqlite_with_rowid=False
    )
    op.create_table('published_agencies',
    sa.Column('agency_id', sa.Text(), nullable=False),
    sa.Column('run_id', sa.Text(), nullable=False),
    sa.Column('evaluation_id', Whole, nullable=True),
    sa.Column('silent_nights', sa.Integer(), nullable=False),
    sa.Column('silent_since', Moment(), nullable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_published_agencies_agency_id')),
    sa.ForeignKeyConstraint(['evaluation_id'], ['evaluations.id'], name=op.f('fk_published_agencies_evaluation_id')),
    sa.ForeignKeyConstraint(['run_id'], ['runs.id'], name=op.f('fk_published_agencies_run_id')),
    sa.PrimaryKeyConstraint('agency_id', name=op.f('pk_published_agencies')),
    sqlite_with_rowid=False
    )
    for name, version in _VIEWS:
        op.execute(f"CREATE VIEW {name} AS {view_sql(name, version)}")


def downgrade() -> None:
    for name, _ in reversed(_VIEWS):
        op.execute(f"DROP VIEW {name}")
    op.drop_table('published_agencies')
    op.drop_table('run_gates')
    op.drop_index(op.f('ix_run_flips_agency_id_requirement_id'), table_name='run_flips')
    op.drop_table('run_flips')
    op.drop_index(op.f('ix_run_agencies_agency_id_run_id'), table_name='run_agencies')
    op.drop_table('run_agencies')
    op.drop_index(op.f('ix_reviews_agency_id_requirement_id'), table_name='reviews')
    op.drop_table('reviews')
    op.drop_table('published_verdicts')
    op.drop_index(op.f('ix_published_changes_agency_id'), table_name='published_changes')
    op.drop_table('published_changes')
    op.drop_index(op.f('ix_runs_state'), table_name='runs')
    op.drop_index(op.f('ix_runs_group_name_opens'), table_name='runs')
    op.drop_table('runs')
    op.drop_table('run_canaries')
    op.drop_index(op.f('ix_notices_state_due'), table_name='notices')
    op.drop_table('notices')
    op.drop_table('heartbeats')
