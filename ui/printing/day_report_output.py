"""Hands the day's report to a printer for sheets of paper, and never to the roll that slips come from. Blocks."""

import sys
from typing import Final

from kiosk.desk.figures import Figures
from kiosk.errors import DeviceError
from kiosk.screens import Language
from ui.printing.day_report import ReportPlace, a4, day_report_pdf, paint_day_report
from ui.printing.pages import begun_to_scale, opened, printer_of
from ui.printing.paper import A4
from ui.printing.print_queue import PrintQueue, missing

MEDIA: Final = "iso_a4_210x297mm"


def print_day_report(
    figures: Figures, place: ReportPlace, language: Language, slips: str = "", queue: PrintQueue | None = None
) -> None:
    """Print one sheet; raises DeviceError where there is no printer for it. ``slips`` is the slip printer's address.

    ``queue`` is another print service than that of this computer.
    """
    wanted, roll = sheets_and_roll(slips)
    if sys.platform == "win32":
        _through_qt(figures, place, language, wanted, roll)
        return
    queue = queue or PrintQueue()
    name = wanted or queue.default()
    if not name or queue.state(name) is None:
        raise missing(name, queue.printers())
    _refuse(name, roll, queue.default())
    queue.hand_over(name, day_report_pdf(figures, place, language), MEDIA)


def sheets_and_roll(slips: str) -> tuple[str, str | None]:
    """Which printer is for sheets ("" for the system's default), and which has a roll ("" for the default, or None).

    >>> sheets_and_roll("system:Laser?paper=a4"), sheets_and_roll("system:TM-T20"), sheets_and_roll("system:")
    (('Laser', None), ('', 'TM-T20'), ('', ''))
    >>> sheets_and_roll("pdf:slips"), sheets_and_roll("")
    (('', None), ('', None))
    """
    kind, _, place = slips.partition(":")
    if kind != "system":
        return "", None
    name, _, option = place.partition("?paper=")
    return (name, None) if option.strip().lower() == A4.name else ("", name)


def _refuse(name: str, roll: str | None, default: str | None) -> None:
    if roll is not None and name == (roll or default):
        raise DeviceError(f"The printer {name} has a roll of receipt paper: a report needs sheets.")


def _through_qt(figures: Figures, place: ReportPlace, language: Language, wanted: str, roll: str | None) -> None:
    from PySide6.QtPrintSupport import QPrinterInfo  # here because it asks the spooler when it is loaded

    info = printer_of(wanted)
    _refuse(info.printerName(), roll, QPrinterInfo.defaultPrinter().printerName())
    printer = opened(info)
    painter = begun_to_scale(printer, "day report", a4(), A4.dpi)
    paint_day_report(painter, figures, place, language)
    painter.end()
