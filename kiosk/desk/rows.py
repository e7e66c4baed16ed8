"""A line of the list of people who came and left, as values. Times are aware UTC.

A line is a *stay* (an arrival with the departure that closes it, or a departure nobody saw the arrival of) or a
*referral* (somebody sent to the staff, to be met by a number). Names and numbers are masked unless they were asked for
bare; what a bare line shows is never in a ``repr``.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kiosk.declarations import Declaration
from kiosk.people import PartialDate, Person
from kiosk.screens import Referral
from kiosk.visits import Act, Via, Visit


class RowKind(StrEnum):
    """What a line is about."""

    STAY = "stay"
    REFERRAL = "referral"


@dataclass(frozen=True, slots=True, order=True)
class RowKey:
    """Names one line for ever: a stay by the sequence number of its first visit, a referral by its row."""

    kind: RowKind
    number: int


class RowFilter(StrEnum):
    """Which lines are wanted."""

    ALL = "all"  # stays of the day
    INSIDE = "inside"  # open stays, of whatever day
    LEFT = "left"
    NOT_DECLARED = "not_declared"  # stays of the day without a declaration that held
    REFERRED = "referred"  # people sent to the staff that day
    WAITING = "waiting"  # not yet sent, of whatever day
    REFUSED = "refused"  # the centre said no, of whatever day
    ATTENTION = "attention"  # open referrals, refused rows, automatic check-outs nobody has looked at


class Sending(StrEnum):
    """Where a stay's newest row is."""

    SAVED = "saved"  # on this machine
    SENT = "sent"
    REFUSED = "refused"


class Declared(StrEnum):
    """How somebody's declaration stands."""

    NOT_ASKED = "not_asked"
    NONE = "none"
    VALID = "valid"
    EXPIRED = "expired"
    SEE_STAFF = "see_staff"
    STOP = "stop"


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """One line. ``document`` and ``phone`` are texts as shown. ``visit`` is the newest standing row of a stay.

    ``automatic``: the departure was recorded by the closing rule. ``annulled``: the stay was taken back.
    ``corrected``: it was recorded anew with other values. ``number`` is what a referral is met by, ``met`` when.
    ``inside``: the stay is open; ``there``: whoever it is of is inside now, by this stay or another. ``erased``: whose
    it was is known no more, on their request.
    """

    key: RowKey
    arrived: datetime | None
    left: datetime | None
    person: UUID | None
    name: str
    birth_year: str
    via: Via | None
    gate: str
    document: str
    phone: str
    declared: Declared
    declared_until: datetime | None
    sending: Sending
    visit: UUID | None = None
    inside: bool = False
    automatic: bool = False
    annulled: bool = False
    corrected: bool = False
    number: str = ""
    reason: Referral | None = None
    met: datetime | None = None
    there: bool = False
    erased: bool = False

    def __repr__(self) -> str:
        return f"Row({self.key.kind}, {self.key.number})"


@dataclass(frozen=True, slots=True)
class Query:
    """Which lines, and which page of them: newest first, those after ``after`` (None for the first page).

    ``day`` is a local day (Asia/Ho_Chi_Minh), None for every day; filters that say "of whatever day" pass it over.
    ``text`` searches names (without accents, beginnings of words in any order), the last digits of a phone or card
    number, or a number to be met by; a search looks at every day unless ``day`` is given. ``via`` narrows to ways in.
    """

    day: date | None
    filter: RowFilter = RowFilter.ALL
    text: str = ""
    via: frozenset[Via] = frozenset()
    bare: bool = False
    after: RowKey | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Page:
    """Lines in order. ``more``: there are further ones. ``total`` of the whole query, None if it was not counted."""

    rows: tuple[Row, ...]
    more: bool
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines each filter has for a day. ``waiting`` and ``refused`` count rows to be sent, of every day."""

    all: int = 0
    inside: int = 0
    left: int = 0
    not_declared: int = 0
    referred: int = 0
    waiting: int = 0
    refused: int = 0
    attention: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Detail:
    """Everything of one line, opened on purpose. ``phones`` are E.164. ``history`` are the visits of the stay, oldest
    first, reversals too. ``declaration`` is their latest one kept here.
    """

    row: Row
    who: Person | None
    phones: tuple[str, ...]
    history: tuple[Visit, ...]
    declaration: Declaration | None

    def __repr__(self) -> str:
        return f"Detail({self.row.key.number})"


class WhyAnnulled(StrEnum):
    """Why a stay is taken back or recorded anew."""

    WRONG_PERSON = "wrong_person"
    MISREAD = "misread"
    TWICE = "twice"  # recorded twice
    NOT_ENTERED = "not_entered"  # did not come in after all
    WRONG_TIME = "wrong_time"
    WRONG_DATA = "wrong_data"  # name, birth or sex
    TRAINING = "training"
    OTHER = "other"


@dataclass(frozen=True, slots=True, repr=False)
class Correction:
    """What a stay is to say instead; None leaves a value as it is. ``note`` goes with ``WhyAnnulled.OTHER``."""

    why: WhyAnnulled
    note: str = ""
    arrived: datetime | None = None
    left: datetime | None = None
    name: str | None = None
    birth: PartialDate | None = None

    def __repr__(self) -> str:
        return f"Correction({self.why})"


class RefusedBecause(StrEnum):
    """Why the centre would not take a row, in kinds that each have one remedy."""

    FORM = "form"  # a field breaks the form: this program and the centre are of different versions
    UNKNOWN_FIELD = "unknown_field"
    TOO_LARGE = "too_large"
    CONFLICT = "conflict"  # the centre has other words under this id
    DEVICE = "device"  # this kiosk is not (or no longer) one of the checkpoint
    OTHER = "other"


@dataclass(frozen=True, slots=True, repr=False)
class WorkItem:
    """A row the centre refused, for the staff: what it records, of whom (masked), why it was refused.

    ``said`` is the centre's own sentence, for support. ``key`` is its stay, None for rows that are none.
    """

    id: UUID
    sequence: int
    kind: str  # visit, declaration, refused_scan
    act: Act | None
    at: datetime
    name: str
    because: RefusedBecause
    said: str
    refused_at: datetime
    key: RowKey | None = None

    def __repr__(self) -> str:
        return f"WorkItem({self.sequence})"


@dataclass(frozen=True, slots=True, repr=False)
class InsidePerson:
    """Somebody inside, for the evacuation list: names in full, because it is read out at the assembly point."""

    name: str
    birth_year: str
    phone: str
    arrived: datetime
    gate: str
    via: Via

    def __repr__(self) -> str:
        return "InsidePerson()"


@dataclass(frozen=True, slots=True)
class Evacuation:
    """Who is inside by this kiosk's records at ``at``. ``newest`` is the latest visit recorded: the age of the data."""

    at: datetime
    newest: datetime | None
    people: tuple[InsidePerson, ...]
