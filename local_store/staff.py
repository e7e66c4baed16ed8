"""The staff as this kiosk knows them, and their PINs. ``Staff`` is the store as ``kiosk.desk.ports.StaffDesk``.

A try is counted before the PIN is looked at, and given back if it was right: neither several tries at once nor a
plug that is pulled in time gives one away. Whoever is not known, or no longer, is as much work as anybody.
"""

import difflib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic as running_time
from uuid import UUID

from uuid_utils.compat import uuid7

from kiosk.errand_ports import PinVerdict
from kiosk.errand_screens import StaffName
from kiosk.errors import KioskError
from kiosk.people import folded
from kiosk.staff import Role as Role
from local_store import audit, pins, staff_sync
from local_store.connection import Connection
from local_store.lockout import OF_KIOSK, OF_ONE, SteadyTime, Tries
from local_store.moments import to_micros

KIOSK = UUID(int=0)
"""Whose tries count for the kiosk as a whole."""

_LONGEST_NAME = 80


class StaffRefused(KioskError):
    """What was asked for cannot be done; the message says why and what can."""


@dataclass(frozen=True, slots=True, repr=False)
class _Counted:
    """A try that was counted and not yet looked at."""

    now: int
    kept: str | None  # the hash, None for nobody
    one: Tries
    kiosk: Tries
    kiosk_before: Tries


class Staff:
    """Who may sign in here. ``monotonic`` are seconds that never go back."""

    def __init__(
        self,
        connection: Connection,
        monotonic: Callable[[], float] = running_time,
        hashing: pins.Hashing = pins.Hashing(),  # noqa: B008 - frozen
    ) -> None:
        self._connection = connection
        self._hashing = hashing
        self._time = SteadyTime(monotonic)

    def listed(self) -> Sequence[StaffName]:
        """Who may sign in here, by name."""
        rows = self._connection.rows("SELECT id, name, role FROM staff_here WHERE disabled_at IS NULL")
        names = [StaffName(UUID(bytes=row[0]), row[1], row[2]) for row in rows]
        return sorted(names, key=lambda one: (folded(one.name), one.name))

    def check(self, staff: UUID, pin: str, now: datetime, purpose: str) -> PinVerdict:
        """Check a PIN, count a wrong one, lock after too many; each try is a line of the audit log."""
        counted = self._count(staff, now, purpose)
        if isinstance(counted, PinVerdict):
            return counted
        right = self._hashing.matches(counted.kept, pin)
        with self._connection.writing():
            audit.write(self._connection, now, staff, "pin", purpose, "right" if right else "wrong")
            if right:
                self._put(staff, Tries())
                kiosk = self._tries(KIOSK).forgiven(counted.one.wrong, counted.kiosk, counted.kiosk_before)
                self._put(KIOSK, kiosk)
        return PinVerdict(True, OF_ONE.tries, 0.0) if right else _verdict(counted.one, counted.kiosk, counted.now)

    def signed_out(self, staff: UUID, why: str, at: datetime) -> None:
        """Note that somebody was signed out: ``chosen``, ``idle``, ``ended``."""
        with self._connection.writing():
            audit.write(self._connection, at, staff, "signed out", why, "done")

    def change_own_pin(self, staff: UUID, old: str, new: str, at: datetime) -> PinVerdict:
        """Another PIN for oneself, if ``old`` is right. StaffRefused, and no try counted, for one that is not taken."""
        kept = self._hashed(new)
        if new == old:
            raise StaffRefused("The new PIN is the old one.")
        verdict = self.check(staff, old, at, "change_pin")
        if verdict.right:
            self._change_pin(staff, kept, at, staff)
        return verdict

    def add(self, name: str, role: str, pin: str, at: datetime, by: UUID | None = None) -> UUID:
        """Let somebody sign in from now on. StaffRefused for a name, a role or a PIN that is not taken."""
        name = _clean(name)
        if role not in list(Role):
            raise StaffRefused(f"{role} is not a role; there are: {', '.join(Role)}.")
        kept = self._hashed(pin)
        with self._connection.writing():
            if any(_even(one.name) == _even(name) for one in self.listed()):
                raise StaffRefused(f"{name} is listed already. Add something that tells the two apart.")
            staff = uuid7()
            self._connection.execute(
                "INSERT INTO staff (id, name, role, pin, made_at) VALUES (?, ?, ?, ?, ?)",
                *(staff.bytes, name, role, kept, to_micros(at)),
            )
            staff_sync.changed_here(self._connection, staff, at)
            audit.write(self._connection, at, by, "staff added", role, "done", staff)
        return staff

    def change_pin(self, staff: UUID, pin: str, at: datetime, by: UUID | None = None) -> None:
        """Give somebody another PIN; whatever was tried on the old one is forgotten. StaffRefused as ``add``."""
        self._change_pin(staff, self._hashed(pin), at, by)

    def disable(self, staff: UUID, at: datetime, by: UUID | None = None) -> None:
        """Let somebody no longer sign in; what they did stays in their name.

        StaffRefused if they could not, and for the last supervisor: nobody could let anybody in any more.
        """
        with self._connection.writing():
            self._require(staff)
            supervisors = {one.id for one in self.listed() if one.role == Role.SUPERVISOR}
            if supervisors == {staff}:
                raise StaffRefused("This is the last supervisor. Let another one sign in first.")
            self._connection.execute("UPDATE staff SET disabled_at = ? WHERE id = ?", to_micros(at), staff.bytes)
            staff_sync.disabled_here(self._connection, staff)
            audit.write(self._connection, at, by, "staff disabled", "", "done", staff)

    def names(self) -> Mapping[UUID, str]:
        """Everybody there ever was, by id: whoever may no longer sign in still did what they did."""
        return {UUID(bytes=row[0]): row[1] for row in self._connection.rows("SELECT id, name FROM staff")}

    def find(self, name: str) -> UUID:
        """Whoever is listed under this name, in capitals or not, or under this id. StaffRefused names the nearest."""
        listed = self.listed()
        found = [one.id for one in listed if _even(name) in (_even(one.name), str(one.id))]
        if found:
            return found[0]
        by_fold: dict[str, list[str]] = {}
        for one in listed:
            by_fold.setdefault(folded(one.name), []).append(one.name)
        near = [known for fold in difflib.get_close_matches(folded(name), by_fold, 3) for known in by_fold[fold]]
        advice = f"Did you mean {' or '.join(near)}?" if near else "See `kiosk staff list`."
        raise StaffRefused(f"Nobody is listed as {' '.join(name.split())}. {advice}")

    def _change_pin(self, staff: UUID, kept: str, at: datetime, by: UUID | None) -> None:
        with self._connection.writing():
            self._require(staff)
            self._connection.execute("UPDATE staff SET pin = ? WHERE id = ?", kept, staff.bytes)
            self._put(staff, Tries())
            staff_sync.changed_here(self._connection, staff, at)
            audit.write(self._connection, at, by, "pin changed", "", "done", staff)

    def _count(self, staff: UUID, now: datetime, purpose: str) -> "_Counted | PinVerdict":
        with self._connection.writing():
            high = int(self._connection.value("SELECT high FROM pin_clock"))
            steady = self._time.at(to_micros(now), high)
            self._connection.execute("UPDATE pin_clock SET high = ?", steady)
            one, kiosk = self._tries(staff).rested(OF_ONE, steady), self._tries(KIOSK).rested(OF_KIOSK, steady)
            if one.until or kiosk.until:
                audit.write(self._connection, now, staff, "pin", purpose, "locked")
                return _verdict(one, kiosk, steady)
            row = self._connection.row("SELECT pin FROM staff_here WHERE id = ? AND disabled_at IS NULL", staff.bytes)
            after = one.one_more(OF_ONE, steady), kiosk.one_more(OF_KIOSK, steady)
            self._put(staff, after[0])
            self._put(KIOSK, after[1])
            return _Counted(steady, None if row is None else str(row[0]), *after, kiosk)

    def _tries(self, subject: UUID) -> Tries:
        row = self._connection.row("SELECT wrong, rounds, until, last FROM pin_tries WHERE subject = ?", subject.bytes)
        return Tries() if row is None else Tries(*row)

    def _put(self, subject: UUID, tries: Tries) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO pin_tries VALUES (?, ?, ?, ?, ?)",
            *(subject.bytes, tries.wrong, tries.rounds, tries.until, tries.last),
        )

    def _hashed(self, pin: str) -> str:
        problem = pins.pin_problem(pin)
        if problem is not None:
            raise StaffRefused(problem.value)
        return self._hashing.hashed(pin)

    def _require(self, staff: UUID) -> None:
        if all(one.id != staff for one in self.listed()):
            raise StaffRefused("Nobody with this id may sign in here.")


def _verdict(one: Tries, kiosk: Tries, now: int) -> PinVerdict:
    locked = max(one.locked_seconds(now), kiosk.locked_seconds(now))
    left = 0 if locked else min(OF_ONE.tries - one.wrong, OF_KIOSK.tries - kiosk.wrong)
    return PinVerdict(False, left, locked)


def _clean(name: str) -> str:
    clean = " ".join(unicodedata.normalize("NFC", name).split())
    if not any(letter.isalpha() for letter in clean) or not clean.isprintable() or len(clean) > _LONGEST_NAME:
        raise StaffRefused(f"A name has letters, and {_LONGEST_NAME} characters at most.")
    return clean


def _even(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
