"""The public keys that kiosks are known by: one of each counts, and one that was replaced never counts again."""

import base64
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select, update

from central_server.store.checkpoint_tables import checkpoint_devices as devices
from central_server.store.device_tables import device_keys as keys
from central_server.store.inserting import insert
from kiosk.wire.signing import thumbprint


class KeyTaken(Exception):
    """This key was used before, by this kiosk or another one."""


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key that counts: 32 bytes. ``revoked`` where its kiosk is let in no longer."""

    public: bytes
    revoked: bool


def public_bytes(key: str) -> bytes:
    """The 32 bytes of a public key as it is told.

    >>> len(public_bytes("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"))
    32
    """
    return base64.urlsafe_b64decode(key + "=")


def find(connection: Connection, device: UUID, key_id: str) -> KnownKey | None:
    """The key of this name, if it is the one that counts for this kiosk."""
    wanted = (
        select(keys.c.public, devices.c.revoked_at)
        .join(devices, devices.c.device == keys.c.device)
        .where(keys.c.key_id == key_id, keys.c.device == device, keys.c.ended_at.is_(None))
    )
    row = connection.execute(wanted).one_or_none()
    return None if row is None else KnownKey(bytes(row.public), row.revoked_at is not None)


def settle(connection: Connection, device: UUID, key: str, now: datetime) -> str:
    """From now on only this key counts for the kiosk; returns its name. Raises KeyTaken.

    The key that counts already may be settled on again: the reply may have been lost.
    """
    key_id = thumbprint(key)
    row = {"key_id": key_id, "device": device, "public": public_bytes(key), "since": now}
    taken = insert(connection, keys).on_conflict_do_nothing().returning(keys.c.key_id)
    if connection.execute(taken, row).one_or_none() is None:
        ours = (keys.c.key_id == key_id) & (keys.c.device == device) & keys.c.ended_at.is_(None)
        if connection.execute(select(keys.c.key_id).where(ours)).one_or_none() is None:
            raise KeyTaken("This key was used before. Make a new one.")
    others = (keys.c.device == device) & (keys.c.key_id != key_id) & keys.c.ended_at.is_(None)
    connection.execute(update(keys).where(others).values(ended_at=now))
    return key_id


def replace(connection: Connection, device: UUID, old: str, key: str, now: datetime) -> str | None:
    """Have another key count instead of the one named ``old``; its name, or None where that one counts no more.

    Raises KeyTaken.
    """
    ours = (keys.c.key_id == old) & (keys.c.device == device) & keys.c.ended_at.is_(None)
    ended = update(keys).where(ours).values(ended_at=now).returning(keys.c.key_id)
    if connection.execute(ended).one_or_none() is None:
        return None
    return settle(connection, device, key, now)
