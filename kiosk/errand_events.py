"""What a visitor does during a longer errand, in the past tense. ``at`` is monotonic seconds. See kiosk/events.py."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from kiosk.questionnaire import Field


class Box(StrEnum):
    """What can be typed into besides the fields of a declaration."""

    PHONE = "phone_box"
    CODE = "code_box"
    PIN = "pin_box"
    PROVINCE_SEARCH = "province_search"
    WARD_SEARCH = "ward_search"


@dataclass(frozen=True, slots=True)
class PhonePressed:
    """*No smartphone?* ``digit`` is what was typed to get here, if anything."""

    at: float
    digit: str = ""


@dataclass(frozen=True, slots=True)
class DeclarePressed:
    """*Declare now*: from the waiting screen, or after a card without a declaration that holds."""

    at: float


@dataclass(frozen=True, slots=True)
class DeclareForOtherPressed:
    """*Declare for someone else* on the same phone."""

    at: float


@dataclass(frozen=True, slots=True, repr=False)
class Typed:
    """The whole text of a box or field, after each change."""

    where: Box | Field
    text: str
    at: float

    def __repr__(self) -> str:
        return f"Typed({self.where})"


@dataclass(frozen=True, slots=True, repr=False)
class Picked:
    """One of several: a sex, a province's code, a relationship, a member of staff's id (``where`` is Box.PIN)."""

    where: Box | Field
    value: str
    at: float

    def __repr__(self) -> str:
        return f"Picked({self.where})"


@dataclass(frozen=True, slots=True, repr=False)
class Answered:
    """A question was answered, or its note changed. ``value`` None leaves the answer as it is."""

    question: str
    at: float
    value: str | None = None
    note: str | None = None

    def __repr__(self) -> str:
        return f"Answered({self.question})"


@dataclass(frozen=True, slots=True)
class EditPressed:
    """A field was touched: the keyboard or keypad opens for it; None closes it. A question's key opens its note."""

    where: Field | str | None
    at: float


@dataclass(frozen=True, slots=True)
class EyePressed:
    """Show or hide the number that is being typed."""

    at: float


@dataclass(frozen=True, slots=True)
class NextPressed:
    """Forward: *Tiếp tục*, *Xác nhận*."""

    at: float


@dataclass(frozen=True, slots=True)
class BackPressed:
    """*Quay lại*. Nothing typed is lost by it, but on the first step."""

    at: float


class Turning(StrEnum):
    """Which list or page is turned."""

    PEOPLE = "people"
    PROVINCES = "provinces"
    WARDS = "wards"
    QUESTIONS = "questions"


@dataclass(frozen=True, slots=True)
class PageTurned:
    """*Lên* (-1) or *Xuống* (+1)."""

    what: Turning
    by: int
    at: float


@dataclass(frozen=True, slots=True)
class ResendPressed:
    """*Gửi lại mã*."""

    at: float


@dataclass(frozen=True, slots=True)
class EditNumberPressed:
    """*Sửa số*: back to the number, with its digits."""

    at: float


@dataclass(frozen=True, slots=True)
class NoMessagePressed:
    """*Không nhận được mã?*"""

    at: float


@dataclass(frozen=True, slots=True)
class AttestPressed:
    """*Gặp nhân viên xác nhận*."""

    at: float


@dataclass(frozen=True, slots=True)
class PersonPressed:
    """The button beside somebody on the list."""

    person: UUID
    at: float


@dataclass(frozen=True, slots=True)
class EveryonePressed:
    """*Check in cả {n} người*."""

    at: float


@dataclass(frozen=True, slots=True)
class UseCardAddressPressed:
    """*Dùng địa chỉ này*: the card's address, where both its parts exist today."""

    at: float


@dataclass(frozen=True, slots=True)
class Agreed:
    """A tick below the consent text was set or taken away. ``child``: it is the child's own."""

    yes: bool
    at: float
    child: bool = False


@dataclass(frozen=True, slots=True)
class RefusedConsent:
    """*Không đồng ý*: nothing is kept."""

    at: float


@dataclass(frozen=True, slots=True)
class SendPressed:
    """*Đồng ý và gửi tờ khai*."""

    at: float


@dataclass(frozen=True, slots=True)
class PrintPressed:
    """*In mã ra giấy*."""

    at: float


@dataclass(frozen=True, slots=True)
class DonePressed:
    """*Xong*."""

    at: float


@dataclass(frozen=True, slots=True)
class StillHerePressed:
    """*Tôi vẫn ở đây*."""

    at: float


@dataclass(frozen=True, slots=True)
class FinishPressed:
    """*Xóa và kết thúc*, or *yes, leave this step*."""

    at: float


ErrandChoice = (
    PhonePressed
    | DeclarePressed
    | DeclareForOtherPressed
    | Typed
    | Picked
    | Answered
    | EditPressed
    | EyePressed
    | NextPressed
    | BackPressed
    | PageTurned
    | ResendPressed
    | EditNumberPressed
    | NoMessagePressed
    | AttestPressed
    | PersonPressed
    | EveryonePressed
    | UseCardAddressPressed
    | Agreed
    | RefusedConsent
    | SendPressed
    | PrintPressed
    | DonePressed
    | StillHerePressed
    | FinishPressed
)
