"""Every line of what is wanted, for a file: fetched page after page, so that others may ask the store in between."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from kiosk.desk.listing_wanted import Wanted
from kiosk.desk.rows import Page, Query, Row
from kiosk.desk.tools import DeskTools
from kiosk.errors import KioskError
from kiosk.staff import Right

EXPORT_PAGE: Final = 500


class Collecting:
    """Fetches every page; ``progress`` is told how many lines are there, ``done`` gets all of them, or None.

    ``done`` with None: the store failed, or whoever asked may not. ``query`` is what was asked for, and ``at`` when.
    """

    def __init__(
        self,
        wanted: Wanted,
        bare: bool,
        tools: DeskTools,
        progress: Callable[[int], None],
        done: Callable[[tuple[Row, ...] | None], None],
    ) -> None:
        self._tools, self._progress, self._done = tools, progress, done
        self._rows: list[Row] = []
        self._stopped = False
        self.at: datetime = tools.clock.now()
        self.query: Query = wanted.query(self.at, bare=bare, limit=EXPORT_PAGE)

    def start(self) -> None:
        """Begin, if whoever is signed in may."""
        staff = self._tools.signed_in()
        if staff is None or not staff.may(Right.EXPORT):
            self._done(None)
        else:
            self._next(self.query)

    def stop(self) -> None:
        """Nobody wants it any more."""
        self._stopped = True
        self._rows.clear()

    def _next(self, query: Query) -> None:
        people = self._tools.people
        self._tools.lanes.list.run(lambda: people.page(query), self._take, self._failed)

    def _take(self, page: Page) -> None:
        if self._stopped:
            return
        self._rows.extend(page.rows)
        self._progress(len(self._rows))
        if page.more and page.rows:
            self._next(replace(self.query, after=page.rows[-1].key))
        else:
            self._done(tuple(self._rows))

    def _failed(self, _fault: KioskError) -> None:
        if not self._stopped:
            self._done(None)
