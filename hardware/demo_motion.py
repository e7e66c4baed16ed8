"""How things are held up at the demo's door: brought in, held by a hand that is never quite still, taken away."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from hardware.demo_props import Style

Matrix = npt.NDArray[np.float64]

ENTERING = 0.55  # seconds
LEAVING = 0.35
_FOCAL = 1100.0  # pixels at 720 lines


class Entry(StrEnum):
    """Where a hand comes from."""

    BELOW = "below"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What makes one showing easy or hard; lengths in pixels at 720 lines, angles in radians, times in seconds."""

    module: float
    spin: float
    tilt: tuple[float, float]
    entry: Entry
    aside: tuple[float, float]  # how far from the middle it is held
    shutter: float
    defocus: float
    glare: float  # 0 none .. 1 strong
    light: float  # 1 daylight
    phase: float  # of the tremor

    @classmethod
    def drawn(cls, rng: np.random.Generator, style: Style, *, axial: bool) -> "Conditions":
        """Draw conditions such as visitors bring; ``axial`` codes (bars) are held straighter, as people do."""
        spin = np.radians(15 if style is Style.PHONE else 8) * (0.35 if axial else 1.0)
        tilt = np.radians(13) * (0.6 if axial else 1.0)
        dark = rng.random() < 0.05
        shiny = rng.random() < (0.05 if style in (Style.PAPER, Style.SLIP) else 0.3)
        return cls(
            module=float(rng.uniform(3.7, 5.2)),
            spin=float(np.clip(rng.normal(0, 0.5), -1, 1) * spin),
            tilt=(float(rng.uniform(-tilt, tilt)), float(rng.uniform(-tilt, tilt))),
            entry=tuple(Entry)[int(rng.choice(3, p=(0.6, 0.2, 0.2)))],
            aside=(float(rng.uniform(-70, 70)), float(rng.uniform(-26, 26))),
            shutter=float(rng.uniform(0.0020, 0.0032) if dark else rng.uniform(0.0006, 0.0025)),
            defocus=float(rng.uniform(0.5, 1.15)),
            glare=float(rng.uniform(0.3, 1.0)) if shiny else 0.0,
            light=float(rng.uniform(0.5, 0.7)) if dark else 1.0,
            phase=float(rng.uniform(0, 100)),
        )


@dataclass(frozen=True, slots=True)
class Path:
    """The way of one thing: ``rest`` is where the code's centre is held, ``away`` is added while it is out of sight."""

    rest: tuple[float, float]
    away: tuple[float, float]
    zoom: float  # pixels of the frame for one of the drawn thing
    focal: float
    unit: float  # frame pixels for one at 720 lines
    conditions: Conditions

    def matrix(self, origin: tuple[float, float], entered: float, left: float) -> Matrix:
        """Where the drawn thing lies in the frame: 3 x 3, from its pixels to the frame's.

        ``origin`` is the code's centre in the drawing, ``entered`` the seconds since it came, ``left`` since it
        began to go (below 0: has not).
        """
        out = _absence(entered, left)
        shake_x, shake_y, shake_spin = self._tremor(entered)
        x = self.rest[0] + self.away[0] * out + shake_x
        y = self.rest[1] + self.away[1] * out + shake_y
        spin = self.conditions.spin + shake_spin + 0.25 * out * np.sign(self.away[0] or 1)
        zoom = self.zoom * (1 - 0.10 * min(out, 1))
        (sx, cx), (sy, cy), (sz, cz) = ((np.sin(a), np.cos(a)) for a in (*self.conditions.tilt, spin))
        turn_x = np.array(((1, 0, 0), (0, cx, -sx), (0, sx, cx)))
        turn_y = np.array(((cy, 0, sy), (0, 1, 0), (-sy, 0, cy)))
        turn_z = np.array(((cz, -sz, 0), (sz, cz, 0), (0, 0, 1)))
        turned = turn_z @ turn_y @ turn_x
        flat = np.array(((zoom, 0, -zoom * origin[0]), (0, zoom, -zoom * origin[1]), (0, 0, 1)))
        # turned about the code's centre, which lies one focal length before the lens: there 1 drawn is 1 on the frame
        placed = np.column_stack((turned[:, 0], turned[:, 1], (0, 0, self.focal)))
        lens = np.array(((self.focal, 0, x), (0, self.focal, y), (0, 0, 1)))
        matrix: Matrix = lens @ placed @ flat
        return matrix

    def smear(self, entered: float, left: float) -> tuple[float, float]:
        """How far the thing moves while the shutter is open, in frame pixels."""
        before, after = (self._spot(entered + by, left + by if left >= 0 else left) for by in (-0.5e-3, 0.5e-3))
        ratio = self.conditions.shutter / 1e-3
        return (after[0] - before[0]) * ratio, (after[1] - before[1]) * ratio

    def over(self, left: float) -> bool:
        """Whether it is out of sight again."""
        return left >= LEAVING

    def _spot(self, entered: float, left: float) -> tuple[float, float]:
        out = _absence(entered, left)
        shake_x, shake_y, _ = self._tremor(entered)
        return self.away[0] * out + shake_x, self.away[1] * out + shake_y

    def _tremor(self, seconds: float) -> tuple[float, float, float]:
        """A slow drift and the hand's own shaking, 4 to 9 Hz."""
        t, p = seconds, self.conditions.phase
        x = 4.0 * np.sin(1.7 * t + p) + 1.1 * np.sin(27 * t + 2 * p) + 0.5 * np.sin(49 * t + 3 * p)
        y = 3.4 * np.sin(1.3 * t + 2 * p) + 1.2 * np.sin(31 * t + p) + 0.4 * np.sin(53 * t + 5 * p)
        spin = 0.012 * np.sin(1.1 * t + p) + 0.002 * np.sin(23 * t + p)
        return float(x * self.unit), float(y * self.unit), float(spin)


def focal_length(unit: float) -> float:
    """The lens of the demo's camera, in pixels."""
    return _FOCAL * unit


def _absence(entered: float, left: float) -> float:
    """0 while held, 1 when out of sight: evenly slowed down into place, evenly sped up on the way out."""
    coming = (1 - min(max(entered / ENTERING, 0.0), 1.0)) ** 2
    going = max(left, 0.0) / LEAVING
    return float(coming + going**2)
