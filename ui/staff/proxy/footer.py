"""The bar below khai hộ: drop, what is still wanted, save and print, save and check in."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kiosk.desk.proxy_form import FieldWanted, QuestionWanted, Tick, Wanted
from kiosk.desk.proxy_state import ProxyState
from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import Kind, StaffButton
from ui.staff.kit.icons import pixmap
from ui.staff.kit.text import StaffLabel
from ui.theme import colours
from ui.words.desk_proxy_shape import ProxyWords

NAMED = 4
"""So many of what is wanted are named; the rest is counted."""


class Count(QWidget):
    """How much is wanted, in words; a click goes to the first."""

    def __init__(self, look: DeskLook, go: Callable[[], None]) -> None:
        super().__init__()
        self._look, self._go = look, go
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(10))
        self._icon = QLabel()
        self._text = StaffLabel("", look, 20, 600, wrap=True)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)

    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def say(self, text: str, *, wanted: bool) -> None:
        """Say it; in red where something is wanted."""
        colour = colours.STOP if wanted else colours.IN
        self._icon.setPixmap(pixmap(self._look, "circle-alert" if wanted else "circle-check", 24, colour))
        self._text.setText(text)
        self._text.set_colour(colour)
        self.setAccessibleName(text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the first that is wanted."""
        event.accept()
        self._go()


class Footer(QFrame):
    """The bar. Both ways of saving are off while something is wanted, which stands beside them."""

    def __init__(
        self,
        look: DeskLook,
        say: ProxyWords,
        *,
        cancel: Callable[[], None],
        first: Callable[[], None],
        save: Callable[[bool], None],
    ) -> None:
        super().__init__()
        self._say = say
        px = look.px
        self.setObjectName("footer")
        self.setStyleSheet(
            f"QFrame#footer {{ background: #FFFFFF; border: none;"
            f" border-top: {max(1, px(2))}px solid {colours.LINE.name()}; }}"
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(28), px(18), px(28), px(18))
        whole.setSpacing(px(10))
        row = QHBoxLayout()
        row.setSpacing(px(14))
        self.cancel = StaffButton(look, say.bar.cancel, key="Esc")
        self.cancel.clicked.connect(cancel)
        self.count = Count(look, first)
        self.print = StaffButton(look, say.bar.print, key="F8", icon="printer", kind=Kind.OUTLINE)
        self.print.clicked.connect(partial(save, False))
        self.enter = StaffButton(look, say.bar.enter, key="Ctrl Enter", icon="log-in", kind=Kind.IN)
        self.enter.clicked.connect(partial(save, True))
        above = QHBoxLayout() if look.scale.portrait else row
        above.setSpacing(px(14))
        above.addWidget(self.cancel)
        above.addWidget(self.count, 1)
        if above is not row:
            whole.addLayout(above)
            row.addStretch(1)
        row.addWidget(self.print)
        row.addWidget(self.enter)
        whole.addLayout(row)

    def show_state(self, state: ProxyState) -> None:
        """Count what is wanted."""
        bar, wanted = self._say.bar, state.wanted
        if state.saving:
            self.count.say(bar.saving, wanted=False)
        elif not wanted:
            self.count.say(bar.whole, wanted=False)
        else:
            names = [self._noun(one) for one in wanted]
            text = bar.wanted if len(names) <= NAMED else bar.wanted_more
            self.count.say(text.format(n=len(names), what=", ".join(names[:NAMED])), wanted=True)
        for button in (self.print, self.enter):
            button.setEnabled(not wanted and not state.saving)

    def _noun(self, one: Wanted) -> str:
        bar = self._say.bar
        if isinstance(one, FieldWanted):
            return self._say.fields.nouns[one.field]
        if isinstance(one, QuestionWanted):
            return (bar.note if one.note else bar.question).format(n=one.number)
        return bar.guardian if one.tick is Tick.GUARDIAN else bar.consent
