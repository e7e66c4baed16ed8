"""The work-list: what the centre refused, of whom, and why."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from kiosk.desk.refusals import because, said
from kiosk.desk.rows import RowKey, RowKind, WorkItem
from kiosk.people import masked_name
from kiosk.visits import Act
from local_store import people
from local_store.connection import Connection
from local_store.moments import from_micros
from local_store.people import Known

_REFUSED = """SELECT id, sequence, body, reason, settled_at, stay,
    coalesce((SELECT person FROM visits WHERE visits.sequence = outbox.sequence),
        (SELECT person FROM declarations WHERE declarations.sequence = outbox.sequence)),
    coalesce((SELECT at FROM visits WHERE visits.sequence = outbox.sequence),
        (SELECT at FROM declarations WHERE declarations.sequence = outbox.sequence),
        (SELECT at FROM refused_scans WHERE refused_scans.sequence = outbox.sequence))
    FROM outbox INDEXED BY outbox_refused WHERE state = 'refused'
    AND sequence NOT IN (SELECT sequence FROM set_aside) ORDER BY sequence LIMIT ?"""


def work_list(connection: Connection, limit: int) -> Sequence[WorkItem]:
    """What was refused and not set aside, oldest first. What was salvaged is told by its words alone."""
    rows = connection.rows(_REFUSED, limit)
    known = people.load(connection, {row[6] for row in rows if row[6] is not None})
    return [_item(row, known.get(row[6])) for row in rows]


def person_of(connection: Connection, item: UUID) -> UUID | None:
    """Whom a row to be sent is about, for the audit log."""
    row = connection.row(
        "SELECT coalesce((SELECT person FROM visits WHERE visits.sequence = outbox.sequence), "
        "(SELECT person FROM declarations WHERE declarations.sequence = outbox.sequence)) FROM outbox WHERE id = ?",
        item.bytes,
    )
    if row is None or row[0] is None:
        return None
    return people.load(connection, [row[0]])[row[0]].person.id


def _item(row: tuple[Any, ...], known: Known | None) -> WorkItem:
    id_, sequence, body, reason, settled_at, stay, _, at = row
    words: dict[str, Any] = json.loads(body)
    name = known.person.name if known else (words.get("person") or {}).get("name")
    return WorkItem(
        UUID(bytes=id_),
        sequence,
        words["kind"],
        Act(words["act"]) if "act" in words else None,
        from_micros(settled_at if at is None else at),
        masked_name(name),
        because(reason),
        said(reason),
        from_micros(settled_at),
        RowKey(RowKind.STAY, stay) if stay is not None else None,
    )
