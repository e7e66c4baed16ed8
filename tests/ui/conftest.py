"""A window with somebody before it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kiosk.events import Choice
from kiosk.screens import Language
from ui.screens.scene import Scene
from ui.sheet import SITE, WELL
from ui.site import Site
from ui.widgets.pressable import Pressable
from ui.window import KioskWindow

MORNING = datetime(2026, 11, 23, 1, 42, tzinfo=UTC)
STILL = SITE
MOVING = replace(SITE, reduced_motion=False)


@dataclass
class HandClock:
    """A clock that moves when it is pushed."""

    at: datetime = MORNING
    seconds: float = 1000.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.seconds


@dataclass
class Desk:
    """A window with somebody before it: what they pressed is in ``pressed``, and ``answer`` is told of it."""

    window: KioskWindow
    clock: HandClock
    pressed: list[Choice] = field(default_factory=list)
    answer: Callable[[Choice], None] = lambda _choice: None

    def chosen(self) -> list[str]:
        """What was pressed, without the bare touches."""
        return [name for choice in self.pressed if (name := type(choice).__name__) != "Touched"]

    def focused(self) -> Pressable | None:
        """What has the focus of the keyboard."""
        widget = self.window.widget.focusWidget()
        return widget if isinstance(widget, Pressable) else None

    def scene(self) -> Scene:
        """The screen as it stands."""
        assert self.window.widget.scene is not None
        return self.window.widget.scene

    def wait_a_little(self) -> None:
        """Let the time pass in which a second touch is taken for the first."""
        self.clock.seconds += 0.5


MakeDesk = Callable[..., Desk]


@pytest.fixture
def make_desk(qtbot: QtBot) -> Iterator[MakeDesk]:
    """Make windows, shown but on no display, and take them away afterwards."""
    desks: list[Desk] = []

    def make(site: Site = STILL, size: tuple[int, int] = (1920, 1080), language: Language = Language.VI) -> Desk:
        clock = HandClock()

        def press(choice: Choice) -> None:
            desk.pressed.append(choice)
            desk.answer(choice)

        window = KioskWindow(site, press, clock)
        desk = Desk(window, clock)
        window.widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.widget.resize(*size)
        window.widget.show()
        window.language(language)
        window.status(WELL)
        desks.append(desk)
        return desk

    yield make
    for desk in desks:
        desk.window.close()
    qtbot.wait(1)
