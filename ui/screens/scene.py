"""A scene: one screen as it stands on the display, made anew each time and thrown away when it is over.

Nothing is carried from one visitor to the next, because nothing outlives the scene.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.screens import Screen, Status
from ui.theme import colours
from ui.widgets.boxes import Item
from ui.widgets.label import Label
from ui.widgets.pressable import Pressable
from ui.widgets.ring import Countdown
from ui.widgets.staff_call import StaffCall
from ui.widgets.vessel import Vessel
from ui.widgets.viewport import Viewport


@dataclass(frozen=True, slots=True)
class Moment:
    """What surrounds a screen when it is shown: the status, the time of day (aware UTC), the time it has.

    ``since`` is when the screen came up; ``now`` is later where it is made anew, as for another language.
    ``monotonic`` is the clock of the times that stand in a screen.
    """

    status: Status
    now: datetime
    since: datetime
    countdown: Countdown | None = None
    padlock_held: Callable[[], None] = lambda: None
    monotonic: Callable[[], float] = lambda: 0.0


@dataclass(slots=True)
class Parts:
    """What the window needs to reach in a scene.

    ``order`` is the order of Tab; ``first`` has the focus at the start; ``enter`` and ``escape`` are what these keys
    do when nothing has the focus. ``renew`` takes a new status and says whether the scene can show it; if not it is
    made anew. ``take`` does the same with new values of the screen itself. ``spoken`` is what a screen reader says.

    ``keys`` is offered every key that no widget wanted, before Enter and Esc are; it says whether it used it.
    ``beside`` is what a touch outside everything does. ``ticks`` are called once a second.
    """

    order: list[Pressable] = field(default_factory=list)
    first: Pressable | None = None
    enter: Callable[[], None] | None = None
    escape: Callable[[], None] | None = None
    viewports: list[Viewport] = field(default_factory=list)
    calls: list[StaffCall] = field(default_factory=list)
    clocks: list[tuple[Label, Callable[[datetime], str]]] = field(default_factory=list)
    ticks: list[Callable[[], None]] = field(default_factory=list)
    renew: Callable[[Status], bool] = lambda _status: True
    take: Callable[[Screen], bool] | None = None
    keys: Callable[[QKeyEvent], bool] | None = None
    beside: Callable[[], None] | None = None
    arrange: Callable[[float, float], None] | None = None
    spoken: str = ""


class Scene(QWidget):
    """One screen. ``bar`` and ``strip`` say whether the top bar and the status strip stand around it.

    ``verdict`` scenes cover everything and appear at once; others fade in. ``help_too`` keeps *call staff* in the bar.
    """

    def __init__(
        self,
        content: Item,
        parts: Parts,
        *,
        ground: QColor = colours.PAGE,
        bar: bool = True,
        strip: bool = False,
        verdict: bool = False,
        help_too: bool = True,
    ) -> None:
        super().__init__()
        self._content = content
        self.parts = parts
        self.ground = ground
        self.bar, self.strip, self.verdict, self.help_too = bar, strip, verdict, help_too
        self.first_paint: Callable[[], None] | None = None
        for widget in content.widgets():
            widget.setParent(self)
        self.setAccessibleName(parts.spoken)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Put everything in its place."""
        self.arrange()

    def arrange(self) -> None:
        """Put everything in its place."""
        if self.parts.arrange:
            self.parts.arrange(self.width(), self.height())
        self._content.put(0, 0, self.width(), self.height())

    def renew(self, status: Status) -> bool:
        """Take a new status; False if the scene must be made anew to show it."""
        for call in self.parts.calls:
            call.renew(status.staff_called_at)
        return self.parts.renew(status)

    def tick(self, now: datetime) -> None:
        """Show the time."""
        for label, say in self.parts.clocks:
            label.set_text(say(now))
        for tick in self.parts.ticks:
            tick()

    def wipe(self) -> None:
        """Empty every text: the scene is over, and Python may keep it a little longer."""
        for label in self.findChildren(Label):
            label.set_text("")
        for vessel in self.findChildren(Vessel):
            vessel.wipe()
        for widget in (self, *self.findChildren(QWidget)):
            widget.setAccessibleName("")
        # What was typed may also stand in what the parts would have called.
        self.parts = Parts()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, and say so the first time."""
        QPainter(self).fillRect(event.rect(), self.ground)
        if self.first_paint:
            tell, self.first_paint = self.first_paint, None
            tell()
