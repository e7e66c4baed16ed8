"""The outgoing queue. A row leaves it only by the centre's answer for that very row, and never by being deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk.ports import OutboxItem
from local_store.connection import Connection
from local_store.moments import from_micros, to_micros


@dataclass(frozen=True, slots=True)
class RefusedItem:
    """A row of the staff's work-list: ``at`` is when the centre said no (aware UTC)."""

    item: OutboxItem
    reason: str
    at: datetime


def put(connection: Connection, item: UUID, sequence: int, body: str, stay: int | None = None) -> None:
    """Queue one event, inside the transaction that records what it tells; ``stay`` is the one that it is about."""
    connection.execute(
        "INSERT INTO outbox (sequence, id, body, stay) VALUES (?, ?, ?, ?)", sequence, item.bytes, body, stay
    )


class Outbox:
    """The queue as ``kiosk.ports.OutboxStore``. An answer for a row that is no longer waiting changes nothing."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_batch(self, limit: int) -> Sequence[OutboxItem]:
        """The items to send next: fewest attempts first, then oldest."""
        rows = self._connection.rows(
            "SELECT id, sequence, body, attempts FROM outbox WHERE state = 'waiting' "
            "ORDER BY attempts, sequence LIMIT ?",
            limit,
        )
        return [_item(row) for row in rows]

    def tried(self, ids: Sequence[UUID]) -> None:
        """Count one more attempt for each of these."""
        with self._connection.writing():
            self._connection.many("UPDATE outbox SET attempts = attempts + 1 WHERE id = ?", [(i.bytes,) for i in ids])

    def sent(self, ids: Sequence[UUID], at: datetime) -> None:
        """The centre has these."""
        moment = to_micros(at)
        with self._connection.writing():
            self._connection.many(
                "UPDATE outbox SET state = 'sent', settled_at = ? WHERE id = ? AND state = 'waiting'",
                [(moment, i.bytes) for i in ids],
            )

    def refused(self, item: UUID, reason: str, at: datetime) -> None:
        """The centre will never take this one as it is."""
        self._connection.execute(
            "UPDATE outbox SET state = 'refused', settled_at = ?, reason = ? WHERE id = ? AND state = 'waiting'",
            to_micros(at),
            reason,
            item.bytes,
        )

    def send_again(self, item: UUID) -> bool:
        """Take a refused item back into the queue, as the staff ask once its reason is gone; False if it is none."""
        with self._connection.writing():
            self._connection.execute(
                "DELETE FROM set_aside WHERE sequence = (SELECT sequence FROM outbox WHERE id = ?)", item.bytes
            )
            changed = self._connection.execute(
                "UPDATE outbox SET state = 'waiting', settled_at = NULL, reason = NULL, attempts = 0 "
                "WHERE id = ? AND state = 'refused'",
                item.bytes,
            )
        return changed > 0

    def set_aside(self, item: UUID, reason: str, at: datetime) -> bool:
        """Take a refused item off the work-list; it is kept, and may still be sent again. False if it is none."""
        added = self._connection.execute(
            "INSERT OR IGNORE INTO set_aside SELECT sequence, ?, ? FROM outbox WHERE id = ? AND state = 'refused'",
            to_micros(at),
            reason,
            item.bytes,
        )
        return added > 0

    def work_list(self, limit: int = 100) -> Sequence[RefusedItem]:
        """What the centre refused, oldest first, but for what was set aside."""
        rows = self._connection.rows(
            "SELECT id, sequence, body, attempts, reason, settled_at FROM outbox INDEXED BY outbox_refused "
            "WHERE state = 'refused' AND sequence NOT IN (SELECT sequence FROM set_aside) ORDER BY sequence LIMIT ?",
            limit,
        )
        return [RefusedItem(_item(row[:4]), row[4], from_micros(row[5])) for row in rows]

    def body(self, item: UUID) -> str | None:
        """The words of one event, whatever has become of it; None for one that is not kept."""
        row = self._connection.row("SELECT body FROM outbox WHERE id = ?", item.bytes)
        return None if row is None else str(row[0])

    def waiting(self) -> int:
        """How many items are waiting to be sent."""
        return int(self._connection.value("SELECT waiting FROM totals"))

    def refused_count(self) -> int:
        """How many items stand on the work-list."""
        return int(self._connection.value("SELECT refused FROM totals"))


def _item(row: tuple[bytes, int, str, int]) -> OutboxItem:
    return OutboxItem(UUID(bytes=row[0]), row[1], row[2], row[3])
