"""What the demo's picture costs: ``python tests/benchmarks/bench_demo_doorway.py``. Milliseconds of one thread."""

import time
from collections.abc import Callable

import cv2
import numpy as np

from hardware.demo_doorway import Doorway
from hardware.demo_visitors import Cast

STEP = 0.05
SEED = 7


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def line(what: str, taken: list[float]) -> None:
    print(f"{what:24} {np.median(taken):7.2f} {np.percentile(taken, 95):7.2f} {max(taken):7.2f}")


def main() -> None:
    cv2.setNumThreads(1)
    print(f"{'ms':24} {'median':>7} {'p95':>7} {'max':>7}")
    line("a doorway", [timed(lambda: Doorway(SEED)) for _ in range(5)])
    doorway, at = Doorway(SEED), 0.0
    idle, present, busy = [], [], []
    for _ in range(600):
        idle.append(timed(lambda: doorway.frame(at)))  # noqa: B023 - called at once
        at += STEP
    for turn in Cast(SEED).plan(20):
        present.append(timed(lambda: doorway.present(turn.prop)))  # noqa: B023
        for _ in range(20):
            busy.append(timed(lambda: doorway.frame(at)))  # noqa: B023
            at += STEP
        doorway.withdraw()
        at += 1.0
        doorway.frame(at)
        doorway.frame(at + 1.0)
        at += 1.0 + STEP
    line("a frame, nobody there", idle)
    line("a frame, code held up", busy)
    line("presenting something", present)


if __name__ == "__main__":
    main()
