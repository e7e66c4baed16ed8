"""The second step: register the checkpoint, or let this kiosk join one."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.checkpoint import setting_up_form as form
from kiosk.checkpoint.setting_up import SettingUp
from kiosk.checkpoint.setting_up_draft import Way
from kiosk.checkpoint.setting_up_state import PhoneState, Registration, SetUpState
from kiosk.wire.checkpoint_messages import CheckpointSaid
from ui.setup.phone_row import PhoneRow
from ui.setup.said import Said
from ui.setup.server_row import ServerRow
from ui.setup.step import StepPage, beside
from ui.staff.desk_look import DeskLook
from ui.staff.kit.banner import StaffBanner
from ui.staff.kit.button import Kind, StaffButton
from ui.staff.kit.chip import Tone
from ui.staff.kit.field import PickField, Segments, TextField
from ui.staff.kit.panel import Panel
from ui.staff.kit.text import StaffLabel
from ui.theme import colours
from ui.words.pair import Pair

TEXTS = ("name", "name_en", "gate", "capacity", "street", "hotlines")


class CheckpointStep(StepPage):
    """The form of picture t. What does not belong to the chosen way is not there."""

    def __init__(self, look: DeskLook, wizard: SettingUp) -> None:
        super().__init__(look, wizard)
        words = self.say.register
        self.server = ServerRow(look, wizard)
        self.way = Segments(look, tuple(words.ways.items()))
        self.texts = {
            "name": TextField(look, words.name, required=True, longest=60),
            "name_en": TextField(look, words.name_en, longest=60),
            "gate": TextField(look, words.gate, required=True, longest=60),
            "capacity": TextField(look, words.capacity, digits=True, longest=9),
            "street": TextField(look, words.street, required=True),
            "hotlines": TextField(look, words.hotlines, placeholder="1022, 1900 9095", longest=100),
        }
        self.kind = PickField(look, words.kind, required=True)
        self.kind.offer(tuple(words.kinds.items()))
        self.phone = PhoneRow(look, wizard)
        self.province = PickField(look, words.province, required=True)
        self.ward = PickField(look, words.ward, required=True)
        self.declarations = Segments(
            look, tuple(words.choices.items()), label=words.declarations, required=True, joined=False
        )
        self._explained = StaffLabel("", look, 18, 500, colours.INK2, wrap=True)
        self.join_code = TextField(look, words.join_code, required=True, capitals=True, longest=14)
        self._hint = StaffLabel(words.join_hint, look, 18, 500, colours.INK2, wrap=True)
        self._alone = StaffBanner(look, words.alone_on, Tone.NOTE)
        self._said = Said(look)
        self._mine = Panel(look, words.mine)
        self._mine_shown: tuple[CheckpointSaid, ...] = ()
        self.joins: list[StaffButton] = []
        self._enrolled = Panel(look, words.registered.title)
        self._facts = StaffLabel("", look, 24, 700, wrap=True)
        self.start_over = StaffButton(look, words.start_over)
        self._enrolled.body.addWidget(self._facts)
        self._enrolled.body.addWidget(StaffLabel(words.registered.line, look, 19, 500, colours.INK2, wrap=True))
        self._enrolled.body.addWidget(beside(look, ((self.start_over, 0), (QWidget(), 1))))
        self._province = ""
        self._lay_out()
        self._connect()

    def head(self) -> Pair:
        """What stands above it."""
        return self.say.register.head

    def show_state(self, state: SetUpState) -> None:
        """Show what was typed, and what belongs to the way that was chosen."""
        draft = state.draft
        for name, field in self.texts.items():
            if field.text() != getattr(draft, name):
                field.edit.setText(getattr(draft, name))
        if self.join_code.text() != state.join_code:
            self.join_code.edit.setText(state.join_code)
        if self.kind.key() != draft.kind:
            self.kind.pick(draft.kind)
        self._offer_wards(draft.province)
        if self.ward.key() != draft.ward:
            self.ward.pick(draft.ward)
        self.way.choose("" if draft.alone else draft.way.value)
        self.declarations.choose(draft.declarations)
        self._explained.setText(self.say.register.explained[draft.declarations])
        self.server.show_state(state)
        at = self.window().focusWidget()
        self.phone.show_state(state)
        self._show_parts(state)
        self._see_to_focus(at, state)
        super().show_state(state)

    def tick(self) -> None:
        """The time comes when a code may be sent again."""
        self.phone.show_state(self.wizard.state)

    def _lay_out(self) -> None:
        self.fields = {
            "server": self.server.address,
            "name": self.texts["name"],
            "name_en": self.texts["name_en"],
            "gate": self.texts["gate"],
            "kind": self.kind,
            "capacity": self.texts["capacity"],
            "phone": self.phone.number,
            "join_code": self.join_code,
            "province": self.province,
            "ward": self.ward,
            "street": self.texts["street"],
            "hotlines": self.texts["hotlines"],
            "declarations": self.declarations,
        }
        texts = self.texts
        self.body.addWidget(self.server)
        self.body.addWidget(self._enrolled)
        self.body.addWidget(self._alone)
        self.body.addWidget(self.way)
        self.body.addWidget(self._said)
        self._names = self.row((texts["name"], 5), (texts["name_en"], 3))
        self._gate = self.row((texts["gate"], 5), (self.kind, 4), (texts["capacity"], 3))
        self.body.addWidget(self.phone)
        self.body.addWidget(self._mine)
        self.body.addWidget(self.join_code)
        self.body.addWidget(self._hint)
        self._place = self.row((self.province, 1), (self.ward, 1))
        self._street = self.row((texts["street"], 5), (texts["hotlines"], 3))
        self.body.addWidget(self.declarations)
        self.body.addWidget(self._explained)
        self.body.addStretch(1)
        provinces = self.wizard.ports.places.provinces
        self.province.offer([(one.code, one.short) for one in provinces])

    def _connect(self) -> None:
        wizard = self.wizard
        for name, field in self.texts.items():
            field.changed.connect(partial(self._typed, name))
        self.kind.picked.connect(lambda: wizard.edit(kind=self.kind.key()))
        self.province.picked.connect(lambda: wizard.edit(province=self.province.key(), ward=""))
        self.ward.picked.connect(lambda: wizard.edit(ward=self.ward.key()))
        self.way.chosen.connect(lambda: wizard.choose_way(Way(self.way.value())))
        self.declarations.chosen.connect(lambda: wizard.edit(declarations=self.declarations.value()))
        self.join_code.changed.connect(lambda: wizard.registering.type_code(self.join_code.text()))
        self.start_over.clicked.connect(wizard.registering.start_over)

    def _typed(self, name: str) -> None:
        self.wizard.edit(**{name: self.texts[name].text()})

    def _offer_wards(self, province: str) -> None:
        if self.province.key() != province:
            self.province.pick(province)
        if province != self._province:
            self._province = province
            self.ward.offer([(one.code, one.name) for one in self.wizard.ports.places.wards(province)])

    def _show_parts(self, state: SetUpState) -> None:
        draft = state.draft
        open_ = not draft.enrolled
        new = open_ and not draft.alone and draft.way is Way.NEW
        self._enrolled.setVisible(not open_)
        address = form.address(draft, self.wizard.ports.places)
        self._facts.setText(" · ".join(text for text in (draft.code, draft.name, draft.gate, address) if text))
        self._alone.setVisible(open_ and draft.alone)
        self.way.setVisible(open_ and not draft.alone)
        self._names.setVisible(new or (open_ and draft.alone))
        self._gate.setVisible(open_)
        for field in (self.kind, self.texts["capacity"]):
            field.setVisible(new)
        self.phone.setVisible(new or (open_ and not draft.alone and draft.way is Way.MINE))
        joins = open_ and not draft.alone and draft.way is Way.CODE
        self.join_code.setVisible(joins)
        self._hint.setVisible(joins)
        for part in (self._place, self._street):
            part.setVisible(new)
        for part in (self.declarations, self._explained):
            part.setVisible(new or (open_ and draft.alone))
        self._show_mine(state, shown=open_ and not draft.alone and draft.way is Way.MINE)
        self._said.show_state(state)
        if state.registration is Registration.UNDER_WAY:
            self._said.say(self.say.register.joining, Tone.NOTE)

    def _show_mine(self, state: SetUpState, *, shown: bool) -> None:
        self._mine.setVisible(shown and state.phone is PhoneState.CONFIRMED and bool(state.mine))
        if state.mine == self._mine_shown:
            return
        self._mine_shown = state.mine
        _empty(self._mine.body)
        self.joins = []
        before: QWidget = self.phone.code.edit
        for one in state.mine:
            gates = ", ".join(one.kiosks)
            text = StaffLabel(" · ".join(part for part in (one.code, one.name, gates) if part), self.look, 20, 600)
            button = StaffButton(self.look, self.say.register.join_this, kind=Kind.BRAND, small=False)
            button.setAccessibleName(f"{button.text()}: {one.name}")
            button.clicked.connect(partial(self._join, one))
            line = beside(self.look, ((text, 1), (button, 0)))
            self._mine.body.addWidget(line)
            line.show()  # now, and not when Qt gets to it: the focus goes there
            self.joins.append(button)
            QWidget.setTabOrder(before, button)
            before = button

    def _see_to_focus(self, at: QWidget | None, state: SetUpState) -> None:
        """What had the focus may be gone with the centre's answer: it goes where one goes on, or tries again."""
        if at is None or at.isVisibleTo(self):
            return
        if at is self.phone.code.edit and state.phone is PhoneState.CONFIRMED:
            following = self.joins[0] if self._mine.isVisibleTo(self) else self.province
            if following.isVisibleTo(self):
                following.setFocus()
        elif at in self.joins and self.phone.isVisibleTo(self):
            self.phone.send.setFocus()

    def _join(self, one: CheckpointSaid, _on: bool = False) -> None:
        self.wizard.registering.join(one)


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
