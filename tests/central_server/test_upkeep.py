"""What the centre does by itself: when it is due, by one of all, and whatever fails beside it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier, Event

import pytest
from sqlalchemy import Connection, Engine, func, select

from central_server.store.engine import transaction
from central_server.store.tables import devices, upkeep
from central_server.store.upkeep import Job, do_if_due
from central_server.upkeep import do_what_is_due, keeping_up
from tests.wire.saying import DEVICE

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def add_a_device(connection: Connection, now: datetime) -> None:
    connection.execute(devices.insert().values(id=DEVICE, first_seen=now, last_seen=now))


def fail(_connection: Connection, _now: datetime) -> None:
    raise LookupError("synthetic")


def rows(engine: Engine) -> int:
    with transaction(engine) as connection:
        return connection.execute(select(func.count()).select_from(devices)).scalar_one()


def test_a_job_is_done_when_it_is_due(engine: Engine) -> None:
    done: list[datetime] = []
    job = Job("note", HOUR, lambda _connection, now: done.append(now))
    moments = [NOW, NOW + HOUR - timedelta(seconds=1), NOW + HOUR]
    assert [do_if_due(engine, job, moment) for moment in moments] == [True, False, True]
    assert done == [NOW, NOW + HOUR]


def test_a_clock_that_was_set_back_holds_nothing_up(engine: Engine) -> None:
    job = Job("nothing", HOUR, lambda _connection, _now: None)
    assert do_if_due(engine, job, NOW)
    assert do_if_due(engine, job, NOW - timedelta(days=400))


def test_of_all_workers_one_does_it(engine: Engine) -> None:
    done, together = [], Barrier(4)
    job = Job("note", HOUR, lambda _connection, now: done.append(now))

    def look(_: int) -> bool:
        together.wait()
        return do_if_due(engine, job, NOW)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(look, range(4))) == [False, False, False, True]
    assert done == [NOW]


def test_what_is_under_way_elsewhere_is_not_waited_for(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    begun, go_on = Event(), Event()

    def slow(_connection: Connection, _now: datetime) -> None:
        begun.set()
        go_on.wait(10)

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(do_if_due, engine, Job("slow", HOUR, slow), NOW)
        assert begun.wait(10)
        assert not do_if_due(engine, Job("slow", HOUR, fail), NOW)
        assert do_if_due(engine, Job("another", HOUR, add_a_device), NOW)
        go_on.set()
        assert first.result(10)


def test_a_job_that_fails_leaves_nothing_stops_nobody_and_is_due_again(engine: Engine) -> None:
    def half(connection: Connection, now: datetime) -> None:
        add_a_device(connection, now)
        raise LookupError("synthetic")

    last = Job("last", HOUR, lambda _connection, _now: None)
    with pytest.raises(ExceptionGroup) as caught:
        do_what_is_due(engine, [Job("half", HOUR, half), last], NOW)
    assert caught.value.exceptions[0].__notes__ == ["in the job half"]
    assert rows(engine) == 0
    with transaction(engine) as connection:
        assert connection.execute(select(upkeep.c.job)).scalars().all() == ["last"]
    assert do_what_is_due(engine, [Job("half", HOUR, add_a_device), last], NOW) == ["half"]
    assert rows(engine) == 1


def test_it_goes_on_after_a_fault_and_ends_with_the_centre(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    turns: list[datetime] = []

    async def run() -> None:
        loop, twice = asyncio.get_running_loop(), asyncio.Event()

        def work(_connection: Connection, now: datetime) -> None:
            turns.append(now)
            if len(turns) == 2:
                loop.call_soon_threadsafe(twice.set)
            raise LookupError("synthetic")

        async with keeping_up(engine, [Job("note", HOUR, work)], lambda: NOW, look=0.01):
            await asyncio.wait_for(twice.wait(), 10)

    asyncio.run(run())
    assert len(turns) >= 2
    assert "Upkeep failed." in caplog.text
