"""Webcam frames with codes in them, drawn and then spoiled the way doors, hands and cheap cameras spoil them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import segno
import zxingcpp
from numpy.typing import NDArray
from zxingcpp import BarcodeFormat

from kiosk.scans import Symbology

Image = NDArray[Any]
Rng = np.random.Generator

WIDTH, HEIGHT = 1280, 720

CITIZEN = "001090000001|010000001|Nguyễn Văn Thử|15081990|Nam|Số 1 phố Ví Dụ, Phường Mẫu, Hà Nội|01052021"
INSURED = (
    "DN4010000000001|4e677579e1bb856e2056c4836e205468e1bbad|15/08/1990|1|53e1bb912031207068e1bb912056c3ad2044e1bba5"
    "|01 - 999|01/01/2021|31/12/2021|20/12/2020|01000000000001|-|4|01/01/2025|0123456789abcdef-0202|$"
)
PAYLOADS: dict[Symbology, str] = {
    Symbology.QR: CITIZEN,
    Symbology.DATA_MATRIX: "HN2110000000004|Vũ Thị Giả",
    Symbology.AZTEC: "079303000002|Trần Thị Mẫu|02032003",
    Symbology.PDF417: "048204000003|Lê Hoàng Kiểm|29022004|Nam",
    Symbology.CODE_128: "DN4010000000001",
    Symbology.CODE_39: "BN-20210815",
    Symbology.CODABAR: "A0900000001B",
    Symbology.EAN_13: "8934567890120",
    Symbology.EAN_8: "12345670",
    Symbology.UPC_A: "123456789012",
}
_FORMATS = {
    Symbology.DATA_MATRIX: BarcodeFormat.DataMatrix,
    Symbology.AZTEC: BarcodeFormat.Aztec,
    Symbology.PDF417: BarcodeFormat.PDF417,
    Symbology.CODE_128: BarcodeFormat.Code128,
    Symbology.CODE_39: BarcodeFormat.Code39Std,
    Symbology.CODABAR: BarcodeFormat.Codabar,
    Symbology.EAN_13: BarcodeFormat.EAN13,
    Symbology.EAN_8: BarcodeFormat.EAN8,
    Symbology.UPC_A: BarcodeFormat.UPCA,
}
MODULE_WIDTHS = {Symbology.PDF417: 0.6, Symbology.QR: 0.27, Symbology.DATA_MATRIX: 0.2, Symbology.AZTEC: 0.2}


def drawn(symbology: Symbology, payload: str | bytes, module: int = 8) -> Image:
    """Draw a code in black on white, ``module`` pixels a module, with its quiet zone; grey."""
    if symbology is Symbology.QR:
        raw = payload if isinstance(payload, bytes) else payload.encode()
        # byte mode and no ECI: as the cards are printed
        code = segno.make_qr(raw, mode="byte", error="m", boost_error=False)
        matrix = np.array([[0 if dark else 255 for dark in row] for row in code.matrix_iter(border=4)], np.uint8)
        return np.kron(matrix, np.ones((module, module), np.uint8))
    image = np.array(zxingcpp.create_barcode(payload, _FORMATS[symbology]).to_image(scale=module))
    return np.pad(image, 4 * module, constant_values=255)


def doorway(rng: Rng, width: int = WIDTH, height: int = HEIGHT) -> Image:
    """Draw what stands behind the visitor: soft patches, edges of doors and shelves; grey, without a code."""
    coarse = rng.uniform(60, 190, (9, 16)).astype(np.float32)
    picture = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    for _ in range(12):
        start = (int(rng.integers(0, width)), int(rng.integers(0, height)))
        end = (start[0] + int(rng.integers(20, 300)), start[1] + int(rng.integers(20, 300)))
        cv2.rectangle(picture, start, end, float(rng.uniform(40, 210)), -1 if rng.random() < 0.4 else 3)
    return np.clip(cv2.GaussianBlur(picture, (0, 0), 1.2), 0, 255).astype(np.uint8)


@dataclass(frozen=True)
class Held:
    """How a code is held up: ``size`` is its longer side in pixels of the frame, ``angle`` in degrees."""

    size: float = 300
    angle: float = 0
    tilt: float = 0.0  # 0: square to the camera, 0.3: one side clearly smaller


def held_up(code: Image, background: Image, rng: Rng, held: Held) -> Image:
    """Paste a drawn code into a background, turned, tilted and scaled; grey."""
    height, width = code.shape
    factor = held.size / max(height, width)
    # shrink in steps of area averaging first, so that small codes are blurred like a lens does, not aliased
    if factor < 1:
        code = cv2.resize(code, None, fx=factor * 2, fy=factor * 2, interpolation=cv2.INTER_AREA)
        height, width = code.shape
        factor = 0.5
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    shape = (corners - corners.mean(axis=0)) * factor
    if held.tilt:
        shape *= 1 + held.tilt * rng.uniform(-1, 1, (4, 1)).astype(np.float32)
    turn = np.deg2rad(held.angle)
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    shape = shape @ matrix.T
    reach = np.abs(shape).max(axis=0)
    free = np.maximum(np.array(background.shape[::-1]) - 2 * reach - 8, 1)
    middle = reach + 4 + rng.uniform(0, 1, 2) * free
    target = (shape + middle).astype(np.float32)
    warp = cv2.getPerspectiveTransform(corners, target)
    size = (background.shape[1], background.shape[0])
    pasted = cv2.warpPerspective(code, warp, size, flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(np.full_like(code, 255), warp, size, flags=cv2.INTER_LINEAR).astype(np.float32) / 255
    return np.asarray(pasted * mask + background * (1 - mask), np.uint8)


Spoil = Callable[[Image, Rng], Image]


def noise(sigma: float) -> Spoil:
    return lambda image, rng: np.clip(image + rng.normal(0, sigma, image.shape), 0, 255).astype(np.uint8)


def defocus(radius: float) -> Spoil:
    return lambda image, rng: noise(3)(cv2.GaussianBlur(image, (0, 0), radius), rng)


def motion(length: int) -> Spoil:
    def smear(image: Image, rng: Rng) -> Image:
        kernel = np.zeros((length, length), np.float32)
        kernel[length // 2] = 1 / length
        turn = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), rng.uniform(0, 180), 1)
        turned = cv2.warpAffine(kernel, turn, (length, length))
        return noise(3)(np.asarray(cv2.filter2D(image, -1, turned / turned.sum())), rng)

    return smear


def low_light(level: float) -> Spoil:
    return lambda image, rng: np.clip(image * level + 8 + rng.normal(0, 7, image.shape), 0, 255).astype(np.uint8)


def glare(image: Image, rng: Rng) -> Image:
    ys, xs = np.mgrid[0 : image.shape[0], 0 : image.shape[1]]
    x, y = rng.uniform(0.3, 0.7) * image.shape[1], rng.uniform(0.3, 0.7) * image.shape[0]
    veil = 160 * np.exp(-((xs - x) ** 2 + (ys - y) ** 2) / (2 * 220.0**2))
    return np.asarray(np.clip(image * 0.8 + veil + rng.normal(0, 3, image.shape), 0, 255), np.uint8)


def light_on_dark(image: Image, rng: Rng) -> Image:
    return noise(3)(255 - image, rng)


def compressed(image: Image, rng: Rng) -> Image:
    del rng
    _, coded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 25])
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE))


def washed_out(image: Image, rng: Rng) -> Image:
    return noise(3)((image * 0.22 + 175).astype(np.uint8), rng)


SPOILS: dict[str, Spoil] = {
    "clean": noise(3),
    "noise": noise(28),
    "defocus": defocus(1.6),
    "motion": motion(5),
    "low light": low_light(0.18),
    "glare": glare,
    "inverted": light_on_dark,
    "jpeg": compressed,
    "washed out": washed_out,
}


def colour(grey: Image) -> Image:
    """Return a grey picture as the BGR frame a camera gives."""
    return np.ascontiguousarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR))
