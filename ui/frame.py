"""The window itself: one frameless widget with the bar, the strip, the scene, and what is drawn above them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from kiosk.screens import Status
from ui.screens.scene import Scene
from ui.staying import StayingWindow
from ui.theme import colours
from ui.theme.scale import Scale
from ui.widgets.crossfade import Crossfade
from ui.widgets.focus_ring import FocusRing
from ui.widgets.hand import Hand
from ui.widgets.pressable import ARROWS, BACKWARD, PRESSING, Pressable, is_tab
from ui.widgets.strip import Strip
from ui.widgets.top_bar import TopBar


class Frame(StayingWindow):
    """Holds what is shown and passes on keys and touches that nothing in it wanted."""

    def __init__(self, hand: Hand, resized: Callable[[], None], *, locked: bool = False) -> None:
        super().__init__(locked=locked)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        self._hand, self._resized = hand, resized
        self.scale = Scale(1920, 1080)
        self.bar: TopBar | None = None
        self.strip: Strip | None = None
        self.scene: Scene | None = None
        self.fade = Crossfade(self)
        self.ring = FocusRing(self)
        self.over: list[QWidget] = []  # what lies above every scene
        self._changing = False
        self._beside = False

    def sizeHint(self) -> QSize:
        """The size before the display has said its own."""
        return QSize(1920, 1080)

    def end(self) -> None:
        """Close, locked or not."""
        self.unlock()
        self.close()

    def event(self, event: QEvent) -> bool:
        """Notice Tab, and do not let Qt choose where the focus is."""
        if is_tab(event):
            self._hand.touched(key=True)
        if event.type() == QEvent.Type.WindowActivate and self.focusWidget() is None:
            # Else Qt focuses the first control: nobody would see that, and Tab would begin behind it.
            self.setFocus()
        return super().event(event)

    def body(self, scene: Scene) -> tuple[int, int, int, int]:
        """The place of a scene: all of the window, or what the bar and the strip leave."""
        top = self.bar.height() if scene.bar and self.bar else 0
        below = self.strip.height() if scene.strip and self.strip else 0
        return 0, top, self.width(), self.height() - top - below

    def leaving(self, scene: Scene, *, strip_too: bool) -> tuple[QPoint, QPixmap]:
        """Where a scene that goes stands and how it looks; with the strip below it, if that goes as well."""
        if not (strip_too and scene.strip and self.strip):
            return scene.pos(), scene.grab()
        self.ring.hide()
        place = scene.geometry().united(self.strip.geometry())
        return place.topLeft(), self.grab(place)

    def dress(self, scale: Scale, bar: TopBar, strip: Strip) -> None:
        """Put a new bar and strip, made for this scale, in place of the old ones."""
        with self._change():
            self._dress(scale, bar, strip)

    def _dress(self, scale: Scale, bar: TopBar, strip: Strip) -> None:
        self.scale = scale
        for old in (self.bar, self.strip):
            if old:
                old.hide()
                old.deleteLater()
        self.bar, self.strip = bar, strip
        for part in (bar, strip):
            part.setParent(self)
            part.lower()
        high = round(bar.tall(self.width()))
        bar.put(0, 0, self.width(), high)
        low = round(strip.tall(self.width()))
        strip.put(0, self.height() - low, self.width(), low)

    def change(self, scene: Scene) -> None:
        """Show this scene; the bar and the strip stand if it wants them."""
        with self._change():
            self._put(scene)
        self.chain()

    def _put(self, scene: Scene) -> None:
        old, self.scene = self.scene, scene
        scene.setParent(self)
        for part, wanted in ((self.bar, scene.bar), (self.strip, scene.strip)):
            if part:
                part.setVisible(wanted)
        scene.setGeometry(*self.body(scene))
        scene.show()
        self.fade.raise_()
        self.ring.raise_()
        for one in self.over:
            one.raise_()
        if old:
            old.hide()
            old.wipe()
            old.deleteLater()

    @contextmanager
    def _change(self) -> Iterator[None]:
        self._changing = True
        try:
            yield
        finally:
            self._changing = False

    def chain(self) -> None:
        """Tell Qt the order of the screen, for whatever asks it rather than this window."""
        controls = self.controls()
        for one, after in pairwise(controls):
            QWidget.setTabOrder(one, after)

    def controls(self) -> list[Pressable]:
        """Everything that can be pressed now, in the order of Tab."""
        scene = self.scene
        if scene is None:
            return []
        found = list(scene.parts.order)
        if scene.bar and self.bar:
            found += self.bar.pressables()
        if scene.strip and self.strip:
            found.append(self.strip.padlock)
        return found

    def focus_moved(self, _old: QWidget | None, _new: QWidget | None) -> None:
        """The keyboard's focus is somewhere else now."""
        self.refocus()

    def refocus(self) -> None:
        """Draw the focus where it is, if keys are being used."""
        focused = self.focusWidget()
        shown = focused if self._hand.keyboard and isinstance(focused, Pressable) else None
        self.ring.surround(shown, self.scale)

    def renew(self, status: Status) -> bool:
        """Show a new status in what stands; False if the scene must be made anew for it."""
        if self.bar:
            self.bar.renew(status)
        return self.scene is None or self.scene.renew(status)

    def held(self) -> bool:
        """Whether a finger is on something now."""
        return any(control.isDown() for control in self.controls())

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Everything is made anew for the new size."""
        self._resized()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """A touch beside everything still says that somebody is there."""
        self._beside = bool(self.scene and self.scene.parts.beside) and self._hand.may_touch()
        self._hand.touched()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Where a touch beside everything means something, it does so on release, as everywhere."""
        touched, self._beside = self._beside, False
        if touched and self.scene and self.scene.parts.beside:
            self.scene.parts.beside()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Esc and what the screen has a use for do what it says; arrows go on and back; no other key counts."""
        if event.key() in PRESSING and not self._hand.may_key():
            return
        self._hand.touched(key=True)
        if self.scene is None or event.isAutoRepeat():
            return
        if self.scene.parts.keys and self.scene.parts.keys(event):
            return
        act = None
        if event.key() in ARROWS:
            self.focusNextPrevChild(event.key() not in BACKWARD)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            act = self.scene.parts.enter
        elif event.key() == Qt.Key.Key_Escape:
            act = self.scene.parts.escape
        if act:
            act()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 -- Qt's name
        """Move the focus for Tab. Qt asks as well when what had the focus goes or can no longer be pressed.

        Then nothing has it, unless keys are being used: what nobody sees focused must not be pressed by a key.
        """
        if self._changing or not self._hand.keyboard:
            return False
        controls = self.controls()
        focused = self.focusWidget()
        at = next((index for index, one in enumerate(controls) if one is focused), None)
        # Not by the order of Qt, which keeps the widgets of screens that are over: nothing focused, it starts anywhere.
        begin = at if at is not None else -1 if forward else len(controls)
        for step in range(1, len(controls) + 1):
            one = controls[(begin + (step if forward else -step)) % len(controls)]
            if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
                reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
                one.setFocus(reason)
                break
        else:
            return False
        self._hand.watch()
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 -- Qt's name
        """There is no menu."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(event.rect(), colours.PAGE)
