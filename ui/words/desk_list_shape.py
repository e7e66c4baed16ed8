"""The places of the list of people who came and left. See ui/words/shape.py."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.declarations import DeclaredSex
from kiosk.desk.acts import Done, MainAct
from kiosk.desk.acts_scanned import Unfound
from kiosk.desk.acts_slip import SlipOutcome
from kiosk.desk.figures import Way
from kiosk.desk.rows import Declared, RefusedBecause, RowFilter, Sending, WhyAnnulled
from kiosk.desk.unmasking import WhyUnmasked
from kiosk.screens import Referral
from kiosk.visits import Act, Via


@dataclass(frozen=True, slots=True)
class TopWords:
    """What stands above the table: search, day, mask, filters."""

    search: str
    today: str
    yesterday: str
    any_day: str
    other_day: str
    day_typed: str
    day_wrong: str
    show_day: str
    masked: str
    bare: str
    lookup: str
    proxy: str
    filters: Mapping[RowFilter, str]
    any_way: str
    ways: Mapping[Way, str]
    evacuate: str
    export: str


@dataclass(frozen=True, slots=True)
class TableWords:
    """The table. ``columns`` in their order; ``none`` stands where there is nothing to say."""

    columns: tuple[str, ...]
    none: str
    vias: Mapping[Via, str]
    declared: Mapping[Declared, str]
    sending: Mapping[Sending, str]
    acts: Mapping[MainAct, str]
    unknown_name: str
    erased: str
    referral: str
    met: str
    annulled: str
    corrected: str
    automatic: str
    shown: str
    shown_all: str
    nobody_chosen: str
    updated: str
    keys: tuple[tuple[str, str], ...]
    nobody_today: str
    nobody: str
    nobody_here: str
    no_result: str
    everywhere: str
    asking: str
    failed: str
    again: str


@dataclass(frozen=True, slots=True)
class PersonWords:
    """The panel of one person. ``logged`` says that opening is; ``choose`` is what stands while nobody is open."""

    choose: str
    choose_line: str
    title: str
    opening: str
    gone: str
    logged: str
    unverified: str
    born: str
    sexes: Mapping[DeclaredSex, str]
    document: str
    insurance: str
    phone: str
    address: str
    purpose: str
    arrived: str
    left: str
    at_gate: str
    declaration: str
    until: str
    verdicts: Mapping[Declared, str]
    answers: str
    state: str
    history: str
    history_acts: Mapping[Act, str]
    by_staff: str
    by_rule: str
    number: str
    reason: str
    reasons: Mapping[Referral, str]
    met_at: str
    print: str
    correct: str
    annul: str
    check_out: str
    check_in: str
    declare: str
    close: str


@dataclass(frozen=True, slots=True)
class SaidWords:
    """What is said of an act for some seconds."""

    done: Mapping[Done, str]
    refused: Mapping[str, str]
    refused_otherwise: str
    of_whom: str
    slips: Mapping[SlipOutcome, str]
    printing: str
    unfound: Mapping[Unfound, str]
    unfound_phone: str
    declare: str
    remasked: str


@dataclass(frozen=True, slots=True)
class DialogWords:
    """What all the questions over the list share."""

    cancel: str
    close: str
    why: str
    note: str
    note_wanted: str
    why_wanted: str
    whys: Mapping[WhyAnnulled, str]


@dataclass(frozen=True, slots=True)
class UnmaskWords:
    """Why names and numbers are to be seen."""

    title: str
    line: str
    reasons: Mapping[WhyUnmasked, str]
    show: str


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """Annulling and correcting a stay."""

    annul_title: str
    annul_line: str
    annul: str
    correct_title: str
    correct_line: str
    arrived: str
    left: str
    time_hint: str
    name: str
    birth: str
    birth_hint: str
    time_wrong: str
    order_wrong: str
    future: str
    birth_wrong: str
    name_wrong: str
    nothing_changed: str
    correct: str


@dataclass(frozen=True, slots=True)
class HandleWords:
    """Somebody to be met, and an automatic departure to be looked at."""

    title: str
    line: str
    stop: str
    declared: str
    let_in: str
    let_in_stopped: str
    let_in_title: str
    reason: str
    reason_hint: str
    reason_wanted: str
    declare: str
    turned_away: str
    other: str
    unknown: str
    automatic_title: str
    automatic_line: str
    looked_at: str
    correct: str


@dataclass(frozen=True, slots=True)
class WorkWords:
    """What the centre refused."""

    title: str
    left: str
    done: str
    done_line: str
    kinds: Mapping[str, str]
    because: Mapping[RefusedBecause, str]
    todo: Mapping[RefusedBecause, str]
    recorded: str
    refused_at: str
    said: str
    send_again: str
    set_aside: str
    aside_why: str
    aside_wanted: str
    following: str
    failed: str


@dataclass(frozen=True, slots=True)
class EvacuationWords:
    """The evacuation list, on the screen and on paper."""

    title: str
    inside: str
    age: str
    age_none: str
    age_minutes: str
    print: str
    save: str
    printing: str
    printed: str
    saved: str
    unread: str
    no_printer: str
    not_saved: str
    paper_title: str
    paper_place: str
    paper_at: str
    paper_age: str
    paper_count: str
    paper_page: str
    paper_columns: tuple[str, ...]
    paper_private: str
    nobody: str


@dataclass(frozen=True, slots=True)
class ExportWords:
    """A list as a file, for supervisors."""

    title: str
    line: str
    masked: str
    bare: str
    form: str
    csv: str
    xlsx: str
    name: str
    folder: str
    retention: str
    save: str
    fetching: str
    saved: str
    failed: str
    file_name: str


@dataclass(frozen=True, slots=True)
class ListWords:
    """Everything the page says."""

    top: TopWords
    table: TableWords
    person: PersonWords
    said: SaidWords
    dialog: DialogWords
    unmask: UnmaskWords
    change: ChangeWords
    handle: HandleWords
    work: WorkWords
    evacuation: EvacuationWords
    export: ExportWords
