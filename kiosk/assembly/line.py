"""The line to the centre: sending, the keys of citizen codes, the checkpoint, and what a visitor waits for."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from kiosk import embedded_centre
from kiosk.assembly.checkpoint import KeptStaff, in_step, key_for
from kiosk.assembly.device import looked_after
from kiosk.assembly.parts import Parts
from kiosk.assembly.set_afar import SetAfar
from kiosk.checkpoint.health_reporting import HealthReporting
from kiosk.checkpoint.orders import Orders
from kiosk.checkpoint.ports import CheckpointCentre
from kiosk.checkpoint.refreshing import CheckpointRefreshing
from kiosk.citizen_code import CodeTrust
from kiosk.embedded_centre import EmbeddedCentre
from kiosk.errors import KioskError
from kiosk.refreshing import Refreshing
from kiosk.screens import Status
from kiosk.settings import CentreSection
from kiosk.syncing import Syncing
from kiosk.wire.client import CentreClient
from kiosk.wire.desk import DeskClient

log = logging.getLogger("kiosk")


class Line:
    """Opened once the kiosk is up; without a centre it stays silent."""

    def __init__(self, parts: Parts, set_afar: SetAfar) -> None:
        self._parts, self._set_afar = parts, set_afar
        self._staff = KeptStaff(parts.store, parts.clock)
        self._embedded: EmbeddedCentre | None = None
        self.syncing: Syncing | None = None
        self.refreshing: Refreshing | None = None
        self.in_step: CheckpointRefreshing | None = None
        self.checkpoint: CheckpointCentre | None = None
        self.orders: Orders | None = None
        self.health: HealthReporting | None = None
        self._online = False

    @property
    def skew(self) -> timedelta | None:
        """How far the centre's clock is ahead of this one's; None while that is not known."""
        return self.syncing.sync.skew if self.syncing is not None else None

    def open(self) -> None:
        """Begin to send, where there is somebody to send to."""
        parts, centre = self._parts, self._parts.settings.centre
        if centre.url:
            self.send_to(centre)
            return
        self._trust(parts.store.codes.trust())  # what an earlier centre told still tells forged codes from genuine
        if centre.embedded:
            folder = parts.settings.store.folder / "centre"
            parts.background.on("centre").run(_starting(folder), self._embedded_up, _embedded_down)

    def send_to(self, centre: CentreSection) -> None:
        """Begin to send to a centre."""
        if centre.url is None:
            return
        parts, device, trusted = self._parts, self._parts.store.device.id, centre.authorities
        key = key_for(centre, parts.store)
        client = CentreClient(centre.url, device, centre.token, key=key, authorities=trusted)
        background = parts.background
        self.syncing = Syncing(parts.store.outbox, client, parts.clock, background.on("network"), self._sending)
        self.syncing.start()
        desk = DeskClient(centre.url, device, centre.token, key=key, authorities=trusted)
        keys = DeskClient(centre.url, device, centre.token, key=key, authorities=trusted)
        self.refreshing = Refreshing(parts.store.codes, keys, parts.clock, background.on("keys"), self._trust)
        parts.errands.desk = desk
        parts.errands.keys_wanted = self.refreshing.keys_wanted
        parts.conductor.change_rules(lambda rules: replace(rules, centre=True))
        self.refreshing.start()
        self.in_step, self.checkpoint = in_step(
            centre,
            parts.store,
            self._staff,
            self._set_afar.shelf,
            parts.clock,
            background.on("checkpoint"),
            settings=self._set_afar.take,
            staff_changed=self._staff_came,
            slides=self._set_afar.slides_came,
        )
        self.in_step.start()
        if key is not None:  # one that is tried alone is not ordered about
            self.orders, self.health = looked_after(parts, centre, self.syncing)
            self.orders.start()
            self.health.start()

    def something_new(self) -> None:
        """A row was written: send it."""
        if self.syncing is not None:
            self.syncing.something_new()

    def staff_changed(self) -> None:
        """Somebody of the staff was changed here: tell the centre."""
        if self.in_step is not None:
            self.in_step.staff_changed()

    def close(self) -> None:
        """End the centre of this machine's own, if there is one."""
        if self._embedded is not None:
            self._embedded.stop()

    def _sending(self, change: Callable[[Status], Status]) -> None:
        """Something about sending has changed. Where the centre is back, what it ordered meanwhile is asked for now."""
        self._parts.conductor.change_status(change)
        online = self.syncing is not None and self.syncing.sync.online
        if online and not self._online and self.orders is not None:
            self.orders.soon()
        self._online = online

    def _trust(self, trust: CodeTrust) -> None:
        """The centre's keys, or the codes taken back, have changed."""
        self._parts.conductor.change_rules(lambda rules: replace(rules, trust=trust))

    def _staff_came(self) -> None:
        """The staff are other people now: whoever may not sign in any more is signed out where they sit."""
        session, ended = self._parts.desk.session, self._staff.take_ended()
        if session.who is not None and session.who.id in ended:
            session.lock("ended")
        else:
            session.refresh()

    def _embedded_up(self, centre: EmbeddedCentre) -> None:
        self._embedded = centre
        self.send_to(CentreSection(url=centre.url, token=centre.token))


def _starting(folder: Path) -> Callable[[], EmbeddedCentre]:
    def start() -> EmbeddedCentre:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # No messages: written down they would be numbers in the clear, and nobody's phone would ring.
        return embedded_centre.start(folder / "centre.sqlite")

    return start


def _embedded_down(fault: KioskError) -> None:
    log.error("the centre of this machine's own does not start: %s", fault)
