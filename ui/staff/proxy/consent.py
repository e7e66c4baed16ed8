"""What was said aloud: two ticks at the foot of the third column, and the words that are read."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.consent import consent_words
from kiosk.desk.proxy import ProxyDesk
from kiosk.desk.proxy_form import Tick, TickWanted
from kiosk.desk.proxy_state import ProxyState
from kiosk.questionnaire import Campaign
from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import Kind, StaffButton
from ui.staff.kit.dialog import StaffDialog
from ui.staff.kit.field import Tick as TickBox
from ui.staff.kit.text import StaffLabel
from ui.theme import colours
from ui.words.desk_proxy_shape import ProxyConsentWords, ProxyWords


class Consent(QFrame):
    """The ticks. Neither is set before somebody sets it."""

    def __init__(self, look: DeskLook, say: ProxyConsentWords, desk: ProxyDesk, read: Callable[[], None]) -> None:
        super().__init__()
        px = look.px
        self.setObjectName("consent")
        self.setStyleSheet(
            f"QFrame#consent {{ background: {colours.PAGE.name()}; border: {max(1, px(2))}px solid "
            f"{colours.LINE.name()}; border-radius: {px(12)}px; }}"
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(10), px(6), px(16), px(6))
        whole.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(px(6), 0, 0, 0)
        head.addWidget(StaffLabel(say.title, look, 20, 700), 1)
        self.read = StaffButton(look, say.read, key="F3", kind=Kind.QUIET, small=True)
        self.read.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.read.clicked.connect(read)
        head.addWidget(self.read)
        whole.addLayout(head)
        self.ticks: dict[Tick, TickBox] = {}
        for tick in Tick:
            box = TickBox(look, say.ticks[tick])
            box.clicked.connect(self._ticked(desk, tick, box))
            whole.addWidget(box)
            self.ticks[tick] = box

    def show_state(self, state: ProxyState) -> None:
        """Show what was said."""
        wanted = [one.tick for one in state.shown if isinstance(one, TickWanted)]
        for tick, box in self.ticks.items():
            box.setChecked(tick in state.form.ticks)
            box.say(self.ticks[tick].text() if tick in wanted else "")

    def stops(self) -> Iterator[QWidget]:
        """What Enter goes through."""
        yield from self.ticks.values()

    def _ticked(self, desk: ProxyDesk, tick: Tick, box: TickBox) -> Callable[[], None]:
        return lambda: desk.tick(tick, yes=box.isChecked())


class ConsentDialog(StaffDialog):
    """The words to read aloud, in the language of the screen."""

    def __init__(self, look: DeskLook, say: ProxyWords, campaign: Campaign) -> None:
        super().__init__(look, say.consent.heading, wide=980)
        lines = consent_words(campaign, look.language.value)
        for title, line in zip(say.consent.lines, lines, strict=True):
            self.body.addWidget(StaffLabel(title, look, 18, 700, colours.BRAND))
            self.body.addWidget(StaffLabel(line, look, 21, 500, wrap=True))
        self.add_action(say.consent.close, key="Enter", kind=Kind.BRAND, enter=True).clicked.connect(self.close_now)
