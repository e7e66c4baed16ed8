"""The third column of khai hộ: the questions of the campaign, each answered by one key. None has an answer before."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.proxy import ProxyDesk
from kiosk.desk.proxy_form import QuestionWanted
from kiosk.desk.proxy_state import ProxyState
from kiosk.questionnaire import NO, YES, Answer, Campaign, Note, Question, QuestionKind
from ui.staff.desk_look import DeskLook
from ui.staff.kit.field import PickField, Segments, TextField
from ui.staff.kit.text import StaffLabel
from ui.staff.proxy.fields import stop_of
from ui.staff.proxy.pieces import Choices, mark
from ui.theme import colours
from ui.words.desk_proxy_shape import ProxyQuestionWords

YES_KEYS = (Qt.Key.Key_C, Qt.Key.Key_Y)
NO_KEYS = (Qt.Key.Key_K, Qt.Key.Key_N)


class QuestionRow(QFrame):
    """One question: its number, its text and what it is answered with. ``on`` goes to whatever comes after it."""

    def __init__(
        self,
        look: DeskLook,
        say: ProxyQuestionWords,
        question: Question,
        number: int,
        answer: Callable[[str | None, str | None], None],
        on: Callable[[], None],
    ) -> None:
        super().__init__()
        self._look, self._say, self._answer, self._on = look, say, answer, on
        self.question = question
        self._showing = False
        language = look.language.value
        chips = ", ".join(chip.text(language) for chip in question.chips)
        text = question.text.text(language) + (f" {chips}." if chips else "")
        self._number = StaffLabel(str(number), look, 19, 700, colours.BRAND, figures=True)
        self._number.setFixedWidth(look.px(30))
        self._text = StaffLabel(text, look, 19, 500, wrap=True)
        self.control = self._make_control(text)
        self.note = TextField(look, "", placeholder=question.note_label.text(language))
        self.note.edit.setAccessibleName(question.note_label.text(language) or say.note_left)
        self.note.changed.connect(self._noted)
        self._lay_out()

    def show_answer(self, given: Answer | None, wanted: QuestionWanted | None) -> None:
        """Show what was answered, and whether something is still wanted of it."""
        self._showing = True
        value, note = (given.value, given.note) if given else ("", "")
        missing = wanted is not None and not wanted.note
        match self.control:
            case Segments() as control:
                if control.value() != value:
                    control.choose(value)
                mark(list(control.buttons.values()), wrong=missing)
            case PickField() as control:
                if control.key() != value:
                    control.pick(value)
                mark([control.edit], wrong=missing)
            case TextField() as control:
                if control.text().strip() != value.strip():
                    control.set_text(value)
                mark([control.edit], wrong=missing)
            case Choices() as control:
                control.choose(value if given else None)
                mark(list(control.ticks.values()), wrong=missing)
        asks = self.question.note is not Note.NO and value == YES
        self.note.setVisible(asks)
        if self.note.text().strip() != note.strip():
            self.note.set_text(note)
        unsaid = wanted is not None and wanted.note
        mark([self.note.edit], wrong=unsaid)  # the bar below says so in words
        self.note.edit.setAccessibleDescription(self._say.note_left if unsaid else "")
        self._showing = False

    def stops(self) -> Iterator[QWidget]:
        """What Enter goes through."""
        if isinstance(self.control, Choices):
            yield from self.control.ticks.values()
        else:
            yield stop_of(self.control)
        if not self.note.isHidden():
            yield stop_of(self.note)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """C and K answer the question that has the focus, and go on."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if plain and event.key() in (*YES_KEYS, *NO_KEYS):
                self._answer(YES if event.key() in YES_KEYS else NO, None)
                self._on()
                return True
        return False

    def _make_control(self, text: str) -> "Segments | PickField | TextField | Choices":
        look, language = self._look, self._look.language.value
        options = [(one.key, one.text.text(language)) for one in self.question.options]
        match self.question.kind:
            case QuestionKind.YES_NO:
                both = Segments(look, [(YES, self._say.yes), (NO, self._say.no)], joined=False)
                both.chosen.connect(lambda: self._chosen(both.value()))
                for key, button in both.buttons.items():
                    button.installEventFilter(self)
                    button.setAccessibleName(f"{text} {self._say.yes if key == YES else self._say.no}")
                return both
            case QuestionKind.CHOICE:
                pick = PickField(look, "")
                pick.offer(options)
                pick.edit.setAccessibleName(text)
                pick.picked.connect(lambda: self._chosen(pick.key()))
                return pick
            case QuestionKind.CHOICES:
                return Choices(look, [*options, ("", self._say.none)], self._chosen)
            case QuestionKind.TEXT:
                line = TextField(look, "", placeholder="" if self.question.required else self._say.optional)
                line.edit.setAccessibleName(text)
                line.changed.connect(lambda: self._chosen(line.text()))
                return line

    def _chosen(self, value: str) -> None:
        if not self._showing:
            self._answer(value, None)

    def _noted(self) -> None:
        if not self._showing:
            self._answer(None, self.note.text())

    def _lay_out(self) -> None:
        px = self._look.px
        self.setObjectName("question")
        line = f"border: none; border-bottom: 1px solid {colours.LINE.name()};"
        self.setStyleSheet(f"QFrame#question {{ {line} background: transparent; }}")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, px(3), 0, px(4))
        whole.setSpacing(px(6))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1, Qt.AlignmentFlag.AlignVCenter)
        whole.addLayout(row)
        below: list[QWidget] = [self.note]
        if isinstance(self.control, Segments):
            row.addSpacing(px(8))
            for button in self.control.buttons.values():
                button.setFixedWidth(max(px(96), button.minimumSizeHint().width()))
            row.addWidget(self.control, 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            below.insert(0, self.control)
        for one in below:
            beside = QHBoxLayout()
            beside.setContentsMargins(px(30), 0, 0, 0)
            beside.addWidget(one)
            whole.addLayout(beside)


class Questions(QWidget):
    """All of them, made anew when others are asked. ``on`` goes to what follows a row."""

    def __init__(self, look: DeskLook, say: ProxyQuestionWords, desk: ProxyDesk, on: Callable[[QWidget], None]) -> None:
        super().__init__()
        self.setObjectName("inside")
        self._look, self._say, self._desk, self._on = look, say, desk, on
        self.rows: list[QuestionRow] = []
        self._asked: tuple[Campaign | None, tuple[Question, ...]] = (None, ())
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addStretch(1)

    def show_state(self, state: ProxyState) -> None:
        """Show what was answered."""
        if (state.campaign, state.questions) != self._asked:
            self._make(state)
        wanted = {one.key: one for one in state.shown if isinstance(one, QuestionWanted)}
        for row in self.rows:
            row.show_answer(state.form.draft.answer(row.question.key), wanted.get(row.question.key))

    def _make(self, state: ProxyState) -> None:
        for row in self.rows:
            row.hide()
            row.setParent(None)
            row.deleteLater()
        self.rows = []
        self._asked = (state.campaign, state.questions)
        for number, question in enumerate(state.questions, 1):
            self.rows.append(self._row(question, number))
            self._whole.insertWidget(number - 1, self.rows[-1])

    def _row(self, question: Question, number: int) -> QuestionRow:
        def answer(value: str | None, note: str | None) -> None:
            self._desk.answer(question.key, value, note)

        def on() -> None:
            self._on(stop_of(row.control) if not isinstance(row.control, Choices) else row.control)

        row = QuestionRow(self._look, self._say, question, number, answer, on)
        return row
