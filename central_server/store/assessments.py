"""How safe places say they are, what officers found, and what the public is told of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, func, literal, or_, select
from uuid_utils.compat import uuid7

from central_server.assessments.checklist import Checklist, Level, judge, until
from central_server.store.assessment_tables import assessments, inspections, place_levels
from central_server.store.checkpoint_tables import checkpoints
from central_server.store.inserting import insert
from central_server.store.tables import Moment

HISTORY = 30  # assessments and inspections of one place that are shown


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which places to list: empty for any. ``after`` is the code of the last one seen."""

    province: str = ""
    ward: str = ""
    kind: str = ""
    level: Level | None = None
    after: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Standing:
    """A place and how it stands. ``until`` is when it has to say so anew."""

    code: str
    name: str
    name_en: str
    kind: str
    province: str
    ward: str
    street: str
    level: Level
    at: datetime | None
    until: datetime | None
    points: int | None


def assess(
    connection: Connection, checkpoint: UUID, checklist: Checklist, answers: Mapping[str, str], note: str, now: datetime
) -> Level:
    """Keep what a place says of itself. Raises Incomplete."""
    level, points = judge(checklist, answers)
    said = {one.key: answers[one.key] for one in checklist.criteria}
    row = {
        "id": uuid7(),
        "checkpoint": checkpoint,
        "checklist": checklist.id,
        "version": checklist.version,
        "at": now,
        "until": until(checklist, now),
        "level": str(level),
        "points": points,
        "answers": json.dumps(said, separators=(",", ":")),
        "note": note,
    }
    connection.execute(insert(connection, assessments), row)
    stands: dict[str, object] = {"said": str(level), "said_at": now, "until": row["until"], "points": points}
    _stand(connection, checkpoint, stands | {"checklist": checklist.id})
    return level


def inspect(connection: Connection, checkpoint: UUID, officer: UUID, level: Level, note: str, now: datetime) -> None:
    """Keep what an officer found. ``SAFE`` lifts what was found before."""
    row = {"id": uuid7(), "checkpoint": checkpoint, "officer": officer, "at": now, "level": str(level), "note": note}
    connection.execute(insert(connection, inspections), row)
    _stand(connection, checkpoint, {"found": str(level), "found_at": now})


def _stand(connection: Connection, checkpoint: UUID, values: dict[str, object]) -> None:
    statement = insert(connection, place_levels).on_conflict_do_update(index_elements=["checkpoint"], set_=values)
    connection.execute(statement, values | {"checkpoint": checkpoint})


def listed(connection: Connection, wanted: Wanted, now: datetime) -> Sequence[Standing]:
    """Places in the order of their codes."""
    level = _level(now)
    rows = _filtered(select(checkpoints, place_levels, level.label("level")), wanted, level)
    page = rows.where(checkpoints.c.code > wanted.after).order_by(checkpoints.c.code).limit(wanted.limit)
    return [_standing(row) for row in connection.execute(page)]


def standing(connection: Connection, checkpoint: UUID, now: datetime) -> Standing:
    """How one place stands."""
    rows = select(checkpoints, place_levels, _level(now).label("level")).select_from(_joined())
    return _standing(connection.execute(rows.where(checkpoints.c.id == checkpoint)).one())


def by_province(connection: Connection, wanted: Wanted, now: datetime) -> Mapping[str, Mapping[Level, int]]:
    """How many places stand how, for each province that has any."""
    level = _level(now)
    rows = _filtered(select(checkpoints.c.province, level.label("level"), func.count().label("number")), wanted, level)
    found: dict[str, dict[Level, int]] = {}
    for row in connection.execute(rows.group_by(checkpoints.c.province, level)):
        found.setdefault(row.province, {})[Level(row.level)] = row.number
    return found


def history(connection: Connection, checkpoint: UUID) -> tuple[Sequence[Row[Any]], Sequence[Row[Any]]]:
    """The latest assessments and inspections of a place, the newest first."""
    said = select(assessments).where(assessments.c.checkpoint == checkpoint)
    found = select(inspections).where(inspections.c.checkpoint == checkpoint)
    return (
        connection.execute(said.order_by(assessments.c.at.desc(), assessments.c.id.desc()).limit(HISTORY)).all(),
        connection.execute(found.order_by(inspections.c.at.desc(), inspections.c.id.desc()).limit(HISTORY)).all(),
    )


def _joined() -> Any:
    return checkpoints.outerjoin(place_levels, place_levels.c.checkpoint == checkpoints.c.id)


def _filtered(rows: Select[Any], wanted: Wanted, level: ColumnElement[str]) -> Select[Any]:
    rows = rows.select_from(_joined())
    for column, value in (
        (checkpoints.c.province, wanted.province),
        (checkpoints.c.ward, wanted.ward),
        (checkpoints.c.kind, wanted.kind),
    ):
        if value:
            rows = rows.where(column == value)
    return rows if wanted.level is None else rows.where(level == str(wanted.level))


def _level(now: datetime) -> ColumnElement[str]:
    """What the public is told: the worse of what the place says and what was found, and nothing that is too old."""
    stands = place_levels.c
    unsafe = or_(stands.found == str(Level.UNSAFE), and_(stands.said == str(Level.UNSAFE), _fresh(now)))
    return case(
        (unsafe, literal(str(Level.UNSAFE))),
        (and_(stands.said.is_(None), stands.found.is_not(None)), stands.found),
        (stands.said.is_(None), literal(str(Level.UNKNOWN))),
        (~_fresh(now), literal(str(Level.OUTDATED))),
        (stands.found == str(Level.FAIR), literal(str(Level.FAIR))),
        else_=stands.said,
    )


def _fresh(now: datetime) -> ColumnElement[bool]:
    return place_levels.c.until > literal(now, Moment)


def _standing(row: Row[Any]) -> Standing:
    return Standing(
        row.code,
        row.name,
        row.name_en,
        row.kind,
        row.province,
        row.ward,
        row.street,
        Level(row.level),
        max((at for at in (row.said_at, row.found_at) if at is not None), default=None),
        row.until,
        row.points,
    )
