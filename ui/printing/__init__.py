"""Paper for visitors: the slip with a citizen code, and the printers it goes to (docs/printing.md)."""

import sys
from pathlib import Path

from kiosk.errand_ports import Printer
from kiosk.errors import SettingsError
from ui.printing.paper import ROLL_80, Paper, paper_named

ALLOWED = "pdf:FOLDER, system:NAME, system: (the computer's own default printer), log: or nothing"


def open_printer(address: str) -> Printer | None:
    """Make the printer at an address; "" is none. Call it on the thread of the QApplication.

    The printer itself is then used on one thread of the background. ``?paper=80mm`` (as without) or ``?paper=a4``
    follows ``pdf:`` and ``system:``. Raises SettingsError, saying what is allowed; whether the printer is there is
    only asked when something is printed, because printers come and go.
    """
    if not address:
        return None
    kind, colon, rest = address.partition(":")
    if not colon or kind not in ("pdf", "system", "log"):
        raise SettingsError(f"{address!r} is no printer: allowed are {ALLOWED}")
    if kind == "log":
        from ui.printing.printer_log import LogPrinter

        if rest:
            raise SettingsError(f"{address!r}: nothing may follow log:")
        return LogPrinter(address)
    place, paper = _split(address, rest)
    if kind == "system":
        return _system(address, place, paper)
    from ui.printing.printer_pdf import PdfPrinter

    if not place:
        raise SettingsError(f"{address!r} names no folder: write pdf:FOLDER")
    return PdfPrinter(address, Path(place).expanduser(), paper)


def _system(address: str, name: str, paper: Paper) -> Printer:
    """The printer of the operating system: CUPS can say what became of a job, and Windows' spooler cannot."""
    if sys.platform == "win32":
        from ui.printing.printer_spooler import SpoolerPrinter

        return SpoolerPrinter(address, name, paper)
    from ui.printing.print_queue import PrintQueue
    from ui.printing.printer_cups import CupsPrinter

    return CupsPrinter(address, name, paper, PrintQueue())


def _split(address: str, rest: str) -> tuple[str, Paper]:
    """Part ``slips?paper=a4``; a question mark that no ``name=`` follows belongs to the place."""
    place, mark, option = rest.rpartition("?")
    if not mark or "=" not in option:
        return rest, ROLL_80
    name, _, value = option.partition("=")
    if name != "paper":
        raise SettingsError(f"{address!r}: {name!r} is no option here: allowed is paper")
    return place, paper_named(value)
