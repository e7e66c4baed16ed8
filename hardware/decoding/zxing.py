"""zxing-cpp, asked for one group of symbologies at a time: that costs a tenth of asking for all at once."""

from typing import Any

import zxingcpp
from numpy.typing import NDArray
from zxingcpp import BarcodeFormat, BarcodeFormats, Binarizer

from hardware.decoding.reads import Corner, Read, plausible
from kiosk.scans import Symbology

QR = BarcodeFormats([BarcodeFormat.QRCodeModel2])  # not "QRCode": Micro QR has a size without error correction
DATA_MATRIX = BarcodeFormats([BarcodeFormat.DataMatrix])
AZTEC = BarcodeFormats([BarcodeFormat.AztecCode])
PDF417 = BarcodeFormats([BarcodeFormat.PDF417])
LINEAR = BarcodeFormats(
    [
        BarcodeFormat.Code128,
        BarcodeFormat.Code39Std,  # the characters as printed; "extended" would rewrite +A into a
        BarcodeFormat.Codabar,
        BarcodeFormat.EAN13,
        BarcodeFormat.EAN8,
        BarcodeFormat.UPCA,
        BarcodeFormat.UPCE,
    ]
)

_SYMBOLOGIES = {
    BarcodeFormat.QRCode: Symbology.QR,
    BarcodeFormat.DataMatrix: Symbology.DATA_MATRIX,
    BarcodeFormat.Aztec: Symbology.AZTEC,
    BarcodeFormat.PDF417: Symbology.PDF417,
    BarcodeFormat.Code128: Symbology.CODE_128,
    BarcodeFormat.Code39: Symbology.CODE_39,
    BarcodeFormat.Codabar: Symbology.CODABAR,
}


def find(
    image: NDArray[Any],
    formats: BarcodeFormats,
    *,
    full: bool = True,
    every: bool = False,
    binarizer: Binarizer = Binarizer.LocalAverage,
) -> list[Read]:
    """Read the codes of ``formats`` in a grey picture (height x width, uint8).

    ``full`` also looks at smaller, inverted and quarter-turned versions of it; ``every`` returns all codes
    instead of the first. Corners are pixels of ``image``.
    """
    if every:
        found = zxingcpp.read_barcodes(
            image, formats, try_rotate=full, try_downscale=full, try_invert=full, binarizer=binarizer
        )
    else:
        first = zxingcpp.read_barcode(
            image, formats, try_rotate=full, try_downscale=full, try_invert=full, binarizer=binarizer
        )
        found = [] if first is None else [first]
    reads = [_read(barcode) for barcode in found if barcode.valid]
    return [read for read in reads if read is not None and plausible(read)]


def _read(barcode: zxingcpp.Barcode) -> Read | None:
    raw, symbology = barcode.bytes, _SYMBOLOGIES.get(barcode.symbology)
    if barcode.symbology == BarcodeFormat.EANUPC:
        symbology, raw = _goods(barcode)
    return None if symbology is None else Read(symbology, raw, _corners(barcode))


def _goods(barcode: zxingcpp.Barcode) -> tuple[Symbology, bytes]:
    """Name an EAN/UPC number as it is printed: UPC-A is drawn as an EAN-13 with a leading 0, UPC-E is shortened."""
    if barcode.format == BarcodeFormat.UPCE:
        extra = barcode.extra
        short = extra.get("UPCE", "") if isinstance(extra, dict) else ""
        return Symbology.UPC_E, str(short).encode()
    if barcode.format == BarcodeFormat.EAN8:
        return Symbology.EAN_8, barcode.bytes[-8:]
    return as_printed_ean13(barcode.bytes)


def as_printed_ean13(digits: bytes) -> tuple[Symbology, bytes]:
    """Tell a UPC-A from an EAN-13: the former is the latter with a leading 0.

    >>> as_printed_ean13(b"0036000291452")
    (<Symbology.UPC_A: 'upc_a'>, b'036000291452')
    """
    if len(digits) == 12:
        return Symbology.UPC_A, digits
    if digits.startswith(b"0"):
        return Symbology.UPC_A, digits[1:]
    return Symbology.EAN_13, digits


def _corners(barcode: zxingcpp.Barcode) -> tuple[Corner, ...]:
    place = barcode.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return tuple((float(corner.x), float(corner.y)) for corner in corners)
