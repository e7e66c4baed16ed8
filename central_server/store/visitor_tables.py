"""The tables of visitors at their own phones: whose phone is known, how far a checkpoint's web device counted."""

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Index, LargeBinary, Table, Uuid

from central_server.store.tables import Moment, metadata

# A phone whose number was confirmed, for as long as its cookie lasts or until it is taken back.
visitor_sessions = Table(
    "visitor_sessions",
    metadata,
    Column("hash", LargeBinary, primary_key=True),  # SHA-256 of what is in the cookie
    Column("phone", LargeBinary, nullable=False),  # HMAC of the number
    Column("sealed_phone", LargeBinary, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("last_used", Date, nullable=False),  # the day is enough, and is written once a day
    Index("visitor_sessions_phone", "phone"),
    Index("visitor_sessions_made_at", "made_at"),
)

# What stands for all phones at a checkpoint: a device like a kiosk, which counts its events 1, 2, 3 … without a gap.
web_devices = Table(
    "web_devices",
    metadata,
    Column("checkpoint", Uuid, ForeignKey("checkpoints.id"), primary_key=True),
    Column("device", Uuid, nullable=False, unique=True),
    Column("last", BigInteger, nullable=False),  # the sequence number given out last; its lock puts events in order
)
