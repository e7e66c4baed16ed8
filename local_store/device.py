"""Who this kiosk is, and the numbers it gives to what it sends: 1, 2, 3 … without a gap."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from local_store.connection import Connection
from local_store.moments import to_micros


@dataclass(frozen=True, slots=True)
class Device:
    """``id`` names this kiosk to the centre; ``store_id`` names this file."""

    id: UUID
    store_id: UUID


def identify(connection: Connection, now: datetime) -> Device:
    """Who this kiosk is; made at the first opening and kept for ever."""
    with connection.writing():
        row = connection.row("SELECT id, store_id FROM device")
        if row is None:
            row = (uuid4().bytes, uuid4().bytes)
            connection.execute("INSERT INTO device VALUES (1, ?, ?, ?, 0)", *row, to_micros(now))
    return Device(UUID(bytes=row[0]), UUID(bytes=row[1]))


def next_sequence(connection: Connection) -> int:
    """The next number; it is used up only if the transaction around it is committed."""
    return int(connection.value("UPDATE device SET sequence = sequence + 1 RETURNING sequence"))
