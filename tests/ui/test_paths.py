"""Every way in without a code, as a visitor goes it: touches on the real window, the real flow, the real store."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk import flow_samples as samples
from kiosk.admission import DeclarationMode, Rules
from kiosk.declarations import PhoneProof
from kiosk.declaring_screens import (
    DeclareAddress,
    DeclareConsent,
    DeclareDone,
    DeclareHealth,
    DeclareIdentity,
    Printing,
)
from kiosk.errand_screens import ChoosePerson, EnterCode, NobodyDeclared, NoCode, StaffPin
from kiosk.events import Choice, Scanned
from kiosk.questionnaire import Verdict
from kiosk.screens import Goodbye, Language, NeedsDeclaration, Referral, Screen, SeeStaff, Stop, Waiting, Welcome
from kiosk.visits import Via
from tests.errand_door import CODE, NUMBER, PIN, Door
from tests.fakes import HandClock, scan
from ui.sheet import SITE
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.osk_key import OskKey, Work
from ui.widgets.pressable import Pressable
from ui.widgets.tick import Tick
from ui.window import KioskWindow

CARD = "001090000001|010000001|Nguyễn Văn Thử|15081990|Nam|Số 1 phố Ví Dụ, Phường Mẫu, Hà Nội|01052021"
NO: Mapping[str, str] = {}
STOPS = next(
    q.key
    for q in samples.campaign().questions
    if any(found.verdict is Verdict.STOP for found in q.consequences.values())
)
SAID = {
    Language.VI: {
        "next": "Tiếp tục",
        "declare": "Khai báo ngay",
        "phone": "Số điện thoại",
        "nation": "Quốc tịch",
        "street": "Số nhà",
        "ward": "Phường",
        "later": "Câu sau",
        "agree": "Đồng ý và gửi",
        "refuse": "Không đồng ý",
        "print": "In mã",
        "done": "Xong",
        "in": "Check in",
        "out": "Check out",
        "vouch": "Gặp nhân viên xác nhận",
        "unconfirmed": "chưa xác thực OTP",
    },
    Language.EN: {
        "next": "Continue",
        "declare": "Declare now",
        "phone": "Phone",
        "nation": "Nationality",
        "street": "House",
        "ward": "Ward",
        "later": "Next",
        "agree": "Agree and send",
        "refuse": "I do not agree",
        "print": "Print",
        "done": "Done",
        "in": "Check in",
        "out": "Check out",
        "vouch": "Staff can confirm you",
        "unconfirmed": "phone not confirmed",
    },
}


class Visitor:
    """Somebody at the window of a kiosk; ``touches`` counts what was pressed."""

    def __init__(self, folder: Path, language: Language) -> None:
        self.clock = HandClock()
        site = replace(
            SITE, phone_lookup=True, declaring=True, vaccine_pass=True, reduced_motion=True, campaign=samples.campaign()
        )
        self.window = KioskWindow(site, self._press, self.clock)
        rules = Rules(
            "Cổng 1",
            declarations=DeclarationMode.REQUIRED,
            campaign=samples.campaign(),
            places=samples.places(),
            centre=True,
            printer=True,
        )
        self.door = Door(folder, rules, self.clock, self.window)
        self.language, self.said = language, SAID[language]
        self.touches = 0
        self.window.widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.window.widget.resize(1366, 768)
        self.window.widget.show()
        self.window.language(language)

    def _press(self, choice: Choice) -> None:
        self.door.conductor.happen(choice)

    @property
    def screen(self) -> Screen | None:
        return self.window.shown

    def shows(self, kind: type[Screen]) -> bool:
        self.window.present_now()
        return isinstance(self.screen, kind)

    def control(self, fits: Callable[[str], bool]) -> Pressable:
        there = [one for one in self.window.widget.controls() if fits(one.accessibleName()) and one.isEnabled()]
        assert there, (self.screen, [one.accessibleName() for one in self.window.widget.controls()])
        return there[0]

    def touch(self, name: str) -> None:
        self.hit(self.control(lambda said: said.startswith(self.said.get(name, name))))

    def hit(self, control: Pressable) -> None:
        self.clock.turn(1.1)
        QTest.mouseClick(control, Qt.MouseButton.LeftButton)
        self.touches += 1

    def types(self, digits: str) -> None:
        for digit in digits:
            self.hit(self.control(lambda said, wanted=digit: said == wanted))  # type: ignore[misc]
        self.touches -= len(digits)

    def holds_up(self, text: str) -> None:
        self.door.conductor.happen(Scanned(scan(text, self.clock.monotonic())))
        self.window.present_now()

    def comes_by_phone(self) -> None:
        self.window.present_now()
        if isinstance(self.screen, Waiting):
            self.hit(next(one for one in self.window.widget.controls() if _opens_the_keypad(one)))
        self.types(NUMBER)
        self.touch("next")

    def declares_with_card(self, *, answers: Mapping[str, str] = NO, phone: bool = False) -> None:
        """From the first step to the consent. The card fills in the name, the number, the birth date and the sex."""
        assert self.shows(DeclareIdentity), self.screen
        if phone:
            self.touch("phone")
            self.types(NUMBER)
            self.touch("done")
        self.touch("next")
        assert self.shows(DeclareAddress), self.screen
        self.touch("An Giang")
        screen = self.screen
        assert isinstance(screen, DeclareAddress)
        self.touch(screen.wards[0].name)
        self.touch("street")
        keys = self.window.widget.findChildren(OskKey)
        self.hit(next(key for key in keys if key.stroke == "a"))
        self.hit(next(key for key in self.window.widget.findChildren(OskKey) if key.stroke is Work.DONE))
        self.touch("next")
        self.answers(answers)

    def answers(self, others: Mapping[str, str]) -> None:
        """Answer each question in turn: *no*, but for ``others``."""
        while True:
            screen = self.screen
            assert isinstance(screen, DeclareHealth), screen
            if not screen.missing:
                break
            key = screen.missing[0]
            side = 0 if others.get(key, "no") == "yes" else 1
            place = [question.key for question in samples.campaign().questions].index(key) - screen.first
            boxes = [one for one in self.window.widget.controls() if isinstance(one, ChoiceBox)]
            if 2 * place + side < len(boxes):
                self.hit(boxes[2 * place + side])
            else:
                self.touch("later")  # a note takes the room of a question
        self.touch("next")
        assert self.shows(DeclareConsent), self.screen

    def agrees(self) -> None:
        for tick in [one for one in self.window.widget.controls() if isinstance(one, Tick)]:
            self.hit(tick)
        self.touch("agree")


def _opens_the_keypad(control: Pressable) -> bool:
    return control.accessibleName().startswith(("Không có điện thoại", "No smartphone"))


@pytest.fixture(params=list(Language))
def visitor(request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot) -> Iterator[Visitor]:
    made = Visitor(tmp_path, request.param)
    yield made
    made.window.close()
    made.door.store.close()
    qtbot.wait(1)


def known(visitor: Visitor) -> None:
    """The centre knows somebody on this number."""
    now = visitor.clock.now()
    holding = replace(samples.holding(), declared_at=now, until=now + timedelta(hours=9))
    visitor.door.desk.people = (replace(samples.member().person, holding=holding),)


def test_by_phone_and_code_in_and_out(visitor: Visitor) -> None:
    known(visitor)
    visitor.comes_by_phone()
    assert visitor.shows(EnterCode)
    visitor.types(CODE)
    assert visitor.shows(ChoosePerson)
    visitor.touch("in")
    assert visitor.shows(Welcome)
    assert visitor.touches <= 12
    assert visitor.door.store.visits.inside_now() == 1
    visitor.door.background.pass_time(5)
    visitor.comes_by_phone()
    visitor.types(CODE)
    visitor.touch("out")
    assert visitor.shows(Goodbye)
    assert visitor.door.store.visits.inside_now() == 0


def test_nobody_declared_on_the_number_so_declare_come_in_and_take_the_slip(visitor: Visitor) -> None:
    visitor.comes_by_phone()
    visitor.types(CODE)
    assert visitor.shows(NobodyDeclared)
    visitor.touch("declare")
    visitor.holds_up(CARD)
    visitor.declares_with_card()
    visitor.agrees()
    done = visitor.screen
    assert isinstance(done, DeclareDone), done
    assert done.entered_at is not None
    visitor.touch("print")
    assert isinstance(visitor.screen, DeclareDone)
    assert visitor.screen.printing is Printing.PRINTED
    assert [slip.language for slip in visitor.door.paper.slips] == [visitor.door.conductor.gate.language]
    [visit] = visitor.door.store.search.inside()
    assert visit.via is Via.CITIZEN_CARD
    visitor.touch("done")
    assert visitor.shows(Waiting)


def test_a_card_without_a_declaration_leads_through_the_form(visitor: Visitor) -> None:
    visitor.holds_up(CARD)
    assert visitor.shows(NeedsDeclaration), visitor.screen
    visitor.touch("declare")
    visitor.declares_with_card(phone=True)
    visitor.agrees()
    assert visitor.shows(DeclareDone), visitor.screen
    [visit] = visitor.door.store.search.inside()
    member = visitor.door.store.declarations.member(visit.person.id)
    assert member is not None
    assert member.standing.declaration is not None
    assert member.standing.declaration.phone_proof is PhoneProof.NONE


def test_refusing_leads_to_the_staff_and_keeps_nothing(visitor: Visitor) -> None:
    visitor.holds_up(CARD)
    visitor.touch("declare")
    visitor.declares_with_card(phone=True)
    visitor.touch("refuse")
    assert visitor.shows(SeeStaff)
    assert isinstance(visitor.screen, SeeStaff)
    assert visitor.screen.reason is Referral.CONSENT
    assert visitor.door.store.declarations.recorded() == 0


def test_an_answer_that_stops_is_not_outrun_by_the_card(visitor: Visitor) -> None:
    visitor.holds_up(CARD)
    visitor.touch("declare")
    visitor.declares_with_card(answers={STOPS: "yes"}, phone=True)
    visitor.agrees()
    assert visitor.shows(Stop), visitor.screen
    assert visitor.door.store.visits.inside_now() == 0
    visitor.door.background.pass_time(25)
    assert visitor.shows(Waiting)
    visitor.holds_up(CARD)
    assert visitor.shows(Stop), visitor.screen


def test_no_centre_so_a_member_of_staff_vouches_and_it_stays_marked(visitor: Visitor) -> None:
    visitor.door.store.staff.add("Nhân viên Mẫu", "attendant", PIN, visitor.clock.now())
    visitor.door.desk.there = False
    visitor.comes_by_phone()
    assert visitor.shows(NoCode)
    visitor.touch("vouch")
    assert visitor.shows(StaffPin)
    visitor.touch("Nhân viên Mẫu")
    visitor.types(PIN)
    assert visitor.shows(NobodyDeclared)
    visitor.touch("declare")
    visitor.holds_up(CARD)
    visitor.declares_with_card()
    visitor.agrees()
    assert visitor.shows(DeclareDone)
    [visit] = visitor.door.store.search.inside()
    member = visitor.door.store.declarations.member(visit.person.id)
    assert member is not None
    assert member.standing.declaration is not None
    assert member.standing.declaration.phone_proof is PhoneProof.ATTESTED
