"""The desk, put together: what its pages work with, the pages, the window, and what is told to it."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from kiosk.admission import DeclarationMode, Rules
from kiosk.assembly.errands import slip_of
from kiosk.checkpoint.ports import CheckpointCentre
from kiosk.desk.beside import Beside
from kiosk.desk.devices_watch import DeviceWatch
from kiosk.desk.figures import Passage
from kiosk.desk.routing import Mode, Routing, To
from kiosk.desk.session import Session
from kiosk.desk.tools import DeskLanes, DeskTools
from kiosk.errand_ports import CentreDesk, Printer
from kiosk.errors import KioskError
from kiosk.ports import Clock, Press, Sounds
from kiosk.scans import Picture, Scan, SourceEvent
from kiosk.screens import Language, Screen, Status
from kiosk.settings import Settings
from kiosk.staff import Right
from kiosk.wire.checkpoint_messages import PushedSettings
from local_store.facts import Facts
from local_store.store import Store
from ui.background import QtBackground
from ui.site import Site
from ui.staff.around import Around
from ui.staff.desk_look import DeskLook
from ui.staff.devices.page import DevicesPage
from ui.staff.displays import Displays
from ui.staff.figures.page import FiguresPage
from ui.staff.list.page import ListPage
from ui.staff.lookup.page import LookupPage
from ui.staff.opened_desk import PageSlot
from ui.staff.page import DeskPage
from ui.staff.proxy.page import ProxyPage
from ui.staff.settings_page import SettingsDoes, SettingsPage
from ui.staff.visitor_strip import VisitorStrip
from ui.staff.window import DeskWindow

log = logging.getLogger("kiosk")

FILLED: Final = frozenset({"proxy", "lookup", "devices"})
"""Pages that take a code before the gate does."""


@dataclass(slots=True)
class DeskNeeds:
    """What the rest of the kiosk gives the desk."""

    settings: Settings
    site: Site
    store: Store
    background: QtBackground
    clock: Clock
    printer: Printer | None
    speaker: Sounds
    press: Press
    rules: Callable[[], Rules]
    status: Callable[[], Status]
    centre: Callable[[], CentreDesk | None]
    checkpoint: Callable[[], CheckpointCentre | None]
    pushed: Callable[[], PushedSettings | None]
    skew: Callable[[], timedelta | None]
    written: Callable[[], None]
    send_now: Callable[[], None]
    store_failed: Callable[[KioskError], None]
    staff_told: Callable[[], None]
    free: Callable[[], bool]
    beside: Beside
    show_code: Callable[[], None] | None
    posters: Callable[[], None] | None
    cameras: Sequence[str]
    scanners: Sequence[str]


class Desk:
    """The staff's side of a kiosk; it is a View of the gate for what a view alone cannot say."""

    def __init__(self, needs: DeskNeeds) -> None:
        self._needs = needs
        settings, store, background = needs.settings, needs.store, needs.background
        self.session = Session(
            store.staff,
            background,
            needs.clock,
            idle_seconds=settings.display.sign_out_after,
            store_failed=needs.store_failed,
        )
        self.tools = DeskTools(
            visits=store.visits,
            people=replace(store.people_list, asked=lambda: needs.rules().declarations is not DeclarationMode.OFF),
            declarations=store.declarations,
            staff=store.staff,
            figures=replace(store.figures, capacity=lambda: needs.rules().capacity),
            lanes=DeskLanes(background, background.on("list"), background.on("desk"), background.on("paper")),
            clock=needs.clock,
            rules=lambda: replace(needs.rules(), now=needs.clock.now()),
            status=needs.status,
            centre=needs.centre,
            body=store.outbox.body,
            written=needs.written,
            store_failed=needs.store_failed,
            printer=needs.printer,
            signed_in=lambda: self.session.who,
        )
        self.watch = DeviceWatch(
            needs.clock,
            needs.cameras,
            needs.scanners,
            printer=needs.printer,
            store=Facts(store.connection),
            skew=needs.skew,
            centre=lambda: needs.centre() is not None,
        )
        self.displays: Displays | None = None
        self.strip = VisitorStrip(needs.press, needs.clock, mirrored=settings.devices.mirrored)
        self.strip.answered = lambda answer: self.tools.note(f"gate answered: {answer}")
        self.window = DeskWindow(
            needs.site,
            self.session,
            needs.clock,
            self._slots(),
            strip=self.strip,
            language=settings.site.language,
        )
        self._routing = Routing(self.window.take)
        self._counting = self._count_again = False

    def takes(self, event: SourceEvent, mode: Mode) -> bool:
        """Whether the desk, and not the gate, takes what a device says."""
        self.watch.hear(event)
        if not isinstance(event, Scan):
            return False
        opened = self.window.opened
        self.window.saw(event)
        to = self._routing.route(
            event,
            mode,
            signed_in=self.session.who is not None,
            fills=opened is not None and opened.current in FILLED,
        )
        return to is not To.GATE

    @property
    def busy(self) -> bool:
        """Whether the staff are in the middle of something: a form, a question, a look-up."""
        opened = self.window.opened
        page = opened.page if opened is not None else None
        return bool(self.window.dialogs()) or (page is not None and page.busy())

    def passed(self, passage: Passage) -> None:
        """Keep how long somebody took."""
        self._needs.background.run(
            lambda: self._needs.store.passages.add(passage),
            lambda _: None,
            lambda fault: log.error("a passage was not kept: %s", fault),
        )

    def count(self) -> None:
        """Count how many lines of the list need somebody."""
        if self._counting:
            self._count_again = True
            return
        self._counting, self._count_again = True, False
        people, now = self.tools.people, self._needs.clock.now()

        def counted(attention: int) -> None:
            self._counting = False
            self.window.attention(attention)
            if self._count_again:
                self._needs.background.after(1.0, self.count)

        def failed(fault: KioskError) -> None:
            self._counting = False
            log.error("the list cannot be counted: %s", fault)

        self.tools.lanes.list.run(lambda: people.counts(now).attention, counted, failed)

    # View: the strip shows the rest

    def show(self, screen: Screen, limit: float | None) -> None:
        """Another screen stands at the gate: somebody may be waiting."""

    def renew(self, screen: Screen) -> None:
        """The screen has changed."""

    def status(self, status: Status) -> None:
        """The network, the outbox or how many are inside have changed."""
        self.watch.status(status)
        self.window.status(status)
        self.count()

    def language(self, language: Language) -> None:
        """Visitors' words are no concern of the staff."""

    def picture(self, picture: Picture) -> None:
        """The strip shows it."""

    def outline(self, scan: Scan) -> None:
        """The strip shows it."""

    def _does(self) -> SettingsDoes:
        needs, displays = self._needs, self.displays
        if displays is None:
            raise ValueError("the desk stands on no display")
        return SettingsDoes(
            mode=lambda: displays.mode,
            set_mode=displays.choose,
            speak=self.window.speak,
            second=lambda: displays.second,
            set_second=lambda second: displays.set_second(second=second),
            volume=lambda: needs.settings.devices.volume,
            enrolment=needs.checkpoint,
            pushed=needs.pushed,
            show_code=needs.show_code,
            posters=needs.posters,
            staff_told=needs.staff_told,
        )

    def _slots(self) -> tuple[PageSlot, ...]:
        needs, settings = self._needs, self._needs.settings
        exports, name = settings.store.exports, settings.site.name

        def people(look: DeskLook, around: Around) -> DeskPage:
            return ListPage(look, self.tools, around, exports, name)

        def proxy(look: DeskLook, around: Around) -> DeskPage:
            return ProxyPage(
                look, self.tools, around, slip_of(settings), self.passed, self.strip.declared, needs.beside
            )

        def lookup(look: DeskLook, around: Around) -> DeskPage:
            return LookupPage(look, self.tools, around)

        def figures(look: DeskLook, around: Around) -> DeskPage:
            return FiguresPage(look, self.tools, around, exports, name)

        def devices(look: DeskLook, around: Around) -> DeskPage:
            return DevicesPage(
                look,
                self.tools,
                around,
                self.watch,
                needs.site,
                sounds=needs.speaker,
                send_now=needs.send_now,
                free=needs.free,
            )

        def own(look: DeskLook, around: Around) -> DeskPage:
            return SettingsPage(look, self.tools, self.session, self._does(), around)

        return (
            PageSlot("list", Right.SEE_PEOPLE, "list", people),
            PageSlot("proxy", Right.DECLARE, "user-plus", proxy),
            PageSlot("lookup", Right.SEE_PEOPLE, "phone", lookup),
            PageSlot("figures", Right.FIGURES, "chart-column", figures),
            PageSlot("devices", Right.DEVICES, "monitor-cog", devices),
            PageSlot("settings", Right.SWITCH_MODE, "settings", own),
        )
