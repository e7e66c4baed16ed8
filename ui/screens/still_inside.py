"""StillInside: a check-out was taken back. As Welcome, without a way to go."""

from kiosk.screens import StillInside
from ui.screens.scene import Moment, Parts, Scene
from ui.screens.verdict import WELCOME, heading, line_with_icon, next_person, sheet, top_line, what_next
from ui.theme.type import VLINE, VNAME, WORD2
from ui.widgets.boxes import Align, Cell, Column, Item
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.words.moments import clock


def still_inside(screen: StillInside, look: Look, at: Moment) -> Scene:
    """The scene of StillInside."""
    px, say, upright = look.px, look.words, look.scale.portrait
    parts = Parts()
    align = Align.CENTER if upright else Align.START
    line = say.welcome.line.format(time=clock(screen.at))
    lines: list[Cell | Item] = [Label(say.goodbye.undone_word, WORD2, look.scale, WELCOME.text, align=align, lines=2)]
    if screen.name:
        lines.append(Label(screen.name, VNAME, look.scale, WELCOME.text, align=align))
    lines.append(line_with_icon(look, WELCOME, "log-in", [line], VLINE))
    parts.spoken = f"{say.goodbye.undone}. {screen.name}"
    done = what_next(look, WELCOME, (say.goodbye.undone_small, say.goodbye.undone, ""), "map-pin-check")
    content = Column(
        Cell(top_line(look, WELCOME, at, parts), tall=px(176 if upright else 104)),
        heading(look, WELCOME, lines),
        sheet(look, (done, next_person(look, WELCOME, at, parts)), 760),
    )
    return Scene(content, parts, ground=WELCOME.ground, bar=False, verdict=True)
