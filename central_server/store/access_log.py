"""Who looked at what, when and why: written in the same transaction as the answer, and never changed."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy import Connection, insert

from central_server.store.authority_tables import access_log, access_subjects

MOST_SUBJECTS = 5_000  # of one entry; whoever looked at more at once has ``counts`` to say so


class Acting(Protocol):
    """Whoever does something."""

    @property
    def id(self) -> UUID:
        """Their id among the officers."""


def note(
    connection: Connection,
    officer: Acting | None,
    act: str,
    purpose: str,
    subject_ids: Collection[UUID],
    counts: Mapping[str, int | str],
    now: datetime,
) -> int:
    """Write down an act; its number. ``officer`` None: at the server's own machine, or nobody known.

    ``subject_ids`` are whom or what it was about: ids only, never a name or a number. ``counts`` is what came of it.
    """
    row = {
        "at": now,
        "officer": None if officer is None else officer.id,
        "act": act,
        "purpose": purpose,
        "counts": json.dumps(dict(counts), ensure_ascii=False, sort_keys=True),
    }
    number: int = connection.execute(insert(access_log).values(row).returning(access_log.c.number)).scalar_one()
    subjects = [{"entry": number, "subject": one} for one in sorted(set(subject_ids))[:MOST_SUBJECTS]]
    if subjects:
        connection.execute(insert(access_subjects), subjects)
    return number
