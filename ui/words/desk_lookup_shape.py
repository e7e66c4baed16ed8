"""The places a sentence can stand where a phone number is looked up at the desk, and its code is read out."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.desk.lookup import Moved
from kiosk.errand_screens import CodeNotice, PersonState, WhyNoCode
from kiosk.phone import PhoneProblem


@dataclass(frozen=True, slots=True)
class DeskCodeWords:
    """The code that a visitor reads out."""

    sent: str
    box: str
    notices: Mapping[CodeNotice, str]
    valid: str
    over: str
    tries: str
    resend: str
    resend_in: str
    resend_key: str
    none: str
    none_key: str
    asking: str
    trying: str
    why: Mapping[WhyNoCode, str]


@dataclass(frozen=True, slots=True)
class LookupWords:
    """Everything the page says. ``states`` are filled with a time of day, or with a day and a time."""

    title: str
    number: str
    ask: str
    problems: Mapping[PhoneProblem, str]
    missing: str
    ready: str
    unusual: str
    private: str
    code: DeskCodeWords
    attest: str
    attest_line: str
    again: str
    other: str
    looking: str
    nobody: str
    nobody_attested: str
    declare_new: str
    people: str
    people_one: str
    attested: str
    check_in: str
    check_out: str
    declare: str
    again_declare: str
    everyone: str
    states: Mapping[PersonState, str]
    born: str
    sexes: Mapping[str, str]
    moved: Mapping[Moved, str]
    recording: str
    keys: str
