"""The Qt application itself: whether there is a display, how a bug ends the program, how a signal does."""

import gc
import logging
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType

from PySide6.QtCore import QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QIcon, QWindow
from PySide6.QtWidgets import QApplication

from ui.theme.icons import pictogram

log = logging.getLogger("ui.app")

BUG_EXIT_CODE = 70
"""As sysexits.h has it: a fault of the program. Whoever supervises the kiosk starts it again."""

BUG_SHOWN_SECONDS = 5.0

LOOK_MILLISECONDS = 500


def has_display(environment: dict[str, str] | os._Environ[str] = os.environ) -> bool:
    """Whether a window can be seen here. Windows always has a display; elsewhere X11 or Wayland must be running."""
    if sys.platform in ("win32", "darwin"):
        return True
    if environment.get("WAYLAND_DISPLAY"):
        return True
    display = environment.get("DISPLAY", "")
    if not display.startswith(":"):
        return bool(display)  # on another host: believed
    number = display[1:].partition(".")[0]
    return Path(f"/tmp/.X11-unix/X{number}").exists()  # noqa: S108 - where X11 puts it


def use_offscreen(width: int = 1920, height: int = 1080) -> None:
    """Let Qt draw into memory, on one screen of this size. Call before the application is made."""
    file = Path(tempfile.mkdtemp(prefix="kiosk-offscreen-")) / "screen.json"
    file.write_text(
        '{"synchronousWindowSystemEvents":false,"windowFrameMargins":true,"screens":[{"name":"kiosk","x":0,"y":0,'
        f'"width":{width},"height":{height},"logicalDpi":96,"logicalBaseDpi":96,"dpr":1}}]}}',
        encoding="utf-8",
    )
    drive, rest = os.path.splitdrive(file)  # Qt cuts at every colon, so that a drive cannot be named
    here = os.path.splitdrive(Path.cwd())[0]
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={rest}" if drive == here else "offscreen"


class Application:
    """The one QApplication, and the ways in which it ends.

    ``out_of_order`` is called once when a bug surfaces, to tell the visitor; the program then ends with
    BUG_EXIT_CODE, so that a supervisor starts it afresh. ``keyboard_here`` is told whether keys come to this
    program now, or go to another window.
    """

    def __init__(self) -> None:
        QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        self.qt = QApplication(sys.argv[:1])
        self.qt.setApplicationName("checkpoint-kiosk")
        self.qt.setWindowIcon(QIcon(pictogram("program", 256, 256)))
        self.out_of_order: Callable[[], None] = lambda: None
        self.keyboard_here: Callable[[bool], None] = lambda _: None
        self.qt.focusWindowChanged.connect(self._focus_moved)
        self._bug = False
        # A worker keeps the interpreter for 5 ms unless told otherwise, and the UI asks for it back many times a frame.
        sys.setswitchinterval(0.0005)
        sys.excepthook = self._bug_surfaced
        self._wake_on_signals()

    def run(self) -> int:
        """Run until something ends the program; returns its exit code."""
        self.settle()
        return self.qt.exec()

    def settle(self) -> None:
        """Say that what is here by now stays: looking through all of it for garbage stops every thread for 50 ms."""
        gc.collect()
        gc.freeze()

    def end(self, code: int = 0) -> None:
        """End the program soon."""
        self.qt.exit(code)

    def end_when(self, asked: Callable[[], bool]) -> None:
        """Look twice a second whether the program is asked to end, and end it then as a signal would.

        It goes on looking, since what is asked between two loops (the wizard's and the kiosk's) ends neither.
        """
        look = QTimer(self.qt)
        look.timeout.connect(lambda: self._asked_to_end() if asked() else None)
        look.start(LOOK_MILLISECONDS)

    def _asked_to_end(self) -> None:
        log.info("asked to stop: ending")
        self.end(0)

    def _focus_moved(self, window: QWindow | None) -> None:
        self.keyboard_here(window is not None)

    def _bug_surfaced(self, kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self.end(130)
            return
        log.critical("a bug ends the program", exc_info=(kind, bug, trace))
        if self._bug:
            return
        self._bug = True
        try:
            self.out_of_order()
        finally:
            QTimer.singleShot(int(BUG_SHOWN_SECONDS * 1000), lambda: self.end(BUG_EXIT_CODE))

    def _wake_on_signals(self) -> None:
        """Python runs a signal handler between two of its own instructions; Qt's loop has to be woken for that."""
        self._reader, writer = socket.socketpair()
        self._reader.setblocking(False)
        writer.setblocking(False)
        self._writer = writer
        signal.set_wakeup_fd(writer.fileno())
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._drain)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._signalled)

    def _drain(self) -> None:
        self._reader.recv(64)

    def _signalled(self, number: int, _frame: FrameType | None) -> None:
        log.info("signal %d: ending", number)
        QTimer.singleShot(0, lambda: self.end(0))  # in the loop, since one that does not run yet would not end
