"""Bytes become codes however they are cut up, and noise becomes nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.serial_framing import FEWEST, LONGEST, SILENCE, Framing

CCCD = "001090000001|010000001|Nguyễn Văn Thử|15081990|Nam|Số 1 phố Ví Dụ, Phường Mẫu, Hà Nội|01052021"
BHYT = "DN4010000000001|4e677579e1bb856e2056c4836e|15/08/1990|1|-|01 - 999|0123456789abcdef-0202|$"
ENDS = [b"\r", b"\n", b"\r\n", b"\x03"]

codes = st.text(alphabet="ABCdef0123456789|/-, ễĂử$", min_size=3, max_size=80).filter(
    lambda text: sum(char.isascii() and char.isalnum() for char in text) >= FEWEST
)


def read(chunks: list[tuple[float, bytes]]) -> list[str]:
    """Feed chunks at their times, looking for silence every 30 ms in between."""
    framing = Framing()
    texts: list[str] = []
    now = chunks[0][0]
    for at, data in chunks:
        while now + 0.03 < at:
            now += 0.03
            texts += [frame.text for frame in framing.quiet(now)]
        now = at
        texts += [frame.text for frame in framing.feed(data, now)]
    for _ in range(4):
        now += 0.03
        texts += [frame.text for frame in framing.quiet(now)]
    return texts


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(codes, st.sampled_from([*ENDS, b""])), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(1, 40), st.floats(0.0, 0.045)), min_size=1, max_size=20),
)
def test_however_the_bytes_are_cut_up_the_codes_are_the_same(
    sent: list[tuple[str, bytes]], cuts: list[tuple[int, float]]
) -> None:
    chunks: list[tuple[float, bytes]] = []
    now, turn = 10.0, 0
    for code, end in sent:
        rest = code.encode() + end
        while rest:
            size, pause = cuts[turn % len(cuts)]
            turn += 1
            chunks.append((now, rest[:size]))
            rest = rest[size:]
            now += pause
        if not end:
            now += 0.2
    assert read(chunks) == [code for code, _ in sent]


def test_a_half_read_code_is_not_glued_to_the_next() -> None:
    half = CCCD[:30]
    assert read([(1.0, half.encode()), (1.0 + SILENCE + 0.05, CCCD.encode() + b"\r")]) == [half, CCCD]
    framing = Framing()  # not even if nobody looked meanwhile
    framing.feed(half.encode(), 1.0)
    assert [frame.text for frame in framing.feed(CCCD.encode() + b"\r", 2.0)] == [half, CCCD]


def test_a_busy_program_does_not_cut_a_code_in_two() -> None:
    framing = Framing()
    assert framing.feed(CCCD.encode()[:40], 1.0) == []
    assert [frame.text for frame in framing.feed(CCCD.encode()[40:] + b"\r", 1.3)] == [CCCD]


def test_a_health_insurance_card_ends_a_little_after_its_dollar() -> None:
    framing = Framing()
    framing.feed(BHYT.encode(), 1.0)
    assert framing.quiet(1.049) == []
    assert [frame.text for frame in framing.quiet(1.051)] == [BHYT]


def test_a_dollar_inside_does_not_end_a_code() -> None:
    assert read([(1.0, b"abc$"), (1.03, b"def\r")]) == ["abc$def"]


def test_what_is_not_utf8_is_latin1_and_stays_as_it_was() -> None:
    framing = Framing()
    (frame,) = framing.feed(b"M\xfcller 123\r", 1.0)
    assert (frame.text, frame.raw) == ("Müller 123", b"M\xfcller 123")


def test_a_flood_is_discarded_until_silence() -> None:
    framing = Framing()
    frames = []
    for number in range(1000):
        frames += framing.feed(b"x" * 100 + b"y", 1.0 + number * 0.01)
        assert len(framing._bytes) <= LONGEST
    frames += framing.feed(b"\rabc123\r", 11.0)
    assert frames == []
    assert framing.quiet(11.1) == []
    assert [frame.text for frame in framing.feed(CCCD.encode() + b"\r", 12.0)] == [CCCD]


def test_the_longest_code_passes() -> None:
    framing = Framing()
    framing.feed(b"x" * LONGEST, 1.0)
    assert [len(frame.raw) for frame in framing.feed(b"\r", 1.0)] == [LONGEST]


@given(
    st.lists(st.sampled_from([b"\x00", b"\xff", b"\r", b"\n", b"\x02", b"\x03", b"\xfe\x80", b"a", b"~"]), max_size=60)
)
def test_noise_is_no_code(noise: list[bytes]) -> None:
    quiet_noise = [part for part in noise if part != b"a"] + [b"\r", b"a", b"\r"]
    assert read([(1.0 + 0.001 * number, part) for number, part in enumerate(quiet_noise)]) == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.binary(max_size=200), st.floats(0.0, 0.2)), min_size=1, max_size=20))
def test_no_bytes_break_it_and_nothing_is_made_up(parts: list[tuple[bytes, float]]) -> None:
    framing = Framing()
    now = 1.0
    frames = []
    for data, pause in parts:
        now += pause
        frames += framing.feed(data, now)
    frames += framing.quiet(now + 1)
    sent = b"".join(data for data, _ in parts)
    assert sum(len(frame.raw) for frame in frames) <= len(sent)
    assert all(frame.text for frame in frames)
