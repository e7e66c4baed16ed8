import time
from itertools import pairwise

import numpy as np
import pytest

from hardware.camera_demo import DemoCamera, Visitors, camera
from hardware.demo_doorway import Doorway, Showing
from hardware.demo_props import Prop, Style
from hardware.demo_visitors import Cast
from hardware.frames import Frame
from kiosk.cards.card import CardKind
from kiosk.scans import Symbology


class Witness(Doorway):
    """A door that remembers who came."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.shown: list[Showing] = []

    def present(self, prop: Prop, conditions: object = None) -> Showing:
        assert conditions is None
        self.shown.append(super().present(prop))
        return self.shown[-1]


def frame_of(opened: object) -> Frame:
    assert isinstance(opened, DemoCamera)
    return opened.read()


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("lobby", "takes no name"),
        ("?colour=1", "allowed are seed, fps, visitors, pace"),
        ("?fps=0", "fps must be 1 to 60"),
        ("?fps=61", "fps must be 1 to 60"),
        ("?pace=0.5", "pace must be 2 seconds or more, or 0"),
        ("?seed=1.5", "seed must be a whole number"),
        ("?visitors=2.5", "visitors must be a whole number"),
        ("?seed=seven", "must be a number"),
    ],
)
def test_a_bad_address_is_told_what_is_allowed(place: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        camera(place)


def test_frames_come_at_the_rate_asked_for() -> None:
    opened = camera("?fps=50&visitors=0")()
    frame_of(opened)
    began = time.monotonic()

    frames = [frame_of(opened) for _ in range(10)]

    assert time.monotonic() - began >= 9 / 50
    assert [frame.number for frame in frames] == list(range(1, 11))
    assert all(one.at < other.at for one, other in pairwise(frames))
    assert frames[0].pixels.shape == (720, 1280, 3)
    assert not frames[0].still
    opened.close()
    opened.close()


def test_whoever_holds_the_doorway_can_present_something() -> None:
    doorway = Doorway(3)
    opened = camera("?fps=60&pace=0", doorway)()
    frame_of(opened)
    showing = doorway.present(Prop(b"0900000001", Symbology.QR, Style.PAPER, CardKind.PHONE))

    until = time.monotonic() + 20
    times = []
    while showing.first_whole_at is None and time.monotonic() < until:
        times.append(frame_of(opened).at)

    assert showing.first_whole_at == times[-1]


def test_visitors_come_by_themselves_in_the_order_of_the_plan_and_go_again() -> None:
    doorway = Witness(4)
    visitors = Visitors(iter(Cast(4).plan(3)), 6.0, np.random.default_rng(1))
    at = 0.0
    while at < 40:
        visitors.move(doorway, at)
        doorway.frame(at)
        at += 0.2

    assert [showing.payload for showing in doorway.shown] == [turn.payload for turn in Cast(4).plan(3)]
    assert all(showing.gone and showing.first_whole_at is not None for showing in doorway.shown)
    times = [showing.first_whole_at or 0.0 for showing in doorway.shown]
    assert all(4 < later - sooner < 10 for sooner, later in pairwise(times))


@pytest.mark.parametrize("place", ["?visitors=0", "?pace=0", "?pace=0&visitors=5"])
def test_nobody_comes_to_a_door_that_is_to_stay_empty(place: str) -> None:
    doorway = Witness(4)
    opened = camera(place, doorway)()
    assert isinstance(opened, DemoCamera)

    for at in range(30):
        opened._visitors.move(doorway, float(at))

    assert doorway.shown == []
