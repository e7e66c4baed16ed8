"""What every widget needs to know to draw itself: sizes, words, the place, and the hand that touches it."""

from dataclasses import dataclass

from kiosk.screens import Language
from ui.site import Site
from ui.theme.scale import Scale
from ui.widgets.hand import Hand
from ui.words import words
from ui.words.shape import Words


@dataclass(frozen=True, slots=True)
class Look:
    """How the display looks and speaks at the moment."""

    scale: Scale
    language: Language
    site: Site
    hand: Hand

    @property
    def words(self) -> Words:
        """The words of the language spoken."""
        return words(self.language)

    @property
    def still(self) -> bool:
        """True where nothing may move."""
        return self.site.reduced_motion

    def px(self, token: float) -> int:
        """A length of the design in pixels."""
        return self.scale.px(token)
