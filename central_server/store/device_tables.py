"""The tables of kiosks: their keys, what was signed with them, how they are, and what they are told to do."""

from sqlalchemy import BigInteger, Column, Float, Index, Integer, LargeBinary, Table, Text, Uuid

from central_server.store.tables import Moment, metadata

# Every public key that a kiosk was ever known by; one of each counts, the others never again.
device_keys = Table(
    "device_keys",
    metadata,
    Column("key_id", Text, primary_key=True),  # RFC 7638 thumbprint
    Column("device", Uuid, nullable=False),
    Column("public", LargeBinary, nullable=False),  # 32 bytes
    Column("since", Moment, nullable=False),
    Column("ended_at", Moment),
    Index("device_keys_device", "device"),
)

# Nonces of requests that were let in, for as long as the request would be let in again.
device_nonces = Table(
    "device_nonces",
    metadata,
    Column("key_id", Text, primary_key=True),
    Column("nonce", Text, primary_key=True),
    Column("until", Moment, nullable=False),
    Index("device_nonces_until", "until"),
)

# How a kiosk is: the latest that it said of itself, and when it was heard last.
device_health = Table(
    "device_health",
    metadata,
    Column("device", Uuid, primary_key=True),
    Column("heard_at", Moment, nullable=False),
    Column("reported_at", Moment),  # by the centre's clock; NULL where it never reported
    Column("report", Text),  # JSON of HealthReported
    Column("highest", BigInteger, nullable=False, server_default="0"),
    Column("waiting", BigInteger, nullable=False, server_default="0"),
    Column("skew_seconds", Float),  # how far the kiosk's clock is ahead, as the centre saw it
    Column("free", Float),  # share of its disk
    Column("oldest_waiting", Moment),
)

# A day of it, for a line in a graph.
device_health_past = Table(
    "device_health_past",
    metadata,
    Column("device", Uuid, primary_key=True),
    Column("at", Moment, primary_key=True),
    Column("waiting", BigInteger, nullable=False),
    Column("skew_seconds", Float, nullable=False),
    Column("free", Float),
    Index("device_health_past_at", "at"),
)

# What is wrong with a kiosk, from when to when.
device_alarms = Table(
    "device_alarms",
    metadata,
    Column("device", Uuid, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("since", Moment, primary_key=True),
    Column("checkpoint", Uuid, nullable=False),
    Column("until", Moment),
    Index("device_alarms_until", "until"),
)

# What a kiosk is to do. An order stays open until it is done; a failed one is told again.
device_orders = Table(
    "device_orders",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("device", Uuid, nullable=False),
    Column("kind", Text, nullable=False),
    Column("people", Text, nullable=False),  # a JSON list of ids
    Column("made_at", Moment, nullable=False),
    Column("done_at", Moment),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("answered_at", Moment),
    Column("removed", BigInteger, nullable=False, server_default="0"),
    Column("kept", BigInteger, nullable=False, server_default="0"),
    Column("detail", Text, nullable=False, server_default=""),
    Index("device_orders_device", "device", "done_at"),
)
