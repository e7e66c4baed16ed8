"""The kiosk itself, put together."""

import logging
from dataclasses import replace

from hardware.sound import Speaker
from kiosk.assembly.clock import SystemClock
from kiosk.assembly.display import site_of
from kiosk.assembly.errands import declared_by, errand_services, rules_of
from kiosk.assembly.eyes import Eyes, open_eyes
from kiosk.citizen_code import CodeTrust
from kiosk.conductor import Conductor, Observer, support_code
from kiosk.errors import StoreError
from kiosk.events import Choice, StoreFailed
from kiosk.keyboard_wedge import Reason
from kiosk.refreshing import Refreshing
from kiosk.scans import Finding, Hint, SourceLost, SourceUp
from kiosk.screens import SECONDS_ON, OutOfOrder
from kiosk.settings import CentreSection, Settings
from kiosk.syncing import Syncing
from kiosk.wire.client import CentreClient
from kiosk.wire.desk import DeskClient
from local_store.keys import system_keystore
from local_store.store import Store, open_store
from ui.app import Application
from ui.background import QtBackground
from ui.keyboard_scanner import KeyboardScanner
from ui.printing import open_printer
from ui.window import KioskWindow

log = logging.getLogger("kiosk")


class Kiosk:
    """A kiosk put together. ``extra`` are sources beside those of the settings (the demo's own camera).

    Everything is made here and started by ``start``; nothing is opened before that but the store.
    Raises SettingsError and StoreError, with a sentence for whoever starts it.
    """

    def __init__(
        self,
        settings: Settings,
        application: Application,
        *,
        extra: tuple[Eyes, ...] = (),
        observer: Observer | None = None,
        keystore: bool = True,
    ) -> None:
        self.settings = settings
        self.application = application
        self.clock = SystemClock()
        campaign = declared_by(settings)
        self._printer = open_printer(settings.devices.printer)
        rules = rules_of(settings, campaign, printer=self._printer is not None)
        self._eyes = (*(open_eyes(address) for address in settings.devices.sources), *extra)
        self.store: Store = open_store(
            settings.store.folder,
            settings.store.keys,
            system_keystore() if keystore else None,
            settings.site.gate,
        )
        self.background = QtBackground()
        self.speaker = Speaker(volume=settings.devices.volume)
        self.window = KioskWindow(site_of(settings, campaign), self._press, self.clock)
        cameras = tuple(eyes.address for eyes in self._eyes if eyes.camera)
        self.conductor = Conductor(
            rules,
            self.store.visits,
            self.clock,
            self.background,
            self.window,
            self.speaker,
            language=settings.site.language,
            cameras=cameras,
            scanners=tuple(eyes.address for eyes in self._eyes if not eyes.camera),
            observer=observer,
            written=self._written,
        )
        self.errands = errand_services(
            settings, campaign, self.store, self.conductor, self.background, self.clock, self._printer, self._written
        )
        self.conductor.errands = self.errands
        self.syncing: Syncing | None = None
        self.refreshing: Refreshing | None = None
        application.out_of_order = self._say_out_of_order
        if "keyboard:" in settings.devices.sources:
            application.keyboard_here = self._keyboard_here
        self._keyboard = (
            KeyboardScanner(application.qt, self.conductor.hear, self._burst_discarded)
            if "keyboard:" in settings.devices.sources
            else None
        )

    def start(self) -> None:
        """Show the window, listen to every device, and begin to send."""
        self.conductor.start()
        if self.settings.display.fullscreen:
            self.window.open()
        else:
            self.window.widget.show()
        self.background.listen(self.speaker, self.conductor.hear)
        for eyes in self._eyes:
            for source in eyes.sources:
                self.background.listen(source, self.conductor.hear)
            if not eyes.sources:
                self.conductor.hear(SourceUp(eyes.address))
        self._count_waiting()
        if self.settings.centre.url:
            self.send_to(self.settings.centre)
        else:
            self._trust(self.store.codes.trust())  # what an earlier centre told still tells forged codes from genuine

    def send_to(self, centre: CentreSection) -> None:
        """Begin to send to a centre."""
        if centre.url is None:
            return
        client = CentreClient(centre.url, self.store.device.id, centre.token, authorities=centre.authorities)
        self.syncing = Syncing(
            self.store.outbox,
            client,
            self.clock,
            self.background.on("network"),
            self.conductor.change_status,
        )
        self.syncing.start()
        device, trusted = self.store.device.id, centre.authorities
        desk = DeskClient(centre.url, device, centre.token, authorities=trusted)
        keys = DeskClient(centre.url, device, centre.token, authorities=trusted)
        self.refreshing = Refreshing(self.store.codes, keys, self.clock, self.background.on("keys"), self._trust)
        self.errands.desk = desk
        self.errands.keys_wanted = self.refreshing.keys_wanted
        self.conductor.change_rules(lambda rules: replace(rules, centre=True))
        self.refreshing.start()

    def close(self) -> None:
        """Stop listening and sending, and close the store. What was asked of it is done first."""
        self.application.keyboard_here = lambda _: None
        if self._keyboard is not None:
            self._keyboard.close()
        self.background.close()
        self.store.close()
        self.window.close()

    def _trust(self, trust: CodeTrust) -> None:
        """The centre's keys, or the codes taken back, have changed."""
        self.conductor.change_rules(lambda rules: replace(rules, trust=trust))

    def _press(self, choice: Choice) -> None:
        self.conductor.happen(choice)

    def _keyboard_here(self, here: bool) -> None:
        """A scanner that types is of no use while another window gets its keys; then nobody is sent to it."""
        address = "keyboard:"
        self.conductor.hear(SourceUp(address) if here else SourceLost(address, "another window has the keyboard"))

    def _burst_discarded(self, reason: Reason) -> None:
        """A scanner typed something that is no code: its holder is told, not left waiting."""
        log.info("a burst of keys was discarded: %s", reason)
        self.conductor.hear(Hint("keyboard:", Finding.WEDGE_DAMAGE, self.clock.monotonic()))

    def _written(self) -> None:
        """A row was written: show how many wait, and send them."""
        self._count_waiting()
        if self.syncing is not None:
            self.syncing.something_new()

    def _count_waiting(self) -> None:
        self.background.run(
            self.store.outbox.waiting,
            lambda waiting: self.conductor.change_status(lambda status: replace(status, waiting_to_send=waiting)),
            lambda fault: log.error("the outbox cannot be counted: %s", fault),
        )

    def _say_out_of_order(self) -> None:
        self.conductor.happen(StoreFailed("PROGRAM-01", None, self.clock.monotonic()))


def say_out_of_order(settings: Settings, application: Application, fault: StoreError) -> None:
    """Tell visitors that this kiosk cannot serve them, for as long as its screen says; then return."""
    clock = SystemClock()
    window = KioskWindow(site_of(settings), lambda _: None, clock)
    screen = OutOfOrder(support_code(fault), None)
    seconds = SECONDS_ON[OutOfOrder] or 0.0
    window.language(settings.site.language)
    window.show(screen, seconds)
    window.open()
    background = QtBackground()
    background.after(seconds, application.end)
    application.run()
    background.close()
    window.close()
