"""Advice for a code that is held up and cannot be read, and for nothing else."""

from collections.abc import Callable
from itertools import pairwise

import cv2
import numpy as np
import pytest

from hardware.decoding.advice import judged
from hardware.decoding.attention import Box
from hardware.decoding.decoder import Decoder
from hardware.frames import Frame
from kiosk.scans import Finding, Symbology
from tests.hardware.scenes import CITIZEN, INSURED, Held, Image, Rng, colour, defocus, doorway, drawn, held_up, noise

RATE = 10.0


def findings(draw: Callable[[int], Image], frames: int, rng: Rng, before: int = 20) -> list[tuple[float, Finding]]:
    """Show what ``draw`` draws for each frame, after ``before`` frames of its frame -1; return time and finding."""
    decoder = Decoder()
    for number in range(before):
        decoder.look(Frame(colour(noise(4)(draw(-1), rng)), number / RATE, number))
    said = []
    for number in range(frames):
        look = decoder.look(Frame(colour(noise(4)(draw(number), rng)), (before + number) / RATE, before + number))
        if look.finding is not None:
            said.append((number / RATE, look.finding))
    return said


def held_still(held: Image, background: Image) -> Callable[[int], Image]:
    return lambda number: background if number < 0 else held


def test_an_empty_doorway_earns_no_advice() -> None:
    rng = np.random.default_rng(1)
    background = doorway(rng)
    assert findings(lambda _: background, 150, rng) == []


def test_people_walking_by_earn_no_advice() -> None:
    rng = np.random.default_rng(2)
    background = doorway(rng)
    person = np.kron(rng.integers(20, 235, (30, 12)), np.ones((20, 20), int)).astype(np.uint8)

    def walking(number: int) -> Image:
        picture = background.copy()
        if number >= 0:
            left = 30 + number * 37 % 1000
            picture[110:710, left : left + 240] = person
        return picture

    assert findings(walking, 150, rng) == []


def test_a_code_that_is_read_earns_no_advice() -> None:
    rng = np.random.default_rng(3)
    background = doorway(rng)
    held = held_up(drawn(Symbology.QR, CITIZEN), background, rng, Held(300))
    assert findings(held_still(held, background), 130, rng) == []


@pytest.mark.parametrize("seed", [4, 5, 6])
def test_a_blurred_code_earns_advice_after_two_seconds_once_a_second(seed: int) -> None:
    rng = np.random.default_rng(seed)
    background = doorway(rng)
    held = defocus(2.8)(held_up(drawn(Symbology.QR, INSURED), background, rng, Held(330)), rng)
    said = findings(held_still(held, background), 60, rng)
    assert said
    assert {finding for _, finding in said} == {Finding.BLUR}
    assert said[0][0] >= 2.0
    times = [at for at, _ in said]
    assert all(later - earlier >= 1.0 - 1e-6 for earlier, later in pairwise(times))


def test_a_poster_that_is_read_all_the_while_keeps_nobody_from_advice() -> None:
    rng = np.random.default_rng(10)
    background = doorway(rng)
    background[:300, :300] = held_up(drawn(Symbology.QR, "poster"), background[:300, :300], rng, Held(180))
    held = background.copy()
    blurred = cv2.GaussianBlur(drawn(Symbology.QR, INSURED), (0, 0), 5.5)
    held[:, 400:] = held_up(blurred, background[:, 400:], rng, Held(330))
    said = findings(held_still(held, background), 50, rng, before=100)
    assert {finding for _, finding in said} == {Finding.BLUR}


def test_something_without_a_code_earns_advice_after_eight_seconds() -> None:
    rng = np.random.default_rng(7)
    background = doorway(rng)
    held = background.copy()
    held[200:520, 400:900] = 235
    for row in range(230, 510, 40):
        cv2.putText(held, "GIAY HEN KHAM BENH so 12", (420, row), 0, 1.0, 30.0, 2)
    said = findings(held_still(held, background), 100, rng)
    assert {finding for _, finding in said} == {Finding.NO_CODE}
    assert said[0][0] >= 8.0


MIDDLE = Box(0.4, 0.3, 0.6, 0.7)


@pytest.mark.parametrize(
    ("brightness", "box", "size", "finding"),
    [
        ((10, 60), MIDDLE, 250, Finding.DARK),
        ((40, 255), MIDDLE, 250, Finding.GLARE),
        ((40, 200), Box(0.05, 0.05, 0.95, 0.95), 900, Finding.NEAR),
        ((40, 200), Box(0.7, 0.3, 1.0, 0.7), 250, Finding.CUT),
        ((40, 200), MIDDLE, 70, Finding.FAR),
        ((40, 200), MIDDLE, 250, Finding.BLUR),
    ],
)
def test_what_is_wrong(brightness: tuple[int, int], box: Box, size: float, finding: Finding) -> None:
    part = np.random.default_rng(1).choice(np.array(brightness, np.uint8), (300, 300))
    assert judged(part, box, size) is finding


def test_bars_that_are_too_blurred_to_read_earn_advice() -> None:
    rng = np.random.default_rng(9)
    background = doorway(rng)
    held = defocus(2.6)(held_up(drawn(Symbology.CODE_128, "DN4010000000001"), background, rng, Held(420, 5)), rng)
    said = findings(held_still(held, background), 60, rng)
    assert {finding for _, finding in said} == {Finding.BLUR}
