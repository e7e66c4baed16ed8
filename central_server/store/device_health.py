"""How kiosks are: what they say of themselves, when they were heard, and what is wrong with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, select

from central_server.store.checkpoint_tables import checkpoint_devices, checkpoints
from central_server.store.device_tables import device_alarms as alarms
from central_server.store.device_tables import device_health as health
from central_server.store.device_tables import device_health_past as past
from central_server.store.device_tables import device_orders as orders
from central_server.store.inserting import insert
from central_server.store.tables import devices, receipts
from kiosk.wire.device_messages import HealthReported

HEARD_AGAIN = timedelta(minutes=1)  # a kiosk asks every half minute; not each time is written down
KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AlarmTerms:
    """When a kiosk raises an alarm. ``opens`` (local time) counts for checkpoints that say when they close."""

    silent: timedelta = timedelta(minutes=10)
    skew: timedelta = timedelta(minutes=5)
    free: float = 0.05  # of its disk
    waiting: timedelta = timedelta(hours=1)  # of its oldest unsent event, while it is online
    opens: time = time(6)


TERMS = AlarmTerms()


@dataclass(frozen=True, slots=True)
class DeviceState:
    """A kiosk of a checkpoint, as far as the centre knows.

    ``skew`` is how far its clock was ahead of the centre's when it reported. ``offline_since`` is when it was heard
    last, where that is longer ago than it should be. ``missing`` counts the events that the centre does not have of
    those the kiosk has recorded; None where they were not counted.
    """

    device: UUID
    checkpoint: UUID
    code: str
    name: str
    gate: str
    joined_at: datetime
    revoked_at: datetime | None
    heard_at: datetime | None
    reported_at: datetime | None
    report: HealthReported | None
    skew: timedelta | None
    offline_since: datetime | None
    missing: int | None
    orders: int
    alarms: tuple[str, ...]


def heard(connection: Connection, device: UUID, now: datetime) -> None:
    """A kiosk was heard."""
    statement = insert(connection, health).on_conflict_do_update(
        index_elements=["device"], set_={"heard_at": now}, where=health.c.heard_at < now - HEARD_AGAIN
    )
    connection.execute(statement, {"device": device, "heard_at": now, "highest": 0, "waiting": 0})


def report(connection: Connection, device: UUID, said: HealthReported, now: datetime) -> None:
    """Keep what a kiosk says of itself, in the place of what it said before; a day of its figures."""
    skew = (said.at - now).total_seconds()
    free = said.disk_free / said.disk_total if said.disk_free is not None and said.disk_total else None
    told = {
        "heard_at": now,
        "reported_at": now,
        "report": said.model_dump_json(),
        "highest": said.highest,
        "waiting": said.waiting,
        "skew_seconds": skew,
        "free": free,
        "oldest_waiting": said.oldest_waiting,
    }
    statement = insert(connection, health).on_conflict_do_update(index_elements=["device"], set_=told)
    connection.execute(statement, told | {"device": device})
    line = {"device": device, "at": now, "waiting": said.waiting, "skew_seconds": skew, "free": free}
    connection.execute(insert(connection, past).on_conflict_do_nothing(), line)


def history(connection: Connection, device: UUID) -> tuple[Row[Any], ...]:
    """A day of a kiosk's figures, the oldest first: at, waiting, skew_seconds, free."""
    wanted = select(past.c.at, past.c.waiting, past.c.skew_seconds, past.c.free).where(past.c.device == device)
    return tuple(connection.execute(wanted.order_by(past.c.at)))


def reported_highest(connection: Connection, device: UUID) -> int | None:
    """The last event that a kiosk says it has recorded; None where it never said so."""
    wanted = select(health.c.highest).where(health.c.device == device, health.c.reported_at.is_not(None))
    return connection.execute(wanted).scalar()


def states(
    connection: Connection, now: datetime, checkpoint: UUID | None = None, terms: AlarmTerms = TERMS
) -> tuple[DeviceState, ...]:
    """Every kiosk of every checkpoint, or of one, in the order of codes and gates.

    What is missing is counted for one checkpoint only: that looks at every event that its kiosks ever sent.
    """
    rows = rows_of(connection, checkpoint, reports=True)
    counted = {} if checkpoint is None else _stored(connection, [row.device for row in rows])
    waiting = _waiting(connection)
    raised: dict[UUID, list[str]] = {}
    for row in connection.execute(select(alarms.c.device, alarms.c.kind).where(alarms.c.until.is_(None))):
        raised.setdefault(row.device, []).append(row.kind)
    return tuple(
        DeviceState(
            row.device,
            row.checkpoint,
            row.code,
            row.name,
            row.gate,
            row.joined_at,
            row.revoked_at,
            _heard(row),
            row.reported_at,
            None if row.report is None else HealthReported.model_validate_json(row.report),
            None if row.skew_seconds is None else timedelta(seconds=row.skew_seconds),
            silent_since(row, now, terms) if row.revoked_at is None else None,
            None if checkpoint is None else _missing(row, counted),
            waiting.get(row.device, 0),
            tuple(sorted(raised.get(row.device, ()))),
        )
        for row in rows
    )


def sweep(connection: Connection, now: datetime) -> None:
    """Forget figures that are older than a day."""
    connection.execute(delete(past).where(past.c.at < now - KEPT))


def silent_since(row: Row[Any], now: datetime, terms: AlarmTerms) -> datetime | None:
    """When a kiosk was heard last, where that is longer ago than it should be."""
    last: datetime = _heard(row) or row.joined_at
    return last if now - last > terms.silent else None


def _heard(row: Row[Any]) -> datetime | None:
    return max((at for at in (row.heard_at, row.last_seen) if at is not None), default=None)


def rows_of(connection: Connection, checkpoint: UUID | None, *, reports: bool = False) -> list[Row[Any]]:
    """Kiosks with their checkpoint and how they are: of one checkpoint, or all; ``reports`` are large."""
    wanted = (
        select(
            checkpoint_devices,
            checkpoints.c.code,
            checkpoints.c.name,
            health.c.heard_at,
            health.c.reported_at,
            health.c.highest,
            health.c.skew_seconds,
            health.c.free,
            health.c.oldest_waiting,
            devices.c.last_seen,
        )
        .join(checkpoints, checkpoints.c.id == checkpoint_devices.c.checkpoint)
        .outerjoin(health, health.c.device == checkpoint_devices.c.device)
        .outerjoin(devices, devices.c.id == checkpoint_devices.c.device)
        .order_by(checkpoints.c.code, checkpoint_devices.c.gate, checkpoint_devices.c.device)
    )
    if reports:
        wanted = wanted.add_columns(health.c.report)
    if checkpoint is not None:
        wanted = wanted.where(checkpoint_devices.c.checkpoint == checkpoint)
    return list(connection.execute(wanted))


def _stored(connection: Connection, ids: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """How many events of each kiosk are here, and the highest number of them."""
    figures = select(receipts.c.device, func.count(), func.max(receipts.c.sequence))
    wanted = figures.where(receipts.c.device.in_(list(ids))).group_by(receipts.c.device)
    return {row[0]: (row[1], row[2]) for row in connection.execute(wanted)}


def _missing(row: Row[Any], counted: dict[UUID, tuple[int, int]]) -> int:
    stored, highest = counted.get(row.device, (0, 0))
    return max(row.highest or 0, highest) - stored


def _waiting(connection: Connection) -> dict[UUID, int]:
    wanted = select(orders.c.device, func.count()).where(orders.c.done_at.is_(None)).group_by(orders.c.device)
    return {row[0]: row[1] for row in connection.execute(wanted)}
