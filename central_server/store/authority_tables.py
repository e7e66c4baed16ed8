"""The tables of officers, of what they did and why, and of notices. No password stands in them, nor any code."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, Uuid

from central_server.store.checkpoint_tables import checkpoints
from central_server.store.tables import Moment, metadata

officers = Table(
    "officers",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),  # the name as it is typed to sign in: no accents, no case
    Column("role", Text, nullable=False),
    Column("area", Text),  # a province's code; NULL for the whole country
    Column("password", Text, nullable=False),  # argon2id
    Column("password_until", Moment),  # of one that was given out, to be changed at the first sign-in
    Column("totp", LargeBinary),  # the secret, sealed; NULL until enrolled
    Column("last_step", BigInteger, nullable=False),  # of the latest code that was used: each counts once
    Column("made_at", Moment, nullable=False),
    Column("disabled_at", Moment),
)

officer_recovery = Table(
    "officer_recovery",
    metadata,
    Column("officer", Uuid, ForeignKey("officers.id"), primary_key=True),
    Column("hash", LargeBinary, primary_key=True),  # HMAC under the centre's secret
)

office_sessions = Table(
    "office_sessions",
    metadata,
    Column("hash", LargeBinary, primary_key=True),  # SHA-256 of what is in the cookie
    Column("officer", Uuid, ForeignKey("officers.id"), nullable=False),
    Column("stage", Text, nullable=False),  # code, enrol, change; full
    Column("pending", LargeBinary),  # a secret that is being enrolled, sealed
    Column("made_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Index("office_sessions_officer", "officer"),
    Index("office_sessions_seen_at", "seen_at"),
)

# Wrong tries for a name that somebody typed, whether there is such an officer or not.
office_tries = Table(
    "office_tries",
    metadata,
    Column("name", LargeBinary, primary_key=True),  # HMAC
    Column("times", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Index("office_tries_at", "at"),
)

# Only ever added to: a trigger refuses anything else.
access_log = Table(
    "access_log",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("officer", Uuid, ForeignKey("officers.id")),  # NULL: on the server's own machine, or nobody known
    Column("act", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("counts", Text, nullable=False),  # JSON: what was found, as figures and codes
    Index("access_log_at", "at"),
    Index("access_log_officer", "officer", "at"),
    Index("access_log_act", "act", "number"),
)

access_subjects = Table(
    "access_subjects",
    metadata,
    Column("entry", BigInteger, ForeignKey("access_log.number"), primary_key=True, autoincrement=False),
    Column("subject", Uuid, primary_key=True),  # a person, a checkpoint, a kiosk, an officer: whatever it was about
    Index("access_subjects_subject", "subject", "entry"),
)

# Kept when they are over: revisions of what kiosks are told count them.
office_notices = Table(
    "office_notices",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("text", Text, nullable=False),
    Column("text_en", Text, nullable=False),
    Column("province", Text),  # for which checkpoints: all that is not NULL has to be so
    Column("ward", Text),
    Column("kind", Text),
    Column("checkpoint", Uuid, ForeignKey(checkpoints.c.id)),
    Column("made_by", Uuid, ForeignKey("officers.id"), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("until", Moment, nullable=False),  # brought forward when it is taken back
    Column("taken_back", Boolean, nullable=False),
    Index("office_notices_until", "until"),
)
