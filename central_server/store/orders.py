"""What kiosks are told to do: given once, told until the kiosk has said that it is done."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection, Row, func, insert, select, update
from uuid_utils.compat import uuid7

from central_server.store.device_tables import device_orders as orders
from kiosk.wire.device_messages import MAX_ERASED, MAX_ORDERS, OrderDone, OrderSaid

Kind = Literal["wipe", "erase", "roll_key"]
ONCE = frozenset({"wipe", "roll_key"})  # given twice, they are one


@dataclass(frozen=True, slots=True)
class OrderOutcome:
    """What became of an order so far. ``failures`` counts the times the kiosk could not do it."""

    id: UUID
    device: UUID
    kind: str
    made_at: datetime
    done_at: datetime | None
    failures: int
    removed: int
    kept: int
    detail: str


def give(connection: Connection, device: UUID, kind: Kind, now: datetime, people: Sequence[UUID] = ()) -> UUID:
    """Order a kiosk to do something; the order's id. ``people`` (500 at most) are for ``erase``, as it knows them.

    A ``wipe`` or a ``roll_key`` that waits already is not given twice. Raises ValueError for too many people.
    """
    if len(people) > MAX_ERASED:
        raise ValueError(f"An order is about {MAX_ERASED} people at most.")
    if kind in ONCE:
        same = _waiting(device).where(orders.c.kind == kind).order_by(orders.c.made_at).limit(1)
        if (found := connection.execute(same).scalar()) is not None:
            known: UUID = found
            return known
    order = uuid7()
    said = json.dumps([str(person) for person in people])
    row = {"id": order, "device": device, "kind": kind, "people": said, "made_at": now, "detail": ""}
    connection.execute(insert(orders).values(row))
    return order


def waiting(connection: Connection, device: UUID) -> tuple[OrderSaid, ...]:
    """What a kiosk is to do, the oldest first, MAX_ORDERS at most."""
    rows = connection.execute(
        select(orders)
        .where(orders.c.device == device, orders.c.done_at.is_(None))
        .order_by(orders.c.made_at, orders.c.id)
        .limit(MAX_ORDERS)
    )
    return tuple(OrderSaid(id=row.id, kind=row.kind, made_at=row.made_at, people=_people(row)) for row in rows)


def count(connection: Connection, device: UUID) -> int:
    """How many orders wait for a kiosk."""
    return connection.execute(select(func.count()).select_from(_waiting(device).subquery())).scalar_one()


def answer(connection: Connection, device: UUID, order: UUID, said: OrderDone, now: datetime) -> bool:
    """Note what became of an order; whether it is one of this kiosk's. What was done stays done, whatever is said."""
    theirs = (orders.c.id == order) & (orders.c.device == device)
    if connection.execute(select(orders.c.id).where(theirs)).one_or_none() is None:
        return False
    done = said.outcome == "done"
    told: dict[str, Any] = {"answered_at": now, "removed": said.removed, "kept": said.kept, "detail": said.detail}
    told |= {"done_at": now} if done else {"failures": orders.c.failures + 1}
    connection.execute(update(orders).where(theirs, orders.c.done_at.is_(None)).values(told))
    return True


def outcomes(connection: Connection, given: Iterable[UUID]) -> dict[UUID, OrderOutcome]:
    """What became of these orders so far, by their ids."""
    rows = connection.execute(select(orders).where(orders.c.id.in_(list(given))))
    return {row.id: _outcome(row) for row in rows}


def of_device(connection: Connection, device: UUID, most: int = 50) -> tuple[OrderOutcome, ...]:
    """The latest orders to a kiosk, the latest first."""
    latest = select(orders).where(orders.c.device == device).order_by(orders.c.made_at.desc(), orders.c.id.desc())
    return tuple(_outcome(row) for row in connection.execute(latest.limit(most)))


def _waiting(device: UUID) -> Any:
    return select(orders.c.id).where(orders.c.device == device, orders.c.done_at.is_(None))


def _people(row: Row[Any]) -> tuple[UUID, ...]:
    return tuple(UUID(person) for person in json.loads(row.people))


def _outcome(row: Row[Any]) -> OrderOutcome:
    return OrderOutcome(
        row.id, row.device, row.kind, row.made_at, row.done_at, row.failures, row.removed, row.kept, row.detail
    )
