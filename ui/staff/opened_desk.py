"""The desk as it is open for somebody: navigation, header, strip, and the pages they may see."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from kiosk.desk.rows import RowFilter
from kiosk.screens import Status
from kiosk.staff import Right, SignedIn
from ui.site import Site
from ui.staff.around import Around, Wish
from ui.staff.desk_look import DeskLook
from ui.staff.header import Header
from ui.staff.keys import PAGE_KEYS
from ui.staff.nav import Nav, NavEntry
from ui.staff.page import DeskPage
from ui.staff.visitor_strip import VisitorStrip
from ui.words.desk_shell_words import shell_words
from ui.words.moments import day


@dataclass(frozen=True, slots=True)
class PageSlot:
    """A page that may be had: ``key`` is one of PAGE_KEYS, ``right`` who finds it, ``make`` makes it for a look."""

    key: str
    right: Right
    icon: str
    make: Callable[[DeskLook, Around], DeskPage]


class OpenedDesk(QWidget):
    """Made when somebody signs in, or anew for another size or language; its pages go with it."""

    def __init__(
        self,
        look: DeskLook,
        site: Site,
        who: SignedIn,
        slots: Sequence[PageSlot],
        around: Around,
        go: Callable[[str], None],
        *,
        visitor: Callable[[], None] | None,
        strip: VisitorStrip | None,
        now: datetime,
    ) -> None:
        super().__init__()
        self._look, self._site, self._around = look, site, around
        self._slots = {slot.key: slot for slot in slots if who.may(slot.right)}
        self._say = shell_words(look.language).nav
        self._status = Status()
        self._now = now
        self.pages: dict[str, DeskPage] = {}
        self.current = ""
        entries = [NavEntry(slot.key, PAGE_KEYS[slot.key][1], slot.icon) for slot in self._slots.values()]
        self.nav = Nav(look, site, who, entries, go, around.lock, visitor)
        refused = (lambda: around.open_list(RowFilter.REFUSED)) if self.has("list") else None
        self.header = Header(look, refused)
        self._holders: dict[str, QScrollArea] = {}
        self._stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(self.header)
        if strip is not None:
            main.addWidget(strip.dress(look))
        main.addWidget(self._stack, 1)
        row.addWidget(self.nav)
        row.addLayout(main, 1)
        self.header.tick(now)

    @property
    def page(self) -> DeskPage | None:
        """The page that stands."""
        return self.pages.get(self.current)

    def has(self, key: str) -> bool:
        """Whether whoever is signed in may see this page."""
        return key in self._slots

    def keys(self) -> tuple[str, ...]:
        """The pages they may see, in order."""
        return tuple(self._slots)

    def show_page(self, key: str, wish: Wish | None = None) -> None:
        """Show this page; the one that stood is left."""
        if key not in self._slots or key == self.current:
            return
        self.leave()
        page = self.pages.get(key) or self._make(key)
        self.current = key
        self.nav.show_page(key)
        gate = self._site.gate.of(self._look.language)
        line = self._say.lines[key].format(gate=gate, day=day(self._now, self._look.language))
        self.header.show_page(self._say.pages[key].line, self._say.pages[key].title, line)
        self._stack.setCurrentWidget(self._holders[key])
        page.status(self._status)
        page.opened()
        if wish is not None:
            page.wanted(wish)

    def leave(self) -> None:
        """The page that stands is left."""
        page, self.current = self.page, ""
        if page is not None:
            page.left()

    def status(self, status: Status) -> None:
        """Pass a new status on."""
        self._status = status
        self.header.status(status)
        if self.page is not None:
            self.page.status(status)

    def tick(self, now: datetime) -> None:
        """A second has passed."""
        self._now = now
        self.header.tick(now)

    def _make(self, key: str) -> DeskPage:
        page = self._slots[key].make(self._look, self._around)
        holder = QScrollArea()
        holder.setFrameShape(QFrame.Shape.NoFrame)
        holder.setWidgetResizable(True)
        holder.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder.setWidget(page)
        page.setAutoFillBackground(False)
        holder.viewport().setAutoFillBackground(False)
        self._stack.addWidget(holder)
        self._holders[key] = holder
        self.pages[key] = page
        return page
