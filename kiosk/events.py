"""What can happen to the kiosk, in the past tense. ``at`` is monotonic time in seconds."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.errand_answers import ErrandAnswer
from kiosk.errand_events import ErrandChoice
from kiosk.scans import Hint, Scan
from kiosk.screens import Language, Referral
from kiosk.visits import Standing, Visit


@dataclass(frozen=True, slots=True)
class Scanned:
    """A device read a code."""

    scan: Scan


@dataclass(frozen=True, slots=True)
class Hinted:
    """Something is held up that cannot be read."""

    hint: Hint


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The store said what it knows of the card of turn ``turn``; ``now`` is the wall clock, aware UTC."""

    turn: int
    standing: Standing
    now: datetime
    at: float


@dataclass(frozen=True, slots=True)
class Recorded:
    """The row is on disk. ``before`` is the row it follows, if any."""

    turn: int
    visit: Visit
    before: Visit | None
    at: float


@dataclass(frozen=True, slots=True)
class Referred:
    """The staff have been told at ``now`` (aware UTC); ``number`` is what the visitor is met by."""

    turn: int
    reason: Referral
    number: str
    now: datetime
    at: float


@dataclass(frozen=True, slots=True)
class TimedOut:
    """The time of turn ``turn`` is up."""

    turn: int
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class HeldCodeDue:
    """A code that came too early for turn ``turn`` may now be taken."""

    turn: int
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class LanguageDue:
    """It is time to see whether the chosen language is still wanted."""

    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Touched:
    """Somebody touched the screen or a key (keeps the chosen language alive)."""

    at: float


@dataclass(frozen=True, slots=True)
class LeavingPressed:
    """The *Ra về* tile of the waiting screen."""

    at: float


@dataclass(frozen=True, slots=True)
class HelpPressed:
    """*I have no code*: to the staff."""

    at: float


@dataclass(frozen=True, slots=True)
class StaffCallPressed:
    """*Gọi nhân viên*."""

    at: float


@dataclass(frozen=True, slots=True)
class LeaveChosen:
    """*Ra về* on the question screens."""

    at: float


@dataclass(frozen=True, slots=True)
class EnterChosen:
    """*Vào lại* on the question of an earlier day."""

    at: float


@dataclass(frozen=True, slots=True)
class StayChosen:
    """*Vẫn ở lại*, or *no* to recording a departure: nothing is recorded."""

    at: float


@dataclass(frozen=True, slots=True)
class NotMeChosen:
    """*Không phải tôi*."""

    at: float


@dataclass(frozen=True, slots=True)
class UndoChosen:
    """*Hủy check-out*."""

    at: float


@dataclass(frozen=True, slots=True)
class HomeChosen:
    """Back to the waiting screen (*Thử lại*, *Về màn hình chờ*, Esc)."""

    at: float


@dataclass(frozen=True, slots=True)
class StopLifted:
    """A member of staff closed a Stop screen."""

    at: float


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """VI or EN."""

    language: Language
    at: float


@dataclass(frozen=True, slots=True)
class StoreFailed:
    """The store could not do what was asked of it; ``code`` is for support."""

    code: str
    safe_today: int | None
    at: float


@dataclass(frozen=True, slots=True)
class StoreCameBack:
    """The store can be written again."""

    at: float


Choice = (
    Touched
    | LeavingPressed
    | HelpPressed
    | StaffCallPressed
    | LeaveChosen
    | EnterChosen
    | StayChosen
    | NotMeChosen
    | UndoChosen
    | HomeChosen
    | StopLifted
    | LanguageChosen
    | ErrandChoice
)
"""What a visitor can do on a screen."""

Due = TimedOut | HeldCodeDue | LanguageDue
"""What the flow asked to be woken with."""

Event = Scanned | Hinted | LookedUp | Recorded | Referred | Due | Choice | StoreFailed | StoreCameBack | ErrandAnswer
