"""Codes that let one more kiosk join: made for a quarter of an hour, used by one kiosk."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from central_server.store.checkpoint_tables import checkpoints
from central_server.store.checkpoint_tables import enrolment_codes as codes
from central_server.store.otp import phone_keys
from central_server.tokens import new_code
from kiosk.wire.checkpoint_messages import ENROLMENT_MINUTES

MOST = 5  # of one checkpoint at once; the earliest makes room


def make(connection: Connection, checkpoint: UUID, made_by: UUID | None, now: datetime) -> tuple[str, datetime]:
    """A new code, and until when it counts."""
    connection.execute(delete(codes).where(codes.c.until <= now))
    latest = select(codes.c.hash).where(codes.c.checkpoint == checkpoint).order_by(codes.c.until.desc())
    kept_ = connection.execute(latest.limit(MOST - 1)).scalars().all()
    connection.execute(delete(codes).where(codes.c.checkpoint == checkpoint, codes.c.hash.not_in(kept_)))
    code, until = new_code(), now + timedelta(minutes=ENROLMENT_MINUTES)
    row = {"hash": _kept(connection, code, now), "checkpoint": checkpoint, "made_by": made_by, "until": until}
    connection.execute(insert(codes).values(row))
    return code, until


def use(connection: Connection, code: str, device: UUID, now: datetime) -> Row[Any] | None:
    """The checkpoint that this code lets a kiosk join; None where it is wrong, used or over.

    The kiosk that used it may ask again: its reply may have been lost.
    """
    free = or_(codes.c.used_by.is_(None), codes.c.used_by == device)
    live = update(codes).where(codes.c.hash == _kept(connection, code, now), codes.c.until > now, free)
    checkpoint = connection.execute(live.values(used_by=device).returning(codes.c.checkpoint)).scalar()
    if checkpoint is None:
        return None
    return connection.execute(select(checkpoints).where(checkpoints.c.id == checkpoint)).one()


def _kept(connection: Connection, code: str, now: datetime) -> bytes:
    return phone_keys(connection, now).hash_of("enrolment", code.replace("-", ""))
