"""Payment codes, which people have at hand and hold up by mistake: VietQR and MoMo's own.

VietQR is an EMVCo merchant-presented code: objects of a two-digit id, a two-digit length and a value, of which the
first is ``000201`` and the last ``63``, a CRC-16 of all before it. MoMo's own code has fields between bars and
starts with ``2|99|``. Nothing is read from either. Sources: EMVCo's QR Code Specification for Payment Systems,
Merchant-Presented Mode; for MoMo, several public shops that draw it.
"""

import re
from datetime import date

from kiosk.cards.card import Card, CardKind, Family
from kiosk.cards.warnings import CardWarning as W

_BEGINNING = re.compile(r"000201[0-9]{4}.{6}", re.DOTALL)  # too long for a social-insurance or citizen number
_OBJECT_HEAD = re.compile(r"[0-9]{4}")
_CRC = re.compile(r"[0-9A-Fa-f]{4}")
_MOMO = "2|99|"


def parse(text: str, _today: date | None = None) -> Card | None:
    """Recognise a payment code.

    >>> str(parse("00020101021138400010A000000727012200069704150108000000015303704540410005802VN63048E1F").family)
    'payment'
    >>> [str(warning) for warning in parse("00020101021153037045802VN63040000").warnings]
    ['payment_crc_wrong']
    """
    if text.startswith(_MOMO):
        return Card(CardKind.FOREIGN, family=Family.PAYMENT)
    if not _BEGINNING.match(text):
        return None
    return Card(CardKind.FOREIGN, family=Family.PAYMENT, warnings=_doubts(text))


def _doubts(text: str) -> tuple[W, ...]:
    at = 0
    last = ""
    while at < len(text):
        if not _OBJECT_HEAD.match(text, at):
            return (W.PAYMENT_DAMAGED,)
        last, length = text[at : at + 2], int(text[at + 2 : at + 4])
        at += 4 + length
    if at != len(text) or last != "63" or not _CRC.fullmatch(text[-4:]) or text[-8:-4] != "6304":
        return (W.PAYMENT_DAMAGED,)
    return () if int(text[-4:], 16) == crc16(text[:-4].encode()) else (W.PAYMENT_CRC_WRONG,)


def crc16(data: bytes) -> int:
    """CRC-16 with polynomial 0x1021 and initial value 0xFFFF.

    >>> hex(crc16(b"123456789"))
    '0x29b1'
    """
    register = 0xFFFF
    for byte in data:
        register ^= byte << 8
        for _ in range(8):
            register = (register << 1 ^ (0x1021 if register & 0x8000 else 0)) & 0xFFFF
    return register
