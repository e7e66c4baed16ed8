"""The five verdicts are told apart without colour: by shape, by ground and by frame."""

from itertools import combinations

import pytest
from PySide6.QtGui import QImage

from kiosk.screens import Language
from tests.ui.conftest import MakeDesk
from ui.sheet import samples
from ui.theme.icons import pictogram

SHAPES = ["verdict-in", "verdict-out", "verdict-ask", "verdict-warn", "verdict-stop"]
SIDE = 48


def grey(name: str) -> bytes:
    image = pictogram(name, SIDE, SIDE).toImage().convertToFormat(QImage.Format.Format_Alpha8)
    return bytes(image.constBits())


def inside(name: str) -> bytes:
    image = pictogram(name, SIDE, SIDE).toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    return bytes(image.constBits())


@pytest.mark.usefixtures("qapp")
def test_no_two_silhouettes_look_the_same_in_grey() -> None:
    for one, other in combinations(SHAPES, 2):
        outline = sum(abs(a - b) > 96 for a, b in zip(grey(one), grey(other), strict=True))
        sign = sum(abs(a - b) > 96 for a, b in zip(inside(one), inside(other), strict=True))
        assert max(outline, sign) > 0.06 * SIDE * SIDE, (one, other)


def test_only_stop_has_a_frame(make_desk: MakeDesk) -> None:
    desk = make_desk()
    framed = set()
    for sample in samples(Language.VI):
        desk.window.status(sample.status)
        desk.window.show(sample.screen, 10.0)
        image = desk.window.widget.grab().toImage()
        if image.pixelColor(20, 540).lightness() - image.pixelColor(4, 540).lightness() > 60:
            framed.add(sample.name)
    assert framed == {"stop"}
