"""Draw the strip beside the first and the last page: ``python -m building.installer.side_picture`` writes it anew."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QImage, QLinearGradient, QPainter
from PySide6.QtSvg import QSvgRenderer

from building.icon import DRAWING
from ui.theme.colours import BRAND, BRAND_DARK

PICTURE = Path(__file__).with_name("side.bmp")
WIDTH, HEIGHT = 164, 314  # what the installer's pages show, in pixels
_SYMBOL = 96


def drawn() -> QImage:
    """Return the program's symbol on its brand's colours; 256 colours are enough, and a third of the bytes."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    shade = QLinearGradient(0, 0, 0, HEIGHT)
    shade.setColorAt(0, BRAND)
    shade.setColorAt(1, BRAND_DARK)
    painter.fillRect(image.rect(), shade)
    QSvgRenderer(str(DRAWING)).render(painter, QRectF((WIDTH - _SYMBOL) / 2, 40, _SYMBOL, _SYMBOL))
    painter.end()
    return image.convertToFormat(QImage.Format.Format_Indexed8)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication(sys.argv)
    if not drawn().save(str(PICTURE)):
        raise SystemExit(f"{PICTURE} could not be written")
