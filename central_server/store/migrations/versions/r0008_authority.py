"""Officers of the authority, what they looked up and why, notices."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
LASTING = ("access_log", "access_subjects")


def upgrade() -> None:
    """Make the tables, and the triggers that keep the log as it was written."""
    _officers()
    _log()
    _notices()
    for table in LASTING:
        _only_ever_added(table)


def _officers() -> None:
    op.create_table(
        "officers",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False, unique=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("area", sa.Text),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("password_until", MOMENT),
        sa.Column("totp", sa.LargeBinary),
        sa.Column("last_step", sa.BigInteger, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("disabled_at", MOMENT),
    )
    op.create_table(
        "officer_recovery",
        sa.Column("officer", sa.Uuid, sa.ForeignKey("officers.id"), primary_key=True),
        sa.Column("hash", sa.LargeBinary, primary_key=True),
    )
    op.create_table(
        "office_sessions",
        sa.Column("hash", sa.LargeBinary, primary_key=True),
        sa.Column("officer", sa.Uuid, sa.ForeignKey("officers.id"), nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("pending", sa.LargeBinary),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
    )
    op.create_index("office_sessions_officer", "office_sessions", ["officer"])
    op.create_index("office_sessions_seen_at", "office_sessions", ["seen_at"])
    op.create_table(
        "office_tries",
        sa.Column("name", sa.LargeBinary, primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_index("office_tries_at", "office_tries", ["at"])


def _log() -> None:
    op.create_table(
        "access_log",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("officer", sa.Uuid, sa.ForeignKey("officers.id")),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("counts", sa.Text, nullable=False),
    )
    op.create_index("access_log_at", "access_log", ["at"])
    op.create_index("access_log_officer", "access_log", ["officer", "at"])
    op.create_index("access_log_act", "access_log", ["act", "number"])
    op.create_table(
        "access_subjects",
        sa.Column("entry", sa.BigInteger, sa.ForeignKey("access_log.number"), primary_key=True, autoincrement=False),
        sa.Column("subject", sa.Uuid, primary_key=True),
    )
    op.create_index("access_subjects_subject", "access_subjects", ["subject", "entry"])


def _notices() -> None:
    op.create_table(
        "office_notices",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("text_en", sa.Text, nullable=False),
        sa.Column("province", sa.Text),
        sa.Column("ward", sa.Text),
        sa.Column("kind", sa.Text),
        sa.Column("checkpoint", sa.Uuid, sa.ForeignKey("checkpoints.id")),
        sa.Column("made_by", sa.Uuid, sa.ForeignKey("officers.id"), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("taken_back", sa.Boolean, nullable=False),
    )
    op.create_index("office_notices_until", "office_notices", ["until"])


def _only_ever_added(table: str) -> None:
    """Both databases refuse to change or remove a row, whoever asks."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_stay() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is only ever added to' USING ERRCODE = 'restrict_violation'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_stay()"
    )
