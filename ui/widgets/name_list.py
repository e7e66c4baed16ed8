"""The names of the staff, three at a time or fewer, one of them chosen."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kiosk.errand_screens import StaffName
from ui.theme import colours
from ui.theme.scale import Reach
from ui.theme.type import BUTTON, SUBTITLE
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row, stretch
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon
from ui.widgets.pressable import Pressable, filled, outlined

ROWS = 3
TALL = 112


class NameRow(Pressable):
    """One name with its role; the chosen one is filled and has a tick."""

    def __init__(self, look: Look, act: Callable[[], None]) -> None:
        px = look.px
        self._sign = Icon("circle", px(44), colours.LINE_STRONG)
        self._name = Label("", BUTTON, look.scale)
        align = Align.START if look.scale.squarish else Align.END
        self._role = Label("", SUBTITLE, look.scale, colours.INK2, align=align)
        radius = px(22)
        self._rest, self._chosen = (
            outlined(colours.LINE, px(2.5), radius),
            filled(colours.BRAND, colours.BRAND_DARK, radius),
        )
        below = look.scale.squarish
        words = (
            [Cell(Column(self._name, self._role), grow=1)] if below else [Cell(self._name, grow=1), Cell(self._role)]
        )
        super().__init__(
            Row(Cell(self._sign, firm=True), *words, gap=px(28), pad=Pad(px(32), 0, px(32), 0)),
            self._rest,
            look.hand,
            act,
            "",
            reach=Reach.SECONDARY,
            tall=look.scale.touch(TALL, Reach.SECONDARY),
        )

    def be(self, name: str, role: str, *, chosen: bool) -> None:
        """Show somebody, or nobody."""
        self._name.set_text(name)
        self._role.set_text(role)
        self.setAccessibleName(f"{name}. {role}")
        if not name or self.parent() is not None:  # without a parent it would be a window of its own
            self.setVisible(bool(name))
        self._face = self._chosen if chosen else self._rest
        ink, ink2 = (colours.WHITE, colours.WHITE) if chosen else (colours.INK, colours.INK2)
        self._name.set_colour(ink)
        self._role.set_colour(ink2)
        self._sign.become("circle-check" if chosen else "circle", colours.WHITE if chosen else colours.LINE_STRONG)
        self.arrange()
        self.update()


class NameList:
    """The list. Which of them are seen is nobody's business but its own: nothing is chosen by turning."""

    def __init__(
        self, look: Look, staff: Sequence[StaffName], pick: Callable[[str], None], roles: Mapping[str, str]
    ) -> None:
        # Larger letters need the room of a row.
        self._at_once = ROWS if look.scale.user <= 1 else ROWS - 1
        self._look, self._staff, self._roles = look, staff, roles
        self._first = 0
        self._chosen: UUID | None = None
        self._pick = pick
        self._rows = [NameRow(look, partial(self._press, index)) for index in range(min(self._at_once, len(staff)))]
        say = look.words.errand.keypad
        self._turns = (
            [self._turn("chevron-up", say.up, -self._at_once), self._turn("chevron-down", say.down, self._at_once)]
            if len(staff) > self._at_once
            else []
        )
        gap = look.scale.gap(16)
        rows = Column(*self._rows, gap=gap)
        turns = [Cell(Column(*(Cell(each, grow=1) for each in self._turns), gap=gap), wide=look.px(130))]
        self._item: Item = Row(Cell(rows, grow=1), *(turns if self._turns else []), gap=gap, align=Align.STRETCH)
        self._show()

    def _turn(self, icon: str, name: str, by: int) -> Pressable:
        look = self._look
        content = Row(stretch(), Cell(Icon(icon, look.px(56), colours.BRAND), firm=True), stretch())
        tall = look.scale.touch(100, Reach.SECONDARY)
        face = outlined(colours.BRAND, look.px(3), look.px(22))
        return Pressable(content, face, look.hand, lambda: self._go(by), name, reach=Reach.SECONDARY, tall=tall)

    def _press(self, row: int) -> None:
        if self._first + row < len(self._staff):
            self._pick(str(self._staff[self._first + row].id))

    def _go(self, by: int) -> None:
        if 0 <= self._first + by < len(self._staff):
            self._first += by
            self._show()

    def choose(self, chosen: UUID | None) -> None:
        """Show who is chosen, and the page they are on."""
        if chosen != self._chosen:
            self._chosen = chosen
            at = next((index for index, one in enumerate(self._staff) if one.id == chosen), self._first)
            self._first = at - at % self._at_once
        self._show()

    def _show(self) -> None:
        for index, row in enumerate(self._rows):
            one = self._staff[self._first + index] if self._first + index < len(self._staff) else None
            if one is None:
                row.be("", "", chosen=False)
            else:
                row.be(one.name, self._roles.get(one.role, ""), chosen=one.id == self._chosen)
        if self._turns:
            up, down = self._turns
            up.setEnabled(self._first > 0)
            down.setEnabled(self._first + self._at_once < len(self._staff))

    def controls(self) -> list[Pressable]:
        """What can be pressed, in the order of Tab."""
        return [*self._rows, *self._turns]

    def wide(self) -> float:
        """The width it wants."""
        return self._item.wide()

    def tall(self, width: float) -> float:
        """The height it wants."""
        return self._item.tall(width)

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Stand in this rectangle."""
        self._item.put(x, y, width, height)

    def widgets(self) -> Iterator[QWidget]:
        """What is in it."""
        yield from self._item.widgets()
