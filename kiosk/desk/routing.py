"""Where a code goes that was read while the staff are at the desk: to the page that stands, or to the gate.

A camera reads the code it sees again with every frame; a page is given it once, and again only after it was away.
"""

from collections.abc import Callable
from enum import StrEnum
from hashlib import blake2b

from kiosk.scans import Scan

AWAY_SECONDS = 2.0
"""A code that was not read for as long as this has been taken away, and is held up anew."""


class Mode(StrEnum):
    """Which face the program shows."""

    SELF_SERVICE = "self-service"
    DESK = "desk"


class To(StrEnum):
    """Who takes a code."""

    GATE = "gate"
    PAGE = "page"
    NOBODY = "nobody"  # the staff stand before the visitors' screen: nobody is at the gate


class Routing:
    """Decides for each code. ``offer`` gives it to the page that stands and says whether the page used it.

    In desk mode only pages that fill themselves from a card (``fills``) come before the gate; in self-service mode a
    desk that is open takes everything.
    """

    def __init__(self, offer: Callable[[Scan], bool]) -> None:
        self._offer = offer
        self._digest = b""
        self._seen = float("-inf")

    def route(self, scan: Scan, mode: Mode, *, signed_in: bool, fills: bool) -> To:
        """Where this code goes; a page has been given it when this returns PAGE."""
        if not signed_in or (mode is Mode.DESK and not fills):
            return To.GATE
        if not self._fresh(scan):
            return To.PAGE
        if self._offer(scan):
            return To.PAGE
        return To.GATE if mode is Mode.DESK else To.NOBODY

    def _fresh(self, scan: Scan) -> bool:
        digest = blake2b(scan.raw, digest_size=16).digest()
        fresh = digest != self._digest or scan.at - self._seen > AWAY_SECONDS
        self._digest, self._seen = digest, scan.at
        return fresh
