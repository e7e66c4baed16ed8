"""Text that is never cut: not at the marks of Ẫ and Ỗ, and not at its end.

Be Vietnam Pro's line box is 1000 units above the baseline and 265 below, but its capitals with two marks reach 1231.
A widget as high as its line paints NGUYỄN as NGUYÊN, which is another name. A Label's widget is therefore larger
than its place by a bleed; the place alone counts in rows and columns. A text too long for its place wraps if it may,
then becomes smaller, and never ends in dots.
"""

import math
from collections.abc import Iterable, Iterator
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QWidget

from ui.theme import colours
from ui.theme.fonts import font
from ui.theme.scale import TEXT_FLOOR, Scale
from ui.theme.type import BOLD, Type
from ui.widgets.boxes import Align

BLEED_ABOVE: Final = 0.30
BLEED_BELOW: Final = 0.10
BLEED_BESIDE: Final = 0.08
ONE_LINE_FROM: Final = 0.92
CAPITALS_FROM: Final = 0.85
BALANCED_TO: Final = 3
CAPITALS_LINE: Final = 1.45
"""Two lines of capitals need this line height: marks above meet dots below."""

Runs = tuple[tuple[str, bool], ...]


def runs(text: str) -> Runs:
    """Cut a text at its ``**``: what lies between two of them is strong.

    >>> runs("Tổng đài **1022**")
    (('Tổng đài ', False), ('1022', True))
    """
    parts = text.split("**")
    return tuple((part, index % 2 == 1) for index, part in enumerate(parts) if part)


class Label(QWidget):
    """A text of one size, with parts of it strong. ``lines`` is how many it may take; a line feed always breaks."""

    def __init__(
        self,
        text: str,
        kind: Type,
        scale: Scale,
        colour: QColor = colours.INK,
        *,
        strong: QColor | None = None,
        lines: int = 1,
        align: Align = Align.START,
    ) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._kind = kind
        self._colour = colour
        self._strong = strong or colour
        self._lines = lines
        self._align = align
        self._wanted = scale.text(kind.px)
        self._px = self._wanted
        self._usual = max(
            TEXT_FLOOR, round(kind.px * scale.unit * (CAPITALS_FROM if text.isupper() else ONE_LINE_FROM))
        )
        self._bleed = (0, 0)
        self._place = (0.0, 0.0)
        self._text = text
        self._layout: QTextLayout | None = None
        self.setAccessibleName(self.text())

    def text(self) -> str:
        """The text without its markup."""
        return self._text.replace("**", "")

    def set_text(self, text: str) -> None:
        """Show another text in the same place."""
        if text == self._text:
            return
        self._text = text
        self.setAccessibleName(self.text())
        self._fit()
        self.update()

    def set_colour(self, colour: QColor, *, strong: QColor | None = None) -> None:
        """Show it in another colour."""
        if (colour, strong or colour) == (self._colour, self._strong):
            return
        self._colour, self._strong = colour, strong or colour
        if self._layout is not None and "**" in self._text:
            self._fit()
        self.update()

    @property
    def px(self) -> int:
        """The size the text is shown at."""
        return self._px

    @property
    def wanted(self) -> int:
        """The size the design asks for."""
        return self._wanted

    def line_height(self, px: int, count: int) -> float:
        """From baseline to baseline at a text size of ``px``, on ``count`` lines."""
        line = px * self._kind.line / self._kind.px
        if count > 1 and self._text.isupper():
            line = max(line, px * CAPITALS_LINE)
        return line

    def _laid_out(self, px: int, width: float) -> QTextLayout:
        parts = runs(self._text)
        layout = QTextLayout("".join(part for part, _ in parts).replace("\n", "\u2028"), font(self._kind, px))
        ranges, at = [], 0
        for part, strong in parts:
            if strong:
                each = QTextLayout.FormatRange()
                form = QTextCharFormat()
                form.setFont(font(self._kind.weighing(max(BOLD, self._kind.weight)), px))
                form.setForeground(self._strong)
                each.start, each.length, each.format = at, len(part), form
                ranges.append(each)
            at += len(part)
        layout.setFormats(ranges)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap if self._lines > 1 else QTextOption.WrapMode.ManualWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
        layout.endLayout()
        height = self.line_height(px, layout.lineCount())
        for index, made in enumerate(self._every(layout)):
            # Half of what the line is higher than its letters stands above them, as in print.
            made.setPosition(QPointF(0, index * height + (height - made.height()) / 2))
        return layout

    @staticmethod
    def _every(layout: QTextLayout) -> Iterable[QTextLine]:
        return (layout.lineAt(index) for index in range(layout.lineCount()))

    def wide(self) -> float:
        """The width of the text on as few lines as it has line feeds."""
        return math.ceil(self._natural(self._wanted)) + 1

    def _natural(self, px: int) -> float:
        # The layout has a name of its own because its lines die with it.
        layout = self._laid_out(px, 1e6)
        return max((line.naturalTextWidth() for line in self._every(layout)), default=0.0)

    def tall(self, width: float) -> float:
        """The height of its lines when ``width`` wide."""
        px = self._fitting(width, math.inf)
        count = max(1, self._laid_out(px, width).lineCount())
        return count * self.line_height(px, count)

    def _fits(self, px: int, width: float, height: float) -> bool:
        layout = self._laid_out(px, width)
        if any(line.naturalTextWidth() > width + 0.5 for line in self._every(layout)):
            return False
        allowed = max(self._lines, self._text.count("\n") + 1)
        count = layout.lineCount()
        return count <= allowed and count * self.line_height(px, count) <= height + 1

    def _fitting(self, width: float, height: float) -> int:
        px = self._wanted
        if self._lines > 1 and "\n" not in self._text:
            # One line, a little smaller, is read faster than two.
            for smaller in range(px, self._usual, -2 if px > 60 else -1):
                if self._natural(smaller) <= width and self.line_height(smaller, 1) <= height + 1:
                    return smaller
        while px > TEXT_FLOOR and not self._fits(px, width, height):
            px -= 1 if px < 60 else 2
        return px

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Stand in this rectangle."""
        self._place = (width, height)
        self._fit()
        beside, above = (math.ceil(self._wanted * share) for share in (BLEED_BESIDE, BLEED_ABOVE))
        below = math.ceil(self._wanted * BLEED_BELOW)
        self._bleed = (beside, above)
        left, top = math.floor(x), math.floor(y)
        self._offset = (x - left, y - top)
        self.setGeometry(
            left - beside, top - above, math.ceil(width) + 2 * beside + 1, math.ceil(height) + above + below
        )

    _offset = (0.0, 0.0)

    def widgets(self) -> Iterator[QWidget]:
        """This widget."""
        yield self

    def _fit(self) -> None:
        width, height = self._place
        self._px = self._fitting(width, height)
        self._layout = self._laid_out(self._px, self._balanced(self._px, max(width, 1.0)))

    def _balanced(self, px: int, width: float) -> float:
        """The least width that needs no line more: two lines of one length, not one and a word left over."""
        count = self._laid_out(px, width).lineCount()
        if not 1 < count <= BALANCED_TO or "\n" in self._text:
            return width
        least, enough = width / count, width
        while enough - least > px / 4:
            middle = (least + enough) / 2
            if self._laid_out(px, middle).lineCount() > count:
                least = middle
            else:
                enough = middle
        return enough

    def fits(self) -> bool:
        """Whether the whole text stands inside its place."""
        return self._fits(self._px, self._place[0], self._place[1])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines, each at its height."""
        if self._layout is None:
            return
        painter = QPainter(self)
        painter.setPen(self._colour)
        width, height = self._place
        count = self._layout.lineCount()
        used = count * self.line_height(self._px, count)
        top = self._bleed[1] + self._offset[1] + max(0.0, (height - used) / 2)
        for line in self._every(self._layout):
            spare = width - line.naturalTextWidth()
            shift = {Align.CENTER: spare / 2, Align.END: spare}.get(self._align, 0.0)
            line.draw(painter, QPointF(self._bleed[0] + self._offset[0] + shift, top))
