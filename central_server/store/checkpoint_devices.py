"""The kiosks of checkpoints: which of them are let in, and which no longer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, or_, select, update

from central_server.store.checkpoint_tables import checkpoint_devices as devices
from central_server.store.checkpoint_tables import checkpoints, enrolment_codes
from central_server.store.device_keys import KeyTaken, settle
from central_server.store.inserting import insert
from central_server.store.reserved import is_reserved
from central_server.store.web_visits import is_web_device

MOST = 100  # kiosks of one checkpoint


class CannotJoin(Exception):
    """This kiosk cannot join; the message says why."""


def join(connection: Connection, device: UUID, checkpoint: Row[Any], gate: str, key: str, now: datetime) -> None:
    """Let a kiosk belong to a checkpoint, known by this key instead of one it had. Raises CannotJoin.

    A kiosk that belongs to somebody else's checkpoint stays there, even one that was revoked: whoever knows its id can
    neither take it away nor hear what it is told to do.
    """
    if is_reserved(device) or is_web_device(connection, device):
        raise CannotJoin("No kiosk can have this id. Make a new one.")
    others = select(func.count()).where(
        devices.c.checkpoint == checkpoint.id, devices.c.revoked_at.is_(None), devices.c.device != device
    )
    if connection.execute(others).scalar_one() >= MOST:
        raise CannotJoin(f"A checkpoint has {MOST} kiosks at most.")
    told = {"checkpoint": checkpoint.id, "gate": gate, "joined_at": now, "revoked_at": None}
    ours = select(checkpoints.c.id).where(checkpoints.c.phone == checkpoint.phone)
    statement = insert(connection, devices).on_conflict_do_update(
        index_elements=["device"],
        set_=told,
        where=devices.c.checkpoint.in_(ours),
    )
    row = connection.execute(statement.returning(devices.c.device), told | {"device": device}).one_or_none()
    if row is None:
        raise CannotJoin("This kiosk belongs to another checkpoint. With an empty store it is a new one.")
    try:
        settle(connection, device, key, now)
    except KeyTaken as fault:
        raise CannotJoin(str(fault)) from fault


def checkpoint_of(connection: Connection, device: UUID) -> Row[Any] | None:
    """The checkpoint that a kiosk belongs to."""
    belongs = (devices.c.device == device) & devices.c.revoked_at.is_(None)
    joined = select(checkpoints).join(devices, devices.c.checkpoint == checkpoints.c.id).where(belongs)
    return connection.execute(joined).one_or_none()


def kiosks(connection: Connection, checkpoint: UUID) -> Sequence[Row[Any]]:
    """All that ever joined it and joined none other since, the revoked too."""
    theirs = select(devices).where(devices.c.checkpoint == checkpoint)
    return connection.execute(theirs.order_by(devices.c.joined_at, devices.c.device)).all()


def revoke(connection: Connection, checkpoint: UUID, device: UUID, now: datetime) -> bool:
    """Let a kiosk in no longer, nor by a code it made or used; whether it is one of this checkpoint's."""
    theirs = (devices.c.checkpoint == checkpoint) & (devices.c.device == device)
    if connection.execute(select(devices.c.device).where(theirs)).scalar() is None:
        return False
    connection.execute(update(devices).where(theirs, devices.c.revoked_at.is_(None)).values(revoked_at=now))
    codes = enrolment_codes
    connection.execute(delete(codes).where(or_(codes.c.made_by == device, codes.c.used_by == device)))
    return True
