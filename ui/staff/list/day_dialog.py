"""Asks for a day that is not among the last ones."""

from collections.abc import Callable
from datetime import date

from kiosk.desk.acts_times import read_day
from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import Kind
from ui.staff.kit.dialog import StaffDialog
from ui.staff.kit.field import TextField
from ui.words.desk_list_shape import ListWords


class DayDialog(StaffDialog):
    """``done`` gets the day, none after ``today``."""

    def __init__(self, look: DeskLook, say: ListWords, today: date, done: Callable[[date], None]) -> None:
        super().__init__(look, say.top.other_day.rstrip("…"), wide=560)
        self._wrong, self._today, self._done = say.top.day_wrong, today, done
        self.day = TextField(look, say.top.day_typed, placeholder=f"{today:%d/%m/%Y}", longest=10)
        self.body.addWidget(self.day)
        self.add_action(say.dialog.cancel, key="Esc").clicked.connect(self.close_now)
        self.add_action(say.top.show_day, key="Enter", kind=Kind.BRAND, enter=True).clicked.connect(self._do)

    def _do(self) -> None:
        day = read_day(self.day.text())
        if day is None or day > self._today:
            self.day.say(self._wrong)
            self.day.edit.selectAll()
            return
        self.close_now()
        self._done(day)
