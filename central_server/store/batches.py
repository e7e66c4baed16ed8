"""Taking a batch: one transaction in which every event is stored, known already, or contradicted.

Uniqueness is the database's work (receipts: the id, and the device with the sequence), so that any number of
centres and any number of repeats come to the same end. Nothing of an event that is not stored here is kept,
but for conflicts, which people have to see.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Engine, func, or_, select, update

from central_server.reading import Received
from central_server.store.checkpoint_tables import checkpoint_devices
from central_server.store.declarations import Came, add_declarations, numbers_of
from central_server.store.engine import transaction
from central_server.store.inserting import insert as insert  # others take it from here
from central_server.store.tables import conflicts, devices, identifiers, people, receipts, refused_scans, visits
from kiosk.wire.messages import DeclarationSaid, Outcome, RefusedScanSaid, VisitSaid

OTHER_CONTENT = "another event with this id is stored; that one stands"
ERASED = b""  # the hash of a receipt whose event was erased on request: whatever it said, it is known and done with
NOWHERE = UUID(int=0)  # the checkpoint of a device that belongs to none


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an event."""

    outcome: Outcome
    reason: str | None = None


def take(engine: Engine, device: UUID, events: Sequence[Received], now: datetime) -> list[Verdict]:
    """Store what is new; answer for each event, in order. What is answered is on disk.

    Raises StoreUnavailable; then it is unknown whether the batch was stored, and it can be sent again.
    """
    with transaction(engine) as connection:
        return take_in(connection, device, events, now)


def take_in(
    connection: Connection, device: UUID, events: Sequence[Received], now: datetime, checkpoint: UUID | None = None
) -> list[Verdict]:
    """The same inside a transaction that does more; what is answered is on disk once that has ended.

    ``checkpoint`` is where visits took place; with None, wherever the device belongs.
    """
    first = {received.event.id: received for received in reversed(events)}
    candidates = [received for received in events if first[received.event.id] is received]
    belongs = _seen(connection, device, now)
    stored = _add_receipts(connection, device, candidates, now)
    known = _known(connection, {received.event.id for received in events} - stored)
    verdicts = _judge(events, first, stored, known)
    new = [received for received in candidates if received.event.id in stored]
    _add_events(connection, device, checkpoint or belongs, new, now)
    _add_conflicts(connection, device, events, verdicts, now)
    _count(connection, device, new, events, verdicts)
    return verdicts


def _count(
    connection: Connection,
    device: UUID,
    new: Sequence[Received],
    events: Sequence[Received],
    verdicts: Sequence[Verdict],
) -> None:
    """Add to what is known of the device in figures."""
    grown = Counter(f"{received.event.act}s" for received in new if isinstance(received.event, VisitSaid))
    # A declaration comes twice as a rule: in its batch, and by itself for its citizen code.
    grown["duplicates"] = sum(
        verdict.outcome is Outcome.DUPLICATE and not isinstance(received.event, DeclarationSaid)
        for received, verdict in zip(events, verdicts, strict=True)
    )
    values = {name: devices.c[name] + number for name, number in grown.items() if number}
    if values:
        connection.execute(update(devices).where(devices.c.id == device).values(values))


def _judge(
    events: Sequence[Received], first: dict[UUID, Received], stored: set[UUID], known: dict[UUID, bytes]
) -> list[Verdict]:
    verdicts = []
    for received in events:
        event = received.event
        if event.id in stored:
            if first[event.id] is received:
                verdicts.append(Verdict(Outcome.STORED))
                continue
            kept: bytes | None = first[event.id].hash
        else:
            kept = known.get(event.id)
        if kept is None and first[event.id].hash != received.hash:
            verdicts.append(Verdict(Outcome.CONFLICT, "another event with this id came before it in the same batch"))
        elif kept is None:
            reason = f"sequence {event.sequence} of this device belongs to another event; that one stands"
            verdicts.append(Verdict(Outcome.CONFLICT, reason))
        elif kept in (received.hash, ERASED):
            verdicts.append(Verdict(Outcome.DUPLICATE))
        else:
            verdicts.append(Verdict(Outcome.CONFLICT, OTHER_CONTENT))
    return verdicts


def _seen(connection: Connection, device: UUID, now: datetime) -> UUID:
    """Note that the device was heard; its checkpoint. The row's lock puts batches of one device one after the other.

    A kiosk that was revoked still tells what happened at the checkpoint where it was.
    """
    statement = insert(connection, devices).on_conflict_do_update(index_elements=["id"], set_={"last_seen": now})
    connection.execute(statement, {"id": device, "first_seen": now, "last_seen": now})
    belongs = select(checkpoint_devices.c.checkpoint).where(checkpoint_devices.c.device == device)
    return connection.execute(belongs).scalar() or NOWHERE


def _add_receipts(connection: Connection, device: UUID, candidates: Sequence[Received], now: datetime) -> set[UUID]:
    if not candidates:
        return set()
    statement = insert(connection, receipts).on_conflict_do_nothing().returning(receipts.c.id)
    rows = [
        {"id": r.event.id, "device": device, "sequence": r.event.sequence, "hash": r.hash, "received_at": now}
        for r in candidates
    ]
    return set(connection.execute(statement, rows).scalars())


def _known(connection: Connection, ids: set[UUID]) -> dict[UUID, bytes]:
    if not ids:
        return {}
    rows = connection.execute(select(receipts.c.id, receipts.c.hash).where(receipts.c.id.in_(ids)))
    return {row.id: bytes(row.hash) for row in rows}


def _add_events(
    connection: Connection, device: UUID, checkpoint: UUID, stored: Sequence[Received], now: datetime
) -> None:
    said = [received.event for received in stored]
    came = [event for event in said if isinstance(event, VisitSaid)]
    declared = [Came(one.event, one.content) for one in stored if isinstance(one.event, DeclarationSaid)]
    _add_people(connection, device, [*came, *(one.event for one in declared)], now)
    add_declarations(connection, device, declared, now)
    if came:
        rows = [
            {
                "id": event.id,
                "device": device,
                "sequence": event.sequence,
                "act": event.act,
                "at": event.at,
                "via": event.via,
                "gate": event.gate,
                "follows": event.follows,
                "verified": event.verified,
                "person": event.person.id,
                "staff": event.staff,
                "reason": event.reason,
                "checkpoint": checkpoint,
            }
            for event in came
        ]
        connection.execute(insert(connection, visits), rows)
    turned_down = [event for event in said if isinstance(event, RefusedScanSaid)]
    if turned_down:
        rows = [{"device": device, **event.model_dump(exclude={"kind"})} for event in turned_down]
        connection.execute(insert(connection, refused_scans), rows)


def _add_people(
    connection: Connection, device: UUID, came: Sequence[VisitSaid | DeclarationSaid], now: datetime
) -> None:
    """Keep what the latest event of a device says of a person; what it does not say stays as it was."""
    if not came:
        return
    in_order = sorted(came, key=lambda event: (event.person.id, event.sequence))  # ids in order: no deadlocks
    statement = insert(connection, people)
    new = statement.excluded
    statement = statement.on_conflict_do_update(
        index_elements=["id"],
        set_={
            "name": func.coalesce(new.name, people.c.name),
            "birth": func.coalesce(new.birth, people.c.birth),
            "sex": func.coalesce(new.sex, people.c.sex),
            "device": new.device,
            "sequence": new.sequence,
            "updated_at": new.updated_at,
        },
        where=or_(people.c.device != new.device, people.c.sequence < new.sequence),
    )
    rows = [
        event.person.model_dump(exclude={"identifiers"})
        | {"device": device, "sequence": event.sequence, "updated_at": now}
        for event in in_order
    ]
    connection.execute(statement, rows)
    numbers = [
        {"person": event.person.id, "kind": kind, "value": value}
        for event in in_order
        for kind, value in sorted(numbers_of(event).items())
    ]
    if numbers:
        connection.execute(insert(connection, identifiers).on_conflict_do_nothing(), numbers)


def _add_conflicts(
    connection: Connection, device: UUID, events: Sequence[Received], verdicts: Sequence[Verdict], now: datetime
) -> None:
    """Keep each contradiction once, however often it is sent."""
    rows = [
        {
            "device": device,
            "event": received.event.id,
            "sequence": received.event.sequence,
            "hash": received.hash,
            "reason": verdict.reason,
            "content": received.content,
            "received_at": now,
        }
        for received, verdict in zip(events, verdicts, strict=True)
        if verdict.outcome is Outcome.CONFLICT
    ]
    if rows:
        connection.execute(insert(connection, conflicts).on_conflict_do_nothing(), rows)
