"""Everything the centre holds of one human, under all ids that a request is about: what they are given to see.

Made when it is looked at, from what there is then: no copy of it is kept.
"""

import json
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, select

from central_server.store import subject_requests
from central_server.store.authority_tables import access_log, access_subjects, officers
from central_server.store.checkpoint_tables import checkpoints
from central_server.store.consent_ledger import consents_of, withdrawals_of
from central_server.store.corrections import corrected, history_of
from central_server.store.declaration_tables import citizen_codes, declarations
from central_server.store.duties_tables import subject_requests as requests
from central_server.store.humans import humans
from central_server.store.isolation_tables import isolation_reports, isolations
from central_server.store.otp import phone_keys
from central_server.store.subject_requests import NotNow
from central_server.store.tables import conflicts, identifiers, people, visits
from central_server.store.visitor_tables import visitor_sessions
from kiosk.people import folded, same_day

OPEN_FOR = timedelta(days=30)  # after it was approved
Section = list[dict[str, Any]]


def approve(connection: Connection, request: UUID, officer: UUID, whole: bool, now: datetime) -> None:
    """Let whoever asked see it. ``whole``: also what is held of them under ids that were not declared on their phone.

    That takes an officer who has seen who they are: anybody can type anybody's name and number. Raises NotNow.
    """
    held = subject_requests.hold(connection, request)
    if held.kind != "view":
        raise NotNow("This is no request to see what is held.")
    if whole:
        include_all(connection, request, officer, now)
    subject_requests.finish(connection, request, officer, now)


def include_all(connection: Connection, request: UUID, officer: UUID, now: datetime) -> int:
    """Make the request about every id that is the same human as one it is about; how many that adds."""
    held = subject_requests.hold(connection, request)
    every = {person for human in humans(connection, held.people) for person in human.ids}
    added = every - held.people
    subject_requests.add_people(connection, request, added, "found")
    subject_requests.note(connection, request, officer, "identity checked", str(len(added)), now)
    return len(added)


def bundle(connection: Connection, request: UUID, now: datetime) -> dict[str, Any]:
    """The bundle of a request that was approved, for whoever made it. Raises NotNow."""
    held = subject_requests.find(connection, request)
    if held is None or held.kind != "view" or held.state != "done":
        raise NotNow("It has not been approved.")
    if held.ended_at is None or held.ended_at + OPEN_FOR <= now:
        raise NotNow("It was open for 30 days; please ask again.")
    phone = connection.execute(select(requests.c.phone).where(requests.c.id == request)).scalar_one()
    asked = subject_requests.people_of(connection, request, "asked")
    return gathered(connection, held.people, asked, bytes(phone), now)


def gathered(
    connection: Connection, ids: Collection[UUID], own: Collection[UUID], phone_hash: bytes, now: datetime
) -> dict[str, Any]:
    """Everything held under these ids; what hangs on a phone, only where ``phone_hash`` is that phone."""
    known = {row.id: row for row in connection.execute(select(people).where(people.c.id.in_(ids)))}
    names = [(row.name or "", row.birth or "") for person, row in known.items() if person in set(own)]
    return {
        "made_at": now.isoformat(),
        "people": [_plain(row, "device") for row in known.values()],
        "corrected": [{"person": str(one), **fields} for one, fields in corrected(connection, ids).items()],
        "corrections": _told(history_of(connection, ids)),
        "identifiers": _rows(connection, identifiers, identifiers.c.person, ids),
        "visits": _visits(connection, ids),
        "declarations": _declarations(connection, ids),
        "consents": _told([_named(one) for one in consents_of(connection, ids)]),
        "withdrawals": _told([{"purpose": what, "at": at} for what, at in withdrawals_of(connection, ids)]),
        "citizen_codes": _rows(connection, citizen_codes, citizen_codes.c.person, ids, "id", "kid"),
        "contradictions": _contradictions(connection, ids),
        "isolation": [
            one
            for number in _numbers(connection, ids, phone_hash, now)
            for one in _isolation(connection, number, names)
        ],
        "phone_sessions": _rows(
            connection, visitor_sessions, visitor_sessions.c.phone, [phone_hash], "hash", "phone", "sealed_phone"
        ),
        "requests": _rows(connection, requests, requests.c.phone, [phone_hash], "phone"),
        "looked_at": _looked(connection, ids),
    }


def ids_in(held: dict[str, Any]) -> frozenset[UUID]:
    """Whose data a bundle is."""
    return frozenset(UUID(one["id"]) for one in held["people"])


def as_json(said: dict[str, Any]) -> str:
    """The bundle as a file to keep."""
    return json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True)


def _visits(connection: Connection, ids: Collection[UUID]) -> Section:
    rows = connection.execute(
        select(visits, checkpoints.c.name.label("place"))
        .select_from(visits.outerjoin(checkpoints, checkpoints.c.id == visits.c.checkpoint))
        .where(visits.c.person.in_(ids))
        .order_by(visits.c.at)
    )
    return [_plain(row, "staff", "checkpoint") for row in rows]


def _declarations(connection: Connection, ids: Collection[UUID]) -> Section:
    rows = connection.execute(
        select(declarations).where(declarations.c.person.in_(ids)).order_by(declarations.c.made_at)
    )
    return [_plain(row, "content") | {"said": json.loads(row.content)} for row in rows]


def _contradictions(connection: Connection, ids: Collection[UUID]) -> Section:
    found = []
    for one in sorted(ids):
        about = select(conflicts).where(conflicts.c.content.contains(str(one))).order_by(conflicts.c.number)
        found += [
            _plain(row, "hash", "content") | {"said": json.loads(row.content)} for row in connection.execute(about)
        ]
    return found


def _numbers(connection: Connection, ids: Collection[UUID], phone_hash: bytes, now: datetime) -> list[bytes]:
    """The number that it was asked on; for somebody whose card an officer saw, those that were declared of them."""
    if phone_hash:
        return [phone_hash]
    said = select(declarations.c.phone).where(declarations.c.person.in_(ids), declarations.c.phone.is_not(None))
    return sorted(phone_hash_of(connection, number, now) for number in connection.execute(said.distinct()).scalars())


def _isolation(connection: Connection, phone_hash: bytes, names: list[tuple[str, str]]) -> Section:
    rows = connection.execute(select(isolations).where(isolations.c.phone == phone_hash)).all() if phone_hash else []
    mine = [
        row
        for row in rows
        if any(folded(row.name) == folded(name) and same_day(row.birth or "", birth) for name, birth in names if name)
    ]
    return [
        _plain(row, "phone", "sealed_phone", "made_by", "ended_by")
        | {"reports": _rows(connection, isolation_reports, isolation_reports.c.isolation, [row.id])}
        for row in mine
    ]


def _looked(connection: Connection, ids: Collection[UUID]) -> Section:
    """Who of the officers looked at them, when, and why."""
    entries = select(access_subjects.c.entry).where(access_subjects.c.subject.in_(ids))
    rows = connection.execute(
        select(access_log.c.at, access_log.c.act, access_log.c.purpose, officers.c.name.label("officer"))
        .select_from(access_log.outerjoin(officers, officers.c.id == access_log.c.officer))
        .where(access_log.c.number.in_(entries))
        .order_by(access_log.c.number)
    )
    return [_plain(row) for row in rows]


def _rows(connection: Connection, table: Table, column: Any, values: Collection[Any], *without: str) -> Section:
    if not any(values):
        return []
    rows = connection.execute(select(table).where(column.in_(values)).order_by(*table.primary_key.columns))
    return [_plain(row, *without) for row in rows]


def _plain(row: Any, *without: str) -> dict[str, Any]:
    return {name: _text(value) for name, value in row._mapping.items() if name not in without}


def _told(rows: Collection[dict[str, Any]]) -> Section:
    return [{name: _text(value) for name, value in row.items()} for row in rows]


def _named(consent: Any) -> dict[str, Any]:
    return {name: getattr(consent, name) for name in type(consent).__dataclass_fields__}


def _text(value: object) -> object:
    match value:
        case datetime() | date():
            return value.isoformat()
        case UUID():
            return str(value)
        case bytes():
            return value.hex()
        case _:
            return value


def phone_hash_of(connection: Connection, phone: str, now: datetime) -> bytes:
    """What a number (E.164) is known by here."""
    return phone_keys(connection, now).phone_hash(phone)
