"""What the desk's window shows: the sign-in while it is locked, else the desk as it is open for somebody."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.desk.session import Session
from kiosk.ports import Clock
from kiosk.screens import Language, Status
from kiosk.staff import SignedIn
from ui.site import Site
from ui.staff.desk_look import DeskLook
from ui.staff.going import GoingWindow
from ui.staff.kit.chip import Tone
from ui.staff.kit.dialog import StaffDialog
from ui.staff.kit.focus import DeskRing
from ui.staff.kit.style import desk_stylesheet, font
from ui.staff.opened_desk import OpenedDesk, PageSlot
from ui.staff.sign_in import SignInPage
from ui.staff.visitor_strip import VisitorStrip
from ui.theme.scale import Scale


class DeskFace(GoingWindow):
    """Makes everything anew for another size, another language, or somebody who came or went.

    ``to_visitor`` leads from the sign-in back to the visitor's screen and ``show_visitor`` from the navigation to it;
    None where there is none. Whoever inherits says what happens before a page is left.
    """

    def __init__(
        self,
        site: Site,
        session: Session,
        clock: Clock,
        slots: Sequence[PageSlot],
        strip: VisitorStrip | None,
        language: Language,
    ) -> None:
        super().__init__(locked=site.locked)
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.session, self.strip, self.clock = session, strip, clock
        self.to_visitor: Callable[[], None] | None = None
        self.show_visitor: Callable[[], None] | None = None
        self.opened: OpenedDesk | None = None
        self.sign_in: SignInPage | None = None
        self._site, self._slots, self._language = site, tuple(slots), language
        self._standing: QWidget | None = None
        self._status = Status()
        self._attention = 0
        self.stale = False
        self.resize(self.sizeHint())
        self.look = self._looking()
        self.ring = DeskRing(self, self.look)

    def before_leaving(self, act: Callable[[], None]) -> None:
        """Do what takes the page away, or not."""
        raise NotImplementedError

    @property
    def surface(self) -> QWidget:
        """The window itself."""
        return self

    @property
    def language(self) -> Language:
        """The language of the desk."""
        return self._language

    @property
    def unsaved(self) -> bool:
        """Whether something was typed on the page that stands and is not saved."""
        page = self.opened.page if self.opened is not None else None
        return page is not None and page.unsaved()

    def sizeHint(self) -> QSize:
        """The size before the display has said its own."""
        return QSize(1920, 1080)

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

    def toast(self, text: str, tone: Tone = Tone.OK) -> None:
        """Say a sentence in the header."""
        if self.opened is not None:
            self.opened.header.toast(text, tone)

    def speak(self, language: Language) -> None:
        """Say everything in this language, unless somebody stays with what they have typed."""
        if language is not self._language:
            self.before_leaving(partial(self._speak, language))

    def show_site(self, site: Site) -> None:
        """The place has another name, or its text another size."""
        if site != self._site:
            self._site = site
            self._make_anew()

    def dialogs(self) -> list[StaffDialog]:
        """The questions that stand over the page."""
        return [each for each in self.findChildren(StaffDialog) if each.isVisible()]

    def dress_sign_in(self) -> None:
        """Make the sign-in anew, if it stands: there is another way back from it."""
        if self.sign_in is not None:
            self.dress()

    def dress(self) -> None:
        """Make everything anew."""
        self.stale = False
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything is made anew for the new size."""
        super().resizeEvent(event)
        if self._standing is not None:
            self._standing.setGeometry(self.rect())
        if self._looking() != self.look:
            self._make_anew()

    def _looking(self) -> DeskLook:
        return DeskLook(Scale(self.width(), self.height(), self._site.user_scale), self._language)

    def _speak(self, language: Language) -> None:
        self._language = language
        self.dress()
        self.spoken(language)

    def spoken(self, language: Language) -> None:
        """The desk speaks another language now."""

    def _make_anew(self) -> None:
        if self.unsaved:
            self.stale = True  # not under somebody's hands: once the page is left
        else:
            self.dress()

    def _dress_sign_in(self) -> None:
        page = SignInPage(
            replace(self.look.scale, px_per_mm=self._site.px_per_mm),
            self._language,
            self._site,
            self.session,
            self.clock,
            to_visitor=self.to_visitor,
            speak=self.speak,
        )
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self.strip is not None and self.to_visitor is None:
            column.addWidget(self.strip.dress(self.look))  # the gate goes on: whoever stands there is told
        column.addWidget(page, 1)
        self._put(whole)
        self.sign_in = page
        page.setFocus()

    def _dress_opened(self, who: SignedIn, current: str) -> None:
        visitor = self.show_visitor
        opened = OpenedDesk(
            self.look,
            self._site,
            who,
            self._slots,
            self,
            self.go_to,
            visitor=partial(self.before_leaving, visitor) if visitor else None,
            strip=self.strip,
            now=self.clock.now(),
        )
        self._put(opened)
        self.opened = opened
        opened.status(self._status)
        opened.nav.badge("list", self._attention)
        opened.header.ends_in(self.session.state.ending)
        opened.show_page(current if opened.has(current) else next(iter(opened.keys()), ""))

    def _put(self, part: QWidget) -> None:
        self._standing = part
        part.setParent(self)
        part.setGeometry(self.rect())
        part.show()

    def _undress(self) -> None:
        """What stood goes, and with it everybody's data."""
        for dialog in self.dialogs():
            dialog.close_now()
        if self.opened is not None:
            self.opened.leave()
            forget_clipboard()
        if self.strip is not None:
            self.strip.undress()
        if self._standing is not None:
            self._standing.hide()
            self._standing.setParent(None)
            self._standing.deleteLater()
        self._standing, self.opened, self.sign_in = None, None, None


def forget_clipboard() -> None:
    """What was copied here is nobody's any more."""
    if QGuiApplication.clipboard().text():
        QGuiApplication.clipboard().clear()
