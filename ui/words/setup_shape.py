"""The places of the set-up wizard. See ui/words/shape.py."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.checkpoint.setting_up_state import PhoneState, Problem
from kiosk.checkpoint.setting_up_trouble import Trouble
from ui.words.pair import Pair


@dataclass(frozen=True, slots=True)
class FrameWords:
    """What stands around every step."""

    title: str
    steps: tuple[str, str, str, str, str]
    resumes: str
    keyboard: str
    back: str
    next: str
    register: str
    finish: str
    step_of: str
    machine_says: str
    troubles: Mapping[Trouble, str]


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """The first step."""

    head: Pair
    language: str
    vietnamese: str
    english: str
    clock: str
    clock_right: str
    clock_skewed: str
    clock_unknown: str


@dataclass(frozen=True, slots=True)
class RegisterWords:
    """The second step."""

    head: Pair
    server: str
    check: str
    alone: str
    connected: str
    skewed: str
    asking: str
    offline: str
    unreached: str
    way: str
    ways: Mapping[str, str]
    alone_on: str
    name: str
    name_en: str
    gate: str
    kind: str
    kinds: Mapping[str, str]
    capacity: str
    phone: str
    send: str
    send_again: str
    code: str
    states: Mapping[PhoneState, str]
    province: str
    ward: str
    street: str
    hotlines: str
    declarations: str
    choices: Mapping[str, str]
    explained: Mapping[str, str]
    join_code: str
    join_hint: str
    joining: str
    mine: str
    join_this: str
    registered: Pair
    start_over: str
    poster_here: str


@dataclass(frozen=True, slots=True)
class ReadBackWords:
    """Name, phone and address, read back before they are registered."""

    title: str
    line: str
    later: str
    name: str
    phone: str
    address: str
    gate: str
    right: str
    right_later: str
    wrong: str


@dataclass(frozen=True, slots=True)
class DeviceWords:
    """The third step."""

    head: Pair
    camera: str
    no_camera: str
    hold_up: str
    read: str
    nothing_yet: str
    lost: str
    scanners: str
    keyboard_scanner: str
    printer: str
    no_printer: str
    narrow: str
    print: str
    printing: str
    printed: str
    not_printed: str
    sound: str
    play: str
    played: str
    inches: str
    small_panel: str
    side: str
    sides: Mapping[str, str]
    look_again: str


@dataclass(frozen=True, slots=True)
class StaffWords:
    """The fourth step."""

    head: Pair
    name: str
    role: str
    roles: Mapping[str, str]
    pin: str
    again: str
    add: str
    first: str
    one_more: str
    listed: str
    nobody: str
    asking: str
    theirs: str
    later: str


@dataclass(frozen=True, slots=True)
class PosterStepWords:
    """The fifth step."""

    head: Pair
    size: str
    print: str
    save: str
    show: str
    saved: str
    printed: str
    none: str
    pending: str
    a5: str
    show_close: str
    show_hold: str


@dataclass(frozen=True, slots=True)
class SetupWords:
    """Everything the wizard says."""

    frame: FrameWords
    language: LanguageWords
    register: RegisterWords
    read_back: ReadBackWords
    devices: DeviceWords
    staff: StaffWords
    poster: PosterStepWords
    problems: Mapping[Problem, str]
