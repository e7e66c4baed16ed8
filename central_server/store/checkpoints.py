"""Checkpoints in the database: registered once, found by their code or their registrant."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, exists, func, select, update

from central_server.checkpoints.naming import letters, numbered
from central_server.store.checkpoint_tables import checkpoint_devices as devices
from central_server.store.checkpoint_tables import checkpoints
from central_server.store.inserting import insert
from central_server.store.otp import phone_keys
from central_server.store.registrants import Registrant
from central_server.store.reserved import is_reserved
from central_server.store.web_visits import is_web_device, web_device
from kiosk.phone import Phone
from kiosk.wire.checkpoint_messages import CheckpointSaid, CheckpointWanted

MOST_OF_ONE = 50  # checkpoints that one number may register
TRIES = 20  # for a code that is not taken: others may register at the same moment
Checkpoint = Row[Any]


class NotRegistered(Exception):
    """It cannot be registered; the message says why."""


def register(connection: Connection, wanted: CheckpointWanted, registrant: Registrant, now: datetime) -> Checkpoint:
    """Keep a checkpoint and give it a code. Asked again by the same registrant, it is the same with what is said now.

    Raises NotRegistered.
    """
    values: dict[str, object] = {
        "name": wanted.name,
        "name_en": wanted.name_en,
        "kind": wanted.kind,
        "province": wanted.province,
        "ward": wanted.ward,
        "street": wanted.street,
        "capacity": wanted.capacity,
        "hotlines": json.dumps(wanted.hotlines, ensure_ascii=False),
        "declarations": wanted.declarations,
    }
    known = by_id(connection, wanted.id)
    if known is None:
        known = _add(connection, wanted, registrant, values, now)
    if bytes(known.phone) != registrant.phone:
        raise NotRegistered("Another number has registered a checkpoint under this id.")
    changed = update(checkpoints).where(checkpoints.c.id == wanted.id).values(values).returning(*checkpoints.c)
    return connection.execute(changed).one()


def _add(
    connection: Connection, wanted: CheckpointWanted, registrant: Registrant, values: dict[str, object], now: datetime
) -> Checkpoint:
    if is_reserved(wanted.id) or is_web_device(connection, wanted.id) or _is_kiosk(connection, web_device(wanted.id)):
        raise NotRegistered("No checkpoint can have this id. Make a new one.")
    theirs = select(func.count()).where(checkpoints.c.phone == registrant.phone)
    if connection.execute(theirs).scalar_one() >= MOST_OF_ONE:
        raise NotRegistered(f"One number can register {MOST_OF_ONE} checkpoints.")
    sealed = phone_keys(connection, now).seal(registrant.number, wanted.id, wanted.id)
    row = values | {"id": wanted.id, "phone": registrant.phone, "sealed_phone": sealed, "made_at": now}
    start = letters(wanted.name)
    for _ in range(TRIES):
        taken = connection.execute(select(checkpoints.c.code).where(checkpoints.c.code.like(f"{start}-%"))).scalars()
        row["code"] = numbered(start, list(taken))
        added = insert(connection, checkpoints).on_conflict_do_nothing().returning(*checkpoints.c)
        if (new := connection.execute(added, row).one_or_none()) is not None:
            return new
        if (same := by_id(connection, wanted.id)) is not None:
            return same
    raise NotRegistered("So many places of this name are registered at once that no code was found; try again.")


def _is_kiosk(connection: Connection, device: UUID) -> bool:
    return bool(connection.execute(select(exists().where(devices.c.device == device))).scalar())


def by_id(connection: Connection, checkpoint: UUID) -> Checkpoint | None:
    """The checkpoint with this id."""
    return connection.execute(select(checkpoints).where(checkpoints.c.id == checkpoint)).one_or_none()


def by_code(connection: Connection, code: str) -> Checkpoint | None:
    """The checkpoint with this code, in capitals."""
    return connection.execute(select(checkpoints).where(checkpoints.c.code == code)).one_or_none()


def of_phone(connection: Connection, phone: bytes) -> Sequence[Checkpoint]:
    """What was registered with a number (its HMAC), in order."""
    theirs = select(checkpoints).where(checkpoints.c.phone == phone).order_by(checkpoints.c.made_at, checkpoints.c.id)
    return connection.execute(theirs).all()


def listed(connection: Connection, after: str, limit: int) -> Sequence[Checkpoint]:
    """All of them in the order of their codes, after one."""
    page = select(checkpoints).where(checkpoints.c.code > after).order_by(checkpoints.c.code).limit(limit)
    return connection.execute(page).all()


def said(connection: Connection, rows: Sequence[Checkpoint], now: datetime) -> tuple[CheckpointSaid, ...]:
    """Checkpoints as they are told, each with its gates."""
    keys = phone_keys(connection, now)
    gates: dict[UUID, list[str]] = {row.id: [] for row in rows}
    live = select(devices.c.checkpoint, devices.c.gate).where(
        devices.c.checkpoint.in_(gates), devices.c.revoked_at.is_(None)
    )
    for one in connection.execute(live.order_by(devices.c.joined_at, devices.c.device)):
        gates[one.checkpoint].append(one.gate)
    return tuple(
        CheckpointSaid(
            code=row.code,
            name=row.name,
            name_en=row.name_en,
            kind=row.kind,
            province=row.province,
            ward=row.ward,
            street=row.street,
            capacity=row.capacity,
            hotlines=tuple(json.loads(row.hotlines)),
            declarations=row.declarations,
            phone=_masked(keys.open(bytes(row.sealed_phone), row.id, row.id)),
            kiosks=tuple(gates[row.id]),
        )
        for row in rows
    )


def _masked(number: str) -> str:
    return Phone("0" + number.removeprefix("+84")).masked
