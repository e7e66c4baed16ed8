"""Puts a kiosk together from its settings: the one place where every adapter meets the core."""

import logging
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from hardware import camera_demo, camera_file, camera_opencv, scanner_serial
from hardware.camera_reader import CameraReader
from hardware.sound import Speaker
from kiosk.conductor import Conductor, Observer, support_code
from kiosk.errors import SettingsError, StoreError
from kiosk.events import Choice, StoreFailed
from kiosk.keyboard_wedge import Reason
from kiosk.ports import Source
from kiosk.scans import Finding, Hint, SourceLost, SourceUp
from kiosk.screens import SECONDS_ON, OutOfOrder
from kiosk.settings import CentreSection, Settings
from kiosk.syncing import Syncing
from kiosk.wire.client import CentreClient
from local_store.keys import system_keystore
from local_store.store import Store, open_store
from ui.app import Application
from ui.background import QtBackground
from ui.keyboard_scanner import KeyboardScanner
from ui.site import Declarations, Side, Site, Spoken
from ui.window import KioskWindow

log = logging.getLogger("kiosk")

TEXT_SIZES = {"normal": 1.0, "large": 1.15, "largest": 1.3}


class SystemClock:
    """Time as the machine has it."""

    def now(self) -> datetime:
        """The wall clock, aware UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return time.monotonic()


@dataclass(frozen=True, slots=True)
class Eyes:
    """What one address of ``devices.sources`` gives: sources to listen to, and whether it is a camera."""

    address: str
    sources: tuple[Source, ...]
    camera: bool


def open_eyes(address: str) -> Eyes:
    """Make the sources of one address; nothing is opened yet. ``keyboard:`` has none: it lives in the window.

    Raises SettingsError, with what is allowed.
    """
    kind, _, place = address.partition(":")
    try:
        match kind:
            case "camera":
                reader = CameraReader(address, camera_opencv.camera(place))
            case "file":
                reader = CameraReader(address, camera_file.camera(place))
            case "demo":
                reader = CameraReader(address, camera_demo.camera(place))
            case "serial":
                return Eyes(address, (scanner_serial.SerialScanner(address),), camera=False)
            case _:
                return Eyes(address, (), camera=False)
    except ValueError as fault:
        raise SettingsError(f"devices.sources: {address}: {fault}") from fault
    return Eyes(address, (reader.pictures, reader.scans), camera=True)


def _inline(text: str) -> str:
    """A text as it stands in the middle of a sentence."""
    return text[:1].lower() + text[1:]


def site_of(settings: Settings) -> Site:
    """What the display has to know of the place."""
    site, display, devices = settings.site, settings.display, settings.devices
    return Site(
        name=Spoken(site.name, site.name_en),
        gate=Spoken(site.gate, site.gate_en),
        staff_place=Spoken(site.staff_place, site.staff_place_en),
        staff_place_inline=Spoken(_inline(site.staff_place), _inline(site.staff_place_en)),
        hotlines=site.hotlines,
        next_step=Spoken(site.next_step, site.next_step_en),
        notice=Spoken(site.notice, site.notice_en),
        declarations=Declarations(settings.gate.declarations.value),
        scanner_side=Side(devices.scanner_side),
        mirrored=devices.mirrored,
        reduced_motion=display.reduced_motion,
        user_scale=TEXT_SIZES[display.text_size],
        locked=display.locked,
        point_code=site.code,
        poster=site.poster or (f"{settings.centre.url}/c/{site.code}" if settings.centre.url and site.code else ""),
    )


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
        self._eyes = (*(open_eyes(address) for address in settings.devices.sources), *extra)
        self.store: Store = open_store(
            settings.store.folder, settings.store.keys, system_keystore() if keystore else None
        )
        self.background = QtBackground()
        self.speaker = Speaker(volume=settings.devices.volume)
        self.window = KioskWindow(site_of(settings), self._press, self.clock)
        cameras = tuple(eyes.address for eyes in self._eyes if eyes.camera)
        self.conductor = Conductor(
            settings.rules,
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
        self.syncing: Syncing | None = None
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

    def close(self) -> None:
        """Stop listening and sending, and close the store. What was asked of it is done first."""
        self.application.keyboard_here = lambda _: None
        if self._keyboard is not None:
            self._keyboard.close()
        self.background.close()
        self.store.close()
        self.window.close()

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
