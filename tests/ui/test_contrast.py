import pytest
from PySide6.QtGui import QColor

from ui.theme import colours as c

# What stands on what, and the contrast it needs: 7 to be read, 4.5 for hints and chips, 3 for parts.
PAIRS = [
    ("INK", "PAGE", 7), ("INK", "CARD", 7), ("INK2", "CARD", 7), ("INK2", "PAGE", 7), ("INK3", "CARD", 4.5),
    ("WHITE", "BRAND", 7), ("WHITE", "BRAND_DARK", 7), ("BRAND", "CARD", 7), ("BRAND", "BRAND_TINT", 7),
    ("BRAND", "PAGE", 7), ("WHITE", "IN", 7), ("WHITE", "IN_DARK", 7), ("IN", "CARD", 7), ("IN", "IN_TINT", 4.5),
    ("WHITE", "OUT", 7), ("WHITE", "OUT_DARK", 7), ("OUT", "CARD", 7), ("OUT", "OUT_TINT", 7), ("INK", "WARN", 7),
    ("WARN_INK", "WARN_TINT", 7), ("WHITE", "STOP", 7), ("STOP", "STOP_TINT", 4.5), ("WHITE", "FOOTER", 7),
    ("FOOTER2", "FOOTER", 7), ("LINE_STRONG", "CARD", 3), ("FOCUS", "INK", 3), ("OK_DOT", "FOOTER", 3),
    ("WARN", "FOOTER", 3), ("INK", "BRAND_TINT", 7), ("FOUND", "INK", 7),
]  # fmt: skip


def luminance(colour: QColor) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else float(((value + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("text", "ground", "needed"), PAIRS)
def test_everything_is_legible_on_its_ground(text: str, ground: str, needed: float) -> None:
    assert contrast(getattr(c, text), getattr(c, ground)) >= needed
