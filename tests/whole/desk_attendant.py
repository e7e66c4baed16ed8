"""Somebody at the desk of a running kiosk, who has a keyboard and nothing else."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.assembly import Kiosk
from kiosk.scans import Scan, Symbology
from tests.whole.desk_hands import Hands, until
from ui.staff.list.page import ListPage
from ui.staff.page import DeskPage
from ui.staff.proxy.page import ProxyPage

P = TypeVar("P", bound=DeskPage)


class Attendant:
    """Works; each thing is waited for before the next is done."""

    def __init__(self, kiosk: Kiosk, hands: Hands) -> None:
        self.kiosk, self.hands = kiosk, hands

    def signs_in(self, name: str, pin: str) -> None:
        session = self.kiosk.desk.session
        until("the names", lambda: len(session.state.names or ()) == 2 and self._has_keys())
        chosen = next(one.id for one in session.state.names or () if one.name == name)
        while session.state.chosen != chosen:
            self.hands.key(Qt.Key.Key_Down)
        self.hands.types(pin)
        self.hands.key(Qt.Key.Key_Return)

    def _has_keys(self) -> bool:
        page = self.kiosk.desk.window.sign_in
        return page is not None and page.hasFocus()

    def page(self, kind: type[P]) -> P:
        page = self.kiosk.desk.window.opened.page if self.kiosk.desk.window.opened else None
        assert isinstance(page, kind), f"{kind.__name__} does not stand, but {type(page).__name__}"
        return page

    def go(self, key: Qt.Key, kind: type[P]) -> P:
        self.hands.key(key)
        return self.page(kind)

    def lines(self) -> list[str]:
        """The lines of the list as they can be read."""
        model = self.page(ListPage).face.model
        columns = range(model.columnCount())
        return [
            " | ".join(model.data(model.index(row, column)) or "" for column in columns)
            for row in range(model.rowCount())
        ]

    def waits_for_line(self, *words: str) -> str:
        """The first line, once it says all this."""
        try:
            until(f"a line with {words}", lambda: all(word in next(iter(self.lines()), "") for word in words))
        except AssertionError as fault:
            raise AssertionError(
                f"{fault}; the list has {self.lines()}, over it {self.kiosk.desk.window.dialogs()}"
            ) from None
        return self.lines()[0]

    def searches(self, text: str, lines: int) -> None:
        self.hands.key(Qt.Key.Key_F3)
        self.hands.types(text)
        until("what was looked for", lambda: len(self.lines()) == lines)
        self.hands.key(Qt.Key.Key_Return)  # to the lines

    def clears_search(self) -> None:
        self.hands.key(Qt.Key.Key_F3)
        self.hands.key(Qt.Key.Key_Backspace)
        until("everybody", lambda: len(self.lines()) > 1)
        self.hands.key(Qt.Key.Key_Return)

    def hears(self, text: str) -> None:
        """A code that a scanner with an interface of its own has read."""
        self.kiosk.hear(Scan("serial:test", Symbology.QR, text, text.encode(), self.kiosk.clock.monotonic()))

    def dialog(self, kind: type[QWidget]) -> QWidget | None:
        return next((one for one in self.kiosk.desk.window.dialogs() if isinstance(one, kind)), None)

    def at_first_question(self, page: ProxyPage) -> bool:
        rows = page.questions.rows
        return bool(rows) and QApplication.focusWidget() in list(rows[0].stops())
