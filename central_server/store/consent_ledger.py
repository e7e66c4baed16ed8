"""Who agreed to what, counted; agreeing no longer; and what stays of a consent once its person is gone: that it was.

A consent is provable as long as its person is known. After that a row without anybody stays, for the counts.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, delete, exists, func, insert, select
from uuid_utils.compat import uuid7

from central_server.store.codes import take_back
from central_server.store.declaration_tables import citizen_codes, consents, declarations
from central_server.store.duties_tables import consent_withdrawals as withdrawals
from central_server.store.duties_tables import past_consents

_TEXT = ("purpose", "text_version", "text_hash", "language")
_KEPT = ("at", *_TEXT, "channel", "actor", "relationship", "child_too")


@dataclass(frozen=True, slots=True)
class Agreed:
    """How many agreed to one text: how many of them still count, took it back, or are gone."""

    purpose: str
    text_version: str
    text_hash: str
    language: str
    first: datetime
    last: datetime
    standing: int
    withdrawn: int
    past: int


@dataclass(frozen=True, slots=True, repr=False)
class Consent:
    """One human's consent. ``withdrawn_at``: when they took it back, None as long as it stands."""

    at: datetime
    purpose: str
    text_version: str
    text_hash: str
    language: str
    channel: str
    actor: str
    relationship: str
    child_too: bool
    withdrawn_at: datetime | None

    def __repr__(self) -> str:
        return f"Consent({self.purpose}, {self.text_version})"


def ledger(connection: Connection) -> tuple[Agreed, ...]:
    """Every text that anybody agreed to, with its counts."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    columns = [consents.c[name] for name in _TEXT]
    back = _taken_back()
    for gone in (False, True):
        where = back if gone else ~back
        counted = select(*columns, func.count(), func.min(consents.c.at), func.max(consents.c.at))
        for *key, many, first, last in connection.execute(counted.where(where).group_by(*columns)):
            _count(found, tuple(key), "withdrawn" if gone else "standing", many, first, last)
    columns = [past_consents.c[name] for name in _TEXT]
    counted = select(*columns, func.count(), func.min(past_consents.c.at), func.max(past_consents.c.at))
    for *key, many, first, last in connection.execute(counted.group_by(*columns)):
        _count(found, tuple(key), "past", many, first, last)
    return tuple(Agreed(*key, **found[key]) for key in sorted(found))  # type: ignore[arg-type]  # four texts


def consents_of(connection: Connection, ids: Collection[UUID]) -> tuple[Consent, ...]:
    """What one human, known under these ids, agreed to; the latest first."""
    rows = connection.execute(select(consents).where(consents.c.person.in_(ids)).order_by(consents.c.at.desc())).all()
    taken = withdrawals_of(connection, ids)
    told = []
    for row in rows:
        later = [at for purpose, at in taken if purpose == row.purpose and at >= row.at]
        kept = {name: row._mapping[name] for name in _KEPT}
        told.append(Consent(**kept, withdrawn_at=min(later, default=None)))
    return tuple(told)


def withdraw(
    connection: Connection, ids: Collection[UUID], purpose: str, words: str, now: datetime, officer: UUID | None = None
) -> None:
    """Keep that one human agrees to a purpose no longer.

    Their codes for it are taken back, and what they declared for it is told to no screen any more.
    """
    rows = [
        {"id": uuid7(), "person": person, "purpose": purpose, "at": now, "officer": officer, "words": words}
        for person in sorted(ids)
    ]
    connection.execute(insert(withdrawals), rows)
    for_it = select(declarations.c.id).where(declarations.c.person.in_(ids), declarations.c.campaign == purpose)
    take_back(connection, citizen_codes.c.declaration.in_(for_it), "consent withdrawn", now)


def withdrawals_of(connection: Connection, ids: Collection[UUID]) -> tuple[tuple[str, datetime], ...]:
    """What they took back, and when."""
    rows = select(withdrawals.c.purpose, withdrawals.c.at).where(withdrawals.c.person.in_(ids))
    return tuple({(row.purpose, row.at) for row in connection.execute(rows)})


def agrees_no_longer(connection: Connection, ids: Collection[UUID], purpose: str) -> bool:
    """Whether the latest word of theirs on a purpose is no."""
    back = [at for said, at in withdrawals_of(connection, ids) if said == purpose]
    if not back:
        return False
    mine = consents.c.person.in_(ids), consents.c.purpose == purpose
    latest = connection.execute(select(func.max(consents.c.at)).where(*mine)).scalar()
    return latest is None or latest <= max(back)


def end_consents(connection: Connection, ids: Collection[UUID], why: str, now: datetime) -> int:
    """Part the consents of these from them; how many. Inside ``erasing`` only. Their withdrawals are not touched."""
    return _end(connection, consents.c.person.in_(ids), why, now)


def end_consents_of(connection: Connection, declared: Collection[UUID], why: str, now: datetime) -> int:
    """The same for those of these declarations."""
    return _end(connection, consents.c.declaration.in_(declared), why, now)


def _end(connection: Connection, which: Any, why: str, now: datetime) -> int:
    rows = connection.execute(select(consents, _taken_back().label("withdrawn")).where(which)).all()
    ended = [
        {name: row._mapping[name] for name in (*_KEPT, "withdrawn")} | {"id": uuid4(), "ended_at": now, "why": why}
        for row in rows
    ]
    if ended:
        connection.execute(insert(past_consents), ended)
        connection.execute(delete(consents).where(which))
    return len(ended)


def _taken_back() -> Any:
    same = withdrawals.c.person == consents.c.person, withdrawals.c.purpose == consents.c.purpose
    return exists().where(*same, withdrawals.c.at >= consents.c.at)


def _count(
    found: dict[tuple[str, ...], dict[str, Any]],
    key: tuple[str, ...],
    what: str,
    many: int,
    first: datetime,
    last: datetime,
) -> None:
    known = found.setdefault(key, {"first": first, "last": last, "standing": 0, "withdrawn": 0, "past": 0})
    known[what] += many
    known["first"], known["last"] = min(known["first"], first), max(known["last"], last)
