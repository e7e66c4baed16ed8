"""The page of settings: whose face this machine has, one's own PIN, the staff, and the checkpoint."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout

from kiosk.checkpoint.ports import CheckpointCentre
from kiosk.desk.one_more_kiosk import OneMoreKiosk
from kiosk.desk.routing import Mode
from kiosk.desk.session import Session
from kiosk.desk.session_pin import PinChange
from kiosk.desk.staff_admin import StaffAdmin
from kiosk.desk.tools import DeskTools
from kiosk.screens import Language
from kiosk.staff import Right
from kiosk.wire.checkpoint_messages import PushedSettings
from ui.staff.around import Around
from ui.staff.change_pin import ChangePinDialog
from ui.staff.desk_look import DeskLook
from ui.staff.enrolment_dialog import EnrolmentDialog
from ui.staff.kit.button import Kind, StaffButton
from ui.staff.kit.chip import Tone
from ui.staff.kit.dialog import StaffDialog
from ui.staff.kit.field import Segments, Tick
from ui.staff.kit.panel import Panel
from ui.staff.kit.text import StaffLabel
from ui.staff.nav import narrow
from ui.staff.page import DeskPage
from ui.staff.staff_page import StaffPanel
from ui.theme import colours
from ui.words.desk_settings_shape import CheckpointWords
from ui.words.desk_settings_words import settings_words
from ui.words.desk_shell_words import shell_words
from ui.words.moments import number


def _nothing() -> None:
    """Nothing is to be done."""


@dataclass(slots=True)
class SettingsDoes:
    """What the page shows of this machine and does to it. ``pushed`` is what the centre has set, None for nothing.

    ``volume`` is 0..1. ``show_code`` shows the checkpoint's code on this screen, ``posters`` prints it; None where
    that cannot be done. ``staff_told`` is called after the staff were changed, for the centre to hear of it.
    """

    mode: Callable[[], Mode]
    set_mode: Callable[[Mode], None]
    speak: Callable[[Language], None]
    second: Callable[[], bool]
    set_second: Callable[[bool], None]
    volume: Callable[[], float]
    enrolment: Callable[[], CheckpointCentre | None]
    pushed: Callable[[], PushedSettings | None]
    show_code: Callable[[], None] | None = None
    posters: Callable[[], None] | None = None
    staff_told: Callable[[], None] = field(default=_nothing)


class SettingsPage(DeskPage):
    """Whoever may sign in finds their PIN and the mode here; the staff and the checkpoint only those who may."""

    def __init__(self, look: DeskLook, tools: DeskTools, session: Session, does: SettingsDoes, around: Around) -> None:
        super().__init__()
        self._look, self._tools, self._session, self._does, self._around = look, tools, session, does, around
        self._say = settings_words(look.language)
        self._change = PinChange(session, tools.staff, tools.lanes.store, tools.clock)
        self._admin = StaffAdmin(tools.staff, tools.lanes.store, tools.clock, lambda: session.who, told=does.staff_told)
        self._one_more = OneMoreKiosk(does.enrolment, tools)
        px = look.px
        row: QBoxLayout = QVBoxLayout(self) if narrow(look) else QHBoxLayout(self)
        row.setContentsMargins(px(28), px(20), px(28), px(24))
        row.setSpacing(px(16))
        self._make_here(row)
        self.staff: StaffPanel | None = None
        self.add_kiosk: StaffButton | None = None
        who = session.who
        if who is not None and who.may(Right.STAFF):
            self.staff = StaffPanel(look, self._admin, who, around)
            row.addWidget(self.staff, 1)
        if who is not None and who.may(Right.SETTINGS):
            row.addWidget(self._checkpoint(adding=who.may(Right.STAFF)), 1)
        if who is None or not (who.may(Right.STAFF) or who.may(Right.SETTINGS)):
            row.addStretch(1)

    def opened(self) -> None:
        """Ask who is listed, and show what holds now."""
        self._admin.changed = self._admin_changed
        if self.staff is not None:
            self._admin.refresh()
        self._mode_said()
        self.second.setChecked(self._does.second())
        self.own_pin.setFocus()

    def left(self) -> None:
        """Nobody's name and no code stays."""
        self._admin.changed = _nothing
        self._admin.forget()
        self._one_more.forget()
        if self.staff is not None:
            self.staff.wipe()

    def _make_here(self, row: QBoxLayout) -> None:
        look, say, does = self._look, self._say.here, self._does
        panel = Panel(look, say.title)
        self.own_pin = StaffButton(look, say.own_pin, icon="lock-keyhole", kind=Kind.OUTLINE)
        self.own_pin.clicked.connect(self._change_pin)
        self.mode = Segments(look, list(say.modes.items()), label=say.mode)
        self.mode.chosen.connect(self._mode_chosen)
        self.mode_line = StaffLabel("", look, 18, 500, colours.INK2, wrap=True)
        self.second = Tick(look, say.second)
        self.second.toggled.connect(self._second_toggled)
        self.language = Segments(look, list(say.languages.items()), label=say.language)
        self.language.choose(look.language.value)
        self.language.chosen.connect(self._language_chosen)
        volume = round(does.volume() * 100)
        sound = say.sound_line.format(n=volume) if volume else say.sound_off
        panel.body.addWidget(self.own_pin)
        for part in (self.mode, self.mode_line, self.second, self.language):
            panel.body.addWidget(part)
        panel.body.addSpacing(look.px(6))
        idle = say.idle.format(n=round(self._session.idle_seconds))
        for text in (f"{say.sound}: {sound}", idle):
            panel.body.addWidget(StaffLabel(text, look, 18, 500, colours.INK2, wrap=True))
        panel.body.addStretch(1)
        row.addWidget(panel, 1)

    def _checkpoint(self, *, adding: bool) -> Panel:
        look, say, does = self._look, self._say.checkpoint, self._does
        panel = Panel(look, say.title)
        if adding:
            self.add_kiosk = StaffButton(look, say.add, icon="link", kind=Kind.OUTLINE)
            self.add_kiosk.setEnabled(self._one_more.possible)
            self.add_kiosk.clicked.connect(self._ask_for_code)
            line = say.add_line if self._one_more.possible else say.no_centre
            panel.body.addWidget(self.add_kiosk)
            panel.body.addWidget(StaffLabel(line, look, 18, 500, colours.INK2, wrap=True))
        for text, icon, act in ((say.show_code, "qr-code", does.show_code), (say.posters, "printer", does.posters)):
            if act is not None:
                button = StaffButton(look, text, icon=icon)
                button.clicked.connect(_calling(act))
                panel.body.addWidget(button)
        panel.body.addSpacing(look.px(8))
        panel.body.addWidget(StaffLabel(say.centre_title, look, 20, 700))
        lines = pushed_lines(does.pushed(), say, look)
        panel.body.addWidget(
            StaffLabel(say.centre_line if lines else say.centre_nothing, look, 18, 500, colours.INK2, wrap=True)
        )
        for name, value in lines:
            panel.body.addWidget(_fact(look, name, value))
        panel.body.addStretch(1)
        return panel

    def _admin_changed(self) -> None:
        if self.staff is not None:
            self.staff.show_state()

    def _change_pin(self) -> None:
        dialog = ChangePinDialog(self._look, self._change)
        dialog.closed.connect(self._pin_closed)
        dialog.open_in(self._around.surface)

    def _pin_closed(self) -> None:
        if self._change.state.done:
            self._around.toast(shell_words(self._look.language).own_pin.done, Tone.OK)

    def _ask_for_code(self) -> None:
        dialog = EnrolmentDialog(self._look, self._one_more, self._tools.clock)
        dialog.open_in(self._around.surface)
        self._one_more.ask()

    def _mode_chosen(self) -> None:
        wanted, say = Mode(self.mode.value()), self._say.here
        self.mode.choose(self._does.mode().value)
        if wanted is self._does.mode():
            return
        ask = StaffDialog(self._look, say.mode_ask.format(mode=say.modes[wanted.value]), wide=640)
        line = say.mode_locks if wanted is Mode.SELF_SERVICE else say.mode_lines[wanted.value]
        ask.body.addWidget(StaffLabel(line, self._look, wrap=True))
        ask.add_action(say.mode_stay, key="Esc").clicked.connect(ask.close_now)
        change = ask.add_action(say.mode_change, kind=Kind.BRAND)
        change.clicked.connect(ask.close_now)
        change.clicked.connect(partial(self._change_mode, wanted))
        ask.open_in(self._around.surface)

    def _change_mode(self, wanted: Mode, _checked: bool = False) -> None:
        self._does.set_mode(wanted)
        self._mode_said()

    def _second_toggled(self, on: bool) -> None:
        if on != self._does.second():
            self._tools.note(f"second display {'on' if on else 'off'}")
            self._does.set_second(on)

    def _mode_said(self) -> None:
        mode = self._does.mode().value
        self.mode.choose(mode)
        self.mode_line.setText(self._say.here.mode_lines[mode])

    def _language_chosen(self) -> None:
        self._does.speak(Language(self.language.value()))


def _calling(act: Callable[[], None]) -> Callable[[], None]:
    return lambda: act()


def _fact(look: DeskLook, name: str, value: str) -> QFrame:
    whole = QFrame()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(StaffLabel(name, look, 18, 500, colours.INK2, wrap=True), 1)
    row.addWidget(StaffLabel(value, look, 18, 600, wrap=True), 1)
    return whole


def pushed_lines(pushed: PushedSettings | None, say: CheckpointWords, look: DeskLook) -> list[tuple[str, str]]:
    """What the centre has set, a name and a value each; the text of a form and of slides is only counted."""
    found: list[tuple[str, str]] = []
    for key, value in pushed or ():
        if value is None or key not in say.names:
            continue
        if key == "campaign":
            text = say.yes
        elif isinstance(value, int):
            text = number(value, look.language)
        elif isinstance(value, tuple):
            text = ", ".join(value) if key == "hotlines" else number(len(value), look.language)
        else:
            text = say.values.get(str(value), str(value)) or say.none
        found.append((say.names[key], text))
    return found
