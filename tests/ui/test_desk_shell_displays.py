"""Which window stands where: self-service, desk, one display or two."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.desk.routing import Mode
from kiosk.desk.session import Session
from kiosk.events import Choice
from kiosk.ports import View
from kiosk.screens import Language, Status, Waiting
from kiosk.staff import Right
from tests.fakes import HandClock, InlineBackground, RememberingView, scan
from tests.ui.desk_fakes import NURSE, PINS, FakeStaff
from ui.sheet import SITE
from ui.staff.displays import Displays
from ui.staff.opened_desk import PageSlot
from ui.staff.page import DeskPage
from ui.staff.views import Views
from ui.staff.window import DeskWindow
from ui.window import KioskWindow


@dataclass
class Hall:
    """Both windows."""

    desk: DeskWindow
    visitor: KioskWindow
    displays: Displays
    session: Session
    staff: FakeStaff

    def sign_in(self) -> None:
        self.session.choose(NURSE.id)
        self.session.type(PINS[NURSE.id])
        self.session.sign_in()

    def seen(self) -> tuple[bool, bool]:
        """Whether the desk and the visitor's window are up."""
        return self.desk.isVisible(), self.visitor.widget.isVisible()


def make_hall(mode: Mode) -> Hall:
    clock = HandClock()
    staff = FakeStaff(clock)
    session = Session(staff, InlineBackground(clock), clock)
    slots = [PageSlot("settings", Right.SWITCH_MODE, "settings", lambda _look, _around: DeskPage())]
    site = replace(SITE, locked=False)
    pressed: list[Choice] = []
    desk = DeskWindow(site, session, clock, slots)
    visitor = KioskWindow(site, pressed.append, clock)
    visitor.show(Waiting(), None)
    return Hall(desk, visitor, Displays(desk, visitor, mode, fullscreen=False), session, staff)


@pytest.fixture
def halls(qtbot: QtBot) -> Iterator[list[Hall]]:
    made: list[Hall] = []
    yield made
    for hall in made:
        hall.displays.close()
        hall.desk.end()
        hall.visitor.close()
    qtbot.wait(1)


def open_hall(halls: list[Hall], mode: Mode) -> Hall:
    hall = make_hall(mode)
    halls.append(hall)
    hall.displays.open()
    return hall


def key(window: DeskWindow, code: Qt.Key, *, control: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(QApplication.focusWidget() or window, code, modifier)


def f12_before_visitors(hall: Hall) -> None:
    QApplication.processEvents()  # the window comes up
    QTest.keyClick(hall.visitor.widget, Qt.Key.Key_F12)


def test_the_padlock_brings_the_desk_and_locking_takes_it_away(halls: list[Hall]) -> None:
    hall = open_hall(halls, Mode.SELF_SERVICE)
    assert hall.seen() == (False, True)
    hall.visitor.padlock_held()
    assert hall.desk.isVisible()
    assert hall.desk.sign_in is not None
    assert hall.desk.sign_in.back is not None
    hall.sign_in()
    assert hall.desk.opened is not None
    hall.desk.lock()
    assert hall.seen() == (False, True)


def test_esc_leads_from_the_sign_in_back_and_forgets_what_was_typed(halls: list[Hall]) -> None:
    hall = open_hall(halls, Mode.SELF_SERVICE)
    hall.visitor.padlock_held()
    hall.session.choose(NURSE.id)
    hall.session.type("1357")
    assert hall.desk.sign_in is not None
    QTest.keyClick(hall.desk.sign_in, Qt.Key.Key_Escape)
    assert hall.seen() == (False, True)
    assert (hall.session.state.chosen, hall.session.digits) == (None, "")


def test_a_sign_in_nobody_uses_goes_after_a_minute(halls: list[Hall], qtbot: QtBot) -> None:
    hall = open_hall(halls, Mode.SELF_SERVICE)
    hall.displays._nobody.setInterval(20)
    hall.visitor.padlock_held()
    assert hall.desk.isVisible()
    qtbot.waitUntil(lambda: hall.seen() == (False, True), timeout=2000)


def test_a_desk_alone_has_no_way_to_the_visitor_before_somebody_signs_in(halls: list[Hall]) -> None:
    hall = open_hall(halls, Mode.DESK)
    assert hall.seen() == (True, False)
    assert hall.desk.sign_in is not None
    assert hall.desk.sign_in.back is None
    QTest.keyClick(hall.desk.sign_in, Qt.Key.Key_Escape)
    QTest.keyClick(hall.desk.sign_in, Qt.Key.Key_F12)
    assert hall.seen() == (True, False)


def test_the_padlock_means_nothing_beside_a_desk(halls: list[Hall]) -> None:
    hall = open_hall(halls, Mode.DESK)
    hall.visitor.padlock_held()
    assert hall.seen() == (True, False)


def test_the_mode_changes_at_once_and_whoever_sat_there_is_signed_out(halls: list[Hall]) -> None:
    hall = open_hall(halls, Mode.DESK)
    told: list[Mode] = []
    hall.displays.changed = told.append
    hall.sign_in()
    hall.displays.set_mode(Mode.SELF_SERVICE)
    assert hall.seen() == (False, True)
    assert hall.session.who is None
    hall.displays.set_mode(Mode.DESK)
    assert hall.seen() == (True, False)
    assert told == [Mode.SELF_SERVICE, Mode.DESK]


def test_the_log_can_tell_who_chose_a_mode_from_what_the_centre_has_set(halls: list[Hall]) -> None:
    hall = open_hall(halls, Mode.DESK)
    chosen: list[tuple[Mode, bool]] = []
    hall.displays.chosen = lambda mode: chosen.append((mode, hall.session.who is not None))
    hall.sign_in()
    hall.displays.settle(Mode.SELF_SERVICE)
    assert chosen == []
    hall.displays.settle(Mode.DESK)
    hall.sign_in()
    hall.displays.choose(Mode.SELF_SERVICE)
    hall.displays.choose(Mode.SELF_SERVICE)  # it is already
    hall.displays.settle(Mode.DESK)
    hall.sign_in()
    key(hall.desk, Qt.Key.Key_F12)
    f12_before_visitors(hall)
    hall.sign_in()
    assert chosen == [(Mode.SELF_SERVICE, True), (Mode.SELF_SERVICE, True), (Mode.DESK, True)]
    assert [what for what, _, _ in hall.staff.done if what.startswith("out")] == [
        "out mode",
        "out chosen",
        "out chosen",
    ]


def test_f12_gives_the_display_back_to_the_visitor(halls: list[Hall]) -> None:
    hall = open_hall(halls, Mode.DESK)
    hall.sign_in()
    key(hall.desk, Qt.Key.Key_F12)
    assert hall.seen() == (False, True)
    assert hall.displays.mode is Mode.SELF_SERVICE


def test_f12_there_asks_for_a_sign_in_and_with_it_the_display_is_the_desks_again(halls: list[Hall]) -> None:
    hall = open_hall(halls, Mode.DESK)
    hall.sign_in()
    key(hall.desk, Qt.Key.Key_F12)
    f12_before_visitors(hall)
    assert hall.desk.isVisible()
    assert hall.desk.sign_in is not None
    assert hall.displays.mode.value == "self-service"  # until somebody has signed in
    QTest.keyClick(hall.desk.sign_in, Qt.Key.Key_Escape)
    assert hall.seen() == (False, True)
    f12_before_visitors(hall)
    hall.sign_in()
    assert hall.displays.mode is Mode.DESK
    hall.desk.lock()
    assert hall.seen() == (True, False)


def test_no_key_brings_up_the_sign_in_of_a_kiosk_that_is_the_visitors(halls: list[Hall]) -> None:
    hall = open_hall(halls, Mode.SELF_SERVICE)
    f12_before_visitors(hall)
    assert hall.seen() == (False, True)
    hall.displays.settle(Mode.DESK)  # the centre has set it
    hall.displays.set_mode(Mode.SELF_SERVICE)
    f12_before_visitors(hall)
    assert hall.seen() == (True, True)
    hall.sign_in()
    assert hall.displays.mode is Mode.SELF_SERVICE  # nobody lent it: it was chosen


def test_what_the_gate_shows_goes_to_every_view() -> None:
    one, other = RememberingView(), RememberingView()
    views: View = Views(one, other)
    views.show(Waiting(), 3.0)
    views.renew(Waiting(leaving=True))
    views.status(Status(online=True))
    views.language(Language.EN)
    views.outline(scan("x", 1.0))
    for view in (one, other):
        assert (view.screen, view.limits, view.last_status.online) == (Waiting(leaving=True), [3.0], True)
        assert (view.spoken, len(view.outlined)) == (Language.EN, 1)


TWO = """
from PySide6.QtWidgets import QApplication
application = QApplication([])
from kiosk.desk.routing import Mode
from tests.ui.test_desk_shell_displays import make_hall
from ui.staff.displays import Displays
hall = make_hall(Mode.DESK)
hall.displays.close()
displays = Displays(hall.desk, hall.visitor, Mode.DESK, second=True)
displays.open()
def told():
    application.processEvents()
    for widget in (hall.desk, hall.visitor.widget):
        print(widget.isVisible(), widget.x(), widget.width(), widget.height())
told()
displays.set_second(second=False)
told()
displays.set_mode(Mode.SELF_SERVICE)
told()
"""


def test_a_second_display_is_the_visitors_while_the_desk_has_the_first(tmp_path: Path) -> None:
    screens = [
        {"name": name, "x": x, "y": 0, "width": wide, "height": tall, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        for name, x, wide, tall in (("desk", 0, 1366, 768), ("visitor", 1366, 1280, 1024))
    ]
    file = tmp_path / "screens.json"
    rules = {"synchronousWindowSystemEvents": False, "windowFrameMargins": True, "screens": screens}
    file.write_text(json.dumps(rules), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", TWO],
        env={"QT_QPA_PLATFORM": f"offscreen:configfile={file}", "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "True 0 1366 768",
        "True 1366 1280 1024",
        "True 0 1366 768",
        "False 1366 1280 1024",
        "False 0 1366 768",
        "True 0 1366 768",
    ]
