"""The desk's window, worked by keyboard: signing in, going from page to page, locking, and what is left behind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kiosk.desk.rows import RowFilter
from kiosk.desk.session import Session
from kiosk.scans import Scan
from kiosk.screens import Language, Status
from kiosk.staff import Right, SignedIn
from tests.fakes import HandClock, InlineBackground, scan
from tests.ui.desk_fakes import HEAD, MECHANIC, NURSE, PINS, FakeStaff
from ui.sheet import SITE
from ui.site import Site
from ui.staff.around import Around, ToList, ToLookup, ToProxy, Wish
from ui.staff.kit.chip import Tone
from ui.staff.kit.field import TextField
from ui.staff.opened_desk import PageSlot
from ui.staff.page import DeskLook, DeskPage
from ui.staff.window import DeskWindow

PAGES = (
    ("list", Right.SEE_PEOPLE, Qt.Key.Key_F1),
    ("proxy", Right.DECLARE, Qt.Key.Key_F2),
    ("lookup", Right.SEE_PEOPLE, Qt.Key.Key_F4),
    ("figures", Right.FIGURES, Qt.Key.Key_F6),
    ("devices", Right.DEVICES, Qt.Key.Key_F7),
    ("settings", Right.SWITCH_MODE, Qt.Key.Key_F10),
)
NAME = "NGUYỄN VĂN THỬ"


class Sheet(DeskPage):
    """A page with one field; what happens to it is remembered in ``log``."""

    def __init__(self, look: DeskLook, key: str, log: list[str]) -> None:
        super().__init__()
        self.key, self.log, self.wishes = key, log, list[Wish]()
        self.scans: list[Scan] = []
        self.uses_scans = False
        self.name = TextField(look, "Họ và tên")
        QVBoxLayout(self).addWidget(self.name)

    def opened(self) -> None:
        self.log.append(f"opened {self.key}")
        self.name.edit.setFocus()

    def wanted(self, wish: Wish) -> None:
        self.wishes.append(wish)

    def left(self) -> None:
        self.log.append(f"left {self.key}")
        self.name.set_text("")

    def take(self, scan: Scan) -> bool:
        self.scans.append(scan)
        return self.uses_scans

    def unsaved(self) -> bool:
        return bool(self.name.text())


@dataclass
class Room:
    """A desk with somebody before it."""

    window: DeskWindow
    session: Session
    clock: HandClock
    lane: InlineBackground
    staff: FakeStaff
    log: list[str] = field(default_factory=list)

    def press(self, *keys: Qt.Key, control: bool = False) -> None:
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        for key in keys:
            QTest.keyClick(self.focused(), key, modifier)

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(self.focused(), letter)

    def focused(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def sign_in(self, who: SignedIn = NURSE) -> None:
        names = self.session.state.names or ()
        at = next(index for index, one in enumerate(names) if one.id == who.id)
        self.press(*[Qt.Key.Key_Down] * (at + 1))
        self.type(PINS[who.id])
        self.press(Qt.Key.Key_Return)

    def page(self) -> Sheet:
        assert self.window.opened is not None
        page = self.window.opened.page
        assert isinstance(page, Sheet)
        return page

    def texts(self) -> str:
        found = [each.text() for each in self.window.findChildren(QLabel)]
        found += [each.text() for each in self.window.findChildren(QLineEdit)]
        return "\n".join(found)


MakeRoom = Callable[..., Room]


@pytest.fixture
def make_room(qtbot: QtBot) -> Iterator[MakeRoom]:
    rooms: list[Room] = []

    def make(site: Site = SITE, size: tuple[int, int] = (1366, 768), language: Language = Language.VI) -> Room:
        clock = HandClock()
        lane, staff = InlineBackground(clock), FakeStaff(clock)
        session = Session(staff, lane, clock)
        log: list[str] = []

        def maker(key: str) -> Callable[[DeskLook, Around], DeskPage]:
            return lambda look, _around: Sheet(look, key, log)

        slots = [PageSlot(key, right, "list", maker(key)) for key, right, _ in PAGES]
        window = DeskWindow(replace(site, locked=False), session, clock, slots, language=language)
        window.resize(*size)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.come_up()
        room = Room(window, session, clock, lane, staff, log)
        rooms.append(room)
        return room

    yield make
    for room in rooms:
        room.window.end()
    qtbot.wait(1)


def test_a_wrong_pin_is_said_and_the_right_one_opens_the_desk(make_room: MakeRoom) -> None:
    room = make_room()
    room.press(Qt.Key.Key_Down)
    room.type("999998")
    room.press(Qt.Key.Key_Return)
    assert room.window.opened is None
    assert room.window.sign_in is not None
    assert "4" in room.window.sign_in.message.label.text()
    room.type(PINS[NURSE.id])
    room.press(Qt.Key.Key_Return)
    assert room.window.opened is not None
    assert room.log == ["opened list"]


def test_a_wrong_digit_is_taken_back_by_key(make_room: MakeRoom) -> None:
    room = make_room()
    room.press(Qt.Key.Key_Down)
    room.type("1358")
    room.press(Qt.Key.Key_Backspace)
    room.type("790")
    room.press(Qt.Key.Key_Enter)
    assert room.session.who == NURSE


def test_the_keys_on_the_screen_sign_in_too(make_room: MakeRoom) -> None:
    room = make_room()
    page = room.window.sign_in
    assert page is not None
    for control in page.names.controls()[:1]:
        QTest.mouseClick(control, Qt.MouseButton.LeftButton)
    for digit in PINS[NURSE.id]:
        room.clock.turn(0.5)
        key = next(key for key in page.keypad.keys if key.accessibleName() == digit)
        QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    room.clock.turn(0.5)
    QTest.mouseClick(page.sign_in, Qt.MouseButton.LeftButton)
    assert room.session.who == NURSE


def test_five_wrong_ones_are_counted_down_in_words(make_room: MakeRoom) -> None:
    room = make_room()
    room.press(Qt.Key.Key_Down)
    for _ in range(5):
        room.type("999998")
        room.press(Qt.Key.Key_Return)
    page = room.window.sign_in
    assert page is not None
    assert "5:00" in page.message.label.text()
    assert not page.sign_in.isEnabled()
    room.clock.turn(30)
    page.tick()
    assert "4:30" in page.message.label.text()


def test_f_keys_lead_to_every_page_and_the_page_before_is_left(make_room: MakeRoom) -> None:
    room = make_room()
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
def test_each_role_finds_its_own_pages_and_no_others(
    make_room: MakeRoom, who: SignedIn, pages: tuple[str, ...]
) -> None:
    room = make_room()
    room.sign_in(who)
    opened = room.window.opened
    assert opened is not None
    assert tuple(opened.nav.buttons) == pages
    for key, _, code in PAGES:
        before = opened.current
        room.press(code)
        assert opened.current == (key if key in pages else before)


def test_ctrl_l_locks_and_leaves_nobody_s_data(make_room: MakeRoom, qtbot: QtBot) -> None:
    room = make_room()
    room.sign_in()
    room.page().name.set_text(NAME)
    room.press(Qt.Key.Key_L, control=True)  # something is typed: asked first
    assert room.session.who == NURSE
    room.press(Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert room.session.who is None
    assert room.staff.done[-1] == ("out chosen", NURSE.id, None)
    qtbot.wait(1)
    assert NAME not in room.texts()
    assert room.window.findChildren(Sheet) == []


def test_what_was_copied_is_gone_when_the_desk_locks(make_room: MakeRoom) -> None:
    room = make_room()
    room.sign_in()
    room.page().name.set_text(NAME)
    room.page().name.edit.selectAll()
    room.press(Qt.Key.Key_C, control=True)
    assert QApplication.clipboard().text() == NAME
    room.page().name.set_text("")
    room.press(Qt.Key.Key_L, control=True)
    assert QApplication.clipboard().text() == ""


def test_three_idle_minutes_lock_without_asking_and_are_announced(make_room: MakeRoom) -> None:
    room = make_room()
    room.sign_in()
    room.type("AN")
    room.lane.pass_time(170)
    opened = room.window.opened
    assert opened is not None
    assert "10" in opened.header.ending.text()
    assert opened.header.ending.isVisible()
    room.lane.pass_time(11)
    assert room.session.who is None
    assert room.window.opened is None
    assert room.staff.done[-1] == ("out idle", NURSE.id, None)


def test_a_key_a_click_and_a_scan_each_keep_the_desk_open(make_room: MakeRoom) -> None:
    room = make_room()
    room.sign_in()
    page = room.page()
    page.uses_scans = True
    for use in (
        lambda: room.press(Qt.Key.Key_Right),
        lambda: QTest.mouseClick(page, Qt.MouseButton.LeftButton),
        lambda: room.window.take(scan("001090000001", room.clock.monotonic())),
    ):
        room.lane.pass_time(170)
        use()
    room.lane.pass_time(170)
    assert room.session.who == NURSE


def test_leaving_with_something_typed_asks_and_esc_stays(make_room: MakeRoom) -> None:
    room = make_room()
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


def test_tab_stays_within_a_question(make_room: MakeRoom) -> None:
    room = make_room()
    room.sign_in()
    room.type("AN")
    room.press(Qt.Key.Key_F6)
    ask = room.window.dialogs()[0]
    for _ in range(5):
        room.press(Qt.Key.Key_Tab)
        assert ask.isAncestorOf(room.focused())


def test_a_page_is_opened_for_what_another_wants(make_room: MakeRoom) -> None:
    room = make_room()
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


def test_the_refused_lead_to_their_list(make_room: MakeRoom) -> None:
    room = make_room()
    room.sign_in()
    room.window.status(Status(online=True, waiting_to_send=3, refused=1))
    opened = room.window.opened
    assert opened is not None
    assert opened.header.waiting.text() == "3 chờ gửi"
    assert opened.header.refused.text_shown() == "1 bị từ chối"
    room.press(Qt.Key.Key_F6)
    QTest.keyClick(opened.header.refused, Qt.Key.Key_Space)
    assert room.page().wishes == [ToList(RowFilter.REFUSED)]


def test_whoever_may_not_see_the_list_is_not_led_there(make_room: MakeRoom) -> None:
    room = make_room()
    room.sign_in(MECHANIC)
    room.window.status(Status(refused=1))
    assert room.window.opened is not None
    assert not room.window.opened.header.refused.isEnabled()
    room.window.open_list()
    assert room.page().key == "figures"


def test_what_needs_somebody_is_counted_behind_the_list(make_room: MakeRoom) -> None:
    room = make_room()
    room.window.attention(3)
    room.sign_in()
    assert room.window.opened is not None
    assert room.window.opened.nav.buttons["list"].badge_count() == 3


def test_a_scan_goes_to_the_page_but_not_past_a_question_or_a_locked_desk(make_room: MakeRoom) -> None:
    room = make_room()
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


def test_another_language_makes_the_page_anew_unless_somebody_stays(make_room: MakeRoom) -> None:
    room = make_room()
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


def test_another_size_waits_for_what_is_typed(make_room: MakeRoom) -> None:
    room = make_room()
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


def test_a_sentence_stands_in_the_header(make_room: MakeRoom) -> None:
    room = make_room()
    room.sign_in()
    room.window.toast("Đã ghi giờ ra", Tone.OK)
    assert room.window.opened is not None
    assert room.window.opened.header.said.isVisible()
    assert room.window.opened.header.said.text() == "Đã ghi giờ ra"


def test_the_ring_stands_while_keys_are_used_and_goes_with_the_mouse(make_room: MakeRoom) -> None:
    room = make_room()
    room.sign_in()
    room.press(Qt.Key.Key_Right)
    edit = room.page().name.edit
    assert room.window.ring.isVisible()
    around = room.window.ring.geometry()
    assert around.contains(edit.mapTo(room.window, edit.rect().center()))
    QTest.mouseClick(edit, Qt.MouseButton.LeftButton)
    assert not room.window.ring.isVisible()


def test_a_locked_desk_is_not_closed_from_the_keyboard(make_room: MakeRoom) -> None:
    room = make_room()
    assert room.window.close()
    room.window.show()
    room.window._locked = True
    assert not room.window.close()
    assert room.window.isVisible()


def test_somebody_who_stands_down_meanwhile_is_not_listed(make_room: MakeRoom) -> None:
    room = make_room()
    room.staff.disable(NURSE.id, room.clock.now())
    room.window.come_up()
    assert NURSE.name not in [one.name for one in room.session.state.names or ()]
    page = room.window.sign_in
    assert page is not None
    assert not page.stale()
