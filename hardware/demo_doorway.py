"""The demo's door as a camera sees it: a lobby out of focus, people passing, and what a visitor holds up.

Everything follows from the seed and from the times at which frames are asked for: the same seed, the same
presentations and the same times give the same pixels.
"""

import math
from dataclasses import dataclass
from threading import Lock

import cv2
import numpy as np

from hardware.demo_lobby import BUST, HEIGHT, WIDTH, room, walkers
from hardware.demo_motion import Conditions
from hardware.demo_optics import GREY, grain, is_inside, shoot
from hardware.demo_paint import Pixels
from hardware.demo_props import Prop
from hardware.demo_staging import Stage, stage
from kiosk.cards.card import CardKind
from kiosk.scans import Symbology

_SHIFTS = 96  # the noise is this many pixels larger than a frame, and lies differently on each
_NOISE, _DARK_NOISE = 2.8, 5.5  # standard deviation of a grey level
_DUSK = 0.8  # below this much light the sensor turns its gain up
_STEPPING = 0.6  # seconds in which a visitor steps up


@dataclass(slots=True, eq=False)
class Showing:
    """One presentation, filled in by the doorway while it renders; may be looked at from any thread.

    ``first_whole_at`` is the time of the first frame that shows the whole code with its quiet zone, None until
    then. ``gone`` becomes True when the thing is out of sight again.
    """

    prop: Prop
    first_whole_at: float | None = None
    gone: bool = False

    @property
    def payload(self) -> bytes:
        """What the code says, byte for byte."""
        return self.prop.payload

    @property
    def text(self) -> str:
        """What the code says."""
        return self.prop.text

    @property
    def symbology(self) -> Symbology:
        """How the code is drawn."""
        return self.prop.symbology

    @property
    def kind(self) -> CardKind:
        """What the card is."""
        return self.prop.kind


@dataclass(slots=True, eq=False)
class _Act:
    """A showing in progress."""

    showing: Showing
    stage: Stage
    entered_at: float | None = None
    leaving: bool = False
    left_at: float | None = None


class Doorway:
    """The view through the demo's camera; ``size`` is width and height, 1280 x 720 or larger.

    ``frame`` is called by one thread; ``present`` and ``withdraw`` by any. While it is ``reserved`` nobody steps up by
    themselves.
    """

    def __init__(self, seed: int, size: tuple[int, int] = (WIDTH, HEIGHT)) -> None:
        if size[0] < WIDTH or size[1] < HEIGHT:
            raise ValueError(f"The doorway is drawn at {WIDTH}x{HEIGHT} or larger, not {size[0]}x{size[1]}.")
        self.size = size
        self.reserved = False
        self._seed = seed
        self._unit = size[1] / HEIGHT
        rng = np.random.default_rng((seed, 0))
        self._room: Pixels = cv2.resize(room(rng), size, interpolation=cv2.INTER_CUBIC).astype(np.uint8)
        self._walkers = walkers(rng, self._unit)
        self._grains = tuple(grain(rng, (size[1] + _SHIFTS, size[0] + _SHIFTS), by) for by in (_NOISE, _DARK_NOISE))
        self._jitter = np.random.default_rng((seed, 1))
        self._light = 1.0
        self._started_at: float | None = None
        self._lock = Lock()
        self._presented = 0
        self._act: _Act | None = None
        self._next: _Act | None = None

    def present(self, prop: Prop, conditions: Conditions | None = None) -> Showing:
        """Let a visitor hold ``prop`` up from the next frame on, once whoever is there has gone.

        ``conditions`` are drawn from the seed if not given. Draws the thing before it returns (about 0.1 s).
        """
        with self._lock:
            number = self._presented
            self._presented += 1
        showing = Showing(prop)
        act = _Act(showing, stage(prop, conditions, self.size, np.random.default_rng((self._seed, 2, number))))
        with self._lock:
            if self._act is None:
                self._act = act
            else:
                self._act.leaving = True
                self._turn_away()
                self._next = act
        return showing

    def withdraw(self) -> None:
        """Let the visitor who is there, or about to come, take the thing away; nothing happens if nobody is."""
        with self._lock:
            if self._act is not None:
                self._act.leaving = True
            self._turn_away()

    def frame(self, at: float) -> Pixels:
        """Render what the camera sees at ``at`` (monotonic seconds, never going back): height x width x 3, BGR."""
        if self._started_at is None:
            self._started_at = at
        picture = self._room.copy()
        for walker in self._walkers:
            walker.sprite.lay(picture, *walker.place(at - self._started_at))
        act = self._current(at)
        if act is not None:
            self._draw(act, picture, at)
        light = 1.0 if act is None else act.stage.path.conditions.light
        self._light += (light - self._light) * 0.25
        self._expose(picture, at)
        return picture

    def _current(self, at: float) -> _Act | None:
        """Who is in the picture now; the next visitor steps up when the last one has gone."""
        with self._lock:
            act = self._act
            if act is not None and act.leaving:
                if act.left_at is None:
                    act.left_at = at
                if act.entered_at is None or act.stage.path.over(at - act.left_at):
                    act.showing.gone = True
                    act = self._act = self._next
                    self._next = None
            if act is not None and act.entered_at is None:
                act.entered_at = at
            return act

    def _turn_away(self) -> None:
        if self._next is not None:
            self._next.showing.gone = True
            self._next = None

    def _draw(self, act: _Act, picture: Pixels, at: float) -> None:
        entered = 0.0 if act.entered_at is None else at - act.entered_at
        left = -1.0 if act.left_at is None else at - act.left_at
        staged = act.stage
        out = (1 - min(entered / _STEPPING, 1.0)) ** 2 + max(left / _STEPPING, 0.0)
        x, y = staged.visitor_at
        sway = 3 * self._unit * math.sin(entered * 1.1)
        staged.visitor.lay(picture, round(x + sway), round(y + out * BUST * self._unit))
        matrix = staged.path.matrix(staged.origin, entered, left)
        shoot(staged.held, matrix, staged.path.smear(entered, left), picture)
        if act.showing.first_whole_at is None and is_inside(staged.held.code, matrix, self.size):
            act.showing.first_whole_at = at

    def _expose(self, picture: Pixels, at: float) -> None:
        """Light, its flicker, and the sensor's noise, in one pass over the picture."""
        noise = self._grains[self._light < _DUSK]
        dx, dy = (int(by) for by in self._jitter.integers(0, _SHIFTS, 2))
        gain = self._light * (1 + 0.006 * math.sin(at * 9.1) + 0.004 * math.sin(at * 2.3))
        height, width = picture.shape[:2]
        cv2.addWeighted(picture, gain, noise[dy : dy + height, dx : dx + width], 1.0, -GREY, dst=picture)
