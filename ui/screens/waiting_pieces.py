"""The things on the waiting screen and the order in which they give way when room is short."""

from dataclasses import dataclass, field
from typing import Final

from ui.theme import colours
from ui.theme.type import H1, H1_PORTRAIT, P1
from ui.widgets.accepted import Accepted
from ui.widgets.boxes import Align, Cell, Column, Item, Layers, Pad, Row, space, stretch
from ui.widgets.label import Label
from ui.widgets.language_switch import LanguageSwitch
from ui.widgets.look import Look
from ui.widgets.notice import notice
from ui.widgets.occupancy import narrow_occupancy, occupancy
from ui.widgets.panel import Panel
from ui.widgets.staff_call import StaffCall
from ui.widgets.tile import Tile
from ui.words.shape import Pair

WIDEST: Final = 2.0
"""A display wider than this, in heights, keeps the design in its middle."""
VEIL: Final = 0.62
STEPS: Final = 4
SQUEEZED: Final = 1.03
"""Beyond this times its room the number of people stands below its words."""
CROWDED: Final = 1.25
"""Beyond this times their room the words of the cards are left away."""


def headline(look: Look, text: Pair) -> tuple[Label, Cell]:
    """The headline and the line below it."""
    kind = H1_PORTRAIT if look.scale.portrait else H1
    return Label(text.title, kind, look.scale), Cell(Label(text.line, P1, look.scale, colours.INK2))


@dataclass(slots=True)
class Pieces:
    """What stands on the waiting screen. ``picture`` is the field a code is held before."""

    look: Look
    title: Label
    line: Cell
    picture: Item
    tiles: list[Tile]
    accepted: Accepted | None = None
    inside: list[Cell] = field(default_factory=list)
    notice: list[Cell] = field(default_factory=list)
    call: StaffCall | None = None
    languages: LanguageSwitch | None = None
    _columns: list[Column] = field(default_factory=list)

    def count(self, inside: int, capacity: int | None) -> None:
        """Show how many people are inside, if the site has a limit."""
        if capacity is None:
            return
        wide = occupancy(self.look, inside, capacity)
        if self.look.scale.portrait or wide.wide() > SQUEEZED * self._right():
            self.inside = [Cell(narrow_occupancy(self.look, inside, capacity), grow=float(self.look.scale.portrait))]
            return
        self.inside = [Cell(occupancy(self.look, inside, capacity, barred=bar)) for bar in (True, False)]
        self.inside[1].drop()

    def advise(self) -> None:
        """Show the site's notice, if it has one."""
        if text := self.look.site.notice.of(self.look.language):
            self.notice = [Cell(notice(self.look, text, tall=104 if self.look.scale.portrait else 108))]

    def make_room(self, height: float) -> None:
        """Leave away what the design leaves away: notice, bar, second lines, the words of the cards; in this order."""
        for step in range(STEPS + 1):
            for cell in self.notice:
                cell.drop(step > 0)
            if len(self.inside) == 2:
                self.inside[0].drop(step > 1)
                self.inside[1].drop(step <= 1)
            self.line.drop(step > 2)
            for tile in self.tiles:
                tile.be_brief(step > 2)
            if self.accepted:
                self.accepted.be_brief(step > 3 or self._crowded())
            if all(column.tall(self.look.scale.width) <= height for column in self._columns):
                return

    def _right(self) -> int:
        """The width of the right column."""
        across = min(self.look.scale.across, WIDEST * 1080)
        return self.look.px(560 if self.look.scale.squarish else min(708, across * 0.369))

    def _crowded(self) -> bool:
        """Whether the words of the accepted cards would become too small beside each other."""
        scale = self.look.scale
        if not self.accepted or scale.portrait:
            return False
        self.accepted.be_brief(False)
        room = min(scale.width, WIDEST * scale.height) - self._right() - self.look.px(56 * 2 + 40)
        return self.accepted.row.wide() > CROWDED * room

    def _dimmed(self, item: Item, dim: bool) -> Item:
        return Layers(item, Panel(None, colours.faint(colours.PAGE, VEIL))) if dim else item

    def placed(self, *, dim: bool = False) -> Item:
        """Everything in its place; ``dim`` puts a veil over all but the picture and its headline."""
        return self._upright(dim) if self.look.scale.portrait else self._lying(dim)

    def _lying(self, dim: bool) -> Item:
        px, scale = self.look.px, self.look.scale
        beyond = max(0.0, (scale.width - WIDEST * scale.height) / 2)
        side = px(56) + beyond
        pad = Pad(side, px(32), side, px(32))
        # Where there are fewer tiles they are larger: both columns end on the same line.
        tiles = [Cell(tile, grow=1) for tile in self.tiles]
        if not self.accepted and not dim:
            tiles = [Cell(tile) for tile in self.tiles] + [stretch()]
        right = Column(*tiles, *self.inside, *self.notice, gap=px(20))
        cards: list[Item | Cell] = [space(px(24)), self.accepted.row] if self.accepted else []
        picture = Cell(self.picture, grow=1)
        if scale.squarish:
            head = Column(self.title, self.line, space(px(20)))
            halves = Row(
                Cell(Column(picture, *cards), grow=1),
                Cell(self._dimmed(right, dim), wide=self._right()),
                gap=px(40),
                align=Align.STRETCH,
            )
            # Beside each other and below the headline: the higher half decides.
            self._columns = [Column(head, right, pad=pad), Column(head, Column(picture, *cards), pad=pad)]
            return Column(head, Cell(halves, grow=1), pad=pad)
        left = Column(self.title, space(px(-2)), self.line, space(px(20)), picture, *cards)
        self._columns = [Column(right, pad=pad), Column(left, pad=pad)]
        return Row(
            Cell(left, grow=1),
            Cell(self._dimmed(right, dim), wide=self._right()),
            gap=px(40),
            pad=pad,
            align=Align.STRETCH,
        )

    def _upright(self, dim: bool) -> Item:
        px, others = self.look.px, self.tiles[1:]
        tiles: list[Item | Cell] = [self.tiles[0]]
        if others:
            tiles.append(Row(*(Cell(tile, grow=1) for tile in others), gap=px(20), align=Align.STRETCH))
        within_reach = [Cell(each, firm=True) for each in (self.call, self.languages) if each]
        if not self.inside:
            within_reach[0].grow = 1
        reach = Row(*self.inside, *within_reach, gap=px(20), align=Align.STRETCH)
        cards: list[Item | Cell] = [self.accepted.row, space(px(24))] if self.accepted else []
        below = Column(*cards, Column(*tiles, reach, *self.notice, gap=px(20)))
        whole = Column(
            self.title,
            self.line,
            space(px(22)),
            Cell(self.picture, grow=1),
            space(px(22)),
            self._dimmed(below, dim),
            pad=Pad(px(48), px(32), px(48), px(28)),
        )
        self._columns = [whole]
        return whole
