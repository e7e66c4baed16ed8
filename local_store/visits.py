"""Visits: what was done at the gate, one row after the other, with the words for the centre in the same transaction.

``Visits`` is the store as ``kiosk.ports.VisitStore``. Everything that changes something returns after its COMMIT, and
a COMMIT is on disk when it returns (``synchronous=FULL``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from kiosk.cards.card import Card
from kiosk.desk.rows import WhyAnnulled
from kiosk.ports import Crossing
from kiosk.screens import Referral
from kiosk.visits import Act, Standing, Via, Visit
from kiosk.wire.wording import refused_scan_said, text_of, visit_said
from local_store import audit, holdings, outbox, people, presence, referrals, stays
from local_store.connection import Connection, Row
from local_store.device import next_sequence
from local_store.moments import bounds, from_micros, local_day, to_micros
from local_store.people import Known

COLUMNS = "sequence, id, person, act, at, via, gate, follows, verified, staff, reason"


_TRIED_BYTES = 64 * 1024
_SPOKEN_FOR = (Via.PROXY, Via.PHONE, Via.PHONE_ATTESTED)
"""What the staff record of somebody who stands before them; of what they do by the list, the list writes the audit."""


@dataclass(frozen=True, slots=True)
class Visits:
    """The gate's view of the store; ``device`` is this kiosk."""

    connection: Connection
    device: UUID

    def standing(self, card: Card, person: UUID | None = None) -> Standing:
        """What is known of whoever holds this card, or of ``person`` where that is given; nothing is written."""
        with self.connection.reading():
            if person is None:
                return standing_of(self.connection, self.device, people.find(self.connection, card))
            row = people.row_of(self.connection, person)
            known = None if row is None else people.load(self.connection, [row])[row]
            return standing_of(self.connection, self.device, known)

    def record(self, crossing: Crossing) -> tuple[Visit, Visit | None]:
        """Write a visit and its outbox row; both are on disk when this returns.

        ``follows`` may name a row that is no longer kept, except for a reversal. ValueError where it names a
        visit of somebody else, where a reversal takes back nothing or a reversal, and for a time without a zone.
        """
        at = to_micros(crossing.at)
        with self.connection.writing():
            before = self._followed(crossing)
            followed = None if before is None else people.row_of(self.connection, before.person.id)
            if crossing.person is not None:
                known = people.named(self.connection, crossing.person, crossing.card)
            else:
                known = people.find_or_make(self.connection, crossing.card, crossing.at, otherwise=followed)
            if before is not None and people.row_of(self.connection, before.person.id) != known.row:
                raise ValueError("the visit that is followed is somebody else's")
            visit = Visit(
                id=uuid7(),
                device=self.device,
                sequence=next_sequence(self.connection),
                person=known.person,
                act=crossing.act,
                at=from_micros(at),
                via=crossing.via,
                gate=crossing.gate,
                follows=crossing.follows,
                verified=crossing.verified,
                staff=crossing.staff,
                reason=crossing.reason,
            )
            self._write(visit, known.row, before, text_of(visit_said(visit, crossing.card)))
            if visit.staff is not None and visit.via in _SPOKEN_FOR and not _corrects(visit):
                audit.write(self.connection, crossing.at, visit.staff, visit.act, visit.via, "done", visit.person.id)
        return visit, before

    def refuse_scan(self, kind: str, reason: str, source: str, at: datetime) -> None:
        """Remember that a scan was turned down, and tell the centre; never what the scan contained.

        Words longer than the wire takes are cut: ``kind`` at 40, ``reason`` at 80, ``source`` at 200 characters.
        """
        moment = to_micros(at)
        kind, reason, source = kind[:40], reason[:80], source[:200]
        with self.connection.writing():
            item, sequence = uuid7(), next_sequence(self.connection)
            self.connection.execute(
                "INSERT INTO refused_scans VALUES (?, ?, ?, ?, ?, ?)",
                sequence,
                item.bytes,
                moment,
                kind,
                reason,
                source,
            )
            said = refused_scan_said(item, sequence, from_micros(moment), kind, reason, source)
            outbox.put(self.connection, item, sequence, text_of(said))

    def refer(self, reason: Referral, person: UUID | None, at: datetime) -> str:
        """Put somebody on the staff's list; returns the number they are met by, such as ``A 07``."""
        return referrals.refer(self.connection, reason, person, at)

    def inside_now(self) -> int:
        """How many people are inside by this kiosk's records."""
        return presence.inside_now(self.connection)

    def recorded(self) -> int:
        """How many visits there are."""
        return int(self.connection.value("SELECT count(*) FROM visits"))

    def recorded_today(self, at: datetime) -> int:
        """How many visits carry a time of the local day of ``at``."""
        first, end = bounds(local_day(at))
        return int(self.connection.value("SELECT count(*) FROM visits WHERE at >= ? AND at < ?", first, end))

    def try_writing(self) -> None:
        """Write more than a visit needs, durably, and take it away again; raises StoreError if the disk refuses.

        Two transactions, because what one transaction writes and removes may never reach the disk.
        """
        with self.connection.writing():
            self.connection.execute("CREATE TABLE IF NOT EXISTS writing_tried (filler BLOB)")
            self.connection.execute("INSERT INTO writing_tried VALUES (randomblob(?))", _TRIED_BYTES)
        with self.connection.writing():
            self.connection.execute("DROP TABLE writing_tried")

    def _followed(self, crossing: Crossing) -> Visit | None:
        before = self._read("WHERE id = ?", crossing.follows.bytes) if crossing.follows else []
        if crossing.act is Act.REVERSAL and (not before or before[0].act is Act.REVERSAL):
            raise ValueError("a reversal takes back a check-in or a check-out that is known here")
        return before[0] if before else None

    def _write(self, visit: Visit, person: int, before: Visit | None, body: str) -> None:
        self.connection.execute(
            f"INSERT INTO visits ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own column names
            visit.sequence,
            visit.id.bytes,
            person,
            visit.act,
            to_micros(visit.at),
            visit.via,
            visit.gate,
            visit.follows.bytes if visit.follows else None,
            int(visit.verified),
            visit.staff.bytes if visit.staff else None,
            visit.reason or None,
        )
        stay = stays.key_of(self.connection, visit, before)
        new = visit.act is Act.CHECK_IN
        stays.renew(self.connection, stay, holdings.latest(self.connection, person) if new else None)
        presence.renew(self.connection, person, visit.sequence)
        outbox.put(self.connection, visit.id, visit.sequence, body, stay)

    def _read(self, where: str, *values: int | bytes) -> list[Visit]:
        rows = self.connection.rows(f"SELECT {COLUMNS} FROM visits {where}", *values)  # noqa: S608 - our own words
        return visits_of(self.connection, self.device, rows)


def _corrects(visit: Visit) -> bool:
    """Whether a row only says again, with other values, what was taken back: the reason begins with why."""
    return visit.reason.partition(":")[0] in tuple(WhyAnnulled)


def standing_of(connection: Connection, device: UUID, known: Known | None) -> Standing:
    """Where somebody stands, with what their declarations that are kept here come to."""
    inside = presence.inside_now(connection)
    if known is None:
        return Standing(None, None, inside)
    last = presence.standing(connection, known.row)
    rows = [] if last is None else connection.rows(f"SELECT {COLUMNS} FROM visits WHERE sequence = ?", last)  # noqa: S608 - constants above
    visits = visits_of(connection, device, rows)
    return Standing(known.person, visits[0] if visits else None, inside, holdings.latest(connection, known.row))


def visits_of(connection: Connection, device: UUID, rows: Sequence[Row]) -> list[Visit]:
    """Rows of ``COLUMNS`` as visits, each with its person as known now."""
    known = people.load(connection, {row[2] for row in rows}) if rows else {}
    return [
        Visit(
            id=UUID(bytes=row[1]),
            device=device,
            sequence=row[0],
            person=known[row[2]].person,
            act=Act(row[3]),
            at=from_micros(row[4]),
            via=Via(row[5]),
            gate=row[6],
            follows=UUID(bytes=row[7]) if row[7] else None,
            verified=bool(row[8]),
            staff=UUID(bytes=row[9]) if row[9] else None,
            reason=row[10] or "",
        )
        for row in rows
    ]
