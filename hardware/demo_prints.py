"""How phones, cards and papers of the demo look, around the place that is left for the code. Sizes in millimetres."""

from dataclasses import dataclass, replace
from textwrap import wrap

import numpy as np

from hardware.demo_paint import Canvas, Colour, box, colour, mixed, oval, shifted, smooth
from kiosk.cards.card import CardKind

_BRAND = colour("#0A4A5C")
_INK = colour("#26343B")
_GREY = colour("#9FB0B8")
_PALE = colour("#DCECF0")
_TITLES = {
    CardKind.CCCD: "CĂN CƯỚC CÔNG DÂN",
    CardKind.CAN_CUOC: "CĂN CƯỚC",
    CardKind.BHYT: "THẺ BẢO HIỂM Y TẾ",
    CardKind.INSURANCE_NUMBER: "THẺ BẢO HIỂM Y TẾ",
    CardKind.PERSONAL_QR: "Mã QR cá nhân",
    CardKind.KBYT: "Khai báo y tế",
    CardKind.CITIZEN_ID: "CĂN CƯỚC",
    CardKind.HEALTH_CERTIFICATE: "Hộ chiếu vắc-xin",
    CardKind.CITIZEN_CODE: "Mã QR cá nhân",
}


@dataclass(frozen=True, slots=True)
class Face:
    """The front of a thing: its size, where the code stands on it, how round its corners are."""

    width: float
    height: float
    code_left: float
    code_width: float
    widest: float  # what a code that is much wider than high may take
    corner: float
    code_top: float = 0.0
    code_height: float = 0.0

    def with_code(self, left: float, width: float, height: float, style: str) -> "Face":
        """Place a code of this size: where it stands on this style of thing, clear of the fingers."""
        wide = width > 1.5 * height
        top = {"phone": 36.0, "card": 24.0 if wide else 12.0, "paper": 38.0, "slip": 31.0}[style]
        if style == "card" and not wide:
            top = min(top, self.height - height - 8)
        return replace(self, code_left=left, code_width=width, code_top=top, code_height=height)


def draw_phone(canvas: Canvas, face: Face, kind: CardKind, holder: str, rng: np.random.Generator) -> None:
    """Draw a phone that shows an application's code screen."""
    width, height = face.width, face.height
    shell = colour(("#14191C", "#1D2430", "#2B2B2E", "#3A3F45")[int(rng.integers(4))])
    canvas.body(box(0, 0, width, height, face.corner + 2.5), shell, 1.6, relief=44)
    canvas.fill(box(2.4, 2.4, width - 4.8, height - 4.8, face.corner), colour("#FBFDFD"), below=colour("#F1F6F7"))
    theme = (_BRAND, colour("#1B5E8C"), colour("#9B2F35"), colour("#2D6A4F"))[int(rng.integers(4))]
    canvas.fill(_head(2.4, 2.4, width - 4.8, 25, face.corner), theme)
    canvas.fill(oval(width / 2, 6.4, 1.5, 1.5), colour("#06090B"))
    canvas.text("08:42", 8, 8, 3.4, colour("#EAF4F6"))
    for step in range(3):
        canvas.fill(box(width - 17 + 3.6 * step, 5.2, 2.6, 2.8, 0.6), colour("#EAF4F6"), opacity=0.55 + 0.2 * step)
    canvas.text(_TITLES.get(kind, "Mã của tôi"), 9, 19.6, 5.0, colour("#F4FAFB"))
    card = box(face.code_left - 1.4, face.code_top - 1.4, face.code_width + 2.8, face.code_height + 2.8, 2.5)
    canvas.fill(shifted(card, 0, 0.9), (120, 112, 104), blur=1.2, opacity=0.35)
    canvas.fill(card, colour("#FFFFFF"))
    foot = face.code_top + face.code_height + 9
    if holder:
        canvas.text(holder, (width - min(len(holder) * 2.1, 56)) / 2, foot + 1, 4.2, _INK)
    else:
        canvas.fill(box(width * 0.24, foot - 2, width * 0.52, 3.4, 1.7), _INK)
    canvas.fill(box(width * 0.3, foot + 5, width * 0.4, 2.4, 1.2), _GREY)
    canvas.fill(box(9, min(foot + 15, height - 20), width - 18, 9.5, 4.7), _PALE)


def draw_card(canvas: Canvas, face: Face, kind: CardKind, holder: str, rng: np.random.Generator) -> None:
    """Draw a plastic card: an identity card with a portrait, or a health insurance card."""
    insurance = kind in (CardKind.BHYT, CardKind.INSURANCE_NUMBER)
    citizen = kind in (CardKind.CCCD, CardKind.CAN_CUOC, CardKind.CITIZEN_ID)
    tint, deep, ink = _card_colours(kind)
    canvas.body(box(0, 0, face.width, face.height, face.corner), tint, 0.6, relief=16)
    _waves(canvas, face, mixed(tint, deep, 0.16), rng)
    canvas.fill(oval(9, 8.4, 4.2, 4.2), deep, blur=0.2, opacity=0.9)
    canvas.fill(oval(9, 8.4, 2.4, 2.4), mixed(tint, (90, 200, 240), 0.7), blur=0.2)
    canvas.text(_TITLES.get(kind, "THẺ"), 16, 10.2, 4.2, ink)
    if face.code_width > 1.5 * face.code_height:
        canvas.text(holder, 8, 21.0, 3.4, _INK)
        _lines(canvas, 42, 18.4, (26, 18), ink)
        return
    if citizen or rng.random() < 0.5:
        _portrait(canvas, 6, 17, 17, 22, rng)
        left = 26.5
    else:
        left = 7.0
    room = face.code_left - left - 3
    for number, line in enumerate(wrap(holder, max(round(room / 1.6), 8))):
        canvas.text(line, left, 21.5 + 4 * number, 2.9, _INK)
    _lines(canvas, left, 29, (room * 0.8, room * 0.55, room, room * 0.7), ink if insurance else _GREY)


def draw_paper(canvas: Canvas, face: Face, kind: CardKind, holder: str, rng: np.random.Generator) -> None:
    """Draw a printed slip: a heading, the code, a few lines."""
    sheet = mixed(colour("#F3F1EA"), colour("#E9EEF0"), float(rng.random()))
    canvas.body(box(0, 0, face.width, face.height, face.corner), sheet, 0.8, relief=10)
    band = (_BRAND, _INK, colour("#5B6E76"))[int(rng.integers(3))]
    canvas.fill(box(12, 12, 10, 10, 2), band)
    canvas.text(_TITLES.get(kind, "PHIẾU"), 26, 19.5, 6.0, band)
    _lines(canvas, 26, 24, (40, 28), _GREY)
    foot = face.code_top + face.code_height + 10
    canvas.text(holder, 21, foot, 5.0, _INK)
    _lines(canvas, 21, foot + 5, (60, 46, 54), _GREY)


def draw_slip(canvas: Canvas, face: Face, kind: CardKind, holder: str, _rng: np.random.Generator) -> None:
    """Draw what comes out of a receipt printer: black on white, torn off below."""
    canvas.body(box(0, 0, face.width, face.height, face.corner), colour("#F0EEEA"), 0.6, relief=10)
    for tooth in range(0, int(face.width), 4):
        canvas.fill(box(tooth + 1, face.height - 1, 2, 1.4, 0.3), _GREY, opacity=0.5)
    _lines(canvas, 20, 7, (40, 32), _INK)
    canvas.fill(box(6, 14.6, face.width - 12, 0.5, 0.1), _INK)
    canvas.text(_TITLES.get(kind, "PHIẾU").upper(), 18, 21.4, 4.6, _INK)
    canvas.text(holder, (face.width - min(len(holder) * 2.2, 60)) / 2, 28.2, 4.0, _INK)
    foot = face.code_top + face.code_height + 6
    canvas.fill(box(18, foot - 3, 44, 3.6, 0.6), _INK)
    _lines(canvas, 6, foot + 6, (52, 44, 58), _INK)


def _card_colours(kind: CardKind) -> tuple[Colour, Colour, Colour]:
    """Ground, emblem and writing."""
    if kind in (CardKind.BHYT, CardKind.INSURANCE_NUMBER):
        return colour("#DCE9F1"), colour("#1D6FA5"), colour("#1B5E8C")
    if kind in (CardKind.CAN_CUOC, CardKind.CITIZEN_ID):
        return colour("#DDE7CF"), colour("#B8433B"), colour("#9B2F35")
    if kind is CardKind.CCCD:
        return colour("#D3E6E4"), colour("#B8433B"), colour("#9B2F35")
    return colour("#E4E2EC"), colour("#6A5B93"), colour("#4C4470")


def _head(
    x: float, y: float, width: float, height: float, radius: float
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Outline a rectangle whose upper corners alone are round."""
    outline = box(x, y, width, height + radius, radius)
    outline[:, 1] = np.minimum(outline[:, 1], y + height)
    return outline


def _waves(canvas: Canvas, face: Face, ink: Colour, rng: np.random.Generator) -> None:
    """The fine wavy ground of a card that is hard to copy."""
    across = np.linspace(0.8, face.width - 0.8, 40)
    for number in range(9):
        middle = 5 + number * (face.height - 10) / 8
        wave = middle + 2.2 * np.sin(across / 9 + float(rng.random()) * 6)
        wave = np.clip(wave, 0.6, face.height - 1.2)
        band = np.concatenate([np.stack((across, wave), axis=1), np.stack((across, wave + 0.35), axis=1)[::-1]])
        canvas.fill(band, ink, opacity=0.8)


def _portrait(canvas: Canvas, x: float, y: float, width: float, height: float, rng: np.random.Generator) -> None:
    canvas.fill(box(x, y, width, height, 0.8), colour("#C6D6DC"), below=colour("#E6EDEF"))
    hair, skin = colour("#2B2622"), colour(("#D6A27E", "#C48E69", "#E3B596")[int(rng.integers(3))])
    middle = x + width / 2
    canvas.fill(oval(middle, y + height * 0.36, width * 0.25, height * 0.22), hair, blur=0.3)
    shoulders = smooth(
        (x + 0.8, y + height), (x + width * 0.16, y + height * 0.76), (middle, y + height * 0.62),
        (x + width * 0.84, y + height * 0.76), (x + width - 0.8, y + height),
    )  # fmt: skip
    shoulders[:, 1] = np.minimum(shoulders[:, 1], y + height)
    canvas.fill(shoulders, colour("#EEF1F2"), blur=0.3)
    canvas.fill(oval(middle, y + height * 0.44, width * 0.2, height * 0.21), skin, blur=0.3)


def _lines(canvas: Canvas, x: float, y: float, widths: tuple[float, ...], ink: Colour) -> None:
    """Print that is too small to read."""
    for number, width in enumerate(widths):
        canvas.fill(box(x, y + 3.6 * number, width, 1.3, 0.5), ink, blur=0.12, opacity=0.8)
