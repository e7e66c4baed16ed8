"""Codes as they are printed or shown: the black and white picture of a payload, quiet zone included."""

import numpy as np
import segno
import zxingcpp

from hardware.demo_paint import Pixels
from kiosk.scans import Symbology

QUIET_MODULES = 4

_FORMATS = {
    Symbology.DATA_MATRIX: zxingcpp.BarcodeFormat.DataMatrix,
    Symbology.AZTEC: zxingcpp.BarcodeFormat.Aztec,
    Symbology.PDF417: zxingcpp.BarcodeFormat.PDF417,
    Symbology.CODE_128: zxingcpp.BarcodeFormat.Code128,
    Symbology.EAN_13: zxingcpp.BarcodeFormat.EAN13,
}
_LINEAR = (Symbology.CODE_128, Symbology.EAN_13)
_LINEAR_QUIET_MODULES = 10
_LINEAR_HEIGHT = 0.24  # of the width


def code_image(payload: bytes, symbology: Symbology) -> Pixels:
    """Draw a code, one pixel a module: height x width, 0 or 255, with its quiet zone.

    QR carries the bytes as they are, without an ECI mark, as the cards of the field do; Micro QR is never made.
    Raises ValueError for a symbology that the demo does not draw.
    """
    if symbology is Symbology.QR:
        code = segno.make_qr(payload, error="m")
        rows = [[0 if dark else 255 for dark in row] for row in code.matrix_iter(scale=1, border=QUIET_MODULES)]
        return np.asarray(rows, dtype=np.uint8)
    if symbology not in _FORMATS:
        raise ValueError(f"no drawing of {symbology}: qr, {', '.join(sorted(_FORMATS))}")
    barcode = zxingcpp.create_barcode(payload.decode(), _FORMATS[symbology])
    bare = np.array(barcode.to_image(scale=1, add_quiet_zones=False), dtype=np.uint8)
    if symbology in _LINEAR:
        height = round(bare.shape[1] * _LINEAR_HEIGHT)
        bare = np.repeat(bare[:1], height, axis=0)
        return np.pad(bare, ((QUIET_MODULES,) * 2, (_LINEAR_QUIET_MODULES,) * 2), constant_values=255)
    return np.pad(bare, QUIET_MODULES, constant_values=255)
