"""Notices of the authority to kiosks: laid over what a checkpoint has set for itself, for as long as they last.

Nothing is written into a checkpoint's own settings. What a kiosk is told is reckoned each time: the settings, with
the latest notice that counts for it instead of its own; and the revision, which grows by one whenever a notice begins
or ends. The number of such moments only grows, and so does the revision of the settings: their sum comes once.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, or_, select, true, update
from uuid_utils.compat import uuid7

from central_server.store.authority_tables import office_notices as notices
from central_server.store.authority_tables import officers
from central_server.store.checkpoint_tables import checkpoints
from central_server.store.officers import Officer
from kiosk.wire.checkpoint_messages import PushedSettings

_MICROSECONDS = 1_000_000
_AIMS = ("province", "ward", "kind")


def make(
    connection: Connection,
    officer: Officer,
    text: tuple[str, str],
    to: tuple[str | None, str | None, str | None, UUID | None],
    until: datetime,
    now: datetime,
) -> UUID:
    """Keep a notice: ``text`` in Vietnamese and English; ``to`` a province, ward, kind and checkpoint, None for any."""
    new = uuid7()
    province, ward, kind, checkpoint = to
    row = {
        "id": new,
        "text": text[0],
        "text_en": text[1],
        "province": province,
        "ward": ward,
        "kind": kind,
        "checkpoint": checkpoint,
        "made_by": officer.id,
        "made_at": now,
        "until": until,
        "taken_back": False,
    }
    connection.execute(insert(notices).values(row))
    return new


def take_back(connection: Connection, officer: Officer, notice: UUID, now: datetime) -> bool:
    """End a notice now; whether it lasted and this officer may."""
    ours = notices.c.id == notice, notices.c.until > now, _theirs(officer)
    return connection.execute(update(notices).where(*ours).values(until=now, taken_back=True)).rowcount == 1


def listed(connection: Connection, officer: Officer, limit: int) -> Sequence[Row[Any]]:
    """The latest notices of this officer's area, with who made them and how many checkpoints they are for."""
    reached = select(func.count()).select_from(checkpoints).where(_aimed(checkpoints.c)).scalar_subquery()
    wanted = (
        select(notices, officers.c.name.label("officer"), reached.label("reached"), checkpoints_code().label("code"))
        .join(officers, officers.c.id == notices.c.made_by)
        .where(_theirs(officer))
    )
    return connection.execute(wanted.order_by(notices.c.until.desc(), notices.c.id.desc()).limit(limit)).all()


def checkpoints_code() -> Any:
    """The code of the one checkpoint that a notice is for, NULL for several."""
    one = checkpoints.alias("one")
    return select(one.c.code).where(one.c.id == notices.c.checkpoint).scalar_subquery()


def overlaid(
    connection: Connection, checkpoint: Row[Any], revision: int, settings: PushedSettings, now: datetime
) -> tuple[int, PushedSettings]:
    """What a checkpoint's kiosks are told instead of this revision of its settings.

    Where nothing was ever set, revisions are counted from when its first notice was made, and a little further for
    each checkpoint, so that a kiosk that moves from one such checkpoint to another is told that something else counts.
    """
    theirs = _for(checkpoint)
    changes, first = connection.execute(
        select(
            func.count() + func.count().filter(notices.c.until <= now),
            func.min(notices.c.made_at),
        ).where(*theirs)
    ).one()
    if not changes:
        return revision, settings
    begin = int(first.timestamp() * _MICROSECONDS) + checkpoint.id.int % _MICROSECONDS
    counted = (revision or begin) + int(changes)
    lasting = select(notices.c.text, notices.c.text_en).where(*theirs, notices.c.until > now)
    latest = connection.execute(lasting.order_by(notices.c.made_at.desc(), notices.c.id.desc()).limit(1)).one_or_none()
    if latest is None:
        return counted, settings
    return counted, settings.model_copy(update={"notice": latest.text, "notice_en": latest.text_en})


def _for(checkpoint: Row[Any]) -> Collection[ColumnElement[bool]]:
    """Notices that are, or were, for this checkpoint."""
    aims = [or_(notices.c[name].is_(None), notices.c[name] == getattr(checkpoint, name)) for name in _AIMS]
    return [*aims, or_(notices.c.checkpoint.is_(None), notices.c.checkpoint == checkpoint.id)]


def _aimed(columns: Any) -> ColumnElement[bool]:
    aims = [or_(notices.c[name].is_(None), notices.c[name] == columns[name]) for name in _AIMS]
    return and_(*aims, or_(notices.c.checkpoint.is_(None), notices.c.checkpoint == columns.id))


def _theirs(officer: Officer) -> ColumnElement[bool]:
    return true() if officer.area is None else notices.c.province == officer.area
