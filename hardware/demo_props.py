"""What the demo's visitors hold up: a phone, a card or a sheet of paper with a code on it, drawn in millimetres."""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from hardware.demo_hand import Hand, Looks
from hardware.demo_paint import Canvas, Pixels, box
from hardware.demo_prints import Face, draw_card, draw_paper, draw_phone, draw_slip
from kiosk.cards.card import CardKind
from kiosk.scans import Symbology


class Style(StrEnum):
    """What carries the code."""

    PHONE = "phone"
    CARD = "card"
    PAPER = "paper"
    SLIP = "slip"  # what a receipt printer gives out


@dataclass(frozen=True, slots=True)
class Prop:
    """Something with a code on it. ``holder`` is the name printed beside the code, if any."""

    payload: bytes
    symbology: Symbology
    style: Style
    kind: CardKind
    holder: str = ""

    @property
    def text(self) -> str:
        """The payload as it should be read."""
        return self.payload.decode()

    def __repr__(self) -> str:
        return f"Prop({self.kind} as {self.symbology} on {self.style}, {len(self.payload)} bytes)"


@dataclass(frozen=True, slots=True)
class Held:
    """A prop in a hand, drawn flat. ``pixels`` is height x width x 4 as on a Canvas.

    ``code`` is the code with its quiet zone and ``thing`` the phone, card or paper: left, top, right, bottom in
    pixels. ``module`` is the size of the code's module in pixels.
    """

    pixels: Pixels
    code: tuple[int, int, int, int]
    thing: tuple[int, int, int, int]
    module: int


_FACES = {
    Style.PHONE: Face(72, 152, 7, 58, 60, 7.5),
    Style.CARD: Face(85.6, 54, 52.5, 29, 70, 3.2),
    Style.PAPER: Face(105, 148, 21, 63, 84, 1.0),
    Style.SLIP: Face(80, 138, 8, 64, 68, 0.4),
}
_DRAW = {Style.PHONE: draw_phone, Style.CARD: draw_card, Style.PAPER: draw_paper, Style.SLIP: draw_slip}


def face_of(prop: Prop, modules: tuple[int, int]) -> Face:
    """How the thing is laid out for a code of this many modules (height, width, quiet zone included)."""
    face = _FACES[prop.style]
    down, across = modules
    wide = across > 1.5 * down
    if wide:
        return face.with_code((face.width - face.widest) / 2, face.widest, face.widest * down / across, prop.style)
    side = 33.0 if prop.style is Style.CARD and prop.kind is CardKind.BHYT else face.code_width
    left = face.width - side - 4 if prop.style is Style.CARD else (face.width - side) / 2
    return face.with_code(left, side, side * down / across, prop.style)


def hold(prop: Prop, code: Pixels, looks: Looks, module: float, reach: float, rng: np.random.Generator) -> Held:
    """Draw a prop in somebody's hand.

    ``code`` is its code, one pixel a module, ``module`` the size in pixels that a module shall have at least;
    ``reach`` is how far below the code's centre, in multiples of the code's width, the arm must go on. Which hand
    it is, and details of the print, are drawn from ``rng``.
    """
    face = face_of(prop, (code.shape[0], code.shape[1]))
    pixels_a_module = max(math.ceil(module), 3)
    scale = code.shape[1] * pixels_a_module / face.code_width
    side, below = 34.0, face.code_top + face.code_height / 2 + reach * face.code_width
    size, origin = (face.width + 2 * side, max(below, face.height) + 14), (-side, -8.0)
    canvas, hand_canvas, finger_canvas = (Canvas(*size, s, origin) for s in (scale, min(scale, 3.0), min(scale, 3.0)))
    hand = Hand(looks, face.width / 2, left=bool(rng.random() < 0.5))
    phone = prop.style is Style.PHONE
    if phone:
        hand.behind_phone(hand_canvas, face.width, face.height, below + 14)
        hand.before_phone(finger_canvas, face.width, face.height)
    else:
        hand.behind_sheet(hand_canvas, face.width, face.height, below + 14)
        hand.before_sheet(finger_canvas, face.width, face.height)
    hand_canvas.fill(box(1.0, 2.6, face.width, face.height, face.corner), (26, 18, 12), blur=3.0, opacity=0.45)
    canvas.overlay(hand_canvas)
    _DRAW[prop.style](canvas, face, prop.kind, prop.holder, rng)
    canvas.paste(_printed(code, pixels_a_module, emits=phone), face.code_left, face.code_top)
    canvas.overlay(finger_canvas)
    left, top = canvas.at(face.code_left, face.code_top)
    code_box = (left, top, left + code.shape[1] * pixels_a_module, top + code.shape[0] * pixels_a_module)
    thing = (*canvas.at(0, 0), *canvas.at(face.width, face.height))
    return Held(canvas.pixels, code_box, thing, pixels_a_module)


def _printed(code: Pixels, pixels_a_module: int, *, emits: bool) -> Pixels:
    """Enlarge a code; a screen is brighter and bluer than ink on plastic."""
    large = np.kron(code, np.ones((pixels_a_module, pixels_a_module), np.uint8))
    dark, light = (np.array((18, 14, 12)), np.array((252, 250, 247))) if emits else ((44, 40, 40), (232, 236, 238))
    return np.where(large[..., None] > 0, light, dark).astype(np.uint8)
