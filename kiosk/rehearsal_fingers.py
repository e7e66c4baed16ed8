"""Plays one visitor who touches the screen: one touch after another, as fast as a practised hand."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.declaring_screens import CodeState, DeclareDone, DeclareIdentity
from kiosk.events import Choice
from kiosk.ports import Background, Clock
from kiosk.rehearsal_touch import Toucher, is_digit, next_touch
from kiosk.screens import Goodbye, OutOfOrder, Screen, SeeStaff, Stop, Waiting, Welcome

TOUCH_SECONDS = 0.12
DIGIT_SECONDS = 0.06
LOOKS_SECONDS = 0.4
"""From a new kind of screen to the first touch on it."""

PATIENCE_SECONDS = 30.0
"""After this long on one screen a visitor gives up."""


@dataclass
class Touching:
    """One visitor's errand, as measured. ``touches`` are counted without digits; ``outcome`` is the last screen."""

    path: str
    key: int = 0
    touches: int = 0
    digits: int = 0
    seconds: float = 0.0
    outcome: str = ""
    code: str = ""
    screens: list[str] = field(default_factory=list)

    @property
    def served(self) -> bool:
        """Whether they came in, went out, or have their declaration."""
        return self.outcome in ("Welcome", "Goodbye", "DeclareDone")


class Fingers:
    """Touches for ``visitor`` until they are done. Lives on the UI thread.

    ``screen`` gives what is on the display, ``code`` the latest code sent to a number, ``hold_up`` and ``lower`` show
    and take away the card that fills the form.
    """

    def __init__(
        self,
        visitor: Toucher,
        path: str,
        screen: Callable[[], Screen],
        press: Callable[[Choice], None],
        code: Callable[[str], str | None],
        hold_up: Callable[[], None],
        lower: Callable[[], None],
        clock: Clock,
        background: Background,
        done: Callable[[Touching], None],
    ) -> None:
        self._visitor = visitor
        self._screen = screen
        self._press = press
        self._code = code
        self._hold_up = hold_up
        self._lower = lower
        self._clock = clock
        self._background = background
        self._done = done
        self._touching = Touching(path, visitor.key)
        self._began = self._since = clock.monotonic()
        self._before: type[Screen] = Waiting
        self._holding = False
        self._shown_card = False

    def start(self) -> None:
        """Step up to the display."""
        self._background.after(LOOKS_SECONDS, self._touch)

    def _touch(self) -> None:
        screen, now = self._screen(), self._clock.monotonic()
        if type(screen) is not self._before:
            self._before, self._since = type(screen), now
            self._touching.screens.append(type(screen).__name__)
            if isinstance(screen, DeclareDone):
                self._touching.outcome = "DeclareDone"
        if isinstance(screen, DeclareDone) and screen.state is CodeState.HERE:
            self._touching.code = screen.code
        if self._is_over(screen) or now - self._since > PATIENCE_SECONDS:
            self._finish(screen)
            return
        if self._waits_for_card(screen):
            self._background.after(TOUCH_SECONDS, self._touch)
            return
        choice = next_touch(self._visitor, screen, self._code(self._visitor.phone), now)
        if choice is None:
            self._background.after(TOUCH_SECONDS, self._touch)
            return
        digit = is_digit(choice)
        self._touching.digits += digit
        self._touching.touches += not digit
        self._press(choice)
        looks = type(self._screen()) is not type(screen)
        self._background.after(LOOKS_SECONDS if looks else DIGIT_SECONDS if digit else TOUCH_SECONDS, self._touch)

    def _is_over(self, screen: Screen) -> bool:
        # Before the first touch it is still the screen of whoever came before.
        begun = self._touching.touches > 0
        return begun and isinstance(screen, Welcome | Goodbye | SeeStaff | Stop | OutOfOrder | Waiting)

    def _waits_for_card(self, screen: Screen) -> bool:
        """Hold the card up on the first step, until the form has taken it."""
        if not self._visitor.holds_card or not isinstance(screen, DeclareIdentity):
            return False
        if not self._shown_card:
            self._shown_card = self._holding = True
            self._hold_up()
        if self._holding and screen.draft.from_card:
            self._holding = False
            self._lower()
        return self._holding

    def _finish(self, screen: Screen) -> None:
        if self._holding:
            self._lower()
        if not isinstance(screen, Waiting):
            self._touching.outcome = type(screen).__name__
        self._touching.seconds = self._clock.monotonic() - self._began
        self._done(self._touching)
