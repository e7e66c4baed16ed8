"""Rows and columns that put widgets where the design says, to the pixel and without a layout pass per change.

Qt's own layouts clip every widget to its cell; capital letters with two marks reach out of theirs (see label.py).
All lengths here are device-independent pixels, already scaled.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from PySide6.QtWidgets import QWidget


class Align(Enum):
    """Where a thing stands across its row or column."""

    START = auto()
    CENTER = auto()
    END = auto()
    STRETCH = auto()


class Item(Protocol):
    """What can stand in a row or column."""

    def wide(self) -> float:
        """The width it wants."""

    def tall(self, width: float) -> float:
        """The height it wants when ``width`` wide."""

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Take this place."""

    def widgets(self) -> Iterator[QWidget]:
        """The widgets in it, outermost only."""


@dataclass(slots=True)
class Cell:
    """One place in a row or column.

    ``wide`` and ``tall`` fix its size; ``grow`` is its share of what is left over; ``align`` says where it stands
    across. ``firm`` keeps its size when there is too little room. ``gone`` takes it out without a trace.
    """

    item: Item | None = None
    grow: float = 0.0
    wide: float | None = None
    tall: float | None = None
    align: Align | None = None
    firm: bool = False
    gone: bool = False

    def width(self) -> float:
        """The width it asks for."""
        if self.wide is not None:
            return self.wide
        return self.item.wide() if self.item else 0.0

    def height(self, width: float) -> float:
        """The height it asks for."""
        if self.tall is not None:
            return self.tall
        return self.item.tall(width) if self.item else 0.0

    @property
    def soft(self) -> bool:
        """Whether it gives way when a column runs out of room."""
        return not self.firm and self.tall is None

    def drop(self, dropped: bool = True) -> None:
        """Take it out, or back in."""
        self.gone = dropped
        for widget in self.item.widgets() if self.item else ():
            widget.setVisible(not dropped)


def space(length: float) -> Cell:
    """A gap of its own."""
    return Cell(wide=length, tall=length, firm=True)


def stretch(share: float = 1.0) -> Cell:
    """Whatever room is left."""
    return Cell(grow=share)


@dataclass(frozen=True, slots=True)
class Pad:
    """The space inside a box, on each side."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


def _cells(cells: tuple[Cell | Item, ...]) -> list[Cell]:
    return [cell if isinstance(cell, Cell) else Cell(cell) for cell in cells]


class _Line:
    def __init__(self, *cells: Cell | Item, gap: float = 0.0, pad: Pad | None = None, align: Align) -> None:
        self.cells = _cells(cells)
        self.gap = gap
        self.pad = pad or Pad()
        self.align = align

    def shown(self) -> list[Cell]:
        return [cell for cell in self.cells if not cell.gone]

    def gaps(self) -> float:
        return self.gap * max(0, len(self.shown()) - 1)

    def widgets(self) -> Iterator[QWidget]:
        """The widgets in it, outermost only."""
        for cell in self.cells:
            if cell.item:
                yield from cell.item.widgets()


class Row(_Line):
    """Things side by side, standing on their middles unless told otherwise."""

    def __init__(
        self, *cells: Cell | Item, gap: float = 0.0, pad: Pad | None = None, align: Align = Align.CENTER
    ) -> None:
        super().__init__(*cells, gap=gap, pad=pad, align=align)

    def wide(self) -> float:
        """The width it wants."""
        return sum(cell.width() for cell in self.shown()) + self.gaps() + self.pad.left + self.pad.right

    def tall(self, width: float) -> float:
        """The height it wants when ``width`` wide."""
        cells, widths = self.shown(), self._widths(width)
        inside = max((cell.height(w) for cell, w in zip(cells, widths, strict=True)), default=0.0)
        return inside + self.pad.top + self.pad.bottom

    def _widths(self, width: float) -> list[float]:
        cells = self.shown()
        room = width - self.gaps() - self.pad.left - self.pad.right
        wants = [0.0 if cell.grow else cell.width() for cell in cells]
        left = room - sum(wants)
        shares = sum(cell.grow for cell in cells)
        if shares and left >= 0:
            return [left * cell.grow / shares if cell.grow else want for cell, want in zip(cells, wants, strict=True)]
        if left < 0:
            soft = sum(want for cell, want in zip(cells, wants, strict=True) if not cell.firm and cell.wide is None)
            if soft > 0:
                part = max(0.0, 1 + left / soft)
                return [
                    want if cell.firm or cell.wide is not None else want * part
                    for cell, want in zip(cells, wants, strict=True)
                ]
        return wants

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Place everything in this rectangle."""
        at = x + self.pad.left
        top, room = y + self.pad.top, height - self.pad.top - self.pad.bottom
        for cell, wide in zip(self.shown(), self._widths(width), strict=True):
            align = cell.align or self.align
            high = room if align is Align.STRETCH else min(room, cell.height(wide))
            offset = {Align.CENTER: (room - high) / 2, Align.END: room - high}.get(align, 0.0)
            if cell.item:
                cell.item.put(at, top + offset, wide, high)
            at += wide + self.gap


class Column(_Line):
    """Things below each other, as wide as the column unless told otherwise."""

    def __init__(
        self, *cells: Cell | Item, gap: float = 0.0, pad: Pad | None = None, align: Align = Align.STRETCH
    ) -> None:
        super().__init__(*cells, gap=gap, pad=pad, align=align)

    def wide(self) -> float:
        """The width it wants."""
        return max((cell.width() for cell in self.shown()), default=0.0) + self.pad.left + self.pad.right

    def _across(self, cell: Cell, room: float) -> float:
        align = cell.align or self.align
        if cell.wide is not None:
            return min(cell.wide, room)
        return room if align is Align.STRETCH else min(cell.width(), room)

    def tall(self, width: float) -> float:
        """The height it wants when ``width`` wide: what grows counts with its least height."""
        room = width - self.pad.left - self.pad.right
        inside = sum(cell.height(self._across(cell, room)) for cell in self.shown())
        return inside + self.gaps() + self.pad.top + self.pad.bottom

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Place everything in this rectangle; what grows takes the rest. Too little room is taken from what is soft."""
        room = width - self.pad.left - self.pad.right
        cells = self.shown()
        widths = [self._across(cell, room) for cell in cells]
        heights = [cell.height(wide) for cell, wide in zip(cells, widths, strict=True)]
        left = height - self.pad.top - self.pad.bottom - self.gaps() - sum(heights)
        shares = sum(cell.grow for cell in cells)
        if left < 0:
            heights = _squeezed(cells, heights, -left)
        at = y + self.pad.top
        for cell, wide, want in zip(cells, widths, heights, strict=True):
            high = want + left * cell.grow / shares if shares and left > 0 else want
            align = cell.align or self.align
            offset = {Align.CENTER: (room - wide) / 2, Align.END: room - wide}.get(align, 0.0)
            if cell.item:
                cell.item.put(x + self.pad.left + offset, at, wide, high)
            at += high + self.gap


def _squeezed(cells: list[Cell], heights: list[float], missing: float) -> list[float]:
    """The heights when there is too little room: soft cells give way, each by its part; text in them gets smaller."""
    soft = sum(high for cell, high in zip(cells, heights, strict=True) if cell.soft)
    part = max(0.0, 1 - missing / soft) if soft else 1.0
    return [high * part if cell.soft else high for cell, high in zip(cells, heights, strict=True)]


class Layers:
    """Things on top of each other, the last one uppermost, each as large as the place."""

    def __init__(self, *items: Item) -> None:
        self.items = items

    def wide(self) -> float:
        """The width of the widest."""
        return max(item.wide() for item in self.items)

    def tall(self, width: float) -> float:
        """The height of the highest."""
        return max(item.tall(width) for item in self.items)

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Place all of them in this rectangle."""
        for item in self.items:
            item.put(x, y, width, height)

    def widgets(self) -> Iterator[QWidget]:
        """The widgets in it, lowest first."""
        for item in self.items:
            yield from item.widgets()
