"""Codes that people hold up by mistake: a payment code, a network, a visiting card, an address, goods, a poster."""

from collections.abc import Callable

import numpy as np

from hardware.demo_props import Prop, Style
from kiosk.cards.card import CardKind, Family
from kiosk.scans import Symbology

_POLYNOMIAL, _START = 0x1021, 0xFFFF


def foreign(rng: np.random.Generator) -> tuple[Prop, Family]:
    """Draw one of them."""
    family = tuple(_MAKERS)[int(rng.integers(len(_MAKERS)))]
    text = _MAKERS[family](rng)
    on_paper = family in (Family.WIFI, Family.GOODS, Family.POSTER) or rng.random() < 0.3
    symbology = Symbology.EAN_13 if family is Family.GOODS else Symbology.QR
    style = Style.PAPER if on_paper else Style.PHONE
    return Prop(text.encode(), symbology, style, CardKind.FOREIGN), family


def payment(rng: np.random.Generator) -> str:
    """A VietQR transfer to an account that does not exist: EMVCo objects, the last one a checksum of all before.

    >>> text = payment(np.random.default_rng(1))
    >>> text[:12], text[-4:] == f"{checksum(text[:-4].encode()):04X}"
    ('000201010211', True)
    """
    account = _object("00", "970499") + _object("01", f"0000{rng.integers(10**6):06d}")
    transfer = _object("00", "A000000727") + _object("01", account) + _object("02", "QRIBFTTA")
    body = (
        _object("00", "01")
        + _object("01", "11")
        + _object("38", transfer)
        + _object("53", "704")
        + _object("58", "VN")
        + "6304"
    )
    return body + f"{checksum(body.encode()):04X}"


def checksum(data: bytes) -> int:
    """CRC-16 as EMVCo wants it (CCITT, started with all ones).

    >>> hex(checksum(b"123456789"))
    '0x29b1'
    """
    crc = _START
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ _POLYNOMIAL if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc


def goods(rng: np.random.Generator) -> str:
    """Thirteen digits, the last one a check digit.

    >>> goods(np.random.default_rng(1))[:3]
    '893'
    """
    digits = f"893{rng.integers(10**9):09d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return digits + str(-total % 10)


def _object(number: str, value: str) -> str:
    return f"{number}{len(value):02d}{value}"


def _wifi(rng: np.random.Generator) -> str:
    return f"WIFI:T:WPA;S:quan-ca-phe-{rng.integers(100)};P:mat-khau-{rng.integers(10**6):06d};;"


def _vcard(rng: np.random.Generator) -> str:
    return f"BEGIN:VCARD\nVERSION:3.0\nN:Mẫu;Danh Thiếp\nTEL:0900000{rng.integers(1000):03d}\nEND:VCARD"


def _url(rng: np.random.Generator) -> str:
    return f"https://example.vn/khuyen-mai/{rng.integers(10**6)}"


def _poster(rng: np.random.Generator) -> str:
    return f"https://kbyt.khambenh.gov.vn/qr/00000000-0000-4000-8000-{rng.integers(10**12):012d}"


_MAKERS: dict[Family, Callable[[np.random.Generator], str]] = {
    Family.PAYMENT: payment,
    Family.WIFI: _wifi,
    Family.VCARD: _vcard,
    Family.URL: _url,
    Family.GOODS: goods,
    Family.POSTER: _poster,
}
