"""What the strip of the desk says of what happens at the gate: the visitor's screens, in one line each.

Nothing is said here that the visitor's own screen would not say: names are masked, reasons are not given.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from kiosk.errand_screens import CodeRefused
from kiosk.events import (
    Choice,
    EnterChosen,
    HomeChosen,
    LeaveChosen,
    NotMeChosen,
    StayChosen,
    StopLifted,
    UndoChosen,
)
from kiosk.screens import (
    AlreadyIn,
    Goodbye,
    LeaveUnknown,
    NeedsDeclaration,
    OutOfOrder,
    Reading,
    Referral,
    Screen,
    SeeStaff,
    StillInside,
    Stop,
    UnknownCode,
    Unreadable,
    Waiting,
    Welcome,
)


class Said(StrEnum):
    """The word that stands first."""

    WAITING = "waiting"
    LEAVING = "leaving"  # the next code is a departure
    READING = "reading"
    WELCOME = "welcome"
    GOODBYE = "goodbye"
    STILL_INSIDE = "still_inside"
    ALREADY_IN = "already_in"
    EARLIER_DAY = "earlier_day"
    LEAVE_UNKNOWN = "leave_unknown"
    NEEDS_DECLARATION = "needs_declaration"
    SEE_STAFF = "see_staff"
    FULL = "full"
    STOP = "stop"
    UNREADABLE = "unreadable"
    UNKNOWN_CODE = "unknown_code"
    CODE_REFUSED = "code_refused"
    BUSY = "busy"  # somebody types on the visitor's display
    OUT_OF_ORDER = "out_of_order"


class Shade(StrEnum):
    """The colour of it; the word and the sign say the same."""

    IN = "in"
    OUT = "out"
    ASK = "ask"
    WARN = "warn"
    STOP = "stop"
    QUIET = "quiet"


class Answer(StrEnum):
    """What the desk may answer. PROXY and HANDLE lead to a page; the others are choices of the visitor."""

    LEAVE = "leave"
    ENTER = "enter"
    STAY = "stay"
    NOT_THEM = "not_them"
    UNDO = "undo"
    PROXY = "proxy"
    HANDLE = "handle"
    LIFT = "lift"
    DISMISS = "dismiss"


@dataclass(frozen=True, slots=True, repr=False)
class Happening:
    """One line. ``at`` is when it was, or since when somebody is inside; ``number`` is what they are met by."""

    said: Said
    shade: Shade
    name: str = ""
    at: datetime | None = None
    number: str = ""
    gate: str = ""
    code: str = ""
    again: bool = False
    answers: tuple[Answer, ...] = ()

    def __repr__(self) -> str:
        return f"Happening({self.said})"


def happening(screen: Screen) -> Happening:
    """What is said of a screen."""
    match screen:
        case Waiting(leaving):
            said = Said.LEAVING if leaving else Said.WAITING
            return Happening(said, Shade.QUIET, answers=(Answer.DISMISS,) if leaving else ())
        case Reading():
            return Happening(Said.READING, Shade.QUIET)
        case Welcome():
            return Happening(Said.WELCOME, Shade.IN, screen.name, screen.at, again=screen.again)
        case Goodbye():
            undo = (Answer.UNDO,) if screen.can_undo else ()
            return Happening(Said.GOODBYE, Shade.OUT, screen.name, screen.at, again=screen.again, answers=undo)
        case StillInside():
            return Happening(Said.STILL_INSIDE, Shade.IN, screen.name, screen.at)
        case AlreadyIn():
            said = Said.EARLIER_DAY if screen.earlier_day else Said.ALREADY_IN
            first = (Answer.ENTER, Answer.LEAVE) if screen.earlier_day else (Answer.LEAVE, Answer.STAY)
            answers = (*first, Answer.NOT_THEM)
            return Happening(said, Shade.ASK, screen.name, screen.since, gate=screen.gate, answers=answers)
        case LeaveUnknown(name):
            return Happening(Said.LEAVE_UNKNOWN, Shade.ASK, name, answers=(Answer.LEAVE, Answer.STAY))
        case NeedsDeclaration():
            return Happening(Said.NEEDS_DECLARATION, Shade.WARN, answers=(Answer.PROXY, Answer.DISMISS))
        case SeeStaff():
            said = Said.FULL if screen.reason is Referral.FULL else Said.SEE_STAFF
            meet = (Answer.HANDLE, Answer.DISMISS)
            return Happening(said, Shade.WARN, at=screen.at, number=screen.number, answers=meet)
        case Stop():
            lift = (Answer.HANDLE, Answer.LIFT)
            return Happening(Said.STOP, Shade.STOP, at=screen.at, number=screen.number, answers=lift)
        case Unreadable():
            return Happening(Said.UNREADABLE, Shade.WARN, answers=(Answer.DISMISS,))
        case UnknownCode():
            return Happening(Said.UNKNOWN_CODE, Shade.WARN, answers=(Answer.DISMISS,))
        case CodeRefused():
            return Happening(Said.CODE_REFUSED, Shade.WARN, answers=(Answer.PROXY, Answer.DISMISS))
        case OutOfOrder(code):
            return Happening(Said.OUT_OF_ORDER, Shade.STOP, code=code)
        case _:  # somebody types, chooses or declares on the visitor's display: nothing of it is said here
            return Happening(Said.BUSY, Shade.QUIET)


def choice_of(answer: Answer, at: float) -> Choice | None:
    """The choice an answer is at the gate; None where it leads to a page of the desk."""
    match answer:
        case Answer.LEAVE:
            return LeaveChosen(at)
        case Answer.ENTER:
            return EnterChosen(at)
        case Answer.STAY:
            return StayChosen(at)
        case Answer.NOT_THEM:
            return NotMeChosen(at)
        case Answer.UNDO:
            return UndoChosen(at)
        case Answer.LIFT:
            return StopLifted(at)
        case Answer.DISMISS:
            return HomeChosen(at)
        case Answer.PROXY | Answer.HANDLE:
            return None
        case _:
            assert_never(answer)


def lasts(said: Said) -> bool:
    """Whether the desk goes on showing it, as the last one, once the gate waits again."""
    return said in (Said.WELCOME, Said.GOODBYE, Said.STILL_INSIDE, Said.SEE_STAFF, Said.FULL, Said.STOP)
