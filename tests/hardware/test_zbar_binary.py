"""zbar gives the bytes as they were printed, which pyzbar's own decode does not."""

import cv2
import numpy as np
import pytest
from pyzbar import pyzbar

from hardware.zbar_binary import LINEAR, MATRIX, Zbar, open_zbar
from kiosk.scans import Symbology
from tests.hardware.scenes import PAYLOADS, drawn

NAMES = ("Nguyễn Văn Thử", "Phạm Xuân Yến", "Lý Thanh Ớt", "Vũ Đức Yến", "PHẠM MINH THỬ")


@pytest.fixture
def zbar() -> Zbar:
    opened = open_zbar(MATRIX)
    assert opened is not None, "libzbar is not installed, or older than 0.23.1"
    return opened


@pytest.mark.parametrize("name", NAMES)
def test_vietnamese_without_a_marker_keeps_its_bytes(zbar: Zbar, name: str) -> None:
    reads = zbar.find(drawn(Symbology.QR, name))
    assert [read.raw for read in reads] == [name.encode()]


def test_red_control_pyzbar_itself_garbles_some_of_these_names() -> None:
    found = [pyzbar.decode(drawn(Symbology.QR, name), symbols=[pyzbar.ZBarSymbol.QRCODE])[0].data for name in NAMES]
    assert found != [name.encode() for name in NAMES]


def test_every_byte_value_survives(zbar: Zbar) -> None:
    raw = bytes(range(256))
    assert [read.raw for read in zbar.find(drawn(Symbology.QR, raw))] == [raw]


def test_corners_go_clockwise_from_the_codes_own_top_left(zbar: Zbar) -> None:
    code = drawn(Symbology.QR, "0900000001")
    upside_down = np.ascontiguousarray(cv2.rotate(code, cv2.ROTATE_180))
    for picture, first_is_left in ((code, True), (upside_down, False)):
        (read,) = zbar.find(picture)
        (x1, y1), (x2, y2), (x3, y3), _ = read.corners
        assert (x1 < x2, y1 < y3, x1 < x3) == (first_is_left,) * 3
        assert abs(y1 - y2) < 10


@pytest.mark.parametrize(
    "symbology", [Symbology.CODE_128, Symbology.CODE_39, Symbology.CODABAR, Symbology.EAN_13, Symbology.UPC_A]
)
def test_bars_are_read_and_named_as_printed(symbology: Symbology) -> None:
    zbar = open_zbar(LINEAR)
    assert zbar is not None
    (read,) = zbar.find(drawn(symbology, PAYLOADS[symbology], 3))
    assert (read.symbology, read.text) == (symbology, PAYLOADS[symbology])


def test_only_what_was_asked_for_is_read(zbar: Zbar) -> None:
    assert zbar.find(drawn(Symbology.EAN_13, PAYLOADS[Symbology.EAN_13], 3)) == []
