"""How large a picture is, from its first bytes: a small file may hold a picture that fills a machine's memory.

PNG: ISO/IEC 15948, the IHDR chunk comes first. JPEG: ITU-T T.81, B.2.2, the size stands in the first SOF segment.
"""

import struct

MOST_PIXELS = 40_000_000
"""More than a 40-megapixel camera's; decoded it takes 120 MB."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_SOF = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xDA)})  # segments without a length


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels as the picture says of itself; None where it is no PNG and no JPEG, or broken off.

    >>> picture_size(b"\\x89PNG\\r\\n\\x1a\\n" + b"\\0\\0\\0\\rIHDR" + b"\\0\\0\\x01\\x40" + b"\\0\\0\\0\\xf0")
    (320, 240)
    >>> picture_size(b"5K"), picture_size(b"\\xff\\xd8\\xff\\xe0")
    (None, None)
    """
    if data.startswith(_PNG) and data[12:16] == b"IHDR" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return int(width), int(height)
    return _jpeg_size(data) if data.startswith(_JPEG) else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
        elif marker in _ALONE:
            at += 2
        elif marker in _SOF:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return int(width), int(height)
        else:
            (length,) = struct.unpack(">H", data[at + 2 : at + 4])
            if length < 2:
                return None
            at += 2 + length
    return None


def is_too_large(data: bytes) -> bool:
    """Whether a picture is no picture, or more than is decoded here."""
    size = picture_size(data)
    return size is None or not 0 < size[0] * size[1] <= MOST_PIXELS
