"""Looking a phone number up: type it, have a code read out, then one key for each of the family."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from kiosk import cards
from kiosk.cards.card import CardKind
from kiosk.desk.lookup import Lookup, LookupDesk, Stage
from kiosk.desk.lookup_code import CodeStage
from kiosk.desk.proxy_form import Start
from kiosk.desk.tools import DeskTools
from kiosk.errands.phoning import LONGEST_NUMBER
from kiosk.phone import MOBILE_DIGITS, PhoneProblem
from kiosk.scans import Scan
from ui.staff.around import Around, ToLookup, Wish
from ui.staff.desk_look import DeskLook
from ui.staff.kit.banner import StaffBanner
from ui.staff.kit.button import Kind, StaffButton
from ui.staff.kit.chip import Tone
from ui.staff.kit.field import TextField
from ui.staff.kit.panel import Panel
from ui.staff.kit.style import font
from ui.staff.kit.text import StaffLabel
from ui.staff.lookup.code_entry import CodeEntry
from ui.staff.lookup.going import ToDeclare
from ui.staff.lookup.people import KEYS, People
from ui.staff.page import DeskPage
from ui.theme import colours
from ui.words.desk_lookup_words import lookup_words
from ui.words.moments import together

CTRL = Qt.KeyboardModifier.ControlModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LookupPage(DeskPage):
    """The page."""

    def __init__(self, look: DeskLook, tools: DeskTools, around: Around) -> None:
        super().__init__()
        self._look, self._tools, self._around = look, tools, around
        self._say = say = lookup_words(look.language)
        self.desk = LookupDesk(tools, look.language.value, self._declare, self._show)
        self.number = TextField(look, say.number, longest=LONGEST_NUMBER + 4)
        self.number.edit.setFont(font(look, 34, 700, figures=True))
        self.number.edit.setStyleSheet(f"min-height: {look.px(68)}px;")
        self.number.changed.connect(self._typed)
        self._hint = StaffLabel("", look, 19, 600, colours.INK2, wrap=True)
        self.ask = StaffButton(look, say.ask, key="Enter", icon="send", kind=Kind.BRAND)
        self.ask.clicked.connect(self.desk.ask)
        self.code = CodeEntry(look, tools.clock, self.desk.try_code, self.desk.ask)
        self.none = StaffButton(look, say.code.none, key=say.code.none_key, small=True)
        self.none.clicked.connect(self.desk.no_message)
        self._why = StaffBanner(look, "", Tone.WARN)
        self._vouch = StaffLabel(say.attest_line, look, 19, 500, colours.INK2, wrap=True)
        self.attest = StaffButton(look, say.attest, key="F9", icon="shield-check", kind=Kind.OUTLINE)
        self.attest.clicked.connect(self.desk.attest)
        self.again = StaffButton(look, say.again, key="Enter", icon="refresh-cw", kind=Kind.BRAND)
        self.again.clicked.connect(self.desk.again)
        self._private = StaffLabel(say.private, look, 22, 500, colours.INK2, wrap=True)
        self._private.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.back = StaffButton(look, say.other, key="Esc", small=True)
        self.back.clicked.connect(self._back)
        self._title = StaffLabel("", look, 24, 700, wrap=True)
        self._moved = StaffBanner(look, "", Tone.WARN)
        self.people = People(look, say, self.desk.press, self.desk.declare)
        self.everyone = StaffButton(look, "", key="A", icon="users", kind=Kind.IN)
        self.everyone.clicked.connect(self.desk.everyone)
        self.new = StaffButton(look, say.declare_new, key="F9", icon="user-plus", kind=Kind.OUTLINE)
        self.new.clicked.connect(lambda: self.desk.declare())
        self._keys = StaffLabel(say.keys, look, 18, 500, colours.INK2, wrap=True)
        self._area = QScrollArea()
        self._left, self._right = Panel(look, say.title), Panel(look)
        self._lay_out()
        self._stage = Stage.NUMBER
        self._show(self.desk.state)

    def opened(self) -> None:
        """An empty number."""
        self.desk.forget()
        self.number.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def wanted(self, wish: Wish) -> None:
        """Somebody began to type a number elsewhere."""
        if isinstance(wish, ToLookup):
            self.desk.forget()
            self.desk.type(wish.digits)
            self.number.set_text(self.desk.state.digits)
            self.number.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def busy(self) -> bool:
        """Whether a number is being looked up, or its people stand here."""
        return bool(self.desk.state.digits) or self.desk.state.stage is not Stage.NUMBER

    def left(self) -> None:
        """Nobody's data stays."""
        self.desk.forget()

    def take(self, scan: Scan) -> bool:
        """A bare phone number goes into its box; everything else is the gate's."""
        card = cards.parse(scan.text, scan.symbology)
        if card.kind is not CardKind.PHONE or card.phone is None or self.desk.state.stage is not Stage.NUMBER:
            return False
        self.number.set_text("0" + card.phone.removeprefix("+84"))
        return True

    def keyed(self, event: QKeyEvent) -> bool:
        """The keys of the stage that stands."""
        stage, does = self.desk.state.stage, None
        plain, key = not event.modifiers() & ~KEYPAD, event.key()
        with_ctrl = event.modifiers() & ~KEYPAD == CTRL
        if plain and key == Qt.Key.Key_Escape:
            does = self._back
        elif stage is Stage.CODE and with_ctrl and key == Qt.Key.Key_R:
            does = self.desk.ask
        elif stage is Stage.CODE and with_ctrl and key == Qt.Key.Key_N:
            does = self.desk.no_message
        elif plain:
            does = self._plain_key(stage, key)
        if does is None:
            return False
        if not event.isAutoRepeat():
            does()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no box has used."""
        event.setAccepted(self.keyed(event))

    def _plain_key(self, stage: Stage, key: int) -> Callable[[], None] | None:
        match stage:
            case Stage.NUMBER if key in ENTER:
                return self.desk.ask
            case Stage.NO_CODE if key in ENTER:
                return self.desk.again
            case Stage.NO_CODE if key == Qt.Key.Key_F9:
                return self.desk.attest
            case Stage.NOBODY if key in ENTER or key == Qt.Key.Key_F9:
                return self.desk.declare
            case Stage.PEOPLE:
                return self._of_people(key)
        return None

    def _of_people(self, key: int) -> Callable[[], None] | None:
        lines, number = self.people.lines, key - Qt.Key.Key_0
        held = self.people.current()
        if 1 <= number <= min(KEYS, len(lines)):
            return lambda: self.desk.press(lines[number - 1].row.person)
        match key:
            case Qt.Key.Key_A:
                return self.desk.everyone
            case Qt.Key.Key_F9:
                return self.desk.declare
            case Qt.Key.Key_D if held is not None:
                return lambda: self.desk.declare(held.person)
        return None

    def _typed(self) -> None:
        self.desk.type(self.number.text())

    def _back(self) -> None:
        self.desk.back()
        self.number.set_text(self.desk.state.digits)
        self.number.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def _declare(self, start: Start) -> None:
        self._around.go(ToDeclare(start=start))

    def _show(self, state: Lookup) -> None:
        """Put the state on the page."""
        say, stage = self._say, state.stage
        asking = state.code.stage is CodeStage.ASKING
        if not state.digits and self.number.text():
            self.number.set_text("")
        self._say_of_number(state)
        number, code, none = stage is Stage.NUMBER, stage is Stage.CODE, stage is Stage.NO_CODE
        for widget in (self._hint, self.ask):
            widget.setVisible(number)
        self.ask.setEnabled(state.problem is None and not asking)
        self.number.edit.setReadOnly(not number or asking)
        self.code.setVisible(code)
        self.none.setVisible(code)
        self.code.show_code(state.code)
        for one in (self._why, self._vouch, self.attest, self.again):
            one.setVisible(none)
        phone = together(state.phone.masked) if state.phone else ""
        found = stage in (Stage.PEOPLE, Stage.NOBODY, Stage.LOOKING)
        if found and phone:
            self.number.edit.setText(phone)  # whose it is is known: nobody has to read it any more
        why = say.code.why[state.code.why].format(phone=phone) if none and state.code.why is not None else ""
        self._why.say(why, Tone.WARN)
        self.back.setVisible(not number)
        shown: tuple[QWidget, ...] = (self._title, self._moved, self._area, self._keys, self.everyone, self.new)
        for part in shown:
            part.setVisible(found)
        self._private.setVisible(not found)
        if found:
            self._say_of_people(state, phone)
        else:
            self._title.setText("")
        self.people.show_state(state)
        if stage is not self._stage:
            self._stage = stage
            self._focus(stage)

    def _say_of_number(self, state: Lookup) -> None:
        say, problem = self._say, state.problem
        left = MOBILE_DIGITS - len(state.digits)
        if problem is None:
            text, colour = (say.unusual, colours.WARN_INK) if state.unusual else (say.ready, colours.IN)
        elif problem is PhoneProblem.TOO_SHORT:
            text, colour = say.missing.format(n=max(1, left)), colours.INK2
        else:
            text, colour = say.problems[problem], colours.INK2 if problem is PhoneProblem.EMPTY else colours.STOP
        self._hint.setText(say.code.asking if state.code.stage is CodeStage.ASKING else text)
        self._hint.set_colour(colour)

    def _say_of_people(self, state: Lookup, phone: str) -> None:
        say, count = self._say, len(state.rows)
        if state.stage is Stage.LOOKING:
            title = say.looking
        elif state.stage is Stage.NOBODY:
            title = (say.nobody_attested if state.attested else say.nobody).format(phone=phone)
        else:
            title = (say.people_one if count == 1 else say.people).format(n=count, phone=phone)
        self._title.setText(title)
        self._moved.setVisible(state.moved is not None or state.attested)
        self._moved.say(say.attested if state.moved is None else say.moved[state.moved], Tone.WARN)
        self.everyone.setVisible(state.all_count > 0)
        self.everyone.set_text(say.everyone.format(n=state.all_count))
        self.everyone.setEnabled(not state.recording)
        self.new.setVisible(state.stage is not Stage.LOOKING)
        self._keys.setVisible(state.stage is Stage.PEOPLE)
        self._keys.setText(say.recording if state.recording else say.keys)

    def _focus(self, stage: Stage) -> None:
        """Where somebody goes on in this stage."""
        to: dict[Stage, QWidget] = {
            Stage.NUMBER: self.number.edit,
            Stage.CODE: self.code.digits.edit,
            Stage.NO_CODE: self.again,
            Stage.NOBODY: self.new,
        }
        if stage in to:
            to[stage].setFocus(Qt.FocusReason.TabFocusReason)

    def _lay_out(self) -> None:
        px = self._look.px
        portrait = self._look.scale.portrait
        way = QBoxLayout.Direction.TopToBottom if portrait else QBoxLayout.Direction.LeftToRight
        whole = QBoxLayout(way, self)
        whole.setContentsMargins(px(28), px(20), px(28), px(20))
        whole.setSpacing(px(18))
        left = self._left.body
        left.setSpacing(px(14))
        for widget in (self.number, self._hint, self.code, self._why):
            left.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        for button in (self.again, self.ask, self.none, self.back):
            row.addWidget(button)
        row.addStretch(1)
        left.addLayout(row)
        left.addWidget(self._vouch)
        left.addWidget(self.attest, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        # As wide in every stage, whatever stands in it.
        self._left.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._left.setMinimumWidth(self.attest.sizeHint().width() + 2 * px(24))
        right = self._right.body
        right.addWidget(self._private, 1, Qt.AlignmentFlag.AlignCenter)
        area = self._area
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.people.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        area.setWidget(self.people)
        for widget in (self._title, self._moved):
            right.addWidget(widget)
        right.addWidget(area, 1)
        right.addWidget(self._keys)
        acts = QHBoxLayout()
        acts.setSpacing(px(12))
        acts.addWidget(self.everyone)
        acts.addWidget(self.new)
        acts.addStretch(1)
        right.addLayout(acts)
        whole.addWidget(self._left, 2)
        whole.addWidget(self._right, 3)
