from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import zxingcpp
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from kiosk.campaigns import load
from kiosk.consent import consent_words
from kiosk.declaring_screens import CodeState, DeclareDone, Printing
from kiosk.screens import Language, Waiting, Welcome
from tests.ui.conftest import STILL, Desk, MakeDesk
from ui.visitor_paper import VisitorPaper
from ui.widgets.hand import Hand
from ui.widgets.label import Label

LOADED = load("khai-bao-toan-dan")
assert LOADED is not None
CAMPAIGN = LOADED
NOW = datetime(2026, 11, 23, 1, 42, tzinfo=UTC)
DONE = DeclareDone(
    "P. T. NGOÀI",
    NOW,
    NOW,
    NOW,
    CodeState.HERE,
    Printing.READY,
    "https://kiemdich.example/Q/SYNTHETIC",
    "ABCD-EFGH-JKMN",
    NOW,
)
SIZES = [(1920, 1080), (1366, 768), (1080, 1920)]
Laid = tuple[Desk, VisitorPaper]


@pytest.fixture
def make_paper(make_desk: MakeDesk) -> Callable[..., Laid]:
    def make(size: tuple[int, int] = (1920, 1080), language: Language = Language.VI) -> Laid:
        desk = make_desk(STILL, size, language)
        desk.window.show(Waiting(), None)
        paper = VisitorPaper(desk.window.widget, STILL, Hand(desk.pressed.append, desk.clock))
        paper.language(language)
        return desk, paper

    return make


def texts(paper: VisitorPaper) -> str:
    return "\n".join(label.text() for label in paper.sheet.findChildren(Label))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", list(Language))
def test_the_consent_can_be_read_along_whole(
    make_paper: Callable[..., Laid], size: tuple[int, int], language: Language
) -> None:
    _, paper = make_paper(size, language)
    paper.consent(CAMPAIGN)
    assert paper.sheet.isVisible()
    for line in consent_words(CAMPAIGN, language.value):
        assert line.replace("**", "") in texts(paper)
    lowest = max(label.geometry().bottom() for label in paper.sheet.findChildren(Label))
    assert lowest <= paper.sheet.height()


@pytest.mark.parametrize("size", SIZES)
def test_the_code_beside_the_desk_can_be_read_by_a_phone(
    make_paper: Callable[..., Laid], size: tuple[int, int]
) -> None:
    _, paper = make_paper(size)
    paper.code(DONE)
    assert "ABCD-EFGH-JKMN" in texts(paper)
    picture = paper.sheet.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = memoryview(picture.constBits()).cast("B", (picture.height(), picture.bytesPerLine()))
    (read,) = zxingcpp.read_barcodes(pixels)
    assert read.text == DONE.code


def test_the_gate_goes_first_and_nobodys_code_stays(make_paper: Callable[..., Laid], qtbot: QtBot) -> None:
    _, paper = make_paper()
    paper.code(DONE)
    paper.show(Welcome("N. V. THỬ", NOW), 4.0)
    assert not paper.shown
    assert not paper.sheet.isVisible()
    qtbot.wait(1)
    assert texts(paper) == ""


def test_without_a_second_display_nothing_is_laid_out(make_paper: Callable[..., Laid]) -> None:
    desk, paper = make_paper()
    desk.window.widget.hide()
    paper.consent(CAMPAIGN)
    paper.code(DONE)
    assert not paper.shown


def test_a_code_that_never_came_is_not_shown(make_paper: Callable[..., Laid]) -> None:
    _, paper = make_paper()
    paper.code(replace(DONE, code="", state=CodeState.LATER))
    assert not paper.shown
