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
from central_server.store.checkpoint_tables import checkpoints
from central_server.store.inserting import insert
from central_server.store.tables import receipts
from central_server.store.visitor_tables import web_devices
from kiosk.wire.messages import DeclarationSaid, Outcome, VisitSaid

MOST = 2**53  # the highest number that an event may have


@dataclass(frozen=True, slots=True)
class WebDevice:
    """What stands for the phones at ``checkpoint`` while its row is held; ``next`` is the number for one event."""

    checkpoint: UUID
    device: UUID
    next: int


def web_device(checkpoint: UUID) -> UUID:
    """The id of what stands for all phones at a checkpoint."""
    return uuid5(checkpoint, "web")


def is_web_device(connection: Connection, device: UUID) -> bool:
    """Whether this id stands for the phones at any checkpoint, one at which nobody has tapped yet included.

    Checkpoints that are not looked up yet are written down for the next time: their ids cannot be reckoned backwards.
    """
    unnamed = (
        select(checkpoints.c.id)
        .where(~exists().where(web_devices.c.checkpoint == checkpoints.c.id))
        .order_by(checkpoints.c.id)
    )
    rows = [{"checkpoint": one, "device": web_device(one), "last": 0} for one in connection.scalars(unnamed)]
    if rows:
        connection.execute(insert(connection, web_devices).on_conflict_do_nothing(), rows)
    return bool(connection.execute(select(exists().where(web_devices.c.device == device))).scalar())


def hold(connection: Connection, checkpoint: UUID) -> WebDevice:
    """Hold the device of this checkpoint until the transaction ends."""
    statement = insert(connection, web_devices).on_conflict_do_update(
        index_elements=["checkpoint"], set_={"last": web_devices.c.last}
    )
    device = web_device(checkpoint)
    row = {"checkpoint": checkpoint, "device": device, "last": 0}
    last = connection.execute(statement.returning(web_devices.c.last), row).scalar_one()
    return WebDevice(checkpoint, device, _free(connection, device, last if last < MOST else 0))


def _free(connection: Connection, device: UUID, last: int) -> int:
    """The first number after ``last`` that nobody has used: an operator may have sent any in this one's name."""
    ours = receipts.c.device == device
    if not connection.execute(select(exists().where(ours, receipts.c.sequence == last + 1))).scalar():
        return last + 1
    next_ = receipts.alias()
    followed = exists().where(next_.c.device == device, next_.c.sequence == receipts.c.sequence + 1)
    ends = select(func.min(receipts.c.sequence)).where(ours, receipts.c.sequence > last, ~followed)
    return int(connection.execute(ends).scalar_one()) + 1


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
