"""The tables. Every statement of the centre is built from these; migrations/ makes them."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    Uuid,
    literal_column,
    text,
)

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """An aware time, kept in UTC: SQLite's own type would lose the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Going in: any aware time."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Coming out: aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


ERASED = b""  # the hash of a receipt whose event was erased on request: whatever it said, it is known and done with

# Every event that was ever taken, for ever: the proof that an id is known, and what it said.
receipts = Table(
    "receipts",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("device", Uuid, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),  # SHA-256 of the canonical content, or ERASED
    Column("received_at", Moment, nullable=False),
    UniqueConstraint("device", "sequence", name="receipts_device_sequence"),
)

devices = Table(
    "devices",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("duplicates", BigInteger, nullable=False, server_default=literal_column("0")),
    # what was taken of it, ever: visits themselves go in time
    Column("check_ins", BigInteger, nullable=False, server_default=literal_column("0")),
    Column("check_outs", BigInteger, nullable=False, server_default=literal_column("0")),
    Column("reversals", BigInteger, nullable=False, server_default=literal_column("0")),
)

# A person as the kiosk that made them says in its latest event of them; others fill what that leaves empty.
people = Table(
    "people",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text),
    Column("birth", Text),  # as far as it is known: 1955, 1990-08, 1990-08-15
    Column("sex", Text),
    Column("device", Uuid, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("people_device", "device"),
)

identifiers = Table(
    "identifiers",
    metadata,
    Column("person", Uuid, ForeignKey("people.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Index("identifiers_kind_value", "kind", "value"),
)

# On PostgreSQL in partitions by id (store/partitions.py). No foreign keys: its receipt and its person are written in
# the same transaction, and looking for them again would cost as much as the row.
visits = Table(
    "visits",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("device", Uuid, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("act", Text, nullable=False),
    Column("at", Moment, nullable=False),  # by the kiosk's clock
    Column("via", Text, nullable=False),
    Column("gate", Text, nullable=False),
    Column("follows", Uuid),  # no foreign key: that event may arrive later
    Column("verified", Boolean, nullable=False),
    Column("person", Uuid, nullable=False),
    Column("staff", Uuid),  # who did it by hand
    Column("reason", Text),
    Column("checkpoint", Uuid, nullable=False),  # the device's, when this was taken; 0 for none
    Index("visits_checkpoint_at", "checkpoint", "at"),
    Index("visits_person_at", "person", "at"),
    Index(
        "visits_follows",  # also what closed the arrivals of some days, however much later: their ids are in order
        "checkpoint",
        "follows",
        sqlite_where=text("follows IS NOT NULL"),
        postgresql_where=text("follows IS NOT NULL"),
    ),
    postgresql_partition_by="RANGE (id)",
)

refused_scans = Table(
    "refused_scans",
    metadata,
    Column("id", Uuid, ForeignKey("receipts.id"), primary_key=True),
    Column("device", Uuid, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("what", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("source", Text, nullable=False),
    Index("refused_scans_device", "device"),
)

# Events that contradict one taken before, for people to look at: the earlier one stands.
conflicts = Table(
    "conflicts",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("device", Uuid, nullable=False),
    Column("event", Uuid, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("reason", Text, nullable=False),
    Column("content", Text, nullable=False),  # the event as canonical JSON
    Column("received_at", Moment, nullable=False),
    UniqueConstraint("device", "event", "hash", name="conflicts_once"),
)

# When each job of upkeep was last done, by whichever worker.
upkeep = Table(
    "upkeep",
    metadata,
    Column("job", Text, primary_key=True),
    Column("ran_at", Moment, nullable=False),
)
