"""The window of the desk: who comes and goes, the keys that lead elsewhere, what is asked before a page is left."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.desk.happening import Answer
from kiosk.desk.rows import RowFilter
from kiosk.desk.session import Session
from kiosk.ports import Clock
from kiosk.scans import Scan
from kiosk.screens import Language
from kiosk.staff import SignedIn
from ui.site import Site
from ui.staff.around import ToProxy, Wish
from ui.staff.face import DeskFace, forget_clipboard
from ui.staff.keys import answer_of, locks, page_of, to_visitor
from ui.staff.kit.dialog import StaffDialog
from ui.staff.leaving import ask_before_leaving
from ui.staff.opened_desk import PageSlot
from ui.staff.visitor_strip import VisitorStrip

SCAN_LASTS: Final = 60.0
"""Seconds for which a code that was read is still that of whoever stands at the gate, for khai hộ."""
_USES: Final = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
)


class DeskWindow(DeskFace):
    """The staff's window; it is the ``Around`` of its pages, which ``slots`` make.

    ``signed`` is told when somebody signed in (True) or was signed out, ``touched`` of every key and click,
    ``language_chosen`` of another language.
    """

    def __init__(
        self,
        site: Site,
        session: Session,
        clock: Clock,
        slots: Sequence[PageSlot],
        *,
        strip: VisitorStrip | None = None,
        language: Language = Language.VI,
    ) -> None:
        super().__init__(site, session, clock, slots, strip, language)
        self.signed: Callable[[bool], None] = lambda _in: None
        self.touched: Callable[[], None] = lambda: None
        self.language_chosen: Callable[[Language], None] = lambda _language: None
        self._scan: Scan | None = None
        self._locking: StaffDialog | None = None
        self._seconds = QTimer(self, interval=1000)
        self._seconds.timeout.connect(self._tick)
        self._seconds.start()
        session.changed, session.came, session.went = self._session_changed, self._came, self._went
        if strip is not None:
            strip.proxy, strip.handle = partial(self.go_to, "proxy"), partial(self.open_list, RowFilter.ATTENTION)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self.dress()
        session.refresh()

    def end(self) -> None:
        """Close, locked or not; whoever is signed in is signed out."""
        self.unlock()
        self._seconds.stop()
        self.session.close()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self.close()
        self.deleteLater()

    def come_up(self) -> None:
        """The window has come up: the sign-in, or the page, takes the keyboard."""
        if self.sign_in is not None:
            self.session.refresh()
            self.sign_in.setFocus()

    def saw(self, scan: Scan) -> None:
        """A code was read, whoever takes it: it is that of whoever stands there."""
        self._scan = scan

    def take(self, scan: Scan) -> bool:
        """A code was read; True if the page that stands has used it, and the gate need not."""
        self._scan = scan
        opened = self.opened
        if opened is None or opened.page is None or not self.isVisible():
            return False
        self.session.used()
        return not self.dialogs() and opened.page.take(scan)

    def go_to(self, key: str, wish: Wish | None = None) -> None:
        """Go to the page of this key, if whoever is signed in may; where it stands already it hears the wish.

        Khai hộ for whoever stands at the gate begins with the code they showed.
        """
        opened = self.opened
        if opened is None or not opened.has(key):
            return
        theirs = self._held_up() if key == "proxy" and wish in (None, ToProxy()) else None
        if key != opened.current:
            self.before_leaving(partial(self._show_page, key, wish, theirs))
        elif theirs is not None:
            self._fill(theirs)
        elif wish is not None and opened.page is not None:
            opened.page.wanted(wish)

    def lock(self) -> None:
        """Sign out. Where something typed would be lost that is asked first, once: asked again, the desk locks."""
        asked = self._locking is not None and self._locking in self.dialogs()
        for dialog in self.dialogs():
            dialog.close_now()
        lock = partial(self.session.lock, "chosen")
        self._locking = None
        if asked or not self.unsaved:
            lock()
        else:
            self._locking = ask_before_leaving(self, self.look, lock, locking=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See every key and click of this window before its widgets do: keys that lead elsewhere, and the idle time."""
        if event.type() not in _USES or not isinstance(watched, QWidget) or watched.window() is not self:
            return False
        self.session.used()
        self.touched()
        if not isinstance(event, QKeyEvent):
            if event.type() != QEvent.Type.MouseMove:
                self.ring.keys(used=False)
            return False
        self.ring.keys(used=True)
        return self.opened is not None and self._leads_elsewhere(event)

    def spoken(self, language: Language) -> None:
        """Pass on that the desk speaks another language now."""
        self.language_chosen(language)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no widget wanted is offered to the page."""
        page = self.opened.page if self.opened is not None else None
        if page is None or not page.keyed(event):
            event.ignore()

    def _leads_elsewhere(self, event: QKeyEvent) -> bool:
        if locks(event):
            self.lock()
            return True
        if self.dialogs():
            return False
        if answer := answer_of(event):
            return self.strip is not None and self.strip.answer_by_key(answer)
        if (page := page_of(event)) is not None:
            self.go_to(page)
            return True
        if to_visitor(event) and self.show_visitor is not None:
            self.before_leaving(self.show_visitor)
            return True
        return False

    def before_leaving(self, act: Callable[[], None]) -> None:
        """Do what takes the page away, once it is known that nothing typed there is lost against somebody's will."""
        if not self.unsaved:
            act()
        elif not self.dialogs():
            ask_before_leaving(self, self.look, act)

    def _show_page(self, key: str, wish: Wish | None, theirs: Scan | None) -> None:
        if self.opened is not None:
            self.opened.show_page(key, wish)
            forget_clipboard()
        if theirs is not None:
            self._fill(theirs)

    def _held_up(self) -> Scan | None:
        """The code of whoever is to be declared for, as the gate or the page that stands says; not one of long ago."""
        page = self.opened.page if self.opened is not None else None
        asked = self.strip is not None and Answer.PROXY in self.strip.answers()
        if self._scan is None or not (asked or (page is not None and page.nobody_known())):
            return None
        return self._scan if self.clock.monotonic() - self._scan.at < SCAN_LASTS else None

    def _fill(self, theirs: Scan) -> None:
        if self.strip is not None:
            self.strip.declaring()
        if self.opened is not None and self.opened.page is not None:
            self.opened.page.take(theirs)

    def _session_changed(self) -> None:
        if self.sign_in is not None:
            if self.sign_in.stale():
                self.dress()
            else:
                self.sign_in.show_state()
        elif self.opened is not None:
            self.opened.header.ends_in(self.session.state.ending)

    def _came(self, _who: SignedIn) -> None:
        if self.strip is not None:
            self.strip.let_answer(may=True)
        self.dress()
        self.signed(True)

    def _went(self) -> None:
        if self.strip is not None:
            self.strip.let_answer(may=False)
        self.dress()
        self.signed(False)

    def _tick(self) -> None:
        if self.sign_in is not None:
            self.sign_in.tick()
        if self.opened is not None:
            self.opened.tick(self.clock.now())
            if self.stale and not self.unsaved:
                self.dress()
