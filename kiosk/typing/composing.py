"""The ways of typing that can be chosen, behind one function."""

from enum import StrEnum
from typing import assert_never

from kiosk.typing import telex, tones, vni


class TypingMode(StrEnum):
    """How marks are typed: by keys of their own, or by the letters or digits of a method people know."""

    TONE_KEYS = "tone_keys"
    TELEX = "telex"
    VNI = "vni"

    @property
    def after(self) -> "TypingMode":
        """The next one when they are gone through."""
        every = list(TypingMode)
        return every[(every.index(self) + 1) % len(every)]


def type_key(text: str, key: str, mode: TypingMode) -> str:
    """The text after one more key of the keyboard on the screen.

    >>> type_key("hoà", "n", TypingMode.TONE_KEYS), type_key("hoa", "f", TypingMode.TELEX)
    ('hoàn', 'hòa')
    """
    match mode:
        case TypingMode.TONE_KEYS:
            return tones.add(text, key)
        case TypingMode.TELEX:
            return telex.type_key(text, key)
        case TypingMode.VNI:
            return vni.type_key(text, key)
        case _:
            assert_never(mode)
