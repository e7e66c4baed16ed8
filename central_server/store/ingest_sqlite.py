"""Writing a batch into SQLite: rows one after the other, which in the same process cost nothing to send."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, case, func, select

from central_server.reading import Received
from central_server.store.checkpoint_tables import checkpoint_devices
from central_server.store.given_numbers import given_numbers
from central_server.store.inserting import insert
from central_server.store.tables import ERASED, devices, identifiers, people, receipts, visits
from kiosk.wire.messages import DeclarationSaid, VisitSaid


def see(connection: Connection, device: UUID, now: datetime) -> UUID | None:
    """Note that the device was heard; its checkpoint."""
    statement = insert(connection, devices).on_conflict_do_update(index_elements=["id"], set_={"last_seen": now})
    connection.execute(statement, {"id": device, "first_seen": now, "last_seen": now})
    belongs = select(checkpoint_devices.c.checkpoint).where(checkpoint_devices.c.device == device)
    return connection.execute(belongs).scalar()


def add_receipts(connection: Connection, device: UUID, candidates: Sequence[Received], now: datetime) -> list[UUID]:
    """Receipts of what is new; returns the ids of that."""
    statement = insert(connection, receipts).on_conflict_do_nothing().returning(receipts.c.id)
    rows = [
        {"id": r.event.id, "device": device, "sequence": r.event.sequence, "hash": r.hash, "received_at": now}
        for r in candidates
    ]
    return list(connection.execute(statement, rows).scalars())


def all_known(connection: Connection, events: Sequence[Received]) -> bool:
    """Whether each of them has a receipt of just what it says."""
    known = known_hashes(connection, [one.event.id for one in events])
    return all(known.get(one.event.id) in (one.hash, ERASED) for one in events)


def known_hashes(connection: Connection, ids: Collection[UUID]) -> dict[UUID, bytes]:
    """The hashes of those ids that have a receipt."""
    rows = connection.execute(select(receipts.c.id, receipts.c.hash).where(receipts.c.id.in_(ids)))
    return {row.id: bytes(row.hash) for row in rows}


def add_visits(
    connection: Connection, device: UUID, checkpoint: UUID, stored: Sequence[Received], now: datetime
) -> None:
    """Write what is new of visits, and of everybody whom visits and declarations speak of."""
    said = [one.event for one in stored]
    _add_people(connection, device, [one for one in said if isinstance(one, VisitSaid | DeclarationSaid)], now)
    rows = [
        event.model_dump(exclude={"kind", "person"})
        | {"device": device, "person": event.person.id, "checkpoint": checkpoint}
        for event in said
        if isinstance(event, VisitSaid)
    ]
    if rows:
        connection.execute(insert(connection, visits), rows)


def _add_people(
    connection: Connection, device: UUID, came: Sequence[VisitSaid | DeclarationSaid], now: datetime
) -> None:
    """Keep what an event says of a person, unless its device said something later; what it leaves out stays.

    Another device than the one that made the person fills what is empty, and no more.
    """
    if not came:
        return
    known = select(people.c.id, people.c.device, people.c.sequence).where(
        people.c.id.in_({one.person.id for one in came})
    )
    rows_known = connection.execute(known).all()
    last_words = {row.id: row.sequence for row in rows_known if row.device == device}
    made_elsewhere = {row.id for row in rows_known if row.device != device}
    in_order = sorted(came, key=lambda event: (event.person.id, event.sequence))
    statement = insert(connection, people)
    new = statement.excluded
    ours = people.c.device == new.device
    statement = statement.on_conflict_do_update(
        index_elements=["id"],
        set_={
            name: case((ours, func.coalesce(new[name], column)), else_=func.coalesce(column, new[name]))
            for name, column in (("name", people.c.name), ("birth", people.c.birth), ("sex", people.c.sex))
        }
        | {
            "sequence": case((ours, new.sequence), else_=people.c.sequence),
            "updated_at": new.updated_at,
        },
    )
    rows = [
        event.person.model_dump(exclude={"identifiers"})
        | {"device": device, "sequence": event.sequence, "updated_at": now}
        for event in in_order
        if event.sequence > last_words.get(event.person.id, 0)
    ]
    if rows:
        connection.execute(statement, rows)
    if numbers := given_numbers(connection, in_order, made_elsewhere):
        connection.execute(insert(connection, identifiers).on_conflict_do_nothing(), numbers)
