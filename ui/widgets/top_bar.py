"""The bar on top: where this is, how to get help, which language, what time it is."""

from datetime import datetime
from typing import Final

from PySide6.QtGui import QPainter, QPaintEvent

from kiosk.screens import Status
from ui.theme import colours
from ui.theme.type import BOLD, CLOCK, MEDIUM, SITE, SUBTITLE, Type
from ui.widgets.boxes import Align, Cell, Column, Pad, Row
from ui.widgets.label import Label
from ui.widgets.language_switch import LanguageSwitch
from ui.widgets.look import Look
from ui.widgets.panel import Panel, Pictogram
from ui.widgets.pressable import Pressable
from ui.widgets.staff_call import StaffCall
from ui.words.moments import clock, day

SITE_PORTRAIT: Final = Type(34, BOLD, 44)
GATE: Final = Type(26, MEDIUM, 34)
DATE: Final = Type(24, MEDIUM, 30)
DATE_PORTRAIT: Final = Type(26, MEDIUM, 34)
CLOCK_PORTRAIT: Final = Type(60, BOLD, 66, -0.5, figures=True)


class TopBar(Panel):
    """The bar. In portrait its buttons stand within reach, further down, and not here."""

    def __init__(self, look: Look, status: Status, now: datetime, *, help_too: bool = True) -> None:
        px, upright = look.px, look.scale.portrait
        self._look = look
        self._clock = Label(clock(now), CLOCK_PORTRAIT if upright else CLOCK, look.scale, align=Align.END)
        self._date = Label(
            day(now, look.language), DATE_PORTRAIT if upright else DATE, look.scale, colours.INK2, align=Align.END
        )
        self.staff_call = (
            None if upright or not help_too else StaffCall(look, status.staff_called_at, two_lines=look.scale.squarish)
        )
        self.languages = None if upright else LanguageSwitch(look)
        site = Column(
            Label(look.site.name.of(look.language), SITE_PORTRAIT if upright else SITE, look.scale, lines=2),
            Label(look.site.gate.of(look.language), SUBTITLE if upright else GATE, look.scale, colours.INK2),
        )
        mark = px(88 if upright else 72)
        cells = [Cell(Pictogram("mark", mark, mark), firm=True), Cell(site, grow=1)]
        if self.staff_call:
            cells.append(Cell(self.staff_call, firm=True))
        if self.languages:
            cells.append(Cell(self.languages, firm=True))
        times = Column(self._clock, self._date)
        cells.append(Cell(times, wide=max(px(250), self._date.wide(), self._clock.wide())))
        side = px(48 if upright else 56)
        content = Row(*cells, gap=px(20 if upright else 24), pad=Pad(side, 0, side, px(2)))
        self._line = px(2)
        super().__init__(content, colours.CARD, tall=px(176 if upright else 104))

    def pressables(self) -> list[Pressable]:
        """Its buttons, in the order of Tab."""
        buttons: list[Pressable] = [self.staff_call] if self.staff_call else []
        return buttons + list(self.languages.cells if self.languages else ())

    def renew(self, status: Status) -> None:
        """Say whether the staff have been called."""
        if self.staff_call:
            self.staff_call.renew(status.staff_called_at)

    def tick(self, now: datetime) -> None:
        """Show the time; nothing is painted while the minute stays."""
        self._clock.set_text(clock(now))
        self._date.set_text(day(now, self._look.language))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar and the line below it."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, self.height() - self._line, self.width(), self._line, colours.LINE)
