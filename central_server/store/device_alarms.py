"""What is wrong with kiosks: raised and ended by a job of upkeep, so that somebody goes and looks."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, select, update

from central_server.store.checkpoint_tables import checkpoint_devices, checkpoint_settings, checkpoints
from central_server.store.device_health import TERMS, AlarmTerms, rows_of, silent_since
from central_server.store.device_tables import device_alarms as alarms
from central_server.store.inserting import insert
from kiosk.wire.checkpoint_messages import PushedSettings

log = logging.getLogger(__name__)

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
OFFLINE, SKEW, DISK, QUEUE = "offline", "skew", "disk", "queue"


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that is, or was, wrong with a kiosk."""

    device: UUID
    code: str
    gate: str
    kind: str
    since: datetime
    until: datetime | None


def open_alarms(connection: Connection) -> tuple[Alarm, ...]:
    """What is wrong now, the latest first."""
    wanted = (
        select(alarms, checkpoints.c.code, checkpoint_devices.c.gate)
        .join(checkpoint_devices, checkpoint_devices.c.device == alarms.c.device)
        .join(checkpoints, checkpoints.c.id == checkpoint_devices.c.checkpoint)
        .where(alarms.c.until.is_(None))
        .order_by(alarms.c.since.desc(), checkpoints.c.code, alarms.c.device, alarms.c.kind)
    )
    return tuple(
        Alarm(row.device, row.code, row.gate, row.kind, row.since, row.until) for row in connection.execute(wanted)
    )


def look_after(connection: Connection, now: datetime, terms: AlarmTerms = TERMS) -> None:
    """Raise an alarm for what is wrong and was not, end it for what is right again; one line of the log for each."""
    rows = rows_of(connection, None)
    closing = _closing(connection)
    wrong: dict[tuple[UUID, str], datetime] = {}
    for row in rows:
        if row.revoked_at is None:
            wrong |= {(row.device, kind): since for kind, since in _wrong(row, closing, now, terms).items()}
    known = {(row.device, row.kind): row for row in connection.execute(select(alarms).where(alarms.c.until.is_(None)))}
    codes = {row.device: (row.checkpoint, row.code) for row in rows}
    for (device, kind), since in wrong.items():
        if (device, kind) not in known:
            checkpoint, code = codes[device]
            line = {"device": device, "kind": kind, "since": since, "checkpoint": checkpoint, "until": None}
            again = insert(connection, alarms).on_conflict_do_update(
                index_elements=["device", "kind", "since"], set_={"until": None}
            )
            connection.execute(again, line)
            log.warning("alarm: kiosk %s of %s: %s since %s", device, code, kind, since.isoformat(timespec="seconds"))
    for (device, kind), row in known.items():
        if (device, kind) not in wrong:
            over = (alarms.c.device == device) & (alarms.c.kind == kind) & (alarms.c.since == row.since)
            connection.execute(update(alarms).where(over).values(until=now))
            log.warning("alarm over: kiosk %s of %s: %s", device, codes.get(device, (None, "?"))[1], kind)


def _wrong(row: Row[Any], closing: Mapping[UUID, time], now: datetime, terms: AlarmTerms) -> dict[str, datetime]:
    """What is wrong with a kiosk, since when."""
    found: dict[str, datetime] = {}
    silent = silent_since(row, now, terms)
    if silent is not None and _is_open(closing.get(row.checkpoint), now, terms):
        found[OFFLINE] = silent
    if silent is not None or row.reported_at is None:
        return found  # what it said when it was heard last says nothing of now
    if abs(row.skew_seconds or 0.0) > terms.skew.total_seconds():
        found[SKEW] = row.reported_at
    if row.free is not None and row.free < terms.free:
        found[DISK] = row.reported_at
    if row.oldest_waiting is not None and now - row.oldest_waiting > terms.waiting:
        found[QUEUE] = row.oldest_waiting
    return found


def _is_open(closes: time | None, now: datetime, terms: AlarmTerms) -> bool:
    """A checkpoint that does not say when it closes is always open."""
    return closes is None or terms.opens <= now.astimezone(LOCAL).time() < closes


def _closing(connection: Connection) -> dict[UUID, time]:
    """When checkpoints close, of those that have been told to."""
    found = {}
    told = select(checkpoint_settings.c.checkpoint, checkpoint_settings.c.settings)
    for row in connection.execute(told.where(checkpoint_settings.c.settings.contains('"closes_at"'))):
        closes = PushedSettings.model_validate_json(row.settings).closes_at
        if closes is not None:
            found[row.checkpoint] = time.fromisoformat(closes)
    return found
