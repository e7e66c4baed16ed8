"""People seen here: found by what a card says, made where they are new, merged where a card shows two to be one.

``kiosk/linking.py`` decides who is who; this module fetches whom it may choose from and keeps what it decided.
A merged person's row stays and points to the one that is kept, so that the visits of both are one history.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from kiosk.cards.card import Card, CardKind
from kiosk.declared import can_be_of, is_known_as
from kiosk.linking import learned, same_people
from kiosk.people import Identifier, IdentifierKind, PartialDate, Person, Sex, folded, masked_name
from local_store import presence, stays
from local_store.connection import Connection
from local_store.moments import to_micros

_MOST_NAMESAKES = 100  # with the same birth date; more than one already means that nobody is found by name


@dataclass(frozen=True, slots=True)
class Known:
    """A person and the row they are kept in."""

    row: int
    person: Person


def find(connection: Connection, card: Card) -> Known | None:
    """Who holds this card, as far as this kiosk knows."""
    return next(iter(_holders(connection, card)), None)


def find_or_make(connection: Connection, card: Card, at: datetime, otherwise: int | None = None) -> Known:
    """Who holds this card, with all that the card adds; somebody new if nobody is known. Inside a transaction.

    ``otherwise`` is the row of the person to take where the card itself does not tell.
    """
    holders = _holders(connection, card)
    if holders:
        kept = holders[0]
        for other in holders[1:]:
            kept = _merge(connection, kept, other, at)
    elif otherwise is not None:
        kept = load(connection, [otherwise])[otherwise]
    else:
        kept = _make(connection, uuid7())
    return _teach(connection, kept, card)


def named(connection: Connection, person: UUID, card: Card) -> Known:
    """The person with this id, made under it where nobody has it, with what the card adds. Inside a transaction.

    The id decides, and nobody is merged: that a number is theirs is only claimed here. They learn a number of a kind
    of which they have none, unless it is somebody else's, or the card is: a parent's, who came with a child.
    """
    row = row_of(connection, person)
    known = _make(connection, person) if row is None else load(connection, [row])[row]
    kinds = {one.kind for one in known.person.identifiers}
    theirs = can_be_of(card, known.person)
    new = frozenset(one for one in card.identifiers if theirs and one.kind not in kinds)
    return _teach(connection, known, replace(card, identifiers=new))


def load(connection: Connection, rows: Iterable[int]) -> dict[int, Known]:
    """The people of these rows, by row; a row that was merged into another gives the one that is kept."""
    found = connection.rows(
        "SELECT asked.row, kept.row, kept.id, kept.name, kept.birth, kept.sex FROM people AS asked "
        "JOIN people AS kept ON kept.row = coalesce(asked.merged_into, asked.row) "
        "WHERE asked.row IN (SELECT value FROM json_each(?))",
        json.dumps(sorted(set(rows))),
    )
    kept_rows = sorted({row[1] for row in found})
    identifiers: dict[int, set[Identifier]] = {row: set() for row in kept_rows}
    for owner, kind, value in connection.rows(
        "SELECT person, kind, value FROM identifiers WHERE person IN (SELECT value FROM json_each(?))",
        json.dumps(kept_rows),
    ):
        identifiers[owner].add(Identifier(IdentifierKind(kind), value))
    return {
        asked: Known(
            row,
            Person(
                UUID(bytes=id_),
                name,
                PartialDate.from_iso(birth) if birth else None,
                Sex(sex) if sex else None,
                frozenset(identifiers[row]),
            ),
        )
        for asked, row, id_, name, birth, sex in found
    }


def row_of(connection: Connection, person: UUID) -> int | None:
    """The row a person is kept in, also by the id of somebody merged into them."""
    row = connection.row("SELECT coalesce(merged_into, row) FROM people WHERE id = ?", person.bytes)
    return None if row is None else int(row[0])


def rename(connection: Connection, row: int, name: str | None, birth: PartialDate | None) -> None:
    """Give somebody the name and the birth date that are theirs, in the place of those known."""
    connection.execute(
        "UPDATE people SET name = ?, folded = ?, birth = ? WHERE row = ?",
        name,
        folded(name) if name else None,
        str(birth) if birth else None,
        row,
    )
    stays.named(connection, row)


def candidates(connection: Connection, card: Card) -> list[Known]:
    """Whoever shares a number with this card or has its name and birth date, the latest seen first.

    Where one side was only declared, whoever goes by another name or was born on another day is none of them.
    """
    rows = _rows_sharing_a_number(connection, card) + _rows_alike(connection, card)
    known = load(connection, rows) if rows else {}
    if card.kind is CardKind.DECLARED or (card.name and _claimed(connection, card.identifiers)):
        known = {row: one for row, one in known.items() if is_known_as(card, one.person)}
    latest = presence.latest(connection, known)
    by_id = {
        known[row].person.id: known[row] for row in sorted(known, key=lambda row: latest.get(row, 0), reverse=True)
    }
    return list(by_id.values())


def _holders(connection: Connection, card: Card) -> list[Known]:
    by_id = {known.person.id: known for known in candidates(connection, card)}
    return [by_id[person.id] for person in same_people(card, [known.person for known in by_id.values()])]


def _rows_sharing_a_number(connection: Connection, card: Card) -> list[int]:
    rows = []
    for identifier in sorted(card.identifiers, key=lambda one: (one.kind, one.value)):
        row = connection.row(
            "SELECT person FROM identifiers WHERE kind = ? AND value = ?", identifier.kind, identifier.value
        )
        if row is not None:
            rows.append(int(row[0]))
    return rows


def _rows_alike(connection: Connection, card: Card) -> list[int]:
    if not card.name or card.birth is None or not card.birth.whole or card.sex is None:
        return []
    found = connection.rows(
        "SELECT row FROM people WHERE folded = ? AND birth = ? AND sex = ? ORDER BY row LIMIT ?",
        folded(card.name),
        str(card.birth),
        card.sex,
        _MOST_NAMESAKES,
    )
    return [int(row[0]) for row in found]


def _make(connection: Connection, id_: UUID) -> Known:
    person = Person(id_, None, None, None, frozenset())
    row = connection.value("INSERT INTO people (id) VALUES (?) RETURNING row", person.id.bytes)
    return Known(int(row), person)


def _teach(connection: Connection, known: Known, said: Card | Person) -> Known:
    masked = said.name is not None and known.person.name == masked_name(said.name)  # learned from a citizen code
    better = learned(replace(known.person, name=None) if masked else known.person, said)
    if (better.name, better.birth, better.sex) != (known.person.name, known.person.birth, known.person.sex):
        connection.execute(
            "UPDATE people SET name = ?, folded = ?, birth = ?, sex = ? WHERE row = ?",
            better.name,
            folded(better.name) if better.name else None,
            str(better.birth) if better.birth else None,
            better.sex,
            known.row,
        )
        if better.name != known.person.name:
            stays.named(connection, known.row)
    typed = isinstance(said, Card) and said.kind is CardKind.DECLARED
    if isinstance(said, Card) and not typed:
        _prove(connection, known.row, said)
    _own(connection, known.row, said.identifiers - known.person.identifiers, claimed=typed)
    if isinstance(said, Card) and said.phone:
        phone = said.phone
        connection.execute("INSERT OR IGNORE INTO phones VALUES (?, ?, ?)", known.row, phone, phone[::-1])
    if better == known.person and not said.identifiers:
        return known
    return load(connection, [known.row])[known.row]  # a number that somebody else has stays with them


def _claimed(connection: Connection, identifiers: Iterable[Identifier]) -> bool:
    """Whether one of these numbers is known only because somebody typed it."""
    found = (
        connection.row("SELECT 1 FROM claims WHERE kind = ? AND value = ?", one.kind, one.value) for one in identifiers
    )
    return any(row is not None for row in found)


def _prove(connection: Connection, row: int, card: Card) -> None:
    """A card takes its numbers from whoever only typed them, and from now on they are its holder's."""
    for one in sorted(card.identifiers, key=lambda one: (one.kind, one.value)):
        if _claimed(connection, (one,)):
            connection.execute(
                "UPDATE identifiers SET person = ? WHERE kind = ? AND value = ?", row, one.kind, one.value
            )
            connection.execute("DELETE FROM claims WHERE kind = ? AND value = ?", one.kind, one.value)


def _own(connection: Connection, row: int, identifiers: Iterable[Identifier], *, claimed: bool = False) -> None:
    for one in sorted(identifiers, key=lambda one: (one.kind, one.value)):
        added = connection.row(
            "INSERT OR IGNORE INTO identifiers VALUES (?, ?, ?, ?) RETURNING kind",
            *(one.kind, one.value, one.value[::-1], row),
        )
        if claimed and added is not None:
            connection.execute("INSERT OR IGNORE INTO claims VALUES (?, ?)", one.kind, one.value)


def _merge(connection: Connection, kept: Known, other: Known, at: datetime) -> Known:
    moves: Sequence[str] = (
        "UPDATE identifiers SET person = ? WHERE person = ?",
        "INSERT OR IGNORE INTO phones SELECT ?, phone, backwards FROM phones WHERE person = ?",
        "UPDATE referrals SET person = ? WHERE person = ?",
        "UPDATE people SET merged_into = ? WHERE merged_into = ?",
    )
    for move in moves:
        connection.execute(move, kept.row, other.row)
    connection.execute("DELETE FROM phones WHERE person = ?", other.row)
    connection.execute(
        "UPDATE people SET merged_into = ?, merged_at = ?, folded = NULL WHERE row = ?",
        kept.row,
        to_micros(at),
        other.row,
    )
    stays.join(connection, kept.row, other.row)
    presence.join(connection, kept.row, other.row)
    return _teach(connection, load(connection, [kept.row])[kept.row], other.person)
