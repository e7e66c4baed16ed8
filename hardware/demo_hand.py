"""Hands of the demo's visitors, in millimetres: one that grips a phone from behind, one that pinches a card's edge."""

from dataclasses import dataclass

import numpy as np

from hardware.demo_paint import Canvas, Colour, Outline, box, colour, limb, mixed, shifted, smooth

SKINS = tuple(colour(code) for code in ("#E3B596", "#D6A27E", "#C48E69", "#B07C57", "#94654A"))
SHIRTS = tuple(colour(code) for code in ("#6F8F7D", "#54748C", "#D9DEE0", "#8E4A52", "#3C4852", "#B79A5B", "#7E6C8A"))
_NAIL = colour("#F0D5C8")
_BLOOD = colour("#C8684F")
_SHADOW = colour("#1E1814")


@dataclass(frozen=True, slots=True)
class Looks:
    """What somebody looks like: the hand's skin is the face's, its sleeve the shirt's."""

    skin: Colour
    shirt: Colour

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> "Looks":
        """Draw a skin and a shirt."""
        return cls(SKINS[int(rng.integers(len(SKINS)))], SHIRTS[int(rng.integers(len(SHIRTS)))])


@dataclass(frozen=True, slots=True)
class Hand:
    """One hand, right as it stands, or mirrored about x = ``middle`` for the left one."""

    looks: Looks
    middle: float
    left: bool

    def behind_phone(self, canvas: Canvas, width: float, height: float, reach: float) -> None:
        """Paint what shows around a phone that hides the palm; ``reach`` is how far down (y) the arm must go."""
        low = height * 0.62
        self._arm(canvas, width * 0.54, low + 100, reach, 28)
        palm = smooth(
            (6, low - 30), (-6, low - 6), (-13, low + 20), (-11, low + 50), (2, low + 84), (9, low + 118),
            (width - 6, low + 118), (width + 1, low + 84), (width + 8, low + 48), (width + 9, low + 6),
            (width + 4, low - 34), (width * 0.5, low - 50),
        )  # fmt: skip
        self._body(canvas, palm, self.looks.skin, 10)

    def before_phone(self, canvas: Canvas, width: float, height: float) -> None:
        """Paint four finger tips over one edge of the phone and the thumb along the other: 6 mm inwards at most."""
        low = height * 0.62
        for down, inward, lean in ((-33, 0.2, 4.5), (-14.5, -0.6, 3.0), (3.5, 0.0, 1.5), (20.5, 1.2, 0.5)):
            self._finger(canvas, (width + 9.5, low + down + lean), (width + 2.4 + inward, low + down), 8.4, 7.6)
        thumb = smooth(
            (-7.6, low - 20), (-5.6, low - 30), (-0.4, low - 34.5), (3.8, low - 29), (4.4, low - 18), (3.6, low - 4),
            (5.0, low + 14), (2.0, low + 34), (-7.0, low + 46), (-12.8, low + 34), (-14.0, low + 14), (-10.0, low - 4),
        )  # fmt: skip
        self._body(canvas, thumb, self.looks.skin, 5.5)
        self._nail(canvas, (-1.2, low - 24.5), (-0.6, low - 29.0), 3.7)

    def behind_sheet(self, canvas: Canvas, width: float, height: float, reach: float) -> None:
        """Paint the hand behind a card or slip that is pinched at its lower edge."""
        x, low = width * 0.5, height
        self._arm(canvas, x + 10, low + 78, reach, 28)
        palm = smooth(
            (x - 20, low - 18), (x - 25, low + 8), (x - 24, low + 40), (x - 17, low + 78), (x - 12, low + 104),
            (x + 31, low + 104), (x + 37, low + 76), (x + 44, low + 42), (x + 47, low + 10), (x + 40, low - 14),
        )  # fmt: skip
        self._body(canvas, palm, self.looks.skin, 10)
        for step in range(3):
            knuckle, tip = (x + 38 - 12.5 * step, low + 30 - step), (x + 41 - 13.5 * step, low + 2)
            self._finger(canvas, knuckle, tip, 8.8, 8.4)

    def before_sheet(self, canvas: Canvas, width: float, height: float) -> None:
        """Paint the thumb that holds the sheet from the front: it covers the lowest 8 mm at most."""
        x, low = width * 0.5 - 5, height + 1.5
        thumb = smooth(
            (x - 8.2, low - 0.5), (x - 5.0, low - 7.0), (x + 0.6, low - 8.6), (x + 6, low - 5.8), (x + 8.4, low + 1),
            (x + 9.0, low + 12), (x + 8.0, low + 24), (x + 11, low + 40), (x + 12, low + 66), (x - 16, low + 78),
            (x - 19, low + 52), (x - 14, low + 30), (x - 9.8, low + 18), (x - 9.6, low + 8),
        )  # fmt: skip
        canvas.fill(shifted(self._turned(thumb), 1.2, 1.6), _SHADOW, blur=2.0, opacity=0.3)
        self._body(canvas, thumb, self.looks.skin, 5.5)
        self._nail(canvas, (x + 0.2, low + 3.5), (x + 0.5, low - 2.6), 4.8)

    def _arm(self, canvas: Canvas, x: float, top: float, reach: float, half: float) -> None:
        foot = max(reach, top + 20)
        arm = ((x - half * 0.78, top - 10), (x + half * 0.78, top - 10), (x + half * 1.1, foot), (x - half * 1.1, foot))
        self._body(canvas, np.asarray(arm, dtype=np.float64), self.looks.skin, 11)
        cuff = top + 34
        if reach > cuff:
            self._body(canvas, box(x - half * 1.25, cuff, half * 2.5, reach - cuff + 30, 7), self.looks.shirt, 11)

    def _finger(
        self, canvas: Canvas, knuckle: tuple[float, float], tip: tuple[float, float], thick: float, thin: float
    ) -> None:
        outline = limb(knuckle, tip, thick, thin)
        canvas.fill(shifted(self._turned(outline), 0.6, 1.4), _SHADOW, blur=1.6, opacity=0.28)
        self._body(canvas, outline, mixed(self.looks.skin, _BLOOD, 0.05), 3.8)

    def _nail(self, canvas: Canvas, root: tuple[float, float], tip: tuple[float, float], half: float) -> None:
        nail = limb(root, tip, half, half * 0.94)
        canvas.fill(self._turned(nail), mixed(self.looks.skin, _NAIL, 0.5), blur=0.5, opacity=0.8)

    def _body(self, canvas: Canvas, outline: Outline, ink: Colour, roundness: float) -> None:
        canvas.body(self._turned(outline), ink, roundness)

    def _turned(self, outline: Outline) -> Outline:
        if not self.left:
            return outline
        mirrored = outline.copy()
        mirrored[:, 0] = 2 * self.middle - mirrored[:, 0]
        return mirrored
