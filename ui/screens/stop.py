"""Stop: polite, short, no accusation; no name, no reason, no countdown for a worried person."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from kiosk.screens import Stop
from ui.screens.scene import Moment, Parts, Scene
from ui.screens.verdict import STOP, heading, small_words, top_line
from ui.theme import colours
from ui.theme.type import H4, NUMBER, P2, SEMIBOLD, VSUB, WORD2
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Panel, icon_box

SIDE_BY_SIDE = 1800
"""From this width of the design on the things to do stand beside each other."""


class StopScene(Scene):
    """The only scene with a frame: red and green look alike to some, a frame does not."""

    stroke = 14

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the white frame."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.WHITE, self.stroke))
        inset = self.stroke * 1.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 33, 33)


def _narrow(look: Look) -> bool:
    """Whether the three things to do stand below each other to leave room for the number."""
    return look.scale.across < SIDE_BY_SIDE and not look.scale.portrait


def _to_do(look: Look, icon: str, size: float, text: str) -> Item:
    px = look.px
    part = 0.72 if _narrow(look) else 1.0
    box = icon_box(icon, px(size * part), px(104 * part), colours.STOP, colours.STOP_TINT, px(26 * part))
    return Row(Cell(box, firm=True), Cell(Label(text, H4, look.scale, lines=2), grow=1), gap=px(26))


def stop(screen: Stop, look: Look, at: Moment) -> Scene:
    """The scene of Stop."""
    px, say, upright = look.px, look.words.stop, look.scale.portrait
    parts = Parts()
    align = Align.CENTER if upright else Align.START
    lines: list[Cell | Item] = [
        Label(say.word, WORD2, look.scale, STOP.text, align=align, lines=2),
        Label(say.line, VSUB, look.scale, STOP.text, align=align, lines=4),
    ]
    to_do = (
        _to_do(look, "kiosk-mask", 86, say.mask),
        _to_do(look, "kiosk-distance", 68, say.distance),
        _to_do(look, "concierge-bell", 60, say.told),
    )
    hotline = say.hotline.format(a=look.site.hotlines[0]) if look.site.hotlines else ""
    number = Column(
        Label(look.words.staff.number, P2.weighing(SEMIBOLD), look.scale, colours.INK2),
        Label(screen.number, NUMBER, look.scale),
        small_words(look, hotline),
    )
    if upright:
        rule = Cell(Panel(None, colours.LINE, tall=px(2)))
        doing = Column(*to_do, gap=px(24))
        inside: Item = Column(doing, rule, number, gap=px(28), pad=Pad(px(44), px(36), px(44), px(32)))
        panel = Panel(inside, colours.CARD, radius=px(36))
    else:
        rule = Cell(Panel(None, colours.LINE, wide=px(2), tall=px(208)), firm=True)
        below_each_other = Cell(Column(*to_do, gap=px(18)), grow=1)
        cells = [below_each_other] if _narrow(look) else [Cell(each, grow=1) for each in to_do]
        inside = Row(*cells, rule, Cell(number, wide=px(430)), gap=px(36), pad=Pad(px(48), 0, px(48), 0))
        panel = Panel(inside, colours.CARD, radius=px(36), tall=px(320 if _narrow(look) else 280))
    content = Column(
        Cell(top_line(look, STOP, at, parts, inset=(20, 36)), tall=px(196 if upright else 128)),
        heading(look, STOP, lines, side=84),
        Cell(Column(panel, pad=Pad(px(60), 0, px(60), px(60))), firm=True),
    )
    parts.spoken = f"{say.word}. {say.line} {look.words.staff.number} {screen.number}".replace("\n", " ")
    scene = StopScene(content, parts, ground=STOP.ground, bar=False, verdict=True)
    scene.stroke = px(14)
    return scene
