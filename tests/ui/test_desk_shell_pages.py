"""The desk's window, worked by keyboard: from page to page, and what is asked before one is left."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kiosk.desk.rows import RowFilter
from kiosk.screens import Language, Status
from kiosk.staff import SignedIn
from tests.fakes import scan
from tests.ui.desk_fakes import HEAD, MECHANIC, NURSE, desk_look
from tests.ui.desk_room import PAGES, Room, open_room
from ui.sheet import SITE
from ui.staff.around import ToList, ToLookup, ToProxy
from ui.staff.kit.chip import Tone
from ui.staff.nav import Nav


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[Room]:
    made = open_room(qtbot)
    yield made
    made.window.end()
    qtbot.wait(1)


def test_f_keys_lead_to_every_page_and_the_page_before_is_left(room: Room) -> None:
    room.sign_in()
    for key, _, code in PAGES[1:]:
        room.press(code)
        assert room.page().key == key
        assert room.log[-1] == f"opened {key}"
        assert room.log[-2].startswith("left ")
    assert len(room.log) == 1 + 2 * (len(PAGES) - 1)


@pytest.mark.parametrize(
    ("who", "pages"),
    [
        (NURSE, ("list", "proxy", "lookup", "figures", "devices", "settings")),
        (HEAD, ("list", "proxy", "lookup", "figures", "devices", "settings")),
        (MECHANIC, ("figures", "devices", "settings")),
    ],
)
def test_each_role_finds_its_own_pages_and_no_others(room: Room, who: SignedIn, pages: tuple[str, ...]) -> None:
    room.sign_in(who)
    opened = room.window.opened
    assert opened is not None
    assert tuple(opened.nav.buttons) == pages
    for key, _, code in PAGES:
        before = opened.current
        room.press(code)
        assert opened.current == (key if key in pages else before)


def test_leaving_with_something_typed_asks_and_esc_stays(room: Room) -> None:
    room.sign_in()
    room.type("AN")
    room.press(Qt.Key.Key_F6)
    assert len(room.window.dialogs()) == 1
    room.press(Qt.Key.Key_F7)  # no key goes past the question
    assert len(room.window.dialogs()) == 1
    room.press(Qt.Key.Key_Escape)
    assert room.window.dialogs() == []
    assert room.page().key == "list"
    assert room.page().name.text() == "AN"
    assert room.focused() is room.page().name.edit
    room.press(Qt.Key.Key_F6)
    room.press(Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert room.page().key == "figures"


def test_tab_stays_within_a_question(room: Room) -> None:
    room.sign_in()
    room.type("AN")
    room.press(Qt.Key.Key_F6)
    ask = room.window.dialogs()[0]
    for _ in range(5):
        room.press(Qt.Key.Key_Tab)
        assert ask.isAncestorOf(room.focused())


def test_a_page_is_opened_for_what_another_wants(room: Room) -> None:
    room.sign_in()
    room.window.open_proxy("+84900000001", None)
    assert room.page().key == "proxy"
    assert room.page().wishes == [ToProxy("+84900000001")]
    room.window.open_lookup("0900")
    assert room.page().wishes == [ToLookup("0900")]
    room.window.open_list(RowFilter.REFUSED)
    room.window.open_list(RowFilter.WAITING)  # it stands already
    assert room.page().wishes == [ToList(RowFilter.REFUSED), ToList(RowFilter.WAITING)]
    assert "0900" not in repr(ToProxy("+84900000001")) + repr(ToLookup("0900"))


def test_the_refused_lead_to_their_list(room: Room) -> None:
    room.sign_in()
    room.window.status(Status(online=True, waiting_to_send=3, refused=1))
    opened = room.window.opened
    assert opened is not None
    assert opened.header.waiting.text() == "3 chờ gửi"
    assert opened.header.refused.text_shown() == "1 bị từ chối"
    room.press(Qt.Key.Key_F6)
    QTest.keyClick(opened.header.refused, Qt.Key.Key_Space)
    assert room.page().wishes == [ToList(RowFilter.REFUSED)]


def test_whoever_may_not_see_the_list_is_not_led_there(room: Room) -> None:
    room.sign_in(MECHANIC)
    room.window.status(Status(refused=1))
    assert room.window.opened is not None
    assert not room.window.opened.header.refused.isEnabled()
    room.window.open_list()
    assert room.page().key == "figures"


def test_what_needs_somebody_is_counted_behind_the_list(room: Room) -> None:
    room.window.attention(3)
    room.sign_in()
    assert room.window.opened is not None
    assert room.window.opened.nav.buttons["list"].badge_count() == 3


def test_a_scan_goes_to_the_page_but_not_past_a_question_or_a_locked_desk(room: Room) -> None:
    code = scan("001090000001", room.clock.monotonic())
    assert not room.window.take(code)
    room.sign_in()
    page = room.page()
    assert not room.window.take(code)
    page.uses_scans = True
    assert room.window.take(code)
    room.type("AN")
    room.press(Qt.Key.Key_F6)
    assert not room.window.take(code)
    assert len(page.scans) == 2


def test_another_language_makes_the_page_anew_unless_somebody_stays(room: Room) -> None:
    room.sign_in()
    room.press(Qt.Key.Key_F6)
    room.type("AN")
    room.window.speak(Language.EN)
    room.press(Qt.Key.Key_Escape)
    assert room.window.opened is not None
    assert room.window.opened.header.title.text() == "Số liệu hôm nay"
    room.page().name.set_text("")
    room.window.speak(Language.EN)
    assert room.page().key == "figures"
    assert room.window.opened is not None
    assert room.window.opened.header.title.text() == "Today in figures"


def test_another_size_waits_for_what_is_typed(room: Room) -> None:
    room.sign_in()
    room.type("AN")
    page = room.page()
    room.window.resize(1920, 1080)
    assert room.page() is page
    assert room.window.opened is not None
    assert room.window.opened.width() == 1920
    page.name.set_text("")
    room.window._tick()
    assert room.page() is not page
    assert room.window.look.px(100) == 100


def test_a_sentence_stands_in_the_header(room: Room) -> None:
    room.sign_in()
    room.window.toast("Đã ghi giờ ra", Tone.OK)
    assert room.window.opened is not None
    assert room.window.opened.header.said.isVisible()
    assert room.window.opened.header.said.text() == "Đã ghi giờ ra"


def test_the_ring_stands_while_keys_are_used_and_goes_with_the_mouse(room: Room) -> None:
    room.sign_in()
    room.press(Qt.Key.Key_Right)
    edit = room.page().name.edit
    assert room.window.ring.isVisible()
    around = room.window.ring.geometry()
    assert around.contains(edit.mapTo(room.window, edit.rect().center()))
    QTest.mouseClick(edit, Qt.MouseButton.LeftButton)
    assert not room.window.ring.isVisible()


def test_a_narrow_navigation_has_initials_in_capitals(qtbot: QtBot) -> None:
    who = replace(NURSE, name="Nguyễn Thị văn Mẫu")
    nav = Nav(desk_look(1080, 1920), SITE, who, [], lambda _key: None, lambda: None, None)
    qtbot.addWidget(nav)
    assert "VM" in [label.text() for label in nav.findChildren(QLabel)]
