"""The evacuation list on A4: who is inside, with a box to tick at the assembly point. It needs no network.

Black on white, as many pages as it takes, each with its number and the age of the data. May be called on any thread
once the typefaces are loaded.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPagedPaintDevice, QPageLayout, QPageSize, QPainter

from kiosk.desk.rows import Evacuation
from kiosk.screens import Language
from kiosk.vietnamese import alphabetical
from ui.printing.pages import begun_to_scale, opened, pdf_of, printer_of, sheet_of
from ui.printing.paper import A4
from ui.printing.print_queue import PrintQueue, missing
from ui.theme.fonts import font
from ui.theme.type import BOLD, EXTRABOLD, MEDIUM, SEMIBOLD, Type
from ui.words.desk_list_words import list_words
from ui.words.moments import HERE, clock, number, short_day, whole_day

INK: Final = QColor("#000000")
LEFT: Final = 14.0
RIGHT: Final = 196.0
HEAD: Final = 47.0  # mm from the upper edge to the first line
ROW: Final = 7.6
LINES: Final = 30
"""Lines on a page."""
EDGES: Final = (LEFT, 22.0, 34.0, 104.0, 121.0, 148.0, 170.0, RIGHT)
"""Where the columns begin, in mm, and the last one ends: tick, number, name, born, phone, arrived, gate."""
MEDIA: Final = "iso_a4_210x297mm"


@dataclass(frozen=True, slots=True)
class EvacuationPlace:
    """The name of the place, and of the gate."""

    site: str
    gate: str


Line = tuple[str, ...]


def evacuation_lines(evacuation: Evacuation, language: Language) -> tuple[Line, ...]:
    """What is printed of each person, in the order of the alphabet: number, name, born, phone, arrived, gate."""
    people = sorted(evacuation.people, key=lambda one: alphabetical(one.name))
    today = evacuation.at.astimezone(HERE).date()
    lines = []
    for place, one in enumerate(people, 1):
        arrived = clock(one.arrived)
        if one.arrived.astimezone(HERE).date() != today:
            arrived += " " + short_day(one.arrived, language)
        lines.append((str(place), one.name or "…", one.birth_year, one.phone, arrived, one.gate))
    return tuple(lines)


def evacuation_pdf(evacuation: Evacuation, place: EvacuationPlace, language: Language) -> bytes:
    """The list as a PDF; it tells nothing of who made it."""
    return pdf_of(_layout(), A4.dpi, lambda painter, device: _paint(painter, device, evacuation, place, language))


def print_evacuation(evacuation: Evacuation, place: EvacuationPlace, language: Language, printer: str = "") -> None:
    """Hand it to the printer for sheets of paper, "" for the system's default. Blocks; raises DeviceError."""
    if sys.platform == "win32":
        _through_qt(evacuation, place, language, printer)
        return
    queue = PrintQueue()
    name = printer or queue.default()
    if not name or queue.state(name) is None:
        raise missing(name, queue.printers())
    queue.hand_over(name, evacuation_pdf(evacuation, place, language), MEDIA)


def _through_qt(evacuation: Evacuation, place: EvacuationPlace, language: Language, name: str) -> None:
    printer = opened(printer_of(name))
    painter = begun_to_scale(printer, "evacuation", _layout(), A4.dpi)
    _paint(painter, printer, evacuation, place, language)
    painter.end()


def _paint(
    painter: QPainter, device: QPagedPaintDevice, evacuation: Evacuation, place: EvacuationPlace, language: Language
) -> None:
    for turn, page in enumerate(_pages(evacuation, place, language)):
        if turn:
            device.newPage()
        page.paint(painter)


def _layout() -> QPageLayout:
    return sheet_of(QPageSize.PageSizeId.A4)


def _pages(evacuation: Evacuation, place: EvacuationPlace, language: Language) -> Iterator["_Page"]:
    lines = evacuation_lines(evacuation, language)
    parts = list(_parts(lines)) or [()]
    for turn, part in enumerate(parts, 1):
        yield _Page(evacuation, place, language, part, turn, len(parts))


def _parts(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    for start in range(0, len(lines), LINES):
        yield tuple(lines[start : start + LINES])


@dataclass(frozen=True, slots=True)
class _Page:
    evacuation: Evacuation
    place: EvacuationPlace
    language: Language
    lines: tuple[Line, ...]
    turn: int
    of: int

    def paint(self, painter: QPainter) -> None:
        painter.setPen(INK)
        self._head(painter)
        for place, line in enumerate(self.lines):
            self._line(painter, HEAD + place * ROW, line)
        say = list_words(self.language).evacuation
        if not self.lines:
            _text(painter, say.nobody, (LEFT, RIGHT), HEAD + 4, 4.4, SEMIBOLD)
        _text(painter, say.paper_private, (LEFT, 160), 283, 2.9, MEDIUM)
        page = say.paper_page.format(page=self.turn, pages=self.of)
        _text(painter, page, (160, RIGHT), 283, 3.2, SEMIBOLD, Qt.AlignmentFlag.AlignRight)

    def _head(self, painter: QPainter) -> None:
        say, at, newest = list_words(self.language).evacuation, self.evacuation.at, self.evacuation.newest
        _text(painter, say.paper_title, (LEFT, 150), 11, 6.2, EXTRABOLD)
        count = say.paper_count.format(n=number(len(self.evacuation.people), self.language))
        _text(painter, count, (150, RIGHT), 11, 6.2, EXTRABOLD, Qt.AlignmentFlag.AlignRight)
        _text(painter, _joined(say.paper_place, self.place), (LEFT, RIGHT), 20.5, 4, SEMIBOLD)
        printed = say.paper_at.format(time=clock(at), day=whole_day(at, self.language))
        age = say.age_none
        if newest is not None:
            age = say.paper_age.format(time=clock(newest), day=whole_day(newest, self.language))
        _text(painter, f"{printed} · {age}", (LEFT, RIGHT), 27.5, 3.7, MEDIUM)
        for column, name in enumerate(say.paper_columns):
            _text(painter, name, (EDGES[column], EDGES[column + 1] - 1), HEAD - 7.4, 3.2, BOLD)
        _rule(painter, HEAD - 0.6, 0.4)

    def _line(self, painter: QPainter, top: float, line: Line) -> None:
        side = A4.dots(4.2)
        box = QRectF(A4.dots(LEFT + 0.4), A4.dots(top + (ROW - 4.2) / 2), side, side)
        edge = A4.dots(0.3)
        for part in (
            QRectF(box.left(), box.top(), side, edge),
            QRectF(box.left(), box.bottom() - edge, side, edge),
            QRectF(box.left(), box.top(), edge, side),
            QRectF(box.right() - edge, box.top(), edge, side),
        ):
            painter.fillRect(part, INK)
        for column, text in enumerate(line, 1):
            weight = BOLD if column == 2 else MEDIUM
            _text(painter, text, (EDGES[column], EDGES[column + 1] - 1.5), top + 1.0, 3.8, weight)
        _rule(painter, top + ROW, 0.12)


def _joined(template: str, place: EvacuationPlace) -> str:
    if not place.site or not place.gate:
        return place.site or place.gate
    return template.format(site=place.site, gate=place.gate)


def _text(
    painter: QPainter,
    text: str,
    room: tuple[float, float],
    top: float,
    size: float,
    weight: int,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """One line, smaller where its room is too narrow, never cut: a name on this list is called out."""
    px, wide = A4.dots(size), A4.dots(room[1] - room[0])
    face = font(Type(px, weight, px * 1.5, figures=True), px)
    needed = QFontMetricsF(face).horizontalAdvance(text)
    if needed > wide:
        face.setPixelSize(max(A4.dots(1.8), int(px * wide / needed)))
    painter.setFont(face)
    place = QRectF(A4.dots(room[0]), A4.dots(top), wide, px * 1.55)
    painter.drawText(place, int(align) | int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextDontClip), text)


def _rule(painter: QPainter, y: float, thick: float) -> None:
    painter.fillRect(QRectF(A4.dots(LEFT), A4.dots(y), A4.dots(RIGHT - LEFT), A4.dots(thick)), INK)
