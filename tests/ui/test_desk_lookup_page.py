"""The phone look-up as an attendant works: a number, a code that is read out, one key for each person."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kiosk.desk.lookup import Stage
from kiosk.screens import Language
from kiosk.visits import Act, Via
from tests.desk_declaring import CCCD, NUMBER, OTHER_CCCD
from tests.errand_door import CODE
from tests.fakes import scan
from tests.test_desk_lookup import Counter
from tests.ui.desk_fakes import desk_look
from tests.ui.desk_host import CTRL, Host
from ui.staff.around import ToLookup
from ui.staff.lookup.going import ToDeclare
from ui.staff.lookup.page import LookupPage
from ui.words.moments import together

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


class Attendant(Counter):
    """Somebody at the page."""

    def __init__(self, qtbot: QtBot, folder: Path, language: Language = Language.VI) -> None:
        super().__init__(folder)
        tools, look = self.reception.set.tools, desk_look(language=language)
        self.host = Host(qtbot, look, lambda around: LookupPage(look, tools, around))
        page = self.host.page
        assert isinstance(page, LookupPage)
        self.page: LookupPage = page

    def finds(self) -> None:
        self.host.types(NUMBER)
        self.host.key(ENTER)
        self.host.types(CODE)

    def stage(self) -> Stage:
        return self.page.desk.state.stage


@pytest.fixture
def who(qtbot: QtBot, tmp_path: Path) -> Iterator[Attendant]:
    made = Attendant(qtbot, tmp_path)
    yield made
    made.page.left()
    made.reception.set.store.close()


def test_a_family_goes_in_by_number_code_and_digits(who: Attendant) -> None:
    who.family(CCCD, OTHER_CCCD)
    who.finds()
    assert who.stage() is Stage.PEOPLE
    who.host.key(Qt.Key.Key_1)
    who.host.key(Qt.Key.Key_2)
    assert [(one.act, one.via) for one in who.reception.visits()] == [(Act.CHECK_IN, Via.PHONE)] * 2
    assert who.host.strokes == 3


def test_a_lets_everybody_in(who: Attendant) -> None:
    who.family(CCCD, OTHER_CCCD)
    who.finds()
    who.host.key(Qt.Key.Key_A)
    assert len(who.reception.visits()) == 2


def test_enter_is_for_whoever_has_the_focus_and_arrows_move_it(who: Attendant) -> None:
    who.family(CCCD, OTHER_CCCD)
    who.finds()
    assert who.host.focused() is who.page.people.lines[0].main
    who.host.key(Qt.Key.Key_Down)
    person = who.page.people.lines[1].row.person
    who.host.key(ENTER)
    assert [one.person.id for one in who.reception.visits()] == [person]


def test_d_declares_again_for_whoever_has_the_focus(who: Attendant) -> None:
    who.family(CCCD)
    who.finds()
    who.host.key(Qt.Key.Key_D)
    (wish,) = who.host.wishes
    assert isinstance(wish, ToDeclare)
    assert wish.start.known is not None


def test_nobody_declared_goes_to_khai_ho_on_enter(who: Attendant) -> None:
    who.finds()
    assert who.stage() is Stage.NOBODY
    who.host.key(ENTER)
    (wish,) = who.host.wishes
    assert isinstance(wish, ToDeclare)
    assert wish.start.phone is not None
    assert wish.start.phone.national == NUMBER


def test_the_staff_vouch_where_no_code_can_be_had(who: Attendant) -> None:
    who.family(CCCD)
    who.reception.centre.there = False
    who.host.types(NUMBER)
    who.host.key(ENTER)
    assert who.stage() is Stage.NO_CODE
    who.host.key(Qt.Key.Key_F9)
    who.host.key(Qt.Key.Key_1)
    assert [one.via for one in who.reception.visits()] == [Via.PHONE_ATTESTED]
    assert "Số do nhân viên xác nhận, không có mã" in who.host.texts()


def test_no_message_leads_back_to_the_code_on_enter(who: Attendant) -> None:
    who.host.types(NUMBER)
    who.host.key(ENTER)
    who.host.key(Qt.Key.Key_N, CTRL)
    assert who.stage() is Stage.NO_CODE
    who.host.key(ENTER)
    assert who.stage() is Stage.CODE
    who.host.types(CODE)
    assert who.stage() is Stage.NOBODY


def test_the_number_is_masked_beside_its_people_and_the_column_is_as_wide_in_every_stage(who: Attendant) -> None:
    who.family(CCCD)
    who.reception.centre.there = False
    who.host.types(NUMBER)
    seen = {who.stage(): who.page._left.width()}
    who.host.key(ENTER)
    who.host.settle()
    assert who.page.number.text() == NUMBER
    seen[who.stage()] = who.page._left.width()
    who.host.key(Qt.Key.Key_F9)
    who.host.settle()
    seen[who.stage()] = who.page._left.width()
    assert who.page.number.text() == together(f"09•• ••• {NUMBER[-3:]}")
    assert (list(seen), len(set(seen.values()))) == ([Stage.NUMBER, Stage.NO_CODE, Stage.PEOPLE], 1)
    who.host.key(ESC)
    assert who.page.number.text() == ""


def test_escape_goes_back_to_the_number_with_its_digits_then_to_an_empty_one(who: Attendant) -> None:
    who.host.types(NUMBER)
    who.host.key(ENTER)
    who.host.key(ESC)
    assert (who.stage(), who.page.number.text()) == (Stage.NUMBER, NUMBER)
    who.host.key(ESC)
    assert who.page.number.text() == ""


def test_a_scanned_number_and_a_wish_go_into_the_box(who: Attendant) -> None:
    assert who.page.take(scan(NUMBER, 1.0))
    assert who.page.number.text() == NUMBER
    assert not who.page.take(scan(CCCD, 2.0))
    who.page.wanted(ToLookup("0900"))
    assert who.page.number.text() == "0900"


def test_leaving_the_page_leaves_nobodys_data(who: Attendant) -> None:
    who.family(CCCD)
    who.finds()
    assert "P. T. NGOÀI" in who.host.texts()
    who.page.left()
    who.host.settle()
    said = " ".join(who.host.texts())
    assert "NGOÀI" not in said
    assert NUMBER not in said
    assert "004" not in said
    assert all(not one.isUndoAvailable() for one in who.host.findChildren(QLineEdit))
