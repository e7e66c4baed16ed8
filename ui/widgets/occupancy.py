"""How many people are inside, of how many; amber and in words when it is nearly full, and when it is."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent

from ui.theme import colours
from ui.theme.type import COUNT, P2, SEMIBOLD, Type
from ui.widgets.boxes import Cell, Column, Pad, Row, space, stretch
from ui.widgets.chip import chip
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon, Panel, rounded
from ui.words.moments import number

NEARLY: Final = 0.8
OF: Final = Type(30, SEMIBOLD, 44, figures=True)


class Bar(Panel):
    """A track filled from the left."""

    def __init__(self, look: Look, part: float) -> None:
        super().__init__(tall=look.px(16))
        self._part = min(1.0, max(0.0, part))
        self._amber = part >= NEARLY
        self._stroke = look.px(2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the track and the part that is filled."""
        painter = QPainter(self)
        track = QRectF(self.rect())
        radius = track.height() / 2
        rounded(painter, track, radius, colours.SUNKEN, None, 0)
        if self._part <= 0:
            return
        track.setWidth(max(track.height(), track.width() * self._part))
        if self._amber:
            rounded(painter, track, radius, colours.WARN, colours.WARN_INK, self._stroke)
        else:
            rounded(painter, track, radius, colours.BRAND, None, 0)


def occupancy(look: Look, inside: int, capacity: int, *, barred: bool = True) -> Panel:
    """The card; without its bar where room is short."""
    px, say = look.px, look.words.waiting
    part = inside / capacity if capacity else 1.0
    icon = Cell(Icon("users", px(38), colours.BRAND), firm=True)
    count = Row(
        Label(number(inside, look.language), COUNT, look.scale),
        Label(f"/ {number(capacity, look.language)}", OF, look.scale, colours.INK2),
        gap=px(10),
    )
    kind = P2.weighing(SEMIBOLD)
    cells: list[Cell] = [icon]
    if part >= NEARLY:
        cells.append(Cell(Label(say.inside_short, kind, look.scale)))
        cells.append(Cell(chip(look, say.full if part >= 1 else say.nearly_full, "triangle-alert", small=True)))
    else:
        cells.append(Cell(Label(say.inside, kind, look.scale)))
    row = Row(Row(*cells, gap=px(16)), stretch(), Cell(count, firm=True), gap=px(4))
    lines = [stretch(), Cell(row), *([space(px(14)), Cell(Bar(look, part))] if barred else []), stretch()]
    content = Column(*lines, pad=Pad(px(34), px(16), px(34), px(20)))
    panel = Panel(content, colours.CARD, edge=colours.LINE, stroke=px(2), radius=px(24), tall=px(128 if barred else 88))
    panel.setAccessibleName(f"{say.inside}: {inside} / {capacity}")
    return panel


def narrow_occupancy(look: Look, inside: int, capacity: int) -> Panel:
    """The card of the portrait screen: the number below its words."""
    px, say = look.px, look.words.waiting
    part = inside / capacity if capacity else 1.0
    head: list[Cell] = [
        Cell(Icon("users", px(36), colours.BRAND), firm=True),
        Cell(Label(say.inside_short, Type(28, SEMIBOLD, 38), look.scale)),
    ]
    if part >= NEARLY:
        head.append(Cell(chip(look, say.full if part >= 1 else say.nearly_full, "triangle-alert", small=True)))
    count = Row(
        Label(number(inside, look.language), Type(44, 800, 52, figures=True), look.scale),
        Label(f"/ {number(capacity, look.language)} {say.people}", OF, look.scale, colours.INK2),
        gap=px(10),
    )
    content = Column(stretch(), Row(*head, gap=px(14)), count, stretch(), pad=Pad(px(28), px(8), px(20), px(8)))
    panel = Panel(content, colours.CARD, edge=colours.LINE, stroke=px(2), radius=px(24), tall=px(128))
    panel.setAccessibleName(f"{say.inside}: {inside} / {capacity}")
    return panel
