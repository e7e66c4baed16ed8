"""Reading: it has been read, you may lower your hand. Seldom seen: only when the answer takes a while."""

from kiosk.screens import Reading, Waiting
from ui.screens.scene import Moment, Parts, Scene
from ui.screens.waiting import tiles, within_reach
from ui.screens.waiting_pieces import Pieces, headline
from ui.theme import colours
from ui.theme.type import BUTTON, SUBTITLE
from ui.widgets.boxes import Cell, Column, Layers, Pad, Row, stretch
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Panel
from ui.widgets.ring import Ring
from ui.widgets.viewport import Viewport
from ui.words.shape import Pair


def _caption(look: Look, screen: Reading, at: Moment) -> Panel:
    px, say = look.px, look.words.reading
    cells: list[Cell] = []
    if at.countdown:
        track = colours.faint(colours.WHITE, 0.28)
        ring = Ring(look, at.countdown, 72, colours.FOUND, track, stroke=9, numbered=False)
        cells.append(Cell(ring, firm=True))
    words = Column(
        Label(say.kinds[screen.kind] if screen.kind else say.other.title, BUTTON, look.scale, colours.WHITE),
        Label(say.local, SUBTITLE, look.scale, colours.WHITE),
    )
    cells.append(Cell(words))
    content = Row(*cells, gap=px(24), pad=Pad(px(36), px(20), px(36), px(20)))
    return Panel(content, colours.faint(colours.INK, 0.88), radius=px(24))


def reading(screen: Reading, look: Look, at: Moment) -> Scene:
    """The scene of Reading: Waiting with its picture frozen and everything else dimmed and dead."""
    px, say = look.px, look.words.reading
    parts = Parts()
    text = Pair(say.title, say.line) if screen.kind else say.other
    view = Viewport(look, colours.PAGE, None, frozen=True, marking=True)
    parts.viewports.append(view)
    caption = Row(stretch(), _caption(look, screen, at), stretch())
    picture = Layers(view, Column(stretch(), caption, pad=Pad(0, 0, 0, px(32))))
    pieces = Pieces(look, *headline(look, text), picture, tiles(Waiting(), look))
    pieces.count(at.status.inside, at.status.capacity)
    pieces.advise()
    within_reach(look, at.status, pieces, parts)
    for dead in (*pieces.tiles, *parts.order):
        dead.setEnabled(False)
    parts.order.clear()
    parts.calls.clear()
    parts.arrange = lambda _width, height: pieces.make_room(height)
    parts.spoken = f"{text.title}. {text.line}"
    return Scene(pieces.placed(dim=True), parts, strip=True)
