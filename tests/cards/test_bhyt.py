"""Health-insurance cards: variants, damage, contradictions."""

from datetime import date

import pytest

from kiosk.cards import parse
from kiosk.cards.card import Card, CardKind
from kiosk.people import IdentifierKind, PartialDate, Sex


def card_text(**changes: str) -> str:
    fields = {
        "number": "DN4010000000001",
        "name": "Nguyễn Văn Thử".encode().hex(),
        "birth": "15/08/1990",
        "sex": "1",
        "address": "Hà Nội".encode().hex(),
        "facility": "01 - 999",
        "first": "01/01/2021",
        "last": "31/12/2021",
        "issued": "20/12/2020",
        "own": "01000000000001",
        "guardian": "-",
        "area": "4",
        "five_years": "01/01/2025",
        "check": "0123456789abcdef-0202",
        "end": "$",
    }
    assert fields.keys() >= changes.keys()
    return "|".join((fields | changes).values())


def read(**changes: str) -> Card:
    return parse(card_text(**changes))


def test_the_whole_card_has_no_warnings() -> None:
    assert read().warnings == ()


@pytest.mark.parametrize("text", [card_text().upper(), card_text().lower(), card_text() + "\r\n"])
def test_case_and_line_ends_change_nothing(text: str) -> None:
    assert parse(text) == read()


@pytest.mark.parametrize("number", ["4e67", "0x4e67", "0X4E67"])
def test_the_name_may_be_written_with_or_without_0x(number: str) -> None:
    assert read(name=number).name == "Ng"


@pytest.mark.parametrize("name", ["4e6", "ff", "zz", "0x", "c3", "31", "00", "202020"])
def test_a_name_that_is_no_text_is_left_out(name: str) -> None:
    card = read(name=name)
    assert (card.kind, card.name) == (CardKind.BHYT, None)
    assert set(card.warnings) <= {"name_unreadable", "name_missing", "hidden_characters"}
    assert card.warnings
    assert card.insurance_number == "DN4010000000001"


def test_an_address_that_is_no_text_is_left_out() -> None:
    assert (read(address="c3").address, read(address="c3").warnings) == (None, ("address_unreadable",))
    assert read(address="-").warnings == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "4e677579êbb856e"),
        ("name", "4e677579ébb856e"),
        ("address", "48c3â0"),
        ("number", "TÉ790000000002"),
        ("check", "0123456789âbcdef-0202"),
    ],
)
def test_hexadecimal_digits_made_letters_tell_of_an_input_method(field: str, value: str) -> None:
    card = read(**{field: value})
    assert (card.kind, card.warnings) == (CardKind.UNREADABLE, ("wedge_damage",))
    assert (card.name, card.insurance_number, card.identifiers) == (None, None, frozenset())


@pytest.mark.parametrize("birth", ["15/08/1990", "1990", "00/00/1990", "08/1990", "1/8/1990"])
def test_birth_as_far_as_the_card_says(birth: str) -> None:
    expected = {
        "15/08/1990": PartialDate(1990, 8, 15),
        "1/8/1990": PartialDate(1990, 8, 1),
        "08/1990": PartialDate(1990, 8),
    }
    assert read(birth=birth).birth == expected.get(birth, PartialDate(1990))
    assert read(birth=birth).warnings == ()


@pytest.mark.parametrize(
    ("birth", "warning"),
    [
        ("31/02/2001", "birth_impossible"),
        ("-", "birth_missing"),
        ("", "birth_missing"),
        ("1990-08-1", "birth_unreadable"),
    ],
)
def test_a_birth_date_that_is_none(birth: str, warning: str) -> None:
    assert (read(birth=birth).birth, read(birth=birth).warnings) == (None, (warning,))


@pytest.mark.parametrize(("birth", "sex"), [("1", "15/08/1990"), ("2", "15/08/1990")])
def test_birth_and_sex_the_other_way_round(birth: str, sex: str) -> None:
    card = read(birth=birth, sex=sex)
    assert (card.birth, card.sex) == (PartialDate(1990, 8, 15), Sex.MALE if birth == "1" else Sex.FEMALE)
    assert card.warnings == ("fields_swapped",)


def test_a_year_and_sex_the_other_way_round() -> None:
    card = read(birth="2", sex="1955")
    assert (card.birth, card.sex, card.warnings) == (PartialDate(1955), Sex.FEMALE, ("fields_swapped",))


@pytest.mark.parametrize("sex", ["0", "3", "", "Nam"])
def test_only_1_and_2_are_a_sex(sex: str) -> None:
    assert (read(sex=sex).sex, read(sex=sex).warnings) == (None, ("sex_unknown",))


@pytest.mark.parametrize("facility", ["01 - 999", "01 – 999", "01\u00a0-\u00a0999", "01-999", "01999", "-", ""])
def test_the_facility_however_it_is_dashed(facility: str) -> None:
    assert read(facility=facility).warnings == ()


def test_a_facility_that_is_none() -> None:
    assert read(facility="01 - 99").warnings == ("facility_unreadable",)
    assert read(facility="03 - 999").warnings == ("facility_province_unknown",)


@pytest.mark.parametrize(
    ("number", "warnings"),
    [
        ("DN0010000000001", ("benefit_level_unknown",)),
        ("DN6010000000001", ("benefit_level_unknown",)),
        ("DN1010000000001", ("benefit_level_unusual",)),
        ("ZZ4010000000001", ("object_group_unknown",)),
        ("DN4030000000001", ("province_unknown",)),
        ("QN5970000000001", ()),
        ("CN2010000000001", ()),
    ],
)
def test_what_is_odd_about_a_number_is_a_warning(number: str, warnings: tuple[str, ...]) -> None:
    card = read(number=number)
    assert (card.kind, card.insurance_number, card.warnings) == (CardKind.BHYT, number, warnings)


def test_an_old_number_with_letters_is_linked_by_whole() -> None:
    card = read(number="CH401AA31800001")
    assert [(i.kind, i.value) for i in card.identifiers] == [(IdentifierKind.INSURANCE_CARD, "CH401AA31800001")]


@pytest.mark.parametrize("number", ["DN401000000001", "D4010000000001", "", "00000003", "DN40100000000012"])
def test_a_card_without_a_number_is_not_read(number: str) -> None:
    card = read(number=number)
    assert (card.kind, card.warnings) == (CardKind.UNREADABLE, ("insurance_number_malformed",))


def test_the_days_of_validity() -> None:
    text = card_text()
    assert parse(text, today=date(2021, 12, 31)).warnings == ()
    assert parse(text, today=date(2022, 1, 1)).warnings == ("insurance_expired",)
    assert parse(text, today=date(2020, 12, 31)).warnings == ("insurance_not_yet_valid",)
    assert read(last="-").warnings == ()
    assert read(last="31/02/2021").warnings == ("validity_unreadable",)
    assert read(first="01/01/2022").warnings == ("validity_contradiction",)


def test_every_beginning_of_the_card() -> None:
    text = card_text()
    whole = read()
    for length in range(len("DN4010000000001|"), len(text)):
        card = parse(text[:length])
        if text[:length].count("|") < 6:
            assert (card.kind, card.warnings) == (CardKind.UNREADABLE, ("bhyt_truncated",)), length
            assert card.name is None
        else:
            assert card.warnings == ("bhyt_truncated",), length
            assert (card.kind, card.name, card.birth, card.address) == (
                whole.kind,
                whole.name,
                whole.birth,
                whole.address,
            )


def test_a_date_cut_short_is_not_judged() -> None:
    text = card_text()
    cut = text[: text.index("31/12/2021") + len("31/12/20")]
    assert parse(cut, today=date(2026, 1, 1)).warnings == ("bhyt_truncated",)


def test_every_beginning_of_a_card_of_2021() -> None:
    text = card_text(number="0000000003", birth="1955", address="-", last="-")
    for length in range(len("0000000003|"), len(text)):
        assert parse(text[:length]).warnings == ("bhyt_truncated",), length


def test_too_many_fields() -> None:
    assert parse(card_text(check="-|-")).warnings == ("field_count_unexpected",)


def test_two_cards_run_together_are_nobodys() -> None:
    other = card_text(number="DN4010000000009")
    for between in ("", "\r\n"):
        assert parse(card_text() + between + other).warnings == ("two_codes",)


@pytest.mark.parametrize("text", ["0000000003|hello", "a|b|c|$", "DN|4e67|$", "1|2|3|4|5|6|7|8|9|$"])
def test_what_is_no_insurance_card(text: str) -> None:
    assert parse(text).kind is CardKind.FOREIGN
