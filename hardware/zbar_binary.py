"""zbar with its charset guessing switched off.

pyzbar's own ``decode`` cannot do that: zbar then takes UTF-8 without a marker for Shift-JIS or Big5 and
rewrites the bytes, which garbles three Vietnamese names in four. Its wrapped C functions can.
"""

from collections.abc import Iterator
from ctypes import POINTER, c_int, c_void_p, cast, string_at
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hardware.decoding.reads import Corner, Read, plausible
from hardware.decoding.zxing import as_printed_ean13
from kiosk.scans import Symbology

BINARY = 4  # ZBAR_CFG_BINARY of zbar 0.23.1 and later; pyzbar does not name it
MATRIX = frozenset({Symbology.QR})
LINEAR = frozenset({Symbology.CODE_128, Symbology.CODE_39, Symbology.CODABAR, Symbology.EAN_13, Symbology.EAN_8})

# Only these: some builds of zbar abort the process on photographs when DataBar is enabled.
_CODES = {
    Symbology.QR: 64,
    Symbology.CODE_128: 128,
    Symbology.CODE_39: 39,
    Symbology.CODABAR: 38,
    Symbology.EAN_13: 13,
    Symbology.EAN_8: 8,
}
_SYMBOLOGIES = {code: symbology for symbology, code in _CODES.items()}
_ENABLE = 0
_GREY = int.from_bytes(b"Y800", "little")
_TYPE = POINTER(c_int)  # what a zbar symbol begins with


def open_zbar(wanted: frozenset[Symbology]) -> "Zbar | None":
    """Return a reader for these symbologies; None where the library is missing, or too old to leave QR bytes alone."""
    try:
        from pyzbar import wrapper  # loads the shared library, which is why it is not done when this is imported
    except (ImportError, OSError):
        return None
    zbar = Zbar(wrapper, wanted)
    return zbar if zbar.leaves_bytes_alone or Symbology.QR not in wanted else None


class Zbar:
    """One image scanner of zbar's, for one thread at a time. ``wrapper`` is pyzbar's module of that name."""

    def __init__(self, wrapper: Any, wanted: frozenset[Symbology]) -> None:
        self._zbar = wrapper
        self._scanner = wrapper.zbar_image_scanner_create()
        self._configure(0, _ENABLE, 0)
        for symbology in wanted:
            self._configure(_CODES[symbology], _ENABLE, 1)
        self.leaves_bytes_alone = self._configure(_CODES[Symbology.QR], BINARY, 1) == 0

    def __del__(self) -> None:
        self._zbar.zbar_image_scanner_destroy(self._scanner)

    def _configure(self, code: int, setting: int, value: int) -> int:
        return int(self._zbar.zbar_image_scanner_set_config(self._scanner, code, setting, value))

    def find(self, grey: NDArray[Any]) -> list[Read]:
        """Read all codes in a grey picture (height x width, uint8)."""
        pixels = np.ascontiguousarray(grey, np.uint8)
        height, width = pixels.shape
        image = self._zbar.zbar_image_create()
        try:
            self._zbar.zbar_image_set_format(image, _GREY)
            self._zbar.zbar_image_set_size(image, width, height)
            self._zbar.zbar_image_set_data(image, cast(pixels.ctypes.data, c_void_p), pixels.size, None)
            if self._zbar.zbar_scan_image(self._scanner, image) <= 0:
                return []
            return [read for read in map(self._read, self._symbols(image)) if read is not None and plausible(read)]
        finally:
            self._zbar.zbar_image_destroy(image)

    def _symbols(self, image: Any) -> Iterator[Any]:
        symbol = self._zbar.zbar_image_first_symbol(image)
        while symbol:
            yield symbol
            symbol = self._zbar.zbar_symbol_next(symbol)

    def _read(self, symbol: Any) -> Read | None:
        symbology = _SYMBOLOGIES.get(cast(symbol, _TYPE).contents.value)
        if symbology is None:
            return None
        raw = string_at(self._zbar.zbar_symbol_get_data(symbol), self._zbar.zbar_symbol_get_data_length(symbol))
        if symbology is Symbology.EAN_13:
            symbology, raw = as_printed_ean13(raw)
        return Read(symbology, raw, self._corners(symbol, symbology))

    def _corners(self, symbol: Any, symbology: Symbology) -> tuple[Corner, ...]:
        count = self._zbar.zbar_symbol_get_loc_size(symbol)
        points = [
            (float(self._zbar.zbar_symbol_get_loc_x(symbol, i)), float(self._zbar.zbar_symbol_get_loc_y(symbol, i)))
            for i in range(count)
        ]
        if symbology is Symbology.QR and count == 4:
            top_left, bottom_left, bottom_right, top_right = points
            return top_left, top_right, bottom_right, bottom_left
        if not points:
            return ()
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return (min(xs), min(ys)), (max(xs), min(ys)), (max(xs), max(ys)), (min(xs), max(ys))
