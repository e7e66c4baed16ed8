"""Who looked at what, when and why: written in the same transaction as the answer, and never changed."""

import json
import operator
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select

from central_server.store.authority_tables import access_log, access_subjects, officers

A_SLICE = 5_000  # entries whose subjects are read at once
MOST_SUBJECTS = 5_000  # of one entry; whoever looked at more at once has ``counts`` to say so

# Every act that is written down. What is not here cannot be noted, so that none is without words on the log's page.
ACTS = frozenset(
    {
        "code_failed",
        "duties_acknowledge",
        "duties_approve",
        "duties_breach_counted",
        "duties_breach_exported",
        "duties_breach_kept",
        "duties_breach_told",
        "duties_correct",
        "duties_erase",
        "duties_extend",
        "duties_new",
        "duties_opened",
        "duties_printed",
        "duties_refuse",
        "duties_searched",
        "duties_withdraw",
        "duties_write-off",
        "factor_enrolled",
        "factor_forgotten",
        "inspect",
        "isolation_begun",
        "isolation_ended",
        "isolation_export",
        "isolation_list",
        "isolation_person",
        "keep_campaign",
        "log_exported",
        "notice_ended",
        "notice_made",
        "officer_added",
        "officer_changed",
        "officer_dismissed",
        "officer_password",
        "password_changed",
        "person_opened",
        "put_campaign",
        "searched",
        "sign_in",
        "sign_in_failed",
        "sign_out",
        "trace_exported",
        "traced",
        "unmasked",
    }
)


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
    ValueError for an act that is not among ``ACTS``.
    """
    if act not in ACTS:
        raise ValueError(f"{act} is none of the acts of the access log")
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


@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries; None for all. ``before`` is the number of the entry that was shown last.

    ``area``: only what officers of this province did.
    """

    since: datetime | None = None
    until: datetime | None = None
    officer: UUID | None = None
    act: str | None = None
    subject: UUID | None = None
    before: int | None = None
    area: str | None = None


def entries(connection: Connection, asked: Asked, limit: int) -> Sequence[Row[Any]]:
    """Entries with the officers' names, the latest first."""
    log = access_log.c
    wanted = select(access_log, officers.c.name.label("name")).outerjoin(officers, officers.c.id == log.officer)
    limits = [
        (asked.since, log.at, operator.ge),
        (asked.until, log.at, operator.lt),
        (asked.officer, log.officer, operator.eq),
        (asked.act, log.act, operator.eq),
        (asked.before, log.number, operator.lt),
        (asked.area, officers.c.area, operator.eq),
    ]
    for value, column, compared in limits:
        if value is not None:
            wanted = wanted.where(compared(column, value))
    if asked.subject is not None:
        about = select(access_subjects.c.entry).where(access_subjects.c.subject == asked.subject)
        wanted = wanted.where(log.number.in_(about))
    return connection.execute(wanted.order_by(log.number.desc()).limit(limit)).all()


def subjects_of(connection: Connection, numbers: Collection[int]) -> dict[int, list[UUID]]:
    """Whom or what these entries were about."""
    found: dict[int, list[UUID]] = {}
    about, ordered = access_subjects.c, sorted(numbers)
    for start in range(0, len(ordered), A_SLICE):
        wanted = select(access_subjects).where(about.entry.in_(ordered[start : start + A_SLICE]))
        for row in connection.execute(wanted.order_by(about.entry, about.subject)):
            found.setdefault(row.entry, []).append(row.subject)
    return found
