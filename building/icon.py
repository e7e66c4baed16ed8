"""Draw the program's icon from its picture: ``python -m building.icon`` writes building/kiosk.ico anew."""

import os
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).parents[1] / "ui" / "theme" / "pictograms" / "program.svg"
ICON = Path(__file__).with_name("kiosk.ico")
SIZES = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)
"""What Windows asks for: 16 in a title bar, 32 in the taskbar, 48 on the desktop; those between at 125 % and 150 %."""

_COMPRESSED_FROM = 256  # smaller ones are read by programs that know no PNG in an icon


def drawn(size: int, drawing: Path = DRAWING) -> QImage:
    """Return the drawing as a picture of so many pixels each way, with what is outside of it transparent."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    return image


def as_ico(images: list[QImage]) -> bytes:
    """Return square pictures as one .ico file."""
    parts = [_png(image) if image.width() >= _COMPRESSED_FROM else _bitmap(image) for image in images]
    offset = 6 + 16 * len(images)
    entries = b""
    for image, part in zip(images, parts, strict=True):
        side = image.width() % 256  # 0 says 256
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(part), offset)
        offset += len(part)
    return struct.pack("<HHH", 0, 1, len(images)) + entries + b"".join(parts)


def sizes_in(icon: bytes) -> list[int]:
    """Return the sizes that an .ico file holds."""
    _, _, number = struct.unpack_from("<HHH", icon)
    return [icon[6 + 16 * index] or 256 for index in range(number)]


def _bitmap(image: QImage) -> bytes:
    """Return a picture as Windows' own bitmap without its file header: rows from below, then a mask of none."""
    side = image.width()
    header = struct.pack("<IiiHHIIiiII", 40, side, 2 * side, 1, 32, 0, 0, 0, 0, 0, 0)
    flipped = image.flipped(Qt.Orientation.Vertical).convertToFormat(QImage.Format.Format_ARGB32)
    mask = bytes((side + 31) // 32 * 4 * side)
    return header + bytes(flipped.constBits()) + mask


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want its name as bytes
    return bytes(buffer.data().data())


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication(sys.argv)
    ICON.write_bytes(as_ico([drawn(size) for size in SIZES]))
    print(f"{ICON}: {', '.join(map(str, SIZES))} pixels")
