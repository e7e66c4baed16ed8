"""What stands on the lines of the list: names and numbers masked, unless they are wanted bare."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from kiosk import phone
from kiosk.desk.rows import Declared, Row, RowKey, RowKind, Sending
from kiosk.people import IdentifierKind, Person, masked_name, masked_number
from kiosk.questionnaire import Verdict
from kiosk.screens import Referral
from kiosk.visits import Via
from local_store import holdings, people
from local_store.connection import Connection
from local_store.connection import Row as Kept
from local_store.moments import from_micros
from local_store.people import Known

_SHOWN = (
    IdentifierKind.CITIZEN_ID,
    IdentifierKind.OLD_CITIZEN_ID,
    IdentifierKind.PASSPORT,
    IdentifierKind.INSURANCE_CARD,
    IdentifierKind.SOCIAL_INSURANCE,
)
"""The numbers that are shown as somebody's paper, the first that is known."""

_WORDS = {Verdict.PASS: Declared.VALID, Verdict.NEEDS_STAFF: Declared.SEE_STAFF, Verdict.STOP: Declared.STOP}

_STAYS = """SELECT key, person, arrived, departed, via, gate, verdict, holds_until, unsent, refused + aside,
    (SELECT id FROM visits WHERE sequence = stays.standing),
    EXISTS (SELECT 1 FROM presence INDEXED BY presence_inside WHERE inside AND presence.standing = key),
    automatic, stays.standing IS NULL, corrected,
    EXISTS (SELECT 1 FROM presence WHERE presence.person = stays.person AND inside),
    EXISTS (SELECT 1 FROM erased WHERE erased.person = stays.person)
    FROM stays
    WHERE key IN (SELECT value FROM json_each(?))"""
_REFERRALS = """SELECT row, number, reason, person, at, met_at FROM referrals
    WHERE row IN (SELECT value FROM json_each(?))"""


def rows(connection: Connection, keys: Sequence[RowKey], bare: bool, asked: bool) -> list[Row]:
    """The lines of these keys, in their order; ``asked``: a declaration is asked for here."""
    stays = connection.rows(_STAYS, _numbers(keys, RowKind.STAY))
    referrals = connection.rows(_REFERRALS, _numbers(keys, RowKind.REFERRAL))
    whose = {row[1] for row in stays} | {row[3] for row in referrals if row[3] is not None}
    known = people.load(connection, whose)
    numbers = phones(connection, (one.row for one in known.values()))
    made = [_stay(row, known[row[1]], numbers, bare, asked) for row in stays]
    made += [_referral(connection, row, known.get(row[3]), numbers, bare, asked) for row in referrals]
    by_key = {row.key: row for row in made}
    return [by_key[key] for key in keys if key in by_key]


def phones(connection: Connection, owners: Iterable[int]) -> dict[int, list[str]]:
    """The numbers (E.164) of the people in these rows."""
    found: dict[int, list[str]] = {}
    for owner, number in connection.rows(
        "SELECT person, phone FROM phones WHERE person IN (SELECT value FROM json_each(?)) ORDER BY person, phone",
        json.dumps(sorted(set(owners))),
    ):
        found.setdefault(owner, []).append(number)
    return found


def phone_shown(number: str, bare: bool) -> str:
    """A number (E.164) as the list shows it.

    >>> phone_shown("+84900000001", bare=False), phone_shown("+84900000001", bare=True), phone_shown("+15550001", False)
    ('09•• ••• 001', '0900 000 001', '••• 001')
    """
    mobile = phone.parse(number)
    if isinstance(mobile, phone.Phone):
        return mobile.grouped if bare else mobile.masked
    return number if bare else f"••• {number[-3:]}"


def _numbers(keys: Sequence[RowKey], kind: RowKind) -> str:
    return json.dumps([key.number for key in keys if key.kind is kind])


def _stay(row: Kept, known: Known, numbers: dict[int, list[str]], bare: bool, asked: bool) -> Row:
    key, _, arrived, departed, via, gate, verdict, until, unsent, refused = row[:10]
    standing, inside, automatic, annulled, corrected, there, erased = row[10:]
    name, birth_year, document, number = _person(known, numbers, bare)
    sending = Sending.REFUSED if refused else Sending.SAVED if unsent else Sending.SENT
    return Row(
        RowKey(RowKind.STAY, key),
        _moment(arrived),
        _moment(departed),
        known.person.id,
        name,
        birth_year,
        Via(via),
        gate,
        document,
        number,
        Declared.NOT_ASKED if erased else _declared(verdict, until, arrived, asked),
        None if erased else _moment(until),
        sending,
        UUID(bytes=standing) if standing else None,
        bool(inside),
        bool(automatic),
        bool(annulled),
        bool(corrected),
        there=bool(there),
        erased=bool(erased),
    )


def _referral(
    connection: Connection, row: Kept, known: Known | None, numbers: dict[int, list[str]], bare: bool, asked: bool
) -> Row:
    key, number, reason, _, at, met_at = row
    name, birth_year, document, phone_number = _person(known, numbers, bare) if known else ("", "", "", "")
    holding = holdings.latest(connection, known.row) if known else None
    return Row(
        RowKey(RowKind.REFERRAL, key),
        from_micros(at),
        None,
        known.person.id if known else None,
        name,
        birth_year,
        None,
        "",
        document,
        phone_number,
        _word(holding.verdict, holding.until <= from_micros(at)) if holding else _undeclared(asked),
        holding.until if holding else None,
        Sending.SENT,
        number=number,
        reason=Referral(reason),
        met=_moment(met_at),
    )


def _person(known: Known, numbers: dict[int, list[str]], bare: bool) -> tuple[str, str, str, str]:
    """Name, year of birth, paper and phone, as shown."""
    person = known.person
    paper = document(person)
    number = next(iter(numbers.get(known.row, ())), "")
    return (
        (person.name or "") if bare else masked_name(person.name),
        f"{person.birth.year:04d}" if person.birth else "",
        paper if bare or not paper else masked_number(paper).removeprefix("•••• "),
        phone_shown(number, bare) if number else "",
    )


def document(person: Person) -> str:
    """The number of somebody's paper, empty where none is known."""
    numbers = {one.kind: one.value for one in sorted(person.identifiers, key=lambda one: one.value)}
    return next((numbers[kind] for kind in _SHOWN if kind in numbers), "")


def _declared(verdict: str | None, until: int | None, arrived: int | None, asked: bool) -> Declared:
    if verdict is None or until is None:
        return _undeclared(asked)
    return _word(Verdict(verdict), arrived is not None and until <= arrived)


def _word(verdict: Verdict, over: bool) -> Declared:
    return Declared.EXPIRED if over else _WORDS[verdict]


def _undeclared(asked: bool) -> Declared:
    return Declared.NONE if asked else Declared.NOT_ASKED


def _moment(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
