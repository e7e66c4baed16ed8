"""Safety self-assessments of checkpoints, and campaigns kept at the centre."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "assessments",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("checkpoint", sa.Uuid, sa.ForeignKey("checkpoints.id"), nullable=False),
        sa.Column("checklist", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index("assessments_checkpoint", "assessments", ["checkpoint", "at"])
    op.create_table(
        "inspections",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("checkpoint", sa.Uuid, sa.ForeignKey("checkpoints.id"), nullable=False),
        sa.Column("officer", sa.Uuid, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index("inspections_checkpoint", "inspections", ["checkpoint", "at"])
    op.create_table(
        "place_levels",
        sa.Column("checkpoint", sa.Uuid, sa.ForeignKey("checkpoints.id"), primary_key=True),
        sa.Column("said", sa.Text),
        sa.Column("said_at", MOMENT),
        sa.Column("until", MOMENT),
        sa.Column("points", sa.Integer),
        sa.Column("checklist", sa.Text),
        sa.Column("found", sa.Text),
        sa.Column("found_at", MOMENT),
    )
    op.create_table(
        "kept_campaigns",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Text, primary_key=True),
        sa.Column("toml", sa.Text, nullable=False),
        sa.Column("made_by", sa.Uuid, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
    )
