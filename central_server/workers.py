"""Several processes that answer on one socket, and the one that keeps them: what dies is started again."""

import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import FrameType

from kiosk.errors import SettingsError

Work = Callable[[socket.socket, Callable[[], None]], None]  # serves until SIGTERM; says when it listens
REST = 1.0  # seconds before a worker is started again that died at once
FIRST = 60.0  # seconds for the first start of all
_spawn = multiprocessing.get_context("spawn")  # a fork would share what libraries hold: locks, random states, sockets


class Workers:
    """The processes. ``grace``: seconds that a worker gets to end after SIGTERM."""

    def __init__(self, work: Work, number: int, listener: socket.socket, grace: float) -> None:
        self._work, self._number, self._listener, self._grace = work, number, listener, grace
        self._ending = False
        self._woken, self._wake = _spawn.Pipe(duplex=False)
        self._started: dict[SpawnProcess, float] = {}

    def run(self, listening: Callable[[], None]) -> None:
        """Keep them running until ``end``; calls ``listening`` once all are ready.

        Raises SettingsError when a first one does not start.
        """
        for ending in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ending, self._signalled)
        try:
            self._wait_for([self._start() for _ in range(self._number)])
            if not self._ending:
                listening()
            while not self._ending:
                self._keep()
        finally:
            self._stop()

    def end(self) -> None:
        """From any thread or signal: have ``run`` come to its end."""
        self._ending = True
        self._wake.send_bytes(b"end")

    def _signalled(self, _signal: int, _frame: FrameType | None) -> None:
        self.end()

    def _start(self) -> "Connection[None, None]":
        ours, theirs = _spawn.Pipe(duplex=False)
        process = _spawn.Process(target=_worker, args=(self._work, self._listener, theirs), daemon=True)
        process.start()
        theirs.close()
        self._started[process] = time.monotonic()
        return ours

    def _wait_for(self, ready: "list[Connection[None, None]]") -> None:
        """Each of them says one word, or dies, which closes its end."""
        until = time.monotonic() + FIRST
        for one in ready:
            while not self._ending:
                found = self._ready([one, self._woken], max(0.0, until - time.monotonic()))
                if one not in found:
                    if not found:
                        raise SettingsError("A worker of the centre does not start in time.")
                    continue
                try:
                    one.recv_bytes()
                except EOFError:
                    raise SettingsError("A worker of the centre does not start; its log says why.") from None
                break
            one.close()

    def _keep(self) -> None:
        """Wait until a worker dies, or all shall end; start another in its place."""
        sentinels = {process.sentinel: process for process in self._started}
        for found in self._ready([*sentinels, self._woken]):
            if self._ending or not isinstance(found, int):
                return
            dead = sentinels[found]
            began = self._started.pop(dead)
            dead.join()
            if time.monotonic() - began < REST and self._woken.poll(REST):
                return
            self._start().close()

    def _ready(self, waited_for: "list[Connection[None, None] | int]", seconds: float | None = None) -> list[object]:
        """Which of them have something to say. On Windows Ctrl+C breaks a wait off before its handler has run."""
        try:
            return list(wait(waited_for, seconds))
        except InterruptedError:
            return [self._woken]

    def _stop(self) -> None:
        for process in self._started:
            process.terminate()
        until = time.monotonic() + self._grace
        for process in self._started:
            process.join(max(0.0, until - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()
        self._started.clear()


def _worker(work: Work, listener: socket.socket, ready: "Connection[None, None]") -> None:
    """In the new process. It ends with its parent, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all; the parent ends them in order
    threading.Thread(target=_end_with_parent, daemon=True).start()

    def listening() -> None:
        if not ready.closed:
            with ready, suppress(BrokenPipeError):  # nobody waits for one that was started again
                ready.send_bytes(b"ready")

    work(listener, listening)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None  # noqa: S101  # this runs in workers only
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
