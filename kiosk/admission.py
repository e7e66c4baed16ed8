"""Who may pass, and which way: the rules of the gate. Pure, and never waiting for a network."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kiosk.cards.card import Card, CardKind
from kiosk.certificates import TrustList
from kiosk.citizen_code import CodeTrust
from kiosk.declarations import Holding
from kiosk.places import Places
from kiosk.questionnaire import Campaign, Verdict
from kiosk.visits import Standing, Via, Visit

LOCAL_TIME = ZoneInfo("Asia/Ho_Chi_Minh")


class DirectionPolicy(StrEnum):
    """Which way people go here."""

    AUTO = "auto"  # from where they were last
    IN = "in"
    OUT = "out"


class DeclarationMode(StrEnum):
    """Whether a health declaration is asked for here."""

    OFF = "off"
    OPTIONAL = "optional"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Rules:
    """What is decided for this checkpoint.

    ``minimum_stay``: somebody who shows a code again sooner than this after arriving is asked, not checked out.
    ``minimum_away``: somebody who shows a code again sooner than this after leaving is still leaving.
    ``capacity`` is the most people who may be inside; None for no limit.
    ``campaign`` is what a declaration asks, None where there are none. ``trust`` checks citizen codes, ``signers``
    health certificates. ``province`` is the code of the one this gate is in, for the address step.
    ``centre``: there is one to ask. ``discreet_stop``: whoever has to wait is shown the same as whoever sees the staff.
    ``now`` is the wall clock of this step, aware UTC.
    """

    gate: str
    direction: DirectionPolicy = DirectionPolicy.AUTO
    minimum_stay: timedelta = timedelta(minutes=10)
    minimum_away: timedelta = timedelta(minutes=1)
    capacity: int | None = None
    declarations: DeclarationMode = DeclarationMode.OFF
    campaign: Campaign | None = None
    trust: CodeTrust = field(default_factory=CodeTrust)
    signers: TrustList = field(default_factory=TrustList)
    places: Places | None = None
    province: str = ""
    centre: bool = False
    printer: bool = False
    discreet_stop: bool = False
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class LetIn:
    """Record an arrival."""

    invite_to_declare: bool


@dataclass(frozen=True, slots=True)
class LetOut:
    """Record a departure that closes ``arrival``."""

    arrival: Visit


@dataclass(frozen=True, slots=True)
class AskLeaving:
    """Already inside: ask. ``earlier_day``: since a day before today, so ask about entering again."""

    arrival: Visit
    earlier_day: bool


@dataclass(frozen=True, slots=True)
class AskLeaveUnknown:
    """Leaving, and no arrival is known: ask whether to record it."""


@dataclass(frozen=True, slots=True)
class HasJustLeft:
    """Left a moment ago: say goodbye again, record nothing."""

    departure: Visit


@dataclass(frozen=True, slots=True)
class Full:
    """As many people inside as may be."""


@dataclass(frozen=True, slots=True)
class MustDeclare:
    """A declaration is required first."""


@dataclass(frozen=True, slots=True)
class MustWait:
    """The last declaration still holds, and sends its maker to the staff (or, ``stop``, to wait for them)."""

    stop: bool


Decision = LetIn | LetOut | AskLeaving | AskLeaveUnknown | HasJustLeft | Full | MustDeclare | MustWait


def decide(standing: Standing, rules: Rules, now: datetime, leaving: bool = False) -> Decision:
    """Decide what a person of this standing may do at ``now`` (aware).

    ``leaving`` is True when the visitor has chosen check-out on the screen, which counts for this one code.
    A clock that was set back makes the last row lie in the future: an arrival then counts as of just now, which
    asks; a departure counts as long ago, so that nobody is kept out by a clock.
    """
    out = leaving or rules.direction is DirectionPolicy.OUT
    last = standing.last
    if standing.inside is not None:
        arrival = standing.inside
        if out:
            return LetOut(arrival)
        earlier_day = local_date(arrival.at) < local_date(now)
        if earlier_day or rules.direction is DirectionPolicy.IN or now - arrival.at < rules.minimum_stay:
            return AskLeaving(arrival, earlier_day)
        return LetOut(arrival)
    just_left = last is not None and timedelta(0) <= now - last.at < rules.minimum_away
    if last is not None and just_left and rules.direction is not DirectionPolicy.IN:
        return HasJustLeft(last)
    if out:
        return AskLeaveUnknown()
    return may_enter(standing, rules, now)


def may_enter(standing: Standing, rules: Rules, now: datetime) -> LetIn | Full | MustDeclare | MustWait:
    """Decide whether somebody who is not inside may come in at ``now`` (aware)."""
    holding = holding_of(standing, rules, now)
    if holding is not None and holding.verdict is not Verdict.PASS:
        return MustWait(stop=holding.verdict is Verdict.STOP)
    if rules.capacity is not None and standing.inside_now >= rules.capacity:
        return Full()
    if holding is None and rules.declarations is DeclarationMode.REQUIRED:
        return MustDeclare()
    return LetIn(invite_to_declare=holding is None and rules.declarations is DeclarationMode.OPTIONAL)


def holding_of(standing: Standing, rules: Rules, now: datetime) -> Holding | None:
    """Their declaration, if one that still holds is known and declarations are asked for here."""
    if rules.campaign is None or rules.declarations is DeclarationMode.OFF:
        return None
    declared = standing.declaration
    return declared if declared is not None and declared.holds(now, rules.campaign.id) else None


def local_date(at: datetime) -> date:
    """The day of ``at`` (aware) by the clocks of Việt Nam."""
    return at.astimezone(LOCAL_TIME).date()


class Crowding(StrEnum):
    """How full the place is, in the stages shown on screen."""

    UNLIMITED = "unlimited"
    ROOM = "room"
    NEARLY_FULL = "nearly_full"  # from 80 %
    FULL = "full"


def crowding(inside: int, capacity: int | None) -> Crowding:
    """The stage for ``inside`` people where ``capacity`` may be.

    >>> [str(crowding(*case)) for case in ((79, 100), (80, 100), (100, 100), (5, None))]
    ['room', 'nearly_full', 'full', 'unlimited']
    """
    if capacity is None:
        return Crowding.UNLIMITED
    if inside >= capacity:
        return Crowding.FULL
    return Crowding.NEARLY_FULL if inside * 5 >= capacity * 4 else Crowding.ROOM


_VIA = {
    CardKind.CCCD: Via.CITIZEN_CARD,
    CardKind.CAN_CUOC: Via.CITIZEN_CARD,
    CardKind.BHYT: Via.INSURANCE_CARD,
    CardKind.PERSONAL_QR: Via.PERSONAL_QR,
    CardKind.KBYT: Via.KBYT,
    CardKind.CITIZEN_CODE: Via.CITIZEN_CODE,
    CardKind.HEALTH_CERTIFICATE: Via.HEALTH_CERTIFICATE,
    CardKind.DECLARED: Via.DECLARED,
    CardKind.CITIZEN_ID: Via.TYPED_NUMBER,
    CardKind.INSURANCE_NUMBER: Via.TYPED_NUMBER,
}


def via(card: Card) -> Via | None:
    """How the holder of this card comes in, or None where the card alone does not say who that is."""
    if card.kind is CardKind.HEALTH_CERTIFICATE and not (card.name or card.identifiers):
        return None  # a damaged one
    return _VIA.get(card.kind)
