"""English, for a longer errand: phone, code, choosing, PIN, still there. See ui/words/en.py."""

from typing import Final

from kiosk.certificates import Trust
from kiosk.errand_screens import CodeFault, CodeNotice, PersonState, StillThereFor, WhyNoCode
from kiosk.phone import PhoneProblem
from ui.words.errand_shape import (
    ChooseWords,
    CodeWords,
    ErrandWords,
    KeypadWords,
    MoreWords,
    NobodyWords,
    NoCodeWords,
    PhoneWords,
    PinWords,
    RefusedCodeWords,
    StillWords,
)
from ui.words.pair import Pair

ERRAND_EN: Final = ErrandWords(
    keypad=KeypadWords(
        back="Back",
        next="Continue",
        clear="Clear",
        delete="Delete one digit",
        show="Show the number",
        hide="Hide the number",
        typed="{n} digits typed",
        up="Up",
        down="Down",
        page="Page {n} / {of}",
    ),
    phone=PhoneWords(
        title="Enter phone number",
        line="The number used for the declaration, yours or a relative’s.",
        box="Phone number",
        missing="**{n}** digits to go. Mobile numbers have 10 digits.",
        ready="All digits are in. Press Continue.",
        unusual="An unusual prefix. Please check the number, then Continue.",
        problems={
            PhoneProblem.EMPTY: "Mobile numbers have 10 digits.",
            PhoneProblem.NOT_DIGITS: "Please type digits only.",
            PhoneProblem.TOO_LONG: "Mobile numbers have 10 digits. Please delete some.",
            PhoneProblem.BAD_PREFIX: "Mobile numbers start with 03, 05, 07, 08 or 09.",
            PhoneProblem.OLD_11_DIGITS: "11-digit numbers became 10 digits in 2018.",
            PhoneProblem.LANDLINE: "Landlines cannot receive the code.",
            PhoneProblem.NOT_MOBILE: "1800 and 1900 are hotlines, not mobile numbers.",
            PhoneProblem.FOREIGN: "No code can be sent abroad. Please see our staff.",
        },
        why="Used only to find the declaration and send a code.",
        none="No phone? Press **Call staff**.",
        asking="Sending the code…",
        to_go="Digits missing",
        to_fix="Please correct it",
    ),
    code=CodeWords(
        title="Enter the code",
        line="A 6-digit code was sent to **{phone}**",
        valid="Valid for **{time}**",
        over="The code has expired",
        tries="**{n}** tries left",
        try_one="**{n}** try left",
        notices={
            CodeNotice.SENT: "",
            CodeNotice.SENT_AGAIN: "A new code was sent. The one before is void.",
            CodeNotice.WRONG: "That code is not right. Please check the latest message.",
            CodeNotice.EXPIRED: "The code has expired. Press Resend.",
            CodeNotice.LOCKED: "No tries are left. Press Resend or see our staff.",
            CodeNotice.NOT_SENT_AGAIN: "No new message could be sent. The last code still counts.",
            CodeNotice.LIMIT: "No further message to this number for now.",
        },
        last={
            CodeNotice.EXPIRED: "The code has expired. Please see our staff.",
            CodeNotice.LOCKED: "No tries are left. Please see our staff.",
        },
        resend_in="Resend in {time}",
        resend="Resend",
        edit="Change number",
        help="No message?",
        auto="Checked as soon as 6 digits are in",
        confirm="Confirm",
        asking="Checking…",
        cell="Box {n} of {of}, {what}",
        empty="empty",
        full="filled",
    ),
    no_code=NoCodeWords(
        why={
            WhyNoCode.OFFLINE: Pair("No code can be sent", "This machine is offline. Your number was not checked."),
            WhyNoCode.NOT_SENT: Pair(
                "The message was not sent", "It could not be sent to **{phone}**. The number may well be right."
            ),
            WhyNoCode.LIMIT: Pair(
                "No more codes for now", "Many messages were sent. See our staff, or come back later."
            ),
            WhyNoCode.NOT_CHECKED: Pair(
                "The code was not checked",
                "This machine is offline. The code you typed is still valid; please try again in a few seconds.",
            ),
            WhyNoCode.HELP: Pair(
                "No message yet?", "The message to **{phone}** may be slow, or lie among your spam messages."
            ),
        },
        attest=Pair("Staff can confirm you", "They confirm your number at this machine"),
        staff=Pair("See our staff", "They go through it with you"),
        again=Pair("Try again", "Check the number and send the code again"),
        again_help=Pair("Enter the code", "Use the one in the latest message"),
        again_check=Pair("Try again", "Type the code again to have it checked"),
    ),
    nobody=NobodyWords(
        title="No declaration found",
        line="Nobody has declared on **{phone}** yet.",
        now=Pair("Declare now", "About 2 minutes, right here"),
        staff=Pair("See our staff", "They declare for you"),
    ),
    choose=ChooseWords(
        title="Who is coming in?",
        title_out="Who is leaving?",
        line="{n} people declared on **{phone}**.",
        line_one="{n} person declared on **{phone}**.",
        line_pages="People declared on **{phone}**.",
        press="Press the button beside each.",
        press_one="Press the button beside.",
        asking="Recording, please wait…",
        check_in="Check in",
        check_out="Check out",
        see_staff="See our staff",
        declare="Declare",
        declare_again="Declare again",
        everyone="Check in all {n}",
        states={
            PersonState.HOLDS: "Valid until {date}",
            PersonState.EXPIRED: "Expired {date}",
            PersonState.NONE: "No declaration yet",
            PersonState.INSIDE: "Inside since {date}",
            PersonState.ENTERED: "Came in {date}",
            PersonState.LEFT: "Left {date}",
            PersonState.SEE_STAFF: "Please see our staff",
        },
        states_bare={
            PersonState.HOLDS: "Declaration valid",
            PersonState.EXPIRED: "Declaration expired",
            PersonState.NONE: "No declaration yet",
            PersonState.INSIDE: "Inside",
            PersonState.ENTERED: "Came in",
            PersonState.LEFT: "Left",
            PersonState.SEE_STAFF: "Please see our staff",
        },
        sexes={"male": "Male", "female": "Female", "other": "Other"},
        masked="Names are shortened for privacy",
        other="Declare for another",
        unconfirmed="phone not confirmed",
    ),
    pin=PinWords(
        title="Staff sign-in",
        line="Choose your name, then enter your 6-digit PIN.",
        attest="Staff: please enter your PIN",
        waits="Staff have been called. Please wait here; the code from your message does not go here.",
        roles={"attendant": "Checkpoint staff", "supervisor": "Shift lead", "technician": "Technician"},
        typed="PIN: {n} of {of} digits typed",
        tries="**{n}** tries left, then locked for a while.",
        wrong="That PIN is not right, **{n}** tries left.",
        locked="Too many wrong tries. Try again in **{time}**.",
        choose="Choose a staff name first",
        six="Enter 6 digits",
        sign_in="Sign in",
        asking="Checking…",
        logged="Signing in is logged",
        nobody=Pair(
            "No staff are known here yet",
            "An administrator adds staff and their PINs on this machine, as the operating manual says.",
        ),
    ),
    still=StillWords(
        asks={
            StillThereFor.IDLE: Pair("Are you still there?", "When time is up, what you typed is erased."),
            StillThereFor.NEW_CODE: Pair(
                "A new code was shown. Leave this step?", "If you leave, what you typed is erased and the code is read."
            ),
            StillThereFor.LEAVING: Pair("Leave this declaration?", "What you typed will be erased."),
        },
        stay={
            StillThereFor.IDLE: "I am still here",
            StillThereFor.NEW_CODE: "Go on here",
            StillThereFor.LEAVING: "Go on declaring",
        },
        leave={
            StillThereFor.IDLE: "Erase and finish",
            StillThereFor.NEW_CODE: "Leave, read it",
            StillThereFor.LEAVING: "Erase and finish",
        },
        at_zero="When time is up, what you typed is erased and this machine goes back to its first screen.",
    ),
    refused=RefusedCodeWords(
        texts={
            CodeFault.EXPIRED: Pair("This code has expired", "Please declare again to get a new code."),
            CodeFault.REVOKED: Pair("This code is no longer in use", "Use your latest code, or come in another way."),
            CodeFault.FORGED: Pair(
                "This code was not issued by this system", "Nothing was recorded. Please come in one of these ways."
            ),
            CodeFault.UNKNOWN_KEY: Pair(
                "This machine cannot check the code yet", "It may well be right. Please come in one of these ways."
            ),
        },
        phone=Pair("Enter phone number", "The number used for the declaration"),
        declare=Pair("Health declaration", "Right here, about 2 minutes"),
        staff=Pair("See our staff", "They help you to come in"),
    ),
    more=MoreWords(
        enter_phone="Enter phone number",
        declare_now=Pair("Declare now", "Your card details are filled in"),
        needs_line="No valid declaration. Declare here, about 2 minutes.",
        nothing_reads=Pair("Enter your phone number", "Codes cannot be read right now"),
        attested="phone not confirmed",
        confirmed="Phone confirmed",
        certificates={
            Trust.TRUSTED: "Vaccine pass: verified",
            Trust.NO_KEY: "Vaccine pass: read, no key to verify it",
            Trust.EXPIRED: "Vaccine pass: expired",
            Trust.NOT_YET: "Vaccine pass: not valid yet",
            Trust.FORGED: "Vaccine pass: not verified",
        },
        others="and {n} people with you",
        other="and {n} person with you",
        declared_until="Declaration valid until {date}",
        nothing_kept="Nothing was kept. Our staff will help you.",
    ),
)
