"""Paints the poster that hangs at the door, in both languages, for A3, A4 and A5.

The code is one filled shape whose modules are whole dots of the paper's resolution, with four modules of white around
it: 150 mm or more on A4 and A3. A5 is 148 mm wide and cannot hold that: there it is as large as the paper allows,
about 11.5 cm, and the poster is for a desk (docs/decisions/0014-set-up-and-posters.md). Everything keeps 8 mm from the
edge, and is legible in black and white. Typefaces have to be loaded before this is called off the UI thread.
"""

import math
from enum import Enum
from typing import Final

import segno
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPainterPath

from kiosk.checkpoint.poster_text import Poster
from kiosk.errors import DeviceError, SettingsError
from kiosk.screens import Language
from ui.printing.pages import pdf_of, sheet_of
from ui.printing.poster_pen import MM_PER_INCH, Pen
from ui.theme import colours
from ui.theme.type import BOLD, EXTRABOLD, SEMIBOLD
from ui.words.poster_words import poster_words

LEAST_CODE_MM: Final = 150.0
QUIET: Final = 4
"""Modules of white that must stand around a code."""
MARGIN: Final = 8.0
PDF_DPI: Final = 1200
BLACK: Final = QColor("#000000")
VI: Final = poster_words(Language.VI)
EN: Final = poster_words(Language.EN)


class Size(Enum):
    """The paper, in millimetres."""

    A3 = (297.0, 420.0)
    A4 = (210.0, 297.0)
    A5 = (148.0, 210.0)

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.value[0]

    @property
    def height(self) -> float:
        """How high it is."""
        return self.value[1]

    @property
    def zoom(self) -> float:
        """How large it is against A4."""
        return self.width / 210.0

    @property
    def compact(self) -> bool:
        """Whether the code takes so much of it that the boxes below are left out."""
        return self is Size.A5


class PosterDrawing:
    """A poster laid out for one size of paper, in dots of so many to the inch."""

    def __init__(self, poster: Poster, size: Size, dpi: int = PDF_DPI) -> None:
        self.poster, self.size, self.dpi = poster, size, dpi
        try:
            self._rows = [bytes(row) for row in segno.make_qr(poster.link or "-", error="q").matrix]
        except ValueError as fault:
            raise DeviceError("The poster's link is too long for a code.") from fault
        self.module = self._module()

    @property
    def code_mm(self) -> float:
        """How wide the modules are together."""
        return self._mm(self.module * len(self._rows))

    def draw(self, painter: QPainter) -> None:
        """Paint it, the paper's upper left corner at the origin."""
        pen = Pen(painter, self.dpi, self.size.zoom)
        zoom = self.size.zoom
        y = self._band(pen, MARGIN)
        y = self._title(pen, y)
        with_quiet = self._mm(self.module * (len(self._rows) + 2 * QUIET))
        below = self._below()
        y += max(0.0, (self.size.height - MARGIN - below - y - with_quiet) / 2)
        self._code(pen, y, with_quiet)
        y = self.size.height - MARGIN - below
        y = self._steps(pen, y)
        y = self._remarks(pen, y) if self.size.compact else self._boxes(pen, y)
        self._foot(pen, y + zoom)

    def _module(self) -> int:
        """Whole dots: as few as make 150 mm on A4 (and the like of it on A3), as many as A5 has room for."""
        count, dots = len(self._rows), self.dpi / MM_PER_INCH
        if self.size.compact:
            return int(self.size.width * dots) // (count + 2 * QUIET)
        return math.ceil(LEAST_CODE_MM * self.size.zoom * dots / count - 1e-9)

    def _mm(self, dots: float) -> float:
        return dots * MM_PER_INCH / self.dpi

    def _below(self) -> float:
        """What stands below the code, in millimetres."""
        return (35.9 if self.size.compact else 46.4) * self.size.zoom

    def _band(self, pen: Pen, y: float) -> float:
        """The place, its gate and its code."""
        zoom, poster = self.size.zoom, self.poster
        height, right = (14 if self.size.compact else 17) * zoom, self.size.width - MARGIN
        pen.box(MARGIN, y, self.size.width - 2 * MARGIN, height, colours.BRAND)
        pen.mark(MARGIN + 6 * zoom, y + height / 2 - 4 * zoom, 8 * zoom, colours.WHITE)
        top = y + (height - 17 * zoom) / 2
        code = 7.0
        taken = 0.0
        if poster.code:
            taken = max(pen.measure(poster.code, code, EXTRABOLD), pen.measure(VI.point, 3.6)) + 6 * zoom
            pen.write(VI.point, right - 6 * zoom, top + 6.2 * zoom, 3.6, colour=colours.WHITE, align=1)
            pen.write(
                poster.code, right - 6 * zoom, top + 13.6 * zoom, code, weight=EXTRABOLD, colour=colours.WHITE, align=1
            )
        left = MARGIN + 20 * zoom
        room = right - left - taken - 4 * zoom
        pen.write(poster.site, left, top + 8 * zoom, 6.2, weight=BOLD, colour=colours.WHITE, width=room)
        under = " · ".join(text for text in (poster.gate, poster.site_en) if text)
        pen.write(under, left, top + 13.9 * zoom, 4.1, colour=colours.WHITE, width=room)
        return y + height

    def _title(self, pen: Pen, y: float) -> float:
        """What to do, in both languages."""
        zoom, middle = self.size.zoom, self.size.width / 2
        room = self.size.width - 2 * MARGIN
        high = 11.3 if self.size.compact else 12.5
        pen.write(VI.title, middle, y + high * zoom, 10.5, weight=EXTRABOLD, align=0.5, width=room)
        if self.size.compact:
            line = f"{EN.title} · {VI.line}"
            pen.write(line, middle, y + 16.4 * zoom, 4.0, align=0.5, width=room)
            return y + 16.4 * zoom
        pen.write(VI.line, middle, y + 18.4 * zoom, 4.8, align=0.5, width=room)
        pen.write(f"{EN.title}: {EN.line}", middle, y + 23.2 * zoom, 3.8, align=0.5, width=room)
        return y + 23.2 * zoom

    def _code(self, pen: Pen, y: float, with_quiet: float) -> None:
        """The code in its white, between the corners of the mark where there is room for them."""
        left = (self.size.width - with_quiet) / 2
        thick = 1.0 * self.size.zoom
        if left - thick >= MARGIN:
            pen.brackets(
                left - thick / 2, y - thick / 2, with_quiet + thick, 22 * self.size.zoom, thick, colours.BRAND, thick
            )
        if not self.poster.link:
            side = self.code_mm
            edge = (self.size.width - side) / 2
            pen.dashed_square(edge, y + (with_quiet - side) / 2, side)
            middle = y + with_quiet / 2
            pen.write(VI.no_code, self.size.width / 2, middle, 7.0, weight=BOLD, align=0.5, width=side * 0.9)
            pen.write(EN.no_code, self.size.width / 2, middle + 8 * self.size.zoom, 5.0, align=0.5, width=side * 0.9)
            return
        x = round((self.size.width * self.dpi / MM_PER_INCH - self.module * len(self._rows)) / 2)
        top = round(y * self.dpi / MM_PER_INCH) + QUIET * self.module
        shape = QPainterPath()
        for row, modules in enumerate(self._rows):
            for column, dark in enumerate(modules):
                if dark and (column == 0 or not modules[column - 1]):
                    end = next((at for at in range(column, len(modules)) if not modules[at]), len(modules))
                    shape.addRect(
                        QRectF(
                            x + column * self.module,
                            top + row * self.module,
                            (end - column) * self.module,
                            self.module,
                        )
                    )
        pen.painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        pen.painter.fillPath(shape, BLACK)
        pen.painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _steps(self, pen: Pen, y: float) -> float:
        """Three steps beside each other, each in both languages."""
        zoom = self.size.zoom
        across = (self.size.width - 2 * MARGIN) / 3
        for number, (vi, en) in enumerate(zip(VI.steps, EN.steps, strict=True)):
            x = MARGIN + number * across
            pen.disc(x + 1 * zoom, y + 1.5 * zoom, 9 * zoom, str(number + 1))
            left, room = x + 12.5 * zoom, across - 13.5 * zoom
            pen.write(vi.title, left, y + 4.3 * zoom, 4.3, weight=BOLD, width=room)
            pen.write(vi.line, left, y + 8.5 * zoom, 3.6, width=room)
            pen.write(f"{en.title}, {en.line}", left, y + 12.1 * zoom, 3.2, colour=colours.INK2, width=room)
        return y + 13.4 * zoom

    def _boxes(self, pen: Pen, y: float) -> float:
        """The way without a smartphone, and the place's own notice."""
        zoom = self.size.zoom
        gap, height = 3 * zoom, 21.5 * zoom
        width = (self.size.width - 2 * MARGIN - gap) / 2
        title, notice, english = self._notice()
        for number, (head, vi, en) in enumerate(
            (
                (f"{VI.without.title}", VI.without.line, f"{EN.without.title} {EN.without.line}"),
                (title, notice, english),
            )
        ):
            x = MARGIN + number * (width + gap)
            pen.box(x, y, width, height, colours.BRAND_TINT, outlined=True)
            left, room = x + 4.5 * zoom, width - 9 * zoom
            pen.write(head, left, y + 5.4 * zoom, 4.1, weight=BOLD, width=room)
            at = pen.paragraph(vi, left, y + 10.1 * zoom, 3.6, width=room, lines=2, line=4.5 * zoom)
            pen.paragraph(en, left, max(at, y + 14.6 * zoom), 2.9, width=room, lines=1, line=3.8 * zoom)
        return y + height

    def _remarks(self, pen: Pen, y: float) -> float:
        """The same on A5: one line each."""
        zoom, room = self.size.zoom, self.size.width - 2 * MARGIN
        title, notice, _ = self._notice()
        for text in (
            f"**{VI.without.title}** {VI.without.line}",
            f"**{EN.without.title}** {EN.without.line}",
            f"**{title}** {notice.replace(chr(10), ' · ')}" if notice else "",
        ):
            pen.write(text, MARGIN, y + 3.4 * zoom, 3.5, width=room)
            y += 4.2 * zoom
        return y

    def _notice(self) -> tuple[str, str, str]:
        head, colon, rest = self.poster.notice.partition(": ")
        english = self.poster.notice_en.replace("\n", " · ")
        if head == "5K" and colon:
            return VI.campaign_title, rest, english
        return VI.notice_title if self.poster.notice else "", self.poster.notice, english

    def _foot(self, pen: Pen, y: float) -> None:
        """Address and telephone left; hotlines and the day of printing right."""
        zoom, poster = self.size.zoom, self.poster
        left, right = MARGIN + 1, self.size.width - MARGIN - 1
        numbers = f" {VI.or_} ".join(f"**{one}**" for one in poster.hotlines)
        day = f"{poster.printed:%d/%m/%Y}"
        first, second = y + 4.0 * zoom, y + 8.6 * zoom
        room = right - left
        hotline = VI.hotline.format(numbers=numbers) if numbers else ""
        printed = (VI.printed_at if poster.code else VI.printed).format(code=poster.code, date=day)
        taken = pen.measure(hotline, 3.7)
        pen.write(poster.address, left, first, 3.7, weight=SEMIBOLD, width=room - taken - 4 * zoom)
        pen.write(hotline, right, first, 3.7, align=1)
        if poster.phone:
            pen.write(VI.phone.format(phone=poster.phone), left, second, 3.7)
        pen.write(printed, right, second, 3.7, align=1)


def poster_pdf(poster: Poster, size: Size) -> bytes:
    """The poster as a PDF of one page, all of it shapes and embedded letters; it tells nothing of who made it.

    SettingsError while the checkpoint has no code: a poster without one would be hung up all the same.
    """
    if not poster.link:
        raise SettingsError("There is no code for the poster yet: the checkpoint is not registered.")
    drawing = PosterDrawing(poster, size)
    return pdf_of(page_of(size), drawing.dpi, lambda painter, _: drawing.draw(painter))


def page_of(size: Size) -> QPageLayout:
    """The page, without margins of its own: the drawing keeps them."""
    name = {Size.A3: QPageSize.PageSizeId.A3, Size.A4: QPageSize.PageSizeId.A4, Size.A5: QPageSize.PageSizeId.A5}[size]
    return sheet_of(name)
