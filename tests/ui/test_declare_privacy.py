"""What somebody typed is gone before the next one stands there: from widgets, and from what they call."""

import gc
import re
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from kiosk.declarations import AgeGroup
from kiosk.declaring_screens import DeclareConsent, DeclareDone, DeclareHealth, DeclareIdentity
from kiosk.draft import Draft
from kiosk.questionnaire import Answer, Field
from kiosk.screens import Language, Screen, Waiting
from tests.ui.conftest import MORNING, Desk, MakeDesk
from ui.screens.wizard import Kept
from ui.sheet import ASKING
from ui.sheet_declaring import CARD, campaign, done_screens
from ui.widgets.edit_box import EditLine
from ui.widgets.label import Label

NAME, NUMBER, NOTE, QUERY = "TRẦN THỊ KIỂMTHỬ", "001090000009", "Nơi Kiểm Thử", "kiemthu"
FULL = replace(
    CARD,
    values={**CARD.values, Field.NAME: NAME, Field.NUMBER: NUMBER},
    answers=(Answer(campaign().questions[0].key, "yes", NOTE),),
)
HEALTH = DeclareHealth(FULL, 0, ())
SCREENS: list[Screen] = [
    DeclareIdentity(FULL, (), AgeGroup.ADULT, number_shown=True),
    DeclareIdentity(FULL, (), AgeGroup.ADULT, editing=Field.NAME),
    DeclareIdentity(FULL, (), AgeGroup.ADULT, editing=Field.NUMBER, number_shown=True),
    HEALTH,
    replace(HEALTH, editing=campaign().questions[0].key),
]
SECRETS = (NAME, NUMBER, NOTE)


def told(desk: Desk) -> str:
    said = []
    for widget in (desk.window.widget, *desk.window.widget.findChildren(QWidget)):
        said.append(widget.accessibleName())
        if isinstance(widget, Label):
            said.append(widget.text())
        if isinstance(widget, EditLine):
            said += [widget.text, widget.before]
    return " | ".join(filter(None, said))


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{type(screen).__name__}-{screen.editing}")
def test_nothing_typed_is_left_once_waiting_is_shown(screen: Screen, make_desk: MakeDesk) -> None:
    desk = make_desk(ASKING)
    desk.window.show(screen, 90.0)
    assert any(secret in told(desk).replace("0010 9000 0009", NUMBER) for secret in SECRETS)
    desk.window.show(Waiting(), None)
    assert not any(secret in told(desk) for secret in SECRETS)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    held = [each for each in gc.get_objects() if isinstance(each, Label | EditLine)]
    texts = [each.text() if isinstance(each, Label) else each.text for each in held]
    assert not any(secret in text for secret in SECRETS for text in texts)


def test_a_scene_that_is_over_holds_no_draft(make_desk: MakeDesk) -> None:
    desk = make_desk(ASKING)
    secret = replace(FULL, values={**FULL.values, Field.STREET: "Ngõ Kiểm Thử"})
    desk.window.show(DeclareIdentity(secret, (), AgeGroup.ADULT, editing=Field.NAME), 90.0)
    desk.window.renew(DeclareIdentity(secret, (), AgeGroup.ADULT))
    del secret
    desk.window.show(Waiting(), None)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    left = [each for each in gc.get_objects() if isinstance(each, Draft) and "Ngõ Kiểm Thử" in each.values.values()]
    assert left == []


def test_what_a_list_was_searched_for_goes_with_the_field() -> None:
    kept = Kept()
    kept.at("nation")
    kept.query = QUERY
    kept.at("nation")
    assert kept.query == QUERY
    kept.at("")
    assert kept.query == ""


@pytest.mark.parametrize("language", list(Language))
def test_the_last_steps_show_no_answer_and_no_full_name(language: Language, make_desk: MakeDesk) -> None:
    health = re.compile(r"sốt|khó thở|dương tính|nhiễm|fever|cough|positive|infected", re.IGNORECASE)
    desk = make_desk(ASKING, language=language)
    consent = DeclareConsent(FULL, AgeGroup.ADULT, "T. T. KIỂMTHỬ", "09•• ••• 001", "Xã Cẩm Tú", 5, 5)
    screens: list[Screen] = [consent, *(screen for _, screen in done_screens(MORNING))]
    for screen in screens:
        desk.window.show(screen, 30.0)
        assert not any(secret in told(desk) for secret in SECRETS)
        assert not health.search(told(desk))
        if isinstance(screen, DeclareDone):
            assert "0900000001" not in told(desk).replace(" ", "")
