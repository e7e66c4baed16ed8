"""The top of khai hộ: that cards may be held up, or what became of the last one."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QWidget

from kiosk.declaring_screens import CodeState, Printing
from kiosk.desk.proxy_form import Form
from kiosk.desk.proxy_state import Done, Notice, ProxyState
from kiosk.desk.recording import Outcome
from kiosk.screens import CameraState, Status
from ui.staff.desk_look import DeskLook
from ui.staff.kit.banner import StaffBanner
from ui.staff.kit.button import StaffButton
from ui.staff.kit.chip import StaffChip, Tone
from ui.staff.kit.icons import pixmap
from ui.staff.kit.text import StaffLabel
from ui.staff.nav import narrow
from ui.theme import colours
from ui.words.desk_proxy_shape import ProxyWords
from ui.words.moments import whole_day

_TONES = {
    Outcome.ENTERED: Tone.OK,
    Outcome.KEPT: Tone.OK,
    Outcome.ALREADY_INSIDE: Tone.OK,
    Outcome.STOP: Tone.STOP,
}
_NOTICE_TONES = {Notice.FILLED: Tone.NOTE, Notice.KNOWN: Tone.OK}


class Head(QWidget):
    """One line: the hint, or a banner in its place; beside it the button that copies."""

    def __init__(self, look: DeskLook, say: ProxyWords, copy: Callable[[], None]) -> None:
        super().__init__()
        self._look, self._say = look, say
        px = look.px
        way = QBoxLayout.Direction.TopToBottom if look.scale.portrait else QBoxLayout.Direction.LeftToRight
        row = QBoxLayout(way, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(14))
        self.banner = StaffBanner(look, "", Tone.OK)
        self._ready = StaffChip(look, say.ready, Tone.OK, "circle-check")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._hint())
        self._stack.addWidget(self.banner)
        lines = 2 if _slim(look) else 1
        self._stack.setFixedHeight(max(px(54), round(look.text(20) * (0.8 + 1.4 * lines))))
        self.copy = StaffButton(look, say.copy, key="F9", icon="history")
        self.copy.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.copy.clicked.connect(copy)
        row.addWidget(self._stack, 1)
        row.addWidget(self.copy)

    def show_state(self, state: ProxyState, *, has_content: bool) -> None:
        """Say what matters most: of the form that is being filled in, else of the last one that was kept."""
        self.copy.setEnabled(state.can_copy and not state.saving)
        said = self._said(state, state.form, has_content=has_content)
        self.banner.say(*(said or ("", Tone.NOTE)))
        self._stack.setCurrentIndex(0 if said is None else 1)

    def status(self, status: Status) -> None:
        """Say whether something can read a card."""
        reads = status.scanner or status.camera is CameraState.WORKING
        self._ready.say(
            self._say.ready if reads else self._say.no_reader,
            Tone.OK if reads else Tone.QUIET,
            "circle-check" if reads else "circle-x",
        )

    def said(self) -> str:
        """What the banner says, "" while the hint stands there."""
        return self.banner.text() if self._stack.currentIndex() else ""

    def _said(self, state: ProxyState, form: Form, *, has_content: bool) -> tuple[str, Tone] | None:
        say = self._say
        if form.renews is not None and state.notice in (None, Notice.KNOWN, Notice.FILLED):
            day = whole_day(form.renews, self._look.language)
            return f"{say.renews.format(date=day)}. {say.notices[Notice.KNOWN]}", Tone.OK
        if state.notice is not None and (has_content or state.notice is not Notice.FILLED):
            return say.notices[state.notice], _NOTICE_TONES.get(state.notice, Tone.WARN)
        if state.done is not None and not has_content:
            return said_of(state.done, say), _TONES.get(state.done.outcome, Tone.WARN)
        return None

    def _hint(self) -> QFrame:
        px = self._look.px
        hint = QFrame()
        hint.setObjectName("hint")
        hint.setStyleSheet(
            f"QFrame#hint {{ background: #FFFFFF; border: {max(2, px(3))}px solid {colours.BRAND.name()};"
            f" border-radius: {px(12)}px; }}"
        )
        row = QHBoxLayout(hint)
        row.setContentsMargins(px(16), 0, px(6), 0)
        row.setSpacing(px(12))
        mark = QLabel()
        mark.setPixmap(pixmap(self._look, "scan-line", 26, colours.BRAND))
        row.addWidget(mark)
        line = StaffLabel(self._say.scan, self._look, 20, 500, wrap=_slim(self._look))
        line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(line, 1)
        row.addWidget(self._ready)
        return hint


def _slim(look: DeskLook) -> bool:
    """Whether the hint stands on two lines."""
    return look.scale.portrait or narrow(look)


def said_of(done: Done, say: ProxyWords) -> str:
    """What became of the last one, in a line: kept, let in, its code, its paper."""
    screen = done.screen
    parts = [say.done.outcomes[done.outcome].format(name=screen.name)]
    if done.number:
        parts.append(say.done.number.format(number=done.number))
    if not done.reasons:  # those are given no code
        parts.append(say.done.codes[screen.state].format(code=screen.spelled))
        if screen.state is CodeState.HERE and screen.printing is not Printing.NO_PRINTER:
            parts.append(say.done.printing[screen.printing])
    return " · ".join(part for part in parts if part)
