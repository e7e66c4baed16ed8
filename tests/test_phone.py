"""Mobile numbers as visitors type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.phone import Phone, PhoneProblem, parse, prefix_known


@pytest.mark.parametrize(
    "text",
    [
        "0900000001",
        "+84900000001",
        "84900000001",
        "0084900000001",
        "+84 90 000 0001",
        "090.000.0001",
        "090-000-0001",
        "090–000–0001",
        "(090) 000 0001",
        "090\u00a0000\u00a00001",
        "+84 (0) 900000001",
        "\u202a0900000001\u202c",
    ],
)
def test_every_way_to_write_one_number(text: str) -> None:
    assert parse(text) == Phone("0900000001")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", PhoneProblem.EMPTY),
        (" - ", PhoneProblem.EMPTY),
        ("09000x0001", PhoneProblem.NOT_DIGITS),
        ("٠٩٠٠٠٠٠٠٠١", PhoneProblem.NOT_DIGITS),
        ("0900000001+", PhoneProblem.NOT_DIGITS),
        ("0", PhoneProblem.TOO_SHORT),
        ("+84", PhoneProblem.TOO_SHORT),
        ("090000000", PhoneProblem.TOO_SHORT),
        ("09000000011", PhoneProblem.TOO_LONG),
        ("0600000001", PhoneProblem.BAD_PREFIX),
        ("0400000001", PhoneProblem.BAD_PREFIX),
        ("900000001", PhoneProblem.BAD_PREFIX),
        ("01100000001", PhoneProblem.BAD_PREFIX),
        ("01200000001", PhoneProblem.OLD_11_DIGITS),
        ("+841690000001", PhoneProblem.OLD_11_DIGITS),
        ("02838123456", PhoneProblem.LANDLINE),
        ("+842838123456", PhoneProblem.LANDLINE),
        ("19001234", PhoneProblem.NOT_MOBILE),
        ("18001234", PhoneProblem.NOT_MOBILE),
        ("+14155550100", PhoneProblem.FOREIGN),
        ("0014155550100", PhoneProblem.FOREIGN),
    ],
)
def test_each_wrong_input_has_its_reason(text: str, problem: PhoneProblem) -> None:
    assert parse(text) is problem


def test_a_number_is_fine_so_far_at_every_digit() -> None:
    for number in ("0900000001", "+84900000001", "84900000001", "0084900000001"):
        for length in range(1, len(number)):
            if number[:length] != "+":
                assert parse(number[:length]) is PhoneProblem.TOO_SHORT, number[:length]


def test_how_a_number_is_shown() -> None:
    phone = Phone("0912345678")
    assert (phone.e164, phone.grouped, phone.masked) == ("+84912345678", "0912 345 678", "09•• ••• 678")
    assert "345" not in repr(phone)


def test_operators() -> None:
    assert all(prefix_known(Phone(f"{prefix}000000"[:10].ljust(10, "0"))) for prefix in ("032", "070", "086", "097"))
    assert not prefix_known(Phone("0500000001"))
    assert not prefix_known(Phone("0710000001"))


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True))
def test_a_mobile_number_comes_back(number: str) -> None:
    phone = parse(number)
    assert isinstance(phone, Phone)
    assert parse(phone.e164) == parse(phone.grouped) == phone


@given(st.text())
def test_any_text_is_a_number_or_has_a_reason(text: str) -> None:
    found = parse(text)
    assert isinstance(found, PhoneProblem) or found.national.isascii()
