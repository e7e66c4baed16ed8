from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from kiosk.scans import Finding, Picture, Point, Scan, Symbology
from kiosk.screens import CameraState, Reading, Screen, Unreadable, Waiting, Welcome
from tests.ui.conftest import MORNING, STILL, Desk, MakeDesk
from ui.sheet import WELL
from ui.theme import colours
from ui.widgets.viewport import Viewport

RED, BLUE = QColor("#C03030"), QColor("#3030C0")


def halves(width: int = 1280, height: int = 720) -> Picture:
    """A picture whose left half is red and whose right half is blue."""
    row = bytes((RED.blue(), RED.green(), RED.red())) * (width // 2)
    row += bytes((BLUE.blue(), BLUE.green(), BLUE.red())) * (width // 2)
    padding = b"\0" * 4
    return Picture("camera:0", width, height, width * 3 + 4, memoryview((row + padding) * height), 0.0)


def seen(corners: tuple[Point, ...]) -> Scan:
    return Scan("camera:0", Symbology.QR, "", b"", 1000.0, corners)


def square(x: float, y: float) -> tuple[Point, ...]:
    return (Point(x, y), Point(x + 0.1, y), Point(x + 0.1, y + 0.18), Point(x, y + 0.18))


def view(desk: Desk) -> Viewport:
    return desk.scene().findChildren(Viewport)[0]


def painted(desk: Desk) -> QImage:
    return view(desk).grab().toImage()


@pytest.mark.parametrize("mirrored", [True, False])
def test_the_picture_is_a_mirror_where_the_camera_faces_the_visitor(mirrored: bool, make_desk: MakeDesk) -> None:
    desk = make_desk(replace(STILL, mirrored=mirrored))
    desk.window.show(Waiting(), None)
    desk.window.picture(halves())
    image = painted(desk)
    left, right = image.pixelColor(60, 200), image.pixelColor(image.width() - 60, 200)
    assert (left, right) == ((BLUE, RED) if mirrored else (RED, BLUE))


def test_its_corners_are_round_and_show_the_page(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    desk.window.picture(halves())
    image = painted(desk)
    for x in (0, image.width() - 1):
        for y in (0, image.height() - 1):
            assert image.pixelColor(x, y) == colours.PAGE


def test_it_is_never_black(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    image = painted(desk)
    assert image.pixelColor(image.width() // 2, 20) == colours.BRAND_TINT
    desk.window.picture(halves())
    desk.window.status(replace(WELL, camera=CameraState.LOST))
    assert desk.scene().findChildren(Viewport) == []
    desk.window.status(WELL)
    # The last picture of a camera that was lost is not shown as if it were live.
    assert painted(desk).pixelColor(60, 200) == colours.BRAND_TINT


def test_a_code_that_was_read_is_marked_where_it_is_and_only_for_a_while(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = make_desk(replace(STILL, mirrored=False))
    desk.window.show(Waiting(), None)
    desk.window.picture(halves())
    corners = square(0.2, 0.4)
    desk.window.outline(seen(corners))

    def marks() -> list[int]:
        image = painted(desk)
        return [x for x in range(image.width()) if image.pixelColor(x, image.height() // 2) == colours.FOUND]

    found = marks()
    width = view(desk).width()
    assert found
    assert 0.15 * width < min(found) < 0.2 * width
    assert 0.3 * width < max(found) < 0.35 * width
    qtbot.waitUntil(lambda: marks() == [], timeout=2000)


def test_in_a_mirror_the_mark_is_mirrored_too(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    desk.window.picture(halves())
    desk.window.outline(seen(square(0.2, 0.4)))
    image = painted(desk)
    found = [x for x in range(image.width()) if image.pixelColor(x, image.height() // 2) == colours.FOUND]
    assert min(found) > 0.6 * image.width()


def test_what_scanners_read_has_no_place_in_the_picture(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    desk.window.picture(halves())
    before = painted(desk)
    desk.window.outline(seen(()))
    assert painted(desk) == before


def test_reading_stands_still_under_a_veil_with_the_code_marked(make_desk: MakeDesk) -> None:
    from kiosk.cards.card import CardKind

    desk = make_desk(replace(STILL, mirrored=False))
    desk.window.show(Waiting(), None)
    desk.window.picture(halves())
    desk.window.outline(seen(square(0.45, 0.3)))
    desk.window.show(Reading(CardKind.CCCD), 3.0)
    desk.window.present_now()
    veiled = painted(desk).pixelColor(60, 60)
    assert veiled.red() < RED.red()
    other = halves()
    desk.window.picture(replace(other, pixels=memoryview(bytes(len(other.pixels)))))
    assert painted(desk).pixelColor(60, 60) == veiled


def test_the_next_person_sees_themselves_while_the_verdict_shows(make_desk: MakeDesk) -> None:
    desk = make_desk(replace(STILL, mirrored=False))
    desk.window.show(Waiting(), None)
    desk.window.picture(halves())
    desk.window.show(Welcome("N. V. THỬ", MORNING), 4.0)
    assert painted(desk).pixelColor(20, 90) == RED


@pytest.mark.parametrize("screen", [Welcome("N. V. THỬ", MORNING), Unreadable(Finding.GLARE)])
def test_the_small_pictures_mark_no_code(screen: Screen, make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(screen, 4.0)
    desk.window.picture(halves())
    before = painted(desk)
    desk.window.outline(seen(square(0.45, 0.4)))
    assert painted(desk) == before


class Counter(QObject):
    """Counts what is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.paints = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.paints += event.type() is QEvent.Type.Paint
        return False


def test_a_new_picture_paints_the_picture_and_nothing_else(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    desk.window.picture(halves())
    qtbot.wait(50)
    scene, picture = Counter(), Counter()
    for child in (desk.scene(), *desk.window.widget.controls()):
        child.installEventFilter(scene)
    view(desk).installEventFilter(picture)
    for _ in range(5):
        desk.window.picture(halves())
        qtbot.wait(20)
    assert picture.paints >= 4
    assert scene.paints == 0


def test_the_bytes_of_a_picture_live_as_long_as_it_is_shown(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = make_desk(replace(STILL, mirrored=False))
    desk.window.show(Waiting(), None)
    desk.window.picture(halves())
    for _ in range(50):
        bytearray(1280 * 720 * 3)
    qtbot.wait(20)
    assert painted(desk).pixelColor(60, 200) == RED
