"""A list of people in memory, for what pages through it: newest first, and it remembers what it was asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from kiosk.admission import Rules
from kiosk.desk.ports import ActRefused
from kiosk.desk.rows import (
    Correction,
    Counts,
    Declared,
    Detail,
    Evacuation,
    InsidePerson,
    Page,
    Query,
    Row,
    RowFilter,
    RowKey,
    RowKind,
    Sending,
    WhyAnnulled,
    WorkItem,
)
from kiosk.desk.tools import DeskLanes, DeskTools
from kiosk.errors import KioskError, StoreError
from kiosk.people import Person, folded, masked_name
from kiosk.screens import Status
from kiosk.staff import Role, SignedIn
from kiosk.visits import Act, Via, Visit
from tests.fakes import HandClock, InlineBackground

ATTENDANT = SignedIn(uuid4(), "Lê Thị Trực", Role.ATTENDANT)
SUPERVISOR = SignedIn(uuid4(), "Trần Văn Trưởng", Role.SUPERVISOR)
NAMES = ("NGUYỄN VĂN THỬ", "TRẦN THỊ MẪU", "LÊ HỮU KIỂM", "PHẠM THỊ NGOÀI", "ĐẶNG VĂN VÍ", "BÙI THỊ DỤ", "HỒ MINH HỌA")


def stay(number: int, at: datetime, **changes: object) -> Row:
    """An open stay, bare, of somebody invented."""
    row = Row(
        RowKey(RowKind.STAY, number), at, None, UUID(int=number), NAMES[number % len(NAMES)], "1990", Via.CITIZEN_CARD,
        "Cổng số 2", "001090000001", "0900 000 001", Declared.VALID, None, Sending.SAVED, UUID(int=number), inside=True,
    )  # fmt: skip
    return replace(row, **changes)  # type: ignore[arg-type] # any field of it


@dataclass
class MemoryList:
    """Fits ``kiosk.desk.ports.VisitorList``. ``rows`` are kept newest first; ``broken`` makes every call fail."""

    rows: list[Row] = field(default_factory=list)
    work: list[WorkItem] = field(default_factory=list)
    asked: list[Query] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    by: list[tuple[str, UUID]] = field(default_factory=list)
    about: list[tuple[str, UUID | None]] = field(default_factory=list)
    broken: bool = False
    last: int = 0

    def come(self, at: datetime, **changes: object) -> Row:
        """Somebody new stands on top of the list."""
        self.last += 1
        self.rows.insert(0, row := stay(self.last, at, **changes))
        return row

    def change(self, key: RowKey, **changes: object) -> None:
        """A line says something else."""
        self.rows = [replace(row, **changes) if row.key == key else row for row in self.rows]  # type: ignore[arg-type]

    def page(self, query: Query) -> Page:
        self._must_work()
        self.asked.append(query)
        fitting = [row for row in self.rows if _fits(row, query)]
        start = 0
        if query.after is not None:
            start = next(place for place, row in enumerate(fitting) if row.key.number < query.after.number)
        rows = fitting[start : start + query.limit]
        shown = rows if query.bare else [replace(row, name=masked_name(row.name), phone="09•• ••• 001") for row in rows]
        return Page(tuple(shown), start + query.limit < len(fitting))

    def counts(self, day: datetime) -> Counts:  # noqa: ARG002 - every day is the same here
        self._must_work()
        inside = sum(row.inside for row in self.rows)
        return Counts(all=len(self.rows), inside=inside, left=len(self.rows) - inside)

    def row(self, key: RowKey, *, bare: bool = False) -> Row | None:
        row = next((row for row in self.rows if row.key == key), None)
        return row if bare or row is None else replace(row, name=masked_name(row.name))

    def stay_of(self, person: UUID) -> RowKey | None:
        return next((row.key for row in self.rows if row.person == person), None)

    def opened(self, key: RowKey, staff: UUID, at: datetime) -> Detail | None:  # noqa: ARG002
        self._must_work()
        self.noted.append(f"opened {key.number}")
        row = self.row(key, bare=True)
        return None if row is None else Detail(row, None, ("+84900000001",), (), None)

    def unmasked(self, staff: UUID, reason: str, at: datetime) -> None:  # noqa: ARG002
        self._must_work()
        self.noted.append(f"unmasked {reason}")

    def note(self, what: str, staff: UUID, subject: UUID | None, at: datetime) -> None:  # noqa: ARG002
        self._must_work()
        self.noted.append(what)
        self.about.append((what, subject))
        self.by.append((what, staff))

    def check_in(self, person: UUID, staff: UUID, at: datetime, reason: str = "") -> Visit:
        self._must_work()
        if not reason and any(row.person == person and row.declared is Declared.STOP for row in self.rows):
            raise ActRefused("stopped")
        self.noted += [f"let in {reason}"] if reason else []
        if any(row.person == person and row.inside for row in self.rows):
            raise ActRefused("already_inside")
        return _visit(self.come(at, person=person), staff, Act.CHECK_IN)

    def check_out(self, key: RowKey, staff: UUID, at: datetime) -> Visit:
        self._must_work()
        row = self.row(key)
        if row is None or not row.inside:
            raise ActRefused("not_inside")
        self.change(key, inside=False, left=at)
        return _visit(row, staff, Act.CHECK_OUT)

    def annul(self, key: RowKey, why: WhyAnnulled, note: str, staff: UUID, at: datetime) -> tuple[Visit, ...]:  # noqa: ARG002
        self.noted.append(f"annulled {why} {note}")
        self.change(key, annulled=True, inside=False)
        return ()

    def correct(self, key: RowKey, correction: Correction, staff: UUID, at: datetime) -> RowKey:  # noqa: ARG002
        return self.come(at, corrected=True).key

    def meet(self, key: RowKey, outcome: str, staff: UUID, at: datetime) -> None:  # noqa: ARG002
        self.noted.append(f"met {outcome}")
        self.change(key, met=at)

    def work_list(self, limit: int = 200) -> Sequence[WorkItem]:
        self._must_work()
        return self.work[:limit]

    def send_again(self, item: UUID, staff: UUID, at: datetime) -> None:  # noqa: ARG002
        self.work = [each for each in self.work if each.id != item]

    def set_aside(self, item: UUID, reason: str, staff: UUID, at: datetime) -> None:  # noqa: ARG002
        self.noted.append(f"aside {reason}")
        self.work = [each for each in self.work if each.id != item]

    def looked_at(self, key: RowKey, staff: UUID, at: datetime) -> None:  # noqa: ARG002
        self.noted.append(f"looked at {key.number}")

    def close_day(self, at: datetime) -> int:  # noqa: ARG002
        return 0

    def evacuation(self, staff: UUID | None, at: datetime) -> Evacuation:  # noqa: ARG002
        people = [
            InsidePerson(row.name, row.birth_year, row.phone, row.arrived or at, row.gate, row.via or Via.DESK)
            for row in self.rows
            if row.inside
        ]
        return Evacuation(at, at, tuple(people))

    def exported(self, query: Query, staff: UUID, at: datetime, rows: int, form: str) -> None:  # noqa: ARG002
        self.noted.append(f"exported {rows} {form}")

    def _must_work(self) -> None:
        if self.broken:
            raise StoreError("disk full")


def _fits(row: Row, query: Query) -> bool:
    wanted = {RowFilter.INSIDE: row.inside, RowFilter.LEFT: not row.inside}.get(query.filter, True)
    words = folded(row.name).split()
    return wanted and all(any(word.startswith(part) for word in words) for part in folded(query.text).split())


def _visit(row: Row, staff: UUID, act: Act) -> Visit:
    person = Person(row.person or UUID(int=0), row.name, None, None, frozenset())
    return Visit(uuid4(), UUID(int=9), row.key.number, person, act, datetime.now(UTC), Via.DESK, row.gate, staff=staff)


class Nothing:
    """A port that nobody should ask."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"nobody asks for {name} here")


@dataclass
class Counter:
    """An attendant at a desk whose list is in memory. ``lane`` is where it reads, ``store`` where it writes."""

    people: MemoryList = field(default_factory=MemoryList)
    clock: HandClock = field(default_factory=HandClock)
    staff: SignedIn | None = ATTENDANT
    written: int = 0
    faults: list[KioskError] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lane, self.store = InlineBackground(self.clock), InlineBackground(self.clock)
        self.tools = DeskTools(
            visits=Nothing(),  # type: ignore[arg-type]
            people=self.people,
            declarations=Nothing(),  # type: ignore[arg-type]
            staff=Nothing(),  # type: ignore[arg-type]
            figures=Nothing(),  # type: ignore[arg-type]
            lanes=DeskLanes(self.store, self.lane, self.store, self.store),
            clock=self.clock,
            rules=lambda: Rules("Cổng số 2", now=self.clock.now()),
            status=Status,
            centre=lambda: None,
            body=lambda _id: None,
            written=self._count,
            store_failed=self.faults.append,
            signed_in=lambda: self.staff,
        )

    def _count(self) -> None:
        self.written += 1

    def fill(self, count: int) -> None:
        """So many people came, a minute apart."""
        for number in range(count):
            self.people.come(self.clock.now() - timedelta(minutes=count - number))
