"""The list on its page with somebody before it: a real store, a real page, everything by keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from kiosk.admission import DeclarationMode, Rules
from kiosk.cards.card import Card, CardKind
from kiosk.desk.ports import VisitorList
from kiosk.desk.rows import RowFilter, RowKey
from kiosk.people import Identifier, IdentifierKind, PartialDate
from kiosk.ports import Crossing
from kiosk.screens import Language
from kiosk.staff import SignedIn
from kiosk.visits import Act, Via, Visit
from tests.ui.desk_fakes import NURSE, DeskSet, desk_look, make_tools
from ui.staff.around import Wish
from ui.staff.kit.chip import Tone
from ui.staff.kit.dialog import StaffDialog
from ui.staff.kit.style import desk_stylesheet
from ui.staff.list.page import ListPage

D = TypeVar("D", bound=StaffDialog)
NAMES = (
    "NGUYỄN VĂN THỬ", "TRẦN THỊ MẪU", "LÊ HỮU KIỂM", "PHẠM THỊ NGOÀI", "ĐẶNG VĂN VÍ", "BÙI THỊ DỤ", "HỒ MINH HỌA",
)  # fmt: skip


def card_of(number: int) -> Card:
    """The card of somebody invented."""
    value = f"{1090000000 + number:012d}"
    return Card(
        CardKind.CCCD,
        name=NAMES[number % len(NAMES)],
        birth=PartialDate(1950 + number % 60),
        citizen_id=value,
        phone=f"+8490000{number:04d}",
        identifiers=frozenset({Identifier(IdentifierKind.CITIZEN_ID, value)}),
    )


@dataclass
class ListRoom:
    """A page, the desk below it, and what the page asked of the window."""

    desk: DeskSet
    page: ListPage
    surface: QWidget
    said: list[tuple[str, Tone]] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the focus is."""
        QTest.keyClick(self.focused(), key, modifier)
        QApplication.processEvents()

    def focused(self) -> QWidget:
        """What has the keys."""
        widget: QWidget | None = self.surface.focusWidget()
        return widget or self.page

    def focus(self, line: QLineEdit) -> None:
        """Go to a line, whose text is chosen then, as it is when Tab goes there."""
        line.setFocus()
        line.selectAll()

    def control(self, key: Qt.Key) -> None:
        """Press a key with Ctrl."""
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def write(self, text: str) -> None:
        """Type a text wherever the focus is."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self.focused(), QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
        self.pass_time(0.2)

    def pass_time(self, seconds: float) -> None:
        """Let time pass for the timers of the page."""
        self.desk.lane.pass_time(seconds)
        QApplication.processEvents()

    def dialog(self, kind: type[D]) -> D:
        """The question that is open."""
        found = self.surface.findChildren(kind)
        assert len(found) == 1
        return found[0]

    def asked(self) -> bool:
        """Whether a question is open."""
        QApplication.sendPostedEvents(None, 52)  # DeferredDelete
        return bool(self.surface.findChildren(StaffDialog))

    def names(self) -> list[str]:
        """The names as they stand in the table."""
        model = self.page.face.model
        return [model.cell(place, 2).text for place in range(model.rowCount())]

    def come(self, number: int, minutes_ago: float = 0) -> Visit:
        """Somebody comes in by their card."""
        at = self.desk.clock.now() - timedelta(minutes=minutes_ago)
        visit, _ = self.desk.store.visits.record(crossing(number, at))
        return visit

    def audit(self) -> list[str]:
        """What the log says was done."""
        return [str(row[0]) for row in self.desk.store.connection.rows("SELECT what FROM audit ORDER BY row")]


def crossing(number: int, at: datetime) -> Crossing:
    """Somebody coming in."""
    return Crossing(card_of(number), Act.CHECK_IN, at, Via.CITIZEN_CARD, "Cổng số 2")


@dataclass
class AroundPage:
    """The window, as far as the page knows it."""

    surface: QWidget
    said: list[tuple[str, Tone]] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def open_proxy(self, phone: str | None = None, person: object = None) -> None:  # noqa: ARG002
        self.opened.append("proxy")

    def open_list(self, filter: RowFilter = RowFilter.ALL, key: RowKey | None = None) -> None:  # noqa: A002, ARG002
        self.opened.append("list")

    def open_lookup(self, digits: str = "") -> None:  # noqa: ARG002
        self.opened.append("lookup")

    def go(self, wish: Wish) -> None:
        self.wishes.append(wish)

    def toast(self, text: str, tone: Tone = Tone.OK) -> None:
        self.said.append((text, tone))

    def lock(self) -> None:
        self.opened.append("lock")


@contextmanager
def list_room(
    folder: Path,
    *,
    people: VisitorList | None = None,
    who: SignedIn = NURSE,
    size: tuple[int, int] = (1366, 768),
    language: Language = Language.VI,
) -> Iterator[ListRoom]:
    """A page over a new store; ``people`` instead of the store's own list."""
    desk = make_tools(folder, who=who, rules=Rules("Cổng số 2", declarations=DeclarationMode.OPTIONAL))
    desk.tools.people = people or desk.store.people_list
    look = desk_look(*size, language)
    surface = QWidget()
    surface.setObjectName("desk")
    surface.setStyleSheet(desk_stylesheet(look))
    around = AroundPage(surface)
    page = ListPage(look, desk.tools, around, folder / "out", "Bệnh viện Đa khoa Hạ Vân")
    layout = QVBoxLayout(surface)
    layout.setContentsMargins(look.px(284), look.px(80), 0, 0)
    layout.addWidget(page)
    layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
    surface.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    surface.resize(*size)
    surface.show()
    QApplication.processEvents()
    try:
        yield ListRoom(desk, page, surface, around.said, around.wishes)
    finally:
        if isValid(page):  # type: ignore[no-untyped-call] # shiboken6 ships no types for it
            page.left()
        surface.close()
        surface.deleteLater()
        QApplication.sendPostedEvents(None, 52)
        desk.store.close()
