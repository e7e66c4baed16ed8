"""Receipts, devices, people, visits, refused scans and conflicts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "receipts",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("device", sa.Uuid, nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.UniqueConstraint("device", "sequence", name="receipts_device_sequence"),
    )
    op.create_table(
        "devices",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("last_seen", MOMENT, nullable=False),
        sa.Column("duplicates", sa.BigInteger, nullable=False, server_default=sa.literal_column("0")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text),
        sa.Column("birth", sa.Text),
        sa.Column("sex", sa.Text),
        sa.Column("device", sa.Uuid, nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
    )
    op.create_table(
        "identifiers",
        sa.Column("person", sa.Uuid, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, primary_key=True),
    )
    op.create_index("identifiers_kind_value", "identifiers", ["kind", "value"])
    op.create_table(
        "visits",
        sa.Column("id", sa.Uuid, sa.ForeignKey("receipts.id"), primary_key=True),
        sa.Column("device", sa.Uuid, nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("via", sa.Text, nullable=False),
        sa.Column("gate", sa.Text, nullable=False),
        sa.Column("follows", sa.Uuid),
        sa.Column("verified", sa.Boolean, nullable=False),
        sa.Column("person", sa.Uuid, sa.ForeignKey("people.id"), nullable=False),
    )
    op.create_index("visits_device", "visits", ["device", "act"])
    op.create_index("visits_person_at", "visits", ["person", "at"])
    op.create_table(
        "refused_scans",
        sa.Column("id", sa.Uuid, sa.ForeignKey("receipts.id"), primary_key=True),
        sa.Column("device", sa.Uuid, nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
    )
    op.create_index("refused_scans_device", "refused_scans", ["device"])
    op.create_table(
        "conflicts",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("device", sa.Uuid, nullable=False),
        sa.Column("event", sa.Uuid, nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.UniqueConstraint("device", "event", "hash", name="conflicts_once"),
    )
