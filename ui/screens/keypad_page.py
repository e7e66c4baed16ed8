"""What the screens with keys share: what is typed at the left or on top, the keys, and the bar below."""

from dataclasses import dataclass, field

from ui.screens.scene import Moment, Parts, Scene
from ui.theme import colours
from ui.theme.type import H1_PORTRAIT, H2, P1
from ui.widgets.action_bar import action_bar
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row, space, stretch
from ui.widgets.keypad import Keypad
from ui.widgets.label import Label
from ui.widgets.language_switch import LanguageSwitch
from ui.widgets.look import Look
from ui.widgets.pressable import Pressable
from ui.widgets.staff_call import StaffCall

KEY_TALL = 170.0
LEAST_KEY = 118.0
PAD_WIDE = 720
PAD_SQUARISH = 500
LEAST_WORD = 230


def pad_wide(look: Look) -> int:
    """How wide the keys are together, and the button forward below them."""
    wanted = PAD_SQUARISH if look.scale.squarish else PAD_WIDE
    return max(look.px(wanted), 0)


def headline(look: Look, title: str, line: str) -> tuple[Label, Label]:
    """The headline and the line below it, whose strong parts are in ink."""
    kind = H1_PORTRAIT if look.scale.portrait else H2
    return (
        Label(title, kind, look.scale, lines=2),
        Label(line, P1, look.scale, colours.INK2, strong=colours.INK, lines=2),
    )


@dataclass(slots=True)
class KeypadPage:
    """The pieces of one screen. ``above`` stands from the top, ``below`` at the end of the left column.

    ``controls`` are those of ``above``, then those of ``below``, in the order of Tab.
    """

    look: Look
    at: Moment
    parts: Parts
    above: list[Cell | Item]
    keypad: Keypad
    back: Pressable
    forward: Pressable
    below: list[Cell | Item] = field(default_factory=list)
    between: Item | None = None
    first_controls: list[Pressable] = field(default_factory=list)
    last_controls: list[Pressable] = field(default_factory=list)
    home: Pressable | None = None

    def scene(self) -> Scene:
        """The scene; the order of Tab is the order of reading."""
        parts = self.parts
        parts.order += [*self.first_controls, *self.keypad.keys, *self.last_controls]
        content = self._upright() if self.look.scale.portrait else self._lying()
        parts.order += [self.back, *([self.home] if self.home else []), self.forward]
        return Scene(content, parts)

    def _bar(self) -> Item:
        look, wide = self.look, pad_wide(self.look)
        between = self.between
        if self.home:
            # Beside two ways back there may be no room for a word.
            taken = self.back.wide() + self.home.wide() + wide + look.px(2 * 56 + 3 * 28)
            room = look.scale.width - taken
            if look.scale.portrait or room < look.px(LEAST_WORD) * look.scale.user:
                between = None
        return action_bar(self.look, self.back, self.forward, between=between, wide=wide, home=self.home)

    def _lying(self) -> Item:
        px = self.look.px
        left = Column(*self.above, stretch(), *self.below)
        body = Row(
            Cell(left, grow=1),
            Cell(self.keypad, wide=pad_wide(self.look), firm=True),
            gap=px(40 if self.look.scale.squarish else 72),
            pad=Pad(px(56), px(40), px(56), px(36)),
            align=Align.STRETCH,
        )
        return Column(Cell(body, grow=1), Cell(self._bar(), firm=True))

    def _upright(self) -> Item:
        """Keys at the bottom, where a wheelchair user reaches them; they give way before the words do."""
        look, px = self.look, self.look.px
        languages = LanguageSwitch(look, wide=128, tall=88)
        call = StaffCall(look, self.at.status.staff_called_at, tall=88)
        self.parts.calls.append(call)
        reach = (Cell(call, grow=1), Cell(languages, firm=True))
        self.parts.order += [call, *languages.cells]
        gap = look.scale.gap(24)
        keypad = Cell(self.keypad, firm=True)
        column = Column(
            *self.above,
            stretch(),
            *self.below,
            space(gap),
            Cell(Row(*reach, gap=gap), firm=True),
            space(gap),
            keypad,
            pad=Pad(px(48), px(44), px(48), px(32)),
        )
        whole = Column(Cell(column, grow=1), Cell(self._bar(), firm=True))

        def arrange(width: float, height: float) -> None:
            for tall in range(int(KEY_TALL), int(LEAST_KEY), -4):
                self.keypad.key_tall = tall
                if whole.tall(width) <= height:
                    return

        self.parts.arrange = arrange
        return whole
