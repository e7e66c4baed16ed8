import math
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from kiosk.cards.card import CardKind, Family
from kiosk.ports import View
from kiosk.scans import Finding
from kiosk.screens import (
    AlreadyIn,
    CameraState,
    Language,
    OutOfOrder,
    Reading,
    Screen,
    UnknownCode,
    Unreadable,
    Waiting,
    Welcome,
)
from tests.ui.conftest import MORNING, MOVING, STILL, Desk, MakeDesk
from ui.screens.unreadable import PICTURES
from ui.sheet import SITE, WELL, samples
from ui.widgets.label import Label
from ui.widgets.ring import Ring
from ui.widgets.silhouette import Silhouette
from ui.words import words

WELCOME = Welcome("N. V. THỬ", MORNING)
READING = Reading(CardKind.CCCD)


def now_showing(desk: Desk) -> Screen | None:
    return desk.window.shown


def texts(desk: Desk) -> set[str]:
    return {label.text() for label in desk.window.widget.findChildren(Label) if label.isVisible()}


def test_it_is_a_view(make_desk: MakeDesk) -> None:
    view: View = make_desk().window
    view.show(Waiting(), None)


def test_a_verdict_is_there_at_once_and_painted_is_told_once(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = make_desk(MOVING)
    painted: list[Screen] = []
    desk.window.painted.append(painted.append)
    desk.window.show(Waiting(), None)
    qtbot.waitUntil(lambda: painted == [Waiting()])
    desk.window.show(WELCOME, 4.0)
    assert now_showing(desk) == WELCOME
    qtbot.waitUntil(lambda: painted == [Waiting(), WELCOME])
    qtbot.wait(300)
    assert painted == [Waiting(), WELCOME]


def alike(one: QColor, other: QColor) -> bool:
    """Letters are smoothed a little differently the first time they are drawn."""
    return abs(one.lightness() - other.lightness()) < 60


@pytest.mark.parametrize("name", ["welcome", "goodbye", "already-in", "needs-declaration", "see-staff", "stop"])
def test_the_first_painted_frame_of_a_verdict_is_complete(name: str, make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = make_desk(MOVING)
    desk.window.show(Waiting(), None)
    sample = next(sample for sample in samples(Language.VI) if sample.name == name)
    desk.window.show(sample.screen, 10.0)
    first = desk.window.widget.grab().toImage()
    assert not desk.window.widget.fade.isVisible()
    shape = desk.scene().findChildren(Silhouette)[0]
    grown_from = shape.geometry()
    qtbot.wait(400)
    last = desk.window.widget.grab().toImage()
    assert shape.geometry() == grown_from
    # Only the silhouette differs, and it was there from the start: smaller by a twelfth.
    assert first.pixelColor(grown_from.center()) == last.pixelColor(grown_from.center())
    inside = [(x, y) for x in range(60, 320, 20) for y in range(320, 480, 20)]
    assert sum(first.pixelColor(x, y) != first.pixelColor(2, 2) for x, y in inside) > len(inside) / 3
    outside = [
        (x, y)
        for x in range(0, 1920, 24)
        for y in range(0, 1080, 24)
        if not grown_from.contains(x, y) and not alike(first.pixelColor(x, y), last.pixelColor(x, y))
    ]
    assert outside == []


def test_reduced_motion_leaves_nothing_to_move(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    desk.window.show(WELCOME, 4.0)
    desk.window.widget.grab()  # letters this large have other edges the first time they are painted
    first = desk.window.widget.grab().toImage()
    qtbot.wait(300)
    assert first == desk.window.widget.grab().toImage()
    desk.window.show(UnknownCode(Family.URL), 20.0)
    assert not desk.window.widget.fade.isVisible()


def test_other_screens_fade_in_and_keep_nothing(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = make_desk(MOVING)
    desk.window.show(WELCOME, 4.0)
    desk.window.show(Waiting(), None)
    assert desk.window.widget.fade.isVisible()
    qtbot.waitUntil(lambda: not desk.window.widget.fade.isVisible(), timeout=2000)
    # A verdict does not wait for a fade.
    desk.window.show(UnknownCode(Family.URL), 20.0)
    desk.window.show(WELCOME, 4.0)
    assert not desk.window.widget.fade.isVisible()


def test_reading_appears_only_when_the_answer_takes_a_while(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    desk.window.show(READING, 3.0)
    assert now_showing(desk) == Waiting()
    qtbot.wait(100)
    desk.window.show(WELCOME, 4.0)
    assert now_showing(desk) == WELCOME
    qtbot.wait(300)
    assert now_showing(desk) == WELCOME


def test_reading_once_seen_stays_long_enough_to_be_read(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    desk.window.show(READING, 3.0)
    qtbot.waitUntil(lambda: desk.window.shown == READING, timeout=1000)
    desk.clock.seconds += 0.1
    desk.window.show(WELCOME, 4.0)
    assert now_showing(desk) == READING
    qtbot.waitUntil(lambda: desk.window.shown == WELCOME, timeout=1000)


def test_after_that_the_verdict_comes_at_once(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    desk.window.show(READING, 3.0)
    qtbot.waitUntil(lambda: desk.window.shown == READING, timeout=1000)
    desk.clock.seconds += 0.5
    desk.window.show(WELCOME, 4.0)
    assert now_showing(desk) == WELCOME


def test_the_language_changes_the_words_and_nothing_else(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(AlreadyIn("N. V. THỬ", MORNING, "cổng số 2"), 15.0)
    desk.clock.seconds += 5
    number = desk.scene().findChildren(Ring)[0].number()
    desk.window.language(Language.EN)
    assert desk.window.shown == AlreadyIn("N. V. THỬ", MORNING, "cổng số 2")
    assert "Are you leaving?" in texts(desk)
    assert desk.scene().findChildren(Ring)[0].number() == number == 10
    desk.window.language(Language.VI)
    assert "Quý khách đang ra về?" in texts(desk)


def test_the_language_does_not_bring_a_screen_forward_that_is_waiting(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    desk.window.show(READING, 3.0)
    desk.window.language(Language.EN)
    assert now_showing(desk) == Waiting()
    qtbot.waitUntil(lambda: desk.window.shown == READING, timeout=1000)


@pytest.mark.parametrize("sample", samples(Language.VI), ids=lambda sample: sample.name)
def test_the_ring_counts_the_limit_it_was_given(sample: object, make_desk: MakeDesk) -> None:
    desk = make_desk()
    screen = sample.screen  # type: ignore[attr-defined]
    desk.window.show(screen, 12.0)
    desk.window.present_now()
    rings = desk.scene().findChildren(Ring)
    assert all(ring.number() == 12 for ring in rings)
    desk.clock.seconds += 4.5
    assert all(ring.number() == 8 for ring in rings)
    desk.window.show(screen, None)
    desk.window.present_now()
    assert desk.scene().findChildren(Ring) == []


def test_the_status_is_told_in_words_and_in_shape(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    assert {"Trực tuyến", "đã gửi hết"} <= texts(desk)
    desk.window.status(replace(WELL, online=False, waiting_to_send=1200))
    assert {"Ngoại tuyến – vẫn ghi nhận", "1.200 chờ gửi"} <= texts(desk)
    desk.window.status(replace(WELL, waiting_to_send=2))
    assert {"Trực tuyến", "2 chờ gửi"} <= texts(desk)


def test_occupancy_has_three_stages_and_may_be_hidden(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    assert {"Người đang ở trong", "128", "/ 400"} <= texts(desk)
    desk.window.status(replace(WELL, inside=319))
    assert not {"Sắp đầy", "Đã đủ người"} & texts(desk)
    desk.window.status(replace(WELL, inside=320))
    assert "Sắp đầy" in texts(desk)
    desk.window.status(replace(WELL, inside=400))
    assert "Đã đủ người" in texts(desk)
    desk.window.status(replace(WELL, capacity=None))
    assert not any("trong" in text for text in texts(desk))


def test_the_screen_follows_the_camera(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    assert "Mời đưa mã vào khung" in texts(desk)
    desk.window.status(replace(WELL, camera=CameraState.LOST))
    assert {"Mời đưa mã vào máy quét", "Camera tạm ngừng. Máy quét bên phải vẫn đọc tốt."} <= texts(desk)
    desk.window.status(replace(WELL, camera=CameraState.LOST, scanner=False))
    assert "Mời gặp nhân viên" in texts(desk)
    desk.window.status(WELL)
    assert "Mời đưa mã vào khung" in texts(desk)


def test_nothing_is_made_anew_under_a_finger(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    button = desk.window.widget.controls()[0]
    button.setDown(True)
    desk.window.status(replace(WELL, inside=200))
    assert "128" in texts(desk)
    button.setDown(False)
    qtbot.waitUntil(lambda: "200" in texts(desk), timeout=2500)


def test_the_clock_ticks_and_paints_only_when_the_minute_changes(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = make_desk()
    desk.window.show(Waiting(), None)
    assert "08:42" in texts(desk)
    desk.clock.at += timedelta(minutes=1)
    qtbot.waitUntil(lambda: "08:43" in texts(desk), timeout=2500)
    desk.window.show(WELCOME, 4.0)
    desk.clock.at += timedelta(minutes=1)
    qtbot.waitUntil(lambda: "08:44" in texts(desk), timeout=2500)


def test_another_size_makes_it_anew_without_losing_the_screen(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(WELCOME, 4.0)
    desk.window.widget.resize(1080, 1920)
    assert now_showing(desk) == WELCOME
    assert desk.scene().size() == desk.window.widget.size()
    assert "MỜI VÀO" in texts(desk)


@pytest.mark.parametrize(
    ("gate", "vietnamese", "english"),
    [
        (SITE.gate.vi, "tại cổng số 2 – Sảnh khám bệnh", ", gate 2 – Outpatient hall"),
        ("Cổng số 1", "tại cổng số 1", ", cổng số 1"),
        ("B3", "tại B3", ", B3"),
    ],
)
def test_a_gate_is_named_as_in_a_sentence(gate: str, vietnamese: str, english: str, make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(AlreadyIn("N. V. THỬ", MORNING, gate), 15.0)
    assert any(text.endswith(f"08:42 {vietnamese}") for text in texts(desk))
    desk.window.language(Language.EN)
    assert any(text.endswith(f"08:42{english}") for text in texts(desk))


def test_the_support_code_keeps_the_time_at_which_the_screen_came_up(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.window.show(OutOfOrder("K-LUU-03", 1), 30.0)
    assert "Mã hỗ trợ: K-LUU-03 · 08:42:00" in texts(desk)
    desk.clock.at += timedelta(seconds=7)
    desk.window.language(Language.EN)
    assert {"Support code: K-LUU-03 · 08:42:00", "1 visit of today is safe"} <= texts(desk)
    desk.window.show(OutOfOrder("K-LUU-03", 2), 30.0)
    assert {"Support code: K-LUU-03 · 08:42:07", "2 visits of today are safe"} <= texts(desk)


@pytest.mark.parametrize("name", ["unreadable-glare", "unknown-url", "out-of-order"])
def test_the_strip_fades_with_the_screen_it_belongs_to(name: str, make_desk: MakeDesk) -> None:
    desk = make_desk(MOVING)
    desk.window.show(Waiting(), None)
    widget = desk.window.widget
    before = widget.grab().toImage()
    sample = next(sample for sample in samples(Language.VI) if sample.name == name)
    desk.window.show(sample.screen, 20.0)
    fade = widget.fade
    assert fade.isVisible()
    assert fade.geometry().bottom() == widget.rect().bottom()
    assert fade.y() == desk.scene().y()
    first = fade.grab().toImage()
    assert first.pixelColor(8, fade.height() - 8) == before.pixelColor(8, widget.height() - 8)
    desk.window.show(Waiting(), None)
    assert fade.geometry().bottom() == widget.rect().bottom()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("camera", [CameraState.LOST, CameraState.NONE])
@pytest.mark.parametrize("finding", list(Finding))
def test_without_a_camera_nobody_is_told_how_to_hold_a_code_before_it(
    finding: Finding, camera: CameraState, language: Language, make_desk: MakeDesk
) -> None:
    desk = make_desk(language=language)
    say = words(language)
    desk.window.status(replace(WELL, camera=camera))
    desk.window.show(Unreadable(finding), 20.0)
    remedies = say.advice.remedies
    for each in (Finding.NEAR, Finding.FAR, Finding.BLUR, Finding.WEDGE_DAMAGE):
        assert not {remedies[each].title, remedies[each].line} & texts(desk)
    assert {say.lost.how.title, say.lost.how.line} <= texts(desk)


def test_a_blurred_code_is_not_pictured_as_a_distant_one() -> None:
    assert PICTURES[Finding.BLUR] not in {PICTURES[Finding.NEAR], PICTURES[Finding.FAR]}


def test_a_measured_panel_makes_targets_of_a_true_size(make_desk: MakeDesk) -> None:
    window = make_desk(replace(STILL, panel_inches=10.0)).window
    window.open()
    window.show(Waiting(), None)
    dots = window.widget.screen().geometry()
    measured = math.hypot(dots.width(), dots.height()) / 254
    assert window.widget.scale.px_per_mm == pytest.approx(measured)
    window.widget.end()
