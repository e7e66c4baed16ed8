"""The places of the page of devices. See ui/words/shape.py."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.desk.devices import Part, Trouble


@dataclass(frozen=True, slots=True)
class StateWords:
    """How a thing stands, in a word. ``unused`` is grey, and not a fault."""

    good: str
    warn: str
    broken: str
    unused: str
    unknown: str


@dataclass(frozen=True, slots=True)
class FactWords:
    """What stands before a fact, and how a fact is said."""

    source: str
    picture: str
    picture_of: str
    reading: str
    reading_of: str
    reading_none: str
    last: str
    last_of: str
    nothing_read: str
    lost: str
    lost_of: str
    input_method: str
    input_method_well: str
    input_method_changed: str
    paper: str
    printed: str
    not_printed: str
    records: str
    records_of: str
    encrypted: str
    open: str
    waiting: str
    waiting_of: str
    sent: str
    never: str
    free: str
    skew: str
    skew_ahead: str
    skew_behind: str
    measured: str
    warn_above: str
    warn_above_of: str
    unmeasured: str
    milliseconds: str
    seconds: str
    decimal: str
    none_of_these: str
    no_centre: str


@dataclass(frozen=True, slots=True)
class TrialWords:
    """Trying a thing: what is pressed, and what came of it."""

    scan: str
    scan_now: str
    scan_read: str
    scan_nothing: str
    print: str
    printing: str
    printed: str
    unprinted: str
    sound: str
    sounded: str
    send: str
    sending: str
    refused: str
    waits: str
    slip_name: str
    slip_next: str


@dataclass(frozen=True, slots=True)
class DevicesWords:
    """The page of devices. ``troubles`` say what is amiss, what still works, and what helps."""

    state: StateWords
    fact: FactWords
    trial: TrialWords
    parts: Mapping[Part, str]
    troubles: Mapping[Trouble, str]
    all_well: str
    more: str
    records_title: str
