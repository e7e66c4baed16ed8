from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from kiosk.checkpoint.setting_up_draft import Step
from kiosk.desk.happening import Said, happening
from kiosk.screens import SECONDS_ON, Language
from kiosk.staff import Role
from ui import sheet
from ui.sheet_desk import DeskRoom
from ui.sheet_desk_scenes import scenes
from ui.sheet_desk_setup import setup_scenes
from ui.sheet_desk_strip import strip_screens
from ui.sheet_desk_tools import SheetStaff
from ui.staff.keys import PAGE_KEYS

PAINTS_TO = 32767
"""Qt paints nothing further down."""


def test_every_screen_there_is_stands_on_the_sheet() -> None:
    assert {type(sample.screen) for sample in sheet.samples(Language.VI)} == set(SECONDS_ON)
    names = [sample.name for sample in sheet.samples(Language.EN)]
    names += [name for name, _ in sheet.staff_shots(Language.EN, (1366, 768))]
    assert len(set(names)) == len(names)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("key", PAGE_KEYS)
def test_every_page_of_the_desk_stands_on_the_sheet(key: str) -> None:
    scene = next(one for one in scenes() if one.name == f"desk-{key}")
    room = DeskRoom(scene.setting, Language.VI, (640, 360), sheet.ASKING, sheet.FrozenClock())
    scene.act(room)
    opened = room.window.opened
    assert opened is not None
    assert (opened.current, set(opened.keys())) == (key, set(PAGE_KEYS))
    room.close()


def test_every_step_of_setting_up_and_every_line_of_the_strip_stands_on_the_sheet() -> None:
    assert {scene.draft.step for scene in setup_scenes()} == set(Step)
    said = {happening(screens[-1]).said for screens in strip_screens(sheet.AT).values()}
    assert said == set(Said)


def test_somebody_of_every_role_may_sign_in_on_the_sheet() -> None:
    assert {one.role for one in SheetStaff().listed()} == set(Role)


@pytest.mark.usefixtures("qapp")
def test_a_screen_is_drawn_in_its_size_with_the_given_picture() -> None:
    white = QImage(640, 360, QImage.Format.Format_RGB32)
    white.fill(0xFFFFFFFF)
    sample = sheet.samples(Language.VI)[0]
    image = sheet.render(sample, Language.VI, (1366, 768), white)
    assert (image.width(), image.height()) == (1366, 768)
    assert image.pixelColor(80, 400).lightness() == 255


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", ["desk-list-person", "desk-figures", "setup-5", "slides-picture"])
def test_a_screen_of_the_staff_is_drawn_the_same_each_time(name: str) -> None:
    takes = [dict(sheet.staff_shots(Language.EN, (1366, 768)))[name] for _ in range(2)]
    first, again = (take() for take in takes)
    assert (first.width(), first.height()) == (1366, 768)
    assert first == again


@pytest.mark.usefixtures("qapp")
def test_the_contact_sheets_and_the_single_pictures_lie_in_the_folder(tmp_path: Path) -> None:
    told: list[str] = []
    paths = sheet.draw(tmp_path / "out", tell=told.append, sizes=((320, 180), (180, 320)), most=1)
    assert [path.name for path in paths] == ["contact-sheet-320x180.png", "contact-sheet-180x320.png"]
    assert not any(QImage(str(path)).isNull() for path in paths)
    assert len(told) == 8
    assert all((tmp_path / "out" / f"{name}.png").exists() for name in told)


def test_nothing_of_a_contact_sheet_lies_below_what_is_painted() -> None:
    shots = len(sheet.samples(Language.VI)) + len(sheet.staff_shots(Language.VI, sheet.SIZES[0]))
    rows = 2 * -(-shots // sheet.COLUMNS)
    assert rows * (sheet.THUMB + sheet.CAPTION + sheet.GAP) < PAINTS_TO
