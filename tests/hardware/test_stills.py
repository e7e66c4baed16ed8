"""All codes in one picture: every symbology, spoilt in every way, byte for byte, and nothing where there is none."""

import cv2
import numpy as np
import pytest

from hardware.decoding.reads import Read
from hardware.decoding.stills import StillDecoder
from hardware.frames import Pixels
from kiosk.scans import Symbology
from tests.hardware.scenes import CITIZEN, INSURED, PAYLOADS, SPOILS, Held, colour, doorway, drawn, held_up, noise
from tests.hardware.textures import KINDS, texture


@pytest.fixture(scope="module")
def decoder() -> StillDecoder:
    return StillDecoder()


def scene(symbology: Symbology, held: Held, spoil: str = "clean", seed: int = 1) -> Pixels:
    rng = np.random.default_rng(seed)
    code = drawn(symbology, PAYLOADS[symbology])
    return colour(SPOILS[spoil](held_up(code, doorway(rng), rng, held), rng))


def texts(reads: list[Read]) -> list[tuple[Symbology, str]]:
    return [(read.symbology, read.text) for read in reads]


@pytest.mark.parametrize("angle", [0, 22, 45, 90, 197])
@pytest.mark.parametrize("symbology", PAYLOADS)
def test_every_symbology_at_every_angle(decoder: StillDecoder, symbology: Symbology, angle: float) -> None:
    found = decoder.read(scene(symbology, Held(460, angle)))
    assert texts(found) == [(symbology, PAYLOADS[symbology])]


@pytest.mark.parametrize("spoil", SPOILS)
@pytest.mark.parametrize("symbology", [Symbology.QR, Symbology.DATA_MATRIX, Symbology.CODE_128, Symbology.EAN_13])
def test_spoilt_pictures(decoder: StillDecoder, symbology: Symbology, spoil: str) -> None:
    found = decoder.read(scene(symbology, Held(500, 8), spoil, seed=2))
    assert texts(found) == [(symbology, PAYLOADS[symbology])]


def test_perspective_and_small(decoder: StillDecoder) -> None:
    assert texts(decoder.read(scene(Symbology.QR, Held(300, 15, 0.2)))) == [(Symbology.QR, CITIZEN)]
    assert texts(decoder.read(scene(Symbology.QR, Held(150)))) == [(Symbology.QR, CITIZEN)]


def test_several_codes_in_one_picture(decoder: StillDecoder) -> None:
    rng = np.random.default_rng(3)
    page = doorway(rng)
    wanted = [Symbology.QR, Symbology.DATA_MATRIX, Symbology.CODE_128, Symbology.PDF417]
    for place, symbology in enumerate(wanted):
        top, left = place // 2 * 360, place % 2 * 640
        quarter = page[top : top + 360, left : left + 640]
        page[top : top + 360, left : left + 640] = held_up(
            drawn(symbology, PAYLOADS[symbology]), quarter, rng, Held(300)
        )
    found = decoder.read(colour(noise(3)(page, rng)))
    assert set(texts(found)) == {(symbology, PAYLOADS[symbology]) for symbology in wanted}


@pytest.mark.parametrize("payload", [CITIZEN, INSURED, "Nguyễn Văn Thử", "Đỗ Thị Ễnh Ương"])
def test_vietnamese_without_a_marker(decoder: StillDecoder, payload: str) -> None:
    (read,) = decoder.read(colour(drawn(Symbology.QR, payload, 4)))
    assert (read.text, read.raw) == (payload, payload.encode())


def test_binary_comes_out_as_it_was_printed(decoder: StillDecoder) -> None:
    raw = bytes(range(256))
    (read,) = decoder.read(colour(drawn(Symbology.QR, raw, 4)))
    assert (read.raw, read.text) == (raw, raw.decode("latin-1"))


def test_a_picture_cut_at_the_very_edge_of_the_code(decoder: StillDecoder) -> None:
    bare = drawn(Symbology.QR, CITIZEN, 1)[4:-4, 4:-4]
    (read,) = decoder.read(colour(bare))
    assert read.text == CITIZEN
    assert all(-1 <= x <= bare.shape[1] + 1 and -1 <= y <= bare.shape[0] + 1 for x, y in read.corners)


def test_corners_lie_on_the_code(decoder: StillDecoder) -> None:
    canvas = np.full((720, 1280), 120, np.uint8)
    code = cv2.resize(drawn(Symbology.CODE_128, "DN4010000000001", 2), (400, 160))
    canvas[200:360, 300:700] = code
    for read in decoder.read(colour(canvas)):
        assert all(290 <= x <= 710 and 190 <= y <= 370 for x, y in read.corners)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_invented_in_textures(decoder: StillDecoder, kind: str) -> None:
    rng = np.random.default_rng(11)
    for _ in range(3):
        assert decoder.read(colour(texture(kind, rng))) == []


def test_an_empty_doorway_has_no_code(decoder: StillDecoder) -> None:
    rng = np.random.default_rng(12)
    assert decoder.read(colour(noise(8)(doorway(rng), rng))) == []


def test_tiny_and_flat_pictures(decoder: StillDecoder) -> None:
    for shape in ((1, 1), (1, 40), (3, 900), (40, 2)):
        assert decoder.read(np.full((*shape, 3), 128, np.uint8)) == []


@pytest.mark.parametrize(("height", "width"), [(1, 5000), (3, 20_000), (5000, 1), (1, 1), (2, 2), (15, 3000)])
def test_a_picture_that_is_but_a_line_holds_no_code_and_does_no_harm(height: int, width: int) -> None:
    assert StillDecoder().read(np.full((height, width, 3), 128, np.uint8)) == []
