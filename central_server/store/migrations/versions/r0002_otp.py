"""One-time codes: their secret, requests and messages."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "otp_secrets",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("secret", sa.LargeBinary, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
    )
    op.create_table(
        "otp_requests",
        sa.Column("device", sa.Uuid, primary_key=True),
        sa.Column("request", sa.Uuid, primary_key=True),
        sa.Column("phone", sa.LargeBinary, nullable=False),
        sa.Column("sealed_phone", sa.LargeBinary, nullable=False),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("voided_by", sa.Uuid),
        sa.Column("confirmed_at", MOMENT),
    )
    op.create_index("otp_requests_device_phone", "otp_requests", ["device", "phone"])
    op.create_index("otp_requests_made_at", "otp_requests", ["made_at"])
    op.create_table(
        "otp_messages",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("device", sa.Uuid, nullable=False),
        sa.Column("request", sa.Uuid, nullable=False),
        sa.Column("phone", sa.LargeBinary, nullable=False),
        sa.Column("prefix", sa.LargeBinary, nullable=False),
        sa.Column("reached", sa.Boolean, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_index("otp_messages_phone", "otp_messages", ["phone", "at"])
    op.create_index("otp_messages_prefix", "otp_messages", ["prefix", "at"])
    op.create_index("otp_messages_device", "otp_messages", ["device", "at"])
    op.create_index("otp_messages_at", "otp_messages", ["at"])
