"""People in isolation: begun and ended by officers, reported on every day from the phone that was named for it.

Whoever lists them goes through ``listed``: everybody who is in isolation on a day, with what was last heard of them.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, and_, case, delete, func, or_, select, update
from uuid_utils.compat import uuid7

from central_server.isolation.people import LONGEST, Among, Beginning, Count, Isolated, Report
from central_server.store.checkpoint_tables import checkpoints
from central_server.store.inserting import insert
from central_server.store.isolation_tables import isolation_reports as reports
from central_server.store.isolation_tables import isolations
from central_server.store.otp import phone_keys
from kiosk.admission import local_date

MOST = 500  # on one page
_PLACE = UUID("7c1f1f0e-52f9-5d8e-9d6b-5e55105e0011")  # what a number here is sealed for, with the isolation's id


def begin(connection: Connection, said: Beginning, by: UUID, now: datetime) -> UUID:
    """Keep that somebody is in isolation, which ``by`` has decided; returns its id.

    Raises ValueError for days that are none or too many.
    """
    if not timedelta(0) <= said.until_day - said.from_day < timedelta(days=LONGEST):
        raise ValueError("the days are none, or too many")
    new, keys = uuid7(), phone_keys(connection, now)
    row = {
        "id": new,
        "name": said.name,
        "birth": said.birth,
        "phone": keys.phone_hash(said.phone),
        "sealed_phone": keys.seal(said.phone, _PLACE, new),
        "place": "home" if said.facility is None else "facility",
        "checkpoint": said.facility,
        "province": said.province,
        "ward": said.ward,
        "street": said.street,
        "from_day": said.from_day,
        "until_day": said.until_day,
        "reason": said.reason,
        "made_by": by,
        "made_at": now,
    }
    connection.execute(isolations.insert().values(row))
    return new


def end(connection: Connection, isolation: UUID, reason: str, by: UUID, now: datetime) -> bool:
    """Let somebody go before the last day. False if there is no such isolation, or it is over."""
    live = and_(
        isolations.c.id == isolation, isolations.c.ended_at.is_(None), isolations.c.until_day >= local_date(now)
    )
    values = {"ended_day": local_date(now), "ended_at": now, "ended_by": by, "end_reason": reason}
    return connection.execute(update(isolations).where(live).values(values)).rowcount > 0


def find(connection: Connection, isolation: UUID, day: date) -> Isolated | None:
    """This isolation, over or not, with what was heard of it on a day."""
    return next(iter(_told(connection, isolations.c.id == isolation, day, 1)), None)


def on_phone(connection: Connection, phone_hash: bytes, day: date) -> list[Isolated]:
    """Who has to be reported on, this day, from this phone."""
    return _told(connection, and_(isolations.c.phone == phone_hash, _on(day)), day, MOST)


def used_as_facility(connection: Connection, checkpoint: UUID) -> bool:
    """Whether anybody is, or ever was, in isolation there."""
    return (
        connection.execute(select(isolations.c.id).where(isolations.c.checkpoint == checkpoint).limit(1)).first()
        is not None
    )


def phone_of(connection: Connection, isolation: UUID, now: datetime) -> str:
    """The number (E.164) that reports on this isolation."""
    sealed = connection.execute(select(isolations.c.sealed_phone).where(isolations.c.id == isolation)).scalar_one()
    return phone_keys(connection, now).open(bytes(sealed), _PLACE, isolation)


def report(connection: Connection, isolation: UUID, said: Report) -> bool:
    """Keep a report. The same id once more changes nothing; False if that id is of another isolation."""
    row = {
        "id": said.id,
        "isolation": isolation,
        "day": said.day,
        "at": said.at,
        "version": said.version,
        "answers": json.dumps(dict(said.answers), ensure_ascii=False, sort_keys=True),
        "temperature": said.temperature,
        "note": said.note,
        "verdict": said.verdict,
    }
    connection.execute(insert(connection, reports).on_conflict_do_nothing(), row)
    kept: UUID = connection.execute(select(reports.c.isolation).where(reports.c.id == said.id)).scalar_one()
    return kept == isolation


def reports_of(connection: Connection, isolation: UUID) -> Sequence[Report]:
    """All reports, the latest first."""
    theirs = select(reports).where(reports.c.isolation == isolation).order_by(reports.c.at.desc(), reports.c.id.desc())
    return [_report(row) for row in connection.execute(theirs)]


def listed(
    connection: Connection, day: date, among: Among, after: UUID | None = None, limit: int = MOST
) -> list[Isolated]:
    """Everybody in isolation on a day, in the order they were written down; those ``after`` an id."""
    where = [_on(day), *_area(among)]
    if after is not None:
        where.append(isolations.c.id > after)
    return _told(connection, and_(*where), day, limit, among.shown)


def not_reported(connection: Connection, facility: UUID | None, day: date) -> list[Isolated]:
    """Who of a facility (None: of everywhere) has not reported on a day; ``silent_since`` says since when."""
    return listed(connection, day, Among(facility, shown="silent"))


def alerts(connection: Connection, day: date, among: Among | None = None) -> list[Isolated]:
    """Whose latest report of a day has to be looked into, the gravest first."""
    among = among or Among()
    found = listed(connection, day, Among(among.facility, among.province, among.wards, "alerts"))
    return gravest_first(found)


def gravest_first(people: Sequence[Isolated]) -> list[Isolated]:
    """The same, with whoever has to be looked after at once before the others."""
    return sorted(people, key=lambda one: one.report is not None and one.report.verdict == "stop", reverse=True)


def facility_names(connection: Connection, people: Sequence[Isolated]) -> dict[UUID, str]:
    """What the facilities of these people are called."""
    ids = {one.facility for one in people if one.facility is not None}
    if not ids:
        return {}
    rows = connection.execute(select(checkpoints.c.id, checkpoints.c.name).where(checkpoints.c.id.in_(ids)))
    return {row.id: row.name for row in rows}


def counted(connection: Connection, day: date, among: Among) -> Count:
    """How it stands on a day."""
    both, latest = _with_latest(day)
    heard = latest.c.id.is_not(None)
    rows = select(
        func.count(),
        func.count(case((heard, 1))),
        func.count(case((and_(heard, latest.c.verdict != "pass"), 1))),
    ).select_from(both)
    return Count(*connection.execute(rows.where(_on(day), *_area(among))).one())


def forget(connection: Connection, before: date) -> int:
    """Erase the isolations whose last day was before this one, with their reports; how many there were."""
    last = func.coalesce(isolations.c.ended_day, isolations.c.until_day)
    old = select(isolations.c.id).where(isolations.c.until_day < before, last < before)
    connection.execute(delete(reports).where(reports.c.isolation.in_(old)))
    return connection.execute(delete(isolations).where(isolations.c.id.in_(old))).rowcount


def _on(day: date) -> ColumnElement[bool]:
    """In isolation on this day: on the day that somebody is let go, nothing is asked of them any more."""
    ended = or_(isolations.c.ended_day.is_(None), isolations.c.ended_day > day)
    return and_(isolations.c.from_day <= day, isolations.c.until_day >= day, ended)


def _area(among: Among) -> list[ColumnElement[bool]]:
    where = []
    if among.facility is not None:
        where.append(isolations.c.checkpoint == among.facility)
    if among.province:
        where.append(isolations.c.province == among.province)
    if among.wards:
        where.append(isolations.c.ward.in_(sorted(among.wards)))
    return where


def _with_latest(day: date) -> tuple[Any, Any]:
    """Isolations beside their latest report of a day, and that report's columns: found for each by one look-up."""
    latest, one = reports.alias("latest"), reports.alias("one")
    newest = (
        select(one.c.id)
        .where(one.c.isolation == isolations.c.id, one.c.day == day)
        .order_by(one.c.at.desc(), one.c.id.desc())
        .limit(1)
        .correlate(isolations)
        .scalar_subquery()
    )
    return isolations.outerjoin(latest, latest.c.id == newest), latest


def _told(
    connection: Connection, where: ColumnElement[bool], day: date, limit: int, shown: str = "all"
) -> list[Isolated]:
    both, latest = _with_latest(day)
    heard = (
        select(func.max(reports.c.day))
        .where(reports.c.isolation == isolations.c.id, reports.c.day <= day)
        .scalar_subquery()
    )
    wanted = {
        "all": (),
        "silent": (latest.c.id.is_(None),),
        "reported": (latest.c.id.is_not(None),),
        "alerts": (latest.c.verdict != "pass",),
    }[shown]
    rows = connection.execute(
        select(isolations, heard.label("heard"), *(column.label(f"report_{column.name}") for column in latest.c))
        .select_from(both)
        .where(where, *wanted)
        .order_by(isolations.c.id)
        .limit(limit)
    )
    return [_isolated(row) for row in rows]


def _isolated(row: Row[Any]) -> Isolated:
    names = ("id", "day", "at", "version", "answers", "temperature", "note", "verdict")
    said = {name: getattr(row, f"report_{name}") for name in names}
    return Isolated(
        row.id,
        row.name,
        row.birth,
        row.place,
        row.checkpoint,
        row.province,
        row.ward,
        row.street,
        row.from_day,
        row.until_day,
        row.ended_day,
        row.reason,
        Report(**said | {"answers": json.loads(said["answers"])}) if said["id"] is not None else None,
        row.heard,
    )


def _report(row: Row[Any]) -> Report:
    answers = json.loads(row.answers)
    return Report(row.id, row.day, row.at, row.version, answers, row.temperature, row.note, row.verdict)
