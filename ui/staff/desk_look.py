"""How the desk looks and speaks: what every control of it needs to know."""

from dataclasses import dataclass

from kiosk.screens import Language
from ui.theme.scale import Scale


@dataclass(frozen=True, slots=True)
class DeskLook:
    """How the desk looks and speaks. Lengths are those of the design at 1920 x 1080; sizes are made anew with it."""

    scale: Scale
    language: Language

    def px(self, token: float) -> int:
        """A length of the design in pixels."""
        return self.scale.px(token)

    def text(self, token: float) -> int:
        """A text size of the design in pixels: 17 is the floor of the desk."""
        return max(13, round(token * self.scale.unit * self.scale.user))
