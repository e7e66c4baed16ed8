"""The number being typed: large, in the groups its owner reads it in, a dash for each digit that is missing."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import colours
from ui.theme.fonts import font
from ui.theme.scale import Reach
from ui.theme.type import BOLD, Type
from ui.widgets.boxes import Cell, Pad, Row, stretch
from ui.widgets.look import Look
from ui.widgets.panel import Icon, rounded
from ui.widgets.pressable import Pressable, filled
from ui.widgets.vessel import Vessel

DIGITS: Final = Type(88, BOLD, 112, figures=True)
ADVANCE: Final = 66.0
BETWEEN: Final = 30.0
COUNTRIES: Final = ("+84", "0084", "84")
HOME: Final = (4, 3, 3)
ABROAD: Final = (3, 3, 3)
MISSING: Final = ""


def _cut(digits: str, sizes: Sequence[int]) -> list[list[str]]:
    """The digits in groups of these sizes, MISSING for what is not there yet, the rest in a group of its own."""
    groups, at = [], 0
    for size in sizes:
        part = list(digits[at : at + size])
        groups.append(part + [MISSING] * (size - len(part)))
        at += size
    return [*groups, list(digits[at:])] if digits[at:] else groups


def grouped(text: str) -> list[list[str]]:
    """A phone number as far as it has been typed, group by group.

    >>> grouped("09001")
    [['0', '9', '0', '0'], ['1', '', ''], ['', '', '']]
    >>> grouped("84900000001")[0], grouped("09000000011")[-1]
    (['8', '4'], ['1'])
    """
    for country in COUNTRIES:
        if text.startswith(country):
            rest = text.removeprefix(country)
            return [list(country), *_cut(rest, HOME if rest.startswith("0") else ABROAD)]
    return _cut(text, HOME)


def missing(text: str) -> int:
    """How many digits a mobile number that starts like this still needs.

    >>> missing("0900000"), missing("+8490"), missing("84090")
    (3, 7, 7)
    """
    for country in COUNTRIES:
        if text.startswith(country):
            return max(0, 9 - len(text.removeprefix(country).removeprefix("0")))
    return max(0, 10 - len(text.removeprefix("+")))


class Eye(Pressable):
    """Shows and hides the digits; the drawing is smaller than what can be touched."""

    def __init__(self, look: Look, act: Callable[[], None], *, hidden: bool) -> None:
        px = look.px
        self._say = look.words.errand.keypad
        self._icon = Icon("eye", px(52), colours.BRAND)
        side = look.scale.touch(88, Reach.MINIMUM)
        super().__init__(
            Row(stretch(), Cell(self._icon, firm=True), stretch()),
            filled(colours.CARD, colours.BRAND_TINT, px(20)),
            look.hand,
            act,
            self._say.hide,
            reach=Reach.MINIMUM,
            wide=side,
            tall=side,
        )
        self.be(hidden=hidden)

    def be(self, *, hidden: bool) -> None:
        """Offer the other of the two."""
        self._icon.become("eye-off" if hidden else "eye", colours.BRAND)
        self.setAccessibleName(self._say.show if hidden else self._say.hide)


class NumberField(Vessel):
    """The field. A screen reader hears how many digits are in it, not which."""

    def __init__(self, look: Look, name: str, text: str = "", *, hidden: bool = False) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._look, self._name = look, name
        self.text, self._hidden = "", hidden
        self.show_text(text, hidden=hidden)

    def show_text(self, text: str, *, hidden: bool) -> None:
        """Show these digits, or as many dots."""
        self.text, self._hidden = text, hidden
        self.setAccessibleName(f"{self._name}. {self._look.words.errand.keypad.typed.format(n=len(text))}")
        self.update()

    def wipe(self) -> None:
        """Hold nothing any more."""
        self.text = ""

    def wide(self) -> float:
        """The width it wants."""
        return self._look.px(900)

    def tall(self, _width: float) -> float:
        """Its height."""
        return self._look.px(176 if self._look.scale.portrait else 168)

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Stand in this rectangle."""
        left, top = round(x), round(y)
        self.setGeometry(left, top, round(x + width) - left, round(y + height) - top)

    def widgets(self) -> Iterator[QWidget]:
        """This widget."""
        yield self

    def with_eye(self, eye: Eye) -> Row:
        """The place of the eye: at the right end, over the field."""
        return Row(stretch(), Cell(eye, firm=True), pad=Pad(0, 0, self._look.px(26), 0))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box, the digits, the dashes and the line below the next place."""
        px, painter = self._look.px, QPainter(self)
        rounded(painter, QRectF(self.rect()), px(28), colours.CARD, colours.BRAND, px(5))
        groups = grouped(self.text)
        count = sum(len(group) for group in groups)
        room = self.width() - px(40) - px(26) - self._look.scale.touch(88, Reach.MINIMUM) - px(8)
        # As large as the text is wanted, unless so many digits would not fit beside the eye.
        part = min(self._look.scale.user, room / px(count * ADVANCE + (len(groups) - 1) * BETWEEN))
        advance, between = px(ADVANCE) * part, px(BETWEEN) * part
        painter.setFont(font(DIGITS, max(1, round(px(DIGITS.px) * part))))
        x, at_cursor = float(px(40)), True
        for group in groups:
            for digit in group:
                box = QRectF(x, 0, advance, self.height())
                painter.setPen(colours.INK if digit else colours.BRAND_LINE)
                shown = ("•" if self._hidden else digit) if digit else "–"
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, shown)
                if not digit and at_cursor:
                    at_cursor = False
                    self._paint_cursor(painter, box)
                x += advance
            x += between

    def _paint_cursor(self, painter: QPainter, box: QRectF) -> None:
        px = self._look.px
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.BRAND)
        high = px(6)
        painter.drawRoundedRect(
            QRectF(box.x() + px(4), self.height() - px(24), box.width() - px(8), high), high / 2, high / 2
        )
