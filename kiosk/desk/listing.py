"""The list of people who came and left, as the desk pages through it. Everything runs on the UI thread.

The store is asked on the lane that only reads, a page at a time, and an answer to something that is no longer wanted
is dropped. When something was recorded, the first page, the counts and whatever else is in sight are asked for again
and taken into the list that stands: what was chosen stays chosen, and lines that say the same stay as they are.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from kiosk.desk.figures import Way
from kiosk.desk.listing_lines import Lines, blanked, merged, place_of
from kiosk.desk.listing_wanted import PAGE, Day, Wanted, count_of
from kiosk.desk.rows import Counts, Page, Row, RowFilter, RowKey
from kiosk.desk.tools import DeskTools
from kiosk.errors import KioskError
from kiosk.ports import Cancellable

TYPING_SECONDS: Final = 0.12
"""So long nothing is typed before it is looked for."""


@dataclass(frozen=True, slots=True, repr=False)
class ListState:
    """What stands on the page. ``asked_at`` is when the first page was asked for: the age of what is shown.

    ``total`` of the whole query is None where nobody counted. ``asking``: nothing to show has come yet.
    """

    wanted: Wanted = field(default_factory=Wanted)
    lines: Lines = field(default_factory=Lines)
    total: int | None = None
    counts: Counts = field(default_factory=Counts)
    selected: RowKey | None = None
    bare: bool = False
    asked_at: datetime | None = None
    asking: bool = False
    failed: bool = False

    def __repr__(self) -> str:
        return f"ListState({self.wanted}, {len(self.lines.rows)} lines)"

    @property
    def rows(self) -> tuple[Row, ...]:
        """The lines that are there."""
        return self.lines.rows

    @property
    def empty(self) -> bool:
        """Whether the store has said that there is nobody."""
        return not (self.rows or self.asking or self.failed)

    def row(self, key: RowKey | None) -> Row | None:
        """The line of this key."""
        place = place_of(self.rows, key)
        return None if place < 0 else self.rows[place]


class Listing:
    """Holds the list; ``changed`` is called after every change of ``state``."""

    def __init__(self, tools: DeskTools, changed: Callable[[], None]) -> None:
        self.state = ListState()
        self._tools, self._changed = tools, changed
        self._turn = 0  # of the query that counts; answers to earlier ones are dropped
        self._typing: Cancellable | None = None
        self._typed = ""
        self._fetching = self._renewing = self._again = False
        self._fresh: set[RowKey] = set()  # asked for since something was recorded
        self._seen = (0, 0)
        self._held: RowKey | None = None
        self._stood = 0  # where the chosen line was seen last
        self._is_open = False

    def open(self) -> None:
        """Ask for what is wanted."""
        self._is_open = True
        self._ask_anew(self.state.wanted)

    def leave(self) -> None:
        """Forget everybody, and what was typed."""
        self._is_open = False
        self._stop_typing()
        self._turn += 1
        self._fetching = self._renewing = self._again = False
        self._fresh.clear()
        self._typed = ""
        self._put(ListState(Wanted(), counts=self.state.counts))

    def search(self, text: str) -> None:
        """Look for this as soon as nothing more is typed."""
        self._typed = text
        self._stop_typing()
        if text.strip() != self.state.wanted.text.strip():
            self._typing = self._tools.lanes.list.after(TYPING_SECONDS, self.search_now)

    def search_now(self) -> None:
        """Look for what is typed without waiting."""
        self._stop_typing()
        if self._is_open and self._typed.strip() != self.state.wanted.text.strip():
            self._ask_anew(replace(self.state.wanted, text=self._typed))

    def filter(self, which: RowFilter) -> None:
        """Show other people."""
        self._want(replace(self.state.wanted, filter=which))

    def way(self, way: Way | None) -> None:
        """Show those who came by one way; None for all."""
        self._want(replace(self.state.wanted, way=way))

    def day(self, day: Day | date) -> None:
        """Show another day."""
        self._want(replace(self.state.wanted, day=day))

    def everywhere(self) -> None:
        """Look for what is typed on every day, among all."""
        self._want(Wanted(text=self.state.wanted.text, day=Day.ANY))

    def bare(self, bare: bool) -> None:
        """Show names and numbers in full, or masked again; masking takes them away before anything is asked."""
        if bare == self.state.bare:
            return
        self._turn += 1
        self._fetching = self._renewing = self._again = False
        rows = self.state.rows if bare else blanked(self.state.rows)
        self._put(replace(self.state, bare=bare, lines=replace(self.state.lines, rows=rows)))
        self.refresh()

    def select(self, key: RowKey | None, *, held: bool = False) -> None:
        """Choose a line; ``held``: it stays chosen until another is, or another list, though it may not be on this."""
        self._held = key if held else None
        if key != self.state.selected:
            stood = place_of(self.state.rows, self.state.selected)
            self._stood = self._stood if stood < 0 else stood
            self._put(replace(self.state, selected=key))

    def more(self) -> None:
        """Ask for the next page."""
        if self._fetching or self._renewing or not self.state.lines.more:
            return
        self._fetching = True
        self._page(len(self.state.rows), PAGE, self._fetched)

    def see(self, first: int, last: int) -> None:
        """Lines ``first`` to ``last`` are in sight; those that may be out of date are asked for again."""
        self._seen = (first, last)
        self._renew_seen()

    def refresh(self) -> None:
        """Something was recorded or sent: take in what is new."""
        if not self._is_open:
            return
        if self._fetching or self._renewing or self.state.asking:
            self._again = True
            return
        self._fresh.clear()
        self._renewing = True
        self._count()
        self._page(0, PAGE, self._renewed)

    @property
    def _now(self) -> datetime:
        return self._tools.clock.now()

    def _want(self, wanted: Wanted) -> None:
        if not self._is_open:
            self.state = replace(self.state, wanted=wanted)
        elif wanted != self.state.wanted:
            self._ask_anew(wanted)

    def _ask_anew(self, wanted: Wanted) -> None:
        """The list of something else, from its first page."""
        self._turn += 1
        self._fetching = self._renewing = self._again = False
        self._fresh.clear()
        self._seen, self._held = (0, 0), None
        self._put(replace(self.state, wanted=wanted, lines=Lines(), total=None, asking=True))
        self._count()
        self._page(0, PAGE, self._first)

    def _page(self, start: int, limit: int, then: Callable[[int, Page], None]) -> None:
        after = self.state.rows[start - 1].key if start else None
        query = self.state.wanted.query(self._now, bare=self.state.bare, after=after, limit=limit)
        turn, people, now = self._turn, self._tools.people, self._now

        def answered(page: Page) -> None:
            if turn == self._turn:
                if not start:
                    self.state = replace(self.state, asked_at=now)
                then(start, page)

        def failed(_fault: KioskError) -> None:
            if turn == self._turn:
                self._fetching = self._renewing = self._again = False
                self._put(replace(self.state, failed=True, asking=False))

        self._tools.lanes.list.run(lambda: people.page(query), answered, failed)

    def _count(self) -> None:
        turn, people, moment = self._turn, self._tools.people, self.state.wanted.moment(self._now)

        def counted(counts: Counts) -> None:
            if turn == self._turn:
                self._put(replace(self.state, counts=counts))

        self._tools.lanes.list.run(lambda: people.counts(moment), counted, lambda _fault: None)

    def _first(self, _start: int, page: Page) -> None:
        chosen = self.state.selected
        if self._held is None and place_of(page.rows, chosen) < 0:
            chosen = page.rows[0].key if page.rows else None
        lines = Lines(page.rows, page.more)
        self._fresh = {row.key for row in page.rows}
        self._put(replace(self.state, lines=lines, total=page.total, selected=chosen, asking=False, failed=False))
        self._go_on()

    def _fetched(self, start: int, page: Page) -> None:
        self._fetching = False
        self._take_in(start, page)

    def _renewed(self, start: int, page: Page) -> None:
        self._renewing = False
        self._take_in(start, page)

    def _take_in(self, start: int, page: Page) -> None:
        before = self.state
        lines = merged(before.lines, start, page)
        self._fresh |= {row.key for row in page.rows}
        total = before.total if page.total is None else page.total
        self._put(replace(before, lines=lines, total=total, selected=self._still(before, lines), failed=False))
        self._go_on()

    def _go_on(self) -> None:
        if self._again:
            self._again = False
            self.refresh()
        else:
            self._renew_seen()

    def _renew_seen(self) -> None:
        if self._fetching or self._renewing or self.state.asking:
            return
        first, last = self._seen
        old = [place for place in range(first, min(last + 1, len(self.state.rows))) if self._is_stale(place)]
        if old:
            self._renewing = True
            self._page(old[0], max(PAGE, last + 1 - old[0]), self._renewed)

    def _is_stale(self, place: int) -> bool:
        return self.state.rows[place].key not in self._fresh

    def _still(self, before: ListState, lines: Lines) -> RowKey | None:
        """The line that was chosen, or the one that has come to stand where it stood."""
        if self._held is not None:
            return self._held
        if not lines.rows or place_of(lines.rows, before.selected) >= 0:
            return before.selected if lines.rows else None
        stood = place_of(before.rows, before.selected)
        return lines.rows[min(self._stood if stood < 0 else stood, len(lines.rows) - 1)].key

    def _stop_typing(self) -> None:
        if self._typing is not None:
            self._typing.cancel()
            self._typing = None

    def _put(self, state: ListState) -> None:
        self.state = state
        self._changed()


def shown_total(state: ListState) -> int | None:
    """How many lines the query has altogether, as far as is known."""
    if state.total is not None:
        return state.total
    if not state.lines.more:
        return len(state.rows)
    return None if state.wanted.narrowed else count_of(state.counts, state.wanted.filter)
