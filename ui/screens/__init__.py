"""What a visitor can see: one module for each screen."""

from typing import assert_never

from kiosk.declaring_screens import DeclareAddress, DeclareConsent, DeclareDone, DeclareHealth, DeclareIdentity
from kiosk.errand_screens import (
    ChoosePerson,
    CodeRefused,
    EnterCode,
    EnterPhone,
    ErrandScreen,
    NobodyDeclared,
    NoCode,
    StaffPin,
    StillThere,
)
from kiosk.screens import (
    AlreadyIn,
    Goodbye,
    LeaveUnknown,
    NeedsDeclaration,
    OutOfOrder,
    Reading,
    Screen,
    SeeStaff,
    StillInside,
    Stop,
    UnknownCode,
    Unreadable,
    Waiting,
    Welcome,
)
from ui.screens.already_in import already_in
from ui.screens.choose_person import choose_person
from ui.screens.code_refused import code_refused
from ui.screens.declare_address import declare_address
from ui.screens.declare_consent import declare_consent
from ui.screens.declare_done import declare_done
from ui.screens.declare_health import declare_health
from ui.screens.declare_identity import declare_identity
from ui.screens.enter_code import enter_code
from ui.screens.enter_phone import enter_phone
from ui.screens.goodbye import goodbye
from ui.screens.leave_unknown import leave_unknown
from ui.screens.needs_declaration import needs_declaration
from ui.screens.no_code import no_code
from ui.screens.nobody_declared import nobody_declared
from ui.screens.out_of_order import out_of_order
from ui.screens.reading import reading
from ui.screens.scene import Moment, Scene
from ui.screens.see_staff import see_staff
from ui.screens.staff_pin import staff_pin
from ui.screens.still_inside import still_inside
from ui.screens.still_there import still_there
from ui.screens.stop import stop
from ui.screens.unknown_code import unknown_code
from ui.screens.unreadable import unreadable
from ui.screens.waiting import waiting
from ui.screens.welcome import welcome
from ui.widgets.look import Look


def build(screen: Screen, look: Look, at: Moment) -> Scene:
    """The scene of a screen."""
    match screen:
        case Waiting():
            return waiting(screen, look, at)
        case Reading():
            return reading(screen, look, at)
        case Welcome():
            return welcome(screen, look, at)
        case Goodbye():
            return goodbye(screen, look, at)
        case StillInside():
            return still_inside(screen, look, at)
        case AlreadyIn():
            return already_in(screen, look, at)
        case LeaveUnknown():
            return leave_unknown(screen, look, at)
        case NeedsDeclaration():
            return needs_declaration(screen, look, at)
        case SeeStaff():
            return see_staff(screen, look, at)
        case Stop():
            return stop(screen, look, at)
        case Unreadable():
            return unreadable(screen, look, at)
        case UnknownCode():
            return unknown_code(screen, look, at)
        case OutOfOrder():
            return out_of_order(screen, look, at)
        case _:
            return _errand(screen, look, at)


def _errand(screen: ErrandScreen, look: Look, at: Moment) -> Scene:
    match screen:
        case EnterPhone():
            return enter_phone(screen, look, at)
        case EnterCode():
            return enter_code(screen, look, at)
        case DeclareIdentity():
            return declare_identity(screen, look, at)
        case DeclareAddress():
            return declare_address(screen, look, at)
        case DeclareHealth():
            return declare_health(screen, look, at)
        case DeclareConsent():
            return declare_consent(screen, look, at)
        case DeclareDone():
            return declare_done(screen, look, at)
        case NoCode():
            return no_code(screen, look, at)
        case ChoosePerson():
            return choose_person(screen, look, at)
        case NobodyDeclared():
            return nobody_declared(screen, look, at)
        case StaffPin():
            return staff_pin(screen, look, at)
        case StillThere():
            return still_there(screen, look, at)
        case CodeRefused():
            return code_refused(screen, look, at)
        case _:
            assert_never(screen)
