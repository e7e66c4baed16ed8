"""Events made on phones: each checkpoint has one device for all of them, which counts like a kiosk.

The row of that device is locked first and until the transaction ends: two taps come one after the other, the second
sees what the first has done, and a number that was given out is used, or nobody ever sees it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import Connection, exists, func, select, update

from central_server.reading import Malformed, read_event
from central_server.store.batches import take_in
from central_server.store.inserting import insert
from central_server.store.tables import receipts
from central_server.store.visitor_tables import web_devices
from kiosk.wire.messages import DeclarationSaid, Outcome, VisitSaid


@dataclass(frozen=True, slots=True)
class WebDevice:
    """What stands for the phones at ``checkpoint`` while its row is held; ``next`` is the number for one event."""

    checkpoint: UUID
    device: UUID
    next: int


def web_device(checkpoint: UUID) -> UUID:
    """The id of what stands for all phones at a checkpoint."""
    return uuid5(checkpoint, "web")


def hold(connection: Connection, checkpoint: UUID) -> WebDevice:
    """Hold the device of this checkpoint until the transaction ends."""
    statement = insert(connection, web_devices).on_conflict_do_update(
        index_elements=["checkpoint"], set_={"last": web_devices.c.last}
    )
    device = web_device(checkpoint)
    row = {"checkpoint": checkpoint, "device": device, "last": 0}
    last = connection.execute(statement.returning(web_devices.c.last), row).scalar_one()
    highest = connection.execute(select(func.max(receipts.c.sequence)).where(receipts.c.device == device)).scalar()
    return WebDevice(checkpoint, device, max(last, highest or 0) + 1)  # an operator may have sent in this one's name


def is_known(connection: Connection, event: UUID) -> bool:
    """Whether an event with this id was taken before: then the form was sent twice."""
    return bool(connection.execute(select(exists().where(receipts.c.id == event))).scalar())


def take_one(
    connection: Connection, held: WebDevice, event: VisitSaid | DeclarationSaid, phone: str, now: datetime
) -> None:
    """Take an event as if a kiosk had sent it. This centre has itself confirmed that ``phone`` is its maker's.

    ``event`` has the number ``held.next`` and an id that is not known yet, so that it can only be stored.
    """
    received = read_event(event.model_dump(mode="json"))
    if isinstance(received, Malformed):
        raise ValueError(received.reason)
    [verdict] = take_in(connection, held.device, [received], now, held.checkpoint, vouched=frozenset({phone}))
    if verdict.outcome is not Outcome.STORED:
        raise ValueError(verdict.reason or verdict.outcome)
    counted = update(web_devices).where(web_devices.c.checkpoint == held.checkpoint)
    connection.execute(counted.values(last=held.next))
