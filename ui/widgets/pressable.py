"""Everything that can be pressed: acts on release, shows the press at once, never acts twice on one touch."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.theme import colours
from ui.theme.scale import Reach
from ui.widgets.boxes import Item
from ui.widgets.hand import SECOND_TOUCH, Hand
from ui.widgets.panel import rounded

PRESS_MS: Final = 80
SLOP_MM: Final = 12
USUAL_PX_PER_MM: Final = 4.0
PRESSING: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select)
"""The keys that press what has the focus."""
BACKWARD: Final = (Qt.Key.Key_Left, Qt.Key.Key_Up)
ARROWS: Final = (*BACKWARD, Qt.Key.Key_Right, Qt.Key.Key_Down)


def is_tab(event: QEvent) -> bool:
    """Whether this is the press of a key that moves the focus."""
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return False
    return event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


@dataclass(frozen=True, slots=True)
class Face:
    """How something pressable looks: at rest, pressed, and around its edge."""

    fill: QColor
    pressed: QColor
    edge: QColor | None = None
    stroke: float = 0.0
    radius: float = 0.0


class Pressable(QAbstractButton):
    """A surface with ``content`` that does ``act`` when pressed. ``name`` is what a screen reader calls it.

    ``reach`` is how large it has to be for fingers; the size itself is given. ``rest`` is how soon after another
    touch it takes one.
    """

    rest: float = SECOND_TOUCH

    def __init__(
        self,
        content: Item,
        face: Face,
        hand: Hand,
        act: Callable[[], None],
        name: str,
        *,
        reach: Reach = Reach.PRIMARY,
        wide: float | None = None,
        tall: float | None = None,
    ) -> None:
        super().__init__()
        self.reach = reach
        self._content, self._face, self._hand = content, face, hand
        self._wide, self._tall = wide, tall
        self._pressed_for = QElapsedTimer()
        self._act = act
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        for widget in content.widgets():
            widget.setParent(self)
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(self._clicked)

    @property
    def radius(self) -> float:
        """The radius of its corners, for the focus ring around it."""
        return self._face.radius

    def wide(self) -> float:
        """The width it wants."""
        return self._wide if self._wide is not None else self._content.wide()

    def tall(self, width: float) -> float:
        """The height it wants: what it was given, or more where its content needs more."""
        return max(self._tall or 0.0, self._content.tall(width))

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Stand in this rectangle."""
        left, top = round(x), round(y)
        self.setGeometry(left, top, round(x + width) - left, round(y + height) - top)

    def widgets(self) -> Iterator[QWidget]:
        """This widget."""
        yield self

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the content in its new place."""
        self._content.put(0, 0, event.size().width(), event.size().height())

    def arrange(self) -> None:
        """Put the content where it belongs after it has changed."""
        self._content.put(0, 0, self.width(), self.height())

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 -- Qt's name
        """Whether a finger there is on it; one already on it may slip a little."""
        slop = round(SLOP_MM * USUAL_PX_PER_MM) if self.isDown() else 0
        return self.rect().adjusted(-slop, -slop, slop, slop).contains(pos)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a press, unless it is the echo of the last one."""
        if not self._hand.may_touch(self.rest):
            event.accept()
            return
        self._hand.touched()
        self._pressed_for.start()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Act, and keep the press in sight long enough to be seen."""
        super().mouseReleaseEvent(event)
        QTimer.singleShot(PRESS_MS, self, self.update)

    def event(self, event: QEvent) -> bool:
        """Notice Tab before Qt moves the focus for it; Qt moves it for other reasons too."""
        if is_tab(event):
            self._hand.touched(key=True)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts as a touch does; the space bar is Qt's own. Neither does on a screen that has just come up."""
        if event.key() in ARROWS:
            event.ignore()  # the frame knows what an arrow means on this screen
            return
        if event.key() in PRESSING and not event.isAutoRepeat():
            if not self._hand.may_key():
                return
            self._hand.touched(key=True)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.click()
                return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 -- Qt's name
        """There is no menu."""
        event.accept()

    def _clicked(self) -> None:
        self._act()

    def _shows_press(self) -> bool:
        recent = self._pressed_for.isValid() and self._pressed_for.elapsed() < PRESS_MS
        return self.isDown() or recent

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface; the content paints itself."""
        face = self._face
        painter = QPainter(self)
        fill = face.pressed if self._shows_press() else face.fill
        rounded(painter, QRectF(self.rect()), face.radius, fill, face.edge, face.stroke)


def filled(fill: QColor, pressed: QColor, radius: float) -> Face:
    """A face of one colour."""
    return Face(fill, pressed, None, 0.0, radius)


def outlined(edge: QColor, stroke: float, radius: float, pressed: QColor = colours.BRAND_TINT) -> Face:
    """A white face with a border."""
    return Face(colours.CARD, pressed, edge, stroke, radius)
