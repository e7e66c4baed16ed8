"""Keys of kiosks, what they were last heard to say of themselves, and orders to them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Kiosks have keys instead of tokens; whoever had a token has to be enrolled anew."""
    if op.get_bind().dialect.name == "sqlite":
        _without_token()  # SQLite drops no column that is unique
    else:
        op.drop_column("checkpoint_devices", "token")
    _keys()
    _health()
    op.create_table(
        "device_orders",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("device", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("people", sa.Text, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT),
        sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
        sa.Column("answered_at", MOMENT),
        sa.Column("removed", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("kept", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("detail", sa.Text, nullable=False, server_default=""),
    )
    op.create_index("device_orders_device", "device_orders", ["device", "done_at"])


def _without_token() -> None:
    op.create_table(
        "checkpoint_devices_new",
        sa.Column("device", sa.Uuid, primary_key=True),
        sa.Column("checkpoint", sa.Uuid, sa.ForeignKey("checkpoints.id"), nullable=False),
        sa.Column("gate", sa.Text, nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
    )
    kept = "device, checkpoint, gate, joined_at, revoked_at"
    op.execute(f"INSERT INTO checkpoint_devices_new ({kept}) SELECT {kept} FROM checkpoint_devices")  # noqa: S608
    op.drop_table("checkpoint_devices")
    op.rename_table("checkpoint_devices_new", "checkpoint_devices")
    op.create_index("checkpoint_devices_checkpoint", "checkpoint_devices", ["checkpoint"])


def _keys() -> None:
    op.create_table(
        "device_keys",
        sa.Column("key_id", sa.Text, primary_key=True),
        sa.Column("device", sa.Uuid, nullable=False),
        sa.Column("public", sa.LargeBinary, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
    )
    op.create_index("device_keys_device", "device_keys", ["device"])
    op.create_table(
        "device_nonces",
        sa.Column("key_id", sa.Text, primary_key=True),
        sa.Column("nonce", sa.Text, primary_key=True),
        sa.Column("until", MOMENT, nullable=False),
    )
    op.create_index("device_nonces_until", "device_nonces", ["until"])


def _health() -> None:
    op.create_table(
        "device_health",
        sa.Column("device", sa.Uuid, primary_key=True),
        sa.Column("heard_at", MOMENT, nullable=False),
        sa.Column("reported_at", MOMENT),
        sa.Column("report", sa.Text),
        sa.Column("highest", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("waiting", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("skew_seconds", sa.Float),
        sa.Column("free", sa.Float),
        sa.Column("oldest_waiting", MOMENT),
    )
    op.create_table(
        "device_health_past",
        sa.Column("device", sa.Uuid, primary_key=True),
        sa.Column("at", MOMENT, primary_key=True),
        sa.Column("waiting", sa.BigInteger, nullable=False),
        sa.Column("skew_seconds", sa.Float, nullable=False),
        sa.Column("free", sa.Float),
    )
    op.create_index("device_health_past_at", "device_health_past", ["at"])
    op.create_table(
        "device_alarms",
        sa.Column("device", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("since", MOMENT, primary_key=True),
        sa.Column("checkpoint", sa.Uuid, nullable=False),
        sa.Column("until", MOMENT),
    )
    op.create_index("device_alarms_until", "device_alarms", ["until"])
