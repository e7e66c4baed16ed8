"""Taking away what was kept long enough, a slice at a time. Nothing is taken by a clock that cannot be right.

The law names no number of days for visits and declarations: as long as their purpose needs, and no longer. For the
access log it does (six months at least). docs/duties.md says why each number is what it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, delete, exists, func, or_, select, tuple_, update

from central_server.store import isolation
from central_server.store.authority_tables import access_log, access_subjects
from central_server.store.checkpoint_tables import enrolment_codes, registrant_sessions
from central_server.store.codes import TOLD_AFTER
from central_server.store.consent_ledger import end_consents_of
from central_server.store.declaration_tables import citizen_codes, declarations
from central_server.store.duties_tables import (
    consent_withdrawals,
    corrections,
    erased_codes,
    subject_request_people,
    subject_request_steps,
    subject_requests,
)
from central_server.store.erasing import erasing
from central_server.store.otp_tables import otp_messages, otp_requests
from central_server.store.partitions import drop_visits_before
from central_server.store.tables import conflicts, devices, identifiers, people, refused_scans, visits
from central_server.store.visitor_sessions import LASTS
from central_server.store.visitor_tables import visitor_sessions
from kiosk.admission import local_date
from kiosk.errors import SettingsError

PREFIX = "KIOSK_CENTRE_KEEP_"
SHORTEST_LOG = 184  # days: six months, wherever they begin
SLICE = 2_000  # rows of a kind that one transaction takes away, visits apart
ASTRAY = timedelta(days=3)  # how far the clock may be from the last time that a kiosk was heard


class ClockAstray(Exception):
    """The clock is far from the last time that a kiosk was heard: nothing was taken away."""


@dataclass(frozen=True, slots=True)
class Keep:
    """For how many days each kind is kept.

    ``declarations``: after they are over. ``isolation``: after its last day. ``requests``: what was written in requests
    about one's own data, and the number they came from, after they have ended.
    """

    visits: int = 60
    declarations: int = 60
    isolation: int = 60
    access_log: int = 366
    requests: int = 90
    messages: int = 30

    def __post_init__(self) -> None:
        """Raises SettingsError for a number of days that cannot be."""
        for field in fields(self):
            shortest = {"access_log": SHORTEST_LOG, "declarations": TOLD_AFTER.days + 1}.get(field.name, 1)
            if not shortest <= getattr(self, field.name) <= 36_500:
                raise SettingsError(f"{PREFIX}{field.name.upper()}_DAYS: is a number of days from {shortest} on.")


def keep_from(environment: Mapping[str, str]) -> Keep:
    """How long as ``KIOSK_CENTRE_KEEP_VISITS_DAYS`` and the like say. Raises SettingsError that names the key."""
    said: dict[str, int] = {}
    for field in fields(Keep):
        key = f"{PREFIX}{field.name.upper()}_DAYS"
        if text := environment.get(key, "").strip():
            if not text.isdecimal():
                raise SettingsError(f"{key}: is a number of days, not {text!r}.")
            said[field.name] = int(text)
    return Keep(**said)


def require_right_clock(connection: Connection, now: datetime) -> None:
    """Raises ClockAstray when kiosks were last heard days from now: then one of the two times is wrong."""
    last = connection.execute(select(func.max(devices.c.last_seen))).scalar()
    if last is not None and abs(now - last) > ASTRAY:
        raise ClockAstray(f"A kiosk was last heard at {last:%Y-%m-%d %H:%M} UTC, and it is {now:%Y-%m-%d %H:%M} here.")


def take_away(connection: Connection, keep: Keep, now: datetime, most: int | None = SLICE) -> dict[str, int]:
    """Take away a slice of everything that was kept long enough; how many rows of each kind. ``most`` None: all."""
    kinds: tuple[tuple[str, Callable[[], int]], ...] = (
        ("visits", lambda: drop_visits_before(connection, local_date(now - timedelta(days=keep.visits)))),
        ("declarations", lambda: _declarations(connection, now - timedelta(days=keep.declarations), now, most)),
        ("people", lambda: _people(connection, now - timedelta(days=keep.visits), most)),
        ("conflicts", lambda: _old(connection, conflicts.c.received_at, now - timedelta(days=keep.visits), most)),
        ("refused_scans", lambda: _old(connection, refused_scans.c.at, now - timedelta(days=keep.visits), most)),
        ("isolations", lambda: isolation.forget(connection, local_date(now - timedelta(days=keep.isolation)))),
        ("access_log", lambda: _log(connection, now - timedelta(days=keep.access_log), most)),
        ("requests", lambda: _requests(connection, now - timedelta(days=keep.requests))),
        ("otp_requests", lambda: _old(connection, otp_requests.c.made_at, now - timedelta(days=keep.messages), most)),
        ("otp_messages", lambda: _old(connection, otp_messages.c.at, now - timedelta(days=keep.messages), most)),
        ("visitor_sessions", lambda: _old(connection, visitor_sessions.c.made_at, now - LASTS, most)),
        ("registrant_sessions", lambda: _old(connection, registrant_sessions.c.until, now, most)),
        ("enrolment_codes", lambda: _old(connection, enrolment_codes.c.until, now, most)),
        ("erased_codes", lambda: _old(connection, erased_codes.c.expires, now - TOLD_AFTER, most)),
    )
    return {name: gone for name, work in kinds if (gone := work())}


def _old(connection: Connection, column: Column[Any], before: datetime, most: int | None) -> int:
    table = column.table
    key = tuple(table.primary_key.columns)
    rows = connection.execute(select(*key).where(column < before).order_by(column).limit(most)).all()
    return _delete(connection, key, [tuple(row) for row in rows])


def _delete(connection: Connection, key: tuple[Column[Any], ...], values: list[tuple[Any, ...]]) -> int:
    gone = 0
    for start in range(0, len(values), SLICE):
        some = values[start : start + SLICE]
        where = key[0].in_([one[0] for one in some]) if len(key) == 1 else tuple_(*key).in_(some)
        gone += connection.execute(delete(key[0].table).where(where)).rowcount
    return gone


def _declarations(connection: Connection, before: datetime, now: datetime, most: int | None) -> int:
    """With their codes, which ended before them, and what was agreed to, of which a count stays."""
    over = select(declarations.c.id).where(declarations.c.until < before).order_by(declarations.c.until).limit(most)
    ids = connection.execute(over).scalars().all()
    gone = 0
    with erasing(connection):
        for start in range(0, len(ids), SLICE):
            some = ids[start : start + SLICE]
            connection.execute(delete(citizen_codes).where(citizen_codes.c.declaration.in_(some)))
            end_consents_of(connection, some, "retention", now)
            gone += connection.execute(delete(declarations).where(declarations.c.id.in_(some))).rowcount
    return gone


def _people(connection: Connection, before: datetime, most: int | None) -> int:
    """Whom nothing speaks of any more: no visit, no declaration, no request of theirs that is under way."""
    unknown = select(people.c.id).where(
        people.c.updated_at < before,
        ~exists().where(visits.c.person == people.c.id),
        ~exists().where(declarations.c.person == people.c.id),
        ~exists().where(subject_request_people.c.person == people.c.id),
    )
    ids = connection.execute(unknown.order_by(people.c.updated_at).limit(most)).scalars().all()
    with erasing(connection):
        for start in range(0, len(ids), SLICE):
            some = ids[start : start + SLICE]
            for column in (identifiers.c.person, corrections.c.person, consent_withdrawals.c.person, people.c.id):
                connection.execute(delete(column.table).where(column.in_(some)))
    return len(ids)


def _log(connection: Connection, before: datetime, most: int | None) -> int:
    old = select(access_log.c.number).where(access_log.c.at < before).order_by(access_log.c.number).limit(most)
    numbers = connection.execute(old).scalars().all()
    with erasing(connection):
        for start in range(0, len(numbers), SLICE):
            some = numbers[start : start + SLICE]
            connection.execute(delete(access_subjects).where(access_subjects.c.entry.in_(some)))
            connection.execute(delete(access_log).where(access_log.c.number.in_(some)))
    return len(numbers)


def _requests(connection: Connection, before: datetime) -> int:
    """That somebody asked, when, and what came of it stays; who that was and what they wrote does not."""
    still = or_(subject_requests.c.phone != b"", subject_requests.c.words != "", subject_requests.c.reason != "")
    old = select(subject_requests.c.id).where(subject_requests.c.ended_at < before, still)
    ids = connection.execute(old).scalars().all()
    if not ids:
        return 0
    with erasing(connection):
        blank = update(subject_requests).where(subject_requests.c.id.in_(ids))
        connection.execute(blank.values(phone=b"", words="", reason=""))
        steps = subject_request_steps.c.request.in_(ids)
        connection.execute(update(subject_request_steps).where(steps).values(words=""))
        connection.execute(delete(subject_request_people).where(subject_request_people.c.request.in_(ids)))
    return len(ids)
