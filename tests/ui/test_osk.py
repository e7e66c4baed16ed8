"""The keyboard on the screen, touched key by key, with the real flow behind it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.declaring_screens import DeclareIdentity
from kiosk.errand_events import EditPressed, Typed
from kiosk.questionnaire import Field
from kiosk.screens import Language
from kiosk.typing.composing import TypingMode
from kiosk.typing.letters import Tone
from tests.ui.conftest import MakeDesk
from tests.ui.declaring import Declarant
from ui.sheet import ASKING
from ui.widgets.edit_box import EditBox
from ui.widgets.hand import NEXT_KEY
from ui.widgets.keypad import Key
from ui.widgets.offers import OfferChip
from ui.widgets.osk_key import OskKey, Work
from ui.widgets.pressable import Pressable

SIZES = [(1920, 1080), (1366, 768), (1080, 1920)]
KEY = Qt.Key


def at_the_name(
    make_desk: MakeDesk, size: tuple[int, int] = (1920, 1080), language: Language = Language.VI
) -> Declarant:
    who = Declarant(make_desk(ASKING, size, language))
    who.touch("Họ và tên" if language is Language.VI else "Full name")
    return who


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_name_is_typed_by_letters_and_tone_keys(size: tuple[int, int], make_desk: MakeDesk) -> None:
    who = at_the_name(make_desk, size)
    who.types("NGUYÊN")
    who.strikes(Tone.TILDE)
    who.types(" THI")
    who.strikes(Tone.DOT)
    who.types(" THUY")
    who.strikes(Tone.TILDE, Tone.HOOK)
    assert who.draft.get(Field.NAME) == "NGUYỄN THỊ THỦY"
    assert who.line.text == "NGUYỄN THỊ THỦY"
    who.strikes(Tone.LEVEL)
    assert who.draft.get(Field.NAME) == "NGUYỄN THỊ THUY"


def test_telex_and_vni_are_there_for_those_who_know_them(make_desk: MakeDesk) -> None:
    who = at_the_name(make_desk)
    who.changes_mode()
    assert "Telex" in who.key(Work.MODE).accessibleName()
    who.types("TRAAFN THIJ")
    assert who.draft.get(Field.NAME) == "TRẦN THỊ"
    who.strikes(Work.CLEAR)
    who.changes_mode()
    assert "VNI" in who.key(Work.MODE).accessibleName()
    who.types("TRA62N THI5")
    assert who.draft.get(Field.NAME) == "TRẦN THỊ"
    who.touch("Ô sau")
    who.touch("Ô trước")
    assert "VNI" in who.key(Work.MODE).accessibleName()  # as this visitor wanted it
    who.changes_mode()
    assert "Phím dấu" in who.key(Work.MODE).accessibleName()


def test_each_change_is_told_with_the_whole_text(make_desk: MakeDesk) -> None:
    who = at_the_name(make_desk)
    who.types("HOA")
    who.strikes(Tone.ACUTE)
    who.types("N")
    who.strikes(Work.ERASE, Work.CLEAR)
    told = [each.text for each in who.desk.pressed if isinstance(each, Typed)]
    assert told == ["H", "HO", "HOA", "HÓA", "HOÁN", "HÓA", ""]


def test_suggestions_complete_the_word(make_desk: MakeDesk) -> None:
    who = at_the_name(make_desk)
    who.types("NG")
    chips = [each.accessibleName() for each in who.every(OfferChip)]
    assert chips[0] == "NGUYỄN"
    who.touch("NGUYỄN")
    assert who.draft.get(Field.NAME) == "NGUYỄN "
    assert who.every(OfferChip) == []


def test_the_keys_that_stand_are_the_same_while_somebody_types(make_desk: MakeDesk) -> None:
    who = at_the_name(make_desk)
    keys = who.every(OskKey)
    who.types("AN")
    assert who.every(OskKey) == keys
    assert isinstance(who.desk.focused(), EditBox)  # a finger takes the focus of real keys away from nothing


def test_fast_fingers_lose_no_letter_and_a_glove_that_lands_twice_types_once(make_desk: MakeDesk) -> None:
    who = at_the_name(make_desk)
    for letter in "MINH":
        who.desk.clock.seconds += NEXT_KEY + 0.01
        QTest.mouseClick(who.key(letter), Qt.MouseButton.LeftButton)
    QTest.mouseClick(who.key("H"), Qt.MouseButton.LeftButton)
    assert who.draft.get(Field.NAME) == "MINH"


def test_figures_and_signs_are_behind_one_key(make_desk: MakeDesk) -> None:
    desk = make_desk(ASKING)
    who = Declarant(desk)
    who.happens(EditPressed(Field.EMAIL, who.now))
    who.types("thu")
    who.strikes("@", "m", "a", "u", ".vn")
    assert who.draft.get(Field.EMAIL) == "thu@mau.vn"
    who.happens(EditPressed(Field.NAME, who.now))
    who.strikes(Work.FIGURES)
    assert who.key("/").accessibleName() == "/"
    who.strikes(Work.FIGURES)
    assert who.key("q").accessibleName() == "Q"


def test_a_passport_is_typed_with_letters_and_stays_masked(make_desk: MakeDesk) -> None:
    who = Declarant(make_desk(ASKING))
    who.touch("Số căn cước")
    assert who.every(Key)
    who.touch("ABC")
    assert who.every(OskKey)
    who.strikes(Work.SHIFT) if not who.key("c").accessibleName().isupper() else None
    who.types("c1234567")
    assert who.draft.get(Field.NUMBER) == "C1234567"
    assert "C123" not in who.says()
    who.touch("Hiện số")
    assert isinstance(who.screen, DeclareIdentity)
    assert who.screen.number_shown


def test_a_birth_date_is_eight_digits_or_four(make_desk: MakeDesk) -> None:
    who = Declarant(make_desk(ASKING))
    who.touch("Năm sinh")
    for digit in "15081990":
        who.touch(digit)
    assert who.draft.get(Field.BIRTH) == "15081990"
    who.touch("Xong")
    assert "15/08/1990" in who.says()
    assert dict(who.screen.problems).get(Field.BIRTH) is None if isinstance(who.screen, DeclareIdentity) else False


def test_a_real_keyboard_writes_into_the_field_and_enter_goes_on(make_desk: MakeDesk) -> None:
    who = at_the_name(make_desk)
    window = who.desk.window.widget
    who.desk.clock.seconds += 1
    QTest.keyClicks(window.focusWidget(), "an b")
    assert who.draft.get(Field.NAME) == "AN B"
    QTest.keyClick(window.focusWidget(), KEY.Key_Backspace)
    assert who.draft.get(Field.NAME) == "AN "
    QTest.keyClick(window.focusWidget(), KEY.Key_Return)
    assert isinstance(who.screen, DeclareIdentity)
    assert who.screen.editing is Field.NUMBER
    QTest.keyClicks(window.focusWidget(), "0010")
    assert who.draft.get(Field.NUMBER) == "0010"
    QTest.keyClick(window.focusWidget(), KEY.Key_Escape)
    assert who.screen.editing is None
    QTest.keyClick(window, KEY.Key_Escape)
    assert not isinstance(who.screen, DeclareIdentity)


def test_what_the_machines_own_input_method_composes_is_taken(make_desk: MakeDesk) -> None:
    who = at_the_name(make_desk)
    box = who.desk.focused()
    assert isinstance(box, EditBox)
    composing = QInputMethodEvent("nguye", [])
    QApplication.sendEvent(box, composing)
    assert who.line.before == "nguye"
    assert who.draft.get(Field.NAME) == ""
    done = QInputMethodEvent()
    done.setCommitString("nguyễn")
    QApplication.sendEvent(box, done)
    assert (who.line.before, who.draft.get(Field.NAME)) == ("", "NGUYỄN")
    fixed = QInputMethodEvent()
    fixed.setCommitString("ên", -3, 3)
    QApplication.sendEvent(box, fixed)
    assert who.draft.get(Field.NAME) == "NGUÊN"


def test_a_letter_on_a_real_keyboard_opens_the_field_that_has_the_focus(make_desk: MakeDesk) -> None:
    who = Declarant(make_desk(ASKING))
    who.desk.clock.seconds += 1
    field = who.control("Họ và tên")
    field.setFocus()
    QTest.keyClick(field, KEY.Key_T)
    assert isinstance(who.screen, DeclareIdentity)
    assert (who.screen.editing, who.draft.get(Field.NAME)) == (Field.NAME, "T")


def test_on_the_last_field_enter_is_forward(make_desk: MakeDesk) -> None:
    who = Declarant(make_desk(ASKING))
    who.happens(EditPressed(Field.EMAIL, who.now))
    who.desk.clock.seconds += 1
    QTest.keyClick(who.desk.window.widget.focusWidget(), KEY.Key_Return)
    assert isinstance(who.screen, DeclareIdentity)
    assert (who.screen.editing, who.screen.tried) == (None, True)


def test_arrows_go_from_key_to_key_and_tab_visits_all_in_reading_order(make_desk: MakeDesk) -> None:
    who = at_the_name(make_desk)
    who.key("q").setFocus()
    QTest.keyClick(who.key("q"), KEY.Key_Right)
    assert who.desk.focused() is who.key("w")
    QTest.keyClick(who.key("w"), KEY.Key_Down)
    assert who.desk.focused() in (who.key("a"), who.key("s"))
    keys = who.every(OskKey)
    order = [each for each in who.desk.window.widget.controls() if isinstance(each, OskKey)]
    assert order == sorted(keys, key=lambda key: (key.y(), key.x()))
    QTest.keyClick(who.key("a"), KEY.Key_Tab)
    assert who.desk.focused()


@pytest.mark.parametrize("language", list(Language))
def test_every_key_has_a_name_in_words(language: Language, make_desk: MakeDesk) -> None:
    who = at_the_name(make_desk, language=language)
    for button in who.every(Pressable):
        assert button.accessibleName().strip()
    say = who.desk.window._look.words.declare.keyboard
    assert who.key(Work.ERASE).accessibleName() == say.erase
    assert set(say.tones) == set(Tone)
    assert set(say.modes) == set(TypingMode)


def test_changing_the_language_keeps_the_field_and_what_was_typed(make_desk: MakeDesk) -> None:
    who = at_the_name(make_desk)
    who.types("LAN")
    who.desk.window.language(Language.EN)
    assert who.line.text == "LAN"
    assert "Full name" in who.says()


def test_a_long_text_shows_its_end(make_desk: MakeDesk) -> None:
    who = at_the_name(make_desk)
    who.happens(Typed(Field.NAME, "TRẦN THỊ MẪU " * 9, who.now))
    image = who.line.grab().toImage()
    middle, dark = image.height() // 2, 120
    right = [image.pixelColor(x, middle).lightness() < dark for x in range(image.width() - 60, image.width())]
    assert any(right)  # the caret
