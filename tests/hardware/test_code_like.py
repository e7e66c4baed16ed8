"""What looks like a code though it cannot be read."""

import cv2
import numpy as np
import pytest

from hardware.decoding.code_like import code_size
from kiosk.scans import Symbology
from tests.hardware.scenes import PAYLOADS, Held, Image, Rng, doorway, drawn, held_up, noise


def scene(symbology: Symbology, size: float, blur: float, rng: Rng) -> Image:
    code = drawn(symbology, PAYLOADS[symbology], 8)
    if blur:
        code = cv2.GaussianBlur(code, (0, 0), blur * code.shape[1] / size)  # pixels of the frame
    return noise(4)(held_up(code, np.full((500, 700), 120, np.uint8), rng, Held(size, 12)), rng)


@pytest.mark.parametrize("blur", [0, 1.5, 2.5])
@pytest.mark.parametrize("symbology", [Symbology.QR, Symbology.DATA_MATRIX, Symbology.AZTEC])
def test_codes_sharp_and_blurred(symbology: Symbology, blur: float) -> None:
    for seed in range(5):
        size = code_size(scene(symbology, 330, blur, np.random.default_rng(seed)))
        assert size is not None
        assert 180 < size < 340


def test_a_code_too_far_away() -> None:
    found = [code_size(scene(Symbology.QR, 105, 0, np.random.default_rng(seed))) for seed in range(10)]
    assert len([size for size in found if size is not None and size < 120]) >= 7


def test_bars() -> None:
    size = code_size(scene(Symbology.CODE_128, 330, 0, np.random.default_rng(1)))
    assert size is not None
    assert 250 < size < 420


def test_what_is_no_code() -> None:
    for seed in range(10):
        rng = np.random.default_rng(seed)
        assert code_size(noise(6)(doorway(rng, 700, 500), rng)) is None
        form = np.full((500, 700), 235, np.uint8)
        for y in range(40, 480, 32):
            cv2.putText(form, "Ho va ten: NGUYEN VAN THU 0900000001", (20, y), 0, 0.8, 30.0, 2)
        assert code_size(noise(4)(form, rng)) is None
