"""The visitor's display: shows the screens it is told to, and passes on what is pressed."""

import math
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication

from kiosk.ports import Clock, Press
from kiosk.scans import Picture, Scan
from kiosk.screens import CameraState, Language, Reading, Screen, Status, Waiting
from ui.frame import Frame
from ui.screens import build
from ui.screens.scene import Moment, Scene
from ui.site import Site
from ui.theme.scale import Scale
from ui.widgets.hand import Hand
from ui.widgets.look import Look
from ui.widgets.ring import Countdown
from ui.widgets.strip import status_strip
from ui.widgets.top_bar import TopBar
from ui.words.moments import clock

BUSY_AFTER: Final = 0.25
"""Reading is shown only when the answer takes longer than this."""
BUSY_AT_LEAST: Final = 0.4
"""Once shown, it stays this long: what flashes up cannot be read."""
OUTLINE_LASTS: Final = 1.5
BELIEVABLE_DPI: Final = (50.0, 250.0)


def _measured(screen: QScreen) -> float | None:
    """Pixels per millimetre as the panel says; None where what it says cannot be true."""
    dots = screen.physicalDotsPerInch()
    low, high = BELIEVABLE_DPI
    return dots / 25.4 if low <= dots <= high else None


def _by_diagonal(screen: QScreen, inches: float | None) -> float | None:
    size = screen.geometry()
    return math.hypot(size.width(), size.height()) / (inches * 25.4) if inches else None


class KioskWindow:
    """A View. ``widget`` is the window, ``open`` shows it; ``press`` is called with what the visitor chose.

    ``painted`` holds what is called with each screen once it has been painted for the first time.
    ``padlock_held`` is called when the padlock was held for a second.
    """

    def __init__(self, site: Site, press: Press, clock: Clock) -> None:
        self._site, self._clock = site, clock
        self._hand = Hand(press, clock)
        self._language = Language.VI
        self._status = Status()
        self._screen: Screen = Waiting()
        self._since = clock.now()
        self._shown: Screen | None = None
        self._countdown: Countdown | None = None
        self._picture: Picture | None = None
        self._scan: Scan | None = None
        self._busy_since = float("-inf")
        self._stale = False
        self._px_per_mm = site.px_per_mm
        self.painted: list[Callable[[Screen], None]] = []
        self.padlock_held: Callable[[], None] = lambda: None
        self.widget = Frame(self._hand, self._resized, locked=site.locked)
        self._look = self._looking()
        self._hand.watch = self.widget.refocus
        self._later = QTimer(self.widget, singleShot=True)
        self._later.timeout.connect(self._present)
        self._seconds = QTimer(self.widget, interval=1000)
        self._seconds.timeout.connect(self._tick)
        self._seconds.start()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            # A method of the widget, so that Qt lets go of it when the widget goes.
            application.focusChanged.connect(self.widget.focus_moved)

    def open(self) -> None:
        """Fill the display."""
        screen = QGuiApplication.primaryScreen()
        self._px_per_mm = self._site.px_per_mm or _by_diagonal(screen, self._site.panel_inches) or _measured(screen)
        # Without a window manager showFullScreen() leaves the size as it was, so the size is set as well.
        self.widget.setGeometry(screen.geometry())
        self.widget.fill()

    def show(self, screen: Screen, limit: float | None) -> None:
        """Replace what the visitor sees; ``limit`` is the seconds it will stay, None for no limit."""
        now = self._clock.monotonic()
        self._screen, self._since = screen, self._clock.now()
        self._countdown = Countdown(limit, now, self._clock) if limit is not None else None
        self._later.stop()
        if isinstance(screen, Reading) and not isinstance(self._shown, Reading):
            self._later.start(round(BUSY_AFTER * 1000))
            return
        if isinstance(self._shown, Reading) and not isinstance(screen, Reading):
            wait = BUSY_AT_LEAST - (now - self._busy_since)
            if wait > 0:
                self._later.start(max(1, round(wait * 1000)))
                return
        self._present()

    def renew(self, screen: Screen) -> None:
        """The screen that stands, with something typed, chosen or answered since."""
        self._screen = screen
        if self._later.isActive():
            return  # not on the display yet: this is what will come
        if type(screen) is not type(self._shown) or self.widget.scene is None:
            self._present()
            return
        self._shown = screen
        parts = self.widget.scene.parts
        said = parts.spoken
        if parts.take is None or not parts.take(screen):
            self._stale = True
            self._freshen()
        elif parts.spoken != said:
            self._announce(parts.spoken)
        self.widget.chain()
        self.widget.refocus()

    def present_now(self) -> None:
        """Show what was asked for without the waiting that Reading has."""
        if self._later.isActive():
            self._later.stop()
            self._present()

    def close(self) -> None:
        """Be gone: for tests and sheets, which make many windows."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self.widget.focus_moved)
        for timer in (self._later, self._seconds):
            timer.stop()
        self.widget.end()
        self.widget.deleteLater()

    def status(self, status: Status) -> None:
        """Renew what stands on every screen."""
        if status == self._status:
            return
        old, self._status = self._status, status
        if status.camera is not CameraState.WORKING:
            self._picture = None
        if _on_strip(old) != _on_strip(status):
            self._dress()
        if not self.widget.renew(status):
            self._stale = True
            self._freshen()

    def language(self, language: Language) -> None:
        """Say everything in this language from now on."""
        if language is self._language:
            return
        self._language = language
        self._make_anew()

    def place(self, site: Site) -> None:
        """Stand in a place with other words from now on, or with another way of asking."""
        if site == self._site:
            return
        self._site = site
        self._make_anew()

    def picture(self, picture: Picture) -> None:
        """Show one camera frame."""
        self._picture = picture
        if self.widget.scene:
            for viewport in self.widget.scene.parts.viewports:
                viewport.show_picture(picture)

    def outline(self, scan: Scan) -> None:
        """Mark the code that was just read on the live picture."""
        self._scan = scan
        if self.widget.scene:
            for viewport in self.widget.scene.parts.viewports:
                viewport.show_outline(scan.corners)

    @property
    def shown(self) -> Screen | None:
        """The screen that is on the display now."""
        return self._shown

    def _looking(self) -> Look:
        size = self.widget.size()
        scale = Scale(size.width(), size.height(), self._site.user_scale, self._px_per_mm)
        return Look(scale, self._language, self._site, self._hand)

    def _present(self) -> None:
        screen, scene = self._screen, self._built()
        old = self.widget.scene
        same = type(self._shown) is type(screen)
        if isinstance(screen, Reading) and not same:
            self._busy_since = self._clock.monotonic()
        self._shown = screen
        self._stale = False
        self._hand.screen_came()
        self.widget.fade.stop()
        if old and not same and not scene.verdict and not self._look.still and self.widget.isVisible():
            place, picture = self.widget.leaving(old, strip_too=not scene.strip)
            self.widget.fade.start(picture, place.x(), place.y())
        self._put(scene)
        if scene.parts.first:
            scene.parts.first.setFocus()
        elif (focused := self.widget.focusWidget()) is not None:
            focused.clearFocus()
        self._announce(scene.parts.spoken)

    def _announce(self, text: str) -> None:
        if text and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.widget, text))

    def _built(self) -> Scene:
        at = Moment(
            self._status,
            self._clock.now(),
            self._since,
            self._countdown,
            lambda: self.padlock_held(),
            self._clock.monotonic,
        )
        scene = build(self._screen, self._look, at)
        screen = self._screen
        # The paint event comes before the widgets in the scene have painted; the next turn of the loop comes after.
        scene.first_paint = lambda: QTimer.singleShot(0, self.widget, lambda: self._tell(screen))
        for viewport in scene.parts.viewports:
            if self._picture:
                viewport.show_picture(self._picture)
            recent = self._scan and self._clock.monotonic() - self._scan.at < OUTLINE_LASTS
            if isinstance(screen, Reading) and self._scan and recent:
                viewport.show_outline(self._scan.corners)
        return scene

    def _tell(self, screen: Screen) -> None:
        for call in self.painted:
            call(screen)

    def _put(self, scene: Scene) -> None:
        if self.widget.scene is None or scene.help_too != self.widget.scene.help_too:
            self._dress(help_too=scene.help_too)
        self.widget.change(scene)
        self.widget.refocus()

    def _dress(self, *, help_too: bool | None = None) -> None:
        if help_too is None:
            help_too = self.widget.scene is None or self.widget.scene.help_too
        bar = TopBar(self._look, self._status, self._clock.now(), help_too=help_too)
        strip = status_strip(self._look, self._status, lambda: self.padlock_held())
        self.widget.dress(self._look.scale, bar, strip)
        if scene := self.widget.scene:
            bar.setVisible(scene.bar)
            strip.setVisible(scene.strip)
            self.widget.chain()

    def _make_anew(self) -> None:
        """The same screen in another language or size; the focus stays where it was."""
        focused = self.widget.focusWidget()
        controls = self.widget.controls()
        index = next((at for at, control in enumerate(controls) if control is focused), None)
        self._look = self._looking()
        self.widget.fade.stop()
        if self._shown is None:
            return
        self._dress()
        wanted, self._screen = self._screen, self._shown
        scene, old = self._built(), self.widget.scene
        if old and old.first_paint is None:
            scene.first_paint = None  # the screen has been painted, only not in these words
        self._put(scene)
        self._screen = wanted
        controls = self.widget.controls()
        if index is not None and index < len(controls):
            controls[index].setFocus()
        self.widget.refocus()

    def _resized(self) -> None:
        self._make_anew()

    def _freshen(self) -> None:
        # Not under a finger: what was about to be pressed would be gone.
        if self._stale and self._shown is not None and not self.widget.held():
            self._stale = False
            self._make_anew()

    def _tick(self) -> None:
        now = self._clock.now()
        if self.widget.bar:
            self.widget.bar.tick(now)
        if self.widget.scene:
            self.widget.scene.tick(now)
        self._freshen()


def _on_strip(status: Status) -> tuple[bool, int, str]:
    """What of a status the strip shows, so that it is made anew only when that has changed."""
    return status.online, status.waiting_to_send, clock(status.last_sync) if status.last_sync else ""
