"""Erasing a human: what was said of them goes, what is counted stays without them, and that it was done is kept.

Tables that are only ever added to let it pass in here and nowhere else (docs/decisions/0022). Visits stay, each stay
under an id of its own that nobody else has; receipts stay with an empty hash, so that what a kiosk sends again is a
duplicate whatever it says.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    bindparam,
    delete,
    false,
    func,
    insert,
    null,
    or_,
    select,
    text,
    update,
)
from uuid_utils.compat import uuid7

from central_server.store.codes import take_back
from central_server.store.consent_ledger import end_consents
from central_server.store.declaration_tables import citizen_codes, declarations
from central_server.store.duties_tables import (
    consent_withdrawals,
    corrections,
    erased_codes,
    erasing_now,
    subject_request_people,
    subject_request_steps,
    subject_requests,
)
from central_server.store.erasures import came_back, put_down
from central_server.store.isolation_tables import isolation_reports, isolations
from central_server.store.otp import phone_keys
from central_server.store.otp_tables import otp_messages, otp_requests
from central_server.store.tables import ERASED, conflicts, identifiers, people, receipts, visits
from central_server.store.visitor_tables import visitor_sessions
from kiosk.people import folded, same_day

MOST = 500  # ids at once: more than any human has


@dataclass(frozen=True, slots=True)
class Erased:
    """What became of it: ``counts`` are rows, by table."""

    id: UUID
    counts: Mapping[str, int]


@contextmanager
def erasing(connection: Connection) -> Iterator[None]:
    """Inside, this transaction may change and remove what is only ever added to. Nobody else can meanwhile."""
    if connection.dialect.name == "sqlite":
        connection.execute(insert(erasing_now).values(number=1))
        try:
            yield
        finally:
            connection.execute(delete(erasing_now))
        return
    connection.execute(text("SET LOCAL centre.erasing = 'on'"))
    yield
    connection.execute(text("SET LOCAL centre.erasing = 'off'"))  # a fault undoes both


def erase(
    connection: Connection,
    ids: Collection[UUID],
    reason: str,
    now: datetime,
    *,
    request: UUID | None = None,
    officer: UUID | None = None,
) -> Erased:
    """Erase whoever these ids are: one human, or some. ``reason`` is a word of ours, never one about them.

    What SQLite keeps in its log file of the old pages goes with ``leave_no_trace``, after the transaction.
    """
    counts: Counter[str] = Counter()
    wanted = sorted(ids)
    with erasing(connection):
        for start in range(0, len(wanted), MOST):
            _erase(connection, wanted[start : start + MOST], counts, now)
    made = uuid7()
    put_down(connection, made, wanted, reason, dict(counts), now, request=request, officer=officer)
    return Erased(made, dict(counts))


def erase_returned(connection: Connection, now: datetime, since: datetime | None = None) -> int:
    """Erase once more whoever was erased before and is here again, of those heard of ``since``; how many ids."""
    back = came_back(connection, since)
    if back:
        erase(connection, back, "came back", now)
    return len(back)


def leave_no_trace(engine: Engine) -> None:
    """Have SQLite give up the log file in which old pages still stand; PostgreSQL's autovacuum comes by itself."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None  # noqa: S101  # it is connected
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()


def _erase(connection: Connection, ids: list[UUID], counts: Counter[str], now: datetime) -> None:
    said = [(row.name or "", row.birth or "") for row in connection.execute(select(people).where(people.c.id.in_(ids)))]
    numbers = _numbers(connection, ids)
    events = set(connection.execute(select(declarations.c.id).where(declarations.c.person.in_(ids))).scalars())
    events |= _free_visits(connection, ids, counts)
    _forget_receipts(connection, events, counts)
    _codes(connection, ids, counts, now)
    counts["consents"] += end_consents(connection, ids, "erased", now)
    about = select(conflicts.c.number).where(or_(false(), *(conflicts.c.content.contains(str(one)) for one in ids)))
    _gone(connection, conflicts.c.number, set(connection.execute(about).scalars()), counts)
    for column in (
        consent_withdrawals.c.person,
        corrections.c.person,
        declarations.c.person,
        identifiers.c.person,
        people.c.id,
    ):
        _gone(connection, column, ids, counts)
    _requests(connection, ids, counts)
    _phones(connection, numbers, said, counts, now)


def _gone(connection: Connection, column: Column[Any], values: Collection[Any], counts: Counter[str]) -> None:
    if values:
        counts[column.table.name] += connection.execute(delete(column.table).where(column.in_(values))).rowcount


def _numbers(connection: Connection, ids: list[UUID]) -> set[str]:
    """The phone numbers that were said of them."""
    said = select(declarations.c.phone).where(declarations.c.person.in_(ids), declarations.c.phone.is_not(None))
    return set(connection.execute(said.distinct()).scalars())


def _free_visits(connection: Connection, ids: list[UUID], counts: Counter[str]) -> set[UUID]:
    """Give each stay, from a check-in to the next, an id that says nothing; what staff wrote to it goes."""
    mine = select(visits.c.id, visits.c.person, visits.c.act, visits.c.device, visits.c.sequence)
    rows = connection.execute(mine.where(visits.c.person.in_(ids)).order_by(visits.c.at, visits.c.sequence)).all()
    stay, values = uuid4(), []
    for row in rows:
        if row.act == "check_in":
            stay = uuid4()
        values.append({"visit": row.id, "nobody": stay})
    if values:
        freed = update(visits).where(visits.c.id == bindparam("visit"))
        connection.execute(freed.values(person=bindparam("nobody"), reason=null()), values)
    counts["visits"] += len(values)
    return {row.id for row in rows}


def _forget_receipts(connection: Connection, events: set[UUID], counts: Counter[str]) -> None:
    if events:
        forgotten = update(receipts).where(receipts.c.id == bindparam("event")).values(hash=ERASED)
        connection.execute(forgotten, [{"event": event} for event in sorted(events)])
    counts["receipts"] += len(events)


def _codes(connection: Connection, ids: list[UUID], counts: Counter[str], now: datetime) -> None:
    """Take back what still counts; gates are told of it by its id alone, until it is over."""
    mine = citizen_codes.c.person.in_(ids)
    take_back(connection, mine, "erased", now)
    taken = select(citizen_codes.c.id, citizen_codes.c.revision, citizen_codes.c.expires).where(mine)
    connection.execute(insert(erased_codes).from_select(["id", "revision", "expires"], taken))
    counts["citizen_codes"] += connection.execute(delete(citizen_codes).where(mine)).rowcount


def _requests(connection: Connection, ids: list[UUID], counts: Counter[str]) -> None:
    """What they wrote and were told goes; that they asked, and when, stays."""
    about = select(subject_request_people.c.request).where(subject_request_people.c.person.in_(ids))
    theirs = list(connection.execute(about.distinct()).scalars())
    if theirs:
        asked = subject_requests.c.id.in_(theirs)
        connection.execute(update(subject_requests).where(asked).values(words=""))
        over = asked, subject_requests.c.state.in_(("done", "refused"))  # of the others they still want to hear
        connection.execute(update(subject_requests).where(*over).values(phone=b"", reason=""))
        steps = update(subject_request_steps).where(subject_request_steps.c.request.in_(theirs))
        counts["subject_request_steps"] += connection.execute(steps.values(words="")).rowcount


def _phones(
    connection: Connection, numbers: set[str], said: list[tuple[str, str]], counts: Counter[str], now: datetime
) -> None:
    """What hangs on a number of theirs: isolation under their name; and all of it where nobody else declared on it."""
    keys = phone_keys(connection, now)
    for number in sorted(numbers):
        hashed = keys.phone_hash(number)
        _isolation(connection, isolations.c.phone == hashed, said, counts)
        others = select(func.count()).select_from(declarations).where(declarations.c.phone == number)
        if connection.execute(others).scalar_one() == 0:
            for table in (visitor_sessions, otp_requests, otp_messages):
                gone = connection.execute(delete(table).where(table.c.phone == hashed))
                counts[table.name] += gone.rowcount


def _isolation(
    connection: Connection, on_number: ColumnElement[bool], said: list[tuple[str, str]], counts: Counter[str]
) -> None:
    rows = connection.execute(select(isolations.c.id, isolations.c.name, isolations.c.birth).where(on_number)).all()
    theirs = {
        row.id
        for row in rows
        if any(folded(row.name) == folded(name) and same_day(row.birth or "", birth) for name, birth in said if name)
    }
    _gone(connection, isolation_reports.c.isolation, theirs, counts)
    _gone(connection, isolations.c.id, theirs, counts)
