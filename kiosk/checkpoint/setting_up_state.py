"""Where setting up stands: everything the wizard shows and does not keep. ``Draft`` is what it keeps."""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.cards.card import CardKind
from kiosk.checkpoint.setting_up_draft import Draft, Step, Way
from kiosk.checkpoint.setting_up_ports import Devices
from kiosk.checkpoint.setting_up_trouble import Trouble
from kiosk.errand_screens import StaffName
from kiosk.scans import Symbology
from kiosk.settings import Settings
from kiosk.wire.checkpoint_messages import CheckpointSaid


class Reached(StrEnum):
    """Whether the centre answers."""

    UNKNOWN = "unknown"
    ASKING = "asking"
    YES = "yes"
    NO = "no"


class PhoneState(StrEnum):
    """How far the registrant's number is confirmed."""

    NONE = "none"
    SENDING = "sending"
    SENT = "sent"
    TRYING = "trying"
    WRONG = "wrong"
    EXPIRED = "expired"
    LOCKED = "locked"
    NOT_SENT = "not_sent"
    LIMIT = "limit"
    CONFIRMED = "confirmed"

    @property
    def awaits_code(self) -> bool:
        """Whether a code may be typed now."""
        return self in (PhoneState.SENT, PhoneState.WRONG)


class Problem(StrEnum):
    """What is wrong with one field."""

    MISSING = "missing"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NO_MOBILE = "no_mobile"
    NOT_CONFIRMED = "not_confirmed"
    NO_NUMBER = "no_number"
    NO_ADDRESS = "no_address"  # of a centre
    TOO_MANY = "too_many"
    NO_CODE = "no_code"  # for joining
    NO_SIZE = "no_size"
    NOT_ALIKE = "not_alike"
    SIX_DIGITS = "six_digits"
    TAKEN = "taken"
    EASY_PIN = "easy_pin"
    NO_CAMERA = "no_camera"
    NO_SUPERVISOR = "no_supervisor"
    NO_CHECKPOINT = "no_checkpoint"  # of this number
    CHOOSE_ONE = "choose_one"


KEYBOARD = "keyboard:"
"""The scanner that types."""

Problems = tuple[tuple[str, Problem], ...]
"""Field by field, in the order of reading."""


class Trial(StrEnum):
    """What became of trying a device."""

    NOT_YET = "not_yet"
    UNDER_WAY = "under_way"
    WELL = "well"
    BADLY = "badly"


class Registration(StrEnum):
    """How far registering or joining has come."""

    FORM = "form"
    READ_BACK = "read_back"  # name, phone and address stand there to be confirmed
    LATER = "later"  # the same, and there is no network: it will be sent later
    UNDER_WAY = "under_way"
    REFUSED = "refused"


class Colleagues(StrEnum):
    """Whether the checkpoint's staff have come from the centre."""

    NOT_ASKED = "not_asked"
    ASKING = "asking"
    HEARD = "heard"
    UNHEARD = "unheard"  # the centre could not be asked


@dataclass(frozen=True, slots=True)
class Read:
    """A code that was held up: what kind of card it is and where it was read; never what stands in it."""

    kind: CardKind
    symbology: Symbology
    source: str
    number: int


@dataclass(frozen=True, slots=True)
class SetUpState:
    """Where setting up stands."""

    draft: Draft = field(default_factory=Draft)
    problems: Problems = ()
    reached: Reached = Reached.UNKNOWN
    skew: float | None = None
    phone: PhoneState = PhoneState.NONE
    tries_left: int = 0
    resend_at: float | None = None  # monotonic seconds; None: no more from here
    mine: tuple[CheckpointSaid, ...] = ()
    registration: Registration = Registration.FORM
    why: str = ""  # the centre's or the machine's own sentence, for support
    trouble: Trouble = Trouble.OTHER  # what ``why`` is about, for whoever sets it up
    join_code: str = field(default="", repr=False)
    devices: Devices = field(default_factory=Devices)
    looking: bool = False
    lost: str = ""  # the address of a device that does not answer
    reads: tuple[Read, ...] = ()
    printer: Trial = Trial.NOT_YET
    sound: Trial = Trial.NOT_YET
    staff: tuple[StaffName, ...] = ()
    adding: bool = False
    colleagues: Colleagues = Colleagues.NOT_ASKED
    done: Settings | None = None

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.draft.step

    def problem(self, field_name: str) -> Problem | None:
        """What is wrong with one field."""
        return next((problem for name, problem in self.problems if name == field_name), None)

    @property
    def supervised(self) -> bool:
        """Whether there is a supervisor."""
        return any(one.role == "supervisor" for one in self.staff)

    @property
    def joined(self) -> bool:
        """Whether this kiosk has joined a checkpoint that others set up."""
        return self.draft.enrolled and not self.draft.alone and self.draft.way is not Way.NEW

    @property
    def needs_supervisor(self) -> bool:
        """Whether a supervisor has to be added here. Those of a checkpoint that was joined come by themselves later,
        where the centre cannot be asked for them now.
        """
        return not self.supervised and not (self.joined and self.colleagues is Colleagues.UNHEARD)
