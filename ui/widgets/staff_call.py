"""*Gọi nhân viên*: always in the same corner, and for a minute after it was pressed it says so."""

from datetime import datetime
from typing import Final

from kiosk.events import StaffCallPressed
from ui.theme import colours
from ui.theme.scale import Reach
from ui.theme.type import LABEL, SITE
from ui.widgets.boxes import Cell, Pad, Row, stretch
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon
from ui.widgets.pressable import Pressable, filled, outlined
from ui.words.moments import clock

IN_TWO: Final = 0.62
"""What a text of three words is wide on two lines, of what it is on one."""


class StaffCall(Pressable):
    """The button. As wide as the longer of its two texts, so that nothing beside it moves.

    A ``quiet`` one stands among other small buttons, in ink.
    """

    def __init__(
        self,
        look: Look,
        called_at: datetime | None,
        *,
        tall: float = 72,
        two_lines: bool = False,
        quiet: bool = False,
    ) -> None:
        self._look = look
        self._colour, self._edge, kind = (
            (colours.INK, colours.LINE_STRONG, SITE) if quiet else (colours.BRAND, colours.BRAND, LABEL)
        )
        px, say = look.px, look.words.common
        self._rest = say.call_staff_in_two if two_lines else say.call_staff
        self._label = Label(self._rest, kind, look.scale, self._colour, lines=2 if two_lines else 1)
        self._bell = Icon("concierge-bell", px(44 if two_lines else 36), self._colour)
        called = Label(say.staff_called.format(time="00:00"), kind, look.scale)
        words_wide = max(self._label.wide(), called.wide() * (IN_TWO if two_lines else 1.0))
        content = Row(
            stretch(),
            Cell(self._bell, firm=True),
            Cell(self._label),
            stretch(),
            gap=px(14),
            pad=Pad(px(10), 0, px(10), 0),
        )
        super().__init__(
            content,
            outlined(self._edge, px(2), px(18)),
            look.hand,
            lambda: look.hand.choose(StaffCallPressed),
            say.call_staff,
            reach=Reach.SECONDARY,
            wide=words_wide + self._bell.wide() + px(14 + 52),
            tall=look.scale.touch(tall, Reach.SECONDARY),
        )
        self.renew(called_at)

    def renew(self, called_at: datetime | None) -> None:
        """Say when the staff were called, or offer to call them."""
        look = self._look
        called = called_at is not None
        text = look.words.common.staff_called.format(time=clock(called_at)) if called_at else self._rest
        colour = colours.WHITE if called else self._colour
        radius = look.px(18)
        self._face = (
            filled(colours.BRAND, colours.BRAND, radius) if called else outlined(self._edge, look.px(2), radius)
        )
        self._label.set_text(text)
        self._label.set_colour(colour)
        self._bell.set_colour(colour)
        self.setAccessibleName(text.replace("\n", " "))
        self.setEnabled(not called)
        self.arrange()
        self.update()
