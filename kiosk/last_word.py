"""What a program says that cannot start: to a terminal, into the log, and where there is neither window nor terminal
in a box of Windows' own, since otherwise whoever clicked would see nothing at all.
"""

import logging
import sys
import threading

import typer

from kiosk import logs

SHOWN_SECONDS = 60.0
"""A box without an answer holds up whatever would start the kiosk again, so that it goes by itself."""
_TITLE = "Checkpoint Kiosk"


def say(sentence: str, *, box: bool = True) -> None:
    """Say why the program ends. Without ``box`` nothing is shown that anybody would have to answer."""
    logging.getLogger(logs.SAID).error(sentence)
    if sys.stderr is not None:
        typer.echo(sentence.encode(), err=True)  # bytes, because a Windows console's own encoding lacks letters
    elif box:
        _show(sentence)


def say_bug(bug: Exception) -> None:
    """Say that a fault of the program ends it. What was in its hands stays out of the box, and is in the log."""
    if logs.file_kept() is None:
        logs.begin("kiosk")  # it came before the log was
    logging.getLogger("kiosk").critical("a bug ends the program", exc_info=bug)
    file = logs.file_kept()
    where = f"\n\n{file}" if file else ""
    _show(f"The kiosk was ended by a fault of the program: {type(bug).__name__}. Its log says more.{where}")


if sys.platform == "win32":
    import ctypes

    _ERROR, _FOREGROUND, _TOPMOST = 0x10, 0x10000, 0x40000

    def _show(text: str) -> None:
        """Wait until the box is answered, but not for ever: it ends with the program."""
        words = (None, text, _TITLE, _ERROR | _FOREGROUND | _TOPMOST)
        box = threading.Thread(target=ctypes.windll.user32.MessageBoxW, args=words, daemon=True)
        box.start()
        box.join(SHOWN_SECONDS)
else:

    def _show(text: str) -> None:
        """Elsewhere whoever starts a program without a terminal keeps what it writes."""
