"""A square drawing that keeps its shape: it stands in the middle of the room it gets, smaller where it has to be."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.widgets.look import Look


class Square(QWidget):
    """An Item of ``size`` design pixels a side; whoever inherits paints it."""

    def __init__(self, look: Look, size: float) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._size = look.px(size)

    def wide(self) -> float:
        """Its width."""
        return self._size

    def tall(self, _width: float) -> float:
        """Its height."""
        return self._size

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Stand in the middle of this rectangle."""
        size = min(self._size, int(width), int(height))
        self.setGeometry(round(x + (width - size) / 2), round(y + (height - size) / 2), size, size)

    def widgets(self) -> Iterator[QWidget]:
        """This widget."""
        yield self
