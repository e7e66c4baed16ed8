"""How long it takes to come through, read off the screens the kiosk goes through: one ``Passage`` for each person.

Pure bookkeeping beside the flow: it is told of each event and of the gate after it, changes nothing, and keeps
nothing of anybody but seconds.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from kiosk.admission import via
from kiosk.declaring_screens import DeclareAddress, DeclareConsent, DeclareDone, DeclareHealth, DeclareIdentity
from kiosk.desk.figures import Ending, Passage, Stage, Way
from kiosk.errand_answers import DeclarationSaved
from kiosk.errand_events import FinishPressed
from kiosk.errand_screens import (
    ChoosePerson,
    CodeRefused,
    EnterCode,
    EnterPhone,
    NobodyDeclared,
    NoCode,
    StaffPin,
    StillThere,
)
from kiosk.events import Event, HeldCodeDue, Hinted, Recorded, Scanned, StayChosen
from kiosk.gate import Gate
from kiosk.screens import (
    AlreadyIn,
    Goodbye,
    LeaveUnknown,
    NeedsDeclaration,
    Reading,
    Referral,
    Screen,
    SeeStaff,
    Stop,
    UnknownCode,
    Unreadable,
    Waiting,
    Welcome,
)
from kiosk.visits import Act, Via

_WAYS = {
    Via.CITIZEN_CARD: Way.CITIZEN_CARD,
    Via.INSURANCE_CARD: Way.INSURANCE_CARD,
    Via.PERSONAL_QR: Way.QR,
    Via.KBYT: Way.QR,
    Via.HEALTH_CERTIFICATE: Way.QR,
    Via.CITIZEN_CODE: Way.QR,
    Via.PHONE: Way.PHONE,
    Via.PHONE_ATTESTED: Way.PHONE,
    Via.DECLARED: Way.DECLARED,
    Via.PROXY: Way.PROXY,
    Via.DESK: Way.DESK,
}
_STAGES: dict[type[Screen], Stage] = {
    Waiting: Stage.QUESTION,  # in check-out mode, which was chosen
    Reading: Stage.READING,
    AlreadyIn: Stage.QUESTION,
    LeaveUnknown: Stage.QUESTION,
    NeedsDeclaration: Stage.QUESTION,
    Unreadable: Stage.RETRY,
    UnknownCode: Stage.RETRY,
    CodeRefused: Stage.RETRY,
    EnterPhone: Stage.PHONE,
    EnterCode: Stage.CODE,
    NoCode: Stage.CODE,
    StaffPin: Stage.STAFF,
    ChoosePerson: Stage.CHOOSING,
    NobodyDeclared: Stage.CHOOSING,
    DeclareIdentity: Stage.IDENTITY,
    DeclareAddress: Stage.ADDRESS,
    DeclareHealth: Stage.HEALTH,
    DeclareConsent: Stage.CONSENT,
}
_ENDINGS = {Act.CHECK_IN: Ending.ENTERED, Act.CHECK_OUT: Ending.LEFT}


def way_of(how: Via) -> Way:
    """The way in that figures count somebody under.

    >>> str(way_of(Via.CITIZEN_CODE)), str(way_of(Via.PHONE_ATTESTED)), str(way_of(Via.TYPED_NUMBER))
    ('qr', 'phone', 'other')
    """
    return _WAYS.get(how, Way.OTHER)


@dataclass(frozen=True, slots=True)
class _Walk:
    """Somebody on their way. ``since`` is when ``stage`` began; ``serious``: more than something unreadable was seen.

    ``served``: somebody from the same list was just recorded, and nothing was asked for since.
    """

    began: float
    stage: Stage
    since: float
    way: Way | None = None
    spent: dict[Stage, float] = field(default_factory=dict)
    retries: int = 0
    serious: bool = False
    served: bool = False

    def on(self, stage: Stage, at: float) -> "_Walk":
        """The same at a moment at which ``stage`` begins, or goes on."""
        spent = {**self.spent, self.stage: self.spent.get(self.stage, 0.0) + max(0.0, at - self.since)}
        return replace(self, spent=spent, stage=stage, since=at)

    def over(self, ending: Ending, at: float, now: datetime, way: Way | None = None) -> Passage:
        """All of it, ended."""
        spent = self.on(self.stage, at).spent
        last = self.stage if ending is Ending.GIVEN_UP else None
        seconds = max(0.0, at - self.began)
        return Passage(now, way or self.likely_way, ending, seconds, tuple(spent.items()), self.retries, last)

    @property
    def likely_way(self) -> Way | None:
        """How they came, where no visit says it."""
        seen = {*self.spent, self.stage}
        guess = Way.PHONE if Stage.PHONE in seen else Way.DECLARED if Stage.IDENTITY in seen else None
        return self.way or guess


class Stopwatch:
    """Takes what the conductor's observer is told. ``at`` is monotonic seconds, ``now`` the wall clock (aware UTC)."""

    def __init__(self) -> None:
        self._walk: _Walk | None = None
        self._turn = 0
        self._screen: Screen = Waiting()
        self._held: float | None = None
        self._share: Passage | None = None

    def heard(self, event: Event, gate: Gate, at: float, now: datetime) -> Passage | None:
        """Take one event, and ``gate`` as it is after it; a passage where one has ended by it."""
        turn, before, held = self._turn, self._screen, self._held
        self._turn, self._screen = gate.turn, gate.screen
        self._held = gate.held.at if gate.held is not None else None
        if getattr(event, "turn", turn) != turn:
            return None  # it came late, and changed nothing
        walk = self._walk
        if walk is not None and isinstance(event, Recorded) and isinstance(before, ChoosePerson):
            return self._chosen(walk, event, gate, at, now)
        if gate.turn == turn or isinstance(gate.screen, StillThere):
            return None  # whatever was being done goes on
        stage = _stage(gate.screen)
        if stage is None:
            self._walk = self._share = None
            return None if walk is None else _ended(walk, event, gate.screen, at, now)
        told = None
        if walk is not None and _gives_way(before, event, held):
            told = walk.over(Ending.GIVEN_UP, at, now)
            walk = None
        if walk is None:
            came = _came(event, held, at)
            walk, again = _Walk(came, stage, came), stage is Stage.RETRY
        else:
            again = stage is Stage.RETRY and (walk.stage is not Stage.RETRY or isinstance(event, Scanned))
        self._walk = replace(
            walk.on(stage, at),
            way=_way_shown(gate) or walk.way,
            retries=walk.retries + again,
            serious=walk.serious or not isinstance(event, Hinted),
            served=walk.served and stage is Stage.CHOOSING,
        )
        return told

    def _chosen(self, walk: _Walk, event: Recorded, gate: Gate, at: float, now: datetime) -> Passage:
        """Somebody from the list was recorded. Those who are recorded by one touch took an equal share of the time."""
        ending, way = _ENDINGS.get(event.visit.act, Ending.LEFT), way_of(event.visit.via)
        waiting = len(gate.errand.queue) if gate.errand is not None else 0
        if self._share is None:
            self._share = _shared(walk.over(ending, at, now, way), waiting + 1)
        told = replace(self._share, at=now, way=way, ending=ending)
        self._share = replace(self._share, retries=0) if waiting else None
        stage = _stage(gate.screen)
        served = stage is Stage.CHOOSING
        self._walk = _Walk(at, stage, at, walk.way, serious=True, served=served) if stage is not None else None
        return told


def desk_passage(
    way: Way, ending: Ending, began: float, ended: float, now: datetime, stage: Stage | None = None
) -> Passage:
    """One person served at the desk, by its form or by hand; ``began`` and ``ended`` are monotonic seconds.

    ``stage`` is what the time went to: the form for khai hộ, unless it is said.

    >>> from datetime import UTC
    >>> one = desk_passage(Way.PROXY, Ending.ENTERED, 10.0, 52.5, datetime(2026, 11, 21, tzinfo=UTC))
    >>> one.seconds, [(str(stage), seconds) for stage, seconds in one.stages]
    (42.5, [('proxy_form', 42.5)])
    """
    seconds = max(0.0, ended - began)
    stage = stage or (Stage.PROXY_FORM if way is Way.PROXY else None)
    stages = () if stage is None else ((stage, seconds),)
    return Passage(now, way, ending, seconds, stages, last=stage if ending is Ending.GIVEN_UP else None)


def _stage(screen: Screen) -> Stage | None:
    """What somebody does on this screen; None where nobody is, or where it is over."""
    if isinstance(screen, Waiting):
        return Stage.QUESTION if screen.leaving else None
    return _STAGES.get(type(screen))


def _came(event: Event, held: float | None, at: float) -> float:
    """When somebody came: as their code was read, also if it had to wait."""
    if isinstance(event, Scanned):
        return min(at, event.scan.at)
    if isinstance(event, HeldCodeDue | FinishPressed) and held is not None:
        return min(at, held)
    return at


def _gives_way(before: Screen, event: Event, held: float | None) -> bool:
    """Whether somebody else takes over from whoever was there. Another code after advice is the same person's."""
    if isinstance(before, StillThere):
        return isinstance(event, FinishPressed) and held is not None
    return isinstance(before, AlreadyIn | LeaveUnknown) and isinstance(event, Scanned | HeldCodeDue)


def _way_shown(gate: Gate) -> Way | None:
    card = gate.subject.card if gate.subject is not None else None
    if card is None and gate.errand is not None:
        card = gate.errand.card
    how = via(card) if card is not None else None
    return None if how is None else way_of(how)


def _ended(walk: _Walk, event: Event, screen: Screen, at: float, now: datetime) -> Passage | None:
    """What a way came to; None where nothing was to be recorded, or the store failed."""
    way = way_of(event.visit.via) if isinstance(event, Recorded) else None
    match screen:
        case _ if walk.served:
            return None
        case Welcome(again=False) if way is not None:
            return walk.over(Ending.ENTERED, at, now, way)
        case Goodbye(again=False) if way is not None:
            return walk.over(Ending.LEFT, at, now, way)
        case DeclareDone(entered_at=entered) if isinstance(event, Recorded | DeclarationSaved):
            return walk.over(Ending.ENTERED, at, now, way) if entered is not None else None
        case SeeStaff(reason=reason):
            return walk.over(Ending.STOPPED if reason is Referral.STOP else Ending.REFERRED, at, now)
        case Stop():
            return walk.over(Ending.STOPPED, at, now)
        case Waiting() if isinstance(event, StayChosen) or not walk.serious:
            return None
        case Waiting() | DeclareDone():
            return walk.over(Ending.GIVEN_UP, at, now)
    return None


def _shared(passage: Passage, people: int) -> Passage:
    stages = tuple((stage, seconds / people) for stage, seconds in passage.stages)
    return replace(passage, seconds=passage.seconds / people, stages=stages)
