"""The fourth step: who may sign in, and with which PIN."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kiosk.checkpoint.setting_up import SettingUp
from kiosk.checkpoint.setting_up_staff import RECOMMENDED
from kiosk.checkpoint.setting_up_state import Colleagues, SetUpState
from kiosk.errand_screens import StaffName
from ui.setup.said import Said
from ui.setup.step import StepPage, beside
from ui.staff.desk_look import DeskLook
from ui.staff.kit.banner import StaffBanner
from ui.staff.kit.button import Kind, StaffButton
from ui.staff.kit.chip import StaffChip, Tone
from ui.staff.kit.field import Segments, TextField
from ui.staff.kit.panel import Panel
from ui.staff.kit.text import StaffLabel
from ui.theme import colours
from ui.words.pair import Pair


class StaffStep(StepPage):
    """A form for one person after the other, and the list of them."""

    def __init__(self, look: DeskLook, wizard: SettingUp) -> None:
        super().__init__(look, wizard)
        words = self.say.staff
        self.name = TextField(look, words.name, required=True, longest=80)
        self.role = Segments(look, tuple(words.roles.items()), label=words.role, required=True, joined=False)
        self.pin = TextField(look, words.pin, required=True, digits=True, longest=6)
        self.again = TextField(look, words.again, required=True, digits=True, longest=6)
        for field in (self.pin, self.again):
            field.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.add = StaffButton(look, words.add, icon="user-plus", kind=Kind.OUTLINE)
        self.hint = StaffBanner(look, words.first, Tone.NOTE)
        self._said = Said(look)
        self._list = Panel(look, words.listed)
        self._shown: tuple[StaffName, ...] | None = None
        self._adding = False
        self._first = False
        self._nobody = StaffLabel(words.nobody, look, 20, 500, colours.INK2)
        self._rows: list[QWidget] = []
        self._list.body.addWidget(self._nobody)
        self._list.body.addStretch(1)
        self.fields = {"staff_name": self.name, "role": self.role, "pin": self.pin, "again": self.again}
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        for widget in (
            self.hint,
            self._said,
            self.name,
            self.role,
            beside(look, ((self.pin, 1), (self.again, 1))),
            beside(look, ((self.add, 0), (QWidget(), 1))),
        ):
            column.addWidget(widget)
        column.addStretch(1)
        if look.scale.portrait:
            self.body.addWidget(form)
            self.body.addWidget(self._list)
        else:
            self.row((form, 5), (self._list, 3))
        self.body.addStretch(1)
        self.add.clicked.connect(self._add)

    def head(self) -> Pair:
        """What stands above it."""
        return self.say.staff.head

    def show_state(self, state: SetUpState) -> None:
        """Show who is listed, and what is wrong with the form."""
        super().show_state(state)
        if state.staff != self._shown:
            if self._adding and not state.adding:
                self._wipe()
            self._shown = state.staff
            self._list_them(state.staff)
        self._adding = state.adding
        alone = state.needs_supervisor and state.colleagues is not Colleagues.ASKING
        if alone:
            self.role.choose("supervisor")
        elif self._first:
            self.role.choose("")
        self._first = alone
        self.role.setEnabled(not alone)
        text, tone = self._hint(state)
        self.hint.say(text, tone)
        self.hint.setVisible(bool(text))
        self._said.show_state(state)

    def _hint(self, state: SetUpState) -> tuple[str, Tone]:
        words, problem = self.say.staff, state.problem("staff")
        if problem is not None:
            return self.say.problems[problem], Tone.STOP
        if state.colleagues is Colleagues.ASKING:
            return words.asking, Tone.QUIET
        if state.joined and state.colleagues is Colleagues.UNHEARD:
            return words.later, Tone.WARN
        if state.needs_supervisor:
            return words.first, Tone.NOTE
        if state.joined and state.colleagues is Colleagues.HEARD:
            return words.theirs, Tone.NOTE
        return (words.one_more, Tone.WARN) if len(state.staff) < RECOMMENDED else ("", Tone.NOTE)

    def leave(self) -> None:
        """No PIN stays behind."""
        self.pin.edit.setText("")  # unlike clear(), it cannot be undone
        self.again.edit.setText("")

    def _add(self) -> None:
        self.wizard.staff.add(self.name.text(), self.role.value(), self.pin.text(), self.again.text())

    def _wipe(self) -> None:
        for field in (self.name, self.pin, self.again):
            field.edit.setText("")
        self.role.choose("")
        self.name.edit.setFocus()

    def _list_them(self, staff: tuple[StaffName, ...]) -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        self._nobody.setVisible(not staff)
        for number, one in enumerate(staff):
            name = StaffLabel(one.name, self.look, 21, 600, wrap=True)
            role = StaffChip(self.look, self.say.staff.roles.get(one.role, one.role), Tone.NOTE, small=True)
            row = beside(self.look, ((name, 1), (role, 0)))
            self._list.body.insertWidget(number, row)
            self._rows.append(row)
