"""The places a sentence can stand. A language is complete when it fills every one: the type checker sees to it.

``{n}``-like fields are filled when shown; words between ``**`` are set heavier.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.cards.card import CardKind, Family
from kiosk.scans import Finding
from ui.words.declare_shape import DeclareWords
from ui.words.errand_shape import ErrandWords
from ui.words.pair import Pair as Pair
from ui.words.printing_shape import SlipWords


@dataclass(frozen=True, slots=True)
class CommonWords:
    """Words of every screen."""

    call_staff: str
    call_staff_in_two: str
    staff_called: str
    home: str
    retry: str
    returns_in: str
    see_staff: str


@dataclass(frozen=True, slots=True)
class StatusWords:
    """The strip at the bottom."""

    online: str
    all_sent: str
    all_sent_at: str
    pending: str
    last_sent: str
    offline: str
    hotline: str
    hotline_two: str
    staff_only: str


@dataclass(frozen=True, slots=True)
class WaitingWords:
    """The waiting screen, and the same with the camera lost."""

    title: str
    line: str
    leave_title: str
    accept_phone: Pair
    accept_id: Pair
    accept_insurance: Pair
    accept_vaccine: Pair
    tile_phone: Pair
    tile_help: Pair
    tile_declare: Pair
    tile_leave: Pair
    inside: str
    inside_short: str
    people: str
    nearly_full: str
    full: str
    camera: str
    slides_line: str


@dataclass(frozen=True, slots=True)
class LostWords:
    """No picture from the camera. ``side_*`` say where the scanner stands."""

    title: str
    line: str
    line_no_camera: str
    how: Pair
    ready: str
    both: Pair
    side_left: str
    side_right: str
    side_above: str
    side_below: str


@dataclass(frozen=True, slots=True)
class ReadingWords:
    """The code has been read."""

    title: str
    line: str
    local: str
    other: Pair
    kinds: Mapping[CardKind, str]


@dataclass(frozen=True, slots=True)
class WelcomeWords:
    """MỜI VÀO."""

    word: str
    line: str
    next: str
    next_default: str
    invite: str
    again: str
    verified: str
    unverified: str
    following: Pair
    following_scanner: str
    spoken: str


@dataclass(frozen=True, slots=True)
class GoodbyeWords:
    """TẠM BIỆT."""

    word: str
    line: str
    stayed: str
    stayed_minutes: str
    undo: Pair
    undone: str
    undone_small: str
    undone_word: str
    again: str


@dataclass(frozen=True, slots=True)
class AlreadyWords:
    """Is this visitor leaving, or coming in again?"""

    title: str
    line: str
    line_nameless: str
    leave: Pair
    stay: Pair
    not_me: str
    default: str
    earlier_title: str
    earlier_line: str
    earlier_line_nameless: str
    enter: Pair
    leave_unknown: str
    leave_unknown_line: str
    leave_unknown_line_named: str
    leave_anyway: Pair
    leave_not: Pair


@dataclass(frozen=True, slots=True)
class NeedsWords:
    """A declaration is needed first."""

    word: str
    line: str
    staff: Pair
    poster: str


@dataclass(frozen=True, slots=True)
class StaffWords:
    """Please see our staff."""

    word: str
    line: str
    full: str
    place: str
    place_default: str
    bring: str
    number: str
    told: str


@dataclass(frozen=True, slots=True)
class StopWords:
    """Please wait here."""

    word: str
    line: str
    mask: str
    distance: str
    told: str
    hotline: str


@dataclass(frozen=True, slots=True)
class AdviceWords:
    """A code that cannot be read, or opens no gate."""

    unreadable: Pair
    no_code: Pair
    unknown: Pair
    still_reading: str
    still_scanning: str
    findings: Mapping[Finding, str]
    remedies: Mapping[Finding, Pair]
    families: Mapping[Family, str]
    card_id: Pair
    card_personal: Pair
    card_insurance: Pair
    poster: Pair
    known_card: Pair


@dataclass(frozen=True, slots=True)
class BrokenWords:
    """Out of service."""

    title: str
    line: str
    line_no_code: str
    place_default: str
    retry: str
    safe: str
    safe_one: str
    support: str
    scan: str
    point: str


@dataclass(frozen=True, slots=True)
class Words:
    """Everything the display can say in one language."""

    common: CommonWords
    status: StatusWords
    waiting: WaitingWords
    lost: LostWords
    reading: ReadingWords
    welcome: WelcomeWords
    goodbye: GoodbyeWords
    already: AlreadyWords
    needs: NeedsWords
    staff: StaffWords
    stop: StopWords
    advice: AdviceWords
    broken: BrokenWords
    slip: SlipWords
    errand: ErrandWords
    declare: DeclareWords
