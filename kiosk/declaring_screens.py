"""The screens of the wizard, and of the end of a declaration. See kiosk/errand_screens.py."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.declarations import AgeGroup
from kiosk.draft import Draft, FieldProblem
from kiosk.places import Place
from kiosk.questionnaire import Field


@dataclass(frozen=True, slots=True, repr=False)
class DeclareIdentity:
    """Step 1. ``problems`` are shown at their fields once ``tried``; ``editing`` is the field with the keyboard.

    ``asking``: the centre is being asked about an insurance number. ``unknown_insurance``: it knew nothing.
    """

    draft: Draft
    problems: tuple[tuple[Field, FieldProblem], ...]
    age: AgeGroup | None
    editing: Field | None = None
    tried: bool = False
    asking: bool = False
    unknown_insurance: bool = False
    number_shown: bool = False

    def __repr__(self) -> str:
        return f"DeclareIdentity(editing={self.editing})"


@dataclass(frozen=True, slots=True, repr=False)
class DeclareAddress:
    """Step 2. ``provinces`` and ``wards`` are one page of what fits the queries; ``ward_count`` is how many fit.

    ``card_fits``: the address on the card exists today. ``home`` is the code of the province the machine stands in.
    """

    draft: Draft
    problems: tuple[tuple[Field, FieldProblem], ...]
    province: Place | None
    ward: Place | None
    province_query: str
    ward_query: str
    provinces: tuple[Place, ...]
    province_page: int
    province_pages: int
    wards: tuple[Place, ...]
    ward_count: int
    ward_page: int
    ward_pages: int
    editing: Field | None = None  # PROVINCE and WARD: their search; STREET
    tried: bool = False
    card_fits: bool = False
    home: str = ""

    def __repr__(self) -> str:
        return f"DeclareAddress(editing={self.editing})"


@dataclass(frozen=True, slots=True, repr=False)
class DeclareHealth:
    """Step 3. ``first`` is the question on top of this page; ``editing`` the question whose note is being typed."""

    draft: Draft
    first: int
    missing: tuple[str, ...]
    editing: str | None = None
    tried: bool = False

    def __repr__(self) -> str:
        return "DeclareHealth()"


@dataclass(frozen=True, slots=True, repr=False)
class DeclareConsent:
    """Step 4. ``age`` says who has to agree; the ticks are in the draft. ``sending`` while it is being kept."""

    draft: Draft
    age: AgeGroup
    name: str  # masked
    phone: str  # masked
    address: str
    answered: int
    questions: int
    tried: bool = False
    sending: bool = False

    def __repr__(self) -> str:
        return "DeclareConsent()"


class CodeState(StrEnum):
    """What has become of the citizen code of a declaration."""

    ASKED = "asked"
    HERE = "here"
    LATER = "later"  # the centre cannot be reached: no code now
    NOT_ISSUED = "not_issued"


class Printing(StrEnum):
    """What has become of the slip."""

    NO_PRINTER = "no_printer"
    READY = "ready"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, repr=False)
class DeclareDone:
    """The declaration is on disk; ``entered_at`` is the check-in recorded with it, None for none.

    ``code`` is the text of the citizen code, ``spelled`` its twelve characters to read out.
    """

    name: str  # masked
    at: datetime
    holds_until: datetime
    entered_at: datetime | None
    state: CodeState
    printing: Printing
    code: str = ""
    spelled: str = ""
    code_until: datetime | None = None
    can_add: bool = False

    def __repr__(self) -> str:
        return f"DeclareDone({self.state}, {self.printing})"
