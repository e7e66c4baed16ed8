"""The tables of checkpoints. Tokens, sessions and codes are not in them, only what is made of them one way."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, Uuid

from central_server.store.tables import Moment, metadata

# A registered checkpoint; its code is on its poster, for everybody.
checkpoints = Table(
    "checkpoints",
    metadata,
    Column("id", Uuid, primary_key=True),  # made by the kiosk that registered it
    Column("code", Text, nullable=False, unique=True),
    Column("phone", LargeBinary, nullable=False),  # HMAC of the registrant's number
    Column("sealed_phone", LargeBinary, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("province", Text, nullable=False),
    Column("ward", Text, nullable=False),
    Column("street", Text, nullable=False),
    Column("capacity", Integer),
    Column("hotlines", Text, nullable=False),  # a JSON list
    Column("declarations", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Index("checkpoints_phone", "phone"),
)

# The kiosks of a checkpoint; device_keys holds what they are known by.
checkpoint_devices = Table(
    "checkpoint_devices",
    metadata,
    Column("device", Uuid, primary_key=True),
    Column("checkpoint", Uuid, ForeignKey("checkpoints.id"), nullable=False),
    Column("gate", Text, nullable=False),
    Column("joined_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Index("checkpoint_devices_checkpoint", "checkpoint"),
)

# Registrants whose number was confirmed a short while ago.
registrant_sessions = Table(
    "registrant_sessions",
    metadata,
    Column("hash", LargeBinary, primary_key=True),  # SHA-256 of what they are known by
    Column("phone", LargeBinary, nullable=False),
    Column("sealed_phone", LargeBinary, nullable=False),
    Column("until", Moment, nullable=False),
    Index("registrant_sessions_until", "until"),
)

# Codes that let one more kiosk join, once.
enrolment_codes = Table(
    "enrolment_codes",
    metadata,
    Column("hash", LargeBinary, primary_key=True),  # HMAC of the code
    Column("checkpoint", Uuid, ForeignKey("checkpoints.id"), nullable=False),
    Column("made_by", Uuid),  # the kiosk that shows it; NULL for one that was given out
    Column("until", Moment, nullable=False),
    Column("used_by", Uuid),
    Index("enrolment_codes_until", "until"),
    Index("enrolment_codes_checkpoint", "checkpoint"),
)

# What the centre sets at the kiosks of a checkpoint, whole; none for nothing.
checkpoint_settings = Table(
    "checkpoint_settings",
    metadata,
    Column("checkpoint", Uuid, ForeignKey("checkpoints.id"), primary_key=True),
    Column("revision", BigInteger, nullable=False),
    Column("settings", Text, nullable=False),  # JSON of PushedSettings
    Column("changed_at", Moment, nullable=False),
)

checkpoint_slides = Table(
    "checkpoint_slides",
    metadata,
    Column("checkpoint", Uuid, ForeignKey("checkpoints.id"), primary_key=True),
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

checkpoint_staff = Table(
    "checkpoint_staff",
    metadata,
    Column("checkpoint", Uuid, ForeignKey("checkpoints.id"), primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("pin", Text, nullable=False),  # argon2id
    Column("disabled", Boolean, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

# How often something was asked by somebody who needs no token, since when.
asked = Table(
    "asked",
    metadata,
    Column("what", Text, primary_key=True),
    Column("by", LargeBinary, primary_key=True),  # HMAC of a network, or empty for everybody together
    Column("since", Moment, nullable=False),
    Column("times", Integer, nullable=False),
    Index("asked_since", "since"),
)
