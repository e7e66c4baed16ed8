"""The strip of things that are accepted, each with the place of its code drawn on it."""

from ui.theme import colours
from ui.theme.type import BOLD, CAPTION, P3
from ui.widgets.boxes import Align, Cell, Column, Pad, Row
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Panel, Pictogram
from ui.words.shape import Pair


class Accepted:
    """The cards side by side. ``brief`` leaves their words away where there is no room for them."""

    def __init__(self, look: Look, *, upright: bool = False) -> None:
        px, say = look.px, look.words.waiting
        self._words: list[Cell] = []
        shown = [
            ("phone-code", say.accept_phone),
            ("id-card", say.accept_id),
            ("bhyt-card", say.accept_insurance),
        ]
        if look.site.vaccine_pass:
            shown.append(("vaccine", say.accept_vaccine))
        cards = [Cell(self._card(look, name, text, upright), grow=1) for name, text in shown]
        self.row = Row(*cards, gap=px(16 if upright else 20), align=Align.STRETCH)

    def _card(self, look: Look, name: str, text: Pair, upright: bool) -> Panel:
        px = look.px
        high = 88 if upright else 92
        title = Label(text.title, (CAPTION if upright else P3).weighing(BOLD), look.scale, align=Align.CENTER)
        line = Label(text.line, CAPTION, look.scale, colours.INK2, align=Align.CENTER)
        words = Cell(Column(title, line, pad=Pad(0, px(8), 0, 0)))
        self._words.append(words)
        beside = px(10)
        content = Column(
            Cell(Pictogram(name, px(high * 132 / 92), px(high)), align=Align.CENTER),
            words,
            pad=Pad(beside, px(18), beside, px(16)),
        )
        return Panel(content, colours.CARD, edge=colours.LINE, stroke=px(2), radius=px(24))

    def be_brief(self, brief: bool) -> None:
        """Drop the words, or bring them back."""
        for words in self._words:
            words.drop(brief)
