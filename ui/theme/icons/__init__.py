"""Icons and pictograms as pixmaps: each is drawn once for its size, colour and display, then kept."""

from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

HERE: Final = Path(__file__).parent.parent
STROKE: Final = 2.25


@cache
def _source(folder: str, name: str) -> str:
    return (HERE / folder / f"{name}.svg").read_text(encoding="utf-8")


def _drawn(svg: str, width: int, height: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@lru_cache(maxsize=512)
def _icon(name: str, size: int, colour: str, ratio: float, stroke: float) -> QPixmap:
    # QtSvg knows no currentColor, so the colour goes into the text.
    svg = _source("icons", name).replace("currentColor", colour)
    return _drawn(svg.replace('stroke-width="2"', f'stroke-width="{stroke}"'), size, size, ratio)


def icon(name: str, size: int, colour: QColor, ratio: float = 1.0, stroke: float = STROKE) -> QPixmap:
    """The icon ``name``, ``size`` logical pixels square, for a display of device pixel ratio ``ratio``."""
    return _icon(name, size, colour.name(), ratio, stroke)


@lru_cache(maxsize=128)
def pictogram(name: str, width: int, height: int, ratio: float = 1.0) -> QPixmap:
    """The pictogram ``name`` in its own colours, as large as ``width`` x ``height`` allows, centred in it."""
    renderer = QSvgRenderer(QByteArray(_source("pictograms", name).encode()))
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    size = renderer.defaultSize().toSizeF().scaled(pixmap.size().toSizeF(), Qt.AspectRatioMode.KeepAspectRatio)
    painter = QPainter(pixmap)
    left, top = (pixmap.width() - size.width()) / 2, (pixmap.height() - size.height()) / 2
    renderer.render(painter, QRectF(left, top, size.width(), size.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
