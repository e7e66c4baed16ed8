"""The window of the desk: locked it shows the sign-in, else the navigation, the header, the strip and one page."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.desk.rows import RowFilter
from kiosk.desk.session import Session
from kiosk.ports import Clock
from kiosk.scans import Scan
from kiosk.screens import Language, Status
from kiosk.staff import SignedIn
from ui.site import Site
from ui.staff.around import Wish
from ui.staff.going import GoingWindow
from ui.staff.keys import answer_of, locks, page_of, to_visitor
from ui.staff.kit.chip import Tone
from ui.staff.kit.dialog import StaffDialog
from ui.staff.kit.focus import DeskRing
from ui.staff.kit.style import desk_stylesheet, font
from ui.staff.leaving import ask_before_leaving
from ui.staff.opened_desk import OpenedDesk, PageSlot
from ui.staff.page import DeskLook
from ui.staff.sign_in import SignInPage
from ui.staff.visitor_strip import VisitorStrip
from ui.theme.scale import Scale

SCAN_LASTS: Final = 60.0
"""Seconds for which a code that was read is still that of whoever stands at the gate, for khai hộ."""
_USES: Final = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
)


class DeskWindow(GoingWindow):
    """The staff's window; it is the ``Around`` of its pages, which ``slots`` make.

    ``to_visitor`` leads from the sign-in back to the visitor's screen and ``show_visitor`` from the navigation to it;
    None where there is none. ``signed`` is told when somebody signed in (True) or was signed out, ``touched`` of every
    key and click, ``spoken`` of another language.
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
        super().__init__(locked=site.locked)
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.session, self.strip = session, strip
        self.to_visitor: Callable[[], None] | None = None
        self.show_visitor: Callable[[], None] | None = None
        self.signed: Callable[[bool], None] = lambda _in: None
        self.touched: Callable[[], None] = lambda: None
        self.spoken: Callable[[Language], None] = lambda _language: None
        self.opened: OpenedDesk | None = None
        self.sign_in: SignInPage | None = None
        self._site, self._clock, self._slots = site, clock, tuple(slots)
        self._language = language
        self._status = Status()
        self._attention = 0
        self._scan: Scan | None = None
        self._stale = False
        self.resize(self.sizeHint())
        self.look = self._looking()
        self.ring = DeskRing(self, self.look)
        self._seconds = QTimer(self, interval=1000)
        self._seconds.timeout.connect(self._tick)
        self._seconds.start()
        session.changed, session.came, session.went = self._session_changed, self._came, self._went
        if strip is not None:
            strip.proxy, strip.handle = self._declare_for_them, partial(self.open_list, RowFilter.ATTENTION)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._dress()
        session.refresh()

    @property
    def surface(self) -> QWidget:
        """The window itself."""
        return self

    def sizeHint(self) -> QSize:
        """The size before the display has said its own."""
        return QSize(1920, 1080)

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
        if self.opened is None:
            self.session.refresh()
        (self.sign_in or self).setFocus()

    def take(self, scan: Scan) -> bool:
        """A code was read; True if the page that stands has used it, and the gate need not."""
        self._scan = scan
        opened = self.opened
        if opened is None or opened.page is None or not self.isVisible():
            return False
        self.session.used()
        return not self.dialogs() and opened.page.take(scan)

    def status(self, status: Status) -> None:
        """The network, the outbox or how many are inside have changed."""
        self._status = status
        if self.opened is not None:
            self.opened.status(status)

    def attention(self, n: int) -> None:
        """How many lines of the list need somebody."""
        self._attention = n
        if self.opened is not None:
            self.opened.nav.badge("list", n)

    def speak(self, language: Language) -> None:
        """Say everything in this language, unless somebody stays with what they have typed."""
        if language is not self._language:
            self._leave(partial(self._speak, language))

    def show_site(self, site: Site) -> None:
        """The place has another name, or its text another size."""
        if site != self._site:
            self._site = site
            self._make_anew()

    def go_to(self, key: str, wish: Wish | None = None) -> None:
        """Go to the page of this key, if whoever is signed in may; where it stands already it hears the wish."""
        opened = self.opened
        if opened is None or not opened.has(key):
            return
        if key != opened.current:
            self._leave(partial(self._show_page, key, wish))
        elif wish is not None and opened.page is not None:
            opened.page.wanted(wish)

    def toast(self, text: str, tone: Tone = Tone.OK) -> None:
        """Say a sentence in the header."""
        if self.opened is not None:
            self.opened.header.toast(text, tone)

    def lock(self) -> None:
        """Sign out, unless somebody stays with what they have typed."""
        for dialog in self.dialogs():
            dialog.close_now()
        self._leave(partial(self.session.lock, "chosen"))

    def dialogs(self) -> list[StaffDialog]:
        """The questions that stand over the page."""
        return [each for each in self.findChildren(StaffDialog) if each.isVisible()]

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no widget wanted is offered to the page."""
        page = self.opened.page if self.opened is not None else None
        if page is None or not page.keyed(event):
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything is made anew for the new size."""
        super().resizeEvent(event)
        if self._looking() != self.look:
            self._make_anew()

    def dress_sign_in(self) -> None:
        """Make the sign-in anew, if it stands: there is another way back from it."""
        if self.sign_in is not None:
            self._dress()

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
            self._leave(self.show_visitor)
            return True
        return False

    def _leave(self, act: Callable[[], None]) -> None:
        """Do what takes the page away, once it is known that nothing typed there is lost against somebody's will."""
        page = self.opened.page if self.opened is not None else None
        if page is None or not page.unsaved():
            act()
            return
        if self.dialogs():
            return
        ask_before_leaving(self, self.look, act)

    def _show_page(self, key: str, wish: Wish | None) -> None:
        if self.opened is not None:
            self.opened.show_page(key, wish)
            _forget_clipboard()

    def _declare_for_them(self) -> None:
        """Khai hộ for whoever stands at the gate: the code they showed fills the form."""
        self.go_to("proxy")
        opened, scan = self.opened, self._scan
        recent = scan is not None and self._clock.monotonic() - scan.at < SCAN_LASTS
        if recent and scan is not None and opened is not None and opened.current == "proxy" and opened.page is not None:
            opened.page.take(scan)

    def _looking(self) -> DeskLook:
        return DeskLook(Scale(self.width(), self.height(), self._site.user_scale), self._language)

    def _speak(self, language: Language) -> None:
        self._language = language
        self._make_anew(sure=True)
        self.spoken(language)

    def _make_anew(self, *, sure: bool = False) -> None:
        page = self.opened.page if self.opened is not None else None
        if page is not None and page.unsaved() and not sure:
            self._stale = True  # not under somebody's hands: once the page is left
            return
        self._dress()

    def _dress(self) -> None:
        """Everything anew: for a size, a language, or somebody who came or went."""
        self._stale = False
        current = self.opened.current if self.opened is not None else ""
        self._undress()
        self.look = look = self._looking()
        self.setFont(font(look, 20))
        self.setStyleSheet(desk_stylesheet(look))
        self.ring.relook(look)
        who = self.session.who
        if who is None:
            self._dress_sign_in()
        else:
            self._dress_opened(who, current)
        self.ring.raise_()

    def _dress_sign_in(self) -> None:
        scale = replace(self.look.scale, px_per_mm=self._site.px_per_mm)
        page = SignInPage(
            scale,
            self._language,
            self._site,
            self.session,
            self._clock,
            to_visitor=self.to_visitor,
            speak=self.speak,
        )
        self._put(page)
        self.sign_in = page
        page.setFocus()

    def _dress_opened(self, who: SignedIn, current: str) -> None:
        opened = OpenedDesk(
            self.look,
            self._site,
            who,
            self._slots,
            self,
            self.go_to,
            visitor=partial(self._leave, self.show_visitor) if self.show_visitor else None,
            strip=self.strip,
            now=self._clock.now(),
        )
        self._put(opened)
        self.opened = opened
        opened.status(self._status)
        opened.nav.badge("list", self._attention)
        opened.header.ends_in(self.session.state.ending)
        first = current if opened.has(current) else next(iter(opened.keys()), "")
        opened.show_page(first)

    def _put(self, part: QWidget) -> None:
        part.setParent(self)
        part.setGeometry(self.rect())
        part.show()

    def _undress(self) -> None:
        """What stood goes, and with it everybody's data."""
        for dialog in self.dialogs():
            dialog.close_now()
        if self.opened is not None:
            self.opened.leave()
            _forget_clipboard()
        if self.strip is not None:
            self.strip.undress()
        for part in (self.opened, self.sign_in):
            if part is not None:
                part.hide()
                part.setParent(None)
                part.deleteLater()
        self.opened, self.sign_in = None, None

    def _session_changed(self) -> None:
        if self.sign_in is not None:
            if self.sign_in.stale():
                self._dress()
            else:
                self.sign_in.show_state()
        elif self.opened is not None:
            self.opened.header.ends_in(self.session.state.ending)

    def _came(self, _who: SignedIn) -> None:
        if self.strip is not None:
            self.strip.let_answer(may=True)
        self._dress()
        self.signed(True)

    def _went(self) -> None:
        if self.strip is not None:
            self.strip.let_answer(may=False)
        self._dress()
        self.signed(False)

    def _tick(self) -> None:
        if self.sign_in is not None:
            self.sign_in.tick()
        if self.opened is not None:
            self.opened.tick(self._clock.now())
            if self._stale and not (self.opened.page is not None and self.opened.page.unsaved()):
                self._dress()


def _forget_clipboard() -> None:
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
