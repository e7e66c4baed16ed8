"""What the sheet's desk works with: ports that answer at once, and always the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, TypeVar
from uuid import UUID

from kiosk.cards.card import Card
from kiosk.declarations import Declaration, Filled, Holding, PhoneProof
from kiosk.errand_answers import CodeOutcome, TryOutcome
from kiosk.errand_ports import CodeReply, IssuedReply, PinVerdict, Slip, TryReply
from kiosk.errand_screens import StaffName
from kiosk.errors import DeviceError, KioskError, ServerUnreachable
from kiosk.family import DeclaredPerson, Member
from kiosk.people import Identifier, IdentifierKind, PartialDate, Person
from kiosk.phone import Phone
from kiosk.ports import Cancellable, Crossing, Source
from kiosk.questionnaire import Verdict
from kiosk.scans import SourceEvent
from kiosk.screens import Referral
from kiosk.visits import Act, Standing, Via, Visit
from kiosk.wire.checkpoint_messages import (
    EnrolmentSaid,
    PushedSettings,
    SettingsSaid,
    StaffList,
    StaffSaid,
)

T = TypeVar("T")

NURSE: Final = StaffName(UUID(int=1), "Lê Thị Trực", "attendant")
HEAD: Final = StaffName(UUID(int=2), "Đỗ Thu Trưởng", "supervisor")
MECHANIC: Final = StaffName(UUID(int=3), "Phạm Văn Thợ", "technician")
LONG: Final = StaffName(UUID(int=4), "Nguyễn Thị Ngọc Khuyến Mẫu", "attendant")
PIN: Final = "135790"
ENROLMENT: Final = "7Q4MK-2F8XR"


class Never:
    """A timer of the sheet: nothing is done later."""

    def cancel(self) -> None:
        """It would not have run."""


class AtOnce:
    """Fits ``kiosk.ports.Background``: everything is done on the spot."""

    def run(self, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[KioskError], None]) -> None:
        """Do it now."""
        try:
            answer = work()
        except KioskError as fault:
            failed(fault)
        else:
            then(answer)

    def listen(self, source: Source, each: Callable[[SourceEvent], None]) -> None:
        """Nobody says anything."""

    def after(self, seconds: float, call: Callable[[], None]) -> Cancellable:  # noqa: ARG002 - as every Background
        """Time does not pass here."""
        return Never()


class SheetStaff:
    """Fits ``kiosk.desk.ports.StaffDesk``; one PIN is everybody's, and another than that is wrong."""

    def __init__(self, *, locks: bool = False) -> None:
        self._locks = locks

    def listed(self) -> Sequence[StaffName]:
        """Four people."""
        return (HEAD, LONG, NURSE, MECHANIC)

    def check(self, staff: UUID, pin: str, now: datetime, purpose: str) -> PinVerdict:  # noqa: ARG002
        """Right, wrong, or locked."""
        if pin == PIN:
            return PinVerdict(True, 5, 0.0)
        return PinVerdict(False, 0, 299.0) if self._locks else PinVerdict(False, 3, 0.0)

    def signed_out(self, staff: UUID, why: str, at: datetime) -> None:
        """Nothing is logged on a sheet."""

    def change_own_pin(self, staff: UUID, old: str, new: str, at: datetime) -> PinVerdict:  # noqa: ARG002
        """As ``check``."""
        return self.check(staff, old, at, "change_pin")

    def add(self, name: str, role: str, pin: str, at: datetime, by: UUID | None = None) -> UUID:  # noqa: ARG002
        """Nobody is kept."""
        return UUID(int=5)

    def change_pin(self, staff: UUID, pin: str, at: datetime, by: UUID | None = None) -> None:
        """Nothing is kept."""

    def disable(self, staff: UUID, at: datetime, by: UUID | None = None) -> None:
        """Nothing is kept."""


@dataclass(frozen=True, slots=True)
class SheetDeclarations:
    """Fits ``kiosk.errand_ports.DeclarationStore``. ``family`` of six, one of every kind."""

    now: datetime
    family_of: int = 6

    def declare(self, filled: Filled, card: Card | None, at: datetime, holds_until: datetime) -> Declaration:  # noqa: ARG002
        """Kept nowhere."""
        return Declaration(UUID(int=7), UUID(int=3), 1, UUID(int=70), at, holds_until, filled)

    def family(self, phone: Phone, told: Sequence[DeclaredPerson]) -> Sequence[Member]:  # noqa: ARG002
        """Everybody on the number."""
        day = timedelta(days=1)
        holds, over = self._holding(self.now + day), self._holding(self.now - day)
        inside = self._visit(Act.CHECK_IN, self.now - timedelta(minutes=52))
        return (
            self._member(11, "NGUYỄN VĂN THỬ", 1990, "male", Standing(None, None, 0, holds)),
            self._member(12, "TRẦN THỊ MẪU", 1993, "female", Standing(None, None, 0, holds)),
            self._member(13, "NGUYỄN MINH KIỂM", 2018, "female", Standing(None, inside, 0, holds)),
            self._member(14, "NGUYỄN THỊ NGHIỆM", 1961, "", Standing(None, None, 0, over)),
            self._member(15, "VŨ THỊ NGỌC KHUYẾN NGHIỆM", 1975, "other", Standing(None, None, 0, None)),
            self._member(16, "PHẠM THỊ THỬ", 1948, "female", Standing(None, None, 0, self._see_staff())),
        )[: self.family_of]

    def member(self, person: UUID) -> Member | None:
        """Whoever has just declared."""
        return self._member(70, "PHẠM THỊ NGOÀI", 1955, "female", Standing(None, None, 0)) if person.int == 70 else None

    def _member(self, number: int, name: str, born: int, sex: str, standing: Standing) -> Member:
        citizen = Identifier(IdentifierKind.CITIZEN_ID, f"0010900000{number}")
        person = DeclaredPerson(
            UUID(int=number), name, PartialDate(born), sex, frozenset({citizen}), standing.declaration, "VN",
            "+84900000001", proved=True,
        )  # fmt: skip
        return Member(person, standing)

    def _holding(self, until: datetime) -> Holding:
        return Holding(self.now - timedelta(hours=4), until, Verdict.PASS, "khai-bao-toan-dan", PhoneProof.OTP)

    def _see_staff(self) -> Holding:
        return replace(self._holding(self.now + timedelta(days=1)), verdict=Verdict.NEEDS_STAFF)

    def _visit(self, act: Act, at: datetime) -> Visit:
        return visit_of(act, at)


def visit_of(act: Act, at: datetime, via: Via = Via.PHONE) -> Visit:
    """A row of somebody nobody is."""
    person = Person(UUID(int=70), None, None, None, frozenset())
    return Visit(UUID(int=9), UUID(int=3), 1, person, act, at, via, "Cổng số 2")


@dataclass(frozen=True, slots=True)
class SheetVisits:
    """Fits ``kiosk.ports.VisitStore``: nobody is known, nothing is kept."""

    inside: int = 128

    def standing(self, card: Card, person: UUID | None = None) -> Standing:  # noqa: ARG002
        """Never seen before."""
        return Standing(None, None, self.inside)

    def record(self, crossing: Crossing) -> tuple[Visit, Visit | None]:
        """As if it were on disk."""
        return visit_of(crossing.act, crossing.at, crossing.via), None

    def refuse_scan(self, kind: str, reason: str, source: str, at: datetime) -> None:
        """Nothing is kept."""

    def refer(self, reason: Referral, person: UUID | None, at: datetime) -> str:  # noqa: ARG002
        """The next number."""
        return "A 08"

    def inside_now(self) -> int:
        """How many are inside."""
        return self.inside

    def try_writing(self) -> None:
        """It could."""

    def recorded_today(self, at: datetime) -> int:  # noqa: ARG002
        """As many as the figures say."""
        return 3096


@dataclass(frozen=True, slots=True)
class SheetCentre:
    """Fits ``kiosk.errand_ports.CentreDesk`` and ``kiosk.checkpoint.ports.CheckpointCentre``.

    ``codes``: codes can be sent; else nobody answers.
    """

    now: datetime
    codes: bool = True

    def send_code(self, request: UUID, phone: str, language: str) -> CodeReply:  # noqa: ARG002
        """Sent."""
        if not self.codes:
            raise ServerUnreachable("there is no network on a sheet")
        return CodeReply(CodeOutcome.SENT, 300.0, 60.0, 5)

    def try_code(self, request: UUID, digits: str) -> TryReply:  # noqa: ARG002
        """Six zeros are wrong, everything else is right."""
        return TryReply(TryOutcome.WRONG, 3, ()) if digits == "000000" else TryReply(TryOutcome.RIGHT, 5, ())

    def declared(self, identifiers: Sequence[Identifier]) -> Holding | None:  # noqa: ARG002
        """Nobody declared elsewhere."""
        return None

    def insured(self, request: UUID, number: str) -> DeclaredPerson | None:  # noqa: ARG002
        """Nobody's."""
        return None

    def issue(self, declaration: UUID, body: str) -> IssuedReply | None:  # noqa: ARG002
        """A code whose key nobody has."""
        return IssuedReply("KD1:6BFOXN%TSMAHN-H/ P8JRHB6MRVWU5PPG5PB%", "7Q4M 2F8K XR1C", self.now + timedelta(days=1))

    def settings(self, after: int) -> SettingsSaid:
        """Nothing new."""
        return SettingsSaid(revision=after, settings=None)

    def staff(self, changed: Sequence[StaffSaid]) -> StaffList:
        """Nobody new."""
        return StaffList(staff=tuple(changed))

    def slide(self, sha256: str) -> bytes:  # noqa: ARG002
        """No slide."""
        return b""

    def enrolment_code(self) -> EnrolmentSaid:
        """A code that is good for a quarter of an hour."""
        until = self.now + timedelta(minutes=15)
        return EnrolmentSaid(code=ENROLMENT, text=f"https://kiemdich.example/enrol#{ENROLMENT}", until=until)


PUSHED: Final = PushedSettings(
    mode="desk",
    capacity=400,
    declarations="required",
    notice="Giữ khoảng cách 2 m. Đeo khẩu trang khi vào khoa khám bệnh.",
    hotlines=("1022", "1900 9095"),
    closes_at="20:30",
)


@dataclass(slots=True)
class SheetPrinter:
    """Fits ``kiosk.errand_ports.Printer``."""

    broken: bool = False
    address: str = "system:Quay-1?paper=80mm"

    def ready(self) -> bool:
        """Whether it would print."""
        return not self.broken

    def print_slip(self, slip: Slip) -> None:  # noqa: ARG002
        """As if it came out."""
        if self.broken:
            raise DeviceError("out of paper")
