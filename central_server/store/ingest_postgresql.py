"""Writing a batch into PostgreSQL by set: one statement for each table, however many events there are.

Statements are text, which the driver prepares once for each connection. Visits go in as one JSON text made of what is
there already, their canonical contents: to write out a dozen arrays of columns costs Python five times as much as
PostgreSQL takes longer to read JSON. To write a person again who is there already would cost more than all the rest,
so people are compared where they lie, and only who is new or different comes back.
"""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from central_server.reading import Received
from central_server.store.given_numbers import given_numbers
from kiosk.wire.messages import DeclarationSaid, VisitSaid

# Plans are kept for as long as a connection, and might have been made when the centre was new and its tables empty:
# so these statements may use nothing but indexes. The settings end with the transaction.
_SEEN = """
WITH settings AS MATERIALIZED (
    SELECT set_config(name, 'off', true)
    FROM unnest(ARRAY['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin']) AS t (name)
), seen AS (
    INSERT INTO devices (id, first_seen, last_seen) VALUES (%s, %s, %s)
    ON CONFLICT (id) DO UPDATE SET last_seen = excluded.last_seen
)
SELECT (SELECT checkpoint FROM checkpoint_devices WHERE device = %s), (SELECT count(*) FROM settings)
"""

_RECEIPTS = """
INSERT INTO receipts (id, device, sequence, hash, received_at)
SELECT id, %s, sequence, hash, %s FROM unnest(%s::uuid[], %s::bigint[], %s::bytea[]) AS said (id, sequence, hash)
ON CONFLICT DO NOTHING RETURNING id
"""

_SAME = """
SELECT count(*) FROM unnest(%s::uuid[], %s::bytea[]) AS said (id, hash) JOIN receipts USING (id)
WHERE receipts.hash IN (said.hash, '')
"""

_KNOWN = "SELECT id, hash FROM receipts WHERE id = ANY (%s::uuid[])"

_VISITS = """
WITH said AS MATERIALIZED (
    SELECT visit.*, who.id AS who, who.name, who.birth, who.sex, who.identifiers
    FROM json_to_recordset(%s::json) AS visit (
        id uuid, sequence bigint, act text, at timestamptz, via text, gate text, follows uuid, verified boolean,
        staff uuid, reason text, person json
    ), json_to_record(visit.person) AS who (id uuid, name text, birth text, sex text, identifiers json)
), written AS (
    INSERT INTO visits
        (id, device, sequence, act, at, via, gate, follows, verified, person, staff, reason, checkpoint)
    SELECT id, %s, sequence, act, at, via, gate, follows, coalesce(verified, false), who, staff, reason, %s FROM said
)
SELECT said.who, people.id IS NOT NULL FROM said LEFT JOIN people ON people.id = said.who
WHERE people.id IS NULL
    OR (people.name IS NULL AND said.name IS NOT NULL)
    OR (people.birth IS NULL AND said.birth IS NOT NULL)
    OR (people.sex IS NULL AND said.sex IS NOT NULL)
    OR (people.device = %s AND (
        coalesce(said.name, people.name), coalesce(said.birth, people.birth), coalesce(said.sex, people.sex)
    ) IS DISTINCT FROM (people.name, people.birth, people.sex))
    OR EXISTS (
        SELECT FROM json_each_text(said.identifiers) AS n WHERE NOT EXISTS (
            SELECT FROM identifiers i WHERE i.person = said.who AND i.kind = n.key AND i.value = n.value
        )
    )
"""

# A visit that says nothing new of somebody is not written to them: a device's last word is the latest of its events.
# NULL for whoever was made by another device: of them, this one only fills what is empty.
_LAST_WORDS = """
SELECT id, CASE WHEN device = %s THEN greatest(
    sequence,
    (SELECT max(v.sequence) FROM visits v WHERE v.person = p.id AND v.device = %s AND v.id <> ALL (%s::uuid[])),
    (SELECT max(d.sequence) FROM declarations d WHERE d.person = p.id AND d.device = %s)
) END FROM people p WHERE id = ANY (%s::uuid[])
"""

_NEW_PEOPLE = """
INSERT INTO people (id, name, birth, sex, device, sequence, updated_at)
SELECT id, name, birth, sex, %s, sequence, %s
FROM json_to_recordset(%s::json) AS who (id uuid, name text, birth text, sex text, sequence bigint)
ON CONFLICT (id) DO UPDATE SET
    name = CASE WHEN people.device = excluded.device
        THEN coalesce(excluded.name, people.name) ELSE coalesce(people.name, excluded.name) END,
    birth = CASE WHEN people.device = excluded.device
        THEN coalesce(excluded.birth, people.birth) ELSE coalesce(people.birth, excluded.birth) END,
    sex = CASE WHEN people.device = excluded.device
        THEN coalesce(excluded.sex, people.sex) ELSE coalesce(people.sex, excluded.sex) END,
    sequence = CASE WHEN people.device = excluded.device THEN excluded.sequence ELSE people.sequence END,
    updated_at = excluded.updated_at
"""

_NUMBERS = """
INSERT INTO identifiers (person, kind, value)
SELECT person, kind, value FROM json_to_recordset(%s::json) AS n (person uuid, kind text, value text)
ON CONFLICT DO NOTHING
"""


def see(connection: Connection, device: UUID, now: datetime) -> UUID | None:
    """Note that the device was heard; its checkpoint. The row's lock puts batches of one device one after the other."""
    checkpoint: UUID | None = connection.exec_driver_sql(_SEEN, (device, now, now, device)).one()[0]
    return checkpoint


def add_receipts(connection: Connection, device: UUID, candidates: Sequence[Received], now: datetime) -> list[UUID]:
    """Receipts of what is new; returns the ids of that."""
    ids = [one.event.id for one in candidates]
    numbers = [one.event.sequence for one in candidates]
    said = (device, now, _array(ids), _array(numbers), _hashes(candidates))
    stored = connection.exec_driver_sql(_RECEIPTS, said)
    return ids if stored.rowcount == len(ids) else list(stored.scalars())


def all_known(connection: Connection, events: Sequence[Received]) -> bool:
    """Whether each of them has a receipt of just what it says."""
    said = (_array([one.event.id for one in events]), _hashes(events))
    return bool(connection.exec_driver_sql(_SAME, said).scalar_one() == len(events))


def known_hashes(connection: Connection, ids: Collection[UUID]) -> dict[UUID, bytes]:
    """The hashes of those ids that have a receipt."""
    return {id_: bytes(hash_) for id_, hash_ in connection.exec_driver_sql(_KNOWN, (_array(ids),))}


def add_visits(
    connection: Connection, device: UUID, checkpoint: UUID, stored: Sequence[Received], now: datetime
) -> None:
    """Write what is new of visits, and of everybody whom visits and declarations speak of."""
    came = [one for one in stored if isinstance(one.event, VisitSaid)]
    wanted: dict[UUID, bool] = {}  # people who are new, or stand there otherwise
    if came:
        contents = f"[{','.join([one.content for one in came])}]"
        rows = connection.exec_driver_sql(_VISITS, (contents, device, checkpoint, device))
        wanted = {row[0]: row[1] for row in rows}
    wanted |= {one.event.person.id: True for one in stored if isinstance(one.event, DeclarationSaid)}
    if not wanted:
        return
    ids = [who for who, perhaps_known in wanted.items() if perhaps_known]
    last_words: dict[UUID, int | None] = {}
    if ids:
        asked = (device, device, _array([one.event.id for one in stored]), device, _array(ids))
        last_words = {row[0]: row[1] for row in connection.exec_driver_sql(_LAST_WORDS, asked)}
    made_elsewhere = {who for who, last in last_words.items() if last is None}
    said = [one.event for one in stored if isinstance(one.event, VisitSaid | DeclarationSaid)]
    said = [event for event in said if event.person.id in wanted]
    said.sort(key=lambda event: (event.person.id, event.sequence))  # ids in order: no deadlocks
    news = [event for event in said if event.sequence > (last_words.get(event.person.id) or 0)]
    _add_people(connection, device, news, made_elsewhere, now)
    if numbers := given_numbers(connection, said, made_elsewhere):
        connection.exec_driver_sql(_NUMBERS, (_json([row | {"person": str(row["person"])} for row in numbers]),))


def _add_people(
    connection: Connection,
    device: UUID,
    said: Sequence[VisitSaid | DeclarationSaid],
    made_elsewhere: Collection[UUID],
    now: datetime,
) -> None:
    """Keep what the latest of these events says of each person; what none of them says stays as it was.

    Of whoever was made elsewhere the first of them counts, since what it has filled is not empty to the others.
    """
    rows: dict[UUID, dict[str, Any]] = {}
    for event in said:
        who = event.person
        told = {"name": who.name, "birth": who.birth, "sex": who.sex}
        row = rows.setdefault(who.id, {"id": str(who.id)} | told)
        kept = {field for field in told if row[field] is not None} if who.id in made_elsewhere else set()
        news = {field: value for field, value in told.items() if value is not None and field not in kept}
        row |= news | {"sequence": event.sequence}
    if rows:
        connection.exec_driver_sql(_NEW_PEOPLE, (device, now, _json([*rows.values()])))


def _array(values: Collection[UUID] | Collection[int]) -> str:
    """Values that need no quotes, as PostgreSQL writes an array: in a tenth of the driver's time."""
    return f"{{{','.join(map(str, values))}}}"


def _hashes(events: Sequence[Received]) -> str:
    quoted = [f'"\\\\x{one.hash.hex()}"' for one in events]
    return f"{{{','.join(quoted)}}}"


def _json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, ensure_ascii=False)
