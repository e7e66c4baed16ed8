"""A kiosk in a process of its own that records visits, and says so, until it is killed. POSIX only.

What it says, it says after the store has said that the visit is on disk. ``hasty`` is the kiosk that must be caught:
it says so before.
"""

import os
import select
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from kiosk.visits import Act
from local_store.bulk import synthetic_card
from local_store.connection import Connection
from local_store.store import Store
from local_store.visits import Visits
from tests.local_store.opening import NOW, crossing, open_at

PEOPLE = 50


class Hasty(Connection):
    """Says that a visit is safe a little before it is."""

    said: Callable[[int], None]

    @contextmanager
    def writing(self) -> Iterator[None]:
        with super().writing():
            yield
            self.said(int(self.value("SELECT sequence FROM device")))
            time.sleep(0.002)


class KioskProcess:
    """Started, listened to, killed. ``acknowledged`` are the sequence numbers it said were safe."""

    def __init__(self, folder: Path, hasty: bool = False, prepare: Callable[[Store], None] = lambda _: None) -> None:
        self._heard, speaking = os.pipe()
        self._text = b""
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.close(self._heard)
                _record(folder, hasty, prepare, lambda number: _say(speaking, number))
            finally:
                os._exit(1)
        os.close(speaking)

    def listen(self, seconds: float) -> None:
        """Hear what is said for so long, counted from the first word."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if select.select([self._heard], [], [], max(0.0, end - time.monotonic()))[0]:
                word = os.read(self._heard, 65536)
                if not word:
                    return
                if not self._text:
                    end = time.monotonic() + seconds
                self._text += word

    def kill(self) -> None:
        """End it without a chance to tidy up."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)

    def hear_the_rest(self) -> None:
        """What it had said before it died and was not heard yet."""
        while word := os.read(self._heard, 65536):
            self._text += word

    def close(self) -> None:
        os.close(self._heard)

    @property
    def acknowledged(self) -> list[int]:
        return [int(line) for line in self._text.split(b"\n")[:-1]]


def _say(speaking: int, number: int) -> None:
    os.write(speaking, b"%d\n" % number)


def _record(folder: Path, hasty: bool, prepare: Callable[[Store], None], say: Callable[[int], None]) -> None:
    store = open_at(folder)
    prepare(store)
    visits, then = store.visits, say
    if hasty:
        store.connection.__class__ = Hasty
        cast(Hasty, store.connection).said = say
        visits, then = Visits(store.connection, store.device.id), lambda _: None
    number = 0
    while True:
        number += 1
        card = synthetic_card(number % PEOPLE)
        if number % 7 == 0:
            visits.refuse_scan("unknown", "unknown_code", "camera:0", NOW)
            continue
        inside = visits.standing(card).inside
        act = Act.CHECK_OUT if inside else Act.CHECK_IN
        then(visits.record(crossing(card, act, inside.id if inside else None))[0].sequence)
