"""The people of the sheet's desk: a list kept in memory, of nobody there is. It is read, and never written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import cycle
from typing import Final
from uuid import UUID

from kiosk.declarations import Address, Consent, Declaration, DeclaredSex, Filled, Identity, PhoneProof, Relationship
from kiosk.desk.rows import (
    Correction,
    Counts,
    Declared,
    Detail,
    Evacuation,
    InsidePerson,
    Page,
    Query,
    RefusedBecause,
    Row,
    RowFilter,
    RowKey,
    RowKind,
    Sending,
    WhyAnnulled,
    WorkItem,
)
from kiosk.people import Identifier, IdentifierKind, PartialDate, Person, Sex, folded, masked_name, masked_number
from kiosk.questionnaire import Answer, Result, Verdict
from kiosk.screens import Referral
from kiosk.visits import Act, Via, Visit

GATE: Final = "Cổng số 2"
NAMES: Final = (
    "NGUYỄN VĂN THỬ", "TRẦN THỊ MẪU", "LÊ HỮU KIỂM", "PHẠM THỊ NGOÀI", "ĐẶNG VĂN VÍ", "BÙI THỊ DỤ", "HỒ MINH HỌA",
    "VŨ THỊ NGỌC KHUYẾN NGHIỆM", "ĐỖ ĐỨC ẨN DANH", "TRUONG QUOC THU",
)  # fmt: skip
WAYS: Final = (
    Via.CITIZEN_CARD, Via.CITIZEN_CODE, Via.INSURANCE_CARD, Via.PROXY, Via.PHONE, Via.PERSONAL_QR, Via.DESK,
)  # fmt: skip
LONG: Final = "NGUYỄN PHÚC HOÀNG KHUYẾN NGHIỆM THẮNG"


def _stay(number: int, way: Via, name: str, arrived: datetime) -> Row:
    """Somebody inside, with nothing amiss, as the list shows them bare."""
    known = way is not Via.DESK
    return Row(
        RowKey(RowKind.STAY, number), arrived, None, UUID(int=number), name, str(1948 + number * 7 % 70), way, GATE,
        f"0010900{number:05d}" if known else "", f"0900 000 {number:03d}" if number % 3 else "",
        Declared.VALID, arrived + timedelta(days=1), Sending.SENT, UUID(int=900 + number), inside=True,
    )  # fmt: skip


def _referral(line: int, arrived: datetime, **changes: object) -> Row:
    """Somebody sent to the staff."""
    row = Row(
        RowKey(RowKind.REFERRAL, line), arrived, None, UUID(int=line), NAMES[line % len(NAMES)], "1961", None,
        "", f"0010900{line:05d}", "0900 000 004", Declared.SEE_STAFF, None, Sending.SAVED,
        number="A 07", reason=Referral.DECLARATION,
    )  # fmt: skip
    return replace(row, **changes)  # type: ignore[arg-type] # any field of it


def rows_of(now: datetime) -> tuple[Row, ...]:
    """A morning, newest first, with one line of every kind."""
    minute = timedelta(minutes=1)
    ways, names = cycle(WAYS), cycle(NAMES)
    lines = [_stay(60 - at, next(ways), next(names), now - minute * (1 + at * 7)) for at in range(26)]
    later = {
        0: {"sending": Sending.SAVED},
        1: {"sending": Sending.SAVED, "left": now - minute, "inside": False},
        2: {"declared": Declared.NONE, "declared_until": None},
        4: {"declared": Declared.SEE_STAFF, "sending": Sending.REFUSED},
        5: {"left": now - minute * 9, "inside": False},
        6: {"declared": Declared.NOT_ASKED, "declared_until": None},
        7: {"corrected": True},
        9: {"left": now - minute * 20, "inside": False, "automatic": True},
        10: {"declared": Declared.EXPIRED, "declared_until": now - minute * 90},
        11: {"annulled": True, "inside": False},
        12: {"name": LONG, "left": now - minute * 31, "inside": False},
        13: {"declared": Declared.STOP, "declared_until": None},
        15: {"arrived": None, "left": now - minute * 60, "inside": False},
    }
    return tuple(replace(row, **later.get(at, {})) for at, row in enumerate(lines))  # type: ignore[arg-type]


def _masked(row: Row) -> Row:
    document = masked_number(row.document).removeprefix("•••• ") if row.document else ""
    phone = f"09•• ••• {row.phone[-3:]}" if row.phone else ""
    return replace(row, name=masked_name(row.name), document=document, phone=phone)


def _fits(row: Row, query: Query) -> bool:
    wanted = query.filter
    if not all(word in folded(row.name) for word in folded(query.text).split()):
        return False
    if row.key.kind is RowKind.REFERRAL:
        return wanted is RowFilter.REFERRED or (wanted is RowFilter.ATTENTION and row.met is None)
    match wanted:
        case RowFilter.INSIDE:
            return row.inside
        case RowFilter.LEFT:
            return row.left is not None
        case RowFilter.ATTENTION:
            return row.automatic or row.sending is Sending.REFUSED
        case RowFilter.REFUSED:
            return row.sending is Sending.REFUSED
        case _:
            return wanted is not RowFilter.REFERRED


@dataclass(frozen=True, slots=True)
class SheetPeople:
    """Fits ``kiosk.desk.ports.VisitorList``. ``empty``: nobody came yet."""

    now: datetime
    empty: bool = False

    def page(self, query: Query) -> Page:
        """The lines that fit, all at once."""
        rows = tuple(row if query.bare else _masked(row) for row in self._lines() if _fits(row, query))
        return Page(rows, False, None if query.text else self._many(query.filter) or len(rows))

    def counts(self, day: datetime) -> Counts:  # noqa: ARG002 - there is one day
        """More than there are lines: numbers of a real morning are wide."""
        return Counts() if self.empty else Counts(1612, 128, 484, 9, 15, 3, 1, 4)

    def row(self, key: RowKey, *, bare: bool = False) -> Row | None:
        """One line."""
        row = next((row for row in self._lines() if row.key == key), None)
        return row if bare or row is None else _masked(row)

    def stay_of(self, person: UUID) -> RowKey | None:
        """The newest stay of a person."""
        return next((row.key for row in self._lines() if row.person == person), None)

    def opened(self, key: RowKey, staff: UUID, at: datetime) -> Detail | None:  # noqa: ARG002
        """Everything of one line."""
        row = self.row(key, bare=True)
        if row is None:
            return None
        came = _visit(row, Act.CHECK_IN, self.now - timedelta(minutes=40))
        again = replace(came, act=Act.REVERSAL, staff=UUID(int=1), reason=f"{WhyAnnulled.WRONG_TIME}")
        numbers = {
            Identifier(IdentifierKind.CITIZEN_ID, row.document),
            Identifier(IdentifierKind.INSURANCE_CARD, "DN4010000000001"),
        }
        who = Person(UUID(int=row.key.number), row.name, PartialDate(1990, 8, 15), Sex.MALE, frozenset(numbers))
        return Detail(row, who, ("+84900000001",), (came, again, came), declaration_of(row, self.now))

    def unmasked(self, staff: UUID, reason: str, at: datetime) -> None:
        """Nothing is logged on a sheet."""

    def note(self, what: str, staff: UUID, subject: UUID | None, at: datetime) -> None:
        """Nothing is logged on a sheet."""

    def check_in(self, person: UUID, staff: UUID, at: datetime, reason: str = "") -> Visit:
        """Nothing is recorded."""
        raise NotImplementedError

    def check_out(self, key: RowKey, staff: UUID, at: datetime) -> Visit:
        """Nothing is recorded."""
        raise NotImplementedError

    def annul(self, key: RowKey, why: WhyAnnulled, note: str, staff: UUID, at: datetime) -> tuple[Visit, ...]:
        """Nothing is recorded."""
        raise NotImplementedError

    def correct(self, key: RowKey, correction: Correction, staff: UUID, at: datetime) -> RowKey:
        """Nothing is recorded."""
        raise NotImplementedError

    def meet(self, key: RowKey, outcome: str, staff: UUID, at: datetime) -> None:
        """Nothing is recorded."""

    def work_list(self, limit: int = 200) -> Sequence[WorkItem]:
        """One refused row, with the centre's own sentence."""
        said = "visit.person.name: String should have at most 200 characters"
        item = WorkItem(
            UUID(int=904), 1604, "visit", Act.CHECK_IN, self.now - timedelta(minutes=29), "Đ. V. VÍ",
            RefusedBecause.FORM, said, self.now - timedelta(minutes=28), RowKey(RowKind.STAY, 56),
        )  # fmt: skip
        other = replace(item, id=UUID(int=905), sequence=1607, because=RefusedBecause.CONFLICT, key=None)
        return () if self.empty else (item, other)[:limit]

    def send_again(self, item: UUID, staff: UUID, at: datetime) -> None:
        """Nothing is sent."""

    def set_aside(self, item: UUID, reason: str, staff: UUID, at: datetime) -> None:
        """Nothing is kept."""

    def looked_at(self, key: RowKey, staff: UUID, at: datetime) -> None:
        """Nothing is recorded."""

    def close_day(self, at: datetime) -> int:  # noqa: ARG002
        """Nobody is checked out."""
        return 0

    def evacuation(self, staff: UUID | None, at: datetime) -> Evacuation:  # noqa: ARG002
        """Who is inside."""
        people = [
            InsidePerson(row.name, row.birth_year, row.phone, row.arrived, row.gate, row.via)
            for row in self._lines()
            if row.inside and row.arrived is not None and row.via is not None
        ]
        return Evacuation(at, None if self.empty else at - timedelta(minutes=2), tuple(people))

    def exported(self, query: Query, staff: UUID, at: datetime, rows: int, form: str) -> None:
        """Nothing is logged."""

    def _lines(self) -> tuple[Row, ...]:
        if self.empty:
            return ()
        minute = timedelta(minutes=1)
        referrals = (
            _referral(2, self.now - minute * 3),
            _referral(5, self.now - minute * 12, number="A 06", reason=Referral.FULL, declared=Declared.VALID),
            _referral(8, self.now - minute * 30, number="B 03", reason=Referral.STOP, met=self.now - minute * 4),
        )
        return (*referrals, *rows_of(self.now))

    def _many(self, wanted: RowFilter) -> int:
        """As many as the filters say: the list goes on below what is seen."""
        counts = self.counts(self.now)
        many = {RowFilter.ALL: counts.all, RowFilter.INSIDE: counts.inside, RowFilter.LEFT: counts.left}
        return many.get(wanted, 0)


def declaration_of(row: Row, now: datetime) -> Declaration:
    """What somebody declared, with one answer that needs a person's eye."""
    filled = Filled(
        "khai-bao-toan-dan", "1", "",
        Identity(row.name, PartialDate(1990, 8, 15), DeclaredSex.MALE, "VN", "001090000001", phone="+84900000001"),
        Address("38", "14797", "Thôn Ví Dụ"), (Answer("symptoms", "yes", "ho từ hôm qua"),),
        Result(Verdict.NEEDS_STAFF, ("symptoms:yes",)),
        Consent("1", "0" * 64, "vi", "kiosk", Relationship.SELF), phone_proof=PhoneProof.OTP,
    )  # fmt: skip
    return Declaration(UUID(int=7), UUID(int=3), 1, UUID(int=row.key.number), now, now + timedelta(days=1), filled)


def _visit(row: Row, act: Act, at: datetime) -> Visit:
    person = Person(UUID(int=row.key.number), row.name, None, None, frozenset())
    return Visit(UUID(int=row.key.number), UUID(int=3), row.key.number, person, act, at, row.via or Via.DESK, row.gate)
