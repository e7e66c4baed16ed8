"""Visitors at their own phones: sessions, and the devices that stand for them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "visitor_sessions",
        sa.Column("hash", sa.LargeBinary, primary_key=True),
        sa.Column("phone", sa.LargeBinary, nullable=False),
        sa.Column("sealed_phone", sa.LargeBinary, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("last_used", sa.Date, nullable=False),
    )
    op.create_index("visitor_sessions_phone", "visitor_sessions", ["phone"])
    op.create_index("visitor_sessions_made_at", "visitor_sessions", ["made_at"])
    op.create_table(
        "web_devices",
        sa.Column("checkpoint", sa.Uuid, sa.ForeignKey("checkpoints.id"), primary_key=True),
        sa.Column("device", sa.Uuid, nullable=False, unique=True),
        sa.Column("last", sa.BigInteger, nullable=False),
    )
