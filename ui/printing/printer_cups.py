"""Prints through CUPS, the print service of Linux and macOS.

The slip goes there as a PDF, and the service is asked what became of it.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from PySide6.QtGui import QPageSize

from kiosk.errand_ports import Slip
from kiosk.errors import DeviceError
from ui.printing.paper import Paper
from ui.printing.print_queue import JobStep, PrintQueue, missing
from ui.printing.slip import Drawing, page, pdf
from ui.theme.fonts import load_fonts

WAITS_SECONDS: Final = 20.0
"""A laser printer wakes up in this time; nobody waits for a slip much longer."""
ASKS_EVERY: Final = 0.4


class CupsPrinter:
    """A ``kiosk.errand_ports.Printer`` behind CUPS. Used on any one thread; ``sleep`` takes seconds."""

    def __init__(
        self, address: str, name: str, paper: Paper, queue: PrintQueue, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.address = address
        self._name, self._paper, self._queue, self._sleep = name, paper, queue, sleep
        load_fonts()

    def ready(self) -> bool:
        """Whether the printer is there, takes jobs and has no trouble that its queue knows of."""
        try:
            name = self._name or self._queue.default()
            state = self._queue.state(name) if name else None
        except DeviceError:
            return False
        return state is not None and state.accepts and not state.trouble

    def print_slip(self, slip: Slip) -> None:
        """Print, and return when the job is done.

        A job that is not done in time is taken back: nobody's code shall come out when nobody stands there.
        """
        name = self._existing()
        number = self._queue.hand_over(name, pdf(slip, self._paper), _media(Drawing(slip, self._paper)))
        try:
            self._wait_for(name, number)
        except DeviceError:
            with suppress(DeviceError):
                self._queue.cancel(number)
            raise

    def _wait_for(self, name: str, number: int) -> None:
        for _ in range(round(WAITS_SECONDS / ASKS_EVERY)):
            step = self._queue.job(name, number)
            if step is JobStep.COMPLETED:
                return
            if step in (JobStep.ABORTED, JobStep.CANCELED):
                raise DeviceError(f"The printer {name} gave the slip up.")
            state = self._queue.state(name)
            if step in (JobStep.HELD, JobStep.STOPPED) or state is None or state.trouble:
                trouble = state.trouble if state else "gone"
                raise DeviceError(f"The printer {name} cannot print: {trouble or step.name.lower()}.")
            self._sleep(ASKS_EVERY)
        raise DeviceError(f"The printer {name} has not printed the slip within {WAITS_SECONDS:g} s; it was taken back.")

    def _existing(self) -> str:
        name = self._name or self._queue.default()
        if name and self._queue.state(name) is not None:
            return name
        raise missing(name, self._queue.printers())


def _media(drawing: Drawing) -> str:
    """The paper's name in the language of print services."""
    size = page(drawing).pageSize()
    if size.id() is QPageSize.PageSizeId.A4:
        return "iso_a4_210x297mm"
    mm = size.size(QPageSize.Unit.Millimeter)
    return f"custom_slip_{mm.width():g}x{mm.height():g}mm"
