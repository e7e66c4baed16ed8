"""The ladder: every way in which a picture is tried, cheapest and most fruitful first.

The order comes from frames which the base pass missed: each rung stands where it recovers the most for its time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from zxingcpp import BarcodeFormats, Binarizer

from hardware.decoding import bars, zxing
from hardware.decoding.reads import Read
from hardware.decoding.treatments import Grey, Treatment, blurred, evened, gamma, inverted, scaled, sharpened, treated
from hardware.zbar_binary import Zbar
from kiosk.scans import Symbology

ENLARGED_TO = 1000.0  # pixels along, for a patch of bars
ENLARGED_AT_MOST = 2.0
TALL_ENOUGH = 0.12  # of its length: how high a patch must be to hold the rows of a PDF417
PURE_BARS = 0.9  # a patch of more purity has no rows


@dataclass(frozen=True, slots=True)
class Found:
    """A read and the way it was made: reads made in different ways confirm each other."""

    read: Read
    way: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One way to try a picture; ``climb`` takes a grey picture and returns what it found there.

    ``costly`` rungs need only see the part of a frame that is new.
    """

    name: str
    climb: Callable[[Grey], list[Found]]
    costly: bool = False


def plain(
    name: str,
    formats: BarcodeFormats,
    *steps: Treatment,
    full: bool = True,
    every: bool = False,
    binarizer: Binarizer = Binarizer.LocalAverage,
) -> Rung:
    """Treat the whole picture, then look for ``formats``."""

    def climb(grey: Grey) -> list[Found]:
        picture = treated(grey, *steps)
        reads = zxing.find(picture.grey, formats, full=full, every=every, binarizer=binarizer)
        return [Found(picture.in_frame(read), name) for read in reads]

    return Rung(name, climb, costly=formats != zxing.QR)


def upright(name: str, *steps: Treatment, most: int = 4) -> Rung:
    """Find patches of bars, turn each upright, and look for bar codes and PDF417."""

    def climb(grey: Grey) -> list[Found]:
        after = treated(grey, *steps).grey
        found: list[Found] = []
        for patch in bars.patches(after, most):
            found += _on_patch(name, after, patch)
        return found

    return Rung(name, climb, costly=True)


def _on_patch(name: str, grey: Grey, patch: bars.Patch) -> list[Found]:
    enlarge = min(ENLARGED_AT_MOST, max(1.0, ENLARGED_TO / patch.along))
    found = _on_cutting(f"{name} {enlarge:.0f}", grey, patch, enlarge)
    if found and any(each.read.symbology is not Symbology.CODE_128 for each in found):
        # what needs three votes would otherwise need three frames: a second cutting of other size is one
        found += _on_cutting(f"{name} again", grey, patch, enlarge * 0.7)
    return found


def _on_cutting(way: str, grey: Grey, patch: bars.Patch, enlarge: float) -> list[Found]:
    cutting = bars.upright(grey, patch, enlarge)
    reads = zxing.find(cutting.grey, zxing.LINEAR, full=False)
    if not reads and patch.purity < PURE_BARS and patch.across > TALL_ENOUGH * patch.along:
        reads = zxing.find(cutting.grey, zxing.PDF417)
    return [Found(cutting.in_frame(read), way) for read in reads]


def second_engine(name: str, zbar: Zbar, *steps: Treatment) -> Rung:
    """Treat the whole picture, then let zbar look."""

    def climb(grey: Grey) -> list[Found]:
        picture = treated(grey, *steps)
        return [Found(picture.in_frame(read), name) for read in zbar.find(picture.grey)]

    return Rung(name, climb)


def base() -> Rung:
    """Return the pass that every frame gets: it reads most of what is held up at the door, in a millisecond or two.

    All QR codes, not the first alone: it costs the same, and the first may be a poster's.
    """
    return plain("qr", zxing.QR, every=True)


def glance() -> Rung:
    """Return the base pass at a third of its price: no smaller or inverted copies."""
    return plain("qr glance", zxing.QR, full=False, every=True)


def second_chances(zbar: Zbar | None) -> tuple[Rung, ...]:
    """Return what the frames of a video get in turn, as many as there is time for.

    First one rung for each symbology, then what helps against noise, darkness, light and distance.
    """
    last = () if zbar is None else (second_engine("zbar half", zbar, blurred(3), scaled(0.5)),)
    return (
        upright("bars"),
        plain("gamma 2", zxing.QR, gamma(2)),
        plain("data matrix", zxing.DATA_MATRIX),
        plain("aztec", zxing.AZTEC),
        plain("linear", zxing.LINEAR),
        plain("qr histogram", zxing.QR, blurred(3), gamma(0.7), full=False, binarizer=Binarizer.GlobalHistogram),
        plain("pdf417", zxing.PDF417),
        plain("gamma 0.5", zxing.QR, gamma(0.5), full=False),
        plain("data matrix blurred", zxing.DATA_MATRIX, blurred(3)),
        plain("gamma 4", zxing.QR, gamma(4), blurred(5)),
        plain("qr half", zxing.QR, scaled(0.5), evened),
        upright("bars inverted", inverted),
        plain("sharpened", zxing.QR, gamma(2), sharpened, full=False),
        plain("aztec larger", zxing.AZTEC, scaled(1.5)),
        plain("larger", zxing.QR, gamma(2), scaled(1.5)),
        *last,
    )


def whole_ladder(matrix_zbar: Zbar | None, linear_zbar: Zbar | None) -> tuple[Rung, ...]:
    """Return all that a still picture gets: every symbology, every treatment, all codes in it."""
    rungs: list[Rung] = [
        plain("qr histogram", zxing.QR, blurred(3), gamma(0.7), every=True, binarizer=Binarizer.GlobalHistogram),
    ]
    treatments: Sequence[tuple[str, tuple[Treatment, ...]]] = (
        ("", ()),
        ("blurred", (blurred(3),)),
        ("dark", (gamma(2),)),
        ("light", (gamma(0.5),)),
        ("dark blurred", (gamma(4), blurred(5))),
        ("sharpened", (gamma(1.5), sharpened)),
        ("half", (scaled(0.5), evened)),
        ("larger", (gamma(2), scaled(1.5))),
        ("evened larger", (evened, scaled(2))),
        ("blurred larger", (blurred(3), scaled(2))),
    )
    for word, steps in treatments:
        for what, formats in (("qr", zxing.QR), ("data matrix", zxing.DATA_MATRIX), ("aztec", zxing.AZTEC)):
            if what == "data matrix" and word in ("sharpened", "evened larger"):
                continue  # the dearest of all, and they read nothing that the others do not
            rungs.append(plain(f"{what} {word}".strip(), formats, *steps, every=True))
        if word in ("", "blurred", "dark", "light", "sharpened", "larger"):
            rungs.append(plain(f"linear {word}", zxing.LINEAR, *steps, every=True))
            rungs.append(plain(f"pdf417 {word}", zxing.PDF417, *steps, every=True))
    for word, steps in (
        ("", ()),
        ("blurred", (blurred(3),)),
        ("dark", (gamma(2),)),
        ("light", (gamma(0.5),)),
        ("sharpened", (sharpened,)),
        ("inverted", (inverted,)),
        ("inverted blurred", (inverted, blurred(3))),
    ):
        rungs.append(upright(f"bars {word}".strip(), *steps, most=8))
    if matrix_zbar is not None:
        rungs.append(second_engine("zbar", matrix_zbar, blurred(3)))
        rungs.append(second_engine("zbar half", matrix_zbar, blurred(3), scaled(0.5)))
    if linear_zbar is not None:
        rungs.append(second_engine("zbar linear", linear_zbar))
        rungs.append(second_engine("zbar linear blurred", linear_zbar, blurred(3)))
    return tuple(rungs)
