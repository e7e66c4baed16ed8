"""A code found in a picture, and the rules for what may count as one."""

from dataclasses import dataclass, replace

from kiosk.scans import Symbology

Corner = tuple[float, float]

SHORTEST = {
    Symbology.CODE_128: 3,
    Symbology.CODE_39: 4,
    Symbology.CODABAR: 6,  # with its start and stop letter
}
"""The fewest characters that count. Shorter ones are what stripes and text turn into by chance."""

DIGITS = {Symbology.EAN_13: 13, Symbology.EAN_8: 8, Symbology.UPC_A: 12, Symbology.UPC_E: 8}

ONE_BY_ONE = frozenset({Symbology.QR, Symbology.DATA_MATRIX, Symbology.AZTEC})
"""What one read is enough for: their error correction refuses a wrong text by itself."""


@dataclass(frozen=True, slots=True)
class Read:
    """One code found in one picture; ``corners`` in pixels (x, y), clockwise from the code's own top left."""

    symbology: Symbology
    raw: bytes
    corners: tuple[Corner, ...] = ()

    @property
    def text(self) -> str:
        """What was printed as UTF-8, or as Latin-1 where it is not UTF-8."""
        try:
            return self.raw.decode()
        except UnicodeDecodeError:
            return self.raw.decode("latin-1")

    @property
    def centre(self) -> Corner:
        """The middle of the code in pixels; (0, 0) if nobody knows where it was."""
        count = max(1, len(self.corners))
        return sum(x for x, _ in self.corners) / count, sum(y for _, y in self.corners) / count

    @property
    def size(self) -> float:
        """The longer side of the box around the code, in pixels."""
        if not self.corners:
            return 0.0
        xs, ys = [x for x, _ in self.corners], [y for _, y in self.corners]
        return float(max(max(xs) - min(xs), max(ys) - min(ys)))

    def __repr__(self) -> str:
        return f"Read({self.symbology}, {len(self.raw)} bytes)"


def shifted(read: Read, right: float, down: float) -> Read:
    """Return the read with its corners moved by so many pixels."""
    return replace(read, corners=tuple((x + right, y + down) for x, y in read.corners))


def check_digit_fits(digits: str) -> bool:
    """Tell whether the last digit of an EAN or UPC-A number is the right one.

    >>> check_digit_fits("8934567890120"), check_digit_fits("8934567890128")
    (True, False)
    """
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return weighted % 10 == 0


def upc_e_expanded(digits: str) -> str:
    """Return the 12 digits of UPC-A that 8 digits of UPC-E stand for.

    >>> upc_e_expanded("01234565")
    '012345000065'
    """
    system, body, check = digits[0], digits[1:7], digits[7]
    last = body[5]
    if last in "012":
        middle = body[:2] + last + "0000" + body[2:5]
    elif last == "3":
        middle = body[:3] + "00000" + body[3:5]
    elif last == "4":
        middle = body[:4] + "00000" + body[4]
    else:
        middle = body[:5] + "0000" + last
    return system + middle + check


def plausible(read: Read) -> bool:
    """Tell whether a read has the form its symbology demands; what has not is noise that looked like a code."""
    if not read.raw:
        return False
    wanted = DIGITS.get(read.symbology)
    if wanted is not None:
        if len(read.raw) != wanted or not read.raw.isdigit():
            return False
        digits = read.text
        return check_digit_fits(upc_e_expanded(digits) if read.symbology is Symbology.UPC_E else digits)
    return len(read.raw) >= SHORTEST.get(read.symbology, 1)
