"""The staff of a checkpoint, as its kiosks told them: whatever was changed last stands."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select

from central_server.store.checkpoint_tables import checkpoint_staff as staff
from central_server.store.inserting import insert
from kiosk.wire.checkpoint_messages import MAX_STAFF, StaffSaid

AHEAD = timedelta(minutes=5)  # that a kiosk's clock may be


class TooManyStaff(Exception):
    """A checkpoint cannot have so many."""


def merge(connection: Connection, checkpoint: UUID, told: Sequence[StaffSaid], now: datetime) -> None:
    """Take in what was changed at a kiosk. Raises TooManyStaff.

    What a clock that runs ahead has dated counts as changed now: otherwise it would stand for ever.
    """
    for one in sorted(told, key=lambda said: said.id):
        at = one.changed_at if one.changed_at <= now + AHEAD else now
        row = one.model_dump() | {"checkpoint": checkpoint, "changed_at": at}
        statement = insert(connection, staff)
        later = {column: statement.excluded[column] for column in ("name", "role", "pin", "disabled", "changed_at")}
        statement = statement.on_conflict_do_update(
            index_elements=["checkpoint", "id"], set_=later, where=staff.c.changed_at < statement.excluded.changed_at
        )
        connection.execute(statement, row)
    if (
        told
        and connection.execute(select(func.count()).where(staff.c.checkpoint == checkpoint)).scalar_one() > MAX_STAFF
    ):
        raise TooManyStaff(f"A checkpoint has {MAX_STAFF} members of staff at most, the disabled too.")


def everybody(connection: Connection, checkpoint: UUID) -> Sequence[Row[Any]]:
    """All of them, the disabled too, by name."""
    theirs = select(staff).where(staff.c.checkpoint == checkpoint).order_by(staff.c.name, staff.c.id)
    return connection.execute(theirs).all()
