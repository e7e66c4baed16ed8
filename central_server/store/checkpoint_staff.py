"""The staff of a checkpoint, as its kiosks told them, put together by kiosk/checkpoint/staff_merging.py."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select

from central_server.store.checkpoint_tables import checkpoint_staff as staff
from central_server.store.checkpoint_tables import checkpoints
from central_server.store.inserting import insert
from kiosk.checkpoint.staff_merging import merged
from kiosk.wire.checkpoint_messages import MAX_STAFF, StaffSaid

AHEAD = timedelta(minutes=5)  # that a kiosk's clock may be


class TooManyStaff(Exception):
    """A checkpoint cannot have so many."""


def merge(connection: Connection, checkpoint: UUID, told: Sequence[StaffSaid], now: datetime) -> None:
    """Take in what was changed at a kiosk, one kiosk after the other. Raises TooManyStaff.

    What a clock that runs ahead has dated counts as changed now, after all that is known: otherwise it would stand
    for ever.
    """
    if not told:
        return
    connection.execute(select(checkpoints.c.id).where(checkpoints.c.id == checkpoint).with_for_update(key_share=True))
    known = said(connection, checkpoint)
    before = {one.id: one for one in known}
    after = merged(known, [_dated(one, before.get(one.id), now) for one in told])
    if len(after) > MAX_STAFF:
        raise TooManyStaff(f"A checkpoint has {MAX_STAFF} members of staff at most, the disabled too.")
    changed = [one.model_dump() | {"checkpoint": checkpoint} for one in after if one != before.get(one.id)]
    if changed:
        statement = insert(connection, staff)
        new = {column: statement.excluded[column] for column in ("name", "role", "pin", "disabled", "changed_at")}
        connection.execute(statement.on_conflict_do_update(index_elements=["checkpoint", "id"], set_=new), changed)


def said(connection: Connection, checkpoint: UUID) -> tuple[StaffSaid, ...]:
    """All of them as they are told, by name."""
    return tuple(StaffSaid.model_validate(row, from_attributes=True) for row in everybody(connection, checkpoint))


def everybody(connection: Connection, checkpoint: UUID) -> Sequence[Row[Any]]:
    """All of them, the disabled too, by name."""
    theirs = select(staff).where(staff.c.checkpoint == checkpoint).order_by(staff.c.name, staff.c.id)
    return connection.execute(theirs).all()


def _dated(one: StaffSaid, known: StaffSaid | None, now: datetime) -> StaffSaid:
    if one.changed_at <= now + AHEAD:
        return one
    after = known.changed_at + timedelta(microseconds=1) if known else now
    return one.model_copy(update={"changed_at": max(now, after)})
