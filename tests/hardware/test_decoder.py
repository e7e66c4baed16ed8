"""One camera's decoder: quick when something is held up, idle when nothing is, never wrong."""

import time
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest

from hardware.decoding.decoder import CALM_EVERY, Decoder, Look
from hardware.frames import Frame
from kiosk.scans import Symbology
from tests.hardware.scenes import CITIZEN, PAYLOADS, SPOILS, Held, Image, Rng, colour, doorway, drawn, held_up, noise
from tests.hardware.textures import texture

RATE = 15.0


def film(background: Image, held: Image, rng: Rng, empty: int = 10, shown: int = 30) -> Iterator[Frame]:
    """Show an empty doorway for ``empty`` frames, then something held up in it."""
    for number in range(empty + shown):
        grey = background if number < empty else held
        yield Frame(colour(noise(5)(grey, rng)), number / RATE, number)


def first_read(frames: Iterator[Frame], decoder: Decoder) -> tuple[int, Look] | None:
    for frame in frames:
        look = decoder.look(frame)
        if look.reads:
            return frame.number, look
    return None


@pytest.mark.parametrize("angle", [0, 30])
@pytest.mark.parametrize("symbology", PAYLOADS)
def test_every_symbology_is_read_within_a_second(symbology: Symbology, angle: float) -> None:
    rng = np.random.default_rng(5)
    background = doorway(rng)
    held = held_up(drawn(symbology, PAYLOADS[symbology]), background, rng, Held(480, angle))
    found = first_read(film(background, held, rng), Decoder())
    assert found is not None
    number, look = found
    assert [(read.symbology, read.text) for read in look.reads] == [(symbology, PAYLOADS[symbology])]
    assert 10 <= number <= 25


def test_a_qr_code_is_read_in_the_first_frame_that_shows_it_and_in_every_one_after() -> None:
    rng = np.random.default_rng(6)
    background = doorway(rng)
    held = held_up(drawn(Symbology.QR, CITIZEN), background, rng, Held(320, 12))
    decoder = Decoder()
    numbers = [frame.number for frame in film(background, held, rng) if decoder.look(frame).reads]
    assert numbers == list(range(10, 40))


@pytest.mark.parametrize("symbology", [Symbology.CODE_128, Symbology.EAN_13, Symbology.PDF417])
def test_bars_never_count_on_a_single_frame(symbology: Symbology) -> None:
    rng = np.random.default_rng(7)
    background = doorway(rng)
    held = held_up(drawn(symbology, PAYLOADS[symbology]), background, rng, Held(480))
    decoder = Decoder()
    looks = [decoder.look(frame) for frame in film(background, held, rng, shown=1)]
    assert all(not look.reads for look in looks)


@pytest.mark.parametrize("spoil", ["noise", "low light", "inverted", "glare", "washed out", "jpeg"])
def test_spoilt_qr_codes_are_read_in_the_end(spoil: str) -> None:
    rng = np.random.default_rng(8)
    background = doorway(rng)
    held = held_up(drawn(Symbology.QR, CITIZEN), background, rng, Held(330, 20))
    decoder = Decoder()
    frames = (Frame(colour(SPOILS[spoil](held, rng)), number / RATE, number) for number in range(40))
    assert any(decoder.look(frame).reads for frame in frames)


def test_an_empty_doorway_is_looked_at_a_few_times_a_second_only() -> None:
    rng = np.random.default_rng(9)
    background = doorway(rng)
    noisy = [colour(noise(8)(background, rng)) for _ in range(12)]
    decoder = Decoder()
    spent = []
    for number in range(150):
        began = time.thread_time()
        look = decoder.look(Frame(noisy[int(rng.integers(12))], number / RATE, number))
        spent.append(time.thread_time() - began)
        assert look == Look()
    calm = np.array(spent[45:])
    cheap = np.count_nonzero(calm < 0.3 * calm.max())
    assert cheap >= len(calm) * (1 - 1.2 / (RATE * CALM_EVERY))


def test_a_code_that_slid_in_too_slowly_to_be_noticed_is_found_all_the_same() -> None:
    rng = np.random.default_rng(10)
    held = held_up(drawn(Symbology.QR, CITIZEN), doorway(rng), rng, Held(300))
    decoder = Decoder()
    frames = (Frame(colour(noise(3)(held, rng)), number / RATE, number) for number in range(60))
    reads = [decoder.look(frame).reads for frame in frames]
    assert any(reads[30:])
    assert max(_gaps([bool(read) for read in reads[15:]])) <= 2 * RATE * CALM_EVERY + 1


def _gaps(flags: list[bool]) -> list[int]:
    places = [place for place, flag in enumerate(flags) if flag]
    return [after - before for before, after in pairwise(places)]


@pytest.mark.parametrize("kind", ["stripes", "squares", "print", "white noise"])
def test_nothing_is_invented_in_moving_textures(kind: str) -> None:
    rng = np.random.default_rng(13)
    decoder = Decoder()
    for number in range(24):
        frame = Frame(colour(texture(kind, rng)), number / RATE, number)
        assert decoder.look(frame).reads == ()


def test_a_still_is_read_thoroughly_and_only_once() -> None:
    page = colour(drawn(Symbology.CODE_128, PAYLOADS[Symbology.CODE_128], 3))
    decoder = Decoder()
    first = decoder.look(Frame(page, 0.0, 0, still=True))
    assert [read.text for read in first.reads] == [PAYLOADS[Symbology.CODE_128]]
    began = time.thread_time()
    for number in range(1, 200):
        assert decoder.look(Frame(page, number / RATE, number, still=True)) == first
    assert time.thread_time() - began < 0.1


def test_a_poster_in_view_hides_no_card() -> None:
    rng = np.random.default_rng(14)
    poster = drawn(Symbology.QR, "https://example.org/poster")
    background = doorway(rng)
    background[:, :500] = held_up(poster, background[:, :500], rng, Held(250))
    held = background.copy()
    card = drawn(Symbology.CODE_128, PAYLOADS[Symbology.CODE_128])
    held[:, 560:] = held_up(card, held[:, 560:], rng, Held(480, 15))
    decoder = Decoder()
    texts = [{read.text for read in decoder.look(frame).reads} for frame in film(background, held, rng, 90, 20)]
    assert set().union(*texts[:90]) == {"https://example.org/poster"}
    assert PAYLOADS[Symbology.CODE_128] in set().union(*texts[90:])


def test_recordings_give_all_codes_in_a_frame() -> None:
    rng = np.random.default_rng(15)
    page = doorway(rng)
    for left, symbology in ((0, Symbology.QR), (640, Symbology.CODE_128)):
        half = page[:, left : left + 640]
        page[:, left : left + 640] = held_up(drawn(symbology, PAYLOADS[symbology]), half, rng, Held(480))
    decoder = Decoder(tireless=True)
    looks = [decoder.look(frame) for frame in film(page, page, rng, 0, 12)]
    assert {read.symbology for look in looks for read in look.reads} == {Symbology.QR, Symbology.CODE_128}
