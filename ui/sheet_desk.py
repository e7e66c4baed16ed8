"""The desk of the sheet: the real window with its real pages, over ports that keep nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Final, TypeVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from kiosk.admission import DeclarationMode, Rules
from kiosk.checkpoint.ports import CheckpointCentre
from kiosk.declaring_screens import DeclareDone
from kiosk.desk.devices_watch import DeviceWatch
from kiosk.desk.routing import Mode
from kiosk.desk.session import Session
from kiosk.desk.tools import DeskLanes, DeskTools
from kiosk.errand_ports import CentreDesk, Slip
from kiosk.places import Places
from kiosk.ports import Clock
from kiosk.scans import Picture, SourceEvent, SourceUp
from kiosk.screens import CameraState, Language, Screen, Status
from kiosk.staff import Right
from ui.lobby import Visitor, as_picture, lobby
from ui.sheet_declaring import campaign
from ui.sheet_desk_figures import SheetFigures, SheetStore
from ui.sheet_desk_people import GATE, SheetPeople
from ui.sheet_desk_tools import (
    HEAD,
    PIN,
    PUSHED,
    AtOnce,
    SheetCentre,
    SheetDeclarations,
    SheetPrinter,
    SheetStaff,
    SheetVisits,
)
from ui.site import Site
from ui.staff.around import Around
from ui.staff.desk_look import DeskLook
from ui.staff.devices.page import DevicesPage
from ui.staff.figures.page import FiguresPage
from ui.staff.list.page import ListPage
from ui.staff.lookup.page import LookupPage
from ui.staff.opened_desk import PageSlot
from ui.staff.page import DeskPage
from ui.staff.proxy.page import ProxyPage
from ui.staff.settings_page import SettingsDoes, SettingsPage
from ui.staff.visitor_strip import VisitorStrip
from ui.staff.window import DeskWindow

P = TypeVar("P", bound=DeskPage)

FOLDER: Final = Path("/home/kiosk/Documents/Kiosk")
CAMERA: Final = "camera:0"
SCANNER: Final = "serial:/dev/ttyACM0"
SKEW: Final = timedelta(seconds=1.4)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a scene needs that is not as always. ``who`` signs in; None: nobody does."""

    who: UUID | None = HEAD.id
    empty: bool = False
    codes: bool = True
    family: int = 6
    broken: bool = False
    locks: bool = False
    mode: Mode = Mode.DESK


@cache
def _places() -> Places:
    return Places.load()


@cache
def _lobby() -> Picture:
    return replace(as_picture(lobby(Visitor.SOMEBODY)), source=CAMERA)


class DeskRoom:
    """One window, opened. What a scene does to it is done by its pages' own ways."""

    def __init__(self, setting: Setting, language: Language, size: tuple[int, int], site: Site, clock: Clock) -> None:
        self.setting, self.site, self.clock = setting, site, clock
        standing = replace(STANDING, last_sync=clock.now() - timedelta(seconds=12))
        self.status = replace(standing, inside=0, waiting_to_send=0, refused=0) if setting.empty else standing
        printer = SheetPrinter(setting.broken)
        lane, now = AtOnce(), clock.now()
        centre = SheetCentre(now, setting.codes)
        self.session = Session(SheetStaff(locks=setting.locks), lane, clock)
        if setting.who is not None:
            self.session.refresh()
            self.sign_in(setting.who)  # before there is a window: it is made once, as it is to be seen
        self.tools = DeskTools(
            visits=SheetVisits(),
            people=SheetPeople(now, setting.empty),
            declarations=SheetDeclarations(now, setting.family),
            staff=SheetStaff(),
            figures=SheetFigures(setting.empty),
            lanes=DeskLanes(lane, lane, lane, lane),
            clock=clock,
            rules=lambda: rules_of(clock),
            status=lambda: self.status,
            centre=lambda: _centre_desk(centre),
            body=lambda _event: "{}",
            written=lambda: None,
            store_failed=lambda _fault: None,
            printer=printer,
            signed_in=lambda: self.session.who,
        )
        self.watch = DeviceWatch(
            clock, (CAMERA,), (SCANNER,), printer=printer, store=SheetStore(), skew=lambda: SKEW, centre=lambda: True
        )
        self._hear()
        self.strip = VisitorStrip(lambda _choice: None, clock)
        self.window = DeskWindow(site, self.session, clock, self._slots(centre), strip=self.strip, language=language)
        self.window.show_visitor = _nothing
        if setting.mode is Mode.SELF_SERVICE:
            self.window.to_visitor = _nothing
            self.window.dress_sign_in()
        self.window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.window.resize(*size)
        self.window.show()
        self.strip.status(self.status)
        self.window.status(self.status)
        self.window.attention(0 if setting.empty else 4)
        self.strip.let_answer(may=setting.who is not None)
        self.settle()

    def sign_in(self, who: UUID, pin: str = PIN) -> None:
        """Somebody signs in, or tries to."""
        self.session.choose(who)
        self.session.type(pin)
        self.session.sign_in()

    def go(self, key: str, kind: type[P]) -> P:
        """Go to a page."""
        self.window.go_to(key)
        self.settle()
        return self.page(kind)

    def page(self, kind: type[P]) -> P:
        """The page that stands."""
        page = self.window.opened.page if self.window.opened is not None else None
        if not isinstance(page, kind):
            raise TypeError(f"{kind.__name__} does not stand")
        return page

    def gate(self, screen: Screen) -> None:
        """Another screen stands at the gate."""
        self.strip.show(screen, None)
        self.strip.picture(_lobby())

    def sees(self) -> None:
        """The camera sees somebody."""
        self.watch.hear(_frame(self.clock, 0))

    def settle(self) -> None:
        """Let Qt lay everything out."""
        for _ in range(3):
            QApplication.processEvents()

    def grab(self) -> QImage:
        """The window as a picture."""
        self.settle()
        self.strip.picture(_lobby())
        return self.window.grab().toImage()

    def close(self) -> None:
        """Be gone, with nobody signing in after it."""
        self.session.changed, self.session.went = _nothing, _nothing
        self.window.end()
        self.settle()

    def _hear(self) -> None:
        """The devices have been at work for a while; the broken ones have said so."""
        events: list[SourceEvent] = [SourceUp(CAMERA), SourceUp(SCANNER)]
        events += [_frame(self.clock, at) for at in range(48)]
        for event in events:
            self.watch.hear(event)

    def _slots(self, centre: CheckpointCentre) -> tuple[PageSlot, ...]:
        tools, name = self.tools, self.site.name.vi

        def people(look: DeskLook, around: Around) -> DeskPage:
            return ListPage(look, tools, around, FOLDER, name)

        def proxy(look: DeskLook, around: Around) -> DeskPage:
            return ProxyPage(look, tools, around, _slip)

        def lookup(look: DeskLook, around: Around) -> DeskPage:
            return LookupPage(look, tools, around)

        def figures(look: DeskLook, around: Around) -> DeskPage:
            return FiguresPage(look, tools, around, FOLDER, name)

        def devices(look: DeskLook, around: Around) -> DeskPage:
            return DevicesPage(look, tools, around, self.watch, self.site)

        def own(look: DeskLook, around: Around) -> DeskPage:
            return SettingsPage(look, tools, self.session, _does(self.setting.mode, centre), around)

        return (
            PageSlot("list", Right.SEE_PEOPLE, "list", people),
            PageSlot("proxy", Right.DECLARE, "user-plus", proxy),
            PageSlot("lookup", Right.SEE_PEOPLE, "phone", lookup),
            PageSlot("figures", Right.FIGURES, "chart-column", figures),
            PageSlot("devices", Right.DEVICES, "monitor-cog", devices),
            PageSlot("settings", Right.SWITCH_MODE, "settings", own),
        )


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture of the staff's screens: what is done before it is taken, and how much ``later`` than the others."""

    name: str
    act: Callable[[DeskRoom], object]
    setting: Setting = Setting()
    later: timedelta = timedelta()


def paint(scene: Scene, language: Language, size: tuple[int, int], site: Site, clock: Clock) -> QImage:
    """One scene as a picture."""
    room = DeskRoom(scene.setting, language, size, site, clock)
    try:
        scene.act(room)
        return room.grab()
    finally:
        room.close()


STANDING: Final = Status(
    online=True, inside=128, capacity=400, waiting_to_send=3, refused=1, camera=CameraState.WORKING, scanner=True
)


def rules_of(clock: Clock) -> Rules:
    """The rules of a gate where everybody declares."""
    return Rules(
        GATE, declarations=DeclarationMode.REQUIRED, campaign=campaign(), places=_places(), province="38",
        capacity=400, centre=True, printer=True, now=clock.now(),
    )  # fmt: skip


def _nothing() -> None:
    """Nothing comes of it."""


def _centre_desk(centre: SheetCentre) -> CentreDesk:
    return centre


def _frame(clock: Clock, back: int) -> Picture:
    return replace(_lobby(), at=clock.monotonic() - back / 24)


def _slip(screen: DeclareDone, language: Language) -> Slip:
    return Slip("", GATE, screen.code, screen.spelled, screen.name, None, screen.entered_at, "", language)


def _does(mode: Mode, centre: CheckpointCentre) -> SettingsDoes:
    return SettingsDoes(
        mode=lambda: mode,
        set_mode=lambda _mode: None,
        speak=lambda _language: None,
        second=lambda: True,
        set_second=lambda _second: None,
        volume=lambda: 0.8,
        enrolment=lambda: centre,
        pushed=lambda: PUSHED,
        show_code=lambda: None,
        posters=lambda: None,
    )
