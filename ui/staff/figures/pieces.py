"""What the page of figures is made of beside the chart: a number, and a bar for each way in."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from ui.staff.desk_look import DeskLook
from ui.staff.figures.lines import emptied
from ui.staff.kit.panel import Panel
from ui.staff.kit.text import StaffLabel
from ui.theme import colours


class NumberTile(Panel):
    """One number with its name above and what it means below."""

    def __init__(self, look: DeskLook, name: str) -> None:
        super().__init__(look)
        px = look.px
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(px(250))
        self._name = StaffLabel(name, look, 19, 600, colours.INK2)
        self._number = StaffLabel("", look, 52, 800)
        self._beside = StaffLabel("", look, 28, 600, colours.INK2)
        self._below = StaffLabel("", look, 18, 500, colours.INK2)
        # Digits have no marks above them; and the unit stands on the line of the number.
        self._number.setContentsMargins(0, 0, 0, 0)
        lower = QFontMetrics(self._number.font()).descent() - QFontMetrics(self._beside.font()).descent()
        self._beside.setContentsMargins(0, 0, 0, lower)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self._beside, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self.body.setSpacing(0)
        self.body.addWidget(self._name)
        self.body.addLayout(row)
        self.body.addWidget(self._below)

    def say(self, number: str, beside: str = "", below: str = "", colour: QColor = colours.INK) -> None:
        """Show a number, its unit, and a line."""
        self._number.setText(number)
        self._number.set_colour(colour)
        self._beside.setText(beside)
        self._below.setText(below)
        said = (self._name.text(), f"{number} {beside}".strip(), below)
        self.setAccessibleName(". ".join(part for part in said if part))


class Share(QWidget):
    """A track, filled as far as the share goes."""

    def __init__(self, look: DeskLook, share: float) -> None:
        super().__init__()
        self._share = share
        self.setFixedHeight(look.px(14))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint track and filling; what is there at all can be seen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        tall = float(self.height())
        painter.setBrush(colours.SUNKEN)
        painter.drawRoundedRect(QRectF(self.rect()), tall / 2, tall / 2)
        painter.setBrush(colours.BRAND)
        painter.drawRoundedRect(QRectF(0, 0, max(tall, self.width() * self._share), tall), tall / 2, tall / 2)


class WayBars(QWidget):
    """The ways in: a name, how many, their share and median, and a bar."""

    def __init__(self, look: DeskLook) -> None:
        super().__init__()
        self._look = look
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(8))
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)

    def show_ways(self, ways: list[tuple[str, str, str, float]], none: str) -> None:
        """Show name, number, rest of the line and bar (0..1) of each; ``none`` where there is none."""
        emptied(self._grid)
        look = self._look
        if not ways:
            self._grid.addWidget(StaffLabel(none, look, 19, 500, colours.INK2, wrap=True), 0, 0, 1, 3)
        for number, (name, count, rest, share) in enumerate(ways):
            row = 3 * number
            self._grid.addWidget(StaffLabel(name, look, 19, 600), row, 0)
            self._grid.addWidget(StaffLabel(count, look, 20, 700), row, 1, Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(StaffLabel(rest, look, 18, 500, colours.INK2), row, 2, Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(Share(look, share), row + 1, 0, 1, 3)
            self._grid.setRowMinimumHeight(row + 2, look.px(5))
        self.setAccessibleName(". ".join(f"{name}: {count}, {rest}" for name, count, rest, _ in ways) or none)
