"""Around the pages of the desk, in English."""

from typing import Final

from kiosk.desk.happening import Answer, Said
from kiosk.desk.session import SignInNotice
from kiosk.desk.session_pin import PinProblem
from kiosk.staff import Role
from ui.words.desk_shell_shape import (
    HeaderWords,
    LeavingWords,
    NavWords,
    OwnPinWords,
    ShellWords,
    SignInWords,
    StripWords,
)
from ui.words.pair import Pair

SHELL_EN: Final = ShellWords(
    nav=NavWords(
        pages={
            "list": Pair("Visitors", "Arrivals and departures"),
            "proxy": Pair("Declare for", "Declare for somebody"),
            "lookup": Pair("Look up a phone", "Look up a phone number"),
            "figures": Pair("Today in figures", "Today in figures"),
            "devices": Pair("Devices", "Devices"),
            "settings": Pair("Settings", "Settings"),
        },
        lines={
            "list": "{gate}",
            "proxy": "One page, by keyboard: Tab and Enter go to the next field",
            "lookup": "{gate}",
            "figures": "{day} · {gate}",
            "devices": "{gate}",
            "settings": "{gate}",
        },
        visitor="Visitor screen",
        lock="Lock",
        roles={
            Role.ATTENDANT: "Checkpoint staff",
            Role.SUPERVISOR: "Shift lead",
            Role.TECHNICIAN: "Technician",
        },
        badge="{n} need attention",
    ),
    header=HeaderWords(
        online="Online",
        offline="Offline – still recording",
        barred="Centre does not let us in",
        waiting="{n} to send",
        refused="{n} not taken",
        refused_name="{n} records the centre did not take, open the list",
        ending="Locking in {n} s",
    ),
    sign_in=SignInWords(
        title="Staff sign-in",
        line="Choose your name with Up, Down, then type your PIN.",
        to_visitor="To the visitor screen",
        notices={
            SignInNotice.ENTER: "Several wrong tries lock it for a while.",
            SignInNotice.WRONG: "That PIN is not right, **{n}** tries left.",
            SignInNotice.LOCKED: "Too many wrong tries. Try again in **{time}**.",
            SignInNotice.IDLE_OUT: "The desk locked itself: nobody was using it.",
            SignInNotice.STORE: "This machine's store did not answer. Please try again.",
        },
        loading="Opening the list of staff…",
        signed_in="{name} signed in",
        signed_out="The desk is locked",
    ),
    leaving=LeavingWords(
        title="Drop what you have typed?",
        line="This page holds something that is not saved. Leaving it drops all of that.",
        stay="Stay here",
        leave="Drop it and leave",
    ),
    strip=StripWords(
        said={
            Said.WAITING: "Waiting for the next code",
            Said.LEAVING: "Next code: leaving",
            Said.READING: "Reading",
            Said.WELCOME: "WELCOME",
            Said.GOODBYE: "GOODBYE",
            Said.STILL_INSIDE: "STILL INSIDE",
            Said.ALREADY_IN: "Leaving?",
            Said.EARLIER_DAY: "Entering again today?",
            Said.LEAVE_UNKNOWN: "No arrival known. Record leaving?",
            Said.NEEDS_DECLARATION: "DECLARATION NEEDED",
            Said.SEE_STAFF: "TO SEE STAFF",
            Said.FULL: "FULL",
            Said.STOP: "WAITS AT THE DOOR",
            Said.UNREADABLE: "A code is seen, but not readable yet",
            Said.UNKNOWN_CODE: "This code is not for this gate",
            Said.CODE_REFUSED: "This personal code no longer counts",
            Said.BUSY: "A visitor is using the visitor screen",
            Said.OUT_OF_ORDER: "NOT RECORDING",
        },
        at="at {time}",
        since="in since {time} at {gate}",
        number="Number {number}",
        last="Last",
        again="recorded before",
        code="support code {code}",
        answers={
            Answer.LEAVE: "Leaving",
            Answer.ENTER: "Entering again",
            Answer.STAY: "Staying",
            Answer.NOT_THEM: "Somebody else",
            Answer.UNDO: "Undo check-out",
            Answer.PROXY: "Declare for them",
            Answer.HANDLE: "Handle",
            Answer.LIFT: "Met, all done",
            Answer.DISMISS: "Dismiss",
        },
        fold="Hide camera",
        unfold="Show camera",
        camera="Camera at the gate",
        keys="Alt {n}",
    ),
    own_pin=OwnPinWords(
        title="Change my PIN",
        old="Current PIN",
        new="New PIN, 6 digits",
        again="New PIN once more",
        change="Change PIN",
        cancel="Cancel",
        asking="Checking…",
        done="PIN changed",
        problems={
            PinProblem.OLD_SHORT: "Enter all 6 digits of the current PIN",
            PinProblem.NEW_SHORT: "The new PIN needs 6 digits",
            PinProblem.NOT_TWICE: "The two new PINs differ",
            PinProblem.SAME: "The new PIN must differ from the current one",
            PinProblem.OLD_WRONG: "The current PIN is not right, {n} tries left",
            PinProblem.EASY: "That PIN is easy to guess, please choose another",
            PinProblem.STORE: "This machine could not save it. Please try again.",
        },
    ),
)
