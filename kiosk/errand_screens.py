"""The screens of a longer errand: phone and code, choosing among a family, the staff. See kiosk/screens.py.

What is being typed stands in the screen, so that it survives a change of language and nothing else.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kiosk.declaring_screens import DeclareAddress, DeclareConsent, DeclareDone, DeclareHealth, DeclareIdentity
from kiosk.phone import PhoneProblem


@dataclass(frozen=True, slots=True, repr=False)
class EnterPhone:
    """The keypad for a phone number. ``problem`` is None once it is a mobile number; ``asking`` while it is sent.

    ``unusual``: no operator is known to have numbers like it; it may be mistyped, and may be new.
    """

    digits: str = ""
    problem: PhoneProblem | None = PhoneProblem.EMPTY
    hidden: bool = False
    asking: bool = False
    unusual: bool = False

    def __repr__(self) -> str:
        return f"EnterPhone({self.problem})"


class CodeNotice(StrEnum):
    """What is said above the keypad of the code."""

    SENT = "sent"
    SENT_AGAIN = "sent_again"
    WRONG = "wrong"
    EXPIRED = "expired"
    LOCKED = "locked"  # too many wrong tries: this code is void
    NOT_SENT_AGAIN = "not_sent_again"  # the message could not be sent; the last code, if any, still counts
    LIMIT = "limit"  # no further message to this number for now


@dataclass(frozen=True, slots=True, repr=False)
class EnterCode:
    """Six cells for the code. ``phone`` is masked; times are monotonic seconds.

    ``resend_at`` is None when no further message may be sent from here.
    """

    phone: str
    digits: str
    notice: CodeNotice
    tries_left: int
    expires_at: float
    resend_at: float | None
    asking: bool = False

    def __repr__(self) -> str:
        return f"EnterCode({self.notice})"


class WhyNoCode(StrEnum):
    """Why no code can be had. None of them says anything about the number."""

    OFFLINE = "offline"  # the centre cannot be reached
    NOT_SENT = "not_sent"  # the centre could not send the message
    LIMIT = "limit"  # too many messages to this number, from this kiosk or altogether
    HELP = "help"  # the visitor says that no message came
    NOT_CHECKED = "not_checked"  # a code was typed, and the centre cannot be reached to check it


@dataclass(frozen=True, slots=True)
class NoCode:
    """No code can be sent: a member of staff may vouch for the visitor, or back."""

    why: WhyNoCode
    phone: str
    can_attest: bool


class PersonState(StrEnum):
    """How somebody on the list stands."""

    HOLDS = "holds"  # a declaration that still holds
    EXPIRED = "expired"
    NONE = "none"  # never declared for this campaign
    INSIDE = "inside"
    ENTERED = "entered"  # just now, from this list
    LEFT = "left"  # just now, from this list
    SEE_STAFF = "see_staff"  # cannot come in this way; says no more


class PersonAct(StrEnum):
    """What the button beside somebody does."""

    CHECK_IN = "check_in"
    CHECK_OUT = "check_out"
    DECLARE = "declare"
    SEE_STAFF = "see_staff"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody on the list: masked, with the one thing that can be done. ``at`` belongs to the state."""

    person: UUID
    name: str
    birth_year: int | None
    sex: str  # "male", "female", "other" or ""
    state: PersonState
    act: PersonAct
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChoosePerson:
    """Everybody declared on a number. ``attested``: the number was not confirmed by a code.

    ``all_count`` is how many can be checked in with one button (0 hides it); ``page`` counts from 0.
    ``asking`` is who is being recorded.
    """

    phone: str
    rows: tuple[PersonRow, ...]
    all_count: int
    attested: bool
    page: int = 0
    pages: int = 1
    can_declare: bool = True
    asking: bool = False


@dataclass(frozen=True, slots=True)
class NobodyDeclared:
    """No declaration on this number: declare now, or the staff. Shown only after the code was right."""

    phone: str
    attested: bool


@dataclass(frozen=True, slots=True)
class StaffName:
    """Somebody of the staff, as the sign-in lists them. ``role``: attendant, supervisor or technician."""

    id: UUID
    name: str
    role: str


class PinNotice(StrEnum):
    """What is said above the keypad of the PIN."""

    ENTER = "enter"
    WRONG = "wrong"
    LOCKED = "locked"


class PinPurpose(StrEnum):
    """What a member of staff signs in for."""

    ATTEST = "attest"  # vouch for a phone number
    CLOSE_STOP = "close_stop"


@dataclass(frozen=True, slots=True, repr=False)
class StaffPin:
    """A member of staff says who they are. ``typed`` counts the digits of the PIN; the digits are not on the screen.

    ``locked_until`` is monotonic seconds, None while not locked.
    """

    purpose: PinPurpose
    staff: tuple[StaffName, ...]
    chosen: UUID | None
    typed: int
    notice: PinNotice
    tries_left: int
    locked_until: float | None = None
    asking: bool = False

    def __repr__(self) -> str:
        return f"StaffPin({self.purpose}, {self.notice})"


class StillThereFor(StrEnum):
    """Why the visitor is asked."""

    IDLE = "idle"
    NEW_CODE = "new_code"  # somebody held up a code meanwhile: leave this step?
    LEAVING = "leaving"  # *back* on a form with something in it: leave it, and lose what was typed?


@dataclass(frozen=True, slots=True)
class StillThere:
    """Are you still there? On an opaque ground: nothing of the form can be seen."""

    why: StillThereFor


class CodeFault(StrEnum):
    """Why a citizen code of ours does not open the gate."""

    EXPIRED = "expired"
    REVOKED = "revoked"
    FORGED = "forged"
    UNKNOWN_KEY = "unknown_key"  # this kiosk does not have the key to check it with


@dataclass(frozen=True, slots=True)
class CodeRefused:
    """A citizen code that was checked and does not count. Nothing was recorded; every other way stays open."""

    fault: CodeFault


ErrandScreen = (
    EnterPhone
    | EnterCode
    | NoCode
    | ChoosePerson
    | NobodyDeclared
    | StaffPin
    | DeclareIdentity
    | DeclareAddress
    | DeclareHealth
    | DeclareConsent
    | DeclareDone
    | StillThere
    | CodeRefused
)
