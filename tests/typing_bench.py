"""A keyboard and a clock to feed a ``KeyboardWedge`` with."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.keyboard_wedge import Discarded, KeyboardWedge, Kind, Limits, Reason, Released, Stroke, Typed

LINE = "001090000001|010000001|Nguyen Van Thu|15081990|Nam|So 1 pho Vi Du, Ha Noi|01052021"
BHYT = "DN4010000000001|4e677579e1bb856e2056c4836e|15/08/1990|1|-|01 - 999|$"
KINDS = {
    "\n": Kind.END,
    "\t": Kind.END,
    "\b": Kind.BACKSPACE,
    "\x1d": Kind.SEPARATOR,
    "^": Kind.MODIFIER,
    "\x0f": Kind.CONTROL,
}

Key = tuple[str, bool]
Outcome = Released[Key] | Typed | Discarded


@dataclass(frozen=True)
class Happening:
    """A key going down or coming up."""

    at: float
    text: str
    down: bool = True
    repeat: bool = False


class Desk:
    """Feeds a wedge as a keyboard and a clock do."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.wedge: KeyboardWedge[Key] = KeyboardWedge(limits)
        self.done: list[Outcome] = []
        self.pressed_at = 0.0

    def feed(self, happenings: Sequence[Happening]) -> list[Outcome]:
        for one in sorted(happenings, key=lambda happening: happening.at):
            self.wait_until(one.at)
            key = (one.text, one.down)
            if one.down:
                self.pressed_at = one.at
                kind = KINDS.get(one.text, Kind.INK)
                self.done += self.wedge.pressed(Stroke(one.at, kind, one.text, ord(one.text), key, one.repeat))
            else:
                self.done += self.wedge.lifted(one.at, ord(one.text), key)
        self.wait_until(float("inf"))
        assert self.wedge.patience is None
        return self.done

    def wait_until(self, at: float) -> None:
        patience = self.wedge.patience
        if patience is not None and self.pressed_at + patience < at:
            self.done += self.wedge.silence()

    @property
    def typed(self) -> list[str]:
        return [outcome.text for outcome in self.done if isinstance(outcome, Typed)]

    @property
    def released(self) -> list[Key]:
        return [key for outcome in self.done if isinstance(outcome, Released) for key in outcome.keys]

    @property
    def discarded(self) -> list[Reason]:
        return [outcome.reason for outcome in self.done if isinstance(outcome, Discarded)]


def strokes(text: str, gap: float, start: float = 0.0, hold: float = 0.0005) -> list[Happening]:
    return [
        happening
        for number, char in enumerate(text)
        for happening in (
            Happening(start + number * gap, char),
            Happening(start + number * gap + min(hold, gap / 2), char, down=False),
        )
    ]


def keys(text: str) -> list[Key]:
    return [key for char in text for key in ((char, True), (char, False))]
