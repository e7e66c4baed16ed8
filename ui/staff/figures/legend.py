"""Which bars are arrivals and which departures, in words beside a small bar of each."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.staff.desk_look import DeskLook
from ui.staff.kit.text import StaffLabel
from ui.theme import colours
from ui.words.desk_figures_shape import ChartWords


class _Sample(QWidget):
    def __init__(self, look: DeskLook, fill: QColor, edge: QColor) -> None:
        super().__init__()
        self._look, self._fill, self._edge = look, fill, edge
        self.setFixedSize(look.px(22), look.px(22))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a small bar."""
        stroke = max(1, self._look.px(2.5))
        painter = QPainter(self)
        painter.setPen(QPen(self._edge, stroke, j=Qt.PenJoinStyle.MiterJoin))
        painter.setBrush(self._fill)
        half = stroke / 2
        painter.drawRect(QRectF(self.rect()).adjusted(half, half, -half, -half))


class Legend(QWidget):
    """Arrivals solid, departures hollow."""

    def __init__(self, look: DeskLook, say: ChartWords) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        for name, fill, edge in (
            (say.arrivals, colours.BRAND, colours.BRAND),
            (say.departures, colours.CARD, colours.OUT),
        ):
            row.addWidget(_Sample(look, fill, edge))
            row.addWidget(StaffLabel(name, look, 18, 600))
            row.addSpacing(look.px(8))
