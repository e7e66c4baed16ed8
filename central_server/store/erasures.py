"""That people were erased: who decided it, when, why and how much; and which ids, in a form that only tells one again.

A database that is put back from a copy holds people who were erased since. So the list of erasures goes apart from
copies (``exported``), is taken over by what was put back (``take_over``), and whoever is on it is erased again.
"""

import base64
import hmac
import json
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from central_server.store.duties_tables import erased_people, erasures
from central_server.store.inserting import insert
from central_server.store.tables import people

SALT = 16  # bytes
SLICE = 500  # hashes looked up at once
PAGE = 5_000  # people looked through at once


def put_down(
    connection: Connection,
    erasure: UUID,
    ids: Collection[UUID],
    reason: str,
    counts: Mapping[str, int],
    now: datetime,
    *,
    request: UUID | None,
    officer: UUID | None,
) -> None:
    """Keep that these ids were erased."""
    salt = connection.execute(select(erasures.c.salt).order_by(erasures.c.at.desc()).limit(1)).scalar()
    salt = secrets.token_bytes(SALT) if salt is None else bytes(salt)  # one for all, so that looking costs one hash
    row = {
        "id": erasure,
        "at": now,
        "reason": reason,
        "request": request,
        "officer": officer,
        "salt": salt,
        "counts": json.dumps(dict(counts), sort_keys=True),
    }
    connection.execute(insert(connection, erasures), row)
    hashes = [{"hash": _hash(salt, person), "erasure": erasure} for person in sorted(ids)]
    if hashes:
        connection.execute(insert(connection, erased_people).on_conflict_do_nothing(), hashes)


def erased_among(connection: Connection, ids: Collection[UUID]) -> set[UUID]:
    """Those of the ids that were erased before."""
    salts = [bytes(salt) for salt in connection.execute(select(erasures.c.salt).distinct()).scalars()]
    by_hash = {_hash(salt, person): person for salt in salts for person in ids}
    found: set[UUID] = set()
    hashes = sorted(by_hash)
    for start in range(0, len(hashes), SLICE):
        known = select(erased_people.c.hash).where(erased_people.c.hash.in_(hashes[start : start + SLICE]))
        found |= {by_hash[bytes(hash_)] for hash_ in connection.execute(known).scalars()}
    return found


def came_back(connection: Connection, since: datetime | None = None) -> set[UUID]:
    """Who of the people that were heard of ``since`` was erased before: in an event that came late, or with a copy."""
    found: set[UUID] = set()
    after: UUID | None = None
    while True:
        page = select(people.c.id).order_by(people.c.id).limit(PAGE)
        page = page if after is None else page.where(people.c.id > after)
        page = page if since is None else page.where(people.c.updated_at >= since)
        ids = list(connection.execute(page).scalars())
        if not ids:
            return found
        found |= erased_among(connection, ids)
        after = ids[-1]


def exported(connection: Connection) -> Iterator[str]:
    """The list as lines of JSON, one for each erasure: no id, no name, no number stands in it."""
    rows = connection.execute(select(erasures).order_by(erasures.c.at, erasures.c.id)).all()
    for row in rows:
        hashes = connection.execute(select(erased_people.c.hash).where(erased_people.c.erasure == row.id)).scalars()
        line = {
            "id": str(row.id),
            "at": row.at.isoformat(),
            "reason": row.reason,
            "request": None if row.request is None else str(row.request),
            "officer": None if row.officer is None else str(row.officer),
            "salt": _text(row.salt),
            "counts": json.loads(row.counts),
            "people": sorted(_text(one) for one in hashes),
        }
        yield json.dumps(line, sort_keys=True)


def take_over(connection: Connection, lines: Iterable[str]) -> int:
    """Add what another database's list says and this one's does not; how many erasures that were.

    Raises ValueError for what is no such list.
    """
    added = 0
    for line in lines:
        if not line.strip():
            continue
        try:
            said = json.loads(line)
            row, hashes = _read(said)
        except (AttributeError, KeyError, TypeError) as fault:
            raise ValueError("This is no list of erasures.") from fault
        new = connection.execute(insert(connection, erasures).on_conflict_do_nothing().returning(erasures.c.id), row)
        added += new.one_or_none() is not None
        theirs = [{"hash": one, "erasure": row["id"]} for one in hashes]
        if theirs:
            connection.execute(insert(connection, erased_people).on_conflict_do_nothing(), theirs)
    return added


def _read(said: Mapping[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    row = {
        "id": UUID(said["id"]),
        "at": datetime.fromisoformat(said["at"]),
        "reason": str(said["reason"]),
        "request": UUID(said["request"]) if said["request"] else None,
        "officer": UUID(said["officer"]) if said["officer"] else None,
        "salt": base64.b64decode(said["salt"], validate=True),
        "counts": json.dumps(said["counts"], sort_keys=True),
    }
    return row, [base64.b64decode(one, validate=True) for one in said["people"]]


def _hash(salt: bytes, person: UUID) -> bytes:
    return hmac.new(salt, person.bytes, sha256).digest()


def _text(data: bytes) -> str:
    return base64.b64encode(bytes(data)).decode()
