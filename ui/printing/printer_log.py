"""The printer of a kiosk that is tried out: notes in the log that a slip would have come out, and not what is on it."""

import logging

from kiosk.errand_ports import Slip

log = logging.getLogger("ui.printing")


class LogPrinter:
    """A ``kiosk.errand_ports.Printer`` at ``log:``."""

    def __init__(self, address: str) -> None:
        self.address = address

    def ready(self) -> bool:
        """Always."""
        return True

    def print_slip(self, slip: Slip) -> None:
        """Note it, in the visitor's language's name only."""
        log.info("a slip would have been printed (%s)", slip.language)
