"""How much a frame deserves."""

import cv2
import numpy as np
import pytest

from hardware.decoding.attention import Attention, Effort
from kiosk.scans import Symbology
from tests.hardware.scenes import CITIZEN, Held, Image, Rng, doorway, drawn, held_up, noise

RATE = 15.0


def settled(background: Image, rng: Rng, sigma: float, frames: int = 60) -> Attention:
    attention = Attention()
    for number in range(frames):
        attention.of(noise(sigma)(background, rng), number / RATE)
    return attention


@pytest.mark.parametrize("sigma", [0.1, 3, 8, 15, 25])
def test_sensor_noise_is_nothing_new(sigma: float) -> None:
    rng = np.random.default_rng(1)
    background = doorway(rng)
    attention = settled(background, rng, sigma)
    efforts = {attention.of(noise(sigma)(background, rng), (60 + n) / RATE).effort for n in range(40)}
    assert efforts == {Effort.CALM}


@pytest.mark.parametrize("sigma", [3, 8, 15])
@pytest.mark.parametrize("size", [120, 300, 600])
def test_a_code_is_noticed_in_the_first_frame(sigma: float, size: float) -> None:
    rng = np.random.default_rng(2)
    background = doorway(rng)
    attention = settled(background, rng, sigma)
    held = held_up(drawn(Symbology.QR, CITIZEN), background, rng, Held(size))
    notice = attention.of(noise(sigma)(held, rng), 60 / RATE)
    assert notice.effort is Effort.HELD
    assert notice.box is not None


def test_the_box_is_around_what_is_held_up() -> None:
    rng = np.random.default_rng(3)
    background = np.full((720, 1280), 120, np.uint8)
    attention = settled(background, rng, 3)
    background[200:500, 600:900] = cv2.resize(drawn(Symbology.QR, CITIZEN), (300, 300))
    box = attention.of(noise(3)(background, rng), 60 / RATE).box
    assert box is not None
    assert 0.42 < box.left < 0.52
    assert 0.65 < box.right < 0.74
    assert 0.20 < box.top < 0.35
    assert 0.62 < box.bottom < 0.75


def test_the_lights_being_switched_down_is_nothing_new() -> None:
    rng = np.random.default_rng(4)
    background = doorway(rng)
    attention = settled(background, rng, 3)
    dimmer = (background.astype(int) - 25).clip(0).astype(np.uint8)
    attention.of(noise(3)(dimmer, rng), 60 / RATE)
    efforts = [attention.of(noise(3)(dimmer, rng), (61 + n) / RATE).effort for n in range(30)]
    assert efforts[-1] is Effort.CALM


def test_what_is_left_standing_becomes_background() -> None:
    rng = np.random.default_rng(5)
    background = doorway(rng)
    attention = settled(background, rng, 3)
    held = held_up(drawn(Symbology.QR, CITIZEN), background, rng, Held(300))
    efforts = [attention.of(noise(3)(held, rng), 4 + n * 0.5).effort for n in range(300)]
    assert efforts[0] is Effort.HELD
    assert efforts[-1] is Effort.CALM
