from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.screens import Waiting
from tests.ui.conftest import STILL, Desk, MakeDesk
from ui.staying import BACK_MS

OPEN = replace(STILL, locked=False)
BOTH = pytest.mark.parametrize("site", [STILL, OPEN], ids=["locked", "open"])


@pytest.fixture
def stranger(qapp: QApplication) -> Iterator[QWindow]:  # noqa: ARG001 -- windows need an application
    """The window of another program, as far as the kiosk can tell."""
    window = QWindow()
    window.resize(200, 200)
    yield window
    window.destroy()


def filled(desk: Desk, qtbot: QtBot) -> Desk:
    """The desk's window on the whole of the display, with the focus."""
    desk.window.widget.hide()
    desk.window.widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
    desk.window.show(Waiting(), None)
    with qtbot.waitActive(desk.window.widget):
        desk.window.open()
        desk.window.widget.activateWindow()
    return desk


@BOTH
def test_only_an_open_kiosk_is_closed_by_its_window(site: object, make_desk: MakeDesk) -> None:
    desk = make_desk(site)
    desk.window.show(Waiting(), None)
    assert desk.window.widget.close() is (site is OPEN)
    assert desk.window.widget.isVisible() is (site is STILL)


def test_the_program_itself_can_close_a_locked_kiosk(make_desk: MakeDesk) -> None:
    desk = make_desk()
    closing = desk.window.widget
    closing.end()
    assert not closing.isVisible()


@BOTH
@pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise")
def test_only_a_locked_kiosk_stays_on_top(site: object, make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = filled(make_desk(site), qtbot)
    assert desk.window.widget.isFullScreen()
    on_top = bool(desk.window.widget.windowFlags() & Qt.WindowType.WindowStaysOnTopHint)
    assert on_top is (site is STILL)


@BOTH
@pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise")
def test_only_a_locked_kiosk_comes_back_before_what_another_program_opens(
    site: object, stranger: QWindow, make_desk: MakeDesk, qtbot: QtBot
) -> None:
    desk = filled(make_desk(site), qtbot)
    widget = desk.window.widget
    stranger.show()
    stranger.requestActivate()
    qtbot.waitUntil(lambda: not widget.isActiveWindow(), timeout=1000)
    qtbot.wait(BACK_MS // 3)
    assert not widget.isActiveWindow()
    qtbot.wait(BACK_MS)
    assert widget.isActiveWindow() is (site is STILL)
