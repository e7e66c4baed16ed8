"""A window around one page of the desk, with somebody at its keyboard who counts what they press."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from kiosk.desk.rows import RowFilter, RowKey
from ui.staff.around import ToList, ToLookup, ToProxy, Wish
from ui.staff.desk_look import DeskLook
from ui.staff.kit.chip import Tone
from ui.staff.kit.dialog import StaffDialog
from ui.staff.kit.focus import DeskRing
from ui.staff.kit.style import desk_stylesheet
from ui.staff.kit.text import StaffLabel
from ui.staff.page import DeskPage

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class Host(QWidget):
    """The window as a page sees it. ``wishes`` are where it wanted to go; ``strokes`` counts keys but for texts."""

    def __init__(self, qtbot: QtBot, look: DeskLook, make: Callable[["Host"], DeskPage]) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.setStyleSheet(desk_stylesheet(look))
        self.resize(look.scale.width, look.scale.height)
        self.wishes: list[Wish] = []
        self.strokes = 0
        self.ring = DeskRing(self, look)
        self.page = make(self)
        holder = QScrollArea(self)
        holder.setFrameShape(QFrame.Shape.NoFrame)
        holder.setWidgetResizable(True)
        holder.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder.setWidget(self.page)
        holder.setGeometry(self.rect().adjusted(look.px(284), look.px(80), 0, 0))
        qtbot.addWidget(self)
        self.show()
        qtbot.waitUntil(lambda: self.isVisible())
        self.activateWindow()
        self.page.opened()

    @property
    def surface(self) -> QWidget:
        """The window itself."""
        return self

    def open_proxy(self, phone: str | None = None, person: UUID | None = None) -> None:
        """Remember it."""
        self.go(ToProxy(phone, person))

    def open_list(self, filter: RowFilter = RowFilter.ALL, key: RowKey | None = None) -> None:  # noqa: A002
        """Remember it."""
        self.go(ToList(filter, key))

    def open_lookup(self, digits: str = "") -> None:
        """Remember it."""
        self.go(ToLookup(digits))

    def toast(self, text: str, tone: Tone = Tone.OK) -> None:
        """Nothing is said."""

    def lock(self) -> None:
        """Nobody signs out."""

    def go(self, wish: Wish) -> None:
        """Remember where the page wanted to go."""
        self.wishes.append(wish)

    def focused(self) -> QWidget:
        """What has the focus."""
        held: QWidget | None = QApplication.focusWidget() or self.focusWidget()
        assert held is not None
        return held

    def key(self, key: Qt.Key, with_: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key where the focus is."""
        for _ in range(times):
            self.strokes += 1
            QTest.keyClick(self.focused(), key, with_)

    def types(self, text: str) -> None:
        """Type a text where the focus is; it is not counted."""
        held = self.focused()
        assert isinstance(held, QLineEdit), held
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self.focused(), QKeyEvent(kind, 0, NONE, letter))

    def settle(self) -> None:
        """Let what was put in find its place."""
        for _ in range(3):
            QApplication.processEvents()

    def dialog(self) -> StaffDialog | None:
        """The question that stands over the page."""
        return next((one for one in self.findChildren(StaffDialog) if one.isVisible()), None)

    def texts(self) -> list[str]:
        """Every text that can be seen or typed, in widgets of any kind."""
        labels = [one.text() for one in self.findChildren(StaffLabel)]
        return [*labels, *(one.text() for one in self.findChildren(QLineEdit))]
