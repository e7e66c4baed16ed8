"""``log:``, sounds that nobody hears: for tests and for kiosks without a loudspeaker."""

import logging
from dataclasses import dataclass, field

from kiosk.ports import Sound
from kiosk.screens import Language

log = logging.getLogger(__name__)


@dataclass(slots=True)
class SilentSounds:
    """Remembers what would have been heard, oldest first."""

    played: list[tuple[Sound, Language]] = field(default_factory=list)

    def play(self, sound: Sound, language: Language) -> None:
        """Remember it."""
        self.played.append((sound, language))
        log.debug("%s", sound)
