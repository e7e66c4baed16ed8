"""Paints the slip with a citizen code: black on white, modules on whole dots, text as shapes and never as characters.

A printer's own characters know no Vietnamese, and thin strokes break on a thermal head: nothing is lighter than 600
nor, on receipt paper, smaller than 3 mm. All of this may be called on any thread: Qt paints onto images and PDF
files anywhere. The typefaces have to be loaded before, on the thread of the QGuiApplication.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, Protocol

import segno
from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPainterPath,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from kiosk.errand_ports import Slip
from kiosk.errors import DeviceError
from kiosk.screens import Language
from ui.printing.pages import pdf_of
from ui.printing.paper import QUIET, Paper
from ui.theme.fonts import font
from ui.theme.type import BOLD, EXTRABOLD, SEMIBOLD, Type
from ui.words import words
from ui.words.moments import HERE, clock, day

BLACK: Final = QColor("#000000")
WHITE: Final = QColor("#FFFFFF")

# Sizes in dots of 203 to the inch; 24 are 3 mm. Capitals with two marks reach far up: see ui/widgets/label.py.
SITE: Final = Type(32, EXTRABOLD, 43)
GATE: Final = Type(26, SEMIBOLD, 36)
TITLE: Final = Type(36, EXTRABOLD, 54)
NAME: Final = Type(28, SEMIBOLD, 42)
SPELLED: Final = Type(38, EXTRABOLD, 56, 1.5)
LINE: Final = Type(28, SEMIBOLD, 39)
SMALL: Final = Type(24, SEMIBOLD, 34)
TOP: Final = 24
BOTTOM: Final = 40
RULE: Final = 3
DASH: Final = 6
AROUND_RULE: Final = 12
INSET: Final = 24
"""Text and lines keep this far from the ends of the column: few printers print the last dot of their width."""


class Piece(Protocol):
    """Something that takes a strip of the column. ``height`` is in dots."""

    height: int

    def draw(self, painter: QPainter, top: int) -> None:
        """Paint it, ``top`` dots below the upper end of the column."""


class Gap:
    """White."""

    def __init__(self, height: float) -> None:
        self.height = round(height)

    def draw(self, painter: QPainter, top: int) -> None:
        """Leave the paper as it is."""


class Rule:
    """A line across the column, whole or of dashes."""

    def __init__(self, paper: Paper, *, dashed: bool) -> None:
        self._paper, self._dashed = paper, dashed
        self.height = round((2 * AROUND_RULE + RULE) * paper.zoom)

    def draw(self, painter: QPainter, top: int) -> None:
        """Paint the line in the middle of its strip."""
        zoom, across = self._paper.zoom, self._paper.across
        y, thick, dash = top + round(AROUND_RULE * zoom), round(RULE * zoom), round(DASH * zoom)
        left = round(INSET * zoom)
        right = across - left
        for x in range(left, right, 2 * dash) if self._dashed else (left,):
            painter.fillRect(x, y, min(dash, right - x) if self._dashed else right - left, thick, BLACK)


class Text:
    """A text that wraps, in whole lines of the column; what stands between ``**`` is heavier."""

    def __init__(self, text: str, kind: Type, paper: Paper, *, centred: bool = True) -> None:
        px = round(kind.px * paper.zoom)
        self._line = round(kind.line * paper.zoom)
        self._left, self._centred = round(INSET * paper.zoom), centred
        self._width = paper.across - 2 * self._left
        parts = text.split("**")
        self._layout = QTextLayout("".join(parts), font(kind, px))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setFormats(list(_strong(parts, kind.weighing(max(BOLD, kind.weight)), px)))
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(self._width)
        self._layout.endLayout()
        self.height = self._layout.lineCount() * self._line

    def draw(self, painter: QPainter, top: int) -> None:
        """Paint the lines; whatever reaches beyond a line, such as the marks of Ẳ, is painted too."""
        painter.setPen(BLACK)
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            x = self._left + ((self._width - line.naturalTextWidth()) / 2 if self._centred else 0.0)
            line.draw(painter, QPointF(x, top + number * self._line + (self._line - line.height()) / 2))


class Code:
    """The QR code with its quiet zone above and below."""

    def __init__(self, text: str, paper: Paper) -> None:
        try:
            self._rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix]
        except ValueError as fault:
            raise DeviceError("The code is too long to be printed.") from fault
        self._across = paper.across
        self.module = paper.module(len(self._rows))
        self.height = (len(self._rows) + 2 * QUIET) * self.module

    @property
    def side(self) -> int:
        """How wide the modules are together, in dots."""
        return len(self._rows) * self.module

    def draw(self, painter: QPainter, top: int) -> None:
        """Paint all modules as one shape, so that no hair of white is left between two of them."""
        left, dots = (self._across - self.side) // 2, self.module
        shape = QPainterPath()
        for row, modules in enumerate(self._rows):
            for start, end in _dark_runs(modules):
                y = top + (row + QUIET) * dots
                shape.addRect(QRectF(left + start * dots, y, (end - start) * dots, dots))
        painter.fillPath(shape, BLACK)


class Drawing:
    """A slip laid out for one kind of paper. ``height`` is what it takes, in dots."""

    def __init__(self, slip: Slip, paper: Paper) -> None:
        self.paper = paper
        self.code = Code(slip.code, paper)
        self._pieces = tuple(_pieces(slip, paper, self.code))
        self.height = sum(piece.height for piece in self._pieces)

    def draw(self, painter: QPainter) -> None:
        """Paint it, its column's upper left corner at the origin."""
        top = 0
        for piece in self._pieces:
            piece.draw(painter, top)
            top += piece.height


def picture(slip: Slip, paper: Paper) -> QImage:
    """The slip as dots of pure black and white, as wide as the printed column: what a thermal head burns."""
    drawing = Drawing(slip, paper)
    grey = QImage(paper.across, drawing.height, QImage.Format.Format_Grayscale8)
    grey.fill(WHITE)
    painter = QPainter(grey)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    drawing.draw(painter)
    painter.end()
    return grey.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither)


def page(drawing: Drawing) -> QPageLayout:
    """The page for a slip: a sheet, or as much of the roll as it takes."""
    paper = drawing.paper
    height = paper.height_mm or paper.mm(drawing.height)
    size = QPageSize(QSizeF(paper.width_mm, height), QPageSize.Unit.Millimeter, paper.name)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF())


def place(painter: QPainter, drawing: Drawing) -> None:
    """Paint a slip onto a page that is ``drawing.paper.dpi`` dots to the inch, from its upper left corner."""
    painter.translate(drawing.paper.left, 0)
    drawing.draw(painter)


def pdf(slip: Slip, paper: Paper) -> bytes:
    """The slip as a PDF of one page; letters are embedded, the code is a shape. It tells nothing of who made it."""
    drawing = Drawing(slip, paper)
    return pdf_of(page(drawing), paper.dpi, lambda painter, _: place(painter, drawing))


def _pieces(slip: Slip, paper: Paper, code: Code) -> Iterator[Piece]:
    """Everything on the slip, from the top."""
    say, zoom, language = words(slip.language).slip, paper.zoom, slip.language
    yield Gap((TOP if paper.height_mm is None else 60) * zoom)
    yield Text(slip.site, SITE, paper)
    yield Text(slip.gate, GATE, paper)
    yield Rule(paper, dashed=False)
    yield Text(say.title, TITLE, paper)
    if slip.name:
        yield Text(slip.name, NAME, paper)
    yield code
    if slip.spelled:
        yield Text(slip.spelled, SPELLED, paper)
    if slip.until is not None:
        template = say.until if _ends_a_day(slip.until) else say.until_time
        yield Text(_with_moment(template, slip.until, language), LINE, paper)
    yield Rule(paper, dashed=True)
    if slip.entered_at is not None:
        yield Text(_with_moment(say.entered, slip.entered_at, language), LINE, paper, centred=False)
    if slip.next_step:
        yield Text(say.next.format(next=slip.next_step.replace("**", "")), LINE, paper, centred=False)
    yield Text(say.entering if slip.entered_at is None else say.leaving, LINE, paper, centred=False)
    yield Rule(paper, dashed=True)
    yield Text(say.private, SMALL, paper)
    yield Gap(BOTTOM * zoom)


def _ends_a_day(at: datetime) -> bool:
    """Whether this is midnight here, or the last minute before it."""
    local = (at + timedelta(minutes=1)).astimezone(HERE)
    return local.hour == 0 and local.minute <= 1


def _with_moment(template: str, at: datetime, language: Language) -> str:
    """Fill time and date in; midnight belongs to the day that ends with it."""
    shown = at - timedelta(minutes=1) if "{time}" not in template and _ends_a_day(at) else at
    return template.format(time=clock(shown), date=day(shown, language).partition(", ")[2])


def _strong(parts: list[str], kind: Type, px: int) -> Iterator[QTextLayout.FormatRange]:
    """Every second part is heavier."""
    at = 0
    for number, part in enumerate(parts):
        if number % 2 and part:
            form = QTextCharFormat()
            form.setFont(font(kind, px))
            each = QTextLayout.FormatRange()
            each.start, each.length, each.format = at, len(part), form
            yield each
        at += len(part)


def _dark_runs(modules: bytes) -> Iterator[tuple[int, int]]:
    """Where dark modules begin and end in a row.

    >>> list(_dark_runs(bytes([1, 1, 0, 1])))
    [(0, 2), (3, 4)]
    """
    start: int | None = None
    for column, dark in enumerate((*modules, 0)):
        if dark and start is None:
            start = column
        elif not dark and start is not None:
            yield start, column
            start = None
