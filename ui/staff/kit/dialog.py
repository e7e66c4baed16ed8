"""A question over the page: inside the desk's window, so that it cannot stray behind it or onto another display."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import Kind, StaffButton
from ui.staff.kit.panel import Panel

GROUND = QColor(11, 28, 38, 184)


class StaffDialog(QWidget):
    """A card on a dim ground. ``body`` holds what it asks, ``buttons`` (a row) its buttons, at the right end.

    Esc closes it; so does locking the desk. ``closed`` is sent once. Enter does what ``enter`` says where nothing
    in it used the key. The focus stays in it, and goes back to where it was. An ``opaque`` one hides what lies below.
    """

    closed = Signal()

    def __init__(
        self, look: DeskLook, title: str, parent: QWidget | None = None, *, wide: float = 760, opaque: bool = False
    ) -> None:
        super().__init__(parent)
        self._ground = QColor(GROUND.red(), GROUND.green(), GROUND.blue()) if opaque else GROUND
        self.hide()
        self.look = look
        self.enter: StaffButton | None = None
        self._focus_before: QWidget | None = None
        self._gone = False
        self._wide = wide
        self.card = Panel(look, title)
        self.card.body.setSpacing(look.px(14))
        self.body = self.card.body
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(look.px(12))
        self.buttons.addStretch(1)
        inside = self.card.layout()
        if isinstance(inside, QVBoxLayout):
            inside.setContentsMargins(look.px(28), look.px(20), look.px(28), look.px(24))
            inside.setSpacing(look.px(16))
            inside.addLayout(self.buttons)
        whole = QVBoxLayout(self)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.card)
        middle.addStretch(1)
        whole.addStretch(1)
        whole.addLayout(middle)
        whole.addStretch(1)

    def add_action(self, text: str, *, key: str = "", kind: Kind = Kind.PLAIN, enter: bool = False) -> StaffButton:
        """Put a button at the right end of the actions; ``enter`` makes it what Enter does."""
        button = StaffButton(self.look, text, key=key, kind=kind)
        self.buttons.addWidget(button)
        if enter:
            self.enter = button
        return button

    def open_in(self, window: QWidget) -> None:
        """Cover this window. A dialog is opened once."""
        self._focus_before = window.focusWidget()
        self.setParent(window)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.card.setFixedWidth(min(self.look.px(self._wide), window.width() - 2 * self.look.px(24)))
        self.show()
        self.raise_()
        stops = self._stops()
        (stops[0] if stops else self).setFocus(Qt.FocusReason.TabFocusReason)

    def close_now(self) -> None:
        """Be gone. What it held goes with it."""
        if self._gone:
            return
        self._gone = True
        window = self.parentWidget()
        if window is not None:
            window.removeEventFilter(self)
        before = self._focus_before
        self.hide()
        if before is not None and isValid(before) and before.isVisible():  # type: ignore[no-untyped-call]
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep covering the window."""
        window = self.parentWidget()
        if window is not None and watched is window and event.type() == QEvent.Type.Resize:
            self.setGeometry(window.rect())
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and Enter; no key goes through to the page below."""
        event.accept()
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Escape:
            self.close_now()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.enter and self.enter.isEnabled():
            self.enter.click()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The ground takes clicks and does nothing with them."""
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name and shape
        """Tab goes around in here."""
        stops = self._stops()
        if not stops:
            return True
        now = self.focusWidget()
        at = next((index for index, one in enumerate(stops) if one is now), None)
        begin = at if at is not None else -1 if forward else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(begin + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), self._ground)

    def _stops(self) -> list[QWidget]:
        return focus_stops(self)


def focus_stops(inside: QWidget) -> list[QWidget]:
    """What Tab stops at in a widget, in the order of Tab."""
    found: list[QWidget] = []
    one = inside.nextInFocusChain()
    while one is not None and one is not inside:
        wanted = one.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        if wanted and inside.isAncestorOf(one) and one.isVisible() and one.isEnabled() and one.focusProxy() is None:
            found.append(one)
        one = one.nextInFocusChain()
    return found
