"""The list of people who came and left, as ``kiosk.desk.ports.VisitorList``: read in pages, and acted on by the staff.

``local_store/list_keys.py`` says which lines, ``list_rows.py`` what stands on them, ``list_acts.py`` what is recorded.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk.desk.rows import (
    Correction,
    Counts,
    Detail,
    Evacuation,
    InsidePerson,
    Page,
    Query,
    Row,
    RowKey,
    RowKind,
    WhyAnnulled,
    WorkItem,
)
from kiosk.people import folded
from kiosk.visits import Via, Visit
from local_store import audit, forms, list_acts, list_keys, list_rows, list_work, people, referrals, stays
from local_store.connection import Connection
from local_store.holdings import THEIRS
from local_store.list_acts import Acts
from local_store.list_history import history
from local_store.moments import from_micros, local_day
from local_store.outbox import Outbox
from local_store.stays import number_of
from local_store.visits import Visits


def _always() -> bool:
    return True


@dataclass(slots=True)
class PeopleList:
    """The list of the kiosk at ``gate``. ``asked``: whether declarations are asked for here, as of now."""

    connection: Connection
    visits: Visits
    outbox: Outbox
    gate: str
    asked: Callable[[], bool] = _always

    def page(self, query: Query) -> Page:
        """One page of lines, in the order of ``list_keys``."""
        with self.connection.reading():
            keys = list_keys.lines(self.connection, query)
            shown = keys[: query.limit]
            rows = list_rows.rows(self.connection, shown, query.bare, self.asked())
        more = len(keys) > query.limit
        return Page(tuple(rows), more, len(rows) if query.after is None and not more else None)

    def counts(self, day: datetime) -> Counts:
        """How many lines each filter has on a local day."""
        local = local_day(day)
        number = number_of(local)
        with self.connection.reading():
            came, undeclared = self._row(
                "SELECT count(*), coalesce(sum(undeclared), 0) FROM stays WHERE day = ?", number
            )
            left, of_before = self._row(
                "SELECT count(*), coalesce(sum(day <> left_day), 0) FROM stays WHERE left_day = ?", number
            )
            referred, unmet = self._row(
                "SELECT count(*), count(*) - count(met_at) FROM referrals WHERE day = ?", local.isoformat()
            )
            inside, waiting, refused = self._row("SELECT inside, waiting, refused FROM totals")
            (attention,) = self._row("SELECT count(*) FROM stays WHERE attention")
        return Counts(
            came + of_before, inside, left, undeclared, referred, waiting, refused, attention=attention + unmet
        )

    def row(self, key: RowKey, *, bare: bool = False) -> Row | None:
        """One line as it is now."""
        with self.connection.reading():
            return next(iter(list_rows.rows(self.connection, [key], bare, self.asked())), None)

    def stay_of(self, person: UUID) -> RowKey | None:
        """The newest stay of a person that was not taken back."""
        with self.connection.reading():
            found = self.connection.row(
                "SELECT key FROM stays WHERE person = ? AND place IS NOT NULL ORDER BY place DESC LIMIT 1",
                people.row_of(self.connection, person),
            )
        return None if found is None else RowKey(RowKind.STAY, found[0])

    def opened(self, key: RowKey, staff: UUID, at: datetime) -> Detail | None:
        """Everything of one line; noted in the audit log."""
        with self.connection.writing():
            row = self.row(key, bare=True)
            if row is None:
                return None
            audit.write(self.connection, at, staff, "person opened", key.kind, "done", row.person)
            return self._detail(key, row)

    def unmasked(self, staff: UUID, reason: str, at: datetime) -> None:
        """Note that the columns were unmasked, and why."""
        audit.write(self.connection, at, staff, "list unmasked", reason, "done")

    def note(self, what: str, staff: UUID, subject: UUID | None, at: datetime) -> None:
        """Note what somebody did that leaves no row of its own."""
        audit.write(self.connection, at, staff, what, "", "done", subject)

    def check_in(self, person: UUID, staff: UUID, at: datetime, reason: str = "") -> Visit:
        """Record an arrival by hand. ActRefused: already_inside, nobody, stopped."""
        return self._acts(staff, at).check_in(person, reason)

    def check_out(self, key: RowKey, staff: UUID, at: datetime) -> Visit:
        """Record the departure that closes this stay. ActRefused: not_inside, annulled."""
        return self._acts(staff, at).check_out(key)

    def annul(self, key: RowKey, why: WhyAnnulled, note: str, staff: UUID, at: datetime) -> tuple[Visit, ...]:
        """Take every standing row of a stay back. ActRefused: annulled."""
        return self._acts(staff, at).annul(key, why, note)

    def correct(self, key: RowKey, correction: Correction, staff: UUID, at: datetime) -> RowKey:
        """Take a stay back and record it anew. ActRefused: annulled, order, future."""
        return self._acts(staff, at).correct(key, correction)

    def meet(self, key: RowKey, outcome: str, staff: UUID, at: datetime) -> None:
        """Take a referral off the list; nothing happens where it is off it already."""
        with self.connection.writing():
            row = self.row(key)
            if row is not None and row.number and row.met is None:
                referrals.met(self.connection, key.number, at, outcome)
                audit.write(self.connection, at, staff, "referral met", row.number, outcome, row.person)

    def work_list(self, limit: int = 200) -> Sequence[WorkItem]:
        """What the centre refused, oldest first, but for what was set aside."""
        with self.connection.reading():
            return list_work.work_list(self.connection, limit)

    def send_again(self, item: UUID, staff: UUID, at: datetime) -> None:
        """Take a refused row back into the queue."""
        with self.connection.writing():
            if self.outbox.send_again(item):
                self._noted(item, "sent again", staff, at)

    def set_aside(self, item: UUID, reason: str, staff: UUID, at: datetime) -> None:
        """Keep a refused row, off the work-list. The reason is kept with it, and is not in the audit log."""
        with self.connection.writing():
            if self.outbox.set_aside(item, reason, at):
                self._noted(item, "set aside", staff, at)

    def looked_at(self, key: RowKey, staff: UUID, at: datetime) -> None:
        """Somebody has looked at an automatic check-out."""
        with self.connection.writing():
            row = self.row(key)
            if row is not None and stays.looked_at(self.connection, key.number, at):
                audit.write(self.connection, at, staff, "departure looked at", "", "done", row.person)

    def close_day(self, at: datetime) -> int:
        """Check out by rule everybody who came in before ``at`` and is still inside; how many."""
        return list_acts.close_day(self.connection, self.visits, self.gate, at)

    def evacuation(self, staff: UUID | None, at: datetime) -> Evacuation:
        """Who is inside now, by given name, as lists are read out."""
        with self.connection.writing():
            inside = self.connection.rows("SELECT standing FROM presence INDEXED BY presence_inside WHERE inside")
            keys = [RowKey(RowKind.STAY, row[0]) for row in inside]
            rows = list_rows.rows(self.connection, keys, bare=True, asked=True)
            newest = self.connection.row("SELECT at FROM visits WHERE sequence = (SELECT max(sequence) FROM visits)")
            audit.write(self.connection, at, staff, "evacuation list", "", f"{len(rows)} people")
        present = [_inside(row, at) for row in rows]
        present.sort(key=lambda one: (folded(one.name).split()[-1:], folded(one.name), one.arrived))
        return Evacuation(at, from_micros(newest[0]) if newest else None, tuple(present))

    def exported(self, query: Query, staff: UUID, at: datetime, rows: int, form: str) -> None:
        """Note that a list was exported: which lines, never what was searched for."""
        purpose = f"{form} {query.filter} {query.day or 'every day'}"
        audit.write(self.connection, at, staff, "list exported", purpose, f"{rows} lines")

    def _acts(self, staff: UUID, at: datetime) -> Acts:
        return Acts(self.connection, self.visits, self.gate, staff, at)

    def _row(self, sql: str, *values: int | str) -> tuple[int, ...]:
        return self.connection.rows(sql, *values)[0]

    def _noted(self, item: UUID, what: str, staff: UUID, at: datetime) -> None:
        audit.write(self.connection, at, staff, what, "work list", "done", list_work.person_of(self.connection, item))

    def _detail(self, key: RowKey, row: Row) -> Detail:
        device = self.visits.device
        at = people.row_of(self.connection, row.person) if row.person else None
        if at is None:
            return Detail(row, None, (), (), None)
        known = people.load(self.connection, [at])[at]
        told = self.connection.row(
            f"SELECT {forms.COLUMNS} FROM declarations INDEXED BY declarations_of WHERE {THEIRS} "  # noqa: S608 - our own words
            "ORDER BY sequence DESC LIMIT 1",
            *(at, at),
        )
        return Detail(
            row,
            known.person,
            tuple(list_rows.phones(self.connection, [at]).get(at, ())),
            tuple(history(self.connection, device, key.number)) if key.kind is RowKind.STAY else (),
            forms.declaration_of(told, device, known.person.id) if told else None,
        )


def _inside(row: Row, at: datetime) -> InsidePerson:
    return InsidePerson(row.name, row.birth_year, row.phone, row.arrived or at, row.gate, row.via or Via.DESK)
