"""Keeping declarations and what was agreed to, inside the transaction that takes a batch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from central_server.store.declaration_tables import consents, declarations
from central_server.store.inserting import insert
from central_server.store.proofs import confirmed
from central_server.store.voiding import void_codes
from kiosk.cards.insurance_number import identifier, normalised
from kiosk.wire.messages import DeclarationSaid, VisitSaid


@dataclass(frozen=True, slots=True, repr=False)
class Came:
    """A declaration that is new, and its canonical JSON."""

    event: DeclarationSaid
    content: str

    def __repr__(self) -> str:
        return f"Came({self.event.id})"


def numbers_of(event: VisitSaid | DeclarationSaid) -> dict[str, str]:
    """All numbers an event gives for its person, by kind: a declared insurance number is one, however it is written."""
    numbers = dict(event.person.identifiers)
    if isinstance(event, DeclarationSaid) and (number := normalised(event.insurance or "")):
        found = identifier(number)
        numbers.setdefault(str(found.kind), found.value)
    return numbers


def add_declarations(
    connection: Connection, device: UUID, came: Sequence[Came], now: datetime, vouched: frozenset[str] = frozenset()
) -> None:
    """Keep declarations whose receipts and people are written already. ``vouched``: see batches.take_in.

    The number of statements does not depend on how many they are. Codes that one of them voids are taken back.
    """
    if not came:
        return
    proved = confirmed(connection, device, _claims(came))
    connection.execute(insert(connection, declarations), [_row(one, device, proved, vouched, now) for one in came])
    connection.execute(insert(connection, consents), [_agreed(one.event, device) for one in came])
    grave = [one.event for one in came if one.event.verdict != "pass"]
    void_codes(connection, {event.id for event in grave}, {event.person.id for event in grave}, now)


def _claims(came: Iterable[Came]) -> frozenset[tuple[UUID, str]]:
    """Which code requests are said to have confirmed which numbers."""
    events = [one.event for one in came]
    return frozenset((event.request, event.phone) for event in events if event.request and event.phone)


def _row(
    came: Came, device: UUID, proved: frozenset[tuple[UUID, str]], vouched: frozenset[str], now: datetime
) -> dict[str, Any]:
    event = came.event
    confirmed_here = event.phone in vouched and event.phone_proof == "otp"
    made_at = min(event.at, now)  # a clock that runs ahead makes no declaration the latest, nor lets it hold for longer
    return {
        "id": event.id,
        "device": device,
        "sequence": event.sequence,
        "received_at": now,
        "at": event.at,
        "made_at": made_at,
        "until": made_at + (event.holds_until - event.at),
        "campaign": event.campaign,
        "verdict": event.verdict,
        "person": event.person.id,
        "phone": event.phone,
        "phone_proof": event.phone_proof,
        "request": event.request,
        "phone_confirmed": confirmed_here or (event.request is not None and (event.request, event.phone) in proved),
        "content": came.content,
    }


def _agreed(event: DeclarationSaid, device: UUID) -> dict[str, Any]:
    return {
        "declaration": event.id,
        "person": event.person.id,
        "device": device,
        "at": event.at,
        "purpose": event.campaign,
        "relationship": event.relationship,
        **event.consent.model_dump(),
    }
