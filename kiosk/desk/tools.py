"""What the pages of the desk work with: the ports they share, and who is signed in. Everything runs on the UI thread;
what blocks is asked through ``lanes``.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from kiosk.admission import Rules
from kiosk.desk.ports import FigureStore, StaffDesk, VisitorList
from kiosk.errand_ports import CentreDesk, DeclarationStore, Printer
from kiosk.errors import KioskError, StoreError
from kiosk.ports import Background, Clock, VisitStore
from kiosk.screens import Status
from kiosk.staff import SignedIn

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DeskLanes:
    """Where things are done. ``store`` keeps the order of what is written; ``list`` only reads, beside it."""

    store: Background
    list: Background
    centre: Background
    paper: Background


def _nobody() -> SignedIn | None:
    return None


def _nothing() -> None:
    """Nothing follows."""


@dataclass(slots=True)
class DeskTools:
    """``signed_in`` is whoever sits at the desk now, None while it is locked. ``rules`` and ``status`` are as of now.

    ``centre`` is None while there is none to ask. ``body`` gives the words of an event as they wait to be sent, as
    CentreDesk.issue takes them. ``written`` is to be called after something was kept that is to be sent, and
    ``store_failed`` with what the store raised where a page cannot say it itself.
    """

    visits: VisitStore
    people: VisitorList
    declarations: DeclarationStore
    staff: StaffDesk
    figures: FigureStore
    lanes: DeskLanes
    clock: Clock
    rules: Callable[[], Rules]
    status: Callable[[], Status]
    centre: Callable[[], CentreDesk | None]
    body: Callable[[UUID], str | None]
    written: Callable[[], None]
    store_failed: Callable[[KioskError], None]
    printer: Printer | None = None
    signed_in: Callable[[], SignedIn | None] = field(default=_nobody)

    def note(
        self,
        what: str,
        then: Callable[[], None] = _nothing,
        failed: Callable[[KioskError], None] = lambda _: None,
        *,
        subject: UUID | None = None,
    ) -> None:
        """Write in the audit log what whoever is signed in does, and only then do it. ``what`` names nobody."""
        staff, now, people = self.signed_in(), self.clock.now(), self.people
        if staff is None:
            return

        def unwritten(fault: KioskError) -> None:
            self.unkept(fault)
            failed(fault)

        self.lanes.store.run(lambda: people.note(what, staff.id, subject, now), lambda _: then(), unwritten)

    def unkept(self, fault: KioskError) -> None:
        """Say in the log, without its words, what kept something from being done; the gate hears of the store's."""
        log.warning("not kept: %s", type(fault).__name__)
        if isinstance(fault, StoreError):
            self.store_failed(fault)
