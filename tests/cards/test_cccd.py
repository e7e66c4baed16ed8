"""Citizen cards: variants, damage, contradictions."""

import unicodedata
from datetime import date

import pytest

from kiosk.cards import parse
from kiosk.cards.card import Card, CardKind
from kiosk.people import IdentifierKind, PartialDate, Sex

WHOLE = "001090000001|010000001|Nguyễn Văn Thử|15081990|Nam|Số 1 phố Ví Dụ, Hà Nội|01052021"


def read(**changes: str) -> Card:
    names = ("number", "old", "name", "birth", "sex", "address", "issued")
    fields = dict(zip(names, WHOLE.split("|"), strict=True))
    assert fields.keys() >= changes.keys()
    return parse("|".join((fields | changes).values()))


@pytest.mark.parametrize(
    "text",
    [
        unicodedata.normalize("NFD", WHOLE),
        "\ufeff" + WHOLE,
        "ï»¿" + WHOLE,
        WHOLE + "\r\n",
        "\t" + WHOLE + "\x00",
        WHOLE.replace("|", " | "),
    ],
)
def test_what_scanners_add_changes_nothing(text: str) -> None:
    assert parse(text) == read()
    assert read().warnings == ()


@pytest.mark.parametrize("text", [WHOLE.upper(), WHOLE.lower()])
def test_upper_and_lower_case_are_read_as_printed(text: str) -> None:
    card = parse(text)
    assert (card.kind, card.sex, card.warnings) == (CardKind.CCCD, Sex.MALE, ())
    assert card.name == text.split("|")[2]


@pytest.mark.parametrize("text", ["Nữ", "NỮ", "nữ", "Nu", unicodedata.normalize("NFD", "Nữ")])
def test_female(text: str) -> None:
    assert read(number="001190000001", sex=text).sex is Sex.FEMALE
    assert read(number="001190000001", sex=text).warnings == ()


def test_the_number_contradicts_the_card() -> None:
    assert read(number="001190000001").warnings == ("sex_contradicts_number",)
    assert read(number="001091000001").warnings == ("birth_contradicts_number",)
    assert read(number="001290000001").warnings == ("birth_contradicts_number",)
    assert read(number="003090000001").warnings == ("province_unknown",)
    assert read(number="296090000001").warnings == ("province_unknown",)
    assert read(number="295090000001").warnings == ()
    assert "century_implausible" in read(number="001490000001").warnings


@pytest.mark.parametrize(
    ("birth", "expected", "warnings"),
    [
        ("31022001", None, ("birth_impossible",)),
        ("30021990", None, ("birth_impossible",)),
        ("15131990", None, ("birth_impossible",)),
        ("00131990", None, ("birth_impossible",)),
        ("15080000", None, ("birth_impossible",)),
        ("", None, ("birth_missing",)),
        ("1508199", None, ("birth_unreadable",)),
        ("００001990", None, ("birth_unreadable",)),
        ("00001990", PartialDate(1990), ()),
        ("00081990", PartialDate(1990, 8), ()),
        ("1990", PartialDate(1990), ()),
        ("15/08/1990", PartialDate(1990, 8, 15), ()),
    ],
)
def test_birth(birth: str, expected: PartialDate | None, warnings: tuple[str, ...]) -> None:
    card = read(birth=birth)
    assert (card.kind, card.birth, card.warnings) == (CardKind.CCCD, expected, warnings)


def test_birth_after_today() -> None:
    text = WHOLE.replace("001090", "001290").replace("15081990", "15082090")
    assert parse(text, today=date(2090, 8, 14)).warnings[0] == "birth_in_future"
    assert "birth_in_future" not in parse(text, today=date(2090, 8, 15)).warnings
    assert "issued_before_birth" in parse(text).warnings


def test_the_date_of_issue() -> None:
    assert read(issued="").warnings == ("issue_date_missing",)
    assert read(issued="010520").warnings == ("issue_date_unreadable",)
    assert read(issued="31022021").warnings == ("issue_date_impossible",)
    assert parse(WHOLE, today=date(2021, 4, 30)).warnings == ("issue_date_in_future",)


@pytest.mark.parametrize(
    "text",
    [
        WHOLE.replace("15081990|Nam", "Nam|15081990"),
        WHOLE.replace("001090000001|010000001", "010000001|001090000001"),
        WHOLE.replace("010000001|Nguyễn Văn Thử", "Nguyễn Văn Thử|010000001"),
        WHOLE.replace("Số 1 phố Ví Dụ, Hà Nội|01052021", "01052021|Số 1 phố Ví Dụ, Hà Nội"),
    ],
)
def test_neighbouring_fields_swapped(text: str) -> None:
    card = parse(text)
    assert card.warnings == ("fields_swapped",)
    assert (card.name, card.birth, card.sex, card.address, card.identifiers) == (
        read().name,
        read().birth,
        read().sex,
        read().address,
        read().identifiers,
    )


def test_the_old_number() -> None:
    assert {i.kind for i in read(old="").identifiers} == {IdentifierKind.CITIZEN_ID}
    assert read(old="01000000").warnings == ("old_number_malformed",)


def test_every_beginning_of_the_card() -> None:
    for length in range(len("001090000001|"), WHOLE.rindex("|") + 1):
        card = parse(WHOLE[:length])
        assert (card.kind, card.warnings) == (CardKind.UNREADABLE, ("cccd_truncated",)), length
        assert (card.name, card.citizen_id, card.identifiers) == (None, None, frozenset())
    for length in range(WHOLE.rindex("|") + 1, len(WHOLE)):
        assert parse(WHOLE[:length]).warnings[0].startswith("issue_date_"), length
        assert parse(WHOLE[:length]).address == read().address


@pytest.mark.parametrize("extra", [1, 2, 3])
def test_a_card_of_2024_cut_short(extra: int) -> None:
    card = parse(WHOLE + "|" * extra)
    assert (card.kind, card.warnings) == (CardKind.CAN_CUOC, ("cccd_truncated",))


def test_a_card_of_2024_with_its_last_fields_filled() -> None:
    card = parse(WHOLE + "|a|b|c|d")
    assert (card.kind, card.warnings, card.name) == (CardKind.CAN_CUOC, (), read().name)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("00109000001", "citizen_number_wrong_length"),
        ("0010900000010", "citizen_number_wrong_length"),
        ("1090000001", "citizen_number_wrong_length"),  # a spreadsheet took the zeros; no social-insurance number
        ("OO1090000001", "citizen_number_malformed"),
        ("", "citizen_number_malformed"),
        ("００1090000001", "citizen_number_malformed"),
    ],
)
def test_a_card_without_a_number_is_not_read(number: str, reason: str) -> None:
    card = read(number=number)
    assert (card.kind, card.warnings, card.name) == (CardKind.UNREADABLE, (reason,), None)


def test_seven_fields_of_something_else() -> None:
    assert parse("001090000001|a|b|c|d|e|f").warnings == ("cccd_damaged",)
    assert parse("a|b|c|d|e|f|g").kind is CardKind.FOREIGN


@pytest.mark.parametrize("between", ["", "\r\n", "|"])
def test_two_cards_run_together_are_nobodys(between: str) -> None:
    card = parse(WHOLE + between + WHOLE.replace("001090000001", "001090000009"))
    assert (card.kind, card.warnings) == (CardKind.UNREADABLE, ("two_codes",))


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\x07", "\x9b", "\ufeff", "\u2066", "\u00ad"])
def test_nothing_invisible_stays_in_a_name(hidden: str) -> None:
    card = read(name=f"Nguyễn {hidden}Văn Thử", address=f"Hà{hidden} Nội")
    assert (card.name, card.address) == ("Nguyễn Văn Thử", "Hà Nội")
    assert card.warnings == ("hidden_characters",)


def test_a_tab_in_a_name_parts_words() -> None:
    assert read(name="Nguyễn\tVăn\u2028Thử").name == "Nguyễn Văn Thử"


def test_letters_that_only_meet_without_what_is_between_them() -> None:
    assert read(name="Le\u200b\u0302").name == "Lê"


@pytest.mark.parametrize("name", ["Nguy?n V?n Th?", "Nguy\ufffdn", "\ud800", "12", "***", "A" * 201])
def test_a_name_that_was_not_decoded_is_left_out(name: str) -> None:
    assert (read(name=name).name, read(name=name).warnings) == (None, ("name_unreadable",))


def test_odd_names() -> None:
    assert (read(name="").name, read(name="").warnings) == (None, ("name_missing",))
    assert read(name="O'Brien-Smith Jr.").warnings == ()
    assert read(name="Nguyễn <b>").warnings == ("name_suspicious",)
    assert read(name="Nguyễn  Văn").name == "Nguyễn  Văn"
