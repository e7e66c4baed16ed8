"""What is known of a visitor on a longer errand, and for no longer than that errand."""

from dataclasses import dataclass, field
from uuid import UUID

from kiosk.cards.card import Card, CardKind
from kiosk.certificates import Trust
from kiosk.declarations import Declaration, PhoneProof
from kiosk.declaring_screens import DeclareDone
from kiosk.draft import Draft
from kiosk.errand_screens import EnterCode, ErrandScreen
from kiosk.family import DeclaredPerson, Member
from kiosk.people import Sex
from kiosk.phone import Phone
from kiosk.visits import Visit


@dataclass(frozen=True, slots=True, repr=False)
class AddressSearch:
    """What is being looked for on the address step; pages count from 0."""

    province: str = ""
    ward: str = ""
    province_page: int = 0
    ward_page: int = 0

    def __repr__(self) -> str:
        return "AddressSearch()"


@dataclass(frozen=True, slots=True, repr=False)
class Errand:
    """``card`` was shown on the way; ``passport`` is a health certificate, ``trust`` what can be said of it.

    ``code_screen`` is the last one, to come back to while its code lasts. ``done`` are the visits recorded from the
    list, by person; ``queue`` those still to be recorded, the first is being recorded. ``other_by_age``: declaring for
    another because a child cannot alone. ``back`` is the screen to come back to from a question in between.
    ``moved_at`` is when the questions moved by themselves. ``before`` and ``done_screen`` are the end of the
    declaration made before this one, to come back to.
    """

    card: Card | None = None
    passport: Card | None = None
    trust: Trust | None = None
    digits: str = ""
    phone: Phone | None = None
    code_screen: EnterCode | None = None
    request: UUID | None = None
    proof: PhoneProof = PhoneProof.NONE
    attested_by: UUID | None = None
    members: tuple[Member, ...] = ()
    inside_now: int = 0
    done: tuple[tuple[UUID, Visit], ...] = ()
    queue: tuple[UUID, ...] = ()
    page: int = 0
    pin: str = ""
    draft: Draft | None = None
    other_by_age: bool = False
    search: AddressSearch = field(default_factory=AddressSearch)
    asked_insurance: str = ""
    declaration: Declaration | None = None
    member: Member | None = None
    entered: Visit | None = None
    back: ErrandScreen | None = None
    moved_at: float = 0.0
    before: "Errand | None" = None
    done_screen: DeclareDone | None = None

    def __repr__(self) -> str:
        return "Errand()"

    @property
    def masked_phone(self) -> str:
        """The number as a public display shows it."""
        return self.phone.masked if self.phone else ""

    def visit_of(self, person: UUID) -> Visit | None:
        """The visit recorded of somebody from the list."""
        return next((visit for one, visit in self.done if one == person), None)


def card_of(person: DeclaredPerson) -> Card:
    """Somebody who declared, as the card they did not have to show."""
    sex = Sex(person.sex) if person.sex in (Sex.MALE, Sex.FEMALE) else None
    return Card(
        CardKind.DECLARED,
        name=person.name or None,
        birth=person.birth,
        sex=sex,
        phone=person.phone or None,
        identifiers=person.identifiers,
    )
