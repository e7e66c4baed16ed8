"""What officers put right of a person: told to kiosks and pages from then on. What was said stays as it was said.

A later card or declaration of the same id does not undo a correction: only another correction does.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Literal, get_args
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import Connection, func, insert, select, update
from uuid_utils.compat import uuid7

from central_server.store.duties_tables import corrections
from central_server.store.otp import phone_keys
from central_server.store.subject_requests import NotNow, note
from central_server.store.tables import people
from kiosk.wire.messages import PersonSaid

Field = Literal["name", "birth", "sex"]
FIELDS: tuple[Field, ...] = get_args(Field)
PAGE = 500
Corrected = Mapping[UUID, Mapping[str, str]]


def correct(
    connection: Connection,
    ids: Collection[UUID],
    values: Mapping[Field, str],
    reason: str,
    officer: UUID,
    now: datetime,
    request: UUID | None = None,
) -> int:
    """Put these fields of one human right, under each of these ids; how many rows that took.

    Of what stood there before only an HMAC is kept. Raises NotNow for a value that no card could have, or no reason.
    """
    if not reason.strip():
        raise NotNow("A reason is needed.")
    said = {name: value.strip() for name, value in values.items() if value.strip()}
    for person in ids:
        try:
            PersonSaid(id=person, **said)  # type: ignore[arg-type]  # that is what is tried
        except ValidationError as fault:
            raise NotNow(f"{fault.errors()[0]['loc'][0]}: no such value.") from None
    known = {row.id: row for row in connection.execute(select(people).where(people.c.id.in_(ids)))}
    before, keys = corrected(connection, ids), phone_keys(connection, now)
    rows = []
    for person in sorted(known):
        for field, value in sorted(said.items()):
            old = before.get(person, {}).get(field, getattr(known[person], field) or "")
            if old != value:
                rows.append(
                    {
                        "id": uuid7(),
                        "person": person,
                        "field": field,
                        "value": value,
                        "old_hash": keys.hash_of(f"old {field}", old),
                        "at": now,
                        "officer": officer,
                        "request": request,
                        "reason": reason.strip(),
                    }
                )
    if rows:
        connection.execute(insert(corrections), rows)
        put_right_again(connection, now)
    if request is not None:
        note(connection, request, officer, "corrected", ", ".join(sorted(said)), now)
    return len(rows)


def corrected(connection: Connection, ids: Collection[UUID]) -> Corrected:
    """What stands corrected of these people: for each the fields, and what they are."""
    if not ids:
        return {}
    latest = (corrections.c.at.desc(), corrections.c.id.desc())
    place = func.row_number().over(partition_by=(corrections.c.person, corrections.c.field), order_by=latest)
    ranked = select(corrections, place.label("place")).where(corrections.c.person.in_(ids)).subquery()
    found: dict[UUID, dict[str, str]] = {}
    for row in connection.execute(select(ranked).where(ranked.c.place == 1)):
        found.setdefault(row.person, {})[row.field] = row.value
    return found


def put_right_again(connection: Connection, now: datetime) -> None:  # noqa: ARG001  # a job of upkeep
    """Write corrections over what later events of the same ids have said since."""
    ids = connection.execute(select(corrections.c.person).distinct()).scalars().all()
    for start in range(0, len(ids), PAGE):
        some = ids[start : start + PAGE]
        right = corrected(connection, some)
        for row in connection.execute(select(people).where(people.c.id.in_(some))).all():
            wrong = {name: value for name, value in right[row.id].items() if row._mapping[name] != value}
            if wrong:
                connection.execute(update(people).where(people.c.id == row.id).values(wrong))


def history_of(connection: Connection, ids: Collection[UUID]) -> list[dict[str, Any]]:
    """Every correction of these people, the first before the others."""
    theirs = select(corrections).where(corrections.c.person.in_(ids)).order_by(corrections.c.at, corrections.c.id)
    return [
        {"person": row.person, "field": row.field, "value": row.value, "at": row.at, "reason": row.reason}
        for row in connection.execute(theirs)
    ]
