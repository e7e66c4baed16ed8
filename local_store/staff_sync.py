"""The staff as the whole checkpoint has them: what was changed here is told to the centre, what it knows is taken in.

Everybody keeps their id. What counts where the two accounts differ, ``kiosk/checkpoint/staff_merging.py`` says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk.checkpoint.staff_merging import merged
from kiosk.staff import sound_hash
from kiosk.wire.checkpoint_messages import MAX_STAFF, StaffList, StaffSaid
from local_store import audit, pins
from local_store.connection import Connection
from local_store.moments import from_micros, to_micros

_KEPT = (
    "SELECT staff.id, name, role, pin, disabled_at IS NOT NULL, coalesce(changed_at, made_at), coalesce(told, 0), "
    "staff.id IN (SELECT id FROM staff_here) FROM staff LEFT JOIN staff_changes ON staff_changes.staff = staff.id"
)
_NEW = ("name", "role", "pin", "disabled")


@dataclass(frozen=True, slots=True)
class Merged:
    """What the centre's word has changed: who was added or changed, and whoever may not sign in any more.

    ``ended`` are to be signed out where they sit. ``unusable`` came with a PIN that is not kept as it should be, and
    keep the one they had.
    """

    changed: frozenset[UUID] = frozenset()
    ended: frozenset[UUID] = frozenset()
    unusable: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class _Kept:
    """One of the staff as they stand here; ``told``: the centre knows; ``here``: they are of this checkpoint."""

    said: StaffSaid
    told: bool
    here: bool

    def same(self, other: StaffSaid) -> bool:
        """Whether it says the same of them, whenever it was changed."""
        return all(getattr(self.said, field) == getattr(other, field) for field in _NEW)

    def settled(self, theirs: StaffSaid | None, sent: StaffSaid | None) -> bool:
        """Whether the centre has heard all of it, so that its word counts alone.

        It has not where it knows less than it did: it was set back to what it knew before.
        """
        if theirs is None:
            return False
        if sent == self.said or self.same(theirs):
            return True
        behind = theirs.changed_at < self.said.changed_at or (self.said.disabled and not theirs.disabled)
        return self.told and not behind


@dataclass(frozen=True, slots=True)
class StaffSync:
    """The cache of the checkpoint's staff."""

    connection: Connection

    def changed(self) -> Sequence[StaffSaid]:
        """Who was changed here and is not known to the centre so, longest ago first; as many as one message takes.

        Only those of the checkpoint whose staff was told last. Whoever's PIN the centre would refuse holds up nobody.
        """
        waiting = [one.said for one in self._kept().values() if one.here and not one.told and sound_hash(one.said.pin)]
        return sorted(waiting, key=lambda one: (one.changed_at, one.id))[:MAX_STAFF]

    def told(self, sent: Sequence[StaffSaid], answer: StaffList, at: datetime) -> Merged:
        """Take in the centre's answer to what was ``sent``. What it does not have as it stands here is told again.

        Ask with nothing to be ``sent`` first: the answer says whose staff it is, and those of another checkpoint, who
        then may not sign in here, are not told to this one.
        """
        with self.connection.writing():
            before = self._may()
            if answer.checkpoint is not None:
                self._come_to(answer.checkpoint)
            kept, covered = self._kept(), {one.id: one for one in sent}
            theirs = {one.id: _usable(one, kept.get(one.id)) for one in answer.staff}
            waiting = [
                one.said
                for staff, one in kept.items()
                if one.here and not one.settled(theirs.get(staff), covered.get(staff))
            ]
            changed = set()
            for one in merged(theirs.values(), waiting):
                ours = kept.get(one.id)
                if ours is None or not ours.here or not ours.same(one):
                    self._take(one, ours, at)
                    changed.add(one.id)
                told = one == theirs.get(one.id)
                if ours is None or (ours.said.changed_at, ours.told) != (one.changed_at, told):
                    _note(self.connection, one.id, to_micros(one.changed_at), told=told)
            ended = before - self._may()
            for staff in sorted(ended - changed):
                audit.write(self.connection, at, None, "staff told", kept[staff].said.role, "elsewhere", staff)
        unusable = frozenset(one.id for one in answer.staff if not sound_hash(one.pin))
        return Merged(frozenset(changed), frozenset(ended), unusable & changed)

    def _kept(self) -> Mapping[UUID, _Kept]:
        return {
            UUID(bytes=id_): _Kept(
                StaffSaid(
                    id=UUID(bytes=id_),
                    name=name,
                    role=role,
                    pin=pin,
                    disabled=bool(ended),
                    changed_at=from_micros(when),
                ),
                bool(told),
                bool(here),
            )
            for id_, name, role, pin, ended, when, told, here in self.connection.rows(_KEPT)
        }

    def _may(self) -> set[UUID]:
        return {
            UUID(bytes=row[0]) for row in self.connection.rows("SELECT id FROM staff_here WHERE disabled_at IS NULL")
        }

    def _come_to(self, checkpoint: UUID) -> None:
        """Whoever was added since the last answer is of the checkpoint that gave it; or of this one, the first."""
        row = self.connection.row("SELECT checkpoint FROM staff_places WHERE staff = zeroblob(16)")
        self.connection.execute(
            "INSERT INTO staff_places SELECT id, ? FROM staff WHERE id NOT IN (SELECT staff FROM staff_places)",
            checkpoint.bytes if row is None else row[0],
        )
        if row is None or row[0] != checkpoint.bytes:
            self.connection.execute("INSERT OR REPLACE INTO staff_places VALUES (zeroblob(16), ?)", checkpoint.bytes)

    def _take(self, one: StaffSaid, ours: _Kept | None, at: datetime) -> None:
        ended = to_micros(at) if one.disabled else None
        if ours is None:
            self.connection.execute(
                "INSERT INTO staff (id, name, role, pin, made_at, disabled_at) VALUES (?, ?, ?, ?, ?, ?)",
                *(one.id.bytes, one.name, one.role, one.pin, to_micros(one.changed_at), ended),
            )
        else:
            self.connection.execute(
                "UPDATE staff SET name = ?, role = ?, pin = ?, disabled_at = ? WHERE id = ?",
                *(one.name, one.role, one.pin, ended, one.id.bytes),
            )
            if one.pin != ours.said.pin:  # as another PIN given here ends a lock
                self.connection.execute("DELETE FROM pin_tries WHERE subject = ?", one.id.bytes)
        self.connection.execute(
            "INSERT OR REPLACE INTO staff_places SELECT ?, checkpoint FROM staff_places WHERE staff = zeroblob(16)",
            one.id.bytes,
        )
        audit.write(self.connection, at, None, "staff told", one.role, _outcome(one, ours), one.id)


def changed_here(connection: Connection, staff: UUID, at: datetime) -> None:
    """Note a change, inside the transaction that makes it: later than those before it, whatever the clock says."""
    before = connection.row("SELECT changed_at FROM staff_changes WHERE staff = ?", staff.bytes)
    _note(connection, staff, max(to_micros(at), before[0] + 1 if before else 0), told=False)


def disabled_here(connection: Connection, staff: UUID) -> None:
    """Note that somebody was disabled, inside the transaction that does so: it needs no time, since it is for good."""
    connection.execute(
        "INSERT INTO staff_changes SELECT id, made_at, 0 FROM staff WHERE id = ? "
        "ON CONFLICT (staff) DO UPDATE SET told = 0",
        staff.bytes,
    )


def _note(connection: Connection, staff: UUID, changed: int, *, told: bool) -> None:
    connection.execute("INSERT OR REPLACE INTO staff_changes VALUES (?, ?, ?)", staff.bytes, changed, int(told))


def _usable(one: StaffSaid, ours: _Kept | None) -> StaffSaid:
    """With the PIN they had here, or nobody's, in place of one that is not kept as it should be."""
    if sound_hash(one.pin):
        return one
    return one.model_copy(update={"pin": ours.said.pin if ours else pins.Hashing().nobodys})


def _outcome(one: StaffSaid, ours: _Kept | None) -> str:
    if one.disabled:
        return "disabled"
    return "last supervisor" if ours and ours.here and ours.said.disabled else "done"
