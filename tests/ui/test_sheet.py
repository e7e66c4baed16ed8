from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from kiosk.screens import SECONDS_ON, Language
from ui import sheet


def test_every_screen_there_is_stands_on_the_sheet() -> None:
    assert {type(sample.screen) for sample in sheet.samples(Language.VI)} == set(SECONDS_ON)
    names = [sample.name for sample in sheet.samples(Language.EN)]
    assert len(set(names)) == len(names)


@pytest.mark.usefixtures("qapp")
def test_a_screen_is_drawn_in_its_size_with_the_given_picture() -> None:
    white = QImage(640, 360, QImage.Format.Format_RGB32)
    white.fill(0xFFFFFFFF)
    sample = sheet.samples(Language.VI)[0]
    image = sheet.render(sample, Language.VI, (1366, 768), white)
    assert (image.width(), image.height()) == (1366, 768)
    assert image.pixelColor(80, 400).lightness() == 255


@pytest.mark.usefixtures("qapp")
def test_the_contact_sheet_and_the_single_pictures_lie_in_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "SIZES", ((320, 180),))
    monkeypatch.setattr(sheet, "samples", lambda language, whole=sheet.samples: whole(language)[:2])
    told: list[str] = []
    path = sheet.draw(tmp_path / "out", tell=told.append)
    assert not QImage(str(path)).isNull()
    assert len(told) == 4
    assert all((path.parent / f"{name}.png").exists() for name in told)
