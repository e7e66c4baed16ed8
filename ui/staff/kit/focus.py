"""The ring around what has the focus, drawn above the page while keys are used."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.staff.desk_look import DeskLook
from ui.theme import colours
from ui.widgets.focus_ring import GAP, INNER, OUTER


class DeskRing(QWidget):
    """Yellow inside ink. It follows the focus within ``window``; ``keys`` says whether keys are being used.

    A control gives its radius as the property ``radius``; one whose property ``ring`` is False wants none.
    """

    def __init__(self, window: QWidget, look: DeskLook) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._look = look
        self._radius = 0.0
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []
        self._keys = False
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            # A method of a widget, so that Qt lets go of it when the widget goes.
            application.focusChanged.connect(self._moved)

    def keys(self, *, used: bool) -> None:
        """A key was used, or the mouse."""
        if used != self._keys:
            self._keys = used
            self._surround()

    def relook(self, look: DeskLook) -> None:
        """The window has another size."""
        self._look = look
        self._surround()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Go where what is surrounded goes."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show):
            self._place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both rings and the dark gap."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        part = self._part()
        inset = 0.0
        for width, colour in ((OUTER, colours.INK), (INNER, colours.FOCUS), (GAP, colours.INK)):
            stroke = width * part
            middle = inset + stroke / 2
            painter.setPen(QPen(colour, stroke))
            radius = max(0.0, self._radius + OUTER * part - middle)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(middle, middle, -middle, -middle), radius, radius)
            inset += stroke

    def _part(self) -> float:
        return max(self._look.scale.unit, 0.7) * 0.75

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._around = new
        self._surround()

    def _surround(self) -> None:
        for old in self._watched:
            if isValid(old):  # type: ignore[no-untyped-call] # shiboken6 ships no types for it
                old.removeEventFilter(self)
        self._watched = []
        around, window = self._around, self.parentWidget()
        if self._keys and around is not None and window is not None and window.isAncestorOf(around):
            one: QWidget | None = around
            while one is not None and one is not window:
                one.installEventFilter(self)
                self._watched.append(one)
                one = one.parentWidget()
        self._place()

    def _place(self) -> None:
        around, window = self._around, self.parentWidget()
        if not self._watched or around is None or window is None:
            self.hide()
            return
        if not isValid(around) or not around.isVisible():  # type: ignore[no-untyped-call]
            self.hide()
            return
        if around.property("ring") is False or around.focusPolicy() == Qt.FocusPolicy.NoFocus:
            self.hide()
            return
        reach = round(OUTER * self._part())
        corner = around.mapTo(window, around.rect().topLeft())
        self.setGeometry(around.rect().translated(corner).adjusted(-reach, -reach, reach, reach))
        radius = around.property("radius")
        self._radius = float(radius) if isinstance(radius, (int, float)) else float(self._look.px(12))
        self.raise_()
        self.show()
