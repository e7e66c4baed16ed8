"""Takes posters out of the kiosk: into a file, or to a printer for sheets of paper. Everything here blocks."""

import os
import sys
from pathlib import Path
from typing import Final

from PySide6.QtGui import QGuiApplication

from kiosk.checkpoint.poster_text import Poster
from kiosk.errors import DeviceError
from ui.printing.pages import begun, opened, printer_of
from ui.printing.poster import PosterDrawing, Size, page_of, poster_pdf
from ui.printing.print_queue import PrintQueue, missing

MEDIA: Final = {Size.A3: "iso_a3_297x420mm", Size.A4: "iso_a4_210x297mm", Size.A5: "iso_a5_148x210mm"}
SPOOLER_DPI: Final = 600


class PosterOutput:
    """Where posters go: ``folder`` for files, ``printer`` by its name in the system, "" for the default one."""

    def __init__(self, folder: Path, printer: str = "") -> None:
        self._folder, self._printer = folder, printer

    def save(self, poster: Poster, size: Size) -> Path:
        """Write the PDF, over an earlier one of the same gate and size; returns where it lies."""
        self._make_folder()
        path = self._folder / f"ap-phich-{poster.code or 'diem'}-{size.name}.pdf"
        write_poster(path, poster, size)
        return path

    def print_out(self, poster: Poster, size: Size) -> None:
        """Hand it to the printer; returns when its queue has it."""
        if sys.platform == "win32":
            self._through_qt(poster, size)
            return
        queue = PrintQueue()
        name = self._printer or queue.default()
        if not name or queue.state(name) is None:
            raise missing(name, queue.printers())
        queue.hand_over(name, poster_pdf(poster, size), MEDIA[size])

    def _make_folder(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise _cannot(self._folder, fault) from fault

    def _through_qt(self, poster: Poster, size: Size) -> None:
        printer = opened(printer_of(self._printer))
        painter = begun(printer, "poster", page_of(size), SPOOLER_DPI)
        PosterDrawing(poster, size, printer.resolution()).draw(painter)
        painter.end()


def write_poster(path: Path, poster: Poster, size: Size) -> None:
    """Write the PDF to this file: whole, or not at all. Raises DeviceError, or SettingsError where there is no code."""
    data = poster_pdf(poster, size)
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with unfinished.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as fault:
        raise _cannot(path, fault) from fault


def write_alone(path: Path, poster: Poster, size: Size) -> float:
    """The same in a program without a display; returns how wide the code is, in millimetres."""
    application = None if isinstance(QGuiApplication.instance(), QGuiApplication) else QGuiApplication([])
    write_poster(path, poster, size)
    code = PosterDrawing(poster, size).code_mm
    del application
    return code


def printer_names() -> tuple[str, ...]:
    """The printers of this machine; none where its print service does not answer. Blocks."""
    if sys.platform == "win32":
        from PySide6.QtPrintSupport import QPrinterInfo

        return tuple(QPrinterInfo.availablePrinterNames())
    try:
        return PrintQueue().printers()
    except DeviceError:
        return ()


def _cannot(path: Path, fault: OSError) -> DeviceError:
    return DeviceError(f"The poster cannot be written to {path}: {fault.strerror or fault}")
