"""What the reading devices hand to the core: a code that was read, a picture to show, a hint, a device come or gone."""

from dataclasses import dataclass
from enum import StrEnum


class Symbology(StrEnum):
    """How a code is drawn. ``TYPED`` is text that came from a device that has already read it (scanner, keyboard)."""

    QR = "qr"
    DATA_MATRIX = "data_matrix"
    AZTEC = "aztec"
    PDF417 = "pdf417"
    CODE_128 = "code_128"
    CODE_39 = "code_39"
    CODABAR = "codabar"
    EAN_13 = "ean_13"
    EAN_8 = "ean_8"
    UPC_A = "upc_a"
    UPC_E = "upc_e"
    TYPED = "typed"

    @property
    def goods(self) -> bool:
        """True for the symbologies that only shop goods carry."""
        return self in (Symbology.EAN_13, Symbology.EAN_8, Symbology.UPC_A, Symbology.UPC_E)


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a picture, as fractions of its width and height (0..1, origin top left, not mirrored)."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Scan:
    """A code read once. The same code held in view gives a new Scan for every frame in which it is read.

    ``raw`` is what was printed, byte for byte; ``text`` is ``raw`` as UTF-8 (or Latin-1 where it is not UTF-8),
    otherwise untouched. ``at`` is the monotonic time in seconds at which the frame was taken or the last
    character arrived. ``corners`` lie clockwise from the code's top left; empty for scanners.
    """

    source: str
    symbology: Symbology
    text: str
    raw: bytes
    at: float
    corners: tuple[Point, ...] = ()

    def __repr__(self) -> str:
        return f"Scan({self.source}, {self.symbology}, {len(self.raw)} bytes)"


class Finding(StrEnum):
    """Why a code that is being held up is not read: each has its own advice."""

    GLARE = "glare"
    BLUR = "blur"
    FAR = "far"
    NEAR = "near"
    CUT = "cut"
    DARK = "dark"
    PARTIAL_CARD = "partial_card"  # decoded, but the card's text is incomplete
    WEDGE_DAMAGE = "wedge_damage"  # a keyboard scanner whose text an input method has changed
    NO_CODE = "no_code"  # something is held up for 8 s and no code is seen on it


@dataclass(frozen=True, slots=True)
class Hint:
    """Something is held up and cannot be read; sent after two seconds of it, then at most once a second."""

    source: str
    finding: Finding
    at: float


@dataclass(frozen=True, slots=True)
class Picture:
    """One camera frame for the preview: ``pixels`` holds ``height`` rows of ``stride`` bytes, 3 bytes BGR a pixel."""

    source: str
    width: int
    height: int
    stride: int
    pixels: memoryview
    at: float

    def __repr__(self) -> str:
        return f"Picture({self.source}, {self.width}x{self.height})"


@dataclass(frozen=True, slots=True)
class SourceUp:
    """A reading device works (again)."""

    source: str


@dataclass(frozen=True, slots=True)
class SourceLost:
    """A reading device is gone; ``why`` is for staff and log."""

    source: str
    why: str


SourceEvent = Scan | Hint | Picture | SourceUp | SourceLost
