"""The tables of declarations, of what was agreed to, and of citizen codes."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)

from central_server.store.tables import Moment, metadata

# Only ever added to: a trigger refuses anything else. What was said stands in ``content``, word for word as its
# receipt's hash was made from it; the other columns are what it is found and counted by.
declarations = Table(
    "declarations",
    metadata,
    Column("id", Uuid, ForeignKey("receipts.id"), primary_key=True),
    Column("device", Uuid, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("at", Moment, nullable=False),  # by the kiosk's clock
    Column("made_at", Moment, nullable=False),  # the same, but never after it arrived
    Column("until", Moment, nullable=False),  # as long after made_at as the kiosk said after at
    Column("campaign", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("person", Uuid, ForeignKey("people.id"), nullable=False),
    Column("phone", Text),
    Column("phone_proof", Text, nullable=False),  # as the kiosk says
    Column("request", Uuid),
    Column("phone_confirmed", Boolean, nullable=False),  # this centre saw the code come back for this very number
    Column("content", Text, nullable=False),  # canonical JSON
    Index("declarations_device", "device"),
    Index("declarations_person", "person", "made_at"),
    Index("declarations_phone", "phone", "made_at"),
)

# Who agreed to which words, and when: one for each declaration, and as lasting.
consents = Table(
    "consents",
    metadata,
    Column("declaration", Uuid, ForeignKey("declarations.id"), primary_key=True),
    Column("person", Uuid, ForeignKey("people.id"), nullable=False),
    Column("device", Uuid, nullable=False),
    Column("at", Moment, nullable=False),
    Column("purpose", Text, nullable=False),  # the campaign
    Column("text_version", Text, nullable=False),
    Column("text_hash", Text, nullable=False),  # SHA-256 of the words shown, hex
    Column("language", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("actor", Text, nullable=False),  # who agreed, seen from the person
    Column("relationship", Text, nullable=False),  # who declared, seen from the person
    Column("child_too", Boolean, nullable=False),
    Index("consents_device", "device"),
    Index("consents_person", "person"),
)

# How often a kiosk asked whose an insurance number is, within the window under way.
insurance_asked = Table(
    "insurance_asked",
    metadata,
    Column("device", Uuid, primary_key=True),
    Column("since", Moment, nullable=False),
    Column("times", Integer, nullable=False),
)

# Keys that sign citizen codes, one after the other. ``turn`` is what two workers that make one at once collide on.
code_keys = Table(
    "code_keys",
    metadata,
    Column("turn", Integer, primary_key=True, autoincrement=False),
    Column("kid", LargeBinary, nullable=False, unique=True),
    Column("public", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # the private key under AES-256-GCM, nonce first
    Column("signs_from", Moment, nullable=False),
    Column("signs_until", Moment, nullable=False),  # or later, until the next one may sign
    Column("made_at", Moment, nullable=False),
)

citizen_codes = Table(
    "citizen_codes",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("declaration", Uuid, ForeignKey("declarations.id"), nullable=False),
    Column("person", Uuid, ForeignKey("people.id"), nullable=False),
    Column("kid", LargeBinary, ForeignKey("code_keys.kid"), nullable=False),
    Column("issued", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("text", Text, nullable=False),
    Column("revision", BigInteger),  # its place among the codes taken back
    Column("revoked_at", Moment),
    Column("reason", Text),
    UniqueConstraint("revision", name="citizen_codes_revision"),
    Index(
        "citizen_codes_standing",
        "declaration",
        unique=True,
        sqlite_where=text("revision IS NULL"),
        postgresql_where=text("revision IS NULL"),
    ),
    Index("citizen_codes_kid", "kid", "expires"),
)

# One row. Its lock puts revocations one after the other, so that none becomes visible after a later one.
code_revision = Table(
    "code_revision",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("last", BigInteger, nullable=False),
)
