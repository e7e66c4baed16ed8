"""Checkpoints as they are now: who is inside, who came and left today, and how their kiosks are.

A page of them is read by a few statements, each over an index, however many there are altogether.
"""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, and_, case, exists, false, func, select, true

from central_server.store.checkpoint_tables import checkpoint_devices, checkpoints
from central_server.store.checkpoint_tables import checkpoint_settings as settings
from central_server.store.device_health import AlarmTerms
from central_server.store.device_tables import device_alarms as alarms
from central_server.store.device_tables import device_health as health
from central_server.store.officers import Officer
from central_server.store.stays import inside
from central_server.store.tables import devices, visits
from central_server.tracing.staying import day_begin
from kiosk.people import folded
from kiosk.visits import Act
from kiosk.wire.checkpoint_messages import CHECKPOINT_CODE

A_PAGE = 50
LATE = timedelta(minutes=3)  # a kiosk is heard every minute
SILENT = AlarmTerms().silent
STATES = ("alarm", "offline", "waiting", "none")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which checkpoints; empty for all. ``query`` is part of a name or code, with or without accents."""

    province: str = ""
    ward: str = ""
    kind: str = ""
    state: str = ""
    query: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Kiosks:
    """How many kiosks of a checkpoint are heard, were heard a while ago, are silent; what waits in them."""

    online: int = 0
    late: int = 0
    offline: int = 0
    waiting: int = 0
    alarms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A checkpoint, as its row has it, and how it is now."""

    row: Row[Any]
    capacity: int | None  # as it is set from afar, else as it was registered
    inside: int
    arrivals: int
    departures: int
    last_at: datetime | None
    kiosks: Kiosks


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of checkpoints, and how many there are altogether."""

    places: tuple[Place, ...]
    total: int


def seen_by(officer: Officer) -> ColumnElement[bool]:
    """The checkpoints that an officer may see."""
    return true() if officer.area is None else checkpoints.c.province == officer.area


def by_code(connection: Connection, officer: Officer, code: str) -> Row[Any] | None:
    """The checkpoint with this code, if this officer may see it."""
    if re.fullmatch(CHECKPOINT_CODE, code.upper()) is None:
        return None
    wanted = select(checkpoints).where(checkpoints.c.code == code.upper(), seen_by(officer))
    return connection.execute(wanted).one_or_none()


def listed(connection: Connection, officer: Officer, wanted: Wanted, now: datetime) -> Listed:
    """A page in the order of codes."""
    where = and_(seen_by(officer), *_filters(wanted, now))
    start = (max(wanted.page, 1) - 1) * A_PAGE
    ordered = select(checkpoints).where(where).order_by(checkpoints.c.code)
    if wanted.query:
        found = _named(connection, where, wanted.query)
        total, rows = len(found), connection.execute(ordered.where(checkpoints.c.id.in_(found[start : start + A_PAGE])))
    else:
        total = connection.execute(select(func.count()).select_from(checkpoints).where(where)).scalar_one()
        rows = connection.execute(ordered.limit(A_PAGE).offset(start))
    return Listed(places(connection, rows.all(), now), total)


def places(connection: Connection, rows: Collection[Row[Any]], now: datetime) -> tuple[Place, ...]:
    """How these checkpoints are now."""
    ids = [row.id for row in rows]
    if not ids:
        return ()
    here = inside(connection, ids, now)
    today = moved(connection, ids, day_begin(now), now)
    last = _last(connection, ids)
    kiosks = kiosks_of(connection, ids, now)
    capacities = _capacities(connection, ids)
    none: Mapping[str, int] = {}
    return tuple(
        Place(
            row,
            capacities.get(row.id) or row.capacity,
            here.get(row.id, 0),
            today.get(row.id, none).get(str(Act.CHECK_IN), 0),
            today.get(row.id, none).get(str(Act.CHECK_OUT), 0),
            last.get(row.id),
            kiosks.get(row.id, Kiosks()),
        )
        for row in rows
    )


def moved(
    connection: Connection, ids: Collection[UUID], since: datetime, until: datetime
) -> dict[UUID, dict[str, int]]:
    """How many came and left at these checkpoints within a time, without what was taken back: two reads of an index."""
    found: dict[UUID, dict[str, int]] = {}
    then = visits.c.checkpoint.in_(ids), visits.c.at >= since, visits.c.at <= until
    counts = select(visits.c.checkpoint, visits.c.act, func.count()).where(*then)
    for checkpoint, act, count in connection.execute(counts.group_by(visits.c.checkpoint, visits.c.act)):
        found.setdefault(checkpoint, {})[act] = count
    back = visits.alias("back")
    undone = (
        select(visits.c.checkpoint, visits.c.act, func.count(visits.c.id.distinct()))
        .join(back, back.c.follows == visits.c.id)
        .where(*then, back.c.act == str(Act.REVERSAL), back.c.checkpoint.in_(ids), back.c.at >= since)
    )
    for checkpoint, act, count in connection.execute(undone.group_by(visits.c.checkpoint, visits.c.act)):
        found[checkpoint][act] -= count
    return found


def kiosks_of(connection: Connection, ids: Collection[UUID], now: datetime) -> dict[UUID, Kiosks]:
    """How the kiosks of these checkpoints are."""
    heard = func.coalesce(_later(health.c.heard_at, devices.c.last_seen), checkpoint_devices.c.joined_at)
    states = (
        select(
            checkpoint_devices.c.checkpoint,
            _count(heard > now - LATE),
            _count(and_(heard <= now - LATE, heard > now - SILENT)),
            _count(heard <= now - SILENT),
            func.coalesce(func.sum(health.c.waiting), 0),
        )
        .outerjoin(health, health.c.device == checkpoint_devices.c.device)
        .outerjoin(devices, devices.c.id == checkpoint_devices.c.device)
        .where(checkpoint_devices.c.checkpoint.in_(ids), checkpoint_devices.c.revoked_at.is_(None))
        .group_by(checkpoint_devices.c.checkpoint)
    )
    raised: dict[UUID, list[str]] = {}
    wrong = select(alarms.c.checkpoint, alarms.c.kind).where(alarms.c.checkpoint.in_(ids), alarms.c.until.is_(None))
    for checkpoint, kind in connection.execute(wrong.distinct().order_by(alarms.c.kind)):
        raised.setdefault(checkpoint, []).append(kind)
    return {
        checkpoint: Kiosks(online, late, offline, int(waiting), tuple(raised.get(checkpoint, ())))
        for checkpoint, online, late, offline, waiting in connection.execute(states)
    }


def _filters(wanted: Wanted, now: datetime) -> Iterable[ColumnElement[bool]]:
    for column, value in (("province", wanted.province), ("ward", wanted.ward), ("kind", wanted.kind)):
        if value:
            yield checkpoints.c[column] == value
    ours = and_(checkpoint_devices.c.checkpoint == checkpoints.c.id, checkpoint_devices.c.revoked_at.is_(None))
    said = and_(ours, health.c.device == checkpoint_devices.c.device)
    match wanted.state:
        case "":
            return
        case "alarm":
            yield exists().where(alarms.c.checkpoint == checkpoints.c.id, alarms.c.until.is_(None))
        case "offline":
            told = exists().where(health.c.device == checkpoint_devices.c.device, health.c.heard_at > now - SILENT)
            sent = exists().where(devices.c.id == checkpoint_devices.c.device, devices.c.last_seen > now - SILENT)
            yield exists().where(ours, checkpoint_devices.c.joined_at <= now - SILENT, ~told, ~sent)
        case "waiting":
            yield exists().where(said, health.c.waiting > 0)
        case "none":
            yield ~exists().where(ours)
        case _:
            yield false()


def _named(connection: Connection, where: ColumnElement[bool], query: str) -> list[UUID]:
    """Checkpoints whose name or code holds every word of the query; accents are put aside here, not in the database."""
    words = _plain(query).split()
    rows = connection.execute(
        select(checkpoints.c.id, checkpoints.c.code, checkpoints.c.name).where(where).order_by(checkpoints.c.code)
    )
    return [row.id for row in rows if all(word in f"{row.code.lower()} {_plain(row.name)}" for word in words)]


_plain = lru_cache(maxsize=100_000)(folded)


def _last(connection: Connection, ids: Collection[UUID]) -> dict[UUID, datetime]:
    latest = select(func.max(visits.c.at)).where(visits.c.checkpoint == checkpoints.c.id).scalar_subquery()
    rows = connection.execute(select(checkpoints.c.id, latest).where(checkpoints.c.id.in_(ids)))
    return {checkpoint: at for checkpoint, at in rows if at is not None}


def _capacities(connection: Connection, ids: Collection[UUID]) -> dict[UUID, int | None]:
    """What is set from afar, where anything is."""
    said = select(settings.c.checkpoint, settings.c.settings).where(settings.c.checkpoint.in_(ids))
    return {row.checkpoint: json.loads(row.settings).get("capacity") for row in connection.execute(said)}


def _later(one: Any, other: Any) -> Any:
    return case((one.is_(None), other), (other.is_(None), one), (one > other, one), else_=other)


def _count(condition: ColumnElement[bool]) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
