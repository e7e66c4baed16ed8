"""What the staff record by hand: arrivals, departures, annulments, corrections; and the closing of the day.

Everything is a visit like any other, through the store's own ``Visits.record``: so it is on its way to the centre with
it, and a reversal never erases. The centre is told the person's id alone, but for a name that was corrected.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk.cards.card import Card, CardKind
from kiosk.desk.ports import ActRefused
from kiosk.desk.rows import Correction, RowKey, RowKind, WhyAnnulled
from kiosk.people import Person
from kiosk.ports import Crossing
from kiosk.questionnaire import Verdict
from kiosk.visits import Act, Via, Visit
from local_store import audit, holdings, people, presence, stays
from local_store.connection import Connection
from local_store.list_history import history
from local_store.moments import to_micros
from local_store.people import Known
from local_store.visits import Visits

_CLOSED_AT_ONCE = 20  # people in one transaction: a card that is held up meanwhile is not kept waiting


@dataclass(frozen=True, slots=True)
class _Stay:
    """A stay as it stands. ``arrival`` and ``departure`` are the rows that were not taken back."""

    key: int
    known: Known
    first: Visit
    arrival: Visit | None
    departure: Visit | None
    inside: bool

    @property
    def standing(self) -> list[Visit]:
        """Its rows that stand, newest first."""
        return [row for row in (self.departure, self.arrival) if row is not None]


@dataclass(frozen=True, slots=True)
class Acts:
    """Acting for ``staff`` at ``at``, at this kiosk's ``gate``."""

    connection: Connection
    visits: Visits
    gate: str
    staff: UUID
    at: datetime

    def check_in(self, person: UUID, reason: str = "") -> Visit:
        """Record an arrival, ``reason`` with it. ActRefused: nobody, already_inside, stopped where none is given."""
        reason = reason.strip()
        with self.connection.writing():
            row = people.row_of(self.connection, person)
            if row is None or _is_erased(self.connection, row):
                raise ActRefused("nobody")
            if _is_inside(self.connection, row):
                raise ActRefused("already_inside")
            told = holdings.latest(self.connection, row)
            stopped = told is not None and told.verdict is Verdict.STOP and self.at < told.until
            if stopped and not reason:
                raise ActRefused("stopped")
            visit = self._record(Act.CHECK_IN, self.at, Via.DESK, person, reason=reason)
            self._note("stopped let in" if stopped else "checked in", "for a reason" if reason else "", visit.person)
        return visit

    def check_out(self, key: RowKey) -> Visit:
        """Record the departure that closes a stay. ActRefused: annulled, not_inside."""
        with self.connection.writing():
            stay = self._standing(key)
            if not stay.inside:
                raise ActRefused("not_inside")
            visit = self._record(Act.CHECK_OUT, self.at, Via.DESK, stay.known.person.id, stay.first.id)
            self._note("checked out", "", visit.person)
        return visit

    def annul(self, key: RowKey, why: WhyAnnulled, note: str) -> tuple[Visit, ...]:
        """Take every standing row of a stay back, newest first. ActRefused: annulled."""
        with self.connection.writing():
            stay = self._standing(key)
            taken_back = self._take_back(stay, _reason(why, note))
            self._note("annulled", why, stay.known.person)
        return taken_back

    def correct(self, key: RowKey, correction: Correction) -> RowKey:
        """Take a stay back and record it anew, in one transaction. ActRefused: annulled, order, future, nobody."""
        with self.connection.writing():
            stay = self._standing(key)
            before = stay.arrival.at if stay.arrival else None
            arrived = correction.arrived or before
            left = correction.left or (stay.departure.at if stay.departure else None)
            if any(given is not None and given > self.at for given in (correction.arrived, correction.left)):
                raise ActRefused("future")
            if arrived is not None and left is not None and left < arrived:
                raise ActRefused("order")
            if (correction.name or correction.birth) and _is_erased(self.connection, stay.known.row):
                raise ActRefused("nobody")
            place = self.connection.value("SELECT place FROM stays WHERE key = ?", key.number)
            reason = _reason(correction.why, correction.note)
            self._take_back(stay, reason)
            card = self._renamed(stay.known, correction)
            rows = self._anew(stay, card, arrived, left, correction, reason)
            stays.replace(self.connection, rows[0].sequence, place, key.number, to_micros(self.at))
            presence.renew(self.connection, stay.known.row, rows[-1].sequence)
            self._note("corrected", correction.why, stay.known.person)
        return RowKey(RowKind.STAY, rows[0].sequence)

    def _anew(
        self, stay: _Stay, card: Card, arrived: datetime | None, left: datetime | None, why: Correction, reason: str
    ) -> list[Visit]:
        """Record a stay with other values. Its first row follows the one that it stands for."""
        person, follows, rows = stay.known.person.id, stay.first.id, list[Visit]()
        if arrived is not None:
            via = stay.arrival.via if stay.arrival else Via.DESK
            rows.append(self._record(Act.CHECK_IN, arrived, via, person, follows, card, reason, stay.first))
            follows = rows[0].id
        if left is not None:
            via = stay.departure.via if stay.departure and why.left is None else Via.DESK
            rows.append(self._record(Act.CHECK_OUT, left, via, person, follows, card, reason, stay.departure))
        return rows

    def _take_back(self, stay: _Stay, reason: str) -> tuple[Visit, ...]:
        person = stay.known.person.id
        return tuple(
            self._record(Act.REVERSAL, self.at, Via.DESK, person, row.id, reason=reason) for row in stay.standing
        )

    def _renamed(self, known: Known, correction: Correction) -> Card:
        """Give the person the name and the birth date that are theirs; what the centre is told of it."""
        person = known.person
        name = " ".join(correction.name.split()) if correction.name else None
        if name or correction.birth:
            people.rename(self.connection, known.row, name or person.name, correction.birth or person.birth)
        return Card(CardKind.DECLARED, name=name, birth=correction.birth)

    def _record(
        self,
        act: Act,
        at: datetime,
        via: Via,
        person: UUID,
        follows: UUID | None = None,
        card: Card = Card(CardKind.DECLARED),  # noqa: B008 - a value
        reason: str = "",
        like: Visit | None = None,
    ) -> Visit:
        gate, verified = (like.gate, like.verified) if like else (self.gate, False)
        crossing = Crossing(card, act, at, via, gate, follows, person, verified, self.staff, reason)
        return self.visits.record(crossing)[0]

    def _standing(self, key: RowKey) -> _Stay:
        """A stay that was not taken back. ActRefused: annulled, or nobody where there is none."""
        row = self.connection.row("SELECT person, standing FROM stays WHERE key = ?", key.number)
        if row is None or key.kind is not RowKind.STAY:
            raise ActRefused("nobody")
        if row[1] is None:
            raise ActRefused("annulled")
        rows = history(self.connection, self.visits.device, key.number)
        taken_back = {visit.follows for visit in rows if visit.act is Act.REVERSAL}
        standing = [visit for visit in rows if visit.act is not Act.REVERSAL and visit.id not in taken_back]
        known = people.load(self.connection, [row[0]])[row[0]]
        return _Stay(
            key.number,
            known,
            rows[0],
            next((visit for visit in standing if visit.act is Act.CHECK_IN), None),
            next((visit for visit in reversed(standing) if visit.act is Act.CHECK_OUT), None),
            presence.standing(self.connection, known.row) == key.number and _is_inside(self.connection, known.row),
        )

    def _note(self, what: str, purpose: str, person: Person) -> None:
        audit.write(self.connection, self.at, self.staff, what, purpose, "done", person.id)


def close_day(connection: Connection, visits: Visits, gate: str, at: datetime) -> int:
    """Check out by rule everybody who came in before ``at`` and is still inside; how many. A second time, nobody."""
    closed = 0
    while count := _close_some(connection, visits, gate, at):
        closed += count
    return closed


def _close_some(connection: Connection, visits: Visits, gate: str, at: datetime) -> int:
    with connection.writing():
        inside = connection.rows(
            "SELECT visits.id, people.id FROM presence INDEXED BY presence_inside "
            "JOIN visits ON sequence = standing JOIN people ON people.row = presence.person "
            "WHERE inside AND visits.at < ? ORDER BY standing LIMIT ?",
            to_micros(at),
            _CLOSED_AT_ONCE,
        )
        for arrival, person in inside:
            crossing = Crossing(
                Card(CardKind.DECLARED),
                Act.CHECK_OUT,
                at,
                Via.CLOSING,
                gate,
                UUID(bytes=arrival),
                UUID(bytes=person),
            )
            visits.record(crossing)
        if inside:
            audit.write(connection, at, None, "day closed", "closing time", f"{len(inside)} checked out")
    return len(inside)


def _is_inside(connection: Connection, person: int) -> bool:
    row = connection.row("SELECT inside FROM presence WHERE person = ?", person)
    return row is not None and bool(row[0])


def _is_erased(connection: Connection, person: int) -> bool:
    """Whether nobody is to know any more who it was."""
    return connection.row("SELECT 1 FROM erased WHERE person = ?", person) is not None


def _reason(why: WhyAnnulled, note: str) -> str:
    return f"{why}: {note.strip()}" if note.strip() else why.value
