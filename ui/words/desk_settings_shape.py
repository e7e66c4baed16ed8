"""The places a sentence can stand on the page of settings."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.desk.staff_admin import AdminDone, AdminProblem


@dataclass(frozen=True, slots=True)
class HereWords:
    """What is set on this machine."""

    title: str
    mode: str
    modes: Mapping[str, str]
    mode_lines: Mapping[str, str]
    mode_ask: str
    mode_locks: str
    mode_change: str
    mode_stay: str
    language: str
    languages: Mapping[str, str]
    second: str
    sound: str
    sound_off: str
    sound_line: str
    own_pin: str
    idle: str


@dataclass(frozen=True, slots=True)
class StaffWords:
    """Who may sign in here. ``loading`` stands until that is known."""

    title: str
    loading: str
    add: str
    name: str
    role: str
    pin: str
    again: str
    save: str
    cancel: str
    new_pin: str
    new_pin_title: str
    disable: str
    disable_title: str
    disable_line: str
    oneself: str
    asking: str
    done: Mapping[AdminDone, str]
    problems: Mapping[AdminProblem, str]


@dataclass(frozen=True, slots=True)
class CheckpointWords:
    """This checkpoint: one more kiosk, the code of the point, and what the centre has set."""

    title: str
    add: str
    add_line: str
    no_centre: str
    asking: str
    not_asked: str
    code_title: str
    code_line: str
    code_until: str
    code_over: str
    close: str
    show_code: str
    posters: str
    posters_saved: str
    not_saved: str
    no_code: str
    centre_title: str
    centre_nothing: str
    centre_line: str
    names: Mapping[str, str]
    values: Mapping[str, str]
    yes: str
    none: str


@dataclass(frozen=True, slots=True)
class SettingsWords:
    """Everything said on the page of settings."""

    here: HereWords
    staff: StaffWords
    checkpoint: CheckpointWords
