"""Pictures without a code that look as much like one as chance allows."""

from collections.abc import Callable

import cv2
import numpy as np

from tests.hardware.scenes import Image, Rng

WIDTH, HEIGHT = 960, 540


def _white_noise(rng: Rng) -> Image:
    return rng.integers(0, 256, (HEIGHT, WIDTH)).astype(np.uint8)


def _patches(rng: Rng) -> Image:
    side = int(rng.integers(3, 40))
    small = rng.integers(0, 256, (HEIGHT // side + 1, WIDTH // side + 1)).astype(np.uint8)
    return np.asarray(cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_NEAREST))


def _stripes(rng: Rng) -> Image:
    """Draw bars of random widths at a random angle in a light field: all that a bar code is, but its meaning."""
    angle = rng.choice([0, np.pi / 2, rng.uniform(0, np.pi)])
    ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH]
    place = (xs * np.cos(angle) + ys * np.sin(angle)).astype(int)
    widths = np.maximum(1, np.round(rng.uniform(1.5, 8) * rng.integers(1, 5, 4000))).astype(int)
    line = np.repeat(np.arange(4000) % 2 * 255, widths)
    bars = line[(place - place.min()) % len(line)]
    top, left = int(rng.integers(20, 200)), int(rng.integers(20, 300))
    page = np.full((HEIGHT, WIDTH), 230)
    part = slice(top, top + int(rng.integers(60, 300))), slice(left, left + int(rng.integers(150, 600)))
    page[part] = bars[part]
    return page.astype(np.uint8)


def _print(rng: Rng) -> Image:
    page = np.full((HEIGHT, WIDTH), 240, np.uint8)
    letters = list("ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789|lI1")
    for y in range(20, HEIGHT, int(rng.integers(18, 40))):
        cv2.putText(page, "".join(rng.choice(letters, 70)), (5, y), 0, float(rng.uniform(0.4, 1)), 20, 2)
    return page


def _squares(rng: Rng) -> Image:
    side, count = int(rng.integers(3, 12)), int(rng.integers(10, 40))
    square = np.kron(rng.integers(0, 2, (count, count)) * 255, np.ones((side, side), int))
    page = np.full((HEIGHT, WIDTH), 235)
    square = square[: HEIGHT - 60, : WIDTH - 60]
    page[30 : 30 + square.shape[0], 30 : 30 + square.shape[1]] = square
    return page.astype(np.uint8)


def _grating(rng: Rng) -> Image:
    ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH]
    pace, angle = rng.uniform(0.05, 0.9), rng.uniform(0, np.pi)
    wave = np.sin(pace * (xs * np.cos(angle) + ys * np.sin(angle)))
    return np.asarray(127 + 120 * np.sign(wave), np.uint8)


KINDS: dict[str, Callable[[Rng], Image]] = {
    "white noise": _white_noise,
    "patches": _patches,
    "stripes": _stripes,
    "print": _print,
    "squares": _squares,
    "grating": _grating,
}


def texture(kind: str, rng: Rng) -> Image:
    """Draw a texture, with some noise and sometimes some blur; grey."""
    page = KINDS[kind](rng)
    page = np.clip(page + rng.normal(0, rng.uniform(0, 15), page.shape), 0, 255).astype(np.uint8)
    return cv2.GaussianBlur(page, (0, 0), rng.uniform(0.5, 1.5)) if rng.random() < 0.5 else page
