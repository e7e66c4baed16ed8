"""What the centre does by itself now and then: one worker of all does it, whichever looks first."""

import asyncio
import logging
import os
import random
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool

from central_server.duties.jobs import TAKING_AWAY, duties_jobs
from central_server.store import device_health, nonces
from central_server.store.device_alarms import look_after
from central_server.store.device_health import TERMS, AlarmTerms
from central_server.store.erasing import leave_no_trace
from central_server.store.faults import StoreUnavailable
from central_server.store.partitions import make_ahead
from central_server.store.retention import keep_from
from central_server.store.upkeep import Job, do_if_due

LOOK = 60.0  # seconds, about, from one look at what is due to the next
log = logging.getLogger(__name__)


def centre_jobs(alarms: AlarmTerms = TERMS) -> tuple[Job, ...]:
    """Everything there is to do, in the order in which it is looked at; ``alarms`` says when a kiosk raises one.

    For how long things are kept stands in the environment. Raises SettingsError where it does not say so in days.
    """
    return (
        Job("partitions", timedelta(hours=6), make_ahead),
        Job("nonces", timedelta(minutes=1), nonces.sweep),
        Job("alarms", timedelta(minutes=1), lambda connection, now: look_after(connection, now, alarms)),
        Job("figures of kiosks", timedelta(hours=1), device_health.sweep),
        *duties_jobs(keep_from(os.environ)),
    )


def do_what_is_due(engine: Engine, jobs: Sequence[Job], now: datetime) -> list[str]:
    """Do each job that is due, in turn; the names of those done.

    A job that fails stops none after it; what it raised is raised at the end, in an ExceptionGroup.
    """
    done, faults = [], []
    for job in jobs:
        try:
            if do_if_due(engine, job, now):
                done.append(job.name)
        except Exception as fault:  # noqa: BLE001 - raised below
            fault.add_note(f"in the job {job.name}")
            faults.append(fault)
    if not TAKING_AWAY.isdisjoint(done):
        leave_no_trace(engine)
    if faults:
        raise ExceptionGroup("upkeep", faults)
    return done


@asynccontextmanager
async def keeping_up(
    engine: Engine, jobs: Sequence[Job], now: Callable[[], datetime], look: float = LOOK
) -> AsyncIterator[None]:
    """Look at what is due every ``look`` seconds, about, inside the ``with``; what is under way is waited for."""
    ending = asyncio.Event()
    task = asyncio.create_task(_keep_up(engine, jobs, now, look, ending))
    try:
        yield
    finally:
        ending.set()
        await task


async def _keep_up(
    engine: Engine, jobs: Sequence[Job], now: Callable[[], datetime], look: float, ending: asyncio.Event
) -> None:
    while True:
        # by lot, so that workers which started together do not always look together
        with suppress(TimeoutError):
            await asyncio.wait_for(ending.wait(), look * random.uniform(0.5, 1.0))  # noqa: S311  # no secret
        if ending.is_set():
            return
        try:
            await run_in_threadpool(do_what_is_due, engine, jobs, now())
        except* StoreUnavailable as away:
            log.warning("%s", away.exceptions[0])  # it is tried again
        except* Exception:
            log.exception("Upkeep failed.")
