"""Somebody who declares: the window and the real flow, with nothing between them but the events."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kiosk.draft import Draft
from kiosk.effects import Effect
from kiosk.errand_events import DeclarePressed
from kiosk.events import Choice, Event
from kiosk.flow import step
from kiosk.gate import Gate
from kiosk.screens import Screen
from kiosk.typing.letters import Tone
from tests.errand_visitor import RULES
from tests.ui.conftest import MORNING, Desk
from ui.sheet_declaring import done_screens, identity_screens, typed_screens
from ui.widgets.edit_box import EditLine
from ui.widgets.label import Label
from ui.widgets.osk_key import OskKey, Stroke, Work
from ui.widgets.pressable import Pressable

LEFT = Qt.MouseButton.LeftButton
W = TypeVar("W", bound=QWidget)
TONES = {"\u0301": Tone.ACUTE, "\u0300": Tone.GRAVE, "\u0309": Tone.HOOK, "\u0303": Tone.TILDE, "\u0323": Tone.DOT}


class Declarant:
    """Declares at a desk. ``effects`` are what the flow asked for."""

    def __init__(self, desk: Desk, gate: Gate | None = None) -> None:
        self.desk, self.gate = desk, gate or Gate()
        self.effects: list[Effect] = []
        desk.answer = self.happens
        if gate is None:
            self.happens(DeclarePressed(self.now))
        else:
            desk.window.show(gate.screen, 90.0)

    @property
    def now(self) -> float:
        return self.desk.clock.seconds

    @property
    def screen(self) -> Screen:
        return self.gate.screen

    @property
    def draft(self) -> Draft:
        assert self.gate.errand is not None
        return self.gate.errand.draft or Draft()

    def happens(self, event: Event | Choice) -> None:
        before = self.gate.screen
        self.gate, effects = step(self.gate, event, RULES)
        self.effects += effects
        if self.gate.screen is before:
            return
        if type(self.gate.screen) is type(before):
            self.desk.window.renew(self.gate.screen)
        else:
            self.desk.window.show(self.gate.screen, 90.0)

    def every(self, kind: type[W]) -> list[W]:
        return [each for each in self.desk.scene().findChildren(kind) if each.isVisible()]

    def control(self, name: str, found: Callable[[str, str], bool] = str.startswith) -> Pressable:
        there = [each for each in self.desk.window.widget.controls() if found(each.accessibleName(), name)]
        assert there, (name, [each.accessibleName() for each in self.desk.window.widget.controls()])
        return there[0]

    def touch(self, name: str) -> None:
        self.press(self.control(name))

    def press(self, button: Pressable) -> None:
        self.desk.wait_a_little()
        QTest.mouseClick(button, LEFT)

    def key(self, stroke: Stroke) -> OskKey:
        """The key with this stroke, or its letter."""
        low = stroke.lower() if isinstance(stroke, str) else stroke
        found = [each for each in self.every(OskKey) if each.stroke == low]
        assert len(found) == 1, (stroke, [each.stroke for each in self.every(OskKey)])
        return found[0]

    def types(self, text: str) -> None:
        for letter in text:
            self.press(self.key(letter))

    def strikes(self, *strokes: Stroke) -> None:
        for stroke in strokes:
            self.press(self.key(stroke))

    def changes_mode(self) -> None:
        self.strikes(Work.MODE)

    @property
    def line(self) -> EditLine:
        (found,) = self.every(EditLine)
        return found

    def says(self) -> str:
        return " | ".join(each.text() for each in self.every(Label))


def shown(desk: Desk, screen: Screen) -> Declarant:
    """A desk that shows this and asks nobody."""
    who = Declarant.__new__(Declarant)
    who.desk = desk
    desk.window.show(screen, 90.0)
    return who


def sample(name: str) -> Screen:
    return dict([*identity_screens(), *typed_screens(), *done_screens(MORNING)])[name]
