"""What one visitor was told is gone before the next one stands there."""

import gc
import re
from dataclasses import fields

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from kiosk.screens import (
    AlreadyIn,
    Goodbye,
    Language,
    LeaveUnknown,
    NeedsDeclaration,
    Screen,
    SeeStaff,
    StillInside,
    Stop,
    Waiting,
    Welcome,
)
from tests.ui.conftest import MORNING, Desk, MakeDesk
from ui.sheet import samples
from ui.widgets.label import Label

NAME = "N. V. KIỂMTHỬ"
NAMED: list[Screen] = [
    Welcome(NAME, MORNING),
    Goodbye(NAME, MORNING, None),
    StillInside(NAME, MORNING),
    AlreadyIn(NAME, MORNING, "cổng số 2"),
    AlreadyIn(NAME, MORNING, "cổng số 2", earlier_day=True),
    LeaveUnknown(NAME),
]


def everything_said(desk: Desk) -> str:
    said = []
    for widget in (desk.window.widget, *desk.window.widget.findChildren(QWidget)):
        said.append(widget.accessibleName())
        if isinstance(widget, Label):
            said.append(widget.text())
    return " | ".join(filter(None, said))


@pytest.mark.parametrize("screen", NAMED, ids=lambda screen: type(screen).__name__)
def test_no_widget_still_holds_a_name_once_waiting_is_shown(screen: Screen, make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(screen, 10.0)
    assert NAME in everything_said(desk)
    desk.window.show(Waiting(), None)
    assert NAME not in everything_said(desk)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    held = [each for each in gc.get_objects() if isinstance(each, Label) and NAME in each.text()]
    assert held == []


def test_a_name_is_gone_when_the_next_name_is_there(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(Welcome(NAME, MORNING), 4.0)
    desk.window.show(Welcome("T. T. MẪU", MORNING), 4.0)
    assert NAME not in everything_said(desk)


@pytest.mark.parametrize("kind", [NeedsDeclaration, SeeStaff, Stop])
def test_amber_and_red_have_no_field_for_a_person(kind: type) -> None:
    names = {field.name for field in fields(kind)}
    assert not names & {"name", "person", "birth", "phone", "card", "answers", "identifier"}


@pytest.mark.parametrize("language", list(Language))
def test_amber_and_red_say_nothing_of_health(language: Language, make_desk: MakeDesk) -> None:
    health = re.compile(r"sốt|ho\b|khó thở|dương tính|nhiễm|bệnh nhân|fever|cough|positive|infect", re.IGNORECASE)
    desk = make_desk(language=language)
    for sample in samples(language):
        if isinstance(sample.screen, NeedsDeclaration | SeeStaff | Stop):
            desk.window.show(sample.screen, 10.0)
            assert not health.search(desk.scene().accessibleName())
            for label in desk.scene().findChildren(Label):
                assert not health.search(label.text())
                assert "N. V. THỬ" not in label.text()


def test_the_reason_is_told_only_where_the_area_is_full_or_the_visitor_said_no(make_desk: MakeDesk) -> None:
    from kiosk.screens import Referral

    desk = make_desk()
    said = {}
    for reason in Referral:
        desk.window.show(SeeStaff(reason, "A 07", MORNING, bring_card=True), 12.0)
        said[reason] = everything_said(desk)
    told = (Referral.FULL, Referral.CONSENT)
    others = {text for reason, text in said.items() if reason not in told}
    assert len(others) == 1
    assert len({said[reason] for reason in told} | others) == 3
    assert "đủ người" in said[Referral.FULL]


def test_the_stop_screen_has_no_countdown(make_desk: MakeDesk) -> None:
    from ui.widgets.ring import Ring

    desk = make_desk()
    desk.window.show(Stop("B 03", MORNING), 20.0)
    assert desk.scene().findChildren(Ring) == []
    assert desk.window.widget.controls() == []
