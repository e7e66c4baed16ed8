"""What a visitor typed, or was told of a family, is gone with its screen; and no digit is ever spoken."""

import gc
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kiosk.errand_screens import (
    ChoosePerson,
    CodeNotice,
    EnterCode,
    EnterPhone,
    NobodyDeclared,
    NoCode,
    PinNotice,
    PinPurpose,
    StaffPin,
    WhyNoCode,
)
from kiosk.screens import Screen, Waiting
from tests.ui.conftest import MORNING, Desk, MakeDesk
from ui.sheet import WAYS
from ui.sheet_errand import STAFF, people
from ui.widgets.label import Label
from ui.widgets.vessel import Vessel

SIX = people(MORNING)
NUMBER = "0912345678"
NAME = "N. V. KIỂMTHỬ"
PRIVATE: list[tuple[Screen, str]] = [
    (EnterPhone(NUMBER, None), NUMBER),
    (EnterCode("09•• ••• 678", "417204", CodeNotice.SENT, 5, 1300.0, None), "417204"),
    (EnterCode("09•• ••• 678", "4", CodeNotice.SENT, 5, 1300.0, None), "678"),
    (NobodyDeclared("09•• ••• 678", attested=False), "678"),
    (NoCode(WhyNoCode.HELP, "09•• ••• 678", can_attest=True), "678"),
    (ChoosePerson("09•• ••• 678", (replace(SIX[0], name=NAME),), 0, attested=False), NAME),
]


def everything(desk: Desk) -> str:
    said = []
    for widget in (desk.window.widget, *desk.window.widget.findChildren(QWidget)):
        said.append(widget.accessibleName())
        said.append(widget.text() if isinstance(widget, Label) else "")
        said += [getattr(widget, name, "") for name in ("digits", "text") if isinstance(widget, Vessel)]
    return " | ".join(filter(None, said))


@pytest.mark.parametrize(("screen", "secret"), PRIVATE, ids=[type(screen).__name__ for screen, _ in PRIVATE])
def test_nothing_typed_or_told_outlives_its_scene(screen: Screen, secret: str, make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    desk.window.show(screen, 45.0)
    old = desk.scene()
    vessels = old.findChildren(Vessel)
    assert secret in everything(desk)
    desk.window.show(Waiting(), None)
    assert secret not in everything(desk)
    assert all(not getattr(each, "digits", "") and not getattr(each, "text", "") for each in vessels)
    assert old.parts.take is None
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert not [each for each in gc.get_objects() if isinstance(each, Label) and secret in each.text()]


def test_no_digit_is_spoken(make_desk: MakeDesk) -> None:
    desk = make_desk(WAYS)
    pin = StaffPin(PinPurpose.ATTEST, STAFF[:3], STAFF[0].id, 0, PinNotice.ENTER, 5)
    for screen, secret in (*PRIVATE[:2], (pin, "417204")):
        desk.window.show(screen, 45.0)
        for digit in "417204":
            QTest.keyClick(desk.window.widget, ord(digit))
        spoken = [each.accessibleName() for each in (desk.scene(), *desk.scene().findChildren(QWidget))]
        assert not any(secret in name for name in spoken)
        assert not any("417" in name for name in spoken)
