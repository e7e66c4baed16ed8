"""The kiosks of checkpoints: which of them are let in, and which no longer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, delete, exists, func, literal_column, or_, select, update

from central_server.store.checkpoint_tables import checkpoint_devices as devices
from central_server.store.checkpoint_tables import checkpoints, enrolment_codes
from central_server.store.device_keys import KeyTaken, settle
from central_server.store.device_tables import device_keys, device_orders
from central_server.store.inserting import insert
from central_server.store.reserved import is_reserved
from central_server.store.web_visits import is_web_device
from kiosk.wire.signing import thumbprint

MOST = 100  # kiosks of one checkpoint
FORGETTING = ("wipe", "erase")  # orders that nobody else may hear or answer


class CannotJoin(Exception):
    """This kiosk cannot join; the message says why."""


def join(connection: Connection, device: UUID, checkpoint: Row[Any], gate: str, key: str, now: datetime) -> None:
    """Let a kiosk belong to a checkpoint, known by this key instead of one it had. Raises CannotJoin.

    A kiosk that belongs to somebody else's checkpoint stays there: whoever knows its id cannot take it away. Of those
    that were revoked may leave whoever has been wiped since, or has the key that counts and nobody left to forget.
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
        where=or_(devices.c.checkpoint.in_(ours), _may_leave(device, key)),
    )
    row = connection.execute(statement.returning(devices.c.device), told | {"device": device}).one_or_none()
    if row is None:
        raise CannotJoin("This kiosk belongs to another checkpoint, whose registrant has to let it go first.")
    try:
        settle(connection, device, key, now)
    except KeyTaken as fault:
        raise CannotJoin(str(fault)) from fault


def _may_leave(device: UUID, key: str) -> ColumnElement[bool]:
    counts = (device_keys.c.device == device) & (device_keys.c.key_id == thumbprint(key))
    told = device_orders.c.device == device
    joined_at: ColumnElement[datetime] = literal_column(
        "checkpoint_devices.joined_at"
    )  # of the row at hand: the column would be any kiosk's
    wiped = (device_orders.c.kind == "wipe") & (device_orders.c.done_at >= joined_at)
    waits = device_orders.c.kind.in_(FORGETTING) & device_orders.c.done_at.is_(None)
    has_a_right = or_(exists().where(counts, device_keys.c.ended_at.is_(None)), exists().where(told, wiped))
    return devices.c.revoked_at.is_not(None) & has_a_right & ~exists().where(told, waits)


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
