"""Finding people who came: by a number through its index, by a name among those who were in an area on some days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, not_, or_, select, true, tuple_

from central_server.store.checkpoint_tables import checkpoint_devices, checkpoints
from central_server.store.declaration_tables import declarations
from central_server.store.live import seen_by
from central_server.store.officers import Officer
from central_server.store.stays import ids_of, plainly
from central_server.store.tables import identifiers, people, visits
from central_server.store.visitor_tables import web_devices
from kiosk.people import folded

MOST = 100  # people found
CARRIERS = 500  # who are looked at for one number
EXAMINED = 100_000  # names that one search reads
A_SLICE = 5_000


@dataclass(frozen=True, slots=True, repr=False)
class Sought:
    """Who is looked for: with one of these ``numbers`` (kind, value), this ``phone`` (E.164) or this ``name``."""

    since: datetime
    until: datetime
    numbers: tuple[tuple[str, str], ...] = ()
    phone: str = ""
    name: str = ""
    province: str = ""
    ward: str = ""
    checkpoint: UUID | None = None

    def __repr__(self) -> str:
        return "Sought()"

    @property
    def narrowed(self) -> bool:
        """Whether it is for people of an area only."""
        return bool(self.province or self.ward or self.checkpoint)


@dataclass(frozen=True, slots=True, repr=False)
class Hit:
    """Somebody who was found, as one kiosk knows them; ``visits`` of theirs in the area and on the days."""

    id: UUID
    name: str
    birth: str
    numbers: tuple[tuple[str, str], ...]
    visits: int
    last_at: datetime | None

    def __repr__(self) -> str:
        return f"Hit({self.id})"


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """All that is known of somebody, under all their ids; to an officer of one area, what is known of them there.

    ``elsewhere`` says that there is more, outside that area.
    """

    id: UUID
    ids: frozenset[UUID]
    row: Row[Any]
    numbers: tuple[tuple[str, str], ...]
    visits: tuple[Row[Any], ...]
    declarations: tuple[Row[Any], ...]
    elsewhere: bool

    def __repr__(self) -> str:
        return f"Opened({self.id})"


def find(connection: Connection, officer: Officer, sought: Sought) -> tuple[tuple[Hit, ...], bool]:
    """Who was found, those who came last first; and whether there may be more of them."""
    plainly(connection)
    there = _there(officer, sought)
    if sought.name:
        found, more = _named(connection, there, sought.name)
    else:
        found = _carriers(connection, officer, sought)
        more = len(found) >= CARRIERS
    came = _came(connection, found, there)
    if sought.narrowed or officer.area is not None:
        found = [one for one in found if one in came]
    hits = _hits(connection, found, came)
    return hits[:MOST], more or len(hits) > MOST


def opened(connection: Connection, officer: Officer, person: UUID) -> Opened | None:
    """Somebody whom this officer may see: who came, or declared where nobody is bound to an area; None for others."""
    if connection.execute(select(people.c.id).where(people.c.id == person)).one_or_none() is None:
        return None
    ids = ids_of(connection, person)
    theirs = visits.c.person.in_(ids)
    came = (
        select(visits, checkpoints.c.name, checkpoints.c.code)
        .outerjoin(checkpoints, checkpoints.c.id == visits.c.checkpoint)
        .where(theirs)
        .order_by(visits.c.at.desc(), visits.c.id.desc())
        .limit(2 * MOST)
    )
    seen = connection.execute(came if officer.area is None else came.where(seen_by(officer))).all()
    if officer.area is not None and not seen:
        return None
    told = declarations.c.person.in_(ids)
    said = select(declarations).where(told, _said_to(officer)).order_by(declarations.c.made_at.desc()).limit(MOST)
    answers = connection.execute(said).all()
    known = ids if officer.area is None else frozenset(row.person for row in (*seen, *answers))
    as_known = person if person in known else seen[0].person  # a name that somebody gave elsewhere is not theirs here
    numbers = select(identifiers.c.kind, identifiers.c.value).where(identifiers.c.person.in_(known)).distinct()
    return Opened(
        person,
        ids,
        connection.execute(select(people).where(people.c.id == as_known)).one(),
        tuple((one.kind, one.value) for one in connection.execute(numbers.order_by(identifiers.c.kind))),
        tuple(seen),
        tuple(answers),
        officer.area is not None and _elsewhere(connection, officer, ids),
    )


def _said_to(officer: Officer) -> ColumnElement[bool]:
    """Declarations that an officer may read: those made at kiosks, or on phones, of checkpoints that they see."""
    if officer.area is None:
        return true()
    ways = (
        select(of.c.device).join(checkpoints, checkpoints.c.id == of.c.checkpoint).where(seen_by(officer))
        for of in (checkpoint_devices, web_devices)
    )
    return or_(*(declarations.c.device.in_(devices) for devices in ways))


def _elsewhere(connection: Connection, officer: Officer, ids: Collection[UUID]) -> bool:
    """Whether these people came or declared where the officer does not see."""
    theirs = select(checkpoints.c.id).where(seen_by(officer))
    came = exists().where(visits.c.person.in_(ids), func.coalesce(visits.c.checkpoint.not_in(theirs), true()))
    said = exists().where(declarations.c.person.in_(ids), not_(_said_to(officer)))
    return bool(connection.execute(select(or_(came, said))).scalar())


def _there(officer: Officer, sought: Sought) -> ColumnElement[bool]:
    """Visits on the days, where the officer may see them and the search is for."""
    then = and_(visits.c.at >= sought.since, visits.c.at < sought.until)
    if sought.checkpoint is not None:
        return and_(then, visits.c.checkpoint == sought.checkpoint)
    if not sought.narrowed and officer.area is None:
        return then
    area = [seen_by(officer)]
    area += [checkpoints.c[name] == value for name in ("province", "ward") if (value := getattr(sought, name))]
    return and_(then, visits.c.checkpoint.in_(select(checkpoints.c.id).where(*area)))


def _named(connection: Connection, there: ColumnElement[bool], name: str) -> tuple[list[UUID], bool]:
    """Of the people who were there, those whose name holds these words one after the other, accents put aside."""
    wanted = f" {folded(name)}"
    found: list[UUID] = []
    examined = 0
    # first who was there, then their names: left to itself, PostgreSQL looks for visits of everybody it knows
    came = select(visits.c.person).where(there).distinct().limit(EXAMINED + 1)
    those = came.cte("came").prefix_with("MATERIALIZED", dialect="postgresql")
    were = select(people.c.id, people.c.name).join(those, those.c.person == people.c.id)
    for row in connection.execute(were.execution_options(yield_per=A_SLICE)):
        examined += 1
        if wanted in f" {folded(row.name or '')}":
            found.append(row.id)
    return found[:CARRIERS], examined > EXAMINED or len(found) > CARRIERS


def _carriers(connection: Connection, officer: Officer, sought: Sought) -> list[UUID]:
    found: dict[UUID, None] = {}
    if sought.numbers:
        held = tuple_(identifiers.c.kind, identifiers.c.value).in_(sought.numbers)
        rows = connection.execute(select(identifiers.c.person).where(held).limit(CARRIERS))
        found |= dict.fromkeys(rows.scalars())
    if sought.phone:
        said = select(declarations.c.person).where(declarations.c.phone == sought.phone, _said_to(officer)).distinct()
        found |= dict.fromkeys(connection.execute(said.limit(CARRIERS)).scalars())
    return list(found)[:CARRIERS]


def _came(
    connection: Connection, found: Collection[UUID], there: ColumnElement[bool]
) -> dict[UUID, tuple[int, datetime]]:
    counted = select(visits.c.person, func.count(), func.max(visits.c.at)).where(visits.c.person.in_(found), there)
    return {person: (count, at) for person, count, at in connection.execute(counted.group_by(visits.c.person))}


def _hits(connection: Connection, found: Collection[UUID], came: dict[UUID, tuple[int, datetime]]) -> tuple[Hit, ...]:
    numbers = numbers_of(connection, found)
    rows = connection.execute(select(people).where(people.c.id.in_(found)))
    hits = [
        Hit(
            row.id,
            row.name or "",
            row.birth or "",
            tuple(numbers.get(row.id, ())),
            *came.get(row.id, (0, None)),
        )
        for row in rows
    ]
    return tuple(sorted(hits, key=lambda hit: (hit.last_at is None, -hit.last_at.timestamp() if hit.last_at else 0)))


def numbers_of(connection: Connection, found: Collection[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    """The numbers that people carry, by kind."""
    numbers: dict[UUID, list[tuple[str, str]]] = {}
    held = select(identifiers).where(identifiers.c.person.in_(found)).order_by(identifiers.c.kind, identifiers.c.value)
    for row in connection.execute(held):
        numbers.setdefault(row.person, []).append((row.kind, row.value))
    return numbers


def who(connection: Connection, found: Collection[UUID]) -> dict[UUID, Row[Any]]:
    """The rows of these people."""
    return {row.id: row for row in connection.execute(select(people).where(people.c.id.in_(found)))}
