"""Taking away what was kept long enough, a slice at a time. Nothing is taken by a clock that cannot be right.

Visits and declarations are kept no longer than people were told when they agreed (store/promises.py), whatever the
settings say, unless a legal basis for more is stated. For the access log the law names a least (six months).
docs/duties.md says why each number is what it is.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    true,
    tuple_,
    update,
)

from central_server.store import isolation
from central_server.store.authority_tables import access_log, access_subjects
from central_server.store.checkpoint_tables import enrolment_codes, registrant_sessions
from central_server.store.codes import TOLD_AFTER
from central_server.store.consent_ledger import end_consents_of
from central_server.store.declaration_tables import citizen_codes, consents, declarations
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
from central_server.store.promises import promises, usual
from central_server.store.tables import conflicts, devices, identifiers, people, refused_scans, visits
from central_server.store.visitor_sessions import LASTS
from central_server.store.visitor_tables import visitor_sessions
from kiosk.admission import local_date
from kiosk.errors import SettingsError

PREFIX = "KIOSK_CENTRE_KEEP_"
LEGAL_BASIS = f"{PREFIX}LEGAL_BASIS"
SHORTEST_LOG = 184  # days: six months, wherever they begin
SLICE = 2_000  # rows of a kind that one transaction takes away, visits apart
ASTRAY = timedelta(days=3)  # how far the clock may be from the last time that a kiosk was heard


class ClockAstray(Exception):
    """The clock is far from the last time that a kiosk was heard: nothing was taken away."""


@dataclass(frozen=True, slots=True)
class Keep:
    """For how many days each kind is kept.

    ``declarations``: after they were made, or their person last came. ``isolation``: after its last day. ``requests``:
    what was written in requests about one's own data, and the number they came from, after they have ended.
    ``legal_basis``: what lets visits and declarations be kept for longer than those who agreed were told.
    """

    visits: int = 21
    declarations: int = 21
    isolation: int = 60
    access_log: int = 366
    requests: int = 90
    messages: int = 30
    legal_basis: str = ""

    def __post_init__(self) -> None:
        """Raises SettingsError for a number of days that cannot be."""
        for name in _days():
            shortest = {"access_log": SHORTEST_LOG, "declarations": TOLD_AFTER.days + 1}.get(name, 1)
            if not shortest <= getattr(self, name) <= 36_500:
                raise SettingsError(f"{PREFIX}{name.upper()}_DAYS: is a number of days from {shortest} on.")


def keep_from(environment: Mapping[str, str]) -> Keep:
    """How long as ``KIOSK_CENTRE_KEEP_VISITS_DAYS`` and the like say. Raises SettingsError that names the key."""
    said: dict[str, int] = {}
    for name in _days():
        key = f"{PREFIX}{name.upper()}_DAYS"
        if text := environment.get(key, "").strip():
            if not text.isdecimal():
                raise SettingsError(f"{key}: is a number of days, not {text!r}.")
            said[name] = int(text)
    return Keep(**said, legal_basis=environment.get(LEGAL_BASIS, "").strip())


def too_long(connection: Connection, keep: Keep) -> tuple[str, ...]:
    """What to tell whoever set more days than people agreed to; the settings count for no more than that."""
    if keep.legal_basis:
        return ()
    longest = max(promises(connection).values())
    return tuple(
        f"{PREFIX}{name.upper()}_DAYS: {days} days are more than the {longest} that people were told; {longest} count. "
        f"State why more is lawful in {LEGAL_BASIS}, or promise more in the campaign."
        for name in ("visits", "declarations")
        if (days := getattr(keep, name)) > longest
    )


def _days() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Keep) if field.type is int)


def require_right_clock(connection: Connection, now: datetime) -> None:
    """Raises ClockAstray when kiosks were last heard days from now: then one of the two times is wrong."""
    last = connection.execute(select(func.max(devices.c.last_seen))).scalar()
    if last is not None and abs(now - last) > ASTRAY:
        raise ClockAstray(f"A kiosk was last heard at {last:%Y-%m-%d %H:%M} UTC, and it is {now:%Y-%m-%d %H:%M} here.")


def take_away(connection: Connection, keep: Keep, now: datetime, most: int | None = SLICE) -> dict[str, int]:
    """Take away a slice of everything that was kept long enough; how many rows of each kind.

    ``most`` None: all of it, row by row, in a transaction that will be undone.
    """
    known = {} if keep.legal_basis else promises(connection)
    visits_for = min(keep.visits, max(known.values(), default=keep.visits))
    last = local_date(now - timedelta(days=visits_for))
    gone = Counter({"visits": drop_visits_before(connection, last, whole=most is not None)})
    for days, which in _terms(keep, known):
        left = None if most is None else most - gone["declarations"]
        gone += _declarations(connection, days, which, visits_for, now, left)
    people_for = min([visits_for, *known.values()])
    kinds: tuple[tuple[str, Callable[[], int]], ...] = (
        ("people", lambda: _people(connection, now - timedelta(days=people_for), most)),
        ("conflicts", lambda: _old(connection, conflicts.c.received_at, now - timedelta(days=people_for), most)),
        ("refused_scans", lambda: _old(connection, refused_scans.c.at, now - timedelta(days=visits_for), most)),
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
    gone += Counter({name: work() for name, work in kinds})
    return {name: count for name, count in gone.items() if count}


def _terms(keep: Keep, known: Mapping[str, int]) -> Sequence[tuple[int, ColumnElement[bool]]]:
    """For how many days each declaration is kept, by the words agreed to with it."""
    if keep.legal_basis:
        return [(keep.declarations, true())]
    said = consents.c.text_hash
    told = [
        (min(keep.declarations, days), said.in_([one for one, promised in known.items() if promised == days]))
        for days in sorted(set(known.values()))
    ]
    return [*told, (min(keep.declarations, usual()), or_(said.is_(None), said.not_in(list(known))))]


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


def _declarations(
    connection: Connection, days: int, which: ColumnElement[bool], visits_for: int, now: datetime, most: int | None
) -> Counter[str]:
    """Those that count no more, so many days after they were made and their person last came.

    With their codes, which ended before them, with what was agreed to, of which a count stays, and with the visits of
    their people, where visits of others are kept for longer.
    """
    before = now - timedelta(days=days)
    came = exists().where(visits.c.person == declarations.c.person, visits.c.at >= before)
    agreed = declarations.outerjoin(consents, consents.c.declaration == declarations.c.id)
    over = select(declarations.c.id, declarations.c.person).select_from(agreed)
    over = over.where(declarations.c.until < now, declarations.c.made_at < before, which, ~came)
    rows = connection.execute(over.order_by(declarations.c.made_at, declarations.c.id).limit(most)).all()
    gone: Counter[str] = Counter()
    with erasing(connection):
        for start in range(0, len(rows), SLICE):
            some = [row.id for row in rows[start : start + SLICE]]
            _codes(connection, some, now)
            end_consents_of(connection, some, "retention", now)
            gone["declarations"] += connection.execute(delete(declarations).where(declarations.c.id.in_(some))).rowcount
            if days < visits_for:
                theirs = visits.c.person.in_({row.person for row in rows[start : start + SLICE]})
                gone["visits"] += connection.execute(delete(visits).where(theirs, visits.c.at < before)).rowcount
    return gone


def _codes(connection: Connection, declared: Sequence[Any], now: datetime) -> None:
    """Gates have to hear of a code that was taken back until it is over for them, too: for that its id is enough."""
    mine = citizen_codes.c.declaration.in_(declared)
    told = and_(mine, citizen_codes.c.revision.is_not(None), citizen_codes.c.expires > now - TOLD_AFTER)
    taken = select(citizen_codes.c.id, citizen_codes.c.revision, citizen_codes.c.expires).where(told)
    connection.execute(insert(erased_codes).from_select(["id", "revision", "expires"], taken))
    connection.execute(delete(citizen_codes).where(mine))


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
