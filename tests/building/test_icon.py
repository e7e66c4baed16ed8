"""The icon in the tree is the one that is drawn: Windows asks for it in ten sizes, and shows whichever it finds."""

import pytest
from PySide6.QtGui import QColor, QImage, QImageReader

from building.icon import ICON, SIZES, as_ico, drawn, sizes_in

pytestmark = pytest.mark.usefixtures("qapp")


def images_in(icon: str) -> list[QImage]:
    reader = QImageReader(icon, b"ico")
    found = []
    for index in range(reader.imageCount()):
        reader.jumpToImage(index)
        found.append(reader.read().convertToFormat(QImage.Format.Format_ARGB32))
    return found


def test_the_icon_has_every_size_of_the_drawing() -> None:
    assert sizes_in(ICON.read_bytes()) == list(SIZES)
    for image, size in zip(images_in(str(ICON)), SIZES, strict=True):
        assert (image.width(), image.height()) == (size, size)
        assert image == drawn(size), (
            f"python -m building.icon was not run after a change to the drawing ({size} pixels)"
        )


def test_it_can_be_told_from_both_of_windows_taskbars_in_the_smallest_size() -> None:
    smallest = drawn(16)
    assert smallest.pixelColor(0, 0).alpha() < 128, "its corners are round"
    assert smallest.pixelColor(8, 1) == QColor("#0A4A5C"), "its ground"
    assert smallest.pixelColor(4, 2).lightness() > 200, "the corner of a code"
    assert smallest.pixelColor(7, 10).green() > 180, "the tick"


def test_a_picture_of_another_drawing_is_found() -> None:
    other = QImage(16, 16, QImage.Format.Format_ARGB32)
    other.fill(QColor("#0A4A5C"))
    assert sizes_in(as_ico([other])) == [16]
    assert as_ico([other]) != as_ico([drawn(16)])
