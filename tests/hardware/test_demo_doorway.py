from dataclasses import replace

import cv2
import numpy as np
import pytest
import zxingcpp

from hardware.demo_codes import code_image
from hardware.demo_doorway import Doorway, Showing
from hardware.demo_hand import Looks
from hardware.demo_paint import Pixels
from hardware.demo_props import Prop, Style, hold
from hardware.demo_visitors import Cast, Turn
from kiosk.cards.card import CardKind
from kiosk.scans import Symbology

STEP = 0.05
ENTERED = 0.8  # seconds after which a thing is held
FORMATS: dict[Symbology, zxingcpp.BarcodeFormats] = {
    Symbology.QR: zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCodeModel2]),
    Symbology.DATA_MATRIX: zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.DataMatrix]),
    Symbology.AZTEC: zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.Aztec]),
    Symbology.PDF417: zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.PDF417]),
    Symbology.CODE_128: zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.Code128]),
    Symbology.EAN_13: zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.EAN13]),
}
SOMETHING = Prop("Nguyễn Văn Thử|15081990".encode(), Symbology.QR, Style.PHONE, CardKind.FOREIGN)


def reads(picture: Pixels, symbology: Symbology) -> set[bytes]:
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return {found.bytes for found in zxingcpp.read_barcodes(grey, FORMATS[symbology])}


def leave(doorway: Doorway, showing: Showing, at: float) -> float:
    doorway.withdraw()
    while not showing.gone:
        doorway.frame(at)
        at += STEP
    return at


def test_the_same_seed_gives_the_same_frames() -> None:
    def film() -> list[Pixels]:
        doorway = Doorway(5)
        frames = [doorway.frame(0.0), doorway.frame(1.0)]
        doorway.present(SOMETHING)
        return frames + [doorway.frame(1.0 + STEP * number) for number in range(6)]

    one, other = film(), film()

    assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))
    assert not np.array_equal(one[0], one[1])  # the picture is alive
    assert not np.array_equal(one[0], Doorway(6).frame(0.0))


def test_an_empty_door_is_a_calm_picture_with_nothing_to_read() -> None:
    doorway = Doorway(7)

    frames = [doorway.frame(number * 3.0) for number in range(12)]

    for frame in frames:
        assert frame.shape == (720, 1280, 3)
        assert frame.dtype == np.uint8
        assert frame.flags.c_contiguous
        assert 90 < frame.mean() < 220
        assert reads(frame, Symbology.QR) == set()


@pytest.mark.parametrize("seed", [1, 2])
def test_the_whole_code_is_in_the_picture_from_the_moment_that_is_named(seed: int) -> None:
    doorway, at = Doorway(seed), 10.0
    for turn in Cast(seed).plan(8):
        showing = doorway.present(turn.prop)
        seen: list[float] = []
        while len(seen) < 5:
            picture = doorway.frame(at)
            if showing.first_whole_at is not None:
                seen.append(at)
                if turn.payload in reads(picture, turn.symbology):
                    break
            at += STEP
            assert at - 10.0 < 60, "the code never came into the picture"
        assert showing.first_whole_at == seen[0]
        assert len(seen) < 5, f"{turn} is not readable within 4 frames"
        at = leave(doorway, showing, at)


def test_a_code_is_not_called_whole_while_it_is_out_of_the_picture() -> None:
    doorway = Doorway(3)
    showing = doorway.present(SOMETHING)

    before = doorway.frame(0.0)

    assert showing.first_whole_at is None
    assert not showing.gone
    assert reads(before, Symbology.QR) == set()


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("seed", range(4))
def test_fingers_cover_nothing_of_the_code(style: Style, seed: int) -> None:
    longest = Prop(b"x" * 280, Symbology.QR, style, CardKind.BHYT, "Nguyễn Thị Ngọc Quỳnh")
    wide = Prop(b"DN4010000000001", Symbology.CODE_128, style, CardKind.INSURANCE_NUMBER, "Nguyễn Văn Thử")
    for prop in (SOMETHING, longest, wide):
        rng = np.random.default_rng(seed)
        code = code_image(prop.payload, prop.symbology)
        held = hold(replace(prop, style=style), code, Looks.drawn(rng), 4, 1.0, rng)
        left, top, right, bottom = held.code
        shown = cv2.cvtColor(held.pixels[top:bottom, left:right], cv2.COLOR_BGR2GRAY) > 128
        printed = np.kron(code, np.ones((held.module, held.module))) > 128
        assert np.array_equal(shown, printed)


@pytest.mark.parametrize("seed", [11, 12, 2**40])
def test_what_is_held_still_can_be_read(seed: int) -> None:
    doorway, at = Doorway(seed), 100.0
    good: list[bool] = []
    wrong: list[tuple[Turn, set[bytes]]] = []
    for turn in Cast(seed).plan(14):
        showing = doorway.present(turn.prop)
        doorway.frame(at)
        for later in (ENTERED, 1.37, 2.2):
            found = reads(doorway.frame(at + later), turn.symbology)
            good.append(turn.payload in found)
            wrong += [(turn, found - {turn.payload})] if found - {turn.payload} else []
        at = leave(doorway, showing, at + 2.2)

    assert wrong == []
    assert sum(good) / len(good) >= 0.98


def test_the_next_visitor_waits_until_the_last_one_has_gone() -> None:
    doorway = Doorway(1)
    first = doorway.present(SOMETHING)
    doorway.frame(0.0)
    doorway.frame(1.0)
    second = doorway.present(SOMETHING)
    third = doorway.present(SOMETHING)

    doorway.frame(1.05)
    assert (first.gone, second.gone, third.gone) == (False, True, False)
    doorway.frame(1.1)
    doorway.frame(2.0)
    doorway.frame(3.0)
    assert (first.gone, third.gone) == (True, False)
    assert second.first_whole_at is None
    assert third.first_whole_at == 3.0


def test_withdrawing_from_an_empty_door_changes_nothing() -> None:
    doorway = Doorway(1)
    doorway.withdraw()
    showing = doorway.present(SOMETHING)
    doorway.withdraw()
    doorway.frame(0.0)

    assert showing.gone
    assert showing.first_whole_at is None


def test_larger_frames_are_drawn_and_smaller_ones_refused() -> None:
    doorway = Doorway(1, (1920, 1080))
    doorway.present(SOMETHING)
    doorway.frame(0.0)

    assert doorway.frame(1.0).shape == (1080, 1920, 3)
    assert reads(doorway.frame(1.1), Symbology.QR) == {SOMETHING.payload}
    with pytest.raises(ValueError, match="1280x720"):
        Doorway(1, (640, 480))
