"""Whose data a breach is about, which kinds, how many and since when: by kiosk, officer, table or time. And its clock.

What is counted as one human are ids with the same citizen id; others count each for itself. So the figure is an upper
bound, which a report may give before anybody has looked closer.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    Select,
    Table,
    Text,
    Uuid,
    cast,
    func,
    insert,
    select,
    union,
    update,
)
from uuid_utils.compat import uuid7

from central_server.duties.clocks import BREACH
from central_server.duties.data_map import TABLES
from central_server.store.authority_tables import access_log, access_subjects
from central_server.store.duties_tables import breaches
from central_server.store.tables import identifiers, metadata, people
from kiosk.people import IdentifierKind


@dataclass(frozen=True, slots=True)
class Asked:
    """What was out of our hands. All that is given has to be so; nothing given is everything there is.

    ``device``: a kiosk. ``officer``: whatever they looked at. ``table``: of data_map. The time is when it came or was
    looked at.
    """

    device: UUID | None = None
    officer: UUID | None = None
    table: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What one table holds of these people."""

    table: str
    grade: str
    rows: int
    people: int


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose data: ``ids``, which are ``humans`` at most; of ``sensitive`` of them there is more than basic data."""

    ids: int
    humans: int
    sensitive: int
    first: str
    last: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """A breach as it was put down."""

    id: UUID
    detected_at: datetime
    due_at: datetime
    notified_at: datetime | None
    description: str
    people: int
    scope: dict[str, Any]

    def overdue(self, now: datetime) -> bool:
        """Whether it should have been told by now."""
        return self.notified_at is None and self.due_at <= now


class NoSuchTable(Exception):
    """The table holds nobody by id, or there is none of this name."""


def persons_tables() -> tuple[str, ...]:
    """The tables that a scope can be asked of."""
    return tuple(name for name, held in TABLES.items() if held.person and held.grade != "pseudonymous")


def scope(connection: Connection, asked: Asked) -> Scope:
    """Count. A million visits take seconds. Raises NoSuchTable."""
    if asked.table and asked.table not in persons_tables():
        raise NoSuchTable(asked.table)
    who = _put_aside(connection, asked)
    citizen = (
        select(identifiers.c.person, func.min(identifiers.c.value).label("value"))
        .where(identifiers.c.kind == str(IdentifierKind.CITIZEN_ID))
        .group_by(identifiers.c.person)
        .subquery()
    )
    one = func.coalesce(citizen.c.value, cast(who.c.person, Text))
    counted = select(func.count(), func.count(one.distinct()))
    ids, humans = connection.execute(
        counted.select_from(who.outerjoin(citizen, citizen.c.person == who.c.person))
    ).one()
    parts = []
    for name in persons_tables():
        table = metadata.tables[name]
        person = table.c[TABLES[name].person]
        rows, whose = connection.execute(
            select(func.count(), func.count(person.distinct())).select_from(table.join(who, who.c.person == person))
        ).one()
        if rows:
            parts.append(Part(name, TABLES[name].grade, rows, whose))
    first, last = _period(connection, who)
    who.drop(connection)
    sensitive = max((part.people for part in parts if part.grade == "sensitive"), default=0)
    return Scope(ids, humans, sensitive, _iso(first), _iso(last), tuple(parts))


def put_down(
    connection: Connection, asked: Asked, found: Scope, description: str, detected_at: datetime, officer: UUID
) -> UUID:
    """Keep that a breach was noticed, with its scope as it was counted; its clock runs from ``detected_at``."""
    made: UUID = uuid7()
    said = {name: _plain(value) for name, value in asdict(asked).items() if value}
    row = {
        "id": made,
        "detected_at": detected_at,
        "due_at": detected_at + BREACH,
        "description": description,
        "scope": json.dumps({"asked": said, "found": asdict(found)}, sort_keys=True),
        "people": found.humans,
        "noted_by": officer,
    }
    connection.execute(insert(breaches), row)
    return made


def notified(connection: Connection, breach: UUID, now: datetime) -> bool:
    """Keep that the authority was told; False for one that was told before, or that there is none of."""
    open_ = update(breaches).where(breaches.c.id == breach, breaches.c.notified_at.is_(None))
    return connection.execute(open_.values(notified_at=now)).rowcount == 1


def listed(connection: Connection, most: int = 100) -> tuple[Breach, ...]:
    """All of them, those not told yet before the others."""
    rows = connection.execute(
        select(breaches).order_by(breaches.c.notified_at.is_not(None), breaches.c.due_at.desc()).limit(most)
    )
    return tuple(map(_told, rows))


def find(connection: Connection, breach: UUID) -> Breach | None:
    """The breach with this id."""
    row = connection.execute(select(breaches).where(breaches.c.id == breach)).one_or_none()
    return None if row is None else _told(row)


def _put_aside(connection: Connection, asked: Asked) -> Table:
    """The ids of everybody it is about, once each, in a table of this transaction: looked for once, counted often."""
    found = [_of(name, asked) for name in ([asked.table] if asked.table else ["people", "visits", "declarations"])]
    whole = union(*found).subquery()
    whose = select(whole.c.person)
    if asked.officer is not None:
        seen = _looked_at(asked).subquery()
        whose = whose.where(whole.c.person.in_(select(seen.c.subject)))
    who = Table("breach_who", MetaData(), Column("person", Uuid, primary_key=True), prefixes=["TEMPORARY"])
    who.drop(connection, checkfirst=True)
    who.create(connection)
    connection.execute(insert(who).from_select(["person"], whose))
    return who


def _of(name: str, asked: Asked) -> Select[Any]:
    """The people of a table: of a kiosk, of a time. What officers looked at has a time of its own."""
    table, held = metadata.tables[name], TABLES[name]
    wanted = select(table.c[held.person].label("person")).distinct()
    if asked.device is not None:
        device = table.c[held.device] if held.device else None
        if device is None:
            of_device = select(people.c.id).where(people.c.device == asked.device)
            wanted = wanted.where(table.c[held.person].in_(of_device))
        else:
            wanted = wanted.where(device == asked.device)
    if held.at and asked.officer is None:
        at = table.c[held.at]
        wanted = wanted.where(at >= asked.since) if asked.since else wanted
        wanted = wanted.where(at < asked.until) if asked.until else wanted
    return wanted


def _looked_at(asked: Asked) -> Select[Any]:
    seen = select(access_subjects.c.subject).join(access_log, access_log.c.number == access_subjects.c.entry)
    seen = seen.where(access_log.c.officer == asked.officer)
    seen = seen.where(access_log.c.at >= asked.since) if asked.since else seen
    return seen.where(access_log.c.at < asked.until) if asked.until else seen


def _period(connection: Connection, who: Table) -> tuple[datetime | None, datetime | None]:
    """From when to when there is something of them."""
    ends: list[datetime] = []
    for name in ("visits", "declarations"):
        table = metadata.tables[name]
        at = table.c[TABLES[name].at]
        both = select(func.min(at), func.max(at)).select_from(table.join(who, who.c.person == table.c.person))
        ends += [end for end in connection.execute(both).one() if end is not None]
    return min(ends, default=None), max(ends, default=None)


def _told(row: Any) -> Breach:
    return Breach(
        row.id, row.detected_at, row.due_at, row.notified_at, row.description, row.people, json.loads(row.scope)
    )


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _iso(value: datetime | None) -> str:
    return "" if value is None else value.isoformat()
