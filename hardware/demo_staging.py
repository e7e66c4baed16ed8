"""Who holds what up, and how: everything about one showing that is settled before it starts."""

from dataclasses import dataclass

import numpy as np

from hardware.demo_codes import code_image
from hardware.demo_hand import Looks
from hardware.demo_lobby import BUST, bust
from hardware.demo_motion import Conditions, Entry, Path, focal_length
from hardware.demo_optics import defocus, glare
from hardware.demo_paint import Sprite
from hardware.demo_props import Held, Prop, Style, face_of, hold
from kiosk.scans import Symbology

_MARGIN = 30  # pixels at 720 lines between a held code and the picture's edge
_SLACK = 1.2  # a turned and tilted code takes this much more room
_TURNABLE = (Symbology.QR, Symbology.DATA_MATRIX, Symbology.AZTEC)
# Small codes are held no farther away than an arm allows: pixels for a millimetre, at 720 lines.
_FARTHEST = {Style.PHONE: 3.3, Style.CARD: 6.0, Style.PAPER: 4.0, Style.SLIP: 4.4}


@dataclass(frozen=True, slots=True)
class Stage:
    """One showing, ready to be drawn: the thing in its hand, its way, and the visitor behind it at x, y."""

    held: Held
    path: Path
    visitor: Sprite
    visitor_at: tuple[int, int]

    @property
    def origin(self) -> tuple[float, float]:
        """The centre of the code in the drawing."""
        left, top, right, bottom = self.held.code
        return (left + right) / 2, (top + bottom) / 2


def stage(prop: Prop, conditions: Conditions | None, size: tuple[int, int], rng: np.random.Generator) -> Stage:
    """Settle one showing for a frame of this width and height; what ``conditions`` leave open is drawn from ``rng``."""
    unit = size[1] / 720
    if conditions is None:
        conditions = Conditions.drawn(rng, prop.style, axial=prop.symbology not in _TURNABLE)
    code = code_image(prop.payload, prop.symbology)
    rows, columns = code.shape
    face = face_of(prop, (rows, columns))
    module = max(conditions.module, _FARTHEST[prop.style] * face.code_width / columns) * unit
    scale = columns * module / face.code_width  # frame pixels for a millimetre
    across, down = columns * module, rows * module
    aside_x, aside_y = (by * unit for by in conditions.aside)
    off_x = (face.code_left + face.code_width / 2 - face.width / 2) * scale
    # tall things are held by their code, cards by their middle
    off_y = (face.code_top + (face.code_height - face.height) / 2) * scale if prop.style is Style.CARD else -20 * unit
    rest = (
        _between(size[0] / 2 + aside_x + off_x, across / 2 * _SLACK + _MARGIN * unit, size[0]),
        _between(size[1] * 0.47 + aside_y + off_y, down / 2 * _SLACK + _MARGIN * unit, size[1]),
    )
    looks = Looks.drawn(rng)
    held = hold(prop, code, looks, module, (size[1] - rest[1] + 90 * unit) / across, rng)
    if conditions.glare > 0:
        glare(held, conditions.glare, rng)
    defocus(held, conditions.defocus * unit * held.module / module)
    beside = face.width * scale / 2 + abs(off_x) + 60 * unit
    above = face.code_top * scale + down / 2 + 50 * unit
    away = {
        Entry.BELOW: (aside_x * 0.6, size[1] - rest[1] + above),
        Entry.LEFT: (-rest[0] - beside, 150 * unit),
        Entry.RIGHT: (size[0] - rest[0] + beside, 150 * unit),
    }[conditions.entry]
    path = Path(rest, away, module / held.module, focal_length(unit), unit, conditions)
    middle = rest[0] - off_x + float(rng.uniform(-110, 110)) * unit
    return Stage(held, path, bust(rng, looks, unit), (round(middle - BUST / 2 * unit), round(84 * unit)))


def _between(wanted: float, room: float, size: int) -> float:
    """The place nearest to the wanted one that leaves ``room`` on both sides."""
    return float(np.clip(wanted, room, max(size - room, room)))
