from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.scans import Picture, SourceLost
from kiosk.screens import Language, Referral, SeeStaff, Status, Waiting
from kiosk.slides import Slide, SlideKind
from tests.ui.conftest import STILL, Desk, MakeDesk
from ui.sheet import WELL
from ui.slideshow import SlideShow
from ui.widgets.hand import Hand
from ui.words import words

TEXT = Slide(SlideKind.TEXT, "1", seconds=0.2, text="Đeo khẩu trang\ntrong suốt thời gian ở đây")
POSTER = Slide(SlideKind.PICTURE, "2", seconds=0.2)
IDLE = 0.15


@dataclass
class Projected:
    """A projector that remembers what it was told."""

    shown: list[Slide | None] = field(default_factory=list)

    def show(self, slide: Slide) -> None:
        self.shown.append(slide)

    def dark(self) -> None:
        self.shown.append(None)


@dataclass
class Room:
    desk: Desk
    show: SlideShow
    projector: Projected


MakeRoom = Callable[[Sequence[Slide]], Room]


@pytest.fixture
def make_room(make_desk: MakeDesk) -> MakeRoom:
    def make(slides: Sequence[Slide]) -> Room:
        desk, projector = make_desk(), Projected()
        show = SlideShow(
            desk.window.widget,
            STILL,
            Hand(desk.pressed.append, desk.clock),
            lambda: slides,
            projector,
            IDLE,
        )
        desk.window.show(Waiting(), None)
        show.status(WELL)
        show.show(Waiting(), None)
        return Room(desk, show, projector)

    return make


def picture() -> Picture:
    return Picture("slides:", 4, 2, 12, memoryview(bytes(range(24))), 1.0)


def test_an_unused_kiosk_shows_its_slides_in_turn(make_room: MakeRoom, qtbot: QtBot) -> None:
    room = make_room((TEXT, POSTER))
    assert room.show.showing is None
    qtbot.waitUntil(lambda: room.show.showing == TEXT)
    assert room.show.curtain.isVisible()
    qtbot.waitUntil(lambda: room.show.showing == POSTER)
    assert room.projector.shown[-1] == POSTER
    room.show.hear(picture())
    qtbot.waitUntil(lambda: room.show.showing == TEXT)


def test_a_code_takes_the_slides_away(make_room: MakeRoom, qtbot: QtBot) -> None:
    room = make_room((POSTER,))
    qtbot.waitUntil(lambda: room.show.showing is not None)
    room.show.show(SeeStaff(Referral.CHECK, "A 07", room.desk.clock.now(), bring_card=False), 12.0)
    assert room.show.showing is None
    assert not room.show.curtain.isVisible()
    assert room.projector.shown[-1] is None
    qtbot.wait(round(IDLE * 3000))
    assert room.show.showing is None  # only Waiting has slides


def test_a_touch_takes_them_away_and_does_nothing_else(make_room: MakeRoom, qtbot: QtBot) -> None:
    room = make_room((TEXT,))
    qtbot.waitUntil(lambda: room.show.showing is not None)
    QTest.mouseClick(room.show.curtain, Qt.MouseButton.LeftButton, pos=QPoint(900, 600))
    assert room.show.showing is None
    assert room.desk.chosen() == []
    qtbot.waitUntil(lambda: room.show.showing is not None)  # and they come again


def test_touches_on_the_waiting_screen_put_the_slides_off(make_room: MakeRoom, qtbot: QtBot) -> None:
    room = make_room((TEXT,))
    for _ in range(5):
        qtbot.wait(round(IDLE * 600))
        room.show.touched()
        assert room.show.showing is None


def test_without_slides_the_waiting_screen_stands(make_room: MakeRoom, qtbot: QtBot) -> None:
    room = make_room(())
    qtbot.wait(round(IDLE * 3000))
    assert not room.show.curtain.isVisible()


def test_a_window_that_nobody_sees_plays_nothing(make_room: MakeRoom, qtbot: QtBot) -> None:
    room = make_room((POSTER,))
    room.desk.window.widget.hide()
    qtbot.wait(round(IDLE * 3000))
    assert room.show.showing is None
    assert POSTER not in room.projector.shown
    room.desk.window.widget.show()
    qtbot.waitUntil(lambda: room.show.showing == POSTER)


def test_check_out_mode_is_no_idle_screen(make_room: MakeRoom, qtbot: QtBot) -> None:
    room = make_room((TEXT,))
    room.show.show(Waiting(leaving=True), 30.0)
    qtbot.wait(round(IDLE * 3000))
    assert room.show.showing is None


def test_the_live_picture_stays_beside_the_slides(make_room: MakeRoom, qtbot: QtBot) -> None:
    room = make_room((TEXT,))
    room.show.picture(Picture("camera:0", 4, 2, 12, memoryview(bytes(range(24))), 1.0))
    qtbot.waitUntil(lambda: room.show.showing is not None)
    assert room.show.viewport is not None
    assert room.show.viewport.isVisible()
    room.show.status(Status())
    assert room.show.viewport is None  # no camera: no black field either


def test_the_words_beside_the_slides_are_those_of_what_reads_codes(make_room: MakeRoom, qtbot: QtBot) -> None:
    room = make_room((TEXT,))
    qtbot.waitUntil(lambda: room.show.showing is not None)

    def title() -> str:
        assert room.show.title is not None
        return room.show.title.text()

    assert title() == words(Language.VI).waiting.title
    room.show.status(Status(scanner=True))
    assert title() == words(Language.VI).lost.title
    room.show.status(Status(scanner=False))
    assert title() not in (words(Language.VI).waiting.title, words(Language.VI).lost.title)


def test_a_slide_that_cannot_be_shown_gives_way(make_room: MakeRoom, qtbot: QtBot) -> None:
    slow = Slide(SlideKind.FILM, "3", seconds=60)
    room = make_room((slow, TEXT))
    qtbot.waitUntil(lambda: room.show.showing == slow)
    room.show.hear(SourceLost("slides:", "is no film"))
    qtbot.waitUntil(lambda: room.show.showing == TEXT, timeout=2000)


def test_the_words_beside_a_slide_are_in_its_language(make_room: MakeRoom, qtbot: QtBot) -> None:
    here = Slide(SlideKind.TEXT, "1", "vi", 0.2, "Giờ làm việc")
    there = Slide(SlideKind.TEXT, "2", "en", 0.2, "Opening hours")
    room = make_room((here, there))
    said = {}
    for slide in (here, there, here):
        qtbot.waitUntil(lambda slide=slide: room.show.showing == slide)  # type: ignore[misc] # of this round
        assert room.show.title is not None
        said[slide] = room.show.title.text()
    assert (said[here], said[there]) == (words(Language.VI).waiting.title, words(Language.EN).waiting.title)


def test_another_language_and_size_are_taken(make_room: MakeRoom, qtbot: QtBot) -> None:
    room = make_room((TEXT,))
    room.show.language(Language.EN)
    room.desk.window.widget.resize(1080, 1920)
    qtbot.waitUntil(lambda: room.show.showing is not None)
    assert room.show.curtain.width() == 1080
