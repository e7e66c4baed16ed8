"""What kiosk and centre say to each other: one module, read by both ends. docs/wire.md explains it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

MAX_BATCH = 500
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


EventSaid = Annotated[VisitSaid | RefusedScanSaid, Field(discriminator="kind")]


class Outcome(StrEnum):
    """What became of one event. All four are final."""

    STORED = "stored"
    DUPLICATE = "duplicate"  # the centre has this very event already
    CONFLICT = "conflict"  # the centre has another event under this id; it keeps that one
    REFUSED = "refused"  # the event breaks the form; reason says how


class Answer(Message):
    """The centre's word on one event of a batch. ``id`` is as sent, even where it was no UUID."""

    id: str
    outcome: Outcome
    reason: str | None = None


class Answers(Message):
    """The reply to a batch: one answer for each event, in the order sent, given after COMMIT."""

    answers: list[Answer]
    server_time: datetime


class Completeness(Message):
    """What the centre has of a device: sequence numbers 1..highest, and which of them are missing."""

    device: UUID
    highest: int
    stored: int
    missing: list[int]
