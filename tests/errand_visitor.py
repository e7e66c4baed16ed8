"""Somebody at the gate, for trying the flow: each act is one event, and what was asked for is kept."""

from typing import TypeVar
from uuid import UUID

from kiosk import flow_samples as samples
from kiosk.admission import DeclarationMode, Rules
from kiosk.effects import Effect, Record, Wake
from kiosk.errand_answers import CodeOutcome, CodeSent, CodeTried, FamilyFound, TryOutcome
from kiosk.errand_events import Box, NextPressed, PhonePressed, Typed
from kiosk.events import Event
from kiosk.family import Member
from kiosk.flow import step
from kiosk.gate import Gate

RULES = Rules(
    "Cổng 1",
    declarations=DeclarationMode.REQUIRED,
    campaign=samples.campaign(),
    places=samples.places(),
    centre=True,
    now=samples.NOW,
)
NUMBER = "0900000001"
T = TypeVar("T")


class Visitor:
    """Somebody at the gate. ``touches`` counts presses but for digits; ``asked`` is what was asked for last."""

    def __init__(self, rules: Rules = RULES) -> None:
        self.rules = rules
        self.gate = Gate()
        self.at = 100.0
        self.touches = 0
        self.asked: list[Effect] = []

    def happens(self, event: Event) -> "Visitor":
        self.gate, effects = step(self.gate, event, self.rules)
        self.asked = [effect for effect in effects if not isinstance(effect, Wake)]
        return self

    def touch(self, event: Event) -> "Visitor":
        self.touches += 1
        return self.happens(event)

    def types(self, box: Box, text: str) -> "Visitor":
        for length in range(1, len(text) + 1):
            self.happens(Typed(box, text[:length], self.at))
        return self

    def asks_for_a_code(self) -> "Visitor":
        self.touch(PhonePressed(self.at))
        self.types(Box.PHONE, NUMBER)
        return self.touch(NextPressed(self.at))

    def gets_a_code(self) -> "Visitor":
        self.asks_for_a_code()
        return self.happens(CodeSent(self.turn, UUID(int=9), CodeOutcome.SENT, 300, 60, 5, self.at))

    def is_confirmed(self, *members: Member, inside_now: int = 0) -> "Visitor":
        self.gets_a_code()
        self.types(Box.CODE, "123456")
        self.happens(CodeTried(self.turn, TryOutcome.RIGHT, 4, (), self.at))
        return self.happens(FamilyFound(self.turn, members, inside_now, samples.NOW, self.at))

    @property
    def turn(self) -> int:
        return self.gate.turn

    def record_of(self) -> Record:
        return next(effect for effect in self.asked if isinstance(effect, Record))


def shown(visitor: Visitor, kind: type[T]) -> T:
    """The screen, which must be of this kind."""
    assert isinstance(visitor.gate.screen, kind), visitor.gate.screen
    return visitor.gate.screen
