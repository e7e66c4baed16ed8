"""People in isolation, and how they are day by day."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "isolations",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("birth", sa.Text),
        sa.Column("phone", sa.LargeBinary, nullable=False),
        sa.Column("sealed_phone", sa.LargeBinary, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("checkpoint", sa.Uuid, sa.ForeignKey("checkpoints.id")),
        sa.Column("province", sa.Text, nullable=False),
        sa.Column("ward", sa.Text, nullable=False),
        sa.Column("street", sa.Text, nullable=False),
        sa.Column("from_day", sa.Date, nullable=False),
        sa.Column("until_day", sa.Date, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("made_by", sa.Uuid, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("ended_day", sa.Date),
        sa.Column("ended_at", MOMENT),
        sa.Column("ended_by", sa.Uuid),
        sa.Column("end_reason", sa.Text),
    )
    op.create_index("isolations_phone", "isolations", ["phone"])
    op.create_index("isolations_checkpoint", "isolations", ["checkpoint", "until_day"])
    op.create_index("isolations_ward", "isolations", ["province", "ward", "until_day"])
    op.create_index("isolations_until", "isolations", ["until_day"])
    op.create_table(
        "isolation_reports",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("isolation", sa.Uuid, sa.ForeignKey("isolations.id"), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("temperature", sa.Integer),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
    )
    op.create_index("isolation_reports_day", "isolation_reports", ["isolation", "day", "at"])
