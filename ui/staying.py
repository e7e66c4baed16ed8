"""A window that fills a display and stays there."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QScreen
from PySide6.QtWidgets import QApplication, QWidget

BACK_MS: Final = 300
"""A locked window that lost the focus comes back this much later: at once, two such windows would never rest."""
AGAIN_MS: Final = 2000
"""A window manager may refuse the first time."""


class StayingWindow(QWidget):
    """A frameless window. A ``locked`` one is not closed by the window system, and comes back when another program
    takes its place.
    """

    def __init__(self, *, locked: bool) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint)
        self._locked = locked
        self._back = QTimer(self, singleShot=True)
        self._back.timeout.connect(self._come_back)

    def fill(self, screen: QScreen | None = None) -> None:
        """Fill this display, or the one it is on; a locked window stays above every other."""
        if self._locked:
            self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        if screen is None:
            self.showFullScreen()
            return
        # Without a window manager showFullScreen() leaves the size as it was, so the size is set as well.
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.raise_()
        self.activateWindow()

    def unlock(self) -> None:
        """From now on it may be closed."""
        self._locked = False
        self._back.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Alt+F4 and its like end nothing while the kiosk is locked."""
        event.setAccepted(not self._locked)

    def event(self, event: QEvent) -> bool:
        """Notice that another window has taken the focus."""
        if event.type() == QEvent.Type.WindowDeactivate and self._locked and self.isFullScreen():
            self._back.start(BACK_MS)
        return super().event(event)

    def _come_back(self) -> None:
        # Another window of this program may have the focus; other programs may not.
        if self._locked and self.isVisible() and QApplication.activeWindow() is None:
            self.raise_()
            self.activateWindow()
            self._back.start(AGAIN_MS)
