"""Who may sign in here: the list on the page of settings, and its dialogs."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kiosk.desk.staff_admin import AdminProblem, StaffAdmin
from kiosk.errand_screens import StaffName
from kiosk.staff import Role, SignedIn
from ui.staff.around import Around
from ui.staff.change_pin import pin_field
from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import Kind, StaffButton
from ui.staff.kit.chip import Tone
from ui.staff.kit.dialog import StaffDialog
from ui.staff.kit.field import Segments, TextField
from ui.staff.kit.panel import Panel
from ui.staff.kit.text import StaffLabel
from ui.theme import colours
from ui.words.desk_settings_shape import StaffWords
from ui.words.desk_settings_words import settings_words
from ui.words.desk_shell_words import shell_words


class StaffPanel(Panel):
    """The list. ``who`` is signed in and cannot stop themselves."""

    def __init__(self, look: DeskLook, admin: StaffAdmin, who: SignedIn, around: Around) -> None:
        self._say = settings_words(look.language).staff
        super().__init__(look, self._say.title)
        self._look, self._admin, self._who, self._around = look, admin, who, around
        self._roles = shell_words(look.language).nav.roles
        self.add = StaffButton(look, self._say.add, icon="user-plus", kind=Kind.OUTLINE)
        self.add.clicked.connect(self._add)
        self._names: tuple[StaffName, ...] | None = None
        self._inside = QWidget()
        self._inside.setObjectName("inside")
        self._rows = QVBoxLayout(self._inside)
        self._rows.setContentsMargins(0, 0, look.px(16), 0)
        self._rows.setSpacing(0)
        holder = QScrollArea()
        holder.setWidgetResizable(True)
        holder.setFrameShape(QFrame.Shape.NoFrame)
        holder.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder.setMinimumHeight(look.px(300))
        holder.setWidget(self._inside)
        self._inside.setAutoFillBackground(False)
        holder.viewport().setAutoFillBackground(False)
        self.body.addWidget(holder, 1)
        self.body.addWidget(self.add)
        self.waits = StaffLabel(self._say.loading, look, 19, 500, colours.INK3)
        self._rows.addWidget(self.waits)
        self._rows.addStretch(1)

    def show_state(self) -> None:
        """Show the list, and how the last change went."""
        state = self._admin.state
        if state.names is not None and state.names != self._names:
            self._names = state.names
            self._fill(state.names)
        if state.done is not None:
            self._around.toast(self._say.done[state.done], Tone.OK)

    def wipe(self) -> None:
        """Nobody's name stays."""
        self._names = None
        self._fill(())

    def _fill(self, names: tuple[StaffName, ...]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in names:
            self._rows.addWidget(self._row(one))
        self._rows.addStretch(1)

    def _row(self, one: StaffName) -> QWidget:
        look, px = self._look, self._look.px
        whole = QFrame()
        whole.setObjectName("person")
        whole.setStyleSheet(f"QFrame#person {{ border: none; border-bottom: {max(1, px(1.5))}px solid #E3EAED; }}")
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, px(8), 0, px(8))
        row.setSpacing(px(10))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(StaffLabel(one.name, look, 20, 700, wrap=True))
        role = self._roles[Role(one.role)] if one.role in tuple(Role) else one.role
        line = f"{role} · {self._say.oneself}" if one.id == self._who.id else role
        words.addWidget(StaffLabel(line, look, 18, 500, colours.INK2, wrap=True))
        row.addLayout(words, 1)
        if one.id != self._who.id:
            pin = StaffButton(look, self._say.new_pin, small=True)
            pin.setAccessibleName(self._say.new_pin_title.format(name=one.name))
            pin.clicked.connect(partial(self._new_pin, one))
            stop = StaffButton(look, self._say.disable, small=True, kind=Kind.STOP)
            stop.setAccessibleName(self._say.disable_title.format(name=one.name))
            stop.clicked.connect(partial(self._disable, one))
            row.addWidget(pin)
            row.addWidget(stop)
        return whole

    def _add(self) -> None:
        roles = [(role.value, text) for role, text in self._roles.items()]
        StaffForm(self._look, self._admin, self._say, self._say.add, roles=roles).open_in(self._around.surface)

    def _new_pin(self, one: StaffName, _checked: bool = False) -> None:
        title = self._say.new_pin_title.format(name=one.name)
        StaffForm(self._look, self._admin, self._say, title, person=one).open_in(self._around.surface)

    def _disable(self, one: StaffName, _checked: bool = False) -> None:
        say = self._say
        ask = StaffDialog(self._look, say.disable_title.format(name=one.name), wide=620)
        ask.body.addWidget(StaffLabel(say.disable_line, self._look, wrap=True))
        ask.add_action(say.cancel, key="Esc").clicked.connect(ask.close_now)
        stop = ask.add_action(say.disable, kind=Kind.STOP)
        stop.clicked.connect(ask.close_now)
        stop.clicked.connect(partial(self._stop, one))
        ask.open_in(self._around.surface)

    def _stop(self, one: StaffName, _checked: bool = False) -> None:
        self._admin.disable(one.id)
        if self._admin.state.problem is not None:
            self._around.toast(self._say.problems[self._admin.state.problem], Tone.STOP)


class StaffForm(StaffDialog):
    """Somebody new, or another PIN for ``person``. It closes once that is on disk."""

    def __init__(
        self,
        look: DeskLook,
        admin: StaffAdmin,
        say: StaffWords,
        title: str,
        *,
        roles: list[tuple[str, str]] | None = None,
        person: StaffName | None = None,
    ) -> None:
        super().__init__(look, title, wide=640)
        self._admin, self._say, self._person = admin, say, person
        self._told_before = admin.changed
        self.name = TextField(look, say.name, required=True, longest=80)
        self.role = Segments(look, roles or [], label=say.role, required=True)
        self.pin, self.again = pin_field(look, say.pin), pin_field(look, say.again)
        fields = (self.pin, self.again) if person else (self.name, self.role, self.pin, self.again)
        for field in (self.name, self.role, self.pin, self.again):
            if field in fields:
                self.body.addWidget(field)
            else:
                field.setParent(self)
                field.hide()
        self.add_action(say.cancel, key="Esc").clicked.connect(self.close_now)
        self.save = self.add_action(say.save, key="Enter", kind=Kind.BRAND, enter=True)
        self.save.clicked.connect(self._send)
        admin.forget()
        admin.changed = self._changed
        self.closed.connect(self._end)

    def _send(self) -> None:
        if self._person is not None:
            self._admin.change_pin(self._person.id, self.pin.text(), self.again.text())
        else:
            self._admin.add(self.name.text(), self.role.value(), self.pin.text(), self.again.text())

    def _changed(self) -> None:
        state = self._admin.state
        self.save.setEnabled(not state.asking)
        self.save.set_text(self._say.asking if state.asking else self._say.save)
        for field in (self.name, self.role, self.pin, self.again):
            field.say("")
        if state.done is not None:
            self.close_now()
        elif state.problem is not None:
            self._field(state.problem).say(self._say.problems[state.problem])
            self._field(state.problem).setFocus()

    def _field(self, problem: AdminProblem) -> TextField | Segments:
        match problem:
            case AdminProblem.NAME_MISSING | AdminProblem.NAME_TWICE:
                return self.name
            case AdminProblem.ROLE_MISSING:
                return self.role
            case AdminProblem.PIN_NOT_TWICE:
                return self.again
            case _:
                return self.pin

    def _end(self) -> None:
        self._admin.changed = self._told_before
        for field in (self.name, self.pin, self.again):
            field.set_text("")
        self._told_before()
