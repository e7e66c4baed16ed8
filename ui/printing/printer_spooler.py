"""Prints through Qt on a printer of Windows. Its spooler takes the slip; what becomes of it there cannot be known."""

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from kiosk.errand_ports import Slip
from kiosk.errors import DeviceError
from ui.printing.pages import begun_to_scale, opened, printer_of
from ui.printing.paper import Paper
from ui.printing.slip import Drawing, page, place
from ui.theme.fonts import load_fonts


class SpoolerPrinter:
    """A ``kiosk.errand_ports.Printer`` behind Qt, which paints onto a QPrinter on any thread."""

    def __init__(self, address: str, name: str, paper: Paper) -> None:
        self.address = address
        self._name, self._paper = name, paper
        load_fonts()

    def ready(self) -> bool:
        """Whether the printer is there and not known to be in trouble."""
        info = QPrinterInfo.printerInfo(self._name) if self._name else QPrinterInfo.defaultPrinter()
        return not info.isNull() and info.state() is not QPrinter.PrinterState.Error

    def print_slip(self, slip: Slip) -> None:
        """Hand the slip to the spooler. What becomes of it there cannot be known."""
        through_qt(opened(printer_of(self._name)), slip, self._paper)


def through_qt(printer: QPrinter, slip: Slip, paper: Paper) -> None:
    """Paint a slip on a printer of Qt's, however many dots to the inch it has; raises DeviceError."""
    drawing = Drawing(slip, paper)
    painter = begun_to_scale(printer, "slip", page(drawing), paper.dpi)
    place(painter, drawing)
    if not painter.end() or printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        raise DeviceError(f"The printer {printer.printerName()} gave the slip up.")
