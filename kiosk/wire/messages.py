"""What kiosk and centre say to each other: one module, read by both ends. docs/wire.md explains it."""

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

MAX_BATCH = 500  # events in one batch
MAX_BODY = 2**20  # bytes of one request or reply
VIETNAMESE_MOBILE = r"^\+84[35789][0-9]{8}$"
Sequence = Annotated[int, Field(ge=1, le=2**53)]


class Message(BaseModel):
    """Every message: frozen, and an unknown field is an error that names it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PersonSaid(Message):
    """A person as a card said it, under the id the kiosk made."""

    id: UUID
    name: str | None = Field(default=None, max_length=200)
    birth: str | None = Field(default=None, pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")
    sex: Literal["male", "female"] | None = None
    identifiers: dict[str, str] = Field(default_factory=dict, max_length=16)


class VisitSaid(Message):
    """One act at the gate (kiosk/visits.py: Visit)."""

    kind: Literal["visit"] = "visit"
    id: UUID
    sequence: Sequence
    act: Literal["check_in", "check_out", "reversal"]
    at: AwareDatetime
    via: str = Field(max_length=40)
    gate: str = Field(max_length=200)
    follows: UUID | None = None
    verified: bool = False
    staff: UUID | None = None
    reason: str | None = Field(default=None, max_length=200)
    person: PersonSaid


class RefusedScanSaid(Message):
    """A scan that was turned down: what it was and why, never what it contained."""

    kind: Literal["refused_scan"] = "refused_scan"
    id: UUID
    sequence: Sequence
    at: AwareDatetime
    what: str = Field(max_length=40)
    reason: str = Field(max_length=80)
    source: str = Field(max_length=200)


class AddressSaid(Message):
    """Codes of today's provinces and wards, and the rest as typed."""

    province: str = Field(max_length=8)
    ward: str = Field(max_length=8)
    street: str = Field(default="", max_length=200)


class AnswerSaid(Message):
    """One answer to one question of the campaign."""

    question: str = Field(max_length=80)
    value: str = Field(max_length=400)
    note: str = Field(default="", max_length=400)


class ConsentSaid(Message):
    """Somebody agreed to a text, before anything was kept (kiosk/declarations.py: Consent)."""

    text_version: str = Field(max_length=80)
    text_hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    language: Literal["vi", "en"]
    channel: Literal["kiosk", "desk", "web"]
    actor: str = Field(max_length=40)
    child_too: bool = False


class DeclarationSaid(Message):
    """A health declaration (kiosk/declarations.py: Declaration)."""

    kind: Literal["declaration"] = "declaration"
    id: UUID
    sequence: Sequence
    at: AwareDatetime
    holds_until: AwareDatetime
    gate: str = Field(max_length=200)
    campaign: str = Field(max_length=80)
    campaign_version: str = Field(max_length=80)
    visitor_type: str = Field(default="", max_length=80)
    person: PersonSaid
    sex: Literal["male", "female", "other"] | None = None
    nation: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    insurance: str | None = Field(default=None, max_length=20)
    phone: str | None = Field(default=None, pattern=VIETNAMESE_MOBILE)
    phone_proof: Literal["none", "otp", "attested"] = "none"
    request: UUID | None = None
    email: str | None = Field(default=None, max_length=200)
    address: AddressSaid | None = None
    answers: Annotated[tuple[AnswerSaid, ...], Field(max_length=100)] = ()
    verdict: Literal["pass", "needs_staff", "stop"]
    reasons: Annotated[tuple[str, ...], Field(max_length=100)] = ()
    relationship: str = Field(default="self", max_length=40)
    representative: str | None = Field(default=None, max_length=200)
    attested_by: UUID | None = None
    declared_by: UUID | None = None
    from_card: str | None = Field(default=None, max_length=40)
    consent: ConsentSaid


EventSaid = Annotated[VisitSaid | RefusedScanSaid | DeclarationSaid, Field(discriminator="kind")]


class Batch(Message):
    """The body of a request: some events of one device, oldest first."""

    events: Annotated[list[EventSaid], Field(min_length=1, max_length=MAX_BATCH)]


class Reply(BaseModel):
    """Whatever the centre says. A field that this kiosk does not know is passed over: the centre is upgraded first."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Outcome(StrEnum):
    """What became of one event. All four are final."""

    STORED = "stored"
    DUPLICATE = "duplicate"  # the centre has this very event already
    CONFLICT = "conflict"  # the centre has another event under this id; it keeps that one
    REFUSED = "refused"  # the event breaks the form; reason says how


class Answer(Reply):
    """The centre's word on one event of a batch. ``id`` is as sent, even where it was no UUID."""

    id: str
    outcome: Outcome
    reason: str | None = None


class Answers(Reply):
    """The reply to a batch: one answer for each event, in the order sent, given after COMMIT."""

    answers: list[Answer]
    server_time: AwareDatetime


class Completeness(Reply):
    """What the centre has of a device: sequence numbers 1..highest, and which of them are missing.

    ``missing`` holds the lowest of them, 1,000 at most; ``missing_count`` is how many there are. ``reported`` is the
    last that the kiosk itself says it has recorded, None where it never said so; ``highest`` is the higher of it and
    of what the centre has, so that what was never sent is missing too.
    """

    device: UUID
    highest: int
    stored: int
    missing: list[int]
    missing_count: int = 0
    reported: int | None = None


class Summary(Reply):
    """What the centre has of a device, in figures. ``duplicates`` and ``conflicts`` were received, not stored.

    Declarations told again are no duplicates: each is told twice, once for its citizen code.
    """

    device: UUID
    events: int
    visits: int
    check_ins: int
    check_outs: int
    reversals: int
    refused_scans: int
    people: int
    duplicates: int
    conflicts: int
    declarations: int = 0
    consents: int = 0


class Health(Reply):
    """The centre is there and its store answers. ``orders`` is how many wait for the kiosk that asks."""

    status: Literal["ok"]
    server_time: AwareDatetime
    orders: int = 0


ABOUT_CLOCK = "urn:checkpoint:clock"
ABOUT_REVOKED = "urn:checkpoint:revoked"


class Problem(Reply):
    """Why a whole request was not taken (RFC 9457, ``application/problem+json``)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str | None = None


class ClockProblem(Problem):
    """A request was signed at a time that is not now. ``server_time`` is what the centre takes for now."""

    server_time: AwareDatetime
