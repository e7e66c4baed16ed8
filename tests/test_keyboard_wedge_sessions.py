"""Whatever a person and a scanner do one after the other, each gets its own."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.keyboard_wedge import KeyboardWedge, Kind, Released, Stroke
from tests.typing_bench import KINDS, Desk, Happening, Key


@st.composite
def sessions(draw: st.DrawFn) -> tuple[list[Happening], list[Key], list[str]]:
    """Happenings, with what a person and what a scanner did in them."""
    happenings: list[Happening] = []
    person: list[tuple[float, Key]] = []
    codes: list[str] = []
    now = 1.0
    for is_burst in draw(st.lists(st.booleans(), max_size=12)):
        if is_burst:
            code = draw(st.text(alphabet="ABCDEF0123456789|$/ âđ", min_size=6, max_size=60))
            end = draw(st.sampled_from(["\n", "\n\n", ""]))
            codes.append(code)
            for char in code + end:
                happenings.append(Happening(now, char))
                happenings.append(Happening(now + 0.0002, char, down=False))
                now += draw(st.floats(0.0005, 0.048))
            now += draw(st.floats(0.101, 0.5) if end == "" else st.floats(0.06, 0.5))
        else:
            for char in draw(st.text(alphabet="abcdefgh\t\b", min_size=1, max_size=12)):
                held = draw(st.floats(0.01, 0.2))  # longer than the next key is away: rolling over
                happenings += [Happening(now, char), Happening(now + held, char, down=False)]
                person += [(now, (char, True)), (now + held, (char, False))]
                now += draw(st.floats(0.06, 0.3))
    person.sort(key=lambda entry: entry[0])
    return happenings, [key for _, key in person], codes


@settings(max_examples=300, deadline=None)
@given(sessions())
def test_every_burst_comes_out_whole_and_no_persons_key_is_lost_or_reordered(
    session: tuple[list[Happening], list[Key], list[str]],
) -> None:
    happenings, person, codes = session
    desk = Desk()
    desk.feed(happenings)
    assert desk.typed == codes
    assert desk.released == person


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("ab1|\n\b\x1d^\x0f"), st.booleans(), st.booleans(), st.floats(-0.2, 0.3)),
        max_size=80,
    )
)
def test_whatever_is_typed_nothing_breaks_and_nothing_is_made_up(
    events: list[tuple[str, bool, bool, float]],
) -> None:
    wedge: KeyboardWedge[int] = KeyboardWedge()
    now = 0.0
    out: list[int] = []
    for number, (text, down, repeat, gap) in enumerate(events):
        now += gap
        done = (
            wedge.pressed(Stroke(now, KINDS.get(text, Kind.INK), text, ord(text), number, repeat))
            if down
            else wedge.lifted(now, ord(text), number)
        )
        out += [key for outcome in done if isinstance(outcome, Released) for key in outcome.keys]
    out += [key for outcome in wedge.silence() if isinstance(outcome, Released) for key in outcome.keys]
    assert out == sorted(set(out))
    assert wedge.patience is None
