"""A machine that types is told from a person, and neither loses anything to the other."""

import pytest

from kiosk.keyboard_wedge import Discarded, KeyboardWedge, Kind, Limits, Reason, Released, Stroke, Typed
from tests.typing_bench import BHYT, LINE, Desk, Happening, keys, strokes


@pytest.mark.parametrize("gap", [0.0, 0.001, 0.005, 0.012, 0.035, 0.049])
@pytest.mark.parametrize("end", ["\n", ""])
def test_a_burst_is_typed_once_and_whole_with_enter_or_without(gap: float, end: str) -> None:
    desk = Desk()
    assert desk.feed(strokes(LINE + end, gap)) == [Typed(LINE)]


@pytest.mark.parametrize("gap", [0.06, 0.08, 0.15, 1.0])
def test_a_person_however_fast_is_never_a_scan(gap: float) -> None:
    desk = Desk()
    desk.feed(strokes(LINE + "\n", gap))
    assert desk.released == keys(LINE + "\n")
    assert desk.typed == []
    assert desk.discarded == []


def test_a_persons_key_is_held_no_longer_than_the_gap() -> None:
    wedge: KeyboardWedge[str] = KeyboardWedge(Limits(gap=0.04))
    assert wedge.pressed(Stroke(1.0, Kind.INK, "a", 1, "a")) == []
    assert wedge.patience == 0.04
    assert wedge.silence() == [Released(("a",))]
    assert wedge.patience is None


def test_a_few_keys_at_once_are_a_person_rolling_over() -> None:
    desk = Desk()
    down = [Happening(0.01 * number, char) for number, char in enumerate("abcde")]
    up = [Happening(0.1 + 0.01 * number, char, down=False) for number, char in enumerate("abcde")]
    desk.feed([*down, *up])
    assert desk.released == [(char, True) for char in "abcde"] + [(char, False) for char in "abcde"]
    assert desk.typed == []


def test_a_half_read_code_is_not_glued_to_the_next() -> None:
    desk = Desk()
    half, whole = LINE[:20], LINE
    desk.feed([*strokes(half, 0.005), *strokes(whole + "\n", 0.005, start=20 * 0.005 + 0.11)])
    assert desk.typed == [half, whole]


def test_a_burst_may_stumble() -> None:
    desk = Desk()
    desk.feed([*strokes(LINE[:30], 0.005), *strokes(LINE[30:] + "\n", 0.005, start=29 * 0.005 + 0.09)])
    assert desk.typed == [LINE]


def test_two_bursts_one_after_the_other() -> None:
    desk = Desk()
    desk.feed([*strokes(LINE + "\n", 0.001), *strokes(BHYT + "\n", 0.001, start=0.1)])
    assert desk.typed == [LINE, BHYT]


@pytest.mark.parametrize("suffix", ["\n\n", "\n\nab", "\n\x0f", "\nab"])
def test_what_a_scanner_types_after_its_enter_reaches_nobody(suffix: str) -> None:
    desk = Desk()
    desk.feed(strokes(LINE + suffix, 0.002))
    assert desk.typed == [LINE]
    assert desk.released == []


def test_an_enter_before_the_code_is_no_press_of_a_button() -> None:
    desk = Desk()
    assert desk.feed(strokes("\n" + LINE, 0.002)) == [Typed(LINE)]


def test_lines_are_not_glued() -> None:
    desk = Desk()
    desk.feed(strokes("ab\ncdefghij\nklmnopq", 0.002))
    assert desk.typed == ["cdefghij", "klmnopq"]
    assert desk.discarded == [Reason.TOO_SHORT]


def test_a_key_held_down_is_a_person() -> None:
    desk = Desk()
    held = [Happening(0.0, "1")] + [Happening(0.5 + 0.033 * n, "1", repeat=True) for n in range(40)]
    desk.feed([*held, Happening(2.0, "1", down=False)])
    assert desk.released == [("1", True)] * 41 + [("1", False)]
    assert desk.typed == []


def test_a_key_held_down_is_a_person_even_where_the_window_system_does_not_say_so() -> None:
    desk = Desk()
    times = [0.0] + [0.5 + 0.04 * n for n in range(40)]
    held = [happening for at in times for happening in (Happening(at, "1", down=False), Happening(at, "1"))]
    desk.feed([*held[1:], Happening(3.0, "1", down=False)])
    assert desk.released == keys("1" * 41)
    assert desk.typed == []


@pytest.mark.parametrize("gap", [0.0005, 0.001, 0.005, 0.012, 0.03])
def test_a_code_that_begins_with_zeros_is_no_key_held_down(gap: float) -> None:
    desk = Desk()
    desk.feed(strokes("0000000003|1955|$", gap))
    assert desk.done == [Typed("0000000003|1955|$")]


def test_double_letters_that_the_window_system_takes_for_repeats_are_kept() -> None:
    desk = Desk()
    happenings = [Happening(0.001 * n, char, repeat=n > 0 and LINE[n - 1] == char) for n, char in enumerate(LINE)]
    desk.feed(happenings)
    assert desk.typed == [LINE]


@pytest.mark.parametrize(
    "attack",
    [
        "^\x0fcmd.exe\n",  # Ctrl+O first
        "cmd.exe^\x0f\n",  # last
        LINE + "\x0f" + LINE,
        "^\x0f",  # nothing else
        "^\x0f\n",
        "\x0f" * 40,
    ],
)
def test_control_keys_in_a_burst_reach_nobody(attack: str) -> None:
    desk = Desk()
    desk.feed(strokes(attack, 0.002))
    assert desk.released == []
    assert desk.typed == []
    assert Reason.CONTROL_KEYS in desk.discarded


def test_a_persons_shortcut_passes() -> None:
    desk = Desk()
    desk.feed([Happening(0, "^"), Happening(0.03, "\x0f"), Happening(0.1, "\x0f", False), Happening(0.2, "^", False)])
    assert desk.released == [("^", True), ("\x0f", True), ("\x0f", False), ("^", False)]


def test_separators_are_dropped() -> None:
    desk = Desk()
    assert desk.feed(strokes("01034531200000111719112510ABCD1234\x1d2110\n", 0.002)) == [
        Typed("01034531200000111719112510ABCD12342110")
    ]


def test_what_an_input_method_rewrites_is_kept_as_a_field_would_show_it() -> None:
    desk = Desk()
    damaged = BHYT.replace("e1bb856e", "ê1bb856e")
    desk.feed(strokes(BHYT.replace("e1bb856e", "e\bê1bb856e") + "\n", 0.004))
    assert desk.typed == [damaged]


@pytest.mark.parametrize("end", ["\n", ""])
def test_a_flood_is_discarded_and_the_next_code_read(end: str) -> None:
    desk = Desk()
    desk.feed([*strokes("x" * 20_000 + end, 0.0005), *strokes(LINE, 0.001, start=20.0)])
    assert desk.done == [Discarded(Reason.TOO_LONG), Typed(LINE)]


def test_the_longest_code_still_passes() -> None:
    desk = Desk()
    desk.feed(strokes("x" * 4300 + "\n", 0.0005))
    assert [len(text) for text in desk.typed] == [4300]


def test_a_flood_of_anything_does_not_fill_the_memory() -> None:
    wedge: KeyboardWedge[str] = KeyboardWedge()
    for number in range(100_000):
        wedge.pressed(Stroke(number * 0.001, Kind.SHIFT, "", 50, "shift"))
        assert len(wedge._held) < 1000


def test_time_that_goes_back_ends_a_run() -> None:
    wedge: KeyboardWedge[str] = KeyboardWedge()
    wedge.pressed(Stroke(4_294_967.0, Kind.INK, "a", 1, "a"))
    assert wedge.pressed(Stroke(0.001, Kind.INK, "b", 2, "b")) == [Released(("a",))]


def test_a_key_that_a_person_holds_while_a_scanner_types_comes_up() -> None:
    desk = Desk()
    desk.feed([Happening(0.0, "#"), Happening(0.205, "#", down=False), *strokes(LINE + "\n", 0.002, start=0.2)])
    assert desk.released == [("#", True), ("#", False)]
    assert desk.typed == [LINE]
