"""A desk to try pages at: real ports over a store in a temporary file, everything done on the spot.

What a page asks beyond that (a list with people in it, figures) its own tests hand in.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from kiosk.admission import Rules
from kiosk.desk.figures import Figures
from kiosk.desk.ports import FigureStore, StaffDesk, VisitorList
from kiosk.desk.rows import Correction, Counts, Detail, Evacuation, Page, Query, Row, RowKey, WhyAnnulled, WorkItem
from kiosk.desk.tools import DeskLanes, DeskTools
from kiosk.errand_ports import CentreDesk, PinVerdict, Printer
from kiosk.errand_screens import StaffName
from kiosk.errors import KioskError
from kiosk.screens import Language, Status
from kiosk.staff import Role, SignedIn
from kiosk.visits import Visit
from local_store.store import Store
from tests.fakes import HandClock, InlineBackground
from tests.local_store.opening import open_at
from ui.staff.desk_look import DeskLook
from ui.theme.scale import Scale

NURSE = SignedIn(UUID(int=1), "Lê Thị Trực", Role.ATTENDANT)
HEAD = SignedIn(UUID(int=2), "Đỗ Thu Trưởng", Role.SUPERVISOR)
MECHANIC = SignedIn(UUID(int=3), "Phạm Văn Thợ", Role.TECHNICIAN)
PINS = {NURSE.id: "135790", HEAD.id: "246801", MECHANIC.id: "975310"}


def desk_look(width: int = 1920, height: int = 1080, language: Language = Language.VI, user: float = 1.0) -> DeskLook:
    """How the desk looks on a display of this size."""
    return DeskLook(Scale(width, height, user), language)


class NoPeople:
    """A list nobody is on; a test inherits it and has somebody."""

    def page(self, query: Query) -> Page:  # noqa: ARG002 - for those who inherit
        return Page((), False, 0)

    def counts(self, day: datetime) -> Counts:  # noqa: ARG002
        return Counts()

    def row(self, key: RowKey, *, bare: bool = False) -> Row | None:  # noqa: ARG002
        return None

    def stay_of(self, person: UUID) -> RowKey | None:  # noqa: ARG002
        return None

    def opened(self, key: RowKey, staff: UUID, at: datetime) -> Detail | None:  # noqa: ARG002
        return None

    def unmasked(self, staff: UUID, reason: str, at: datetime) -> None:
        """Nobody is masked."""

    def note(self, what: str, staff: UUID, subject: UUID | None, at: datetime) -> None:
        """Nothing is logged."""

    def check_in(self, person: UUID, staff: UUID, at: datetime, reason: str = "") -> Visit:
        raise NotImplementedError

    def check_out(self, key: RowKey, staff: UUID, at: datetime) -> Visit:
        raise NotImplementedError

    def annul(self, key: RowKey, why: WhyAnnulled, note: str, staff: UUID, at: datetime) -> tuple[Visit, ...]:
        raise NotImplementedError

    def correct(self, key: RowKey, correction: Correction, staff: UUID, at: datetime) -> RowKey:
        raise NotImplementedError

    def meet(self, key: RowKey, outcome: str, staff: UUID, at: datetime) -> None:
        raise NotImplementedError

    def work_list(self, limit: int = 200) -> Sequence[WorkItem]:  # noqa: ARG002
        return ()

    def send_again(self, item: UUID, staff: UUID, at: datetime) -> None:
        raise NotImplementedError

    def set_aside(self, item: UUID, reason: str, staff: UUID, at: datetime) -> None:
        raise NotImplementedError

    def looked_at(self, key: RowKey, staff: UUID, at: datetime) -> None:
        raise NotImplementedError

    def close_day(self, at: datetime) -> int:  # noqa: ARG002
        return 0

    def evacuation(self, staff: UUID | None, at: datetime) -> Evacuation:  # noqa: ARG002
        return Evacuation(at, None, ())

    def exported(self, query: Query, staff: UUID, at: datetime, rows: int, form: str) -> None:
        """Nobody is on it."""


class NoFigures:
    """A day of which nothing is known."""

    def day(self, day: datetime) -> Figures:
        return Figures(day.date(), day, 0, 0, 0, None, 0, None, (), (), None, (), 0, 0, 0, 0, 0, 0, 0, 0)


@dataclass
class FakeStaff:
    """Staff whose PINs cost nothing to check. Five wrong ones lock for five minutes; ``done`` is what was noted."""

    clock: HandClock
    names: list[SignedIn] = field(default_factory=lambda: [NURSE, HEAD, MECHANIC])
    pins: dict[UUID, str] = field(default_factory=lambda: dict(PINS))
    wrong: dict[UUID, int] = field(default_factory=dict)
    until: dict[UUID, float] = field(default_factory=dict)
    done: list[tuple[str, UUID, UUID | None]] = field(default_factory=list)
    broken: KioskError | None = None

    def listed(self) -> Sequence[StaffName]:
        self._work()
        return [StaffName(one.id, one.name, one.role) for one in sorted(self.names, key=lambda one: one.name)]

    def check(self, staff: UUID, pin: str, now: datetime, purpose: str) -> PinVerdict:  # noqa: ARG002
        self._work()
        locked = self.until.get(staff, 0.0) - self.clock.monotonic()
        if locked > 0:
            return PinVerdict(False, 0, locked)
        if self.pins.get(staff) == pin:
            self.wrong.pop(staff, None)
            self.done.append((f"right {purpose}", staff, None))
            return PinVerdict(True, 5, 0.0)
        self.wrong[staff] = self.wrong.get(staff, 0) + 1
        self.done.append((f"wrong {purpose}", staff, None))
        if self.wrong[staff] < 5:
            return PinVerdict(False, 5 - self.wrong[staff], 0.0)
        self.until[staff] = self.clock.monotonic() + 300
        self.wrong.pop(staff)
        return PinVerdict(False, 0, 300.0)

    def signed_out(self, staff: UUID, why: str, at: datetime) -> None:  # noqa: ARG002
        self._work()
        self.done.append((f"out {why}", staff, None))

    def change_own_pin(self, staff: UUID, old: str, new: str, at: datetime) -> PinVerdict:
        verdict = self.check(staff, old, at, "change_pin")
        if verdict.right:
            self._take(staff, new)
            self.done.append(("own pin", staff, staff))
        return verdict

    def add(self, name: str, role: str, pin: str, at: datetime, by: UUID | None = None) -> UUID:  # noqa: ARG002
        self._work()
        if any(one.name == name for one in self.names):
            raise KioskError(f"{name} is listed already.")
        staff = uuid4()
        self._take(staff, pin)
        self.names.append(SignedIn(staff, name, Role(role)))
        self.done.append(("added", staff, by))
        return staff

    def change_pin(self, staff: UUID, pin: str, at: datetime, by: UUID | None = None) -> None:  # noqa: ARG002
        self._take(staff, pin)
        self.until.pop(staff, None)
        self.done.append(("pin", staff, by))

    def disable(self, staff: UUID, at: datetime, by: UUID | None = None) -> None:  # noqa: ARG002
        self._work()
        self.names = [one for one in self.names if one.id != staff]
        self.done.append(("disabled", staff, by))

    def _take(self, staff: UUID, pin: str) -> None:
        self._work()
        if len(set(pin)) == 1:
            raise KioskError("A PIN is not one digit six times.")
        self.pins[staff] = pin

    def _work(self) -> None:
        if self.broken is not None:
            raise self.broken


@dataclass
class DeskSet:
    """The tools, and the ends of them that a test holds. ``store`` is real; close it."""

    tools: DeskTools
    clock: HandClock
    lane: InlineBackground
    store: Store
    staff: FakeStaff
    who: SignedIn | None = NURSE
    standing: Status = field(default_factory=Status)
    rules: Rules = field(default_factory=lambda: Rules("Cổng số 2"))
    written: int = 0
    faults: list[KioskError] = field(default_factory=list)

    def audit(self) -> list[tuple[str, str]]:
        """What the log of the store says was done, and by whom; the tools are to have the store's own list for it."""
        rows = self.store.connection.rows("SELECT what, staff FROM audit ORDER BY row")
        names = {one.id.bytes: one.role.value for one in (NURSE, HEAD, MECHANIC)}
        return [(what, names.get(staff, "")) for what, staff in rows]


def make_tools(
    folder: Path,
    *,
    people: VisitorList | None = None,
    figures: FigureStore | None = None,
    staff: StaffDesk | None = None,
    centre: CentreDesk | None = None,
    printer: Printer | None = None,
    who: SignedIn | None = NURSE,
    rules: Rules | None = None,
) -> DeskSet:
    """Tools over a store in ``folder``; ``who`` sits at the desk. ``set.who``, ``.standing`` and ``.rules`` may be
    changed later, and the tools say so.
    """
    clock = HandClock()
    lane = InlineBackground(clock)
    store = open_at(folder)
    fake = staff if isinstance(staff, FakeStaff) else FakeStaff(clock)

    def written() -> None:
        made.written += 1

    tools = DeskTools(
        visits=store.visits,
        people=people or NoPeople(),
        declarations=store.declarations,
        staff=staff or fake,
        figures=figures or NoFigures(),
        lanes=DeskLanes(lane, lane, lane, lane),
        clock=clock,
        rules=lambda: made.rules,
        status=lambda: made.standing,
        centre=lambda: centre,
        body=lambda _event: None,
        written=written,
        store_failed=lambda fault: made.faults.append(fault),
        printer=printer,
        signed_in=lambda: made.who,
    )
    made = DeskSet(tools, clock, lane, store, fake, who, rules=rules or Rules("Cổng số 2"))
    return made
