"""What the law asks for: requests of data subjects, erasures, corrections, withdrawals, breaches.

What is only ever added to can be taken away from now on, by a transaction that says it erases.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
BEFORE = ("declarations", "consents", "access_log", "access_subjects")  # since 0003 and 0008
LASTING = ("subject_request_steps", "corrections", "consent_withdrawals")
LOGS = ("access_log", "access_subjects")
FOR_EVER = ("erasures", "erased_people")


def upgrade() -> None:
    """Make the tables and their triggers."""
    _requests()
    _erasing()
    _ledger()
    _breaches()
    for table in BEFORE:
        _free(table)
    for table in (*BEFORE, *LASTING):
        _only_ever_added(table, unless_erasing=True)
    for table in FOR_EVER:
        _only_ever_added(table, unless_erasing=False)


def _requests() -> None:
    op.create_table(
        "subject_requests",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("phone", sa.LargeBinary, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("acknowledge_by", MOMENT, nullable=False),
        sa.Column("acknowledged_at", MOMENT),
        sa.Column("answer_by", MOMENT, nullable=False),
        sa.Column("extended_at", MOMENT),
        sa.Column("ended_at", MOMENT),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_index("subject_requests_phone", "subject_requests", ["phone"])
    op.create_index("subject_requests_state", "subject_requests", ["state", "answer_by"])
    op.create_table(
        "subject_request_people",
        sa.Column("request", sa.Uuid, sa.ForeignKey("subject_requests.id"), primary_key=True),
        sa.Column("person", sa.Uuid, primary_key=True),
        sa.Column("how", sa.Text, nullable=False),
    )
    op.create_index("subject_request_people_person", "subject_request_people", ["person"])
    op.create_table(
        "subject_request_steps",
        sa.Column("request", sa.Uuid, sa.ForeignKey("subject_requests.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("officer", sa.Uuid),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
    )
    op.create_table(
        "subject_request_kiosks",
        sa.Column("request", sa.Uuid, sa.ForeignKey("subject_requests.id"), primary_key=True),
        sa.Column("device", sa.Uuid, primary_key=True),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT),
        sa.Column("written_off_at", MOMENT),
        sa.Column("written_off_by", sa.Uuid),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_table(
        "subject_request_orders",
        sa.Column("order", sa.Uuid, primary_key=True),
        sa.Column("request", sa.Uuid, sa.ForeignKey("subject_requests.id"), nullable=False),
        sa.Column("device", sa.Uuid, nullable=False),
    )
    op.create_index("subject_request_orders_request", "subject_request_orders", ["request", "device"])


def _erasing() -> None:
    op.create_table(
        "erasures",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("request", sa.Uuid),
        sa.Column("officer", sa.Uuid),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("counts", sa.Text, nullable=False),
    )
    op.create_table(
        "erased_people",
        sa.Column("hash", sa.LargeBinary, primary_key=True),
        sa.Column("erasure", sa.Uuid, sa.ForeignKey("erasures.id"), nullable=False),
    )
    op.create_index("erased_people_erasure", "erased_people", ["erasure"])
    op.create_table(
        "erased_codes",
        sa.Column("id", sa.LargeBinary, primary_key=True),
        sa.Column("revision", sa.BigInteger, nullable=False, unique=True),
        sa.Column("expires", MOMENT, nullable=False),
    )
    op.create_table("erasing_now", sa.Column("number", sa.Integer, primary_key=True, autoincrement=False))
    op.create_table(
        "corrections",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("person", sa.Uuid, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("old_hash", sa.LargeBinary, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("officer", sa.Uuid, nullable=False),
        sa.Column("request", sa.Uuid),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_index("corrections_person", "corrections", ["person", "field", "at"])


def _ledger() -> None:
    op.create_table(
        "consent_withdrawals",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("person", sa.Uuid, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("officer", sa.Uuid),
        sa.Column("words", sa.Text, nullable=False),
    )
    op.create_index("consent_withdrawals_person", "consent_withdrawals", ["person"])
    op.create_index("consent_withdrawals_purpose", "consent_withdrawals", ["purpose"])
    op.create_table(
        "past_consents",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("text_version", sa.Text, nullable=False),
        sa.Column("text_hash", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("relationship", sa.Text, nullable=False),
        sa.Column("child_too", sa.Boolean, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )
    op.create_index("past_consents_purpose", "past_consents", ["purpose", "text_version"])


def _breaches() -> None:
    op.create_table(
        "breaches",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("detected_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("notified_at", MOMENT),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("people", sa.BigInteger, nullable=False),
        sa.Column("noted_by", sa.Uuid, nullable=False),
    )
    op.create_index("breaches_due", "breaches", ["due_at"])


def _free(table: str) -> None:
    """Take away the triggers of 0003, which let nobody pass."""
    if op.get_context().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(f"DROP TRIGGER {table}_no_{act}")
        return
    op.execute(f"DROP TRIGGER {table}_stay ON {table}")
    op.execute(f"DROP FUNCTION {table}_stay()")


def _only_ever_added(table: str, *, unless_erasing: bool) -> None:
    """Refuse to change or remove a row; where it may be erased, only in a transaction that has said so."""
    refusal = f"{table} is only ever added to" if table in LOGS else f"{table} are only ever added"
    if op.get_context().dialect.name == "sqlite":
        when = "WHEN NOT EXISTS (SELECT 1 FROM erasing_now) " if unless_erasing else ""
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} {when}"
                f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
            )
        return
    passing = "IF TG_OP <> 'TRUNCATE' AND current_setting('centre.erasing', true) = 'on' THEN RETURN NULL; END IF;"
    op.execute(
        f"CREATE FUNCTION {table}_stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{passing if unless_erasing else ''} "
        f"RAISE EXCEPTION '{refusal}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_stay()"
    )
