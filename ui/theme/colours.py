"""The colours of the design. One light theme, one brand colour, five verdicts; meaning is never in a colour alone."""

from typing import Final

from PySide6.QtGui import QColor

PAGE: Final = QColor("#EDF2F4")
CARD: Final = QColor("#FFFFFF")
SUNKEN: Final = QColor("#E1E9EC")
INK: Final = QColor("#0B1C26")
INK2: Final = QColor("#33474F")
INK3: Final = QColor("#53666F")
LINE: Final = QColor("#C9D5DA")
LINE_STRONG: Final = QColor("#6E838D")
BRAND: Final = QColor("#0A4A5C")
BRAND_DARK: Final = QColor("#063441")
BRAND_TINT: Final = QColor("#DCECF0")
BRAND_LINE: Final = QColor("#8DB9C5")
IN: Final = QColor("#0A5F38")
IN_DARK: Final = QColor("#07472A")
IN_TINT: Final = QColor("#DDF1E5")
OUT: Final = QColor("#17407F")
OUT_DARK: Final = QColor("#0F2D5C")
OUT_TINT: Final = QColor("#E1EAF7")
WARN: Final = QColor("#FFC22E")
WARN_TINT: Final = QColor("#FFF1CC")
WARN_INK: Final = QColor("#6B4300")
WARN_LINE: Final = QColor("#E0A514")
STOP: Final = QColor("#A1161E")
STOP_DARK: Final = QColor("#7A0F16")
STOP_TINT: Final = QColor("#FBE4E4")
FOCUS: Final = QColor("#FFD21F")
WHITE: Final = QColor("#FFFFFF")
FOOTER: Final = QColor("#0B1C26")
FOOTER2: Final = QColor("#C4D3DA")
FOOTER_LINE: Final = QColor("#3A505B")
OK_DOT: Final = QColor("#2FBF71")
FOUND: Final = QColor("#7FE0B0")
"""The outline around a code that was read; on dark ground only."""


def faint(colour: QColor, opacity: float) -> QColor:
    """The same colour, seen through: ``opacity`` 0..1."""
    thin = QColor(colour)
    thin.setAlphaF(opacity)
    return thin
