"""A checkpoint's day in figures: by the hour, by verdict, what was turned down, what contradicts itself."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, extract, func, select

from central_server.store.checkpoint_tables import checkpoint_devices
from central_server.store.declaration_tables import declarations
from central_server.store.tables import conflicts, refused_scans, visits
from central_server.store.web_visits import web_device
from kiosk.visits import Act

HOURS = 24
AHEAD = 7  # hours that the clocks here are ahead of UTC, all year


def hours(connection: Connection, checkpoint: UUID, begin: datetime) -> tuple[list[int], list[int]]:
    """How many came, and how many left, in each hour of the local day; what was taken back is left out."""
    came, left = [0] * HOURS, [0] * HOURS
    back = visits.alias("back")
    undone = select(back.c.follows).where(
        back.c.checkpoint == checkpoint,
        back.c.act == str(Act.REVERSAL),
        back.c.at >= begin,
        back.c.follows.is_not(None),
    )
    hour = extract("hour", visits.c.at)
    counted = (
        select(visits.c.act, hour, func.count())
        .where(
            visits.c.checkpoint == checkpoint,
            visits.c.at >= begin,
            visits.c.at < begin + timedelta(days=1),
            visits.c.act != str(Act.REVERSAL),
            visits.c.id.not_in(undone),
        )
        .group_by(visits.c.act, hour)
    )
    for act, at, count in connection.execute(counted):
        (came if act == str(Act.CHECK_IN) else left)[(int(at) + AHEAD) % HOURS] += count
    return came, left


def devices_of(connection: Connection, checkpoint: UUID) -> frozenset[UUID]:
    """All that ever told of this checkpoint: its kiosks, and what stands for visitors' own phones."""
    theirs = select(checkpoint_devices.c.device).where(checkpoint_devices.c.checkpoint == checkpoint)
    return frozenset(connection.execute(theirs).scalars()) | {web_device(checkpoint)}


def verdicts(connection: Connection, devices: Collection[UUID], begin: datetime) -> dict[str, int]:
    """How many declarations of the day led to what."""
    counted = select(declarations.c.verdict, func.count()).where(
        declarations.c.device.in_(devices),
        declarations.c.made_at >= begin,
        declarations.c.made_at < begin + timedelta(days=1),
    )
    rows = connection.execute(counted.group_by(declarations.c.verdict)).all()
    return {row.verdict: int(row[1]) for row in rows}


def turned_down(connection: Connection, devices: Collection[UUID], begin: datetime) -> int:
    """How many codes were turned down on the day."""
    counted = select(func.count()).where(
        refused_scans.c.device.in_(devices),
        refused_scans.c.at >= begin,
        refused_scans.c.at < begin + timedelta(days=1),
    )
    return int(connection.execute(counted).scalar_one())


def contradictions(connection: Connection, devices: Collection[UUID], begin: datetime) -> int:
    """How many events that came on the day contradict one that came before."""
    counted = select(func.count()).where(
        conflicts.c.device.in_(devices),
        conflicts.c.received_at >= begin,
        conflicts.c.received_at < begin + timedelta(days=1),
    )
    return int(connection.execute(counted).scalar_one())
