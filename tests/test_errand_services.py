"""Errands carried out: with a real store, and a centre, a printer and a clock that do what they are told."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from kiosk import flow_samples as samples
from kiosk.admission import DeclarationMode, Rules
from kiosk.conductor import Conductor
from kiosk.declarations import Holding
from kiosk.errand_events import (
    Agreed,
    Answered,
    AttestPressed,
    Box,
    CodeOutcome,
    DeclarePressed,
    DonePressed,
    NextPressed,
    PersonPressed,
    PhonePressed,
    Picked,
    PrintPressed,
    SendPressed,
    TryOutcome,
    Typed,
)
from kiosk.errand_ports import CodeReply, IssuedReply, Slip, TryReply
from kiosk.errand_screens import (
    ChoosePerson,
    CodeState,
    DeclareAddress,
    DeclareDone,
    DeclareHealth,
    EnterCode,
    NobodyDeclared,
    NoCode,
    Printing,
    StaffPin,
)
from kiosk.errand_services import ErrandServices, Lanes
from kiosk.errors import DeviceError, ServerUnreachable
from kiosk.events import Choice, HomeChosen
from kiosk.family import DeclaredPerson
from kiosk.people import Identifier
from kiosk.questionnaire import Field
from kiosk.screens import Language, Stop, Waiting, Welcome
from kiosk.visits import Via
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

    def __init__(self, folder: Path, rules: Rules) -> None:
        self.clock = HandClock()
        self.background = InlineBackground(self.clock)
        self.view = RememberingView()
        self.store: Store = open_store(folder / "data", folder / "keys")
        self.desk, self.paper = Desk(), Paper()
        self.conductor = Conductor(
            rules, self.store.visits, self.clock, self.background, self.view, RememberingSounds()
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

    def asks_for_a_code(self) -> None:
        self.press(PhonePressed(0.0), Typed(Box.PHONE, NUMBER, 0.0), NextPressed(0.0))

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


@pytest.fixture
def door(tmp_path: Path) -> Door:
    rules = Rules(
        "Cổng 1",
        declarations=DeclarationMode.REQUIRED,
        campaign=samples.campaign(),
        places=samples.places(),
        centre=True,
        printer=True,
    )
    return Door(tmp_path, rules)


def test_declare_come_in_get_a_code_print_it_and_next_time_come_by_phone(door: Door) -> None:
    door.press(DeclarePressed(0.0))
    door.declares()
    done = door.view.screen
    assert isinstance(done, DeclareDone), done
    assert (done.state, done.entered_at) == (CodeState.HERE, door.clock.now())
    assert door.store.visits.recorded() == 1
    assert '"kind":"declaration"' in door.desk.issued[0]
    door.press(PrintPressed(0.0))
    assert isinstance(door.view.screen, DeclareDone)
    assert door.view.screen.printing is Printing.PRINTED
    assert [slip.name for slip in door.paper.slips] == ["N. V. THỬ"]
    door.press(DonePressed(0.0))
    assert isinstance(door.view.screen, Waiting)

    door.clock.turn(3600)
    door.asks_for_a_code()
    door.press(Typed(Box.CODE, "000000", 0.0))
    assert isinstance(door.view.screen, EnterCode)
    assert door.view.screen.tries_left == 4
    door.press(Typed(Box.CODE, CODE, 0.0))
    people = door.view.screen
    assert isinstance(people, ChoosePerson), people
    assert people.rows[0].act == "check_out"
    door.press(PersonPressed(people.rows[0].person, 0.0))
    assert door.store.visits.inside_now() == 0


def test_an_answer_that_means_stop_is_kept_and_nobody_comes_in(door: Door) -> None:
    stops = next(
        q.key for q in samples.campaign().questions for c in q.consequences.values() if c.verdict.value == "stop"
    )
    door.press(DeclarePressed(0.0))
    door.declares(**{stops: "yes"})
    assert isinstance(door.view.screen, Stop)
    assert door.store.visits.recorded() == 0
    assert door.store.outbox.waiting() == 1


def test_a_centre_that_cannot_be_reached_lets_staff_vouch_and_says_so_for_ever(door: Door) -> None:
    staff = door.store.staff.add("Nhân viên Mẫu", "attendant", PIN, door.clock.now())
    door.desk.there = False
    door.asks_for_a_code()
    assert isinstance(door.view.screen, NoCode)
    door.press(AttestPressed(0.0))
    assert isinstance(door.view.screen, StaffPin)
    door.press(Picked(Box.PIN, str(staff), 0.0), Typed(Box.PIN, "975310", 0.0))
    assert isinstance(door.view.screen, StaffPin)
    assert door.view.screen.tries_left == 4
    door.press(Typed(Box.PIN, PIN, 0.0))
    assert door.view.screen == NobodyDeclared("09•• ••• 001", attested=True)
    door.press(DeclarePressed(0.0))
    door.declares()
    done = door.view.screen
    assert isinstance(done, DeclareDone)
    assert done.state is CodeState.LATER
    [visit] = door.store.search.inside(10)
    assert visit.via is Via.PHONE_ATTESTED


def test_a_printer_without_paper_is_said_and_can_be_tried_again(door: Door) -> None:
    door.paper.empty = True
    door.press(DeclarePressed(0.0))
    door.declares()
    door.press(PrintPressed(0.0))
    assert isinstance(door.view.screen, DeclareDone)
    assert door.view.screen.printing is Printing.FAILED
    door.paper.empty = False
    door.press(PrintPressed(0.0))
    assert len(door.paper.slips) == 1


def test_somebody_told_by_the_centre_comes_in_under_the_id_the_centre_knows(door: Door) -> None:
    told = samples.member().person
    until = door.clock.now() + timedelta(hours=5)
    door.desk.people = (replace(told, holding=replace(samples.holding(), until=until)),)
    door.asks_for_a_code()
    door.press(Typed(Box.CODE, CODE, 0.0))
    assert isinstance(door.view.screen, ChoosePerson), door.view.screen
    door.press(PersonPressed(told.id, 0.0))
    assert isinstance(door.view.screen, Welcome)
    [visit] = door.store.search.inside(10)
    assert (visit.person.id, visit.via) == (told.id, Via.PHONE)


def test_nothing_typed_outlives_the_errand(door: Door) -> None:
    door.asks_for_a_code()
    door.press(HomeChosen(0.0))
    assert isinstance(door.view.screen, Waiting)
    assert "0900000001" not in repr(door.conductor.gate)
    assert door.conductor.gate.errand is None


def test_the_request_is_new_for_each_message(door: Door) -> None:
    door.asks_for_a_code()
    assert door.desk.asked == ["send +84900000001 vi 7"]
