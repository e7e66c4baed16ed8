"""Everything a visitor can see, as values: what a screen may show is its fields, and nothing else reaches it.

Names arrive here masked. Times are aware UTC; the display turns them into local time.
``SECONDS_ON`` holds every time limit; a screen listed with None stays until something happens.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.cards.card import CardKind, Family
from kiosk.certificates import Trust
from kiosk.declaring_screens import DeclareAddress, DeclareConsent, DeclareDone, DeclareHealth, DeclareIdentity
from kiosk.errand_screens import (
    ChoosePerson,
    CodeRefused,
    EnterCode,
    EnterPhone,
    ErrandScreen,
    NobodyDeclared,
    NoCode,
    StaffPin,
    StillThere,
)
from kiosk.scans import Finding


class Language(StrEnum):
    """The languages of the screens."""

    VI = "vi"
    EN = "en"


class Referral(StrEnum):
    """Why a visitor is sent to the staff. The visitor's screen says only what its words say."""

    CHECK = "check"  # something about the card needs a person's eye
    FULL = "full"  # as many people inside as are allowed
    NOT_ME = "not_me"  # "this is not me" was pressed
    NO_CODE = "no_code"  # came without a code that can be read
    NO_DECLARATION = "no_declaration"
    DECLARATION = "declaration"  # an answer needs a person's eye
    STOP = "stop"  # an answer means: wait here
    CERTIFICATE = "certificate"  # the campaign asks for a health certificate
    CONSENT = "consent"  # did not agree, or will not declare here
    PHONE = "phone"  # cannot be confirmed by a code


@dataclass(frozen=True, slots=True)
class Waiting:
    """Hold your code in the frame. ``leaving`` is check-out mode, chosen by a visitor, for 30 s."""

    leaving: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """The answer is on its way. Shown only if it takes longer than 250 ms. ``kind`` is None when no code was read."""

    kind: CardKind | None


@dataclass(frozen=True, slots=True)
class Welcome:
    """MỜI VÀO. The check-in is on disk. ``again``: the same code within seconds, nothing more was recorded.

    ``verified``: the code was signed by somebody this kiosk trusts; card codes are read, not verified.
    ``certificate`` is what can be said of a health certificate's signature. ``attested``: a member of staff vouched
    for the phone number. ``others`` came in with this person, by one button.
    """

    name: str
    at: datetime
    verified: bool = False
    invite_to_declare: bool = False
    again: bool = False
    certificate: Trust | None = None
    attested: bool = False
    confirmed: bool = False
    others: int = 0
    declared_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Goodbye:
    """TẠM BIỆT. The check-out is on disk. ``stayed`` is None where no arrival was seen.

    ``can_undo`` is False once the waiting screen was between: nobody knows any more who is standing there.
    """

    name: str
    at: datetime
    stayed: timedelta | None
    again: bool = False
    can_undo: bool = True


@dataclass(frozen=True, slots=True)
class StillInside:
    """A check-out was taken back: still recorded as inside."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AlreadyIn:
    """Are you leaving? ``earlier_day``: the open check-in is not of today, so the question is *entering again?*"""

    name: str
    since: datetime
    gate: str
    earlier_day: bool = False


@dataclass(frozen=True, slots=True)
class LeaveUnknown:
    """Leaving, but no arrival is known: record the departure all the same?"""

    name: str


@dataclass(frozen=True, slots=True)
class NeedsDeclaration:
    """A declaration is required here and none that still holds is known. No name, no reason."""

    kind: CardKind


@dataclass(frozen=True, slots=True)
class SeeStaff:
    """Please see our staff: a place, a number to be met by, no name and no reason but *full*."""

    reason: Referral
    number: str
    at: datetime
    bring_card: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """Please wait here. No name, no reason, no countdown."""

    number: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A code is seen and cannot be read, with the advice for what was found."""

    finding: Finding


@dataclass(frozen=True, slots=True)
class UnknownCode:
    """Read, but it opens no gate."""

    family: Family


@dataclass(frozen=True, slots=True)
class OutOfOrder:
    """The store cannot be written: out of service. ``safe_today`` rows of today are safe; ``code`` is for support."""

    code: str
    safe_today: int | None


Screen = (
    Waiting
    | Reading
    | Welcome
    | Goodbye
    | StillInside
    | AlreadyIn
    | LeaveUnknown
    | NeedsDeclaration
    | SeeStaff
    | Stop
    | Unreadable
    | UnknownCode
    | OutOfOrder
    | ErrandScreen
)

SECONDS_ON: dict[type[Screen], float | None] = {
    Waiting: None,  # check-out mode: LEAVING_SECONDS
    Reading: 3.0,
    Welcome: 4.0,
    Goodbye: 5.0,
    StillInside: 4.0,
    AlreadyIn: 15.0,
    LeaveUnknown: 15.0,
    NeedsDeclaration: 30.0,
    SeeStaff: 12.0,
    Stop: 20.0,
    Unreadable: 20.0,
    UnknownCode: 20.0,
    OutOfOrder: 30.0,  # then the store is tried again
    CodeRefused: 20.0,
    # without a touch for as long as this, the visitor is asked (StillThere)
    EnterPhone: 45.0,
    EnterCode: 120.0,  # a message is slow
    NoCode: 45.0,
    ChoosePerson: 45.0,
    NobodyDeclared: 45.0,
    StaffPin: 60.0,  # the staff have to come; then back to where the visitor was
    DeclareIdentity: 90.0,
    DeclareAddress: 90.0,
    DeclareHealth: 90.0,
    DeclareConsent: 90.0,
    DeclareDone: 30.0,
    StillThere: 15.0,
}
LEAVING_SECONDS = 30.0

ANOTHER_CODE_AFTER: dict[type[Screen], float] = {
    Waiting: 0.0,
    Welcome: 1.2,
    Goodbye: 1.2,
    StillInside: 1.2,
    AlreadyIn: 3.0,
    LeaveUnknown: 3.0,
    NeedsDeclaration: 3.0,
    SeeStaff: 3.0,
    Stop: 8.0,
    Unreadable: 0.0,
    UnknownCode: 0.0,
    CodeRefused: 0.0,
    DeclareDone: 3.0,
}
"""Seconds after which another visitor's code takes a screen over. Reading holds it; OutOfOrder does not read.

On the screens of an errand, a new code asks first whether to leave it; on DeclareIdentity a card fills the form.
"""

LANGUAGE_RESET_SECONDS = 30.0
STAFF_CALLED_SECONDS = 60.0
SAME_CODE_SECONDS = 5.0


class CameraState(StrEnum):
    """The cameras as a visitor meets them."""

    NONE = "none"  # this kiosk has none
    WORKING = "working"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Status:
    """What stands on every screen whoever is there: the network, the devices, how many are inside."""

    online: bool = False
    barred: bool = False  # the centre is there, and does not let this kiosk in
    waiting_to_send: int = 0
    refused: int = 0
    last_sync: datetime | None = None
    inside: int = 0
    capacity: int | None = None
    camera: CameraState = CameraState.NONE
    scanner: bool = False
    staff_called_at: datetime | None = None
