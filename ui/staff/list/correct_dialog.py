"""Corrects a stay: its times, and who it was. Nothing is overwritten: the stay is recorded anew."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout

from kiosk.desk.acts_times import read_birth, read_moment
from kiosk.desk.rows import Correction, Detail, WhyAnnulled
from kiosk.people import masked_name
from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import Kind
from ui.staff.kit.dialog import StaffDialog
from ui.staff.kit.field import TextField
from ui.staff.kit.text import StaffLabel
from ui.staff.list.facts import birth_text
from ui.staff.list.reasons import Reasons
from ui.theme import colours
from ui.words.desk_list_shape import ListWords
from ui.words.moments import HERE


class CorrectDialog(StaffDialog):
    """``done`` gets the correction: only what was changed is in it. ``now`` is aware; no time may lie after it."""

    def __init__(
        self, look: DeskLook, say: ListWords, detail: Detail, now: datetime, done: Callable[[Correction], None]
    ) -> None:
        who = masked_name(detail.row.name) or say.table.unknown_name
        super().__init__(look, say.change.correct_title.format(name=who), wide=860)
        self._say, self._detail, self._now, self._done = say, detail, now, done
        words, row = say.change, detail.row
        self.body.addWidget(StaffLabel(words.correct_line, look, 20, 500, colours.INK2, wrap=True))
        self.arrived = TextField(look, words.arrived, placeholder=words.time_hint, longest=20)
        self.left = TextField(look, words.left, placeholder=words.time_hint, longest=20)
        self.name = TextField(look, words.name, capitals=True, longest=100)
        self.birth = TextField(look, words.birth, placeholder=words.birth_hint, longest=10)
        self._first = {
            self.arrived: _moment(row.arrived),
            self.left: _moment(row.left),
            self.name: (detail.who.name if detail.who else None) or "",
            self.birth: birth_text(detail.who.birth if detail.who else None),
        }
        for field, text in self._first.items():
            field.set_text(text)
        for pair in ((self.arrived, self.left), (self.name, self.birth)):
            line = QHBoxLayout()
            line.setSpacing(look.px(14))
            for each in pair:
                line.addWidget(each, 1)
            self.body.addLayout(line)
        self.arrived.setVisible(row.arrived is not None)
        self.left.setVisible(row.left is not None)
        whys = [(str(why), text) for why, text in say.dialog.whys.items() if why is not WhyAnnulled.NOT_ENTERED]
        self.reasons = Reasons(look, say.dialog, whys, WhyAnnulled.OTHER)
        self.body.addWidget(self.reasons)
        self.add_action(say.dialog.cancel, key="Esc").clicked.connect(self.close_now)
        self.add_action(words.correct, key="Enter", kind=Kind.BRAND, enter=True).clicked.connect(self._do)

    def forget(self) -> None:
        """Leave nobody's name in the fields."""
        for field in self._first:
            field.set_text("")
        self._first = dict.fromkeys(self._first, "")
        self.reasons.note.set_text("")

    def close_now(self) -> None:
        """Be gone, with everything that was typed."""
        self.forget()
        super().close_now()

    def _do(self) -> None:
        read = self._read()
        if read is None or not self.reasons.complete():
            return
        why, note = WhyAnnulled(self.reasons.value()), self.reasons.note.text().strip()
        done = self._done
        self.close_now()
        done(replace(read, why=why, note=note))

    def _read(self) -> Correction | None:
        """What was changed; None where something cannot be so, which is said. The reason is still to come."""
        words, row = self._say.change, self._detail.row
        for field in self._first:
            field.say("")
        today = self._now.astimezone(HERE).date()
        changed = {field for field, text in self._first.items() if field.text().strip() != text}
        if not changed:
            self.arrived.say(words.nothing_changed)
            return None
        times: list[datetime | None] = []
        for field, before in ((self.arrived, row.arrived), (self.left, row.left)):
            read = read_moment(field.text(), before.astimezone(HERE).date() if before else today)
            times.append(read if field in changed else None)
            if field in changed and (read is None or read > self._now):
                field.say(words.time_wrong if read is None else words.future)
        arrived, left = times[0] or row.arrived, times[1] or row.left
        if arrived and left and arrived > left:
            self.left.say(words.order_wrong)
        name = " ".join(self.name.text().split())
        if self.name in changed and not name:
            self.name.say(words.name_wrong)
        birth = read_birth(self.birth.text(), today)
        if self.birth in changed and birth is None:
            self.birth.say(words.birth_wrong)
        wrong = [field for field in self._first if field.problem()]
        if wrong:
            wrong[0].edit.setFocus()
            return None
        named, born = self.name in changed, self.birth in changed
        return Correction(WhyAnnulled.OTHER, "", times[0], times[1], name if named else None, birth if born else None)


def _moment(at: datetime | None) -> str:
    return "" if at is None else at.astimezone(HERE).strftime("%H:%M %d/%m/%Y")
