"""Declarations and consents, which are only ever added to; citizen codes, their keys and revocations."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
LASTING = ("declarations", "consents")


def upgrade() -> None:
    """Make the tables, and the triggers that keep what was declared."""
    _declarations()
    _codes()
    for table in LASTING:
        _only_ever_added(table)


def _declarations() -> None:
    op.create_table(
        "declarations",
        sa.Column("id", sa.Uuid, sa.ForeignKey("receipts.id"), primary_key=True),
        sa.Column("device", sa.Uuid, nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("campaign", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("person", sa.Uuid, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("phone", sa.Text),
        sa.Column("phone_proof", sa.Text, nullable=False),
        sa.Column("request", sa.Uuid),
        sa.Column("phone_confirmed", sa.Boolean, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_index("declarations_device", "declarations", ["device"])
    op.create_index("declarations_person", "declarations", ["person", "made_at"])
    op.create_index("declarations_phone", "declarations", ["phone", "made_at"])
    op.create_table(
        "consents",
        sa.Column("declaration", sa.Uuid, sa.ForeignKey("declarations.id"), primary_key=True),
        sa.Column("person", sa.Uuid, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("device", sa.Uuid, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("text_version", sa.Text, nullable=False),
        sa.Column("text_hash", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("relationship", sa.Text, nullable=False),
        sa.Column("child_too", sa.Boolean, nullable=False),
    )
    op.create_index("consents_device", "consents", ["device"])
    op.create_index("consents_person", "consents", ["person"])
    op.create_table(
        "insurance_asked",
        sa.Column("device", sa.Uuid, primary_key=True),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
    )


def _codes() -> None:
    op.create_table(
        "code_keys",
        sa.Column("turn", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kid", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("public", sa.LargeBinary, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("signs_from", MOMENT, nullable=False),
        sa.Column("signs_until", MOMENT, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
    )
    op.create_table(
        "citizen_codes",
        sa.Column("id", sa.LargeBinary, primary_key=True),
        sa.Column("declaration", sa.Uuid, sa.ForeignKey("declarations.id"), nullable=False),
        sa.Column("person", sa.Uuid, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("kid", sa.LargeBinary, sa.ForeignKey("code_keys.kid"), nullable=False),
        sa.Column("issued", MOMENT, nullable=False),
        sa.Column("expires", MOMENT, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("revision", sa.BigInteger),
        sa.Column("revoked_at", MOMENT),
        sa.Column("reason", sa.Text),
        sa.UniqueConstraint("revision", name="citizen_codes_revision"),
    )
    not_revoked = sa.text("revision IS NULL")
    op.create_index(
        "citizen_codes_standing",
        "citizen_codes",
        ["declaration"],
        unique=True,
        sqlite_where=not_revoked,
        postgresql_where=not_revoked,
    )
    op.create_index("citizen_codes_kid", "citizen_codes", ["kid", "expires"])
    counter = op.create_table(
        "code_revision",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("last", sa.BigInteger, nullable=False),
    )
    op.bulk_insert(counter, [{"number": 1, "last": 0}])


def _only_ever_added(table: str) -> None:
    """Both databases refuse to change or remove a row, whoever asks."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} are only ever added'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_stay() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} are only ever added' USING ERRCODE = 'restrict_violation'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_stay()"
    )
