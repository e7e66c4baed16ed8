"""A kiosk without devices: the real flow and store; a centre, a printer and a clock that do what they are told."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from kiosk import flow_samples as samples
from kiosk.admission import Rules
from kiosk.conductor import Conductor
from kiosk.declarations import Holding
from kiosk.declaring_screens import DeclareAddress, DeclareDone, DeclareHealth
from kiosk.errand_answers import CodeOutcome, TryOutcome
from kiosk.errand_events import Agreed, Answered, Box, NextPressed, PhonePressed, Picked, SendPressed, Typed
from kiosk.errand_ports import CodeReply, IssuedReply, Slip, TryReply
from kiosk.errand_services import ErrandServices, Lanes
from kiosk.errors import DeviceError, ServerUnreachable
from kiosk.events import Choice
from kiosk.family import DeclaredPerson
from kiosk.people import Identifier
from kiosk.ports import View
from kiosk.questionnaire import Field
from kiosk.screens import Language
from local_store.store import Store, open_store
from tests.fakes import HandClock, InlineBackground, RememberingSounds, RememberingView

NUMBER, CODE, PIN = "0900000001", "418305", "719305"


@dataclass
class Desk:
    """A centre that knows one code. With ``there`` False it cannot be reached."""

    there: bool = True
    outcome: CodeOutcome = CodeOutcome.SENT
    asked: list[str] = field(default_factory=list)
    people: tuple[DeclaredPerson, ...] = ()
    issued: list[str] = field(default_factory=list)

    def send_code(self, request: UUID, phone: str, language: str) -> CodeReply:
        self._reach(f"send {phone} {language} {request.version}")
        return CodeReply(self.outcome, 300, 60, 5)

    def try_code(self, request: UUID, digits: str) -> TryReply:
        self._reach(f"try {request.version}")
        right = digits == CODE
        return TryReply(TryOutcome.RIGHT if right else TryOutcome.WRONG, 4, self.people if right else ())

    def declared(self, identifiers: Sequence[Identifier]) -> Holding | None:
        self._reach(f"declared {len(identifiers)}")
        return None

    def insured(self, request: UUID, number: str) -> DeclaredPerson | None:
        self._reach(f"insured {request.version} {len(number)}")
        return None

    def issue(self, declaration: UUID, body: str) -> IssuedReply | None:
        self._reach(f"issue {declaration.version}")
        self.issued.append(body)
        return IssuedReply("HTTPS://CENTRE.EXAMPLE/Q/ABC", "ABCD EFGH JKMN", samples.NOW)

    def _reach(self, what: str) -> None:
        if not self.there:
            raise ServerUnreachable("the centre cannot be reached")
        self.asked.append(what)


@dataclass
class Paper:
    """A printer that keeps what it was given; ``empty`` takes nothing."""

    address: str = "test:"
    empty: bool = False
    slips: list[Slip] = field(default_factory=list)

    def ready(self) -> bool:
        return not self.empty

    def print_slip(self, slip: Slip) -> None:
        if self.empty:
            raise DeviceError("no paper")
        self.slips.append(slip)


class Door:
    """A kiosk without a display: the real flow, the real store."""

    def __init__(self, folder: Path, rules: Rules, clock: HandClock | None = None, view: View | None = None) -> None:
        self.clock = clock or HandClock()
        self.background = InlineBackground(self.clock)
        self.view = RememberingView()
        self.store: Store = open_store(folder / "data", folder / "keys")
        self.desk, self.paper = Desk(), Paper()
        self.conductor = Conductor(
            rules, self.store.visits, self.clock, self.background, view or self.view, RememberingSounds()
        )
        self.services = ErrandServices(
            self.store.declarations,
            self.store.staff,
            self.store.visits,
            self.store.outbox.body,
            self.slip,
            Lanes(self.background, self.background, self.background),
            self.clock,
            rules.campaign,
            self.conductor.happen,
            self.conductor.store_failed,
            printer=self.paper,
        )
        self.services.desk = self.desk
        self.conductor.errands = self.services
        self.conductor.start()

    def slip(self, screen: DeclareDone, language: Language) -> Slip:
        return Slip("Nơi", "Cổng", screen.code, screen.spelled, screen.name, None, None, "", language)

    def press(self, *choices: Choice) -> None:
        for one in choices:
            self.conductor.happen(replace(one, at=self.at))

    @property
    def at(self) -> float:
        return self.clock.monotonic()

    def asks_for_a_code(self, number: str = NUMBER) -> None:
        self.press(PhonePressed(0.0), Typed(Box.PHONE, number, 0.0), NextPressed(0.0))

    def declares(self, **others: str) -> None:
        self.press(Typed(Field.NAME, "Nguyễn Văn Thử", 0.0), Typed(Field.BIRTH, "1990", 0.0))
        self.press(Picked(Field.SEX, "male", 0.0), Picked(Field.NATION, "VN", 0.0))
        self.press(Typed(Field.PHONE, NUMBER, 0.0), NextPressed(0.0))
        screen = self.view.screen
        assert isinstance(screen, DeclareAddress), screen
        self.press(Picked(Field.PROVINCE, "01", 0.0))
        assert isinstance(self.view.screen, DeclareAddress)
        self.press(Picked(Field.WARD, self.view.screen.wards[0].code, 0.0), Typed(Field.STREET, "Số 1", 0.0))
        self.press(NextPressed(0.0))
        assert isinstance(self.view.screen, DeclareHealth)
        for question in samples.campaign().questions:
            value = others.get(question.key, "no")
            self.clock.turn(1.1)
            self.press(Answered(question.key, 0.0, value, "ho" if value == "yes" else None))
        self.press(NextPressed(0.0), Agreed(yes=True, at=0.0), SendPressed(0.0))
