"""What a kiosk asks the centre while a visitor waits, and the citizen codes' keys. docs/wire.md explains it."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from kiosk.wire.messages import VIETNAMESE_MOBILE, AnswerSaid, ConsentSaid, DeclarationSaid, Message, Reply

MAX_PEOPLE = 50  # on one phone number
REVOCATIONS_A_TIME = 2_000


class OtpWanted(Message):
    """Send a code to this number. ``request`` is made by the kiosk: the code counts for it and this kiosk alone."""

    request: UUID
    phone: str = Field(pattern=VIETNAMESE_MOBILE)
    language: Literal["vi", "en"] = "vi"


class OtpSaid(Reply):
    """What became of it: the same for every number. Seconds count from now.

    ``resend_seconds`` is None when no further message may be sent to it for longer than the code is valid.
    """

    outcome: Literal["sent", "not_sent", "limit"]
    valid_seconds: float
    resend_seconds: float | None
    tries_left: int


class OtpTyped(Message):
    """What a visitor typed."""

    code: str = Field(pattern=r"^[0-9]{6}$")


class HoldingSaid(Reply):
    """A declaration as a gate needs it."""

    declared_at: AwareDatetime
    until: AwareDatetime
    verdict: Literal["pass", "needs_staff", "stop"]
    campaign: str
    phone_proof: Literal["none", "otp", "attested"] = "none"


class IdentifierSaid(Message):
    """One number of a person (kiosk/people.py: IdentifierKind)."""

    kind: str = Field(max_length=40)
    value: str = Field(max_length=200)


class DeclaredSaid(Reply):
    """Somebody who declared (kiosk/family.py: DeclaredPerson)."""

    id: UUID
    name: str
    birth: str | None = None
    sex: str = ""
    identifiers: tuple[IdentifierSaid, ...] = ()
    holding: HoldingSaid | None = None
    nation: str = ""
    phone: str = ""
    province: str = ""
    ward: str = ""
    street: str = ""


class OtpJudged(Reply):
    """What became of a typed code. ``people`` are told only once it is right."""

    outcome: Literal["right", "wrong", "expired", "locked"]
    tries_left: int
    people: tuple[DeclaredSaid, ...] = ()


class HoldingAsked(Message):
    """Whether whoever has these numbers has declared."""

    identifiers: Annotated[tuple[IdentifierSaid, ...], Field(min_length=1, max_length=16)]


class HoldingFound(Reply):
    """Their latest declaration, None for none."""

    holding: HoldingSaid | None


class InsuranceAsked(Message):
    """Whom this insurance number belongs to; told only if they are declared on the phone ``request`` confirmed."""

    request: UUID
    number: str = Field(min_length=10, max_length=15)


class InsuranceSaid(Reply):
    """The person, None for nobody that may be told of."""

    person: DeclaredSaid | None


class CodeWanted(Message):
    """Issue the citizen code of this declaration, which is the event as it stands in the kiosk's outbox."""

    event: DeclarationSaid


class CodeSaid(Reply):
    """The citizen code: the text of its QR, twelve characters to read out, and when it ends."""

    text: str
    spelled: str
    until: AwareDatetime


class CodeKey(Reply):
    """A public key of the centre: hex, 8 bytes and 32 bytes. It signs within these times, and verifies for ever."""

    kid: str
    public: str
    signs_from: AwareDatetime
    signs_until: AwareDatetime


class CodeKeys(Reply):
    """All keys whose codes may still be about."""

    keys: tuple[CodeKey, ...]


class Revocations(Reply):
    """Codes taken back after ``after``: hex of 8 bytes each. Ask again with ``revision`` while ``more``."""

    revision: int
    revoked: tuple[str, ...]
    more: bool


class Revoke(Message):
    """Take a code back."""

    reason: str = Field(min_length=3, max_length=200)


class DeclarationTold(Reply):
    """One of the declarations of a person: what was answered, what it led to, and what was agreed to."""

    id: UUID
    declared_at: AwareDatetime
    until: AwareDatetime
    campaign: str
    campaign_version: str
    verdict: Literal["pass", "needs_staff", "stop"]
    answers: tuple[AnswerSaid, ...]
    relationship: str
    consent: ConsentSaid


class History(Reply):
    """Declarations of one human, the latest first. Ask again with ``before=`` the last one's id while ``more``."""

    declarations: tuple[DeclarationTold, ...]
    more: bool
