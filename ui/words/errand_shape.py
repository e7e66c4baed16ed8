"""The places a sentence can stand on the screens of a longer errand: phone, code, choosing, PIN, still there."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.certificates import Trust
from kiosk.errand_screens import CodeFault, CodeNotice, PersonState, StillThereFor, WhyNoCode
from kiosk.phone import PhoneProblem
from ui.words.pair import Pair


@dataclass(frozen=True, slots=True)
class KeypadWords:
    """What every screen with keys on it says."""

    back: str
    next: str
    clear: str
    delete: str
    show: str
    hide: str
    typed: str
    up: str
    down: str
    page: str


@dataclass(frozen=True, slots=True)
class PhoneWords:
    """Enter a phone number. ``problems`` has a sentence for each problem but those said with ``missing``."""

    title: str
    line: str
    box: str
    missing: str
    ready: str
    unusual: str
    problems: Mapping[PhoneProblem, str]
    why: str
    none: str
    asking: str
    to_go: str
    to_fix: str


@dataclass(frozen=True, slots=True)
class CodeWords:
    """Enter the code of a message. ``last`` replaces a notice where no further message may be sent."""

    title: str
    line: str
    valid: str
    over: str
    tries: str
    try_one: str
    notices: Mapping[CodeNotice, str]
    last: Mapping[CodeNotice, str]
    resend_in: str
    resend: str
    edit: str
    help: str
    auto: str
    confirm: str
    asking: str
    cell: str
    empty: str
    full: str


@dataclass(frozen=True, slots=True)
class NoCodeWords:
    """No code can be had: why, and what helps."""

    why: Mapping[WhyNoCode, Pair]
    attest: Pair
    staff: Pair
    again: Pair
    again_help: Pair
    again_check: Pair


@dataclass(frozen=True, slots=True)
class NobodyWords:
    """Nobody has declared on this number."""

    title: str
    line: str
    now: Pair
    staff: Pair


@dataclass(frozen=True, slots=True)
class ChooseWords:
    """Who is coming in? ``press`` follows the line where there is something to press."""

    title: str
    title_out: str
    line: str
    line_one: str
    line_pages: str
    press: str
    press_one: str
    asking: str
    check_in: str
    check_out: str
    see_staff: str
    declare: str
    declare_again: str
    everyone: str
    states: Mapping[PersonState, str]
    states_bare: Mapping[PersonState, str]
    sexes: Mapping[str, str]
    masked: str
    other: str
    unconfirmed: str


@dataclass(frozen=True, slots=True)
class PinWords:
    """A member of staff signs in. ``attest`` heads it where a visitor got here; ``waits`` is said to the visitor."""

    title: str
    line: str
    attest: str
    waits: str
    roles: Mapping[str, str]
    typed: str
    tries: str
    wrong: str
    locked: str
    choose: str
    six: str
    sign_in: str
    asking: str
    logged: str
    nobody: Pair


@dataclass(frozen=True, slots=True)
class StillWords:
    """Are you still there? ``at_zero`` says what the ring runs down to, where the line does not."""

    asks: Mapping[StillThereFor, Pair]
    stay: Mapping[StillThereFor, str]
    leave: Mapping[StillThereFor, str]
    at_zero: str


@dataclass(frozen=True, slots=True)
class RefusedCodeWords:
    """A citizen code that does not count, without a word against its holder."""

    texts: Mapping[CodeFault, Pair]
    phone: Pair
    declare: Pair
    staff: Pair


@dataclass(frozen=True, slots=True)
class MoreWords:
    """What other screens say where these ways exist."""

    enter_phone: str
    declare_now: Pair
    needs_line: str
    nothing_reads: Pair
    attested: str
    confirmed: str
    certificates: Mapping[Trust, str]
    others: str
    other: str
    declared_until: str
    nothing_kept: str


@dataclass(frozen=True, slots=True)
class ErrandWords:
    """Everything said on the way through phone, code and choosing."""

    keypad: KeypadWords
    phone: PhoneWords
    code: CodeWords
    no_code: NoCodeWords
    nobody: NobodyWords
    choose: ChooseWords
    pin: PinWords
    still: StillWords
    refused: RefusedCodeWords
    more: MoreWords
