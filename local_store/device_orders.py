"""What was done of the centre's orders, so that one that is told again is not carried out again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk.checkpoint.device_ports import Forgotten
from local_store.connection import Connection
from local_store.moments import to_micros


@dataclass(frozen=True, slots=True)
class DeviceOrders:
    """The orders in the store behind ``connection``."""

    connection: Connection

    def done(self, order: UUID) -> Forgotten | None:
        """What came of an order that is done; None for one that is still to be done."""
        row = self.connection.row("SELECT removed, kept FROM device_orders WHERE id = ? AND done", order.bytes)
        return None if row is None else Forgotten(*row)

    def note(self, order: UUID, kind: str, at: datetime, came: Forgotten, *, done: bool) -> Forgotten:
        """Note what came of an order now; with what came of it before, if it was begun more than once."""
        row = self.connection.row(
            "INSERT INTO device_orders VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at, "
            "done = excluded.done, removed = removed + excluded.removed, kept = excluded.kept RETURNING removed, kept",
            *(order.bytes, kind[:40], to_micros(at), int(done), came.removed, came.kept),
        )
        return Forgotten(*row) if row is not None else came
