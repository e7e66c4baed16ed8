"""A desk with plain pages and somebody before it, worked by keyboard."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kiosk.desk.session import Session
from kiosk.scans import Scan
from kiosk.staff import Right, SignedIn
from tests.fakes import HandClock, InlineBackground
from tests.ui.desk_fakes import NURSE, PINS, FakeStaff
from ui.sheet import SITE
from ui.staff.around import Around, Wish
from ui.staff.desk_look import DeskLook
from ui.staff.kit.field import TextField
from ui.staff.opened_desk import PageSlot
from ui.staff.page import DeskPage
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


def open_room(qtbot: QtBot) -> Room:
    """Show a desk, locked, with the keyboard at its sign-in."""
    clock = HandClock()
    lane, staff = InlineBackground(clock), FakeStaff(clock)
    session = Session(staff, lane, clock)
    log: list[str] = []

    def maker(key: str) -> Callable[[DeskLook, Around], DeskPage]:
        return lambda look, _around: Sheet(look, key, log)

    slots = [PageSlot(key, right, "list", maker(key)) for key, right, _ in PAGES]
    window = DeskWindow(replace(SITE, locked=False), session, clock, slots)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.come_up()
    return Room(window, session, clock, lane, staff, log)
