"""Which window stands on which display: the visitor's, the staff's, or both."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QScreen, QShortcut
from PySide6.QtWidgets import QApplication

from kiosk.desk.routing import Mode
from ui.staff.window import DeskWindow
from ui.window import KioskWindow

NOBODY_MS: Final = 60_000
"""As long a sign-in stands before the visitor's screen comes back: as that of the visitor's own screens."""


class Displays:
    """Self-service: the visitor's window; the desk comes over it when the padlock was held, and goes when it locks.
    Desk: the desk's window, and the visitor's on a second display where there is one and ``second`` holds.

    Where the settings say desk, F12 lends the display to visitors and F12 there asks for a sign-in, with which it is
    the desk's again. ``fullscreen`` False shows plain windows. ``changed`` is told of another mode, and
    ``chosen`` before that where whoever is signed in wants it. A display that is plugged or unplugged is followed.
    """

    def __init__(
        self,
        desk: DeskWindow,
        visitor: KioskWindow,
        mode: Mode,
        *,
        second: bool = False,
        fullscreen: bool = True,
    ) -> None:
        self._desk, self._visitor = desk, visitor
        self._second, self._fullscreen = second, fullscreen
        self._mode = self._set = mode
        self._lent = False
        self._opened = False
        self._wanted = False
        self.changed: Callable[[Mode], None] = lambda _mode: None
        self.chosen: Callable[[Mode], None] = lambda _mode: None
        self._nobody = QTimer(desk, singleShot=True, interval=NOBODY_MS)
        self._nobody.timeout.connect(self._nobody_came)
        visitor.padlock_held = self._staff_wanted
        key = QShortcut(QKeySequence(Qt.Key.Key_F12), visitor.widget, autoRepeat=False)
        key.activated.connect(self._staff_key)
        desk.signed = self._signed
        desk.touched = self._touched
        desk.to_visitor = self._back if mode is Mode.SELF_SERVICE else None
        desk.show_visitor = self._show_visitor
        desk.dress_sign_in()
        application = QApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._plugged)
            application.screenRemoved.connect(self._plugged)
            application.primaryScreenChanged.connect(self._plugged)

    @property
    def mode(self) -> Mode:
        """Whose face the kiosk has now."""
        return self._mode

    @property
    def second(self) -> bool:
        """Whether the visitor's window stands on a second display beside the desk, where there is one."""
        return self._second

    def open(self) -> None:
        """Show what belongs on the displays."""
        self._opened = True
        self._arrange()

    def settle(self, mode: Mode) -> None:
        """The settings say another mode."""
        self._set = mode
        self.set_mode(mode)

    def choose(self, mode: Mode) -> None:
        """Whoever is signed in wants another mode."""
        if mode is not self._mode:
            self.chosen(mode)
        self.set_mode(mode, "chosen")

    def set_mode(self, mode: Mode, why: str = "mode") -> None:
        """Change whose face it is, at once. ``why`` is why whoever is signed in is signed out."""
        self._lent = False
        if mode is self._mode:
            return
        self._mode = mode
        self._wanted = False
        self._desk.to_visitor = self._back if mode is Mode.SELF_SERVICE else None
        self.changed(mode)
        if mode is Mode.SELF_SERVICE:
            self._desk.session.lock(why)
        self._desk.dress_sign_in()
        self._arrange()

    def set_second(self, *, second: bool) -> None:
        """Show the visitor's window on a second display beside the desk, or not."""
        if second != self._second:
            self._second = second
            self._arrange()

    def close(self) -> None:
        """Follow the displays no longer."""
        self._opened = False
        self._nobody.stop()
        application = QApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.disconnect(self._plugged)
            application.screenRemoved.disconnect(self._plugged)
            application.primaryScreenChanged.disconnect(self._plugged)

    def _desk_wanted(self) -> bool:
        return self._mode is Mode.DESK or self._wanted or self._desk.session.who is not None

    def _arrange(self) -> None:
        if not self._opened:
            return
        primary = QGuiApplication.primaryScreen()
        other = next((screen for screen in QGuiApplication.screens() if screen is not primary), None)
        if self._mode is Mode.SELF_SERVICE:
            self._show_visitor_on(primary)
        elif self._second and other is not None:
            self._show_visitor_on(other)
        else:
            self._visitor.widget.hide()
        if self._desk_wanted():
            self._show_desk_on(primary)
        else:
            self._desk.hide()
            self._visitor.widget.activateWindow()

    def _show_desk_on(self, screen: QScreen) -> None:
        if self._fullscreen:
            self._desk.fill(screen)
        else:
            self._desk.show()
            self._desk.activateWindow()
        self._desk.come_up()

    def _show_visitor_on(self, screen: QScreen) -> None:
        if not self._fullscreen:
            self._visitor.widget.show()
            return
        if self._visitor.widget.screen() is not screen:
            # A window that fills one display does not go to another.
            self._visitor.widget.hide()
            self._visitor.widget.setScreen(screen)
        if screen is QGuiApplication.primaryScreen():
            self._visitor.open()
            return
        self._visitor.widget.setGeometry(screen.geometry())
        self._visitor.widget.fill()

    def _staff_key(self) -> None:
        """A visitor with a keyboard elsewhere does not get to the sign-in by a key."""
        if self._set is Mode.DESK:
            self._staff_wanted()

    def _staff_wanted(self) -> None:
        if self._mode is Mode.SELF_SERVICE:
            self._wanted = True
            self._nobody.start()
            self._arrange()

    def _touched(self) -> None:
        if self._nobody.isActive():
            self._nobody.start()

    def _nobody_came(self) -> None:
        if self._desk.session.who is None:
            self._back()

    def _back(self) -> None:
        """Back to the visitor's screen, without anybody signed in."""
        self._nobody.stop()
        self._wanted = False
        self._desk.session.clear()
        self._arrange()

    def _signed(self, came: bool) -> None:
        self._nobody.stop()
        self._wanted = came and self._mode is Mode.SELF_SERVICE
        if came and self._lent:
            self.choose(Mode.DESK)
        elif not came:
            self._arrange()

    def _show_visitor(self) -> None:
        if self._mode is Mode.SELF_SERVICE:
            self._desk.session.lock("chosen")
        else:
            self.choose(Mode.SELF_SERVICE)
            self._lent = self._set is Mode.DESK

    def _plugged(self, _screen: QScreen | None = None) -> None:
        self._arrange()
