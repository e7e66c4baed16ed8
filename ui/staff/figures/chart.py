"""Arrivals and departures by the hour, as bars with their numbers on them.

pyqtgraph takes half a second to be imported, so ``load_chart`` does that on a worker, and only for this page. It makes
no Qt object while it is imported; OpenGL and smoothing stay off, and nothing of it answers to mouse or keys.
"""

import gc
import sys
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kiosk.desk.figures import Hour
from kiosk.desk.figures_view import axis
from ui.staff.desk_look import DeskLook
from ui.staff.figures.numbers import Mark, Numbers
from ui.staff.kit.style import font
from ui.theme import colours
from ui.words.desk_figures_shape import ChartWords
from ui.words.moments import number

GRID: Final = QColor("#DDE6EA")
WIDE: Final = 0.34
"""How wide a bar is, in hours."""
APART: Final = 0.20
"""How far the middle of a bar is from that of its hour."""
DENSE_WIDE: Final = 0.44
DENSE_APART: Final = 0.25
"""The same where there are so many hours that the numbers stand upright on their bars."""
LABEL: Final = 18
VALUE: Final = 17


def load_chart() -> None:
    """Import what the chart is drawn with; may be called on any thread, and costs nothing the second time."""
    if "pyqtgraph" in sys.modules:
        return
    import pyqtgraph

    gc.freeze()  # it stays; see Application.settle
    pyqtgraph.setConfigOptions(antialias=False, useOpenGL=False, background=None, mouseRateLimit=0)


@dataclass(frozen=True, slots=True)
class _Crowd:
    """Whether the numbers on the bars would run into each other if they lay flat, and the names of the hours."""

    values: bool
    names: bool


class HourChart(QWidget):
    """The chart. Empty until ``draw`` is called; ``load_chart`` must have run before. Its name says what it shows."""

    def __init__(self, look: DeskLook, say: ChartWords) -> None:
        super().__init__()
        self._look, self._say = look, say
        self._plot: Any = None
        self._drawn: tuple[tuple[Hour, ...], int | None] = ((), None)
        self._items: list[Any] = []
        self._stale = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fit)
        self._numbers = Numbers(self, self._place, look.px(6))
        self._crowd = _Crowd(values=False, names=False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("radius", look.px(12))
        self.setMinimumHeight(look.px(260))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(say.spoken)
        self._whole = whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)

    def draw(self, hours: tuple[Hour, ...], running: int | None, spoken: str) -> None:
        """Show these hours; ``running`` is the one that is not over."""
        self.setAccessibleName(spoken)
        self.prepare()
        if (hours, running) != self._drawn:
            self._drawn = (hours, running)
            self._stale = True
            self._soon.start()  # once it has its size: that says how the numbers stand

    def prepare(self) -> None:
        """Make the plot, once ``load_chart`` has run: it takes longer than drawing on it."""
        if self._plot is None:
            self._plot = self._made()
            self._whole.addWidget(self._plot)
        self._numbers.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The numbers lie over all of it."""
        super().resizeEvent(event)
        self._numbers.setGeometry(self.rect())

    def _place(self, x: float, y: float) -> QPointF:
        """Where a point of the plot is on this widget."""
        on_plot = self._plot.mapFromScene(self._plot.getViewBox().mapViewToScene(QPointF(x, y)))
        return QPointF(self._plot.mapTo(self, on_plot))

    def _made(self) -> Any:
        import pyqtgraph

        look = self._look
        plot = pyqtgraph.PlotWidget(self, background=colours.CARD)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        plot.setMouseEnabled(x=False, y=False)
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.hideAxis("bottom")
        plot.getViewBox().setDefaultPadding(0)
        plot.getViewBox().disableAutoRange()
        # The text above and below the bars has a size in pixels, and needs room whatever the size of the plot.
        plot.getViewBox().sigResized.connect(lambda _: self._soon.start())
        left = plot.getAxis("left")
        left.setStyle(tickLength=0, tickFont=font(look, LABEL), tickTextOffset=look.px(10), autoExpandTextSpace=False)
        left.setPen(None)
        left.setTextPen(colours.INK)
        left.setWidth(look.px(64))
        return plot

    def _paint(self) -> None:
        for item in self._items:
            self._plot.removeItem(item)
        self._items = []
        hours, running = self._drawn
        self._crowd = self._crowded()
        apart = DENSE_APART if self._crowd.values else APART
        value, name, now = (font(self._look, *kind) for kind in ((VALUE, 700), (LABEL, 500), (LABEL, 700)))
        self._lines()
        marks = [
            Mark(self._hour(hour), place, 0, colours.INK, now if hour.hour == running else name, below=True)
            for place, hour in enumerate(hours)
        ]
        for counts, side, fill, edge in (
            ([hour.arrivals for hour in hours], -apart, colours.BRAND, colours.BRAND),
            ([hour.departures for hour in hours], apart, colours.CARD, colours.OUT),
        ):
            bars = [(place + side, count) for place, count in enumerate(counts) if count]
            self._bars(bars, fill, edge)
            for x, count in bars:
                text = number(count, self._look.language)
                marks.append(Mark(text, x, count, edge, value, upright=self._crowd.values))
        self._numbers.show_marks(tuple(marks))
        self._fit()

    def _lines(self) -> None:
        import pyqtgraph

        step, top = self._axis()
        lines = range(0, top + 1, step)
        self._plot.getAxis("left").setTicks([[(value, number(value, self._look.language)) for value in lines], []])
        for value in lines:
            pen = self._pen(GRID if value else colours.LINE_STRONG)
            self._add(pyqtgraph.InfiniteLine(value, angle=0, pen=pen))

    def _bars(self, bars: list[tuple[float, int]], fill: QColor, edge: QColor) -> None:
        import pyqtgraph

        if bars:
            x, height = [at for at, _ in bars], [count for _, count in bars]
            wide = DENSE_WIDE if self._crowd.values else WIDE
            pen = self._pen(edge, 2.5)
            self._add(pyqtgraph.BarGraphItem(x=x, height=height, width=wide, brush=fill, pen=pen))

    def _hour(self, hour: Hour) -> str:
        name = f"{hour.hour:02}"
        return name if self._crowd.names else self._say.hour.format(h=name)

    def _crowded(self) -> _Crowd:
        hours = self._drawn[0]
        each = (self.width() - self._look.px(64)) / max(1, len(hours))
        most = number(max((max(hour.arrivals, hour.departures) for hour in hours), default=0), self._look.language)
        values = QFontMetrics(font(self._look, VALUE, 700)).horizontalAdvance(most) + self._look.px(4)
        names = QFontMetrics(font(self._look, LABEL, 700)).horizontalAdvance(self._say.hour.format(h="00"))
        return _Crowd(2 * APART * each < values, each < names + self._look.px(6))

    def _add(self, item: Any) -> None:
        self._items.append(item)
        self._plot.addItem(item, ignoreBounds=True)  # the range is set by hand

    def _pen(self, colour: QColor, width: float = 2.0) -> QPen:
        pen = QPen(colour, max(1, self._look.px(width)))
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        return pen

    def _axis(self) -> tuple[int, int]:
        return axis(max((max(hour.arrivals, hour.departures) for hour in self._drawn[0]), default=0))

    def _fit(self) -> None:
        if self._stale or self._crowd != self._crowded():
            self._stale = False
            self._paint()
            return
        _, top = self._axis()
        below = self._look.text(LABEL) * 2.1
        above = self._look.text(VALUE) * (3.4 if self._crowd.values else 2.1)
        each = top / max(1.0, self._plot.getViewBox().height() - below - above)
        self._plot.setXRange(-0.5, max(0.5, len(self._drawn[0]) - 0.5), padding=0)
        self._plot.setYRange(-below * each, top + above * each, padding=0)
        self._numbers.update()
