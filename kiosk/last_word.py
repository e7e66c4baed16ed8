"""What a program says that cannot start: to a terminal, into the log, and where there is neither window nor terminal
in a box of Windows' own, since otherwise whoever clicked would see nothing at all.
"""

import logging
import sys
import threading
from enum import Enum
from pathlib import Path

import typer

from kiosk import logs
from kiosk.errors import KioskError, SettingsError

SHOWN_SECONDS = 60.0
"""A box without an answer holds up whatever would start the kiosk again, so that it goes by itself."""
_TITLE = "Checkpoint Kiosk"


class Headline(Enum):
    """What stands above the sentence in a box, for whoever clicked: at a checkpoint that is Vietnamese."""

    SETTINGS = "Kiosk chưa chạy được: phần cài đặt có chỗ sai. Hãy gọi kỹ thuật viên."
    IN_USE = "Kiosk đang chạy rồi, không cần mở thêm. Nếu không thấy cửa sổ của nó, hãy gọi kỹ thuật viên."
    NO_DISPLAY = "Kiosk chưa chạy được: không có màn hình. Hãy gọi kỹ thuật viên."
    OTHER = "Kiosk chưa chạy được. Hãy gọi kỹ thuật viên."
    BUG = "Kiosk đã dừng vì một lỗi của chương trình. Hãy gọi kỹ thuật viên."


def say(sentence: str, headline: Headline = Headline.OTHER, *, box: bool = True) -> None:
    """Say why the program ends. Without ``box`` nothing is shown that anybody would have to answer."""
    logging.getLogger(logs.SAID).error(sentence)
    if sys.stderr is not None:
        typer.echo(sentence.encode(), err=True)  # bytes, because a Windows console's own encoding lacks letters
    elif box:
        _show(words(headline, sentence, logs.file_kept()))


def say_fault(fault: KioskError, *, box: bool = True) -> None:
    """Say what in the world ends the program."""
    say(str(fault), Headline.SETTINGS if isinstance(fault, SettingsError) else Headline.OTHER, box=box)


def words(headline: Headline, sentence: str, log: Path | None) -> str:
    r"""What a box says: first for whoever clicked, then for the technician, last where the log lies.

    >>> words(Headline.OTHER, "Something is missing.", None)
    'Kiosk chưa chạy được. Hãy gọi kỹ thuật viên.\n\nSomething is missing.'
    """
    return "\n\n".join((headline.value, sentence, *((f"Nhật ký (log): {log}",) if log is not None else ())))


def say_bug(bug: Exception) -> None:
    """Say that a fault of the program ends it. What was in its hands stays out of the box, and is in the log."""
    if logs.file_kept() is None:
        logs.begin("kiosk")  # it came before the log was
    logging.getLogger("kiosk").critical("a bug ends the program", exc_info=bug)
    sentence = f"The kiosk was ended by a fault of the program: {type(bug).__name__}. Its log says more."
    _show(words(Headline.BUG, sentence, logs.file_kept()))


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
