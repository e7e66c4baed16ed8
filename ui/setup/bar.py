"""The way back and the way on, at the bottom of every step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.checkpoint.setting_up_draft import Step
from kiosk.checkpoint.setting_up_state import SetUpState
from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import Kind, StaffButton
from ui.staff.kit.text import StaffLabel
from ui.theme import colours
from ui.words.setup_words import setup_words


class Bar(QWidget):
    """``back`` is not there at the first step; ``on`` says what it does."""

    def __init__(self, look: DeskLook, step: Step) -> None:
        super().__init__()
        px = look.px
        self._words = setup_words(look.language).frame
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"QWidget#bar {{ background: #FFFFFF; border-top: {max(1, px(2))}px solid #C9D5DA; }}")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(48), px(20), px(48), px(20))
        row.setSpacing(px(16))
        self.back = StaffButton(look, self._words.back, icon="arrow-left", key="Esc")
        self.on = StaffButton(look, self._words.next, kind=Kind.BRAND, key="Ctrl Enter")
        for button in (self.back, self.on):
            button.setMinimumHeight(px(64))
        row.addWidget(self.back)
        self.back.setVisible(step is not Step.LANGUAGE)  # not before: it would be a window of its own
        row.addStretch(1)
        row.addWidget(StaffLabel(self._words.step_of.format(n=int(step)), look, 20, 500, colours.INK2))
        row.addWidget(self.on)

    def show_state(self, state: SetUpState) -> None:
        """Say what the way on does now."""
        registers = state.step is Step.CHECKPOINT and not state.draft.enrolled and not state.draft.alone
        last = state.step is Step.POSTER
        self.on.set_text(self._words.finish if last else self._words.register if registers else self._words.next)
