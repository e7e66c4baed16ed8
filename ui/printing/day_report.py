"""The figures of one day on one sheet of A4, for the files: numbers, hours, ways in, slow steps, room to sign.

Black on white, so that any office printer does it justice: arrivals are solid bars, departures hollow ones. Everything
is a shape or a letter of an embedded typeface. May be called on any thread once the typefaces are loaded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPen

from kiosk.desk.figures import Figures, Spread
from kiosk.desk.figures_view import (
    LEAST_FOR_P95,
    anything,
    axis,
    running_hour,
    shown_hours,
    slow_stages,
    tellable,
    way_shares,
)
from kiosk.screens import Language
from ui.printing.pages import pdf_of, sheet_of
from ui.printing.paper import A4
from ui.theme.fonts import font
from ui.theme.type import BOLD, EXTRABOLD, MEDIUM, SEMIBOLD, Type
from ui.words.desk_figures_saying import Saying, named_day
from ui.words.desk_figures_words import figures_words, length, percent
from ui.words.moments import clock

INK: Final = QColor("#000000")
GREY: Final = QColor("#8C8C8C")
WHITE: Final = QColor("#FFFFFF")
LEFT: Final = 18.0
RIGHT: Final = 192.0
HAIR: Final = 0.15
RULE: Final = 0.35
ROW: Final = 5.8
SMALL: Final = 2.9
MOST_STEPS: Final = 5
LEFTWARDS: Final = Qt.AlignmentFlag.AlignLeft
RIGHTWARDS: Final = Qt.AlignmentFlag.AlignRight
CENTRED: Final = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class ReportPlace:
    """Where the figures are of: the name of the place, and of the gate."""

    site: str
    gate: str


def day_report_pdf(figures: Figures, place: ReportPlace, language: Language) -> bytes:
    """The report as a PDF of one page. It holds counts and times alone, and tells nothing of who made it."""
    return pdf_of(a4(), A4.dpi, lambda painter, _: paint_day_report(painter, figures, place, language))


def a4() -> QPageLayout:
    """The sheet, without margins of its own."""
    return sheet_of(QPageSize.PageSizeId.A4)


def paint_day_report(painter: QPainter, figures: Figures, place: ReportPlace, language: Language) -> None:
    """Paint the report onto a page that is ``A4.dpi`` dots to the inch, from its upper left corner."""
    _Report(painter, figures, place, language).paint()


class _Report:
    """Lengths are millimetres, sizes of text those of its em."""

    def __init__(self, painter: QPainter, figures: Figures, place: ReportPlace, language: Language) -> None:
        self._painter, self._figures, self._place, self._language = painter, figures, place, language
        self._say = figures_words(language)
        self._saying = Saying(figures, language)

    def paint(self) -> None:
        """Everything, from the top; no part depends on how long another is."""
        self._head()
        if anything(self._figures):
            self._numbers(44.0)
            self._chart(QRectF(LEFT + 9, 107.0, RIGHT - LEFT - 9, 44.0))
            below = self._ways(163.0)
            self._steps(below + 5)
        else:
            self._text(self._say.nothing, 60.0, 6.0, EXTRABOLD)
        self._foot()

    def _head(self) -> None:
        say = self._say.report
        self._text(self._place.site, 16.0, 5.2, EXTRABOLD, room=(LEFT, RIGHT - 62))
        self._text(self._place.gate, 23.0, 4.0, MEDIUM, room=(LEFT, RIGHT - 62))
        self._text(say.title, 16.0, 5.2, EXTRABOLD, RIGHTWARDS)
        self._text(named_day(self._figures.day, self._language), 23.0, 4.0, SEMIBOLD, RIGHTWARDS)
        self._text(say.as_of.format(time=clock(self._figures.at)), 29.0, 3.4, MEDIUM, RIGHTWARDS)
        self._line(36.5, RULE)

    def _numbers(self, top: float) -> None:
        say, tile, figures, saying = self._say.report, self._say.tile, self._figures, self._saying
        number, unit, below = saying.person()
        inside = saying.n(figures.inside)
        if figures.capacity is not None:
            inside += f" {tile.of_capacity.format(n=saying.n(figures.capacity))}"
        cells = (
            (tile.arrivals, saying.n(figures.arrivals), saying.week()),
            (tile.departures, saying.n(figures.departures), saying.automatic()),
            (tile.inside, inside, saying.peak()),
            (tile.person, f"{number} {unit}", below),
            (tile.staff, saying.n(figures.referred + figures.stopped), ""),
        )
        wide = (RIGHT - LEFT) / len(cells)
        for column, (name, value, under) in enumerate(cells):
            room = (LEFT + column * wide, LEFT + (column + 1) * wide - 2)
            self._text(name, top, 3.1, SEMIBOLD, room=room)
            self._text(value, top + 5.6, 6.4, EXTRABOLD, room=room)
            self._text(under, top + 15.4, 2.9, MEDIUM, room=room)
        lines = (
            (say.referred, figures.referred), (say.stopped, figures.stopped), (say.to_be_met, figures.to_be_met),
            (self._say.retries, figures.retries), (self._say.given_up, figures.given_up),
            (say.automatic, figures.automatic), (self._say.waiting, figures.waiting),
            (self._say.refused, figures.refused),
        )  # fmt: skip
        half = (RIGHT - LEFT) / 2
        for place, (name, count) in enumerate(lines):
            row, column = place % 4, place // 4
            room = (LEFT + column * half, LEFT + (column + 1) * half - 6)
            y = top + 24 + row * 5.0
            self._text(name, y, 3.1, MEDIUM, room=room)
            self._text(saying.n(count), y, 3.1, BOLD, RIGHTWARDS, room=room)

    def _chart(self, field: QRectF) -> None:
        say, hours, running = self._say.chart, shown_hours(self._figures), running_hour(self._figures)
        self._text(say.title, field.top() - 12.5, 3.8, BOLD)
        self._legend(field.top() - 12.5)
        step, end = axis(max((max(hour.arrivals, hour.departures) for hour in hours), default=0))
        for value in range(0, end + 1, step):
            y = field.bottom() - field.height() * value / end
            self._line(y, RULE if value == 0 else HAIR, INK if value == 0 else GREY, (field.left(), field.right()))
            self._text(self._saying.n(value), y - 2.4, 2.9, MEDIUM, RIGHTWARDS, room=(LEFT - 4, field.left() - 2))
        each = field.width() / max(1, len(hours))
        widest = len(self._saying.n(max((max(hour.arrivals, hour.departures) for hour in hours), default=0)))
        upright = 0.62 * SMALL * widest > 0.4 * each
        for place, hour in enumerate(hours):
            middle = field.left() + (place + 0.5) * each
            for side, count in ((-1, hour.arrivals), (1, hour.departures)):
                tall = field.height() * count / end
                x = middle + (side * 0.2 - 0.17) * each
                self._bar(QRectF(x, field.bottom() - tall, 0.34 * each, tall), filled=side < 0)
                if count and upright:
                    self._upright(self._saying.n(count), x + 0.17 * each, field.bottom() - tall - 0.8)
                elif count:
                    room = (x - each / 2, x + 0.34 * each + each / 2)
                    self._text(self._saying.n(count), field.bottom() - tall - 1.6 * SMALL, SMALL, BOLD, CENTRED, room)
            weight = EXTRABOLD if hour.hour == running else MEDIUM
            name = say.hour.format(h=f"{hour.hour:02}") if len(hours) <= 14 else f"{hour.hour:02}"
            self._text(name, field.bottom() + 1, 2.9, weight, CENTRED, (middle - each, middle + each))

    def _legend(self, y: float) -> None:
        say, x = self._say.chart, RIGHT - 30
        for name, filled in ((say.arrivals, True), (say.departures, False)):
            self._bar(QRectF(x, y + 1.4, 3, 3), filled=filled)
            self._text(name, y + 0.4, 3.1, SEMIBOLD, room=(x + 4.5, x + 20))
            x += 16

    def _ways(self, top: float) -> float:
        say, rows = self._say.report, []
        for way in way_shares(self._figures):
            share = percent(way.share, self._say.amount)
            count = self._saying.n(way.figures.count)
            rows.append((self._say.ways[way.figures.way], count, share, *self._spread(way.figures.spread)))
        return self._table(top, (say.way, say.people, say.share, say.median, say.p95, say.timed), rows)

    def _steps(self, top: float) -> None:
        say = self._say.report
        rows = []
        for step in slow_stages(self._figures, MOST_STEPS):
            given_up = self._saying.n(step.given_up)
            rows.append((self._say.stages[step.stage], "", given_up, *self._spread(step.spread)))
        if rows:
            self._table(top, (say.step, "", say.given_up, say.median, say.p95, say.timed), rows)

    def _spread(self, spread: Spread | None) -> tuple[str, str, str]:
        """Median, 95th percentile and people, as far as enough of them were timed."""
        if spread is None or not spread.count:
            return "–", "–", "0"
        people = self._saying.n(spread.count)
        if tellable(spread) is None:
            return self._say.report.too_few, "–", people
        p95 = length(spread.p95, self._say.amount) if spread.count >= LEAST_FOR_P95 else "–"
        return length(spread.median, self._say.amount), p95, people

    def _table(self, top: float, head: Sequence[str], rows: Sequence[Sequence[str]]) -> float:
        """Draw a table; returns where it ends."""
        ends = (78.0, 96.0, 116.0, 146.0, 171.0, RIGHT)
        for number, row in enumerate((head, *rows)):
            y, weight = top + number * ROW, BOLD if number == 0 else MEDIUM
            self._text(row[0], y, 3.1, weight, room=(LEFT, ends[0] - 2))
            for text, start, end in zip(row[1:], ends, ends[1:], strict=False):
                self._text(text, y, 3.1, weight, RIGHTWARDS, (start, end))
            self._line(y + ROW - 0.4, RULE if number == 0 else HAIR, INK if number == 0 else GREY)
        return top + (len(rows) + 1) * ROW

    def _foot(self) -> None:
        say = self._say.report
        self._text(say.signature, 259.0, 3.4, BOLD, CENTRED, (RIGHT - 70, RIGHT))
        self._text(say.signed_on, 264.0, 2.9, MEDIUM, CENTRED, (RIGHT - 70, RIGHT))
        self._line(282.0, HAIR, INK, (RIGHT - 70, RIGHT))
        self._text(say.private, 279.0, 2.9, MEDIUM, room=(LEFT, RIGHT - 74))

    def _text(
        self,
        text: str,
        top: float,
        size: float,
        weight: int,
        align: Qt.AlignmentFlag = LEFTWARDS,
        room: tuple[float, float] = (LEFT, RIGHT),
    ) -> None:
        """One line, made narrower where its room is; the marks over capitals may reach beyond it."""
        px = A4.dots(size)
        wide = A4.dots(room[1] - room[0])
        face = font(Type(px, weight, px * 1.5), px)
        needed = QFontMetricsF(face).horizontalAdvance(text)
        if needed > wide:
            face.setStretch(max(60, int(100 * wide / needed)))
        self._painter.setFont(face)
        self._painter.setPen(INK)
        place = QRectF(A4.dots(room[0]), A4.dots(top), wide, px * 1.55)
        flags = int(align) | int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextDontClip)
        self._painter.drawText(place, flags, text)

    def _upright(self, text: str, x: float, y: float) -> None:
        """A number that reads from bottom to top, its beginning at the middle of ``x`` and at ``y``."""
        px = A4.dots(SMALL)
        self._painter.save()
        self._painter.translate(A4.dots(x), A4.dots(y))
        self._painter.rotate(-90)
        self._painter.setFont(font(Type(px, BOLD, px * 1.5), px))
        self._painter.setPen(INK)
        flags = int(LEFTWARDS) | int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextDontClip)
        self._painter.drawText(QRectF(0, -px, 4 * px, 2 * px), flags, text)
        self._painter.restore()

    def _line(self, y: float, thick: float, colour: QColor = INK, room: tuple[float, float] = (LEFT, RIGHT)) -> None:
        start, end = A4.dots(room[0]), A4.dots(room[1])
        self._painter.fillRect(QRectF(start, A4.dots(y), end - start, A4.dots(thick)), colour)

    def _bar(self, bar: QRectF, *, filled: bool) -> None:
        if not bar.height():
            return
        dots = QRectF(*(A4.dots(value) for value in bar.getRect()))
        self._painter.setPen(QPen(INK, A4.dots(RULE), j=Qt.PenJoinStyle.MiterJoin))
        self._painter.setBrush(INK if filled else WHITE)
        self._painter.drawRect(dots)
