"""The local days of places whose stays are asked for: what the statement of store/stays.py begins with."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import CTE, Connection, Integer, Uuid, column, select, values

from central_server.store.checkpoint_tables import checkpoint_settings
from central_server.store.partitions import least_id
from central_server.store.tables import Moment
from central_server.tracing.staying import LONGEST, NOWHERE, day_begin
from kiosk.wire.checkpoint_messages import PushedSettings

ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class PlaceDay:
    """A checkpoint's local day, by when it begins; of a kiosk that belongs to no checkpoint, the ``device``'s."""

    checkpoint: UUID
    device: UUID  # NOWHERE's number for all of a checkpoint's
    begin: datetime


def days_of(checkpoint: UUID, device: UUID, since: datetime, until: datetime) -> Iterable[PlaceDay]:
    """The days that a period touches."""
    day = day_begin(since)
    while day < until:
        yield PlaceDay(checkpoint, device if checkpoint == NOWHERE else NOWHERE, day)
        day += ONE


def closing_times(connection: Connection, wanted: Collection[UUID]) -> dict[UUID, str]:
    """When these checkpoints close, where the centre sets it."""
    rows = connection.execute(
        select(checkpoint_settings.c.checkpoint, checkpoint_settings.c.settings).where(
            checkpoint_settings.c.checkpoint.in_(set(wanted))
        )
    )
    set_ = {row.checkpoint: PushedSettings.model_validate_json(row.settings).closes_at for row in rows}
    return {checkpoint: closes_at for checkpoint, closes_at in set_.items() if closes_at}


def as_table(connection: Connection, days: Collection[PlaceDay]) -> CTE:
    """The days as a table of the statement, numbered as they are sorted, each with the bounds of the ids made on it."""
    closing = closing_times(connection, {day.checkpoint for day in days})
    rows: list[tuple[object, ...]] = []
    for day in sorted(days):
        closes = closing.get(day.checkpoint)
        end = day.begin + ONE
        closes_at = day.begin + timedelta(hours=int(closes[:2]), minutes=int(closes[3:])) if closes else end
        oldest, low, high = (least_id(at) for at in (day.begin - LONGEST, day.begin, end))
        rows.append((day.checkpoint, day.device, day.begin, closes_at, end, oldest, low, high, len(rows)))
    columns = (
        column("checkpoint", Uuid),
        column("device", Uuid),
        column("begins", Moment),
        column("closes", Moment),
        column("ends", Moment),
        column("oldest", Uuid),
        column("low", Uuid),
        column("high", Uuid),
        column("number", Integer),
    )
    return values(*columns, name="days").data(rows).cte("days")
