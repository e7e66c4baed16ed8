"""Pages as a PDF and on a printer of Qt's; what is painted on them is said by whoever has something to print."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from kiosk.errors import DeviceError
from ui.printing.print_queue import missing

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

Paint = Callable[[QPainter, QPagedPaintDevice], object]
"""Paints from the upper left corner; the device begins new pages."""


def sheet_of(size: QPageSize.PageSizeId) -> QPageLayout:
    """A sheet of this size, without margins of its own."""
    return QPageLayout(QPageSize(size), QPageLayout.Orientation.Portrait, QMarginsF())


def pdf_of(layout: QPageLayout, dpi: int, paint: Paint) -> bytes:
    """Pages as a PDF with so many dots to the inch; it tells nothing of who made it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(dpi)
    writer.setPageLayout(layout)
    painter = QPainter(writer)
    paint(painter, writer)
    painter.end()
    del writer  # while its buffer is there
    return bytes(buffer.data().data())


def printer_of(name: str) -> "QPrinterInfo":
    """The printer of this name, "" for the system's default. Blocks; raises DeviceError where there is none."""
    from PySide6.QtPrintSupport import QPrinterInfo  # here because it asks the spooler when it is loaded

    info = QPrinterInfo.printerInfo(name) if name else QPrinterInfo.defaultPrinter()
    if info.isNull():
        raise missing(name, tuple(QPrinterInfo.availablePrinterNames()))
    return info


def opened(info: "QPrinterInfo") -> "QPrinter":
    """A printer with all the dots that it has."""
    from PySide6.QtPrintSupport import QPrinter

    return QPrinter(info, QPrinter.PrinterMode.HighResolution)


def begun(printer: "QPrinter", what: str, layout: QPageLayout, dpi: int) -> QPainter:
    """A painter on ``printer``, which is asked for so many dots to the inch and may have others. Raises DeviceError."""
    printer.setDocName(what)
    printer.setFullPage(True)
    printer.setResolution(dpi)
    printer.setPageLayout(layout)
    painter = QPainter()
    if not painter.begin(printer):
        raise DeviceError(f"The printer {printer.printerName()} cannot be opened.")
    return painter


def begun_to_scale(printer: "QPrinter", what: str, layout: QPageLayout, dpi: int) -> QPainter:
    """The same; whatever dots the printer has, one paints as if there were ``dpi`` to the inch."""
    painter = begun(printer, what, layout, dpi)
    painter.scale(printer.resolution() / dpi, printer.resolution() / dpi)
    return painter
