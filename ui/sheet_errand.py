"""What the sheet shows of phone, code, choosing, PIN and *still there*: invented people, numbers nobody has."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from kiosk.errand_screens import (
    ChoosePerson,
    CodeFault,
    CodeNotice,
    CodeRefused,
    EnterCode,
    EnterPhone,
    NobodyDeclared,
    NoCode,
    PersonAct,
    PersonRow,
    PersonState,
    PinNotice,
    PinPurpose,
    StaffName,
    StaffPin,
    StillThere,
    StillThereFor,
    WhyNoCode,
)
from kiosk.phone import PhoneProblem, parse
from kiosk.screens import Screen

MASKED: Final = "09•• ••• 001"
TYPED: Final = {
    "empty": "",
    "some": "0900000",
    "all": "0900000001",
    "abroad": "+84900000001",
    "foreign": "0033123456789",
    "long": "090000000112345",
}


def _id(number: int) -> UUID:
    return UUID(int=number)


STAFF: Final = (
    StaffName(_id(1), "Lê Thị Trực", "attendant"),
    StaffName(_id(2), "Phạm Văn Gác", "supervisor"),
    StaffName(_id(3), "Đỗ Thu Lễ", "technician"),
    StaffName(_id(4), "Nguyễn Thị Ngọc Khuyến Mẫu", "attendant"),
)


def people(now: datetime) -> tuple[PersonRow, ...]:
    """Six rows, one of every kind."""
    day = timedelta(days=1)
    hold, enter, leave, declare = (
        PersonState.HOLDS,
        PersonAct.CHECK_IN,
        PersonAct.CHECK_OUT,
        PersonAct.DECLARE,
    )
    return (
        PersonRow(_id(11), "N. V. THỬ", 1990, "male", hold, enter, now + day),
        PersonRow(_id(12), "T. T. MẪU", 1993, "female", hold, enter, now + day),
        PersonRow(_id(13), "N. M. KIỂM", 2018, "female", PersonState.INSIDE, leave, now - timedelta(minutes=52)),
        PersonRow(_id(14), "N. THỊ NGHIỆM", 1961, "", PersonState.EXPIRED, declare, now - day),
        PersonRow(_id(15), "L. V. MẪU", None, "male", PersonState.NONE, declare),
        PersonRow(_id(16), "P. T. THỬ", 1975, "other", PersonState.SEE_STAFF, PersonAct.SEE_STAFF),
    )


def _phone(digits: str, *, hidden: bool = False, asking: bool = False) -> EnterPhone:
    read = parse(digits)
    return EnterPhone(digits, read if isinstance(read, PhoneProblem) else None, hidden, asking)


def errand_screens(now: datetime, start: float) -> list[tuple[str, Screen]]:
    """Names and screens; ``start`` is the monotonic time at which they come up."""
    six = people(now)
    inside = PersonRow(_id(11), "N. V. THỬ", 1990, "male", PersonState.ENTERED, PersonAct.NOTHING, now)
    gone = PersonRow(_id(13), "N. M. KIỂM", 2018, "female", PersonState.LEFT, PersonAct.NOTHING, now)

    def code(digits: str, notice: CodeNotice, tries: int, resend: float | None, *, asking: bool = False) -> EnterCode:
        resend_at = None if resend is None else start + resend
        return EnterCode(MASKED, digits, notice, tries, start + 259, resend_at, asking)

    def pin(chosen: UUID | None, typed: int, notice: PinNotice, tries: int, locked: float | None = None) -> StaffPin:
        until = None if locked is None else start + locked
        return StaffPin(PinPurpose.ATTEST, STAFF[:3], chosen, typed, notice, tries, until)

    return [
        *((f"phone-{name}", _phone(digits)) for name, digits in TYPED.items()),
        ("phone-hidden", _phone("0900000001", hidden=True)),
        ("phone-asking", _phone("0900000001", asking=True)),
        ("code", code("", CodeNotice.SENT, 5, 43)),
        ("code-some", code("417", CodeNotice.WRONG, 2, 43)),
        ("code-asking", code("417204", CodeNotice.SENT, 5, 0, asking=True)),
        ("code-expired", code("", CodeNotice.EXPIRED, 5, 0)),
        ("code-locked", code("", CodeNotice.LOCKED, 0, 20)),
        ("code-locked-limit", code("", CodeNotice.LOCKED, 0, None)),
        ("code-sent-again", code("4", CodeNotice.SENT_AGAIN, 5, 59)),
        ("code-not-sent-again", code("41", CodeNotice.NOT_SENT_AGAIN, 1, 0)),
        ("code-limit", code("41", CodeNotice.LIMIT, 4, None)),
        *((f"no-code-{why}", NoCode(why, MASKED, can_attest=True)) for why in WhyNoCode),
        ("no-code-alone", NoCode(WhyNoCode.LIMIT, MASKED, can_attest=False)),
        ("nobody-declared", NobodyDeclared(MASKED, attested=False)),
        ("nobody-attested", NobodyDeclared(MASKED, attested=True)),
        ("choose", ChoosePerson(MASKED, six[:3], 2, attested=False)),
        ("choose-others", ChoosePerson(MASKED, six[3:], 2, attested=True, page=1, pages=2)),
        ("choose-done", ChoosePerson(MASKED, (inside, gone, six[1]), 0, attested=False, asking=True)),
        ("choose-all-done", ChoosePerson(MASKED, (inside, gone), 0, attested=False)),
        ("choose-leaving", ChoosePerson(MASKED, six[2:3], 0, attested=True, can_declare=False)),
        ("pin", pin(_id(1), 4, PinNotice.ENTER, 4)),
        ("pin-choose", StaffPin(PinPurpose.ATTEST, STAFF, None, 0, PinNotice.ENTER, 5)),
        ("pin-wrong", pin(_id(2), 0, PinNotice.WRONG, 1)),
        ("pin-locked", pin(_id(3), 0, PinNotice.LOCKED, 0, 299)),
        ("pin-nobody", StaffPin(PinPurpose.CLOSE_STOP, (), None, 0, PinNotice.ENTER, 5)),
        *((f"still-there-{why}", StillThere(why)) for why in StillThereFor),
        *((f"code-refused-{fault}", CodeRefused(fault)) for fault in CodeFault),
    ]
