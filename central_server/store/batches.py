"""Taking a batch: one transaction in which every event is stored, known already, or contradicted.

Uniqueness is the database's work (receipts: the id, and the device with the sequence), so that any number of
centres and any number of repeats come to the same end. Nothing of an event that is not stored here is kept,
but for conflicts, which people have to see.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import ModuleType
from uuid import UUID

from sqlalchemy import BigInteger, Connection, Engine, bindparam, update

from central_server.reading import Received
from central_server.store import ingest_postgresql, ingest_sqlite
from central_server.store.declarations import Came, add_declarations
from central_server.store.engine import transaction
from central_server.store.inserting import insert as insert  # others take it from here
from central_server.store.tables import ERASED, conflicts, devices, refused_scans
from kiosk.wire.messages import DeclarationSaid, Outcome, RefusedScanSaid, VisitSaid

OTHER_CONTENT = "another event with this id is stored; that one stands"
NOWHERE = UUID(int=0)  # the checkpoint of a device that belongs to none


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an event."""

    outcome: Outcome
    reason: str | None = None


FIGURES = ("check_ins", "check_outs", "reversals", "duplicates")
_GROW = (
    update(devices)
    .where(devices.c.id == bindparam("which"))
    .values({name: devices.c[name] + bindparam(f"more_{name}", type_=BigInteger) for name in FIGURES})
)
STORED, DUPLICATE = Verdict(Outcome.STORED), Verdict(Outcome.DUPLICATE)


def take(
    engine: Engine,
    device: UUID,
    events: Sequence[Received],
    now: datetime,
    first: Callable[[Connection], None] | None = None,
) -> list[Verdict]:
    """Store what is new; answer for each event, in order. What is answered is on disk.

    ``first`` is done before in the same transaction, which so waits for the disk once; when it raises, nothing is done.
    Raises StoreUnavailable; then it is unknown whether the batch was stored, and it can be sent again.
    """
    with transaction(engine) as connection:
        if first is not None:
            first(connection)
        return take_in(connection, device, events, now) if events else []


def take_in(
    connection: Connection,
    device: UUID,
    events: Sequence[Received],
    now: datetime,
    checkpoint: UUID | None = None,
    vouched: frozenset[str] = frozenset(),
) -> list[Verdict]:
    """The same inside a transaction that does more; what is answered is on disk once that has ended.

    ``checkpoint`` is where visits took place; with None, wherever the device belongs. ``vouched`` are phone numbers
    that this centre itself knows to be those of whoever declares, without a code that a kiosk asked for.
    """
    ingest = _ingest(connection)
    belongs = ingest.see(connection, device, now)  # a kiosk that was revoked still tells of where it was
    new, verdicts = _receive(connection, device, events, now)
    _add_events(connection, device, checkpoint or belongs or NOWHERE, new, now, vouched)
    _add_conflicts(connection, device, events, verdicts, now)
    _count(connection, device, new, events, verdicts)
    return verdicts


def _receive(
    connection: Connection, device: UUID, events: Sequence[Received], now: datetime
) -> tuple[Sequence[Received], list[Verdict]]:
    """Receipts of what is new; which events that are, and the verdict on each."""
    ingest = _ingest(connection)
    first = {received.event.id: received for received in reversed(events)}
    each_once = len(first) == len(events)
    candidates = events if each_once else [one for one in events if first[one.event.id] is one]
    added = ingest.add_receipts(connection, device, candidates, now) if candidates else []
    # nearly always all of them are new, or after a lost answer none is
    if each_once and len(added) == len(events):
        return events, [STORED] * len(events)
    if each_once and not added and ingest.all_known(connection, candidates):
        return [], [DUPLICATE] * len(events)
    stored = set(added)
    others = first.keys() - stored
    known = ingest.known_hashes(connection, others) if others else {}
    new = [received for received in candidates if received.event.id in stored]
    return new, _judge(events, first, stored, known)


def _ingest(connection: Connection) -> ModuleType:
    """What writes the rows: two modules of the same functions."""
    return ingest_postgresql if connection.dialect.name == "postgresql" else ingest_sqlite


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
    if any(grown.values()):
        connection.execute(_GROW, {"which": device} | {f"more_{name}": grown[name] for name in FIGURES})


def _judge(
    events: Sequence[Received], first: dict[UUID, Received], stored: set[UUID], known: dict[UUID, bytes]
) -> list[Verdict]:
    verdicts = []
    for received in events:
        event = received.event
        if event.id in stored:
            if first[event.id] is received:
                verdicts.append(STORED)
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
            verdicts.append(DUPLICATE)
        else:
            verdicts.append(Verdict(Outcome.CONFLICT, OTHER_CONTENT))
    return verdicts


def _add_events(
    connection: Connection,
    device: UUID,
    checkpoint: UUID,
    stored: Sequence[Received],
    now: datetime,
    vouched: frozenset[str],
) -> None:
    _ingest(connection).add_visits(connection, device, checkpoint, stored, now)
    declared = [Came(one.event, one.content) for one in stored if isinstance(one.event, DeclarationSaid)]
    add_declarations(connection, device, declared, now, vouched)
    turned_down = [one.event for one in stored if isinstance(one.event, RefusedScanSaid)]
    if turned_down:
        rows = [{"device": device, **event.model_dump(exclude={"kind"})} for event in turned_down]
        connection.execute(insert(connection, refused_scans), rows)


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
