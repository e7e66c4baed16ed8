"""What stands on the page of khai hộ: the form as it was typed, and what is still wanted of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kiosk.cards.card import Card
from kiosk.certificates import Trust
from kiosk.declarations import PhoneProof, Relationship
from kiosk.desk.rows import RowKey
from kiosk.draft import Draft, FieldProblem
from kiosk.family import DeclaredPerson
from kiosk.phone import Phone
from kiosk.questionnaire import Field

READING = (
    Field.VISITOR_TYPE,
    Field.NAME,
    Field.NUMBER,
    Field.BIRTH,
    Field.SEX,
    Field.NATION,
    Field.INSURANCE,
    Field.REPRESENTATIVE,
    Field.PHONE,
    Field.PROVINCE,
    Field.WARD,
    Field.STREET,
    Field.EMAIL,
    Field.RELATIONSHIP,
)
"""The fields in the order the page is read: who it is and who speaks for them, then how to reach them."""
ADDRESS = (Field.PROVINCE, Field.WARD, Field.STREET)
RELATIONS = tuple(one for one in Relationship if one is not Relationship.SELF)
"""What whoever speaks for somebody can be to them at the desk, the staff last."""


class Tick(StrEnum):
    """What was said aloud. ``guardian``: on behalf of a child, or of somebody who cannot decide."""

    SPOKEN = "spoken"
    GUARDIAN = "guardian"


@dataclass(frozen=True, slots=True)
class FieldWanted:
    """A field that cannot stand as it is."""

    field: Field
    problem: FieldProblem


@dataclass(frozen=True, slots=True)
class QuestionWanted:
    """A question that is not answered, or (``note``) whose note is still to be written. ``number`` counts from 1."""

    key: str
    number: int
    note: bool = False


@dataclass(frozen=True, slots=True)
class TickWanted:
    """Nobody who has to agree has said so yet."""

    tick: Tick


Wanted = FieldWanted | QuestionWanted | TickWanted


@dataclass(frozen=True, slots=True, repr=False)
class Copied:
    """What the next of a family has in common with the last one: phone with its proof, and address."""

    values: Mapping[Field, str]
    phone_proof: PhoneProof
    request: UUID | None
    attested_by: UUID | None

    def __repr__(self) -> str:
        return "Copied()"


@dataclass(frozen=True, slots=True, repr=False)
class Form:
    """What stands on the page. ``card`` was shown; ``passport`` is a health certificate, ``trust`` its signature's.

    ``left`` are the fields that were left once, so that they may say what is wrong with them; ``tried``: saving was
    tried. ``renews`` is when the last declaration of a known person was made, whose details were filled in.
    """

    draft: Draft
    ticks: frozenset[Tick] = frozenset()
    card: Card | None = None
    passport: Card | None = None
    trust: Trust | None = None
    left: frozenset[Field] = field(default_factory=frozenset)
    tried: bool = False
    renews: datetime | None = None

    def __repr__(self) -> str:
        return "Form()"


@dataclass(frozen=True, slots=True, repr=False)
class Start:
    """What khai hộ begins with where it is come to from elsewhere: a number with its proof, a person, or both.

    ``withheld``: somebody who declared before was chosen, but what they declared may not be shown to whoever has the
    number. ``referral`` is the line of somebody sent to the staff, who is met by it.
    """

    phone: Phone | None = None
    proof: PhoneProof = PhoneProof.NONE
    request: UUID | None = None
    attested_by: UUID | None = None
    known: DeclaredPerson | None = None
    withheld: bool = False
    referral: RowKey | None = None

    def __repr__(self) -> str:
        return "Start()"
