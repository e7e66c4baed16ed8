"""The strip above the desk's pages: what it says of the gate, and its questions answered by keys."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout
from pytestqt.qtbot import QtBot

from kiosk.cards.card import CardKind
from kiosk.desk.happening import Answer, Said, choice_of, happening
from kiosk.desk.rows import RowFilter
from kiosk.desk.session import Session
from kiosk.events import Choice
from kiosk.flow_samples import visits
from kiosk.scans import Picture, Scan
from kiosk.screens import (
    AlreadyIn,
    CameraState,
    Goodbye,
    Language,
    LeaveUnknown,
    NeedsDeclaration,
    Reading,
    Referral,
    Screen,
    SeeStaff,
    Status,
    Stop,
    Waiting,
    Welcome,
)
from kiosk.staff import Right
from tests.fakes import HandClock, InlineBackground, scan
from tests.ui.desk_fakes import NURSE, PINS, FakeStaff
from ui.sheet import SITE
from ui.sheet_desk_strip import strip_screens
from ui.staff.around import Around, ToList, Wish
from ui.staff.desk_look import DeskLook
from ui.staff.kit.field import TextField
from ui.staff.opened_desk import PageSlot
from ui.staff.page import DeskPage
from ui.staff.visitor_strip import VisitorStrip
from ui.staff.window import DeskWindow
from ui.words.desk_shell_words import shell_words


class Form(DeskPage):
    """A page with a field in it, which takes every code."""

    def __init__(self, look: DeskLook) -> None:
        super().__init__()
        self.wishes, self.scans = list[Wish](), list[Scan]()
        self.unknown = False
        self.field = TextField(look, "Họ và tên")
        QVBoxLayout(self).addWidget(self.field)

    def opened(self) -> None:
        self.field.edit.setFocus()

    def wanted(self, wish: Wish) -> None:
        self.wishes.append(wish)

    def take(self, scan: Scan) -> bool:
        self.scans.append(scan)
        return True

    def nobody_known(self) -> bool:
        return self.unknown


@dataclass
class Door:
    """A desk at a gate: what it answered is in ``pressed``."""

    window: DeskWindow
    strip: VisitorStrip
    clock: HandClock
    pressed: list[Choice] = field(default_factory=list)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def page(self) -> Form:
        assert self.window.opened is not None
        page = self.window.opened.page
        assert isinstance(page, Form)
        return page

    def sign_in(self) -> None:
        self.window.session.choose(NURSE.id)
        self.window.session.type(PINS[NURSE.id])
        self.window.session.sign_in()

    def words(self) -> str:
        assert self.strip.widget is not None
        return " ".join(each.text() for each in self.strip.widget.findChildren(QLabel) if each.isVisible())

    def chosen(self) -> list[str]:
        return [type(choice).__name__ for choice in self.pressed]


@pytest.fixture
def door(qtbot: QtBot) -> Iterator[Door]:
    clock = HandClock()
    lane = InlineBackground(clock)
    pressed: list[Choice] = []
    strip = VisitorStrip(pressed.append, clock)

    def make(look: DeskLook, _around: Around) -> DeskPage:
        return Form(look)

    slots = [
        PageSlot("list", Right.SEE_PEOPLE, "list", make),
        PageSlot("proxy", Right.DECLARE, "user-plus", make),
    ]
    session = Session(FakeStaff(clock), lane, clock)
    window = DeskWindow(replace(SITE, locked=False), session, clock, slots, strip=strip)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    made = Door(window, strip, clock, pressed)
    made.sign_in()
    yield made
    window.end()
    qtbot.wait(1)


@pytest.mark.parametrize("language", list(Language))
def test_every_word_and_every_answer_is_there(language: Language) -> None:
    say = shell_words(language).strip
    assert set(say.said) == set(Said)
    assert set(say.answers) == set(Answer)


def test_nothing_is_said_of_what_somebody_types_on_the_visitors_display() -> None:
    told = [happening(screen) for screen, _ in visits(0.0)]
    assert {each.said for each in told} == {Said.BUSY, Said.CODE_REFUSED}
    assert all((each.name, each.number, each.at) == ("", "", None) for each in told)


@pytest.mark.parametrize(
    ("screen", "answers"),
    [
        (AlreadyIn("N. V. THỬ", HandClock().wall, "Cổng số 2"), ["LeaveChosen", "StayChosen", "NotMeChosen"]),
        (AlreadyIn("N. V. THỬ", HandClock().wall, "G", True), ["EnterChosen", "LeaveChosen", "NotMeChosen"]),
        (LeaveUnknown("N. V. THỬ"), ["LeaveChosen", "StayChosen"]),
        (Goodbye("N. V. THỬ", HandClock().wall, timedelta(hours=1)), ["UndoChosen"]),
    ],
)
def test_each_answer_has_a_key_while_somebody_types(door: Door, screen: Screen, answers: list[str]) -> None:
    door.strip.show(screen, 15.0)
    door.page().field.edit.setFocus()
    for number in range(1, len(answers) + 1):
        door.key(Qt.Key(int(Qt.Key.Key_0) + number), Qt.KeyboardModifier.AltModifier)
    assert door.chosen() == answers
    assert door.page().field.text() == ""
    door.key(Qt.Key(int(Qt.Key.Key_1) + len(answers)), Qt.KeyboardModifier.AltModifier)  # there is no such answer
    assert door.chosen() == answers


def test_an_answer_is_told_before_the_gate_has_it(door: Door) -> None:
    told: list[tuple[Answer, int]] = []
    door.strip.answered = lambda answer: told.append((answer, len(door.pressed)))
    door.strip.show(AlreadyIn("N. V. THỬ", door.clock.now(), "Cổng số 2"), 15.0)
    door.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    door.strip.show(Waiting(), None)
    door.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert told == [(Answer.LEAVE, 0)]


def test_an_answer_is_a_button_as_well(door: Door) -> None:
    door.strip.show(AlreadyIn("N. V. THỬ", door.clock.now(), "Cổng số 2"), 15.0)
    assert door.strip.widget is not None
    buttons = door.strip.widget.answers
    assert [button.text() for button in buttons] == ["Ra về", "Vẫn ở lại", "Không phải người này"]
    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert door.chosen() == ["StayChosen"]


def test_a_welcome_says_the_masked_name_and_the_time_and_stays_as_the_last(door: Door) -> None:
    door.strip.show(Welcome("N. V. THỬ", door.clock.now()), 4.0)
    assert "MỜI VÀO" in door.words()
    assert "N. V. THỬ · lúc 08:00" in door.words()
    door.strip.show(Waiting(), None)
    assert "Chờ mã tiếp theo" in door.words()
    assert "Lần trước: MỜI VÀO · N. V. THỬ · lúc 08:00" in door.words()
    door.strip.show(Reading(CardKind.CCCD), None)
    assert "N. V. THỬ" not in door.words()


def test_somebody_without_a_declaration_is_declared_for_with_the_code_they_showed(door: Door) -> None:
    code = scan("001090000001", door.clock.monotonic())
    door.window.saw(code)
    door.strip.show(NeedsDeclaration(CardKind.CCCD), 30.0)
    door.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert door.window.opened is not None
    assert door.window.opened.current == "proxy"
    assert door.page().scans == [code]


def test_f2_is_the_same_and_once_they_are_declared_for_the_gate_waits_no_longer(door: Door) -> None:
    code = scan("001090000001", door.clock.monotonic())
    door.window.saw(code)
    door.strip.show(NeedsDeclaration(CardKind.CCCD), 30.0)
    door.strip.declared()  # somebody else
    assert door.chosen() == []
    door.key(Qt.Key.Key_F2)
    assert door.page().scans == [code]
    door.strip.declared()
    assert door.chosen() == ["HomeChosen"]
    door.key(Qt.Key.Key_F2)
    door.strip.show(Waiting(), None)
    door.strip.declared()
    assert door.chosen() == ["HomeChosen"]


def test_f2_begins_empty_unless_the_page_knows_nobody_with_that_card(door: Door) -> None:
    code = scan("001090000001", door.clock.monotonic())
    door.window.saw(code)
    door.key(Qt.Key.Key_F2)
    assert door.page().scans == []
    door.key(Qt.Key.Key_F1)
    door.page().unknown = True
    door.key(Qt.Key.Key_F2)
    assert door.page().scans == [code]


def test_a_code_of_long_ago_fills_nothing(door: Door) -> None:
    door.window.saw(scan("001090000001", door.clock.monotonic()))
    door.clock.turn(61)
    door.strip.show(NeedsDeclaration(CardKind.CCCD), 30.0)
    door.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert door.page().scans == []


def test_whoever_has_to_be_met_leads_to_the_list_by_their_number(door: Door) -> None:
    door.strip.show(SeeStaff(Referral.CHECK, "A 07", door.clock.now(), bring_card=True), 12.0)
    assert "Số A 07" in door.words()
    door.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert door.page().wishes == [ToList(RowFilter.ATTENTION)]


def test_a_stop_is_lifted_from_the_desk(door: Door) -> None:
    door.strip.show(Stop("B 03", door.clock.now()), 20.0)
    door.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert door.chosen() == ["StopLifted"]


def test_a_locked_desk_says_what_happens_but_answers_nothing(door: Door) -> None:
    door.strip.show(Welcome("N. V. THỬ", door.clock.now()), 4.0)
    door.strip.show(Waiting(), None)
    door.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert "N. V. THỬ" not in door.words()
    door.strip.show(AlreadyIn("T. T. MẪU", door.clock.now(), "Cổng số 2"), 15.0)
    assert "Đang ra về?" in door.words()
    door.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert door.chosen() == []
    assert door.strip.widget is not None
    assert door.strip.widget.answers == []


def test_the_page_below_stays_where_it_is_whatever_is_said(door: Door) -> None:
    door.strip.status(Status(camera=CameraState.WORKING))
    tall = set()
    for screens in strip_screens(door.clock.now()).values():
        for screen in screens:
            door.strip.show(screen, None)
            QApplication.processEvents()
            assert door.strip.widget is not None
            tall.add(door.strip.widget.height())
    assert len(tall) == 1


def picture(at: float) -> Picture:
    return Picture("camera:0", 4, 2, 12, memoryview(bytes(24)), at)


def test_the_camera_is_shown_small_and_folded_away_keeps_no_frame(door: Door) -> None:
    assert door.strip.widget is not None
    live = door.strip.widget.live
    door.strip.picture(picture(1.0))
    assert not live.holds_frame()  # no camera works: nothing is shown
    door.strip.status(Status(camera=CameraState.WORKING))
    door.strip.picture(picture(2.0))
    assert live.holds_frame()
    QTest.mouseClick(door.strip.widget.fold, Qt.MouseButton.LeftButton)
    assert not live.isVisible()
    assert not live.holds_frame()
    door.strip.picture(picture(3.0))
    assert not live.holds_frame()
    QTest.mouseClick(door.strip.widget.fold, Qt.MouseButton.LeftButton)
    assert live.isVisible()


def test_only_pages_have_no_choice_at_the_gate() -> None:
    assert {answer for answer in Answer if choice_of(answer, 0.0) is None} == {Answer.PROXY, Answer.HANDLE}
