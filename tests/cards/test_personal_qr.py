"""The national personal QR: masked, by proxy, and with every kind of last field."""

import pytest

from kiosk.cards import parse
from kiosk.cards.card import Card, CardKind
from kiosk.people import IdentifierKind, PartialDate, Sex

WHOLE = "001090000001|NGUYEN VAN THU|1990-08-15|0|100000000000000001|<1<DN4010000000001<0900000001"


def read(document: str = "001090000001", birth: str = "1990-08-15", ext: str = "", declared: str = "0") -> Card:
    return parse(f"{document}|NGUYEN VAN THU|{birth}|{declared}|100000000000000001|{ext}")


def kinds(card: Card) -> set[IdentifierKind]:
    return {identifier.kind for identifier in card.identifiers} - {IdentifierKind.NATIONAL_QID}


@pytest.mark.parametrize(
    ("document", "citizen_id", "kind"),
    [
        ("001090000001", "001090000001", IdentifierKind.CITIZEN_ID),
        ("010000001", "010000001", IdentifierKind.OLD_CITIZEN_ID),
        ("B0000000", None, IdentifierKind.PASSPORT),
    ],
)
def test_documents(document: str, citizen_id: str | None, kind: IdentifierKind) -> None:
    card = read(document)
    assert (card.citizen_id, kinds(card), card.warnings) == (citizen_id, {kind}, ())


@pytest.mark.parametrize("document", ["******000001", "******001", "******00", "************", "001090******"])
def test_a_masked_document_is_no_number(document: str) -> None:
    card = read(document)
    assert (card.citizen_id, kinds(card), card.warnings) == (None, set(), ())


def test_documents_that_are_none() -> None:
    assert read("").warnings == ("document_missing",)
    assert read("", declared="1").warnings == ()
    assert read("00109000001").warnings == ("document_unknown",)
    assert kinds(read("00109000001")) == set()


@pytest.mark.parametrize(
    ("birth", "expected", "warnings"),
    [
        ("1990-**-**", PartialDate(1990), ()),
        ("1990-08-**", PartialDate(1990, 8), ()),
        ("****-**-**", None, ()),
        ("1990-00-00", PartialDate(1990), ()),
        ("1990-02-31", None, ("birth_impossible",)),
        ("15/08/1990", PartialDate(1990, 8, 15), ()),
        ("soon", None, ("birth_unreadable",)),
    ],
)
def test_birth(birth: str, expected: PartialDate | None, warnings: tuple[str, ...]) -> None:
    card = read(birth=birth)
    assert (card.kind, card.birth, card.warnings) == (CardKind.PERSONAL_QR, expected, warnings)


@pytest.mark.parametrize(
    ("ext", "sex", "insurance", "phone"),
    [
        ("", None, None, None),
        ("<1<00<0900000001", Sex.MALE, None, "+84900000001"),
        ("1<GD4010000000001<0900000001", Sex.MALE, "GD4010000000001", "+84900000001"),
        ("<2<0000000003<0900000001<signature", Sex.FEMALE, "0000000003", "+84900000001"),
        ("<2<0900000009<", Sex.FEMALE, "0900000009", None),
        ("<2<0900000001", Sex.FEMALE, None, "+84900000001"),
        ("<0<<", None, None, None),
        ("<1<******0001<******0001", Sex.MALE, None, None),
        ("100000000000000009<1<00<0900000001", Sex.MALE, None, "+84900000001"),
    ],
)
def test_the_last_field(ext: str, sex: Sex | None, insurance: str | None, phone: str | None) -> None:
    card = read(ext=ext)
    assert (card.sex, card.insurance_number, card.phone) == (sex, insurance, phone)
    assert set(card.warnings) <= {"sex_contradicts_number"}


@pytest.mark.parametrize(
    ("ext", "warning"),
    [
        ("<7<00<0900000001", "sex_unknown"),
        ("<1<DN40100<0900000001", "insurance_number_malformed"),
        ("<1<00<01200000001", "phone_old_11_digits"),
        ("<1<00<09000000", "phone_wrong_length"),
        ("<1<00<0500000001", "phone_prefix_unknown"),
    ],
)
def test_what_is_odd_about_the_last_field(ext: str, warning: str) -> None:
    assert read(ext=ext).warnings == (warning,)


def test_the_proxys_id_is_not_the_persons() -> None:
    card = read("", declared="1", ext="100000000000000099<2<<0900000001")
    assert "100000000000000099" not in {identifier.value for identifier in card.identifiers}


def test_a_number_that_contradicts_the_date_is_only_a_warning() -> None:
    card = read("001093000001")
    assert (card.kind, card.warnings) == (CardKind.PERSONAL_QR, ("birth_contradicts_number",))


def test_every_beginning_of_the_code() -> None:
    for length in range(len("001090000001|N"), WHOLE.rindex("|") + 1):
        card = parse(WHOLE[:length])
        assert (card.kind, card.warnings) == (CardKind.UNREADABLE, ("personal_qr_truncated",)), length


@pytest.mark.parametrize(
    "text", ["|TRAN THI MAU|2018-03-0", "******000001|NG", "******00", "B0000000|SMITH JOHN|1980-"]
)
def test_beginnings_of_other_documents(text: str) -> None:
    assert parse(text).warnings == ("personal_qr_truncated",)


def test_swapped_and_odd_fields() -> None:
    swapped = parse(WHOLE.replace("NGUYEN VAN THU|1990-08-15", "1990-08-15|NGUYEN VAN THU"))
    assert (swapped.name, swapped.birth) == ("NGUYEN VAN THU", PartialDate(1990, 8, 15))
    assert swapped.warnings == ("fields_swapped",)
    assert read(declared="7").warnings == ("declaration_type_unknown",)
    assert parse(WHOLE.replace("|100000000000000001|", "||")).warnings == ("qid_malformed",)
    assert parse(WHOLE + "|more").warnings == ("field_count_unexpected",)
