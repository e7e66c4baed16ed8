"""What the steps of the trial share: the computer, the centre, the installed kiosk, and what is to be seen of them."""

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from hardware.demo_citizens import citizens
from hardware.demo_visitors import Cast, Happens
from kiosk.people import folded
from tests.windows.computer import Computer
from tests.windows.installation import Installation
from tests.windows.installers import Installers
from tests.windows.loopback_centre import LoopbackCentre
from tests.windows.visitors import cards

GATE = "Cổng thử"
ARRIVES_WITHIN, GREEN_WITHIN = 60.0, 15.0  # seconds
SEED = 7


@dataclass
class Trial:
    """``folder`` takes what is kept. ``code`` is what the kiosk joined with.

    ``unseen`` counts those whose kiosk was killed while they were let in: perhaps recorded, and not shown.
    """

    computer: Computer
    centre: LoopbackCentre
    kiosk: Installation
    installers: Installers
    folder: Path
    code: str = ""
    unseen: int = 0
    typed: Iterator[str] = field(default_factory=cards)

    @property
    def device(self) -> UUID:
        """The one kiosk that has joined with our gate's name."""
        [found] = [device for device, gate in self.centre.kiosks().items() if gate == GATE]
        return found

    def install(self, setup: str, *options: str) -> int:
        """Install with all that a kiosk needs to join, autostart included; the exit code."""
        self.code = self.centre.code()
        joining = (f"/SERVER={self.centre.url}", f"/CODE={self.code}", f"/GATE={GATE}")
        return self.kiosk.install(setup, *joining, "/AUTOSTART=1", *options)

    def let_demo_in(self, visitors: int, seed: int = SEED) -> int:
        """Have the settings name the simulated camera, beside the scanner that types.

        Returns how many of so many visitors are let in: the others show what is no card, or the same one twice.
        """
        settings = self.kiosk.settings.read_text("utf-8").partition("\n[devices]")[0]
        devices = f'sources = ["demo:?seed={seed}&pace=5&visitors={visitors}", "keyboard:"]\nvolume = 0\n'
        self.kiosk.settings.write_text(f"{settings}\n[devices]\n{devices}", "utf-8")
        return sum(turn.happens is Happens.ARRIVE for turn in Cast(seed).plan(visitors))

    def check_in(self, people: int) -> None:
        """Let so many new people in at the scanner that types; where it was not understood, they scan once more."""
        for _ in range(people):
            text = next(self.typed)
            assert any(self._green(text) for _ in range(3)), "nobody was let in"

    def _green(self, text: str) -> bool:
        """Type a code; whether the screen turns green."""
        before = self.kiosk.greens()
        self.computer.display.scan(text)
        return self.computer.comes_true(lambda: self.kiosk.greens() > before, GREEN_WITHIN)

    def lost(self, device: UUID, *, within: float = ARRIVES_WITHIN) -> str:
        """Say what of the visits that were shown as recorded the centre lacks, or has twice; nothing for none."""
        ends = time.monotonic() + within
        while True:
            greens, summary = self.kiosk.greens(), self.centre.summary(device)
            told = self.centre.completeness(device)
            fits = greens <= summary.visits <= greens + self.unseen
            wrong = [
                *([f"{greens} shown, {summary.visits} arrived"] if not fits else []),
                *([f"missing: {told.missing}"] if told.missing else []),
                *([f"{summary.conflicts} conflicts"] if summary.conflicts else []),
            ]
            if not wrong or time.monotonic() > ends:
                return "; ".join(wrong)
            time.sleep(0.5)

    def known_of_visitors(self) -> Iterator[str]:
        """Names and numbers that no log may hold: those of the people of the simulated camera, and of those typed."""
        for citizen, _ in zip(citizens(SEED), range(50), strict=False):
            yield from (citizen.name, folded(citizen.name), citizen.citizen_id, citizen.social_insurance, citizen.phone)
        yield from ("Nguyen Van Thu", "0010900")

    def keep(self, name: str) -> None:
        """Keep the logs, and what stands on the display."""
        place = self.folder / name
        place.mkdir(parents=True, exist_ok=True)
        self.computer.display.keep(place / "display.png")
        if (self.kiosk.data / "logs").is_dir():
            shutil.copytree(self.kiosk.data / "logs", place / "logs", dirs_exist_ok=True)
