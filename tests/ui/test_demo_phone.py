"""The demo's phone: readable, never in the way of the keyboard, and gone when it is touched."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.errand_screens import CodeNotice, EnterCode
from kiosk.screens import Language
from tests.ui.conftest import MakeDesk
from ui.demo_phone import SHOWN_SECONDS, DemoPhone
from ui.sheet import WAYS
from ui.widgets.code_cells import CodeCells

# The offscreen platform says so of any such window.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support")
SMS = "[Bệnh viện Hạ Vân] Mã xác nhận của bạn: 123456. Có hiệu lực 5 phút. Không đưa mã này cho ai ngoài kiosk."


@pytest.fixture
def phone(qtbot: QtBot) -> DemoPhone:
    made = DemoPhone()
    qtbot.addWidget(made)
    return made


def test_a_message_shows_the_phone_in_the_upper_left_corner(phone: DemoPhone) -> None:
    phone.show_message(SMS)

    area = QGuiApplication.primaryScreen().availableGeometry()
    assert phone.isVisible()
    assert phone.texts == (SMS,)
    assert area.contains(phone.geometry().topLeft())
    assert phone.geometry().center().y() < area.center().y()


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1080, 1920)], ids=["wide", "small", "upright"])
@pytest.mark.parametrize("language", list(Language))
def test_it_covers_nothing_of_the_code_screen_that_is_needed(
    size: tuple[int, int], language: Language, make_desk: MakeDesk, qtbot: QtBot
) -> None:
    desk = make_desk(WAYS, size, language)
    desk.window.show(EnterCode("09•• ••• 001", "", CodeNotice.SENT, 5, 1258.0, 1042.0), 120.0)
    phone = DemoPhone(desk.window.widget)
    qtbot.addWidget(phone)

    phone.show_message(SMS)

    covered = phone.geometry()
    for each in [*desk.window.widget.controls(), *desk.scene().findChildren(CodeCells)]:
        place = QRect(each.mapToGlobal(QPoint(0, 0)), each.size())
        assert not covered.intersects(place), each.accessibleName()


def test_it_never_takes_the_keyboard(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = make_desk()
    before = QGuiApplication.focusWindow()
    phone = DemoPhone(desk.window.widget)
    qtbot.addWidget(phone)

    phone.show_message(SMS)
    qtbot.wait(20)

    assert QGuiApplication.focusWindow() is before
    assert not phone.isActiveWindow()
    assert phone.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert phone.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_a_touch_puts_it_away_and_forgets_the_messages(phone: DemoPhone) -> None:
    phone.show_message(SMS)

    QTest.mouseClick(phone, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))

    assert not phone.isVisible()
    assert phone.texts == ()


def test_it_can_be_dragged_out_of_the_way(phone: DemoPhone) -> None:
    phone.show_message(SMS)
    before = phone.pos()

    QTest.mousePress(phone, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    QTest.mouseMove(phone, QPoint(0, 30))
    QTest.mouseMove(phone, QPoint(0, 30))
    QTest.mouseRelease(phone, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))

    assert phone.isVisible()
    assert phone.pos() != before


def test_it_goes_by_itself_and_a_new_message_gives_it_another_minute(phone: DemoPhone, qtbot: QtBot) -> None:
    assert SHOWN_SECONDS == 60
    phone._away.setInterval(200)
    phone.show_message("một")
    qtbot.wait(120)
    phone.show_message("hai")
    qtbot.wait(120)
    assert phone.isVisible()

    qtbot.waitUntil(lambda: not phone.isVisible(), timeout=3000)


def test_only_the_newest_message_counts(phone: DemoPhone) -> None:
    for text in ("một", "hai", "ba"):
        phone.show_message(text)

    assert phone.texts == ("ba",)


@pytest.mark.parametrize("text", ["", "123456", SMS, SMS * 6, "x" * 900, "a\nb"])
def test_any_message_can_be_painted(text: str, phone: DemoPhone) -> None:
    phone.show_message("trước")
    before = phone.grab().toImage()

    phone.show_message(text)

    assert phone.grab().toImage() != before


def test_it_says_whose_it_is_if_it_is_not_the_visitors(qtbot: QtBot) -> None:
    note = DemoPhone(None, "Chạy thử")
    qtbot.addWidget(note)
    assert note.accessibleName() == "Chạy thử"
    note.show_message("PIN 719305")
    assert note.texts == ("PIN 719305",)
