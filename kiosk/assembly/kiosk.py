"""The kiosk itself, put together."""

import logging
from dataclasses import replace

from hardware.sound import Speaker
from kiosk.assembly.clock import SystemClock
from kiosk.assembly.desk import Desk, DeskNeeds
from kiosk.assembly.display import site_of
from kiosk.assembly.errands import errand_services, rules_of
from kiosk.assembly.eyes import Eyes, open_eyes
from kiosk.assembly.in_force import own
from kiosk.assembly.line import Line
from kiosk.assembly.parts import Parts
from kiosk.assembly.posters import Posters
from kiosk.assembly.set_afar import SetAfar
from kiosk.assembly.slide_show import Slides
from kiosk.conductor import Conductor, Observer, support_code
from kiosk.desk.closing import Closing
from kiosk.desk.routing import Mode
from kiosk.desk.timing import Stopwatch
from kiosk.errors import KioskError, StoreError
from kiosk.events import Choice, Event, StoreFailed
from kiosk.gate import Gate
from kiosk.keyboard_wedge import Reason
from kiosk.scans import Finding, Hint, SourceEvent, SourceLost, SourceUp
from kiosk.screens import SECONDS_ON, OutOfOrder, Waiting
from kiosk.settings import CentreSection, Settings
from local_store.keys import system_keystore
from local_store.store import Store, open_store
from ui.app import Application
from ui.background import QtBackground
from ui.keyboard_scanner import KeyboardScanner
from ui.printing import open_printer
from ui.staff.displays import Displays
from ui.staff.views import Views
from ui.visitor_paper import VisitorPaper
from ui.widgets.hand import Hand
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
        self._observer = observer
        self._stopwatch = Stopwatch()
        held = own(settings)
        self._printer = open_printer(settings.devices.printer)
        rules = rules_of(settings, held.campaign, printer=self._printer is not None)
        self._eyes = (*(open_eyes(address) for address in settings.devices.sources), *extra)
        self.store: Store = open_store(
            settings.store.folder,
            settings.store.keys,
            system_keystore(settings.store.keys) if keystore else None,
            settings.site.gate,
        )
        self.background = QtBackground()
        self.speaker = Speaker(volume=settings.devices.volume)
        site = site_of(settings, held.campaign)
        self.window = KioskWindow(site, self._press, self.clock)
        self.slides = Slides(self.window, site, settings.site.slides_after, self.background, self._press, self.clock)
        self.paper = VisitorPaper(self.window.widget, site, Hand(self._press, self.clock))
        self.slides.give_way_to(self.paper)
        cameras = tuple(eyes.address for eyes in self._eyes if eyes.camera)
        scanners = tuple(eyes.address for eyes in self._eyes if not eyes.camera)
        self.desk = Desk(
            DeskNeeds(
                settings=settings,
                site=site,
                store=self.store,
                background=self.background,
                clock=self.clock,
                printer=self._printer,
                speaker=self.speaker,
                press=self._press,
                rules=lambda: self.conductor.rules,
                status=lambda: self.conductor.status,
                centre=lambda: self.errands.desk,
                checkpoint=lambda: self.line.checkpoint,
                pushed=lambda: self.set_afar.pushed,
                skew=lambda: self.line.skew,
                written=self._written_at_desk,
                send_now=self._written,
                store_failed=self._store_failed,
                staff_told=lambda: self.line.staff_changed(),
                free=lambda: isinstance(self.conductor.gate.screen, Waiting),
                beside=self.paper,
                show_code=lambda: self._posters.show_code(),
                posters=lambda: self._posters.save(),
                cameras=cameras,
                scanners=scanners,
            )
        )
        self.conductor = Conductor(
            rules,
            self.store.visits,
            self.clock,
            self.background,
            Views(self.window, self.slides.show, self.paper, self.desk.strip, self.desk),
            self.speaker,
            language=settings.site.language,
            cameras=cameras,
            scanners=scanners,
            observer=self._observe,
            written=self._written,
        )
        self.errands = errand_services(
            settings,
            held.campaign,
            self.store,
            self.conductor,
            self.background,
            self.clock,
            self._printer,
            self._written,
        )
        self.conductor.errands = self.errands
        self.displays = Displays(
            self.desk.window,
            self.window,
            Mode(settings.display.mode),
            second=settings.display.visitor_display,
            fullscreen=settings.display.fullscreen,
        )
        parts = Parts(
            settings,
            self.store,
            self.clock,
            self.background,
            self.conductor,
            self.errands,
            self.window,
            self.slides,
            self.desk,
            self.displays,
            self._printer is not None,
        )
        self.set_afar = SetAfar(parts, held, lambda: self._closing.look())
        self.line = Line(parts, self.set_afar)
        self._posters = Posters(parts, lambda: self.set_afar.held.settings)
        self._closing = Closing(
            self.store.people_list,
            self.background,
            self.clock,
            lambda: self.set_afar.held.settings.gate.closes_at,
            lambda _: self._written_at_desk(),
        )
        self.desk.displays = self.displays
        self.displays.chosen = lambda mode: self.desk.tools.note(f"mode chosen: {mode}")
        application.out_of_order = self._say_out_of_order
        if "keyboard:" in settings.devices.sources:
            application.keyboard_here = self._keyboard_here
        self._keyboard = (
            KeyboardScanner(application.qt, self.hear, self._burst_discarded)
            if "keyboard:" in settings.devices.sources
            else None
        )

    def start(self) -> None:
        """Show the window, listen to every device, and begin to send."""
        self.conductor.start()
        self.displays.open()
        self.background.listen(self.speaker, self.hear)
        self.slides.start(self.set_afar.held.slides)
        for eyes in self._eyes:
            for source in eyes.sources:
                self.background.listen(source, self.hear)
            if not eyes.sources:
                self.hear(SourceUp(eyes.address))
        self._count_waiting()
        self._closing.look()
        self.line.open()

    def hear(self, event: SourceEvent) -> None:
        """Take what a device says: to the desk, where its page wants it, else to the gate."""
        if self.desk.takes(event, self.displays.mode):
            return
        staff_here = self.displays.mode is Mode.SELF_SERVICE and self.desk.session.who is not None
        if isinstance(event, Hint) and staff_here:
            return
        self.conductor.hear(event)

    def send_to(self, centre: CentreSection) -> None:
        """Begin to send to a centre."""
        self.line.send_to(centre)

    def close(self) -> None:
        """Stop listening and sending, and close the store. What was asked of it is done first."""
        self.application.keyboard_here = lambda _: None
        if self._keyboard is not None:
            self._keyboard.close()
        self.displays.close()
        self.desk.window.end()
        self.slides.close()
        self.background.close()
        self.line.close()
        self.store.close()
        self.window.close()

    def _press(self, choice: Choice) -> None:
        self.slides.show.touched()
        self.conductor.happen(choice)

    def _observe(self, event: Event, gate: Gate) -> None:
        passage = self._stopwatch.heard(event, gate, self.clock.monotonic(), self.clock.now())
        if passage is not None:
            self.desk.passed(passage)
        if self._observer is not None:
            self._observer(event, gate)

    def _keyboard_here(self, here: bool) -> None:
        """A scanner that types is of no use while another window gets its keys; then nobody is sent to it."""
        address = "keyboard:"
        self.hear(SourceUp(address) if here else SourceLost(address, "another window has the keyboard"))

    def _burst_discarded(self, reason: Reason) -> None:
        """A scanner typed something that is no code: its holder is told, not left waiting."""
        log.info("a burst of keys was discarded: %s", reason)
        self.hear(Hint("keyboard:", Finding.WEDGE_DAMAGE, self.clock.monotonic()))

    def _written(self) -> None:
        """A row was written: show how many wait, and send them."""
        self._count_waiting()
        self.line.something_new()

    def _written_at_desk(self) -> None:
        self.conductor.count_inside()
        self._written()

    def _count_waiting(self) -> None:
        self.background.run(
            self.store.outbox.waiting,
            lambda waiting: self.conductor.change_status(lambda status: replace(status, waiting_to_send=waiting)),
            lambda fault: log.error("the outbox cannot be counted: %s", fault),
        )

    def _store_failed(self, fault: KioskError) -> None:
        self.conductor.store_failed(fault)

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
