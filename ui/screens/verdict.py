"""What the verdict screens share: a ground to the edges, where this is, a silhouette, a word, and a white sheet."""

from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtGui import QColor

from kiosk.screens import CameraState
from ui.screens.scene import Moment, Parts
from ui.theme import colours
from ui.theme.type import BOLD, CHOICE, MEDIUM, NEXT, P2, P3, SEMIBOLD, SUBTITLE, Type
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row, space, stretch
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon, Panel, Pictogram, icon_box
from ui.widgets.ring import Ring
from ui.widgets.silhouette import Silhouette
from ui.widgets.viewport import Guide, Viewport
from ui.words.moments import clock


@dataclass(frozen=True, slots=True)
class Manner:
    """The colours and shape of one verdict."""

    ground: QColor
    text: QColor
    mark: str
    shape: str
    size: float
    colour: QColor = field(default_factory=lambda: colours.INK)
    tint: QColor = field(default_factory=lambda: colours.SUNKEN)


WELCOME = Manner(colours.IN, colours.WHITE, "mark-white", "verdict-in", 340, colours.IN, colours.IN_TINT)
GOODBYE = Manner(colours.OUT, colours.WHITE, "mark-white", "verdict-out", 340, colours.OUT, colours.OUT_TINT)
ASK = Manner(colours.BRAND_TINT, colours.INK, "mark", "verdict-ask", 300, colours.BRAND, colours.CARD)
ATTENTION = Manner(colours.WARN, colours.INK, "mark", "verdict-warn", 320, colours.INK, colours.WARN_TINT)
STOP = Manner(colours.STOP, colours.WHITE, "mark-white", "verdict-stop", 340, colours.STOP, colours.STOP_TINT)

HALF = 600
"""A second half wider than this does not fit beside the first on a squarish display."""
NEXT_PERSON = Type(34, BOLD, 44)
TOP = Type(30, SEMIBOLD, 40)
TOP_CLOCK = Type(48, BOLD, 60, figures=True)
TOP_CLOCK_PORTRAIT = Type(60, BOLD, 72, figures=True)


def top_line(look: Look, manner: Manner, at: Moment, parts: Parts, inset: tuple[float, float] = (0, 0)) -> Item:
    """The mark, the site and the gate in one line, and the clock. No buttons: a verdict is not a place to stay."""
    px, upright = look.px, look.scale.portrait
    name, gate = look.site.name.of(look.language), look.site.gate.of(look.language)
    time = Label(clock(at.now), TOP_CLOCK_PORTRAIT if upright else TOP_CLOCK, look.scale, manner.text, align=Align.END)
    parts.clocks.append((time, _clock))
    mark = px(80 if upright else 64)
    narrow = upright or look.scale.squarish
    thin = Label(gate if narrow else f"· {gate}", TOP.weighing(MEDIUM), look.scale, manner.text)
    full = Label(name, TOP, look.scale, manner.text)
    where: Item = Column(full, thin) if narrow else Row(full, thin, gap=px(6))
    side = px((48 if upright else 56) + inset[0])
    return Row(
        Cell(Pictogram(manner.mark, mark, mark), firm=True),
        Cell(where),
        stretch(),
        Cell(time, firm=True),
        gap=px(20),
        pad=Pad(side, px(inset[1]), side, 0),
    )


def _clock(now: datetime) -> str:
    return clock(now)


def heading(look: Look, manner: Manner, lines: list[Cell | Item], side: float = 56) -> Cell:
    """The silhouette beside what is said, or above it on a high display; in the middle of the room there is."""
    px = look.px
    if look.scale.portrait:
        shape = Cell(Silhouette(look, manner.shape, 380), align=Align.CENTER)
        pad = Pad(px(48), 0, px(48), 0)
        return Cell(Column(stretch(), shape, *lines, stretch(), gap=px(20), pad=pad), grow=1)
    shape = Cell(Silhouette(look, manner.shape, manner.size), firm=True)
    words = Cell(Column(*lines), grow=1)
    row = Row(shape, words, gap=px(72), pad=Pad(px(side - 12), 0, px(side), 0))
    return Cell(Column(stretch(), row, stretch()), grow=1)


def sheet(look: Look, halves: tuple[Item, Item], right: float, tall: float = 304) -> Cell:
    """The white sheet: what to do next, and beside or below it who is next."""
    px = look.px
    first, second = halves
    if look.scale.portrait or (look.scale.squarish and right > HALF):
        rule = Cell(Panel(None, colours.LINE, tall=px(2)))
        inside: Item = Column(first, rule, second, gap=px(36), pad=Pad(px(48), px(44), px(48), px(44)))
        panel = Panel(inside, colours.CARD, radius=px(36))
    else:
        rule = Cell(Panel(None, colours.LINE, wide=px(2), tall=px(208)), firm=True)
        inside = Row(Cell(first, grow=1), rule, Cell(second, wide=px(right)), gap=px(48), pad=Pad(px(48), 0, px(48), 0))
        panel = Panel(inside, colours.CARD, radius=px(36), tall=px(tall))
    side, below = (48, 48) if look.scale.portrait else (56, 40)
    return Cell(Column(panel, pad=Pad(px(side), 0, px(side), px(below))), firm=True)


def what_next(look: Look, manner: Manner, lines: tuple[str, str, str], icon: str = "arrow-right") -> Row:
    """What to do now: a sign, a heading, the thing itself, and a line more if there is one."""
    px = look.px
    small, large, more = lines
    sign = manner.colour
    big = CHOICE if look.scale.portrait else NEXT
    words: list[Label | Cell] = [
        Label(small, P2.weighing(SEMIBOLD), look.scale, colours.INK2),
        Label(large, big, look.scale, lines=2),
    ]
    if more:
        words += [space(px(6)), Cell(Label(more, P2, look.scale, colours.INK2, lines=2))]
    return Row(
        Cell(icon_box(icon, px(76), px(128), sign, manner.tint, px(32), 2.5), firm=True),
        Cell(Column(*words), grow=1),
        gap=px(32),
    )


def next_person(look: Look, manner: Manner, at: Moment, parts: Parts) -> Row:
    """The reader is free again: a small live picture, *next person*, and how long this screen stays."""
    px, say = look.px, look.words.welcome
    camera, scanner = at.status.camera, at.status.scanner
    cells: list[Cell] = []
    line = say.following_scanner if scanner else ""
    if camera is CameraState.WORKING:
        line = say.following.line
        view = Viewport(look, colours.CARD, Guide(120, 6, 18), radius=22, least=180)
        parts.viewports.append(view)
        cells.append(Cell(Column(Cell(view, tall=px(180))), wide=px(272)))
    elif scanner:
        stand = Row(stretch(), Cell(Pictogram("scanner-stand", px(190), px(147)), firm=True), stretch())
        cells.append(Cell(Panel(stand, colours.BRAND_TINT, radius=px(22), tall=px(180)), wide=px(272)))
    words = [Cell(Label(say.following.title, NEXT_PERSON, look.scale))]
    if line:
        words.append(Cell(Label(line, SUBTITLE, look.scale, colours.INK2, lines=2)))
    cells.append(Cell(Column(*words), grow=1))
    if at.countdown:
        cells.append(Cell(Ring(look, at.countdown, 112, manner.colour, manner.tint), firm=True))
    # A picture that stands still must not look alive, so a camera lost or found makes the scene anew.
    parts.renew = lambda status: (status.camera, status.scanner) == (camera, scanner)
    return Row(*cells, gap=px(28))


def line_with_icon(look: Look, manner: Manner, icon: str, texts: list[str], kind: Type) -> Item:
    """A sign and one or two short texts, a thin stroke between them."""
    px = look.px
    cells: list[Cell] = [Cell(Icon(icon, px(44), manner.text), firm=True)]
    for index, text in enumerate(texts):
        if index:
            bar = Panel(None, colours.faint(manner.text, 0.5), wide=px(4), tall=px(44))
            cells.append(Cell(bar, firm=True))
        cells.append(Cell(Label(text, kind, look.scale, manner.text)))
    if look.scale.portrait:
        return Row(stretch(), *cells, stretch(), gap=px(20))
    return Row(*cells, gap=px(20))


def small_words(look: Look, text: str) -> Label:
    """A line in the small size of a sheet."""
    return Label(text, P3, look.scale, colours.INK2)
