"""The one door off the UI thread: the only module that starts threads.

Everything that blocks is asked for here, and every answer comes back as one queued signal carrying one
dataclass, so that nothing but this module has to know that there is more than one thread.

The workers are daemon threads over a queue rather than ``ThreadPoolExecutor``: the pool's threads are joined
without limit when the interpreter ends, and a driver that hangs would keep a kiosk from restarting.
"""

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from time import monotonic
from typing import NoReturn, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from kiosk.errors import KioskError
from kiosk.ports import Cancellable, Source
from kiosk.scans import Picture, SourceEvent

T = TypeVar("T")
Job = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something to be called on the UI thread."""

    call: Job


class _Door(QObject):
    """Lives on the UI thread; ``deliver`` may be called from any."""

    _arrived = Signal(Delivery)

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self.open = True
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def deliver(self, call: Job) -> None:
        with self._lock:  # so that no thread touches this QObject once the UI thread has shut it
            if self.open:
                self._arrived.emit(Delivery(call))

    def shut(self) -> None:
        with self._lock:
            self.open = False

    @Slot(Delivery)
    def _take(self, delivery: Delivery) -> None:
        if self.open:
            delivery.call()


class _Worker:
    """One thread that does jobs in the order they were asked for."""

    def __init__(self, name: str, door: _Door) -> None:
        self._door = door
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self.thread = threading.Thread(target=self._work, name=name, daemon=True)
        self.thread.start()

    def run(self, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[KioskError], None]) -> None:
        if self._door.open:
            self._jobs.put(partial(_answer, self._door, work, then, failed))

    def finish(self) -> None:
        """Do what was asked so far, then end."""
        self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()


class _Listener:
    """One thread that passes on what one source yields, keeping only the newest picture not yet taken."""

    def __init__(self, source: Source, each: Callable[[SourceEvent], None], door: _Door) -> None:
        self._source = source
        self._each = each
        self._door = door
        self._lock = threading.Lock()
        self._newest: Picture | None = None
        # only the kind: the rest of an address may hold a camera's password
        name = source.address.partition(":")[0]
        self.thread = threading.Thread(target=self._listen, name=f"listen {name}", daemon=True)
        self.thread.start()

    def close(self) -> None:
        self._source.close()

    def _listen(self) -> None:
        try:
            for event in self._source.events():
                if isinstance(event, Picture):
                    self._offer(event)
                else:
                    self._door.deliver(partial(self._each, event))
        except BaseException as bug:  # noqa: BLE001 - not swallowed: raised again on the UI thread
            self._door.deliver(partial(_raise, bug))

    def _offer(self, picture: Picture) -> None:
        with self._lock:
            under_way = self._newest is not None
            self._newest = picture
        if not under_way:
            self._door.deliver(self._take_newest)

    def _take_newest(self) -> None:
        with self._lock:
            picture, self._newest = self._newest, None
        if picture is not None:
            self._each(picture)


class _Timer:
    """A single shot that can be cancelled before and after it has run."""

    def __init__(self, seconds: float, call: Job, door: _Door) -> None:
        self._call = call
        self._door = door
        # the door is its parent, so that Python's collector never deletes it from another thread
        self._timer: QTimer | None = QTimer(door)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        # a partial is held by the connection; a bound method would be forgotten together with its object
        self._timer.timeout.connect(partial(_Timer._fire, self))
        self._timer.start(max(0, math.ceil(seconds * 1000)))

    def cancel(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer.deleteLater()
            self._timer = None

    def _fire(self) -> None:
        if self._timer is not None and self._door.open:
            self.cancel()
            self._call()


class Lane:
    """A ``Background`` whose ``run`` has a worker of its own, so that slow work does not hold up the store."""

    def __init__(self, background: "QtBackground", worker: _Worker) -> None:
        self._worker = worker
        self.listen = background.listen
        self.after = background.after

    def run(self, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[KioskError], None]) -> None:
        """Do ``work`` on this lane, in the order asked on it."""
        self._worker.run(work, then, failed)


class QtBackground:
    """``kiosk.ports.Background`` on Qt's event loop. Make it, use it and close it on the UI thread.

    ``run`` has one worker because the local store has one writer. Work that waits for the network goes to
    ``on("network")``. An exception that is no ``KioskError``, wherever it was raised, is raised again on the UI
    thread and so reaches ``sys.excepthook``.
    """

    def __init__(self) -> None:
        self._door = _Door()
        self._store = _Worker("store", self._door)
        self._workers = {"store": self._store}
        self._listeners: list[_Listener] = []

    def run(self, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[KioskError], None]) -> None:
        """Do ``work`` on the store's worker, in the order asked."""
        self._store.run(work, then, failed)

    def on(self, lane: str) -> Lane:
        """The lane of this name, with one worker however often it is asked for."""
        if lane not in self._workers:
            self._workers[lane] = _Worker(lane, self._door)
        return Lane(self, self._workers[lane])

    def listen(self, source: Source, each: Callable[[SourceEvent], None]) -> None:
        """Call ``each`` for what ``source`` yields; a picture not yet taken gives way to a newer one."""
        if self._door.open:
            self._listeners.append(_Listener(source, each, self._door))

    def after(self, seconds: float, call: Callable[[], None]) -> Cancellable:
        """Call ``call`` once, not before ``seconds`` from now and within a few milliseconds of it."""
        return _Timer(seconds, call, self._door)

    def close(self, timeout: float = 3.0) -> None:
        """Close every source, do the work asked so far and wait for the threads, ``timeout`` seconds for all of it.

        Nothing is called from now on: answers that are still on their way are dropped, timers do not fire.
        Work that was asked for is done all the same, because a visit may be among it. A thread that does not
        end in time is left behind; it dies with the process.
        """
        self._door.shut()
        for listener in self._listeners:
            listener.close()
        for worker in self._workers.values():
            worker.finish()
        until = monotonic() + timeout
        threads = [listener.thread for listener in self._listeners]
        threads += [worker.thread for worker in self._workers.values()]
        for thread in threads:
            thread.join(max(0.0, until - monotonic()))


def _answer(
    door: _Door, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[KioskError], None]
) -> None:
    try:
        answer = work()
    except KioskError as fault:
        door.deliver(partial(failed, fault))
    except BaseException as bug:  # noqa: BLE001 - not swallowed: raised again on the UI thread
        door.deliver(partial(_raise, bug))
    else:
        door.deliver(partial(then, answer))


def _raise(bug: BaseException) -> NoReturn:
    raise bug
