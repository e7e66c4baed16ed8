"""Visits know their checkpoint, and on PostgreSQL lie in a partition for each day."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ZERO = sa.text("0")
COLUMNS = "id, device, sequence, act, at, via, gate, follows, verified, person, staff, reason"


def upgrade() -> None:
    """Make the table of visits anew and carry them over; count what each device sent."""
    op.create_table("upkeep", sa.Column("job", sa.Text, primary_key=True), sa.Column("ran_at", MOMENT, nullable=False))
    op.create_index("people_device", "people", ["device"])
    _counts()
    _visits()


def _counts() -> None:
    for name, act in (("check_ins", "check_in"), ("check_outs", "check_out"), ("reversals", "reversal")):
        op.add_column("devices", sa.Column(name, sa.BigInteger, nullable=False, server_default=ZERO))
        count = f"SELECT count(*) FROM visits WHERE visits.device = devices.id AND act = '{act}'"  # noqa: S608  # ours
        op.execute(f"UPDATE devices SET {name} = ({count})")  # noqa: S608


def _visits() -> None:
    postgresql = op.get_context().dialect.name == "postgresql"
    op.drop_index("visits_device", "visits")
    op.drop_index("visits_person_at", "visits")
    if postgresql:
        op.execute("ALTER INDEX visits_pkey RENAME TO visits_before_pkey")
    op.rename_table("visits", "visits_before")
    op.create_table(
        "visits",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("device", sa.Uuid, nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("via", sa.Text, nullable=False),
        sa.Column("gate", sa.Text, nullable=False),
        sa.Column("follows", sa.Uuid),
        sa.Column("verified", sa.Boolean, nullable=False),
        sa.Column("person", sa.Uuid, nullable=False),
        sa.Column("staff", sa.Uuid),
        sa.Column("reason", sa.Text),
        sa.Column("checkpoint", sa.Uuid, nullable=False),
        postgresql_partition_by="RANGE (id)",
    )
    op.create_index("visits_checkpoint_at", "visits", ["checkpoint", "at"])
    op.create_index("visits_person_at", "visits", ["person", "at"])
    known = sa.text("follows IS NOT NULL")
    op.create_index("visits_follows", "visits", ["checkpoint", "follows"], sqlite_where=known, postgresql_where=known)
    if postgresql:
        # what is carried over moves to the days' partitions as these are made, at the start that follows
        op.execute("CREATE TABLE visits_default PARTITION OF visits DEFAULT")
    nowhere = "'00000000-0000-0000-0000-000000000000'::uuid" if postgresql else f"'{'0' * 32}'"
    of_device = "SELECT checkpoint FROM checkpoint_devices c WHERE c.device = visits_before.device"
    checkpoint = f"coalesce(({of_device}), {nowhere})"
    op.execute(
        f"INSERT INTO visits ({COLUMNS}, checkpoint) SELECT {COLUMNS}, {checkpoint} FROM visits_before"  # noqa: S608
    )
    op.drop_table("visits_before")
