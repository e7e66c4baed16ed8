"""The sending loop: one turn after another for as long as the kiosk runs, and sooner when there is something new."""

import logging
import random
from collections.abc import Callable
from dataclasses import replace

from kiosk.errors import KioskError
from kiosk.outbox import Draw, Pause, Sync
from kiosk.ports import Background, Cancellable, Clock, OutboxStore
from kiosk.screens import Status
from kiosk.wire.sending import Centre, Turn, send_once

log = logging.getLogger("kiosk.sync")

STORE_FAULT_PAUSE = Pause(30.0, early=False)


class Syncing:
    """Sends what waits in the outbox. Lives on the UI thread; each turn runs on ``lane``.

    ``changed`` is told how to renew the status strip whenever something about sending has changed. ``draw`` says by
    lot how long a centre that fails is left alone.
    """

    def __init__(
        self,
        store: OutboxStore,
        centre: Centre,
        clock: Clock,
        lane: Background,
        changed: Callable[[Callable[[Status], Status]], None],
        *,
        draw: Draw = random.uniform,
    ) -> None:
        self._store = store
        self._centre = centre
        self._clock = clock
        self._lane = lane
        self._changed = changed
        self._draw = draw
        self._sync = Sync()
        self._timer: Cancellable | None = None
        self._pause: Pause | None = None
        self._news = False

    @property
    def sync(self) -> Sync:
        """How sending stands."""
        return self._sync

    def start(self) -> None:
        """Take the first turn, and go on for ever."""
        self._turn()

    def something_new(self) -> None:
        """Say that a row was written: it is sent at once, unless the centre has to be left alone for a while."""
        self._news = True
        if self._pause is not None and self._pause.early:
            self._turn()

    def _turn(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._pause = None
        self._news = False
        sync = self._sync
        self._lane.run(
            lambda: send_once(self._store, self._centre, sync, self._clock, self._draw), self._done, self._failed
        )

    def _done(self, turn: Turn) -> None:
        if turn.sync.online is not self._sync.online:
            log.info("online" if turn.sync.online else f"offline: {turn.sync.fault}")
        self._sync = turn.sync
        self._changed(
            lambda status: replace(
                status,
                online=turn.sync.online,
                barred=turn.sync.barred,
                last_sync=turn.sync.last_sync,
                waiting_to_send=turn.waiting,
                refused=turn.refused,
            )
        )
        self._rest(turn.pause)

    def _failed(self, fault: KioskError) -> None:
        # The gate meets the same fault at the next visitor, and says so; here it is only tried again.
        log.error("sending stands still: %s", fault)
        self._rest(STORE_FAULT_PAUSE)

    def _rest(self, pause: Pause) -> None:
        self._pause = pause
        if self._news and pause.early:
            self._turn()
        else:
            self._timer = self._lane.after(pause.seconds, self._turn)
