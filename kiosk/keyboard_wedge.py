"""Tells a scanner that types (a keyboard wedge) from a person by timing alone; no clock, no keyboard, no Qt.

A scanner sends its code as key strokes a few milliseconds apart, a person needs 60 ms and more for each. So
every stroke is held back for ``gap`` seconds. Once ``shortest`` strokes have followed each other that quickly
it is a machine that types, and nothing of it reaches a widget any more; otherwise the strokes are released
unchanged. A burst ends with Enter or Tab, or with ``silence``: a scanner needs no suffix.

What a burst may contain: printable characters. Backspace takes the last one away, because that is how input
methods such as UniKey rewrite what was typed (``aa`` becomes ``â``); the text is kept as a field would have
shown it, and the card's parser tells the damage. GS and the other separators of GS1 are dropped. Anything
else (Ctrl, Alt and Meta with another key, F-keys, arrows, Esc) is what bar codes with control characters do
to a computer, and the whole burst is discarded. So is a character entered as Alt + digits: set the scanner
to plain characters, or to its serial mode.

What timing cannot tell: a person's key in the middle of a burst, or within ``gap`` of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from typing import Generic, TypeVar

K = TypeVar("K")


class Kind(Enum):
    """What a key stroke means to a wedge."""

    INK = auto()  # types the printable characters of its text
    BACKSPACE = auto()
    END = auto()  # Enter or Tab
    SHIFT = auto()  # Shift, AltGr and the locks: part of typing
    MODIFIER = auto()  # Ctrl, Alt, Meta by themselves
    SEPARATOR = auto()  # GS and its kin
    CONTROL = auto()  # everything else


@dataclass(frozen=True, slots=True)
class Stroke(Generic[K]):
    """One key going down. ``at`` is in seconds; ``code`` tells keys apart; ``key`` comes back if it is released."""

    at: float
    kind: Kind
    text: str
    code: int
    key: K
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Released(Generic[K]):
    """A person's keys, going down and coming up, in the order they came."""

    keys: tuple[K, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """A scanner's whole burst without its end."""

    text: str = field(repr=False)


class Reason(StrEnum):
    """Why a burst came to nothing."""

    CONTROL_KEYS = "control_keys"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Discarded:
    """A machine typed something that is no code; it reached nobody."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a person ends and a machine begins; seconds and characters.

    ``gap`` must be below what the fastest person needs and above what the slowest scanner does. ``chord``: a
    key that follows Ctrl, Alt or Meta faster than this was not pressed by a hand. ``repeat``: no keyboard
    repeats a key that is held down faster than this; it then comes up for less than a ``moment``.
    """

    gap: float = 0.05
    silence: float = 0.1
    chord: float = 0.02
    repeat: float = 0.02
    moment: float = 0.002
    shortest: int = 6
    longest: int = 4300


@dataclass(slots=True)
class _Run:
    """Strokes that follow each other within ``gap``."""

    last: float
    machine: bool
    presses: int = 0
    modifier: float | None = None
    suspicious: bool = False
    too_long: bool = False
    lines: list[list[str]] = field(default_factory=lambda: [[]])


@dataclass(frozen=True, slots=True)
class _Held(Generic[K]):
    code: int
    down: bool
    key: K


class KeyboardWedge(Generic[K]):
    """Takes every key that goes down or comes up, and says what became of those held back.

    Whoever feeds it calls ``silence`` once ``patience`` seconds have passed without a stroke.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._run: _Run | None = None
        self._held: list[_Held[K]] = []
        self._eaten: set[int] = set()  # keys that are down and whose going down reached nobody
        self._down = self._up = (0, 0.0)  # the last key that went down, that came up, and when
        self._ended: float | None = None  # when a burst was ended by its Enter

    @property
    def patience(self) -> float | None:
        """Seconds after the last stroke at which ``silence`` is due; None if nothing is held."""
        if self._run is None:
            return None
        return self._limits.silence if self._run.machine else self._limits.gap

    def pressed(self, stroke: Stroke[K]) -> Sequence[Released[K] | Typed | Discarded]:
        """A key went down."""
        done: list[Released[K] | Typed | Discarded] = []
        joins = self._joins(stroke.at)
        repeats = stroke.repeat or self._repeats(stroke)
        self._down = (stroke.code, stroke.at)
        if self._run and not joins:
            done += self._settle()
        if self._run is None:
            if repeats and not joins:
                # A key held down by a person: the first repeat comes long after the key itself. Within a
                # burst the mark means nothing, X gives it to double letters that come fast enough.
                return done if stroke.code in self._eaten else [*done, Released((stroke.key,))]
            self._run = _Run(last=stroke.at, machine=joins)
        self._eaten.discard(stroke.code)
        self._held.append(_Held(stroke.code, True, stroke.key))
        self._take(stroke, self._run)
        if self._run.machine:
            done += self._eat()
            if stroke.kind is Kind.END:
                self._ended = stroke.at
                done += self._settle()
        return done

    def lifted(self, at: float, code: int, key: K) -> Sequence[Released[K] | Typed | Discarded]:
        """A key came up: it shares the fate of its going down, and never overtakes what is held."""
        self._up = (code, at)
        if code in self._eaten:
            self._eaten.discard(code)
            return ()
        if self._held:
            self._held.append(_Held(code, False, key))
            return ()
        return (Released((key,)),)

    def silence(self) -> Sequence[Released[K] | Typed | Discarded]:
        """No stroke came for ``patience`` seconds."""
        return self._settle() if self._run else ()

    def _joins(self, at: float) -> bool:
        """Whether a stroke at this time belongs to what is held, or comes right after a burst."""
        if self._run is not None:
            return 0 <= at - self._run.last <= (self.patience or 0.0)
        return self._ended is not None and 0 <= at - self._ended <= self._limits.gap

    def _repeats(self, stroke: Stroke[K]) -> bool:
        """Whether a key is held down: X writes that as coming up and going down again in the same moment."""
        (down, since), (up, at) = self._down, self._up
        held_long = stroke.at - since >= self._limits.repeat
        return stroke.code == down == up and held_long and 0 <= stroke.at - at < self._limits.moment

    def _take(self, stroke: Stroke[K], run: _Run) -> None:
        run.last = stroke.at
        if stroke.kind not in (Kind.SHIFT, Kind.MODIFIER):
            run.presses += 1
        line = run.lines[-1]
        match stroke.kind:
            case Kind.INK:
                line.extend(stroke.text)
            case Kind.BACKSPACE:
                del line[-1:]
            case Kind.END:
                run.lines.append([])
            case Kind.MODIFIER:
                run.modifier = stroke.at
            case Kind.CONTROL:
                run.suspicious = True
                if run.modifier is not None and stroke.at - run.modifier <= self._limits.chord:
                    run.machine = True
            case Kind.SHIFT | Kind.SEPARATOR:
                pass
        if len(line) > self._limits.longest:
            run.too_long = True
        if run.too_long:
            run.lines = [[]]
        # nobody presses Shift a hundred times without typing either
        if run.presses >= self._limits.shortest or len(self._held) > 16 * self._limits.shortest:
            run.machine = True

    def _eat(self) -> list[Released[K] | Typed | Discarded]:
        """Forget what is held, except the coming up of keys that a person had pressed before."""
        strangers: list[K] = []
        down: set[int] = set()
        for held in self._held:
            if held.down:
                down.add(held.code)
            elif held.code in down:
                down.discard(held.code)
            else:
                strangers.append(held.key)
        self._held = []
        self._eaten |= down
        return [Released(tuple(strangers))] if strangers else []

    def _settle(self) -> list[Released[K] | Typed | Discarded]:
        run, self._run = self._run, None
        if run is None:
            return []
        if not run.machine:
            keys = tuple(held.key for held in self._held)
            self._held = []
            return [Released(keys)]
        if run.suspicious:
            return [Discarded(Reason.CONTROL_KEYS)]
        if run.too_long:
            return [Discarded(Reason.TOO_LONG)]
        texts = ["".join(line) for line in run.lines]
        return [
            Typed(text) if len(text) >= self._limits.shortest else Discarded(Reason.TOO_SHORT) for text in texts if text
        ]
