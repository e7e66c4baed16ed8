"""Are you still there? A step in between, on which nothing of the errand can be seen."""

from dataclasses import replace

from kiosk.declaring_screens import DeclareConsent, DeclareIdentity
from kiosk.effects import Play, Wake
from kiosk.errand_screens import ChoosePerson, EnterCode, EnterPhone, ErrandScreen, StaffPin, StillThere, StillThereFor
from kiosk.events import TimedOut
from kiosk.gate import PATIENT, Gate, Step, enter, limit, on_errand
from kiosk.ports import Sound
from kiosk.scans import Scan
from kiosk.screens import Screen

ANSWER_SECONDS = 5.0
"""How much longer a screen stays, again and again, whose answer has not come yet."""

LONGEST_ANSWER_SECONDS = 60.0
"""After this long an answer is not waited for any more."""


def interrupted(gate: Gate, scan: Scan) -> Step:
    """Somebody holds up a code while another is on an errand: ask first."""
    if isinstance(gate.screen, StillThere):
        return replace(gate, held=scan), ()
    if _waits(gate.screen):
        return gate, ()  # what is being recorded is answered first; the code is read again a moment later
    return _ask(replace(gate, held=scan), StillThereFor.NEW_CODE, scan.at)


def idle(gate: Gate, at: float) -> Step:
    """Nobody has touched anything for as long as this screen waits."""
    over = max(gate.since, gate.touched_at) + (limit(gate.screen) or 0.0)
    if _waits(gate.screen) and at - over < LONGEST_ANSWER_SECONDS:
        return gate, (Wake(ANSWER_SECONDS, TimedOut(gate.turn)),)
    return _ask(gate, StillThereFor.IDLE, at)


def leaving(gate: Gate, at: float) -> Step:
    """*Back* on a form with something in it."""
    return _ask(gate, StillThereFor.LEAVING, at)


def _ask(gate: Gate, why: StillThereFor, at: float) -> Step:
    if gate.errand is None or not isinstance(gate.screen, PATIENT):
        return gate, ()
    errand = replace(gate.errand, back=_rest(gate.screen), pin="")
    return enter(on_errand(gate, errand), StillThere(why), at, Play(Sound.STILL_THERE))


def still_here(gate: Gate, at: float) -> Step:
    """Back to where the visitor was; a code that somebody held up meanwhile has to be held up again."""
    errand = gate.errand
    if errand is None or errand.back is None:
        return gate, ()
    return enter(replace(gate, held=None, errand=replace(errand, back=None)), errand.back, at)


def _waits(screen: Screen) -> bool:
    """Whether an answer is on its way to this screen."""
    match screen:
        case EnterPhone() | EnterCode() | ChoosePerson() | DeclareIdentity() | StaffPin():
            return screen.asking
        case DeclareConsent():
            return screen.sending
    return False


def _rest(screen: ErrandScreen) -> ErrandScreen:
    """The screen to come back to: nothing is waited for, and a PIN is typed anew."""
    match screen:
        case StaffPin():
            return replace(screen, asking=False, typed=0)
        case EnterPhone() | EnterCode() | ChoosePerson() | DeclareIdentity():
            return replace(screen, asking=False)
        case DeclareConsent():
            return replace(screen, sending=False)
    return screen


def is_errand(screen: Screen) -> bool:
    """Whether a code held up now must ask before it takes this screen over."""
    return isinstance(screen, (*PATIENT, StillThere))
