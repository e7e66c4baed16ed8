"""What the display has to know of the place it stands in."""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.questionnaire import Campaign
from kiosk.screens import Language


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text of the site in both languages; where the English is missing the Vietnamese stands."""

    vi: str = ""
    en: str = ""

    def of(self, language: Language) -> str:
        """The text in one language.

        >>> Spoken("Cổng số 2").of(Language.EN)
        'Cổng số 2'
        """
        return (self.en or self.vi) if language is Language.EN else self.vi


class Side(StrEnum):
    """Where the external scanner stands, seen from the visitor."""

    LEFT = "left"
    RIGHT = "right"
    ABOVE = "above"
    BELOW = "below"


class Declarations(StrEnum):
    """Whether this checkpoint asks for health declarations."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    OFF = "off"


DEFAULT_NOTICE = Spoken(
    "5K: Khẩu trang – Khử khuẩn – Khoảng cách\nKhông tụ tập – Khai báo y tế",
    "5K: Masks · Disinfection · Distance\nNo gatherings · Health declaration",
)


@dataclass(frozen=True, slots=True)
class Site:
    """The settings of the display.

    ``gate`` stands below the site's name. ``staff_place`` is where a visitor is sent, ``staff_place_inline`` the same
    in the middle of a sentence. ``next_step`` and ``notice`` may be empty: the default, or nothing, is shown then.
    ``point_code`` and ``poster`` (the text of the poster's code) are shown when the kiosk is out of order.
    ``mirrored`` is for cameras that face the visitor. ``phone_lookup`` and ``declaring`` say whether the ways of
    typing a phone number and of declaring at this kiosk exist; ``vaccine_pass`` whether one opens this gate.
    A ``locked`` kiosk stays in front of everything and is not closed from its keyboard.
    ``panel_inches`` is the diagonal of the display, where somebody has measured it: what a display says of itself is
    often wrong. ``campaign`` is what a declaration asks; None where nobody declares here.
    """

    name: Spoken
    gate: Spoken
    staff_place: Spoken = Spoken()
    staff_place_inline: Spoken = Spoken()
    hotlines: tuple[str, ...] = ("1022", "1900 9095")
    next_step: Spoken = Spoken()
    notice: Spoken = field(default=DEFAULT_NOTICE)
    declarations: Declarations = Declarations.OFF
    scanner_side: Side = Side.RIGHT
    mirrored: bool = True
    reduced_motion: bool = False
    user_scale: float = 1.0
    px_per_mm: float | None = None
    panel_inches: float | None = None
    point_code: str = ""
    poster: str = ""
    phone_lookup: bool = False
    declaring: bool = False
    vaccine_pass: bool = False
    locked: bool = True
    campaign: Campaign | None = None
