"""Prints into a folder: a PDF file for each slip, for a spooler that watches the folder, or for the demo.

``pdf:slips``               for the roll of 80 mm
``pdf:/srv/slips?paper=a4``
"""

import os
import secrets
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from kiosk.errand_ports import Slip
from kiosk.errors import DeviceError
from ui.printing.paper import Paper
from ui.printing.slip import pdf
from ui.theme.fonts import load_fonts


class PdfPrinter:
    """A ``kiosk.errand_ports.Printer``. Made on the UI thread of a QApplication, used on any one thread."""

    def __init__(self, address: str, folder: Path, paper: Paper) -> None:
        self.address = address
        self._folder, self._paper = folder, paper
        load_fonts()

    def ready(self) -> bool:
        """Whether the folder is there and files may be made in it."""
        return self._folder.is_dir() and os.access(self._folder, os.W_OK | os.X_OK)

    def print_slip(self, slip: Slip) -> None:
        """Write one file, readable by this user alone; it appears under its name whole or not at all.

        The name is the moment and chance: nothing of the visitor.
        """
        data = pdf(slip, self._paper)
        name = f"slip-{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.pdf"
        unfinished = self._folder / f".{name}.part"
        try:
            self._write(unfinished, data)
            unfinished.replace(self._folder / name)
        except OSError as fault:
            with suppress(OSError):
                unfinished.unlink()
            raise DeviceError(f"The slip cannot be written to {self._folder}: {fault.strerror or fault}") from fault

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
