"""Doing a job of upkeep where it is due, and nowhere twice: what was done when stands in the database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, select, text

from central_server.store.engine import transaction
from central_server.store.inserting import insert
from central_server.store.tables import upkeep

LOCK = 5_640_713_300  # any number that nothing else in the same database locks on
LONGEST = "10min"  # that a job may take on PostgreSQL

Work = Callable[[Connection, datetime], None]


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done again and again: ``work`` in one transaction, ``every`` so often, wherever the centre runs.

    The transaction holds up nothing but itself on PostgreSQL, and everything on SQLite: a job does a slice of what
    there is and the rest the next time.
    """

    name: str
    every: timedelta
    work: Work


def do_if_due(engine: Engine, job: Job, now: datetime) -> bool:
    """Do a job unless it was done less than ``job.every`` ago, or is being done; whether it was done here and now.

    When the work fails, nothing of it stays, and it is due again. Raises StoreUnavailable, and what the work raises.
    """
    with transaction(engine) as connection:
        if not _alone(connection, job):
            return False
        last = connection.execute(select(upkeep.c.ran_at).where(upkeep.c.job == job.name)).scalar()
        if last is not None and last <= now < last + job.every:  # a clock that was set back holds nothing up
            return False
        job.work(connection, now)
        statement = insert(connection, upkeep).on_conflict_do_update(index_elements=["job"], set_={"ran_at": now})
        connection.execute(statement, {"job": job.name, "ran_at": now})
    return True


def _alone(connection: Connection, job: Job) -> bool:
    """Whether nobody else does this job now; on SQLite, BEGIN IMMEDIATE has seen to it."""
    if connection.dialect.name != "postgresql":
        return True
    connection.execute(text(f"SET LOCAL statement_timeout = '{LONGEST}'"))
    key = {"lock": LOCK, "job": job.name}
    ours = connection.execute(text("SELECT pg_try_advisory_xact_lock(:lock # hashtext(:job))"), key)
    return bool(ours.scalar_one())
