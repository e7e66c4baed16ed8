"""Health declarations: who declares, for whom, on what proof, and how long one holds.

Health answers are sensitive: nothing here shows them in its ``repr``.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kiosk.people import PartialDate
from kiosk.questionnaire import Answer, Result, Verdict


class DeclaredSex(StrEnum):
    """As the form asks it. Cards know two; ``other`` stands on no card."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"


class Relationship(StrEnum):
    """What whoever declares is to whom the declaration is about."""

    SELF = "self"
    PARENT = "parent"
    CHILD = "child"
    SPOUSE = "spouse"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    GUARDIAN = "guardian"
    OTHER = "other"
    STAFF = "staff"


class PhoneProof(StrEnum):
    """How the phone number is known to be this person's. ``attested``: a member of staff says so, no code was sent."""

    NONE = "none"
    OTP = "otp"
    ATTESTED = "attested"


class AgeGroup(StrEnum):
    """Who has to agree: under 7 the representative; from 7 to 17 both; from 18 oneself."""

    SMALL_CHILD = "small_child"
    CHILD = "child"
    ADULT = "adult"


@dataclass(frozen=True, slots=True, repr=False)
class Address:
    """Where somebody lives: codes of the 34 provinces and their wards of today, and the rest as typed."""

    province: str
    ward: str
    street: str

    def __repr__(self) -> str:
        return "Address()"


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """Who the declaration is about. ``number`` as typed, no blanks; ``phone`` E.164; ``nation`` ISO 3166 alpha-2."""

    name: str
    birth: PartialDate
    sex: DeclaredSex | None = None
    nation: str | None = None
    number: str | None = None
    insurance: str | None = None
    phone: str | None = None
    email: str | None = None

    def __repr__(self) -> str:
        return "Identity()"


@dataclass(frozen=True, slots=True)
class Consent:
    """Somebody agreed to a text. ``text_hash``: SHA-256 of the words in the language shown, as hex.

    ``child_too``: a child of 7 to 17 confirmed as well. ``channel`` is where: ``kiosk``, ``desk``, ``web``.
    """

    text_version: str
    text_hash: str
    language: str
    channel: str
    actor: Relationship
    child_too: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Filled:
    """A complete form, ready to be kept. ``request`` is the code request that confirmed the phone.

    ``attested_by`` is the member of staff who vouched for the number, ``declared_by`` the one who typed the form.
    ``certificate`` is what a health certificate held up meanwhile said, in words for the staff.
    """

    campaign: str
    campaign_version: str
    visitor_type: str
    identity: Identity
    address: Address | None
    answers: tuple[Answer, ...]
    result: Result
    consent: Consent
    relationship: Relationship = Relationship.SELF
    representative: str | None = None
    phone_proof: PhoneProof = PhoneProof.NONE
    request: UUID | None = None
    attested_by: UUID | None = None
    declared_by: UUID | None = None
    from_card: str | None = None  # the kind of card that filled the form
    person: UUID | None = None  # who it is, where that was chosen from a list

    def __repr__(self) -> str:
        return f"Filled({self.campaign})"


@dataclass(frozen=True, slots=True)
class Declaration:
    """A declaration that is on disk. ``id`` is a UUIDv7 made on the kiosk."""

    id: UUID
    device: UUID
    sequence: int
    person: UUID
    at: datetime
    holds_until: datetime
    filled: Filled


@dataclass(frozen=True, slots=True)
class Holding:
    """Somebody's latest declaration, as far as the gate needs it. ``phone_proof`` is the one of that declaration."""

    declared_at: datetime
    until: datetime
    verdict: Verdict
    campaign: str
    phone_proof: PhoneProof = PhoneProof.NONE

    def holds(self, now: datetime, campaign: str) -> bool:
        """Whether it still stands for this campaign. One made by a clock that ran ahead counts as made now."""
        return self.campaign == campaign and now < self.until
