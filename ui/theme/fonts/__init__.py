"""The typefaces, loaded from the files in this folder so that every machine draws the same letters."""

from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase

from ui.theme.type import Type

TEXT: Final = ["Be Vietnam Pro"]
FIGURES: Final = ["Kiosk Figures", "Be Vietnam Pro"]
FILES: Final = Path(__file__).parent


@cache
def load_fonts() -> None:
    """Make the typefaces known to Qt. Needs a QGuiApplication; a file that cannot be read is a broken installation."""
    for file in sorted(FILES.glob("*.ttf")):
        # as bytes: on Windows, off screen, Qt opens no file whose path is not in the local code page
        if QFontDatabase.addApplicationFontFromData(QByteArray(file.read_bytes())) < 0:
            raise RuntimeError(f"typeface cannot be loaded: {file.name}")


def font(kind: Type, px: int) -> QFont:
    """The font of ``kind`` at ``px`` pixels."""
    load_fonts()
    face = QFont()
    face.setFamilies(FIGURES if kind.figures else TEXT)
    face.setPixelSize(px)
    face.setWeight(QFont.Weight(kind.weight))
    # Hinting moves stems to whole pixels and would make widths differ between displays.
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if kind.spacing:
        face.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, kind.spacing * px / kind.px)
    return face
