"""A declaration while it is being filled in: what was typed, as typed. It lives as long as the visitor stands there.

Nothing of it is kept before it is whole, agreed to and sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from kiosk.declarations import PhoneProof, Relationship
from kiosk.people import PartialDate
from kiosk.questionnaire import Answer, Field


class FieldProblem(StrEnum):
    """Why a field cannot stand as it is; each has its own advice."""

    MISSING = "missing"
    NAME_TOO_SHORT = "name_too_short"
    NAME_NOT_LETTERS = "name_not_letters"
    NUMBER_LENGTH = "number_length"  # 9 or 12 digits, or a passport number
    BIRTH_NOT_A_DATE = "birth_not_a_date"
    BIRTH_IN_FUTURE = "birth_in_future"
    BIRTH_TOO_EARLY = "birth_too_early"
    BIRTH_DAY_NEEDED = "birth_day_needed"  # the year alone does not tell a child from an adult
    INSURANCE_NUMBER = "insurance_number"
    PHONE_EMPTY = "phone_empty"
    PHONE_NOT_DIGITS = "phone_not_digits"
    PHONE_TOO_SHORT = "phone_too_short"
    PHONE_TOO_LONG = "phone_too_long"
    PHONE_BAD_PREFIX = "phone_bad_prefix"
    PHONE_OLD_11_DIGITS = "phone_old_11_digits"
    PHONE_LANDLINE = "phone_landline"
    PHONE_NOT_MOBILE = "phone_not_mobile"
    PHONE_FOREIGN = "phone_foreign"
    EMAIL = "email"
    UNKNOWN_PLACE = "unknown_place"  # not one of today's provinces or wards
    CHILD_ALONE = "child_alone"  # a child cannot declare without a representative
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """What has been filled in so far. ``values`` holds only what was typed or chosen: codes for choices.

    ``from_card`` are the fields a card filled and nobody changed since; ``card`` is its kind.
    ``old_address`` is the address printed on a card, shown, never guessed into today's wards.
    """

    values: Mapping[Field, str] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    from_card: frozenset[Field] = frozenset()
    card: str | None = None
    old_address: str = ""
    old_phone: str = ""
    for_other: bool = False
    phone_proof: PhoneProof = PhoneProof.NONE
    request: UUID | None = None
    attested_by: UUID | None = None
    declared_by: UUID | None = None
    person: UUID | None = None
    agreed: bool = False
    child_agreed: bool = False

    def __repr__(self) -> str:
        return "Draft()"

    def get(self, name: Field) -> str:
        """What stands in a field, empty for nothing."""
        return self.values.get(name, "")

    def answer(self, question: str) -> Answer | None:
        """What was answered, None for nothing yet."""
        return next((one for one in self.answers if one.question == question), None)

    @property
    def relationship(self) -> Relationship | None:
        """What the one who declares is to the one declared for; None while that was not said."""
        if not self.for_other:
            return Relationship.SELF
        said = self.get(Field.RELATIONSHIP)
        return Relationship(said) if said else None


def birth_of(text: str) -> PartialDate | None:
    """Read a birth date as people write it: a year, or day, month and year.

    >>> str(birth_of("1955")), str(birth_of("15/8/1990")), str(birth_of("15081990")), birth_of("31/02/1990")
    ('1955', '1990-08-15', '1990-08-15', None)
    """
    raise NotImplementedError
