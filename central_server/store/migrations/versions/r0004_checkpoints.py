"""Who did a visit by hand and why; checkpoints, their kiosks, settings, slides and staff."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns and make the tables."""
    op.add_column("visits", sa.Column("staff", sa.Uuid))
    op.add_column("visits", sa.Column("reason", sa.Text))
    _checkpoints()
    _joining()
    _set_from_here()
    op.create_table(
        "asked",
        sa.Column("what", sa.Text, primary_key=True),
        sa.Column("by", sa.LargeBinary, primary_key=True),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
    )
    op.create_index("asked_since", "asked", ["since"])


def _checkpoints() -> None:
    op.create_table(
        "checkpoints",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("code", sa.Text, nullable=False, unique=True),
        sa.Column("phone", sa.LargeBinary, nullable=False),
        sa.Column("sealed_phone", sa.LargeBinary, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_en", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("province", sa.Text, nullable=False),
        sa.Column("ward", sa.Text, nullable=False),
        sa.Column("street", sa.Text, nullable=False),
        sa.Column("capacity", sa.Integer),
        sa.Column("hotlines", sa.Text, nullable=False),
        sa.Column("declarations", sa.Text, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
    )
    op.create_index("checkpoints_phone", "checkpoints", ["phone"])
    op.create_table(
        "checkpoint_devices",
        sa.Column("device", sa.Uuid, primary_key=True),
        sa.Column("checkpoint", sa.Uuid, sa.ForeignKey("checkpoints.id"), nullable=False),
        sa.Column("gate", sa.Text, nullable=False),
        sa.Column("token", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
    )
    op.create_index("checkpoint_devices_checkpoint", "checkpoint_devices", ["checkpoint"])


def _joining() -> None:
    op.create_table(
        "registrant_sessions",
        sa.Column("hash", sa.LargeBinary, primary_key=True),
        sa.Column("phone", sa.LargeBinary, nullable=False),
        sa.Column("sealed_phone", sa.LargeBinary, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
    )
    op.create_index("registrant_sessions_until", "registrant_sessions", ["until"])
    op.create_table(
        "enrolment_codes",
        sa.Column("hash", sa.LargeBinary, primary_key=True),
        sa.Column("checkpoint", sa.Uuid, sa.ForeignKey("checkpoints.id"), nullable=False),
        sa.Column("made_by", sa.Uuid),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("used_by", sa.Uuid),
    )
    op.create_index("enrolment_codes_until", "enrolment_codes", ["until"])
    op.create_index("enrolment_codes_checkpoint", "enrolment_codes", ["checkpoint"])


def _set_from_here() -> None:
    op.create_table(
        "checkpoint_settings",
        sa.Column("checkpoint", sa.Uuid, sa.ForeignKey("checkpoints.id"), primary_key=True),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
    )
    op.create_table(
        "checkpoint_slides",
        sa.Column("checkpoint", sa.Uuid, sa.ForeignKey("checkpoints.id"), primary_key=True),
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "checkpoint_staff",
        sa.Column("checkpoint", sa.Uuid, sa.ForeignKey("checkpoints.id"), primary_key=True),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("pin", sa.Text, nullable=False),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
    )
