"""Khai hộ on one page: three columns, no tabs; every step has a key, and a card may be held up at any time."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from kiosk.declaring_screens import DeclareDone
from kiosk.desk.beside import Beside, NothingBeside
from kiosk.desk.figures import Passage
from kiosk.desk.proxy import ProxyDesk
from kiosk.desk.proxy_form import FieldWanted, Form, QuestionWanted, Start, TickWanted
from kiosk.desk.proxy_state import Done, Notice, ProxyState
from kiosk.desk.tools import DeskTools
from kiosk.errand_ports import Slip
from kiosk.phone import Phone, parse
from kiosk.scans import Scan
from kiosk.screens import Language, Status
from ui.staff.around import Around, ToProxy, Wish
from ui.staff.desk_look import DeskLook
from ui.staff.kit.panel import Panel
from ui.staff.kit.text import StaffLabel
from ui.staff.lookup.going import ToDeclare
from ui.staff.page import DeskPage
from ui.staff.proxy.asks import Asks
from ui.staff.proxy.columns import Columns
from ui.staff.proxy.consent import Consent
from ui.staff.proxy.fields import Details, stop_of
from ui.staff.proxy.footer import Footer
from ui.staff.proxy.head import Head
from ui.staff.proxy.pieces import KeysHint
from ui.staff.proxy.questions import Questions
from ui.words.desk_proxy_words import proxy_words

CTRL = Qt.KeyboardModifier.ControlModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier


class ProxyPage(DeskPage):
    """The page. ``slip`` makes the paper of what was kept; ``passed`` is told how long each took, without a name.

    ``kept`` is called once a declaration is on disk; ``beside`` is what the visitor sees meanwhile.
    """

    def __init__(
        self,
        look: DeskLook,
        tools: DeskTools,
        around: Around,
        slip: Callable[[DeclareDone, Language], Slip],
        passed: Callable[[Passage], None] = lambda _: None,
        kept: Callable[[], None] = lambda: None,
        beside: Beside | None = None,
    ) -> None:
        super().__init__()
        self._look, self._tools, self._around, self._kept = look, tools, around, kept
        self._say = proxy_words(look.language)
        self.desk = ProxyDesk(tools, slip, look.language, self._show, passed)
        self._beside = beside or NothingBeside()
        self._asks = Asks(look, self.desk, tools.clock, around, self._focus_first)
        self.head = Head(look, self._say, self.desk.copy_last)
        self.details = Details(look, self._say, self.desk, self._send_code)
        self.questions = Questions(look, self._say.questions, self.desk, self._after)
        self.consent = Consent(look, self._say.consent, self.desk, self._read)
        self.footer = Footer(look, self._say, cancel=self._cancel, first=self._first, save=self._save)
        self._health = Panel(look, " ")
        self._none = StaffLabel(self._say.no_campaign, look, 24, 600, wrap=True)
        self._columns = Columns(look, self.details, self._health, self.questions, self.consent)
        self._shown = self.desk.state
        self._placed: tuple[Form, QWidget] | None = None
        self._lay_out()
        self._show(self.desk.state)

    def opened(self) -> None:
        """A form for whoever is signed in."""
        if not self.desk.has_content:
            self.desk.begin()
        self.head.status(self._tools.status())
        self._focus_first()

    def wanted(self, wish: Wish) -> None:
        """Somebody was sent here: for a number, for a person who declared before, or from the phone look-up."""
        if not isinstance(wish, ToProxy):
            return
        number = parse(wish.phone or "")
        start = Start(number if isinstance(number, Phone) else None, referral=wish.referral)
        if isinstance(wish, ToDeclare):
            self.desk.begin(wish.start)
        elif wish.person is not None:
            self.desk.renew(wish.person, start)
        else:
            self.desk.begin(start)
        self._focus_first()

    def left(self) -> None:
        """Nobody's data stays."""
        self._beside.nothing()
        self._asks.close()
        self.desk.forget()
        board = QGuiApplication.clipboard()
        if board.ownsClipboard():
            board.clear()

    def take(self, scan: Scan) -> bool:
        """A card fills the form."""
        if not self._asks.open:
            self.desk.take(scan)
            if self.desk.state.asking is None:
                self._focus_first()
        return True

    def unsaved(self) -> bool:
        """Whether something typed would be lost."""
        return self.desk.has_content

    def status(self, status: Status) -> None:
        """Whether cards can be read has changed."""
        self.head.status(status)

    def keyed(self, event: QKeyEvent) -> bool:
        """The keys of the page, wherever the focus is in it."""
        plain = not event.modifiers() & ~KEYPAD
        with_ctrl = event.modifiers() & ~KEYPAD == CTRL
        does: Callable[[], None] | None = None
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if with_ctrl:
                does = partial(self._save, True)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if plain:
                does = partial(self._after, self.focusWidget())
            case Qt.Key.Key_F8 if plain:
                does = partial(self._save, False)
            case Qt.Key.Key_F9 if plain:
                does = self._copy
            case Qt.Key.Key_F5 if plain:
                does = self._first
            case Qt.Key.Key_Escape if plain:
                does = self._cancel
            case Qt.Key.Key_G if with_ctrl:
                does = self._send_code
            case Qt.Key.Key_F3 if plain:
                does = self._read
        if does is None or event.isAutoRepeat():
            return does is not None
        does()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no field has used."""
        event.setAccepted(self.keyed(event))

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name and shape
        """Tab goes in reading order, whatever questions were asked anew; from the ends on to the window."""
        stops = [*self._stops(), *(one for one in self._buttons() if one.isEnabled())]
        now = self.focusWidget()
        at = next((index for index, one in enumerate(stops) if one is now), None)
        to = None if at is None else at + (1 if forward else -1)
        if to is None or not 0 <= to < len(stops):
            return super().focusNextPrevChild(forward)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        self._go(stops[to], reason)
        return True

    def _stops(self) -> list[QWidget]:
        """What is filled in, in reading order."""
        fields = [control for _, control in self.details.stops()]
        answers = [control for row in self.questions.rows for control in row.stops()]
        return [*fields, *answers, *self.consent.stops()]

    def _buttons(self) -> list[QWidget]:
        return [self.footer.cancel, self.footer.print, self.footer.enter]

    def _after(self, control: object) -> None:
        """Go to whatever comes after a control; after the last one, to the first that is wanted."""
        stops = self._stops()
        at = next((index for index, one in enumerate(stops) if one is control), None)
        if at is None or at + 1 >= len(stops):
            self._first()
        else:
            self._go(stops[at + 1])

    def _go(self, control: QWidget, reason: Qt.FocusReason = Qt.FocusReason.TabFocusReason) -> None:
        if self._asks.open:
            return  # the focus stays in the question
        control.setFocus(reason)
        above = control.parentWidget()
        while above is not None and above is not self:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(control, 0, self._look.px(60))
            above = above.parentWidget()

    def _first(self) -> None:
        """Go to the first that is wanted."""
        control = self._control_of_first()
        if control is not None:
            self._go(control)

    def _focus_first(self) -> None:
        """Where somebody goes on typing: the first that is wanted, else the consent."""
        control = self._control_of_first() or self.footer.enter
        self._go(control)
        self._placed = self.desk.state.form, control

    def _control_of_first(self) -> QWidget | None:
        match next(iter(self.desk.state.wanted), None):
            case FieldWanted(field):
                return stop_of(self.details.fields[field])
            case QuestionWanted(key, note=note):
                row = next((one for one in self.questions.rows if one.question.key == key), None)
                stops = list(row.stops()) if row is not None else []
                return None if not stops else stops[-1 if note else 0]
            case TickWanted(tick):
                return self.consent.ticks[tick]
        return None

    def _copy(self) -> None:
        self.desk.copy_last()
        self._focus_first()

    def _save(self, enter: bool, _pressed: bool = False) -> None:
        state = self.desk.state
        if not enter and not self.desk.has_content and state.done is not None:
            self.desk.print_again()
            return
        if not self.desk.save(enter=enter):
            self._first()

    def _cancel(self) -> None:
        self.desk.drop()
        if self.desk.state.asking is None:
            self._focus_first()

    def _send_code(self) -> None:
        if self.details.send.isEnabled():
            self.desk.send_code()

    def _read(self) -> None:
        campaign = self.desk.state.campaign
        if campaign is not None:
            self._asks.read(campaign, self._beside.nothing)
            self._beside.consent(campaign)

    def _show(self, state: ProxyState) -> None:
        """Put the whole state on the page."""
        self._none.setVisible(state.campaign is None)
        self._columns.setVisible(state.campaign is not None)
        days = state.campaign.look_back_days if state.campaign else 0
        self._health.title.setText(self._say.questions.title.format(n=days))
        content = self.desk.has_content
        self.head.show_state(state, has_content=content)
        self.details.show(state)
        self.questions.show_state(state)
        self.consent.show_state(state)
        self.footer.show_state(state)
        self._asks.show_state(state)
        before, self._shown = self._shown, state
        self._show_code(before.done, state.done)
        if state.done is not None and before.done is None:
            self._kept()
            self._columns.to_top()
            self._focus_first()
        elif state.notice is Notice.KNOWN and before.notice is not Notice.KNOWN and self._untouched(before.form):
            self._focus_first()

    def _show_code(self, before: Done | None, done: Done | None) -> None:
        """Let the visitor photograph their code as soon as it is here."""
        if done is not None and done.screen.code and (before is None or before.screen.code != done.screen.code):
            self._beside.code(done.screen)

    def _untouched(self, form: Form) -> bool:
        """Whether nobody typed or went elsewhere since the focus was put on the first that was wanted."""
        return self._placed is not None and self._placed == (form, self.focusWidget())

    def _lay_out(self) -> None:
        look, px = self._look, self._look.px
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        inner = QVBoxLayout()
        inner.setContentsMargins(px(28), px(20), px(28), px(16))
        inner.setSpacing(px(16))
        inner.addWidget(self.head)
        inner.addWidget(self._none, 1, Qt.AlignmentFlag.AlignTop)
        inner.addWidget(self._columns, 1)
        whole.addLayout(inner, 1)
        whole.addWidget(self.footer)
        self._health.head.addWidget(KeysHint(look, self._say.questions))
