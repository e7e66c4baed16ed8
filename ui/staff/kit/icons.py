"""Icons of the desk, in the size and colour they are wanted."""

from PySide6.QtGui import QColor, QGuiApplication, QPixmap

from ui.staff.desk_look import DeskLook
from ui.theme.icons import STROKE, icon


def ratio() -> float:
    """How many dots of the display one pixel has; 1 before there is a display."""
    screens = QGuiApplication.screens()
    return max((screen.devicePixelRatio() for screen in screens), default=1.0)


def pixmap(look: DeskLook, name: str, px: float, colour: QColor, stroke: float = STROKE) -> QPixmap:
    """The icon ``name``; ``px`` is its side in the design."""
    return icon(name, max(8, look.text(px)), colour, ratio(), stroke)
