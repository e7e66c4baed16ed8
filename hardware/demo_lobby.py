"""The room behind the demo's door: a hospital lobby out of focus, and the people who cross it."""

from dataclasses import dataclass

import cv2
import numpy as np
from cv2.typing import MatLike

from hardware.demo_hand import SHIRTS, SKINS, Looks
from hardware.demo_paint import Canvas, Colour, Pixels, Sprite, box, colour, mixed, oval, smooth

WIDTH, HEIGHT = 1280, 720  # what the room is drawn in; other sizes are this, enlarged
_BRAND = colour("#0A4A5C")
_HAIR = tuple(colour(code) for code in ("#1F1B19", "#2B2622", "#3A2F28", "#8D8F8F"))
_TROUSERS = tuple(colour(code) for code in ("#2F3840", "#3B4550", "#41403E", "#24344A"))
_FLOOR = 436.0  # where the far wall meets the floor
BUST = 640  # how large a visitor is drawn before the scale is applied
_EYES = 262.0  # the camera stands at eye level: everybody's head is about here, however far away
_SHADOW = 26.0  # room below a walker's feet
_COARSE = 0.5  # everything here is out of focus: drawn small and enlarged, it looks the same in a quarter of the time
_AIR = colour("#AEB6B4")  # what far people fade into
_WAY = 5.0  # widths of the picture from one passage to the next: mostly nobody is to be seen
_WHITE = colour("#FFFEF8")


@dataclass(frozen=True, slots=True)
class Walker:
    """Somebody who crosses the lobby: ``speed`` in pixels a second, ``start`` where they are at time 0."""

    sprite: Sprite
    start: float
    speed: float
    foot: float
    span: float

    def place(self, seconds: float) -> tuple[int, int]:
        """Where the sprite's top left corner is after this long; they come round again."""
        x = (self.start + self.speed * seconds) % self.span
        sway = 1.6 * np.sin(seconds * abs(self.speed) * 0.12 + self.start)
        height, width = self.sprite.ink.shape[:2]
        return round(x - width), round(self.foot - height + sway)


def room(rng: np.random.Generator) -> Pixels:
    """Draw the empty lobby: HEIGHT x WIDTH x 3. Daylight, plants and waiting people differ by seed."""
    canvas = Canvas(WIDTH, HEIGHT, _COARSE)
    warm = float(rng.random())
    _shell(canvas, warm)
    canvas.soften(7)
    _windows(canvas, warm)
    _entrance(canvas)
    canvas.soften(4.5)
    _floor(canvas, warm)
    canvas.soften(5)
    _staff(canvas, rng)
    _desk(canvas)
    _seats(canvas)
    _waiting(canvas, rng)
    _plants(canvas, rng)
    canvas.soften(4.2)
    return _developed(cv2.resize(canvas.pixels[..., :3], (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC))


def walkers(rng: np.random.Generator, scale: float) -> tuple[Walker, ...]:
    """Two people who walk by in the background now and then, pale and far out of focus."""
    crowd = []
    shirts = rng.permutation(len(SHIRTS))
    for number, foot in enumerate((498.0, 516.0)):
        tall = (foot - _EYES) * float(rng.uniform(0.94, 1.02))
        speed = float(rng.uniform(0.3, 0.4)) * tall * (1 if rng.random() < 0.5 else -1)
        way = _WAY * WIDTH * scale
        start = float(0.4 + 0.25 * number + rng.uniform(0, 0.2)) * way  # not to be seen at first
        sprite = _figure(rng, tall, SHIRTS[int(shirts[number])], scale)
        crowd.append(Walker(sprite, start, speed * scale, (foot + _SHADOW) * scale, way))
    return tuple(crowd)


def bust(rng: np.random.Generator, looks: Looks, scale: float) -> Sprite:
    """The visitor at the door, head and shoulders, mask on, out of focus: 640 x 640 before scaling."""
    canvas = Canvas(640, 640, _COARSE / 2)
    skin, shirt = looks.skin, looks.shirt
    hair = _HAIR[int(rng.integers(len(_HAIR)))]
    if rng.random() < 0.45:
        canvas.fill(oval(320, 210, 116, 150), hair)
        canvas.fill(box(206, 200, 228, 190, 80), hair)
    canvas.body(
        smooth(
            (60, 650), (84, 500), (170, 424), (262, 384), (378, 384), (470, 424), (556, 500), (580, 650), (320, 700),
        ),
        shirt, 40,
    )  # fmt: skip
    canvas.body(box(272, 310, 96, 110, 44), mixed(skin, (40, 40, 60), 0.2), 20)
    canvas.body(oval(320, 222, 98, 130), skin, 34)
    canvas.fill(
        smooth(
            (218, 226), (212, 150), (250, 84), (320, 66), (390, 84), (428, 150), (422, 226),
            (398, 158), (320, 128), (242, 158),
        ),
        hair,
    )  # fmt: skip
    canvas.fill(oval(281, 214, 12, 6), mixed(hair, skin, 0.45))
    canvas.fill(oval(359, 214, 12, 6), mixed(hair, skin, 0.45))
    canvas.body(box(236, 240, 168, 104, 44), colour("#DCE9F0"), 24)
    canvas.soften(9)
    return canvas.sprite(enlarged=2 * scale / _COARSE)


def _figure(rng: np.random.Generator, tall: float, shirt: Colour, scale: float) -> Sprite:
    wide = tall * 0.30
    canvas = Canvas(wide * 2.2, tall * 1.06 + _SHADOW, _COARSE)
    _person(canvas, wide * 1.1, tall * 1.06, tall, shirt, rng, haze=0.5)
    canvas.soften(8)
    return canvas.sprite(enlarged=scale / _COARSE)


def _person(
    canvas: Canvas,
    x: float,
    foot: float,
    tall: float,
    shirt: Colour,
    rng: np.random.Generator,
    haze: float = 0.0,
) -> None:
    wide, hip = tall * 0.27, foot - tall * 0.47
    skin, hair, trousers = SKINS[int(rng.integers(4))], _one(rng, _HAIR), _one(rng, _TROUSERS)
    skin, hair, trousers, shirt = (mixed(ink, _AIR, haze) for ink in (skin, hair, trousers, shirt))
    canvas.fill(oval(x, foot, wide * 0.7, tall * 0.02), (70, 76, 76), blur=4, opacity=0.5)
    for side in (-1, 1):
        canvas.body(box(x - wide * 0.2 + side * wide * 0.17, hip, wide * 0.4, foot - hip, 8), trousers, 5)
        canvas.body(box(x - wide * 0.1 + side * wide * 0.44, hip - tall * 0.33, wide * 0.2, tall * 0.36, 8), shirt, 5)
    canvas.body(box(x - wide * 0.42, hip - tall * 0.36, wide * 0.84, tall * 0.4, wide * 0.26), shirt, 8)
    canvas.fill(box(x - wide * 0.11, hip - tall * 0.41, wide * 0.22, tall * 0.08), mixed(skin, (30, 30, 40), 0.15))
    canvas.fill(oval(x, hip - tall * 0.465, wide * 0.24, tall * 0.072), hair)
    canvas.fill(oval(x, hip - tall * 0.445, wide * 0.21, tall * 0.058), skin)


def _one(rng: np.random.Generator, inks: tuple[Colour, ...]) -> Colour:
    return inks[int(rng.integers(len(inks)))]


def _shell(canvas: Canvas, warm: float) -> None:
    far, near = mixed(colour("#D4DAD8"), colour("#DEDBD0"), warm), colour("#B3BDBD")
    canvas.fill(box(0, 0, WIDTH, HEIGHT), near)
    canvas.fill(box(300, 60, 640, 400), far, blur=70)
    canvas.fill(np.array(((0.0, 0.0), (1280, 0), (1280, 124), (800, 186), (470, 186), (0, 98))), colour("#C6CECD"))
    for x, y, width, height in (
        (108, 28, 264, 26), (508, 28, 296, 27), (928, 28, 264, 26), (328, 102, 156, 18), (556, 102, 174, 18),
        (798, 102, 156, 18), (470, 152, 74, 10), (584, 152, 82, 10), (704, 152, 76, 10),
    ):  # fmt: skip
        canvas.fill(box(x - 10, y - 8, width + 20, height + 16, 8), _WHITE, blur=14, opacity=0.6)
        canvas.fill(box(x, y, width, height, 3), _WHITE)


def _windows(canvas: Canvas, warm: float) -> None:
    sky = mixed(colour("#F4FAFF"), colour("#FFF8EA"), warm)
    for x in (904.0, 1000.0, 1098.0, 1200.0):
        top, foot, wide = 198 - (x - 904) * 0.17, 432 + (x - 904) * 0.16, 84 + (x - 904) * 0.05
        canvas.fill(box(x, top, wide, foot - top), sky, below=colour("#C3D4BE"))
        canvas.fill(box(x, foot - 74, wide, 56, 20), colour("#9DB894"), blur=12, opacity=0.7)
        canvas.fill(box(x + wide * 0.48, top, 3, foot - top), colour("#B4BEBE"))


def _entrance(canvas: Canvas) -> None:
    canvas.fill(box(484, 202, 304, 238), colour("#BFCAC8"))
    for x in (504.0, 644.0):
        canvas.fill(box(x, 220, 124, 216), colour("#EDF4F2"), below=colour("#D5E0DC"))
        canvas.fill(box(x + 10, 330, 104, 5), colour("#8FB4BE"), opacity=0.7)
    canvas.fill(box(560, 178, 150, 20, 4), _BRAND)
    canvas.fill(box(580, 184, 96, 7, 3), colour("#E8F2F4"))


def _floor(canvas: Canvas, warm: float) -> None:
    near = mixed(colour("#868B88"), colour("#8E897E"), warm)
    canvas.fill(box(0, _FLOOR, WIDTH, HEIGHT - _FLOOR), colour("#B9BAB2"), below=near)
    bright = colour("#E9EEE8")
    canvas.fill(np.array(((895.0, 450), (1290, 450), (1400, 720), (850, 720))), bright, blur=22, opacity=0.6)
    canvas.fill(np.array(((500.0, 442), (772, 442), (820, 720), (440, 720))), bright, blur=24, opacity=0.28)
    for reach in (0.10, 0.26, 0.52, 0.90):
        canvas.fill(box(0, _FLOOR + reach * 284, WIDTH, 1.5 + 3 * reach), colour("#8D928E"), opacity=0.35)
    canvas.fill(box(0, _FLOOR - 5, WIDTH, 9), colour("#8C9593"), blur=2, opacity=0.7)


def _staff(canvas: Canvas, rng: np.random.Generator) -> None:
    for x in (118.0, 300.0):
        white = mixed(colour("#EEF3F4"), colour("#CFE0E8"), float(rng.random()))
        _person(canvas, x + float(rng.uniform(-14, 14)), 480, 238, white, rng)


def _desk(canvas: Canvas) -> None:
    canvas.fill(box(72, 134, 296, 62, 7), colour("#0F5568"), below=_BRAND)
    canvas.fill(box(98, 152, 184, 15, 6), colour("#EAF4F6"))
    canvas.fill(box(98, 176, 122, 9, 4), colour("#A9C9D0"))
    canvas.fill(box(30, 476, 400, 26, 10), (60, 66, 66), blur=10, opacity=0.5)
    canvas.body(box(40, 330, 380, 152, 10), colour("#10586B"), 16, relief=18)
    canvas.fill(box(40, 400, 380, 4), colour("#2C7C90"), opacity=0.6)
    canvas.body(box(24, 313, 412, 32, 8), colour("#EFECE4"), 8, relief=14)
    canvas.fill(box(150, 282, 64, 44, 4), colour("#20303A"))
    canvas.fill(box(372, 286, 34, 28, 10), colour("#6F9A68"))


def _seats(canvas: Canvas) -> None:
    for number in range(4):
        x = 500 + 62 * number
        canvas.body(box(x, 430, 52, 40, 8), colour("#3C7F90"), 6, relief=18)
        canvas.body(box(x, 462, 52, 14, 5), colour("#2C6676"), 4, relief=18)
        canvas.fill(box(x + 6, 476, 4, 22), colour("#6D7779"))


def _waiting(canvas: Canvas, rng: np.random.Generator) -> None:
    """Two or three people who stand about, farther back than the desk."""
    shirts = rng.permutation(len(SHIRTS))
    for number in range(2 + int(rng.integers(2))):
        foot = float(rng.uniform(500, 520))
        x = (560.0, 705.0, 960.0)[number] + float(rng.uniform(-36, 36))
        _person(canvas, x, foot, (foot - _EYES) * float(rng.uniform(0.92, 1.0)), SHIRTS[int(shirts[number])], rng, 0.12)


def _plants(canvas: Canvas, rng: np.random.Generator) -> None:
    for x, foot, size in ((842.0 + float(rng.uniform(-16, 16)), 470.0, 1.0), (1252.0, 560.0, 1.7)):
        canvas.fill(oval(x, foot + 2, 48 * size, 9 * size), (60, 66, 66), blur=8, opacity=0.5)
        canvas.body(box(x - 30 * size, foot - 62 * size, 60 * size, 64 * size, 9), colour("#D9D5CB"), 10, relief=20)
        for _ in range(11):
            lean, high = float(rng.uniform(-46, 46)), float(rng.uniform(70, 150))
            leaf = smooth(
                (x, foot - 56 * size), (x + (lean * 0.4 - 13) * size, foot - high * 0.7 * size),
                (x + lean * size, foot - high * size), (x + (lean * 0.4 + 13) * size, foot - high * 0.6 * size),
            )  # fmt: skip
            green = mixed(colour("#3F6E43"), colour("#7FA36A"), float(rng.random()))
            canvas.body(leaf, green, 5, relief=18)


def _developed(picture: MatLike) -> Pixels:
    """Darken the corners, as a cheap lens does."""
    y, x = np.mgrid[-1 : 1 : HEIGHT * 1j, -1 : 1 : WIDTH * 1j].astype(np.float32)
    vignette = 1 - 0.34 * np.clip((x**2 * 0.8 + y**2 * 0.7) - 0.25, 0, None)
    return np.clip(cv2.multiply(picture.astype(np.float32), cv2.merge([vignette] * 3)), 0, 255).astype(np.uint8)
