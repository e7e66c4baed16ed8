"""The places a sentence can stand on the page of khai hộ."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.declarations import Relationship
from kiosk.declaring_screens import CodeState, Printing
from kiosk.desk.proxy_form import Tick
from kiosk.desk.proxy_state import Notice
from kiosk.desk.recording import Outcome
from kiosk.questionnaire import Field


@dataclass(frozen=True, slots=True)
class ProxyFieldWords:
    """The fields. ``nouns`` name them in the count of what is wanted; ``holders`` stand in an empty one."""

    labels: Mapping[Field, str]
    nouns: Mapping[Field, str]
    holders: Mapping[Field, str]
    relations: Mapping[Relationship, str]
    operator: str
    missing_place: Mapping[Field, str]
    from_card_head: str
    confirmed: str
    attested: str
    old_address: str
    send: str
    send_key: str


@dataclass(frozen=True, slots=True)
class ProxyQuestionWords:
    """The questions; those themselves come with the campaign."""

    title: str
    keys: str
    yes: str
    no: str
    yes_key: str
    no_key: str
    optional: str
    none: str
    note_left: str


@dataclass(frozen=True, slots=True)
class ProxyConsentWords:
    """What was said aloud."""

    title: str
    ticks: Mapping[Tick, str]
    read: str
    heading: str
    lines: tuple[str, str, str, str, str, str]
    close: str


@dataclass(frozen=True, slots=True)
class ProxyBarWords:
    """The bar below, and the count in it."""

    cancel: str
    print: str
    enter: str
    saving: str
    wanted: str
    wanted_more: str
    whole: str
    question: str
    note: str
    consent: str
    guardian: str


@dataclass(frozen=True, slots=True)
class ProxyDoneWords:
    """What became of the last one."""

    outcomes: Mapping[Outcome, str]
    codes: Mapping[CodeState, str]
    printing: Mapping[Printing, str]
    number: str
    decide: str
    decide_stop: str
    decide_line: str
    reason: str
    reason_hint: str
    reason_wanted: str
    let_in: str
    send_away: str
    understood: str


@dataclass(frozen=True, slots=True)
class ProxyAskWords:
    """What is asked before something is lost."""

    other: str
    other_line: str
    other_yes: str
    other_no: str
    drop: str
    drop_line: str
    drop_yes: str
    drop_no: str
    code: str
    code_skip: str


@dataclass(frozen=True, slots=True)
class ProxyWords:
    """Everything the page of khai hộ says."""

    title: str
    scan: str
    ready: str
    no_reader: str
    copy: str
    notices: Mapping[Notice, str]
    renews: str
    who: str
    where: str
    no_campaign: str
    fields: ProxyFieldWords
    questions: ProxyQuestionWords
    consent: ProxyConsentWords
    bar: ProxyBarWords
    done: ProxyDoneWords
    ask: ProxyAskWords
