"""What stands in the camera's place when there is no picture: where the scanner is, or where the staff are."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent

from ui.site import Side
from ui.theme import colours
from ui.theme.type import H2, P2, TILE
from ui.widgets.boxes import Align, Cell, Column, Pad, Row, stretch
from ui.widgets.chip import chip
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon, Panel, Pictogram, icon_box, rounded

USUAL_ACROSS: Final = 1700
ARROWS: Final = {
    Side.LEFT: "kiosk-arrow-left",
    Side.RIGHT: "arrow-right",
    Side.ABOVE: "kiosk-arrow-up",
    Side.BELOW: "kiosk-arrow-down",
}


def side_in_words(look: Look) -> str:
    """Where the scanner stands, as it is said in a sentence."""
    say = look.words.lost
    return {
        Side.LEFT: say.side_left,
        Side.RIGHT: say.side_right,
        Side.ABOVE: say.side_above,
        Side.BELOW: say.side_below,
    }[look.site.scanner_side]


def scanner_panel(look: Look) -> Panel:
    """The scanner, how to hold a code to it, and an arrow to where it stands."""
    px, say = look.px, look.words.lost
    narrow = look.scale.across < USUAL_ACROSS
    align = Align.CENTER if narrow else Align.START
    words = Column(
        Label(say.how.title, TILE, look.scale, lines=2, align=align),
        Label(say.how.line, P2, look.scale, colours.INK2, lines=2, align=align),
        Cell(chip(look, say.ready, "circle-check", colours.IN, colours.IN_TINT), align=align),
        gap=px(14),
    )
    picture = Cell(Pictogram("scanner-stand", px(330), px(255)), firm=not narrow)
    if narrow:
        pad = Pad(px(24), px(16), px(24), px(16))
        inside: Row | Column = Column(stretch(), picture, words, stretch(), gap=px(16), pad=pad)
    else:
        pad = Pad(px(10), 0, px(24), 0)
        inside = Row(stretch(0.4), picture, words, stretch(0.6), gap=px(28), pad=pad)
    side = look.site.scanner_side
    beside = side in (Side.LEFT, Side.RIGHT)
    arrow = Icon(ARROWS[side], px(104 if beside else 84), colours.WHITE, 2.6)
    if beside:
        band = Cell(Band(look, side, arrow), wide=px(150), align=Align.STRETCH)
        body = Cell(inside, grow=1)
        whole: Row | Column = Row(band, body) if side is Side.LEFT else Row(body, band)
    else:
        flat = Cell(Band(look, side, arrow), tall=px(110))
        centred = Cell(Column(stretch(), inside, stretch()), grow=1)
        whole = Column(flat, centred) if side is Side.ABOVE else Column(centred, flat)
    return _framed(look, whole)


def staff_panel(look: Look) -> Panel:
    """Nothing here can read a code: where the staff are."""
    px = look.px
    place = look.site.staff_place.of(look.language) or look.words.staff.place_default
    align = Align.CENTER if look.scale.across < USUAL_ACROSS else Align.START
    words = Column(
        Label(look.words.staff.place, P2, look.scale, colours.INK2, align=align),
        Label(place, H2, look.scale, lines=3, align=align),
        gap=px(8),
    )
    box = icon_box("concierge-bell", px(96), px(176), colours.WARN_INK, colours.WARN_TINT, px(44))
    if look.scale.across < USUAL_ACROSS:
        centred = Cell(box, align=Align.CENTER, firm=True)
        pad = Pad(px(40), px(24), px(40), px(24))
        return _framed(look, Column(stretch(), centred, words, stretch(), gap=px(28), pad=pad))
    pad = Pad(px(72), 0, px(48), 0)
    return _framed(look, Row(Cell(box, firm=True), Cell(words, grow=1), gap=px(48), pad=pad))


def _framed(look: Look, content: Row | Column) -> Panel:
    px = look.px
    return Panel(content, colours.CARD, edge=colours.BRAND, stroke=px(3), radius=px(32), tall=px(300))


class Band(Panel):
    """A filled band along one side of a card, with round corners on that side only."""

    def __init__(self, look: Look, side: Side, arrow: Icon) -> None:
        super().__init__(Row(stretch(), Cell(arrow, firm=True), stretch()))
        self._side, self._round = side, look.px(32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a rounded shape that reaches beyond the three other sides."""
        painter = QPainter(self)
        painter.setClipRect(self.rect())
        reach = 2 * self._round
        left, above, right, below = {
            Side.LEFT: (0, 0, reach, 0),
            Side.RIGHT: (-reach, 0, 0, 0),
            Side.ABOVE: (0, 0, 0, reach),
            Side.BELOW: (0, -reach, 0, 0),
        }[self._side]
        rounded(painter, QRectF(self.rect()).adjusted(left, above, right, below), self._round, colours.BRAND, None, 0)
