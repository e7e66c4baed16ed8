"""What a longer errand asks to be done. See kiosk/effects.py; every one is answered by the event it names."""

from dataclasses import dataclass
from uuid import UUID

from kiosk.cards.card import Card
from kiosk.declarations import Declaration, Filled
from kiosk.family import DeclaredPerson
from kiosk.phone import Phone


@dataclass(frozen=True, slots=True)
class AskCode:
    """Have a code sent to ``phone``; answered by CodeSent or CentreSilent."""

    turn: int
    phone: Phone


@dataclass(frozen=True, slots=True, repr=False)
class TryCode:
    """Have a typed code checked; answered by CodeTried or CentreSilent."""

    turn: int
    request: UUID
    digits: str

    def __repr__(self) -> str:
        return "TryCode()"


@dataclass(frozen=True, slots=True)
class FindFamily:
    """Look up everybody declared on a number: those told by the centre, and those known here; FamilyFound."""

    turn: int
    phone: Phone
    told: tuple[DeclaredPerson, ...]


@dataclass(frozen=True, slots=True)
class AskDeclared:
    """Ask the centre whether the holder of a card has declared elsewhere; DeclaredFound or CentreSilent."""

    turn: int
    card: Card


@dataclass(frozen=True, slots=True, repr=False)
class AskInsurance:
    """Ask the centre whom an insurance number belongs to, of those declared on the confirmed phone.

    Answered by InsuranceFound or CentreSilent.
    """

    turn: int
    request: UUID
    number: str

    def __repr__(self) -> str:
        return "AskInsurance()"


@dataclass(frozen=True, slots=True)
class ListStaff:
    """Who may sign in here; StaffListed."""

    turn: int


@dataclass(frozen=True, slots=True, repr=False)
class CheckPin:
    """Check a PIN; PinChecked."""

    turn: int
    staff: UUID
    pin: str

    def __repr__(self) -> str:
        return "CheckPin()"


@dataclass(frozen=True, slots=True)
class SaveDeclaration:
    """Keep a declaration; ``card`` is the card its holder showed, if any. DeclarationSaved."""

    turn: int
    filled: Filled
    card: Card | None


@dataclass(frozen=True, slots=True)
class IssueCode:
    """Have the centre issue the citizen code of a declaration; CodeIssued or CentreSilent."""

    turn: int
    declaration: Declaration


@dataclass(frozen=True, slots=True, repr=False)
class PrintCode:
    """Print the slip; Printed. The fields are those of kiosk.errand_ports.Slip."""

    turn: int
    code: str
    spelled: str
    name: str

    def __repr__(self) -> str:
        return "PrintCode()"


@dataclass(frozen=True, slots=True)
class FetchKeys:
    """A code was signed by a key that is not here: fetch the keys soon. No answer."""


ErrandEffect = (
    AskCode
    | TryCode
    | FindFamily
    | AskDeclared
    | AskInsurance
    | ListStaff
    | CheckPin
    | SaveDeclaration
    | IssueCode
    | PrintCode
    | FetchKeys
)
