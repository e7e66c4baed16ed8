"""What the ladder reads and costs, beside zxing-cpp and pyzbar alone, on the same drawn frames in the same run.

Run it with ``python tests/benchmarks/bench_decode.py``; it takes less than a minute on a quiet machine. Compare rows,
not absolute times: the machine may be busy.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import zxingcpp
from pyzbar import pyzbar

sys.path.insert(0, str(Path(__file__).parents[2]))

from hardware.decoding.decoder import Decoder
from hardware.decoding.rungs import base
from hardware.decoding.stills import StillDecoder
from hardware.decoding.zxing import AZTEC, DATA_MATRIX, LINEAR, PDF417, QR
from hardware.frames import Frame
from kiosk.scans import Symbology
from tests.hardware.scenes import PAYLOADS, SPOILS, Held, Image, colour, doorway, drawn, held_up, noise

RATE = 15.0
ALL = zxingcpp.BarcodeFormats([each for group in (QR, DATA_MATRIX, AZTEC, PDF417, LINEAR) for each in group])
WANTED = [pyzbar.ZBarSymbol[name] for name in ("QRCODE", "CODE128", "CODE39", "CODABAR", "EAN13", "EAN8", "UPCA")]
MATRIX = (Symbology.QR, Symbology.DATA_MATRIX, Symbology.AZTEC)


@dataclass
class Tally:
    """What one reader did."""

    right: dict[str, int] = field(default_factory=dict)
    wrong: int = 0
    milliseconds: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Scene:
    """One drawn frame and what is on it."""

    symbology: Symbology
    spoil: str
    grey: Image


def scenes(each: int, seed: int) -> Iterator[Scene]:
    """Draw ``each`` frames for every symbology and every way of spoiling; QR codes twice as many."""
    rng = np.random.default_rng(seed)
    for symbology, payload in PAYLOADS.items():
        code = drawn(symbology, payload)
        for spoil, spoiled in SPOILS.items():
            for _ in range(each * (2 if symbology is Symbology.QR else 1)):
                size = rng.uniform(140, 400) if symbology in MATRIX else rng.uniform(300, 520)
                angle = float(rng.choice([0, 5, 22, 45, 90, 180])) + rng.normal(0, 2)
                held = held_up(code, doorway(rng), rng, Held(size, angle, float(rng.choice([0, 0.08]))))
                yield Scene(symbology, spoil, spoiled(held, rng))


def read_by_zxing(grey: Image) -> list[bytes]:
    return [each.bytes for each in zxingcpp.read_barcodes(grey, ALL)]


def read_by_pyzbar(grey: Image) -> list[bytes]:
    return [each.data for each in pyzbar.decode(grey, symbols=WANTED)]


def read_by_base(grey: Image) -> list[bytes]:
    return [found.read.raw for found in BASE.climb(grey)]


def read_held_still(grey: Image) -> list[bytes]:
    """Hold the frame up for up to 8 frames of a camera, each with its own noise, and take the first that counts."""
    rng = np.random.default_rng(1)
    decoder = Decoder(tireless=True)
    for number in range(8):
        frame = Frame(colour(noise(2)(grey, rng)), number / RATE, number)
        reads = decoder.look(frame).reads
        if reads:
            return [read.raw for read in reads]
    return []


BASE = base()
STILLS = StillDecoder()
READERS: dict[str, Callable[[Image], list[bytes]]] = {
    "zxing, QR only (base pass)": read_by_base,
    "zxing, all formats": read_by_zxing,
    "pyzbar": read_by_pyzbar,
    "ladder, held for 8 frames": read_held_still,
    "ladder, one still": lambda grey: [read.raw for read in STILLS.read(colour(grey))],
}


def compare(each: int, seed: int) -> None:
    """Print how many frames each reader reads, wrongly, and in what time."""
    tallies = {name: Tally() for name in READERS}
    count = {"QR": 0, "other matrix": 0, "bars": 0}
    for scene in scenes(each, seed):
        group = "QR" if scene.symbology is Symbology.QR else "other matrix" if scene.symbology in MATRIX else "bars"
        count[group] += 1
        wanted = PAYLOADS[scene.symbology].encode()
        for name, reader in READERS.items():
            tally = tallies[name]
            began = time.thread_time()
            found = set(reader(scene.grey))
            tally.milliseconds.append((time.thread_time() - began) * 1e3)
            if scene.symbology is Symbology.UPC_A:  # others give it as an EAN-13 with a leading 0
                found = {raw[-12:] for raw in found}
            tally.right[group] = tally.right.get(group, 0) + (wanted in found)
            tally.wrong += len(found - {wanted})
    heads = "".join(f"{group + ' of ' + str(number):>20}" for group, number in count.items())
    print(f"{'reader':<30}{heads}{'wrong':>8}{'ms median':>12}{'p95':>8}")
    for name, tally in tallies.items():
        cells = "".join(f"{tally.right.get(group, 0):>20}" for group in count)
        median, slow = np.percentile(tally.milliseconds, (50, 95))
        print(f"{name:<30}{cells}{tally.wrong:>8}{median:>12.1f}{slow:>8.1f}")


def idle(sigma: float) -> None:
    """Print what an empty doorway costs: a few hundred frames of nothing but sensor noise."""
    rng = np.random.default_rng(3)
    background = doorway(rng)
    frames = [colour(noise(sigma)(background, rng)) for _ in range(24)]
    decoder = Decoder()
    spent, plain = [], []
    for number in range(345):
        pixels = frames[int(rng.integers(24))]
        began = time.thread_time()
        decoder.look(Frame(pixels, number / RATE, number))
        between = time.thread_time()
        if number >= 45:
            spent.append(between - began)
        if number % 10 == 0:
            zxingcpp.read_barcodes(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), ALL)
            plain.append(time.thread_time() - between)
    each, every = float(np.mean(spent)), float(np.mean(plain))
    print(
        f"noise {sigma:>4g}: {each * 1e3:6.2f} ms a frame, {each * RATE:6.1%} of a core at {RATE:g} frames a second"
        f" (zxing, all formats, every frame: {every * 1e3:6.2f} ms, {every * RATE:6.1%})"
    )


def latency(each: int) -> None:
    """Print the time from the first frame that shows a code until its read counts, at 15 frames a second."""
    rng = np.random.default_rng(4)
    print(f"\n{'held up at 15 frames a second':<30}{'read':>8}{'ms median':>12}{'p95':>8}")
    for symbology, payload in PAYLOADS.items():
        code, waits = drawn(symbology, payload), []
        for _ in range(each):
            background = doorway(rng)
            held = held_up(code, background, rng, Held(rng.uniform(320, 480), rng.uniform(0, 360), 0.05))
            decoder = Decoder()
            for number in range(40):
                frame = Frame(colour(noise(5)(held if number >= 10 else background, rng)), number / RATE, number)
                began = time.perf_counter()
                if decoder.look(frame).reads:
                    waits.append((number - 10) / RATE + time.perf_counter() - began)
                    break
        median, slow = np.percentile(waits, (50, 95)) * 1e3 if waits else (np.nan, np.nan)
        print(f"{symbology:<30}{f'{len(waits)}/{each}':>8}{median:>12.0f}{slow:>8.0f}")


if __name__ == "__main__":
    cv2.setNumThreads(1)
    compare(each=1, seed=2024)
    print("\nempty doorway, 1280 x 720")
    for sigma in (3.0, 8.0):
        idle(sigma)
    latency(each=3)
