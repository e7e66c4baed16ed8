"""Every screen, in every size, language and text size: nothing is cut, elided, overlapping or off the display."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from kiosk.screens import (
    SECONDS_ON,
    AlreadyIn,
    Goodbye,
    Language,
    LeaveUnknown,
    Reading,
    Screen,
    StillInside,
    Welcome,
)
from tests.ui.conftest import Desk, MakeDesk
from ui.sheet import SITE, Sample, samples
from ui.site import Declarations, Spoken
from ui.theme.scale import TEXT_FLOOR
from ui.widgets.label import Label
from ui.widgets.pressable import Pressable

SIZES = [(1920, 1080), (1366, 768), (1080, 1920), (1280, 1024), (1920, 1200), (3840, 2160)]
INCHES = {15.6: 5.57, 21.5: 4.03, 32.0: 2.71}


def place(widget: QWidget, window: QWidget) -> QRect:
    return widget.rect().translated(widget.mapTo(window, widget.rect().topLeft()))


def shown(desk: Desk, sample: Sample) -> QWidget:
    desk.window.status(sample.status)
    desk.window.show(sample.screen, SECONDS_ON[type(sample.screen)])
    if isinstance(sample.screen, Reading):
        desk.window.present_now()
    desk.clock.seconds += 1
    return desk.window.widget


def visible(window: QWidget, kind: type[Label] | type[Pressable]) -> Iterator[QWidget]:
    return (widget for widget in window.findChildren(kind) if widget.isVisible())


def faults(window: QWidget, least: float) -> Iterator[str]:
    """What is wrong with the texts."""
    for widget in visible(window, Label):
        assert isinstance(widget, Label)
        if not widget.text():
            continue
        if not widget.fits():
            yield f"cut: {widget.text()!r} at {widget.px} in {widget.size().toTuple()}"
        if widget.px < TEXT_FLOOR or widget.px < least * widget.wanted:
            yield f"too small: {widget.text()!r} {widget.px} for {widget.wanted}"
        if not window.rect().adjusted(-40, -90, 40, 40).contains(place(widget, window)):
            yield f"outside: {widget.text()!r}"


def crowded(window: QWidget, gap: float) -> Iterator[str]:
    """What is wrong with the targets. The two languages are one switch and touch."""
    buttons = [widget for widget in visible(window, Pressable) if widget.isEnabled()]
    places = [place(button, window) for button in buttons]
    for index, (button, where) in enumerate(zip(buttons, places, strict=True)):
        if not window.rect().contains(where):
            yield f"outside: {button.accessibleName()}"
        for other, there in zip(buttons[index + 1 :], places[index + 1 :], strict=True):
            across = max(there.left() - where.right(), where.left() - there.right())
            down = max(there.top() - where.bottom(), where.top() - there.bottom())
            joined = {button.accessibleName(), other.accessibleName()} == {"Tiếng Việt", "English"}
            if max(across, down) < gap and not joined:
                yield f"too close: {button.accessibleName()} and {other.accessibleName()}"


@pytest.mark.parametrize("user", [1.0, 1.3])
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_text_is_whole_and_on_the_display(
    size: tuple[int, int], language: Language, user: float, make_desk: MakeDesk
) -> None:
    desk = make_desk(replace(SITE, user_scale=user), size, language)
    # Where room is short text gives way, but a third of it is never lost.
    least = 0.8 if user == 1.0 and size[0] / size[1] > 1.45 else 0.5
    found = {
        f"{sample.name}: {fault}"
        for sample in samples(language)
        for window in [shown(desk, sample)]
        for fault in [*faults(window, least), *crowded(window, 0)]
    }
    assert not found


@pytest.mark.parametrize("inches", list(INCHES))
@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["lying", "upright"])
def test_every_target_is_as_large_as_fingers_need(inches: float, size: tuple[int, int], make_desk: MakeDesk) -> None:
    px_per_mm = INCHES[inches]
    desk = make_desk(replace(SITE, px_per_mm=px_per_mm), size)
    for sample in samples(Language.VI):
        window = shown(desk, sample)
        for button in visible(window, Pressable):
            assert isinstance(button, Pressable)
            least = button.reach.value * px_per_mm
            if button.isEnabled():
                assert button.height() >= least - 1, (sample.name, button.accessibleName())
                assert button.width() >= least - 1, (sample.name, button.accessibleName())
        assert not list(crowded(window, 3 * px_per_mm - 1)), sample.name


def test_the_declaration_tile_is_there_only_where_people_can_declare(make_desk: MakeDesk) -> None:
    def tiles(desk: Desk) -> list[str]:
        shown(desk, samples(Language.VI)[0])
        return [control.accessibleName() for control in desk.window.widget.controls()]

    plain = tiles(make_desk())
    asked = replace(SITE, declarations=Declarations.REQUIRED)
    assert plain == tiles(make_desk(asked))
    with_tile = tiles(make_desk(replace(asked, declaring=True)))
    assert len(with_tile) == len(plain) + 1
    assert any("Khai báo y tế" in name for name in with_tile)


LONG = replace(
    SITE,
    name=Spoken(
        "Trung tâm Kiểm soát Bệnh tật và Y tế dự phòng tỉnh Hạ Vân", "Hạ Vân Provincial Centre for Disease Control"
    ),
    gate=Spoken("Cổng số 12 – Khu điều trị nội trú, nhà B3", "Gate 12 – Inpatient area, building B3"),
    staff_place=Spoken(
        "Bàn kiểm dịch trước nhà B3, bên phải cửa chính", "Checkpoint desk before building B3, on the right"
    ),
    next_step=Spoken(
        "Quầy tiếp đón số 3, tầng 2 nhà B3, lấy số thứ tự", "Reception desk 3, second floor of B3, take a number"
    ),
)


@pytest.mark.parametrize("size", SIZES[:4], ids=lambda size: f"{size[0]}x{size[1]}")
def test_long_names_of_sites_and_people_are_whole(size: tuple[int, int], make_desk: MakeDesk) -> None:
    for language in Language:
        desk = make_desk(LONG, size, language)
        for sample in samples(language):
            window = shown(desk, replace(sample, screen=with_long_name(sample.screen)))
            assert not [*faults(window, 0.4), *crowded(window, 0)], (sample.name, language)


def with_long_name(screen: Screen) -> Screen:
    if isinstance(screen, AlreadyIn):
        screen = replace(screen, gate=LONG.gate.vi)
    if isinstance(screen, Welcome | Goodbye | AlreadyIn | LeaveUnknown | StillInside):
        return replace(screen, name="N. T. T. H. KIỂMTHỬNGHIỆM")
    return screen


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_fullest_waiting_screen_fits_as_well(size: tuple[int, int], make_desk: MakeDesk) -> None:
    full = replace(SITE, declarations=Declarations.REQUIRED, declaring=True, phone_lookup=True, vaccine_pass=True)
    for user in (1.0, 1.3):
        for language in Language:
            desk = make_desk(replace(full, user_scale=user), size, language)
            for sample in samples(language)[:5]:
                window = shown(desk, sample)
                assert not [*faults(window, 0.5), *crowded(window, 0)], (sample.name, user, language)
