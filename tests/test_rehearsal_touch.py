"""The demo's fingers: they press what a visitor would, and wait where there is nothing to press."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk import flow_samples as samples
from kiosk.errand_events import Box, EveryonePressed, NextPressed, PhonePressed, Typed
from kiosk.errand_screens import CodeNotice, EnterCode, EnterPhone, NoCode, WhyNoCode
from kiosk.questionnaire import Field
from kiosk.rehearsal_fingers import PATIENCE_SECONDS, Fingers, Touching
from kiosk.rehearsal_touch import is_digit, next_touch
from kiosk.screens import Screen, Waiting, Welcome
from tests.fakes import HandClock, InlineBackground


@dataclass
class Somebody:
    by_phone: bool = True
    holds_card: bool = False
    key: int = 3
    phone: str = "0900000001"
    street: str = "Số 1"
    values: Mapping[Field, str] = field(default_factory=dict)


CODE = EnterCode("", "12", CodeNotice.SENT, 5, 400.0, None)


def test_they_type_their_number_and_the_code_digit_by_digit() -> None:
    somebody = Somebody()
    assert next_touch(somebody, Waiting(), None, 1.0) == PhonePressed(1.0)
    assert next_touch(somebody, EnterPhone("09"), None, 1.0) == Typed(Box.PHONE, "090", 1.0)
    assert next_touch(somebody, EnterPhone("0900000001", None), None, 1.0) == NextPressed(1.0)
    assert next_touch(somebody, CODE, None, 1.0) is None, "the message has not come"
    typed = next_touch(somebody, CODE, "123456", 1.0)
    assert typed == Typed(Box.CODE, "123", 1.0)
    assert is_digit(typed)
    assert not is_digit(EveryonePressed(1.0))


def play(screens: list[Screen], seconds: float) -> tuple[Touching | None, int]:
    """Play a visitor to a display that goes one screen on with every touch."""
    clock = HandClock()
    background = InlineBackground(clock)
    finished: list[Touching] = []
    pressed: list[object] = []

    def press(choice: object) -> None:
        pressed.append(choice)
        if len(screens) > 1:
            screens.pop(0)

    fingers = Fingers(
        Somebody(),
        "phone",
        lambda: screens[0],
        press,
        lambda _: "123456",
        lambda: None,
        lambda: None,
        clock,
        background,
        finished.append,
    )
    fingers.start()
    background.pass_time(seconds)
    return (finished[0] if finished else None), len(pressed)


def test_the_screen_of_whoever_came_before_is_waited_out() -> None:
    touching, pressed = play([Welcome("", samples.NOW)], 2.0)
    assert (touching, pressed) == (None, 0)


def test_whoever_is_let_in_is_served_with_their_touches_counted() -> None:
    touching, _ = play([Waiting(), EnterPhone("0900000001", None), Welcome("", samples.NOW)], 5.0)
    assert touching is not None
    assert (touching.served, touching.touches, touching.digits, touching.key) == (True, 2, 0, 3)


def test_whoever_gets_no_further_gives_up_and_is_not_served() -> None:
    nobody = NoCode(WhyNoCode.OFFLINE, "", can_attest=True)
    touching, _ = play([Waiting(), nobody], PATIENCE_SECONDS + 5)
    assert touching is not None
    assert (touching.served, touching.outcome) == (False, "NoCode")
