"""Bare numbers."""

import pytest

from kiosk.cards import parse
from kiosk.cards.card import CardKind
from kiosk.people import IdentifierKind


@pytest.mark.parametrize(
    ("text", "citizen_id", "kind", "warnings"),
    [
        ("001090000001", "001090000001", IdentifierKind.CITIZEN_ID, ()),
        (" 001 090 000001\n", "001090000001", IdentifierKind.CITIZEN_ID, ()),
        ("001-090-000001", "001090000001", IdentifierKind.CITIZEN_ID, ()),
        ("003090000001", "003090000001", IdentifierKind.CITIZEN_ID, ("province_unknown",)),
        ("001590000001", "001590000001", IdentifierKind.CITIZEN_ID, ("century_implausible",)),
        ("010000001", "010000001", IdentifierKind.OLD_CITIZEN_ID, ()),
        ("900000001", "900000001", IdentifierKind.OLD_CITIZEN_ID, ()),
    ],
)
def test_citizen_numbers(text: str, citizen_id: str, kind: IdentifierKind, warnings: tuple[str, ...]) -> None:
    card = parse(text)
    assert (card.kind, card.citizen_id, card.warnings) == (CardKind.CITIZEN_ID, citizen_id, warnings)
    assert [(i.kind, i.value) for i in card.identifiers] == [(kind, citizen_id)]
    assert (card.name, card.birth, card.sex, card.phone) == (None, None, None, None)


@pytest.mark.parametrize(
    ("text", "number", "kind", "value"),
    [
        ("DN4010000000001", "DN4010000000001", IdentifierKind.SOCIAL_INSURANCE, "0000000001"),
        ("dn 4 01 0000000001", "DN4010000000001", IdentifierKind.SOCIAL_INSURANCE, "0000000001"),
        ("CH401AA31800001", "CH401AA31800001", IdentifierKind.INSURANCE_CARD, "CH401AA31800001"),
        ("0000000003", "0000000003", IdentifierKind.SOCIAL_INSURANCE, "0000000003"),
        ("0600000001", "0600000001", IdentifierKind.SOCIAL_INSURANCE, "0600000001"),
    ],
)
def test_insurance_numbers(text: str, number: str, kind: IdentifierKind, value: str) -> None:
    card = parse(text)
    assert (card.kind, card.insurance_number) == (CardKind.INSURANCE_NUMBER, number)
    assert [(i.kind, i.value) for i in card.identifiers] == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "0900000001",
        "+84 90 000 0001",
        "84900000001",
        "0084900000001",
        "090.000.0001",
        "(090) 000-0001",
        "+84 (0)900000001",
        "\u202a0900000001\u202c",
    ],
)
def test_mobile_numbers(text: str) -> None:
    card = parse(text)
    assert (card.kind, card.phone, card.warnings) == (CardKind.PHONE, "+84900000001", ())
    assert card.identifiers == frozenset()  # a family shares a phone


def test_a_new_prefix_is_let_through_with_a_warning() -> None:
    card = parse("0500000001")
    assert (card.kind, card.phone, card.warnings) == (CardKind.PHONE, "+84500000001", ("phone_prefix_unknown",))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("01200000001", "phone_old_11_digits"),
        ("+841200000001", "phone_old_11_digits"),
        ("841200000001", "phone_old_11_digits"),
        ("00841200000001", "phone_old_11_digits"),
        ("01600000001", "phone_old_11_digits"),
        ("01800000001", "phone_old_11_digits"),
        ("01900000001", "phone_old_11_digits"),
        ("02838123456", "phone_landline"),
        ("+84 28 3812 3456", "phone_landline"),
        ("842838123456", "phone_landline"),
        ("19001234", "phone_not_mobile"),
        ("1800 1234", "phone_not_mobile"),
        ("+84600000001", "phone_not_mobile"),
        ("+8490000000", "phone_wrong_length"),
        ("+849000000011", "phone_wrong_length"),
        ("+14155550100", "phone_foreign"),
        ("00109000001", "citizen_number_wrong_length"),
        ("0010900000012", "citizen_number_wrong_length"),
        ("1", "number_wrong_length"),
        ("12345678", "number_wrong_length"),
        ("DN401000000001", "insurance_number_wrong_length"),
        ("DN40100000000012", "insurance_number_wrong_length"),
        ("", "empty"),
        ("\ufeff \r\n\u200b", "empty"),
        ("0" * 4301, "too_long"),
        ("|" * 100_000, "too_long"),
    ],
)
def test_reasons(text: str, reason: str) -> None:
    card = parse(text)
    assert (card.kind, card.warnings) == (CardKind.UNREADABLE, (reason,))
    assert (card.citizen_id, card.insurance_number, card.phone, card.identifiers) == (None, None, None, frozenset())


@pytest.mark.parametrize(
    "text", ["12345678901234", "1" * 18, "١٢٣٤٥٦٧٨٩٠١٢", "AB12345", "+", "-", "DN4-01x", "0900000001 Thử", "1e10"]
)
def test_what_is_no_number(text: str) -> None:
    assert parse(text).kind is CardKind.FOREIGN
