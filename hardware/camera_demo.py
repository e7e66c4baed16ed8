"""A rendered camera: a hospital's door with visitors who hold up phones, cards and papers, from a seed.

``demo:``                     visitors without end, one every 6 seconds or so
``demo:?seed=7&pace=10``      another cast, calmer
``demo:?visitors=20&fps=15``  twenty showings at 15 frames a second, then an empty door
``demo:?visitors=0``          an empty door: whoever opened it presents something to its Doorway

The same seed brings the same people with the same cards in the same order.
"""

import time
from collections.abc import Iterator
from itertools import islice

import numpy as np

from hardware.camera_address import split_options
from hardware.demo_doorway import Doorway, Showing
from hardware.demo_visitors import Cast, Turn
from hardware.frames import Frame, OpenCamera

OPTIONS = ("seed", "fps", "visitors", "pace")
SLOWEST, FASTEST = 1.0, 60.0  # frames a second
SHORTEST_PACE = 2.0  # seconds; 0 stands for nobody
_FIRST_AFTER = 1.5  # seconds from the first frame to the first visitor
_HOLDING = 3.0, 4.0  # seconds


def camera(place: str, doorway: Doorway | None = None) -> OpenCamera:
    """Return what opens the camera named by the part of the address after ``demo:``.

    With ``doorway`` it shows that one, so that whoever holds it can present things too.
    Raises ValueError, with what is allowed, for a place, an unknown option or a value out of range.
    """
    name, options = split_options(place, OPTIONS)
    if name:
        raise ValueError(f"demo: takes no name, only options such as demo:?seed=7, not {name!r}.")
    fps, pace = options.get("fps", 20.0), options.get("pace", 6.0)
    for option in ("seed", "visitors"):
        if not options.get(option, 0.0).is_integer():
            raise ValueError(f"The option {option} must be a whole number, such as {option}=7.")
    if not SLOWEST <= fps <= FASTEST:
        raise ValueError(f"The option fps must be {SLOWEST:g} to {FASTEST:g}, not {fps:g}.")
    if 0 < pace < SHORTEST_PACE:
        raise ValueError(f"The option pace must be {SHORTEST_PACE:g} seconds or more, or 0 for nobody, not {pace:g}.")
    seed = int(options.get("seed", 0))
    visitors = 0 if pace == 0 else options.get("visitors")

    def open_demo() -> DemoCamera:
        turns = islice(Cast(seed).turns(), None if visitors is None else int(visitors))
        return DemoCamera(doorway or Doorway(seed), fps, Visitors(turns, pace, np.random.default_rng((seed, 5))))

    return open_demo


class Visitors:
    """Lets the people of ``turns`` step up by themselves, one every ``pace`` seconds or so."""

    def __init__(self, turns: Iterator[Turn], pace: float, rng: np.random.Generator) -> None:
        self._turns = turns
        self._pace = pace
        self._rng = rng
        self._next_at: float | None = None
        self._leaves_at = 0.0
        self._showing: Showing | None = None

    def move(self, doorway: Doorway, at: float) -> None:
        """Do what is due at ``at``: let somebody step up, or take their thing away."""
        if self._next_at is None:
            self._next_at = at + _FIRST_AFTER
        if self._showing is not None and at >= self._leaves_at:
            doorway.withdraw()
            self._showing = None
        if doorway.reserved:
            self._next_at = max(self._next_at, at + _FIRST_AFTER)
        if at >= self._next_at and self._showing is None:
            turn = next(self._turns, None)
            if turn is not None:
                self._showing = doorway.present(turn.prop)
                self._leaves_at = at + min(float(self._rng.uniform(*_HOLDING)), 0.75 * self._pace)
            self._next_at = at + self._pace * float(self._rng.uniform(0.8, 1.35))


class DemoCamera:
    """Renders ``doorway`` at ``fps`` frames a second."""

    def __init__(self, doorway: Doorway, fps: float, visitors: Visitors) -> None:
        self._doorway = doorway
        self._period = 1 / fps
        self._visitors = visitors
        self._number = 0
        self._due = time.monotonic()

    def read(self) -> Frame:
        """Wait until the next frame is due, and render it; its time is when rendering began."""
        now = time.monotonic()
        if self._due > now:
            time.sleep(self._due - now)
        self._due = max(self._due, now) + self._period
        at = time.monotonic()
        self._visitors.move(self._doorway, at)
        frame = Frame(self._doorway.frame(at), at, self._number)
        self._number += 1
        return frame

    def close(self) -> None:
        """Nothing is held open."""
