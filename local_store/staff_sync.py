"""The staff as the whole checkpoint has them: what was changed here is told to the centre, what it knows is taken in.

Everybody keeps their id. Of two changes to one person the later counts; of two at the same moment the centre's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk.wire.checkpoint_messages import MAX_STAFF, StaffList, StaffSaid
from local_store import audit, pins
from local_store.connection import Connection, Row
from local_store.moments import from_micros, to_micros

_KNOWN = (
    "SELECT id, name, role, pin, disabled_at IS NOT NULL, coalesce(changed_at, made_at), coalesce(told, 0) "
    "FROM staff LEFT JOIN staff_changes ON staff_changes.staff = staff.id"
)


@dataclass(frozen=True, slots=True)
class Merged:
    """What the centre's word has changed: who was added or changed, and whoever may not sign in any more.

    ``ended`` are to be signed out where they sit. ``unusable`` came with a PIN that cannot be checked here, and keep
    the one they had.
    """

    changed: frozenset[UUID] = frozenset()
    ended: frozenset[UUID] = frozenset()
    unusable: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class StaffSync:
    """The cache of the checkpoint's staff."""

    connection: Connection

    def changed(self) -> Sequence[StaffSaid]:
        """Who was changed here and is not known to the centre so, longest ago first; as many as one message takes."""
        rows = self.connection.rows(f"{_KNOWN} WHERE NOT coalesce(told, 0) ORDER BY 6, id LIMIT ?", MAX_STAFF)
        return [
            StaffSaid(
                id=UUID(bytes=id_), name=name, role=role, pin=pin, disabled=bool(ended), changed_at=from_micros(at)
            )
            for id_, name, role, pin, ended, at, _ in rows
        ]

    def told(self, sent: Sequence[StaffSaid], answer: StaffList, at: datetime) -> Merged:
        """Take in the centre's answer to what was ``sent``. What it does not have as it stands here is told again."""
        with self.connection.writing():
            known = {UUID(bytes=row[0]): row for row in self.connection.rows(_KNOWN)}
            later = [one for one in answer.staff if one.id not in known or to_micros(one.changed_at) > known[one.id][5]]
            for one in later:
                self._take(one, known.get(one.id), at)
            self._note_what_it_knows(answer, {(one.id, one.changed_at) for one in sent})
        return Merged(
            frozenset(one.id for one in later),
            frozenset(one.id for one in later if one.disabled and one.id in known and not known[one.id][4]),
            frozenset(one.id for one in later if not pins.can_be_checked(one.pin)),
        )

    def _take(self, one: StaffSaid, ours: Row | None, at: datetime) -> None:
        usable, ended = pins.can_be_checked(one.pin), to_micros(one.changed_at) if one.disabled else None
        if ours is None:
            pin = one.pin if usable else pins.Hashing().nobodys
            self.connection.execute(
                "INSERT INTO staff (id, name, role, pin, made_at, disabled_at) VALUES (?, ?, ?, ?, ?, ?)",
                *(one.id.bytes, one.name, one.role, pin, to_micros(one.changed_at), ended),
            )
        else:
            pin = one.pin if usable else ours[3]
            self.connection.execute(
                "UPDATE staff SET name = ?, role = ?, pin = ?, disabled_at = ? WHERE id = ?",
                *(one.name, one.role, pin, ended, one.id.bytes),
            )
            if pin != ours[3]:  # as another PIN given here ends a lock
                self.connection.execute("DELETE FROM pin_tries WHERE subject = ?", one.id.bytes)
        _note(self.connection, one.id, to_micros(one.changed_at), told=True)
        audit.write(self.connection, at, None, "staff told", one.role, "disabled" if one.disabled else "done", one.id)

    def _note_what_it_knows(self, answer: StaffList, sent: set[tuple[UUID, datetime]]) -> None:
        theirs = {one.id: to_micros(one.changed_at) for one in answer.staff}
        for row in self.connection.rows(_KNOWN):
            staff, changed = UUID(bytes=row[0]), int(row[5])
            told = staff in theirs and (theirs[staff] >= changed or (staff, from_micros(changed)) in sent)
            _note(self.connection, staff, changed, told=told)


def changed_here(connection: Connection, staff: UUID, at: datetime) -> None:
    """Note a change, inside the transaction that makes it: later than those before it, whatever the clock says."""
    before = connection.row("SELECT changed_at FROM staff_changes WHERE staff = ?", staff.bytes)
    _note(connection, staff, max(to_micros(at), before[0] + 1 if before else 0), told=False)


def _note(connection: Connection, staff: UUID, changed: int, *, told: bool) -> None:
    connection.execute("INSERT OR REPLACE INTO staff_changes VALUES (?, ?, ?)", staff.bytes, changed, int(told))
