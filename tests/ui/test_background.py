"""The one door off the UI thread, on a real event loop with real threads."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from queue import SimpleQueue

import pytest
from pytestqt.qtbot import QtBot

from kiosk.errors import KioskError, StoreError
from kiosk.ports import Background, Cancellable
from kiosk.scans import Picture, Scan, SourceEvent, SourceLost, SourceUp, Symbology
from ui.background import QtBackground


class Feed:
    """A source that yields what it is given."""

    def __init__(self, address: str = "camera:0") -> None:
        self.address = address
        self.given: SimpleQueue[SourceEvent | BaseException | None] = SimpleQueue()
        self.threads: set[int] = set()
        self.taken = 0

    def events(self) -> Iterator[SourceEvent]:
        self.threads.add(threading.get_ident())
        while (event := self.given.get()) is not None:
            if isinstance(event, BaseException):
                raise event
            yield event
            self.taken += 1

    def close(self) -> None:
        self.given.put(None)


class Deaf(Feed):
    """A source whose driver hangs: close changes nothing."""

    def close(self) -> None:
        pass


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[QtBackground]:
    made = QtBackground()
    yield made
    made.close()
    qtbot.wait(1)


def picture(number: int, source: str = "camera:0") -> Picture:
    return Picture(source, 1, 1, 3, memoryview(bytes(3)), float(number))


def scan(number: int) -> Scan:
    return Scan("camera:0", Symbology.QR, str(number), str(number).encode(), float(number))


def never(value: object) -> None:
    pytest.fail(f"called with {value!r}")


def wait_until(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    """Without turning the event loop, as a busy UI thread does."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.001)


def test_it_is_the_port(background: QtBackground) -> None:
    both: list[Background] = [background, background.on("network")]
    assert len(both) == 2


def test_work_is_done_elsewhere_in_order_and_answered_here(qtbot: QtBot, background: QtBackground) -> None:
    here = threading.get_ident()
    worked: list[int] = []
    answers: list[int] = []
    answered_on: set[int] = set()

    def work(number: int) -> int:
        worked.append(threading.get_ident())
        time.sleep(0.001 * (number % 3))
        return number

    def then(number: int) -> None:
        answered_on.add(threading.get_ident())
        answers.append(number)

    for number in range(50):
        background.run(partial(work, number), then, never)
    qtbot.waitUntil(lambda: len(answers) == 50)
    assert answers == list(range(50))
    assert answered_on == {here}
    assert len(set(worked)) == 1
    assert here not in worked


def test_nothing_is_answered_before_the_caller_is_done(qtbot: QtBot, background: QtBackground) -> None:
    answers: list[int] = []
    background.run(lambda: 1, answers.append, never)
    time.sleep(0.05)
    assert answers == []
    qtbot.waitUntil(lambda: answers == [1])


def test_a_fault_of_the_world_goes_to_failed(qtbot: QtBot, background: QtBackground) -> None:
    faults: list[KioskError] = []

    def work() -> int:
        raise StoreError("disk full")

    background.run(work, never, faults.append)
    qtbot.waitUntil(lambda: len(faults) == 1)
    assert isinstance(faults[0], StoreError)


def test_a_bug_reaches_the_excepthook_and_the_worker_lives_on(
    qtbot: QtBot, background: QtBackground, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[BaseException, int]] = []
    monkeypatch.setattr(sys, "excepthook", lambda _type, bug, _trace: seen.append((bug, threading.get_ident())))
    answers: list[int] = []

    def work() -> int:
        raise ZeroDivisionError("a bug")

    background.run(work, never, never)
    background.run(lambda: 2, answers.append, never)
    qtbot.waitUntil(lambda: answers == [2])
    assert [(type(bug), thread) for bug, thread in seen] == [(ZeroDivisionError, threading.get_ident())]
    assert seen[0][0].__traceback__ is not None


def test_a_bug_in_a_listener_reaches_the_excepthook(
    qtbot: QtBot, background: QtBackground, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _type, bug, _trace: seen.append(bug))
    feed = Feed()
    background.listen(feed, lambda _: None)
    feed.given.put(ZeroDivisionError("a bug"))
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert isinstance(seen[0], ZeroDivisionError)


def test_another_lane_does_not_wait_for_the_store_nor_the_store_for_it(qtbot: QtBot, background: QtBackground) -> None:
    answers: list[str] = []
    stalled = threading.Event()

    def wait() -> str:
        assert stalled.wait(5)
        return "network"

    network = background.on("network")
    network.run(wait, answers.append, never)
    background.run(lambda: "store", answers.append, never)
    qtbot.waitUntil(lambda: answers == ["store"])
    stalled.set()
    qtbot.waitUntil(lambda: answers == ["store", "network"])


def test_a_lane_keeps_its_worker(qtbot: QtBot, background: QtBackground) -> None:
    threads: list[int] = []
    background.on("network").run(threading.get_ident, threads.append, never)
    background.on("network").run(threading.get_ident, threads.append, never)
    background.on("update").run(threading.get_ident, threads.append, never)
    qtbot.waitUntil(lambda: len(threads) == 3)
    assert len(set(threads)) == 2


def test_scans_are_never_dropped_and_pictures_give_way_to_newer_ones(qtbot: QtBot, background: QtBackground) -> None:
    feed = Feed()
    seen: list[SourceEvent] = []
    background.listen(feed, seen.append)
    for number in range(200):
        feed.given.put(picture(number))
        feed.given.put(scan(number))
    wait_until(lambda: feed.taken == 400)  # the UI thread is busy meanwhile
    assert seen == []
    qtbot.waitUntil(lambda: len(seen) == 201)
    assert [event for event in seen if isinstance(event, Scan)] == [scan(number) for number in range(200)]
    assert [event.at for event in seen if isinstance(event, Picture)] == [199.0]
    feed.given.put(picture(200))
    qtbot.waitUntil(lambda: len(seen) == 202)  # and the next one comes again


def test_one_source_does_not_replace_the_pictures_of_another(qtbot: QtBot, background: QtBackground) -> None:
    feeds = [Feed("camera:0"), Feed("camera:1")]
    seen: list[SourceEvent] = []
    for feed in feeds:
        background.listen(feed, seen.append)
        feed.given.put(picture(1, feed.address))
        feed.given.put(picture(2, feed.address))
    wait_until(lambda: all(feed.taken == 2 for feed in feeds))
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert {(event.source, event.at) for event in seen if isinstance(event, Picture)} == {
        ("camera:0", 2.0),
        ("camera:1", 2.0),
    }


def test_each_source_has_a_thread_of_its_own(qtbot: QtBot, background: QtBackground) -> None:
    feeds = [Feed(f"camera:{number}") for number in range(3)]
    seen: list[SourceEvent] = []
    for feed in feeds:
        background.listen(feed, seen.append)
        feed.given.put(SourceUp(feed.address))
        feed.given.put(SourceLost(feed.address, "unplugged"))
    qtbot.waitUntil(lambda: len(seen) == 6)
    assert len(set().union(*(feed.threads for feed in feeds))) == 3


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.2])
def test_after_is_precise_and_fires_once(qtbot: QtBot, background: QtBackground, seconds: float) -> None:
    fired: list[float] = []
    started = time.monotonic()
    background.after(seconds, lambda: fired.append(time.monotonic() - started))
    assert fired == []
    qtbot.waitUntil(lambda: len(fired) == 1)
    assert seconds <= fired[0] < seconds + 0.15  # a shared machine is slow at times
    qtbot.wait(20)
    assert len(fired) == 1


def test_a_cancelled_timer_does_not_fire(qtbot: QtBot, background: QtBackground) -> None:
    fired: list[int] = []
    first = background.after(0.02, lambda: fired.append(1))
    second = background.after(0.04, lambda: fired.append(2))
    first.cancel()
    first.cancel()
    qtbot.waitUntil(lambda: fired == [2])
    second.cancel()  # has run already


def test_a_timer_may_cancel_another_that_is_due(qtbot: QtBot, background: QtBackground) -> None:
    fired: list[int] = []
    timers: list[Cancellable] = []

    def first() -> None:
        fired.append(1)
        timers[0].cancel()

    background.after(0.01, first)
    timers.append(background.after(0.011, lambda: fired.append(2)))
    time.sleep(0.05)
    qtbot.wait(50)
    assert fired == [1]


def test_nothing_is_called_after_close(qtbot: QtBot) -> None:
    background = QtBackground()
    feed = Feed()
    seen: list[object] = []
    background.listen(feed, seen.append)
    background.run(lambda: "late", seen.append, seen.append)
    background.after(0.01, lambda: seen.append("timer"))
    feed.given.put(scan(1))
    wait_until(lambda: feed.taken == 1)
    background.close()
    background.run(lambda: "later", seen.append, seen.append)
    background.listen(Feed(), seen.append)
    background.after(0.0, lambda: seen.append("timer"))
    qtbot.wait(50)
    assert seen == []


@pytest.mark.usefixtures("qtbot")
def test_close_ends_its_threads_and_does_the_work_asked_before() -> None:
    before = threading.active_count()
    background = QtBackground()
    feed = Feed()
    background.listen(feed, lambda _: None)
    done: list[int] = []
    background.run(lambda: time.sleep(0.1), lambda _: None, never)
    background.run(lambda: done.append(1), lambda _: None, never)
    background.on("network").run(lambda: done.append(2), lambda _: None, never)
    background.close()
    assert sorted(done) == [1, 2]
    assert threading.active_count() == before


@pytest.mark.usefixtures("qtbot")
def test_a_driver_that_hangs_does_not_hold_up_close() -> None:
    background = QtBackground()
    deaf = Deaf()
    background.listen(deaf, lambda _: None)
    wait_until(lambda: bool(deaf.threads))
    started = time.monotonic()
    background.close(timeout=0.2)
    assert time.monotonic() - started < 1.0
    deaf.given.put(None)
