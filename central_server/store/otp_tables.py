"""The tables of one-time codes: no code and no phone number stands in them, only what is made of them with a key."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, Table, Text, Uuid

from central_server.store.tables import Moment, metadata

# One row, made at first need: what numbers are hashed and sealed with. Codes take the centre's token besides.
otp_secrets = Table(
    "otp_secrets",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("secret", LargeBinary, nullable=False),
    Column("made_at", Moment, nullable=False),
)

# A code that a kiosk asked for. It counts for that kiosk and that request alone.
otp_requests = Table(
    "otp_requests",
    metadata,
    Column("device", Uuid, primary_key=True),
    Column("request", Uuid, primary_key=True),
    Column("phone", LargeBinary, nullable=False),  # HMAC of the number
    Column("sealed_phone", LargeBinary, nullable=False),  # encrypted: needed again once the code is right
    Column("salt", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),  # HMAC of the code
    Column("state", Text, nullable=False),  # sending, sent, not_sent
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("voided_by", Uuid),  # the later request of the same number at the same kiosk
    Column("confirmed_at", Moment),
    Index("otp_requests_device_phone", "device", "phone"),
    Index("otp_requests_made_at", "made_at"),
)

# Every message that was sent or tried, for a day: the budgets are counted from it.
otp_messages = Table(
    "otp_messages",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("device", Uuid, nullable=False),
    Column("request", Uuid, nullable=False),
    Column("phone", LargeBinary, nullable=False),  # HMAC of the number
    Column("prefix", LargeBinary, nullable=False),  # HMAC of the number without its last four digits
    Column("reached", Boolean, nullable=False),  # false once it is certain that nothing was sent
    Column("at", Moment, nullable=False),
    Index("otp_messages_phone", "phone", "at"),
    Index("otp_messages_prefix", "prefix", "at"),
    Index("otp_messages_device", "device", "at"),
    Index("otp_messages_at", "at"),
)
