"""What the sheet shows of the declaration wizard: invented people, numbers nobody has."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Final
from uuid import UUID

from kiosk import campaigns
from kiosk.declarations import AgeGroup, PhoneProof
from kiosk.declaring_screens import (
    CodeState,
    DeclareAddress,
    DeclareConsent,
    DeclareDone,
    DeclareHealth,
    DeclareIdentity,
    Printing,
)
from kiosk.draft import Draft, FieldProblem
from kiosk.places import Place
from kiosk.questionnaire import Answer, Campaign, Field
from kiosk.screens import Screen

TYPES: Final = "benh-vien-tphcm"
COMMON: Final = "khai-bao-toan-dan"
CODE: Final = "KD1:6BFOXN%TSMAHN-H/ P8JRHB6MRVWU5PPG5PB%SMUF5B.KPM6WXFZAVXHGW19IU3*8B0VQ0ZK6R47P3KSXMZ8/+A"

PROVINCES: Final = tuple(
    Place(code, name, name.removeprefix("Tỉnh ").removeprefix("Thành phố "))
    for code, name in (
        ("38", "Tỉnh Thanh Hóa"),
        ("91", "Tỉnh An Giang"),
        ("24", "Tỉnh Bắc Ninh"),
        ("96", "Tỉnh Cà Mau"),
        ("79", "Thành phố Hồ Chí Minh"),
    )
)
WARDS: Final = tuple(
    Place(f"1500{at}", f"Xã {name}", name, "38")
    for at, name in enumerate(("Cẩm Tân", "Cẩm Thạch", "Cẩm Thủy", "Cẩm Tú", "Cẩm Vân", "Ngọc Lặc"))
)
FILLED: Final = {
    Field.NAME: "NGUYỄN VĂN THỬ",
    Field.NUMBER: "001090000001",
    Field.BIRTH: "1990",
    Field.SEX: "male",
    Field.NATION: "VN",
    Field.PHONE: "0900000001",
    Field.PROVINCE: "38",
    Field.WARD: "15003",
    Field.STREET: "Thôn Ví Dụ",
}
BY_CARD: Final = frozenset({Field.NAME, Field.NUMBER, Field.BIRTH, Field.SEX})
EMPTY: Final = Draft()
CARD: Final = Draft(
    values=FILLED, from_card=BY_CARD, card="cccd", old_address="Thôn Ví Dụ, Xã Cẩm Tú, Thanh Hóa",
    phone_proof=PhoneProof.OTP, request=UUID(int=7),
)  # fmt: skip
CHILD: Final = replace(
    CARD,
    values={**FILLED, Field.BIRTH: "15/08/2016", Field.VISITOR_TYPE: "patient", Field.RELATIONSHIP: "parent",
            Field.REPRESENTATIVE: "TRẦN THỊ MẪU"},
    for_other=True,
)  # fmt: skip
WRONG: Final = (
    (Field.NAME, FieldProblem.MISSING),
    (Field.NUMBER, FieldProblem.NUMBER_LENGTH),
    (Field.SEX, FieldProblem.MISSING),
    (Field.PHONE, FieldProblem.PHONE_TOO_SHORT),
)
HALF: Final = Draft(values={Field.NUMBER: "00109", Field.PHONE: "090", Field.NATION: "VN"})


@cache
def campaign(name: str = COMMON) -> Campaign:
    """A campaign that comes with the kiosk."""
    found = campaigns.load(name)
    if found is None:
        raise LookupError(name)
    return found


def identity_screens() -> list[tuple[str, Screen]]:
    """Step 1 as it starts, filled from a card, with faults, and while each kind of field is edited."""
    card = DeclareIdentity(CARD, (), AgeGroup.ADULT)
    blank = DeclareIdentity(EMPTY, (), None)
    name = Draft(values={Field.NAME: "TRẦN THỊ MẪ"})
    return [
        ("declare-identity", card),
        ("declare-identity-empty", blank),
        ("declare-identity-wrong", DeclareIdentity(HALF, WRONG, None, tried=True)),
        ("declare-identity-asking", replace(card, asking=True)),
        ("declare-identity-unknown", replace(card, unknown_insurance=True, number_shown=True)),
        ("declare-keyboard", DeclareIdentity(name, (), None, editing=Field.NAME)),
        ("declare-keyboard-empty", replace(blank, editing=Field.NAME)),
        ("declare-birth", replace(card, editing=Field.BIRTH)),
        ("declare-number", replace(card, editing=Field.NUMBER)),
        ("declare-phone", DeclareIdentity(HALF, WRONG, None, editing=Field.PHONE, tried=True)),
        ("declare-email", DeclareIdentity(EMPTY, (), None, editing=Field.EMAIL)),
        ("declare-nation", replace(blank, editing=Field.NATION)),
    ]


def typed_screens() -> list[tuple[str, Screen]]:
    """Step 1 where visitors have types and a child is declared for: the fullest there is."""
    child = DeclareIdentity(CHILD, (), AgeGroup.CHILD)
    return [
        ("declare-child", child),
        ("declare-child-wrong", DeclareIdentity(replace(HALF, for_other=True), WRONG, AgeGroup.CHILD, tried=True)),
        ("declare-type", replace(child, editing=Field.VISITOR_TYPE)),
        ("declare-relation", replace(child, editing=Field.RELATIONSHIP)),
        ("declare-questions", DeclareHealth(CHILD, 0, ("symptoms",))),
        ("declare-options", DeclareHealth(CHILD, 0, ("symptoms",), editing="symptoms")),
    ]


def address_screens() -> list[tuple[str, Screen]]:
    """Step 2: a place found, nothing chosen yet, and while a ward is searched for."""
    there = DeclareAddress(
        CARD, (), PROVINCES[0], WARDS[3], "", "cam", PROVINCES, 0, 7, WARDS[:5], 5, 0, 1, card_fits=True, home="38"
    )
    missing = tuple((field, FieldProblem.MISSING) for field in (Field.PROVINCE, Field.WARD, Field.STREET))
    empty = DeclareAddress(EMPTY, missing, None, None, "", "", PROVINCES, 0, 7, (), 0, 0, 1, home="38")
    return [
        ("declare-address", there),
        ("declare-address-empty", empty),
        ("declare-address-wrong", replace(empty, tried=True)),
        ("declare-address-many", replace(there, ward_query="", wards=WARDS, ward_count=166, ward_pages=28)),
        ("declare-ward", replace(there, editing=Field.WARD)),
        ("declare-ward-none", replace(there, editing=Field.WARD, ward_query="qqq", wards=(), ward_count=0)),
        ("declare-street", replace(there, editing=Field.STREET)),
    ]


def health_screens() -> list[tuple[str, Screen]]:
    """Step 3: at its start, half way, with notes, and while a note is written."""
    keys = tuple(each.key for each in campaign().questions)
    half = replace(CARD, answers=(Answer(keys[0], "no"), Answer(keys[1], "no")))
    noted = replace(CARD, answers=(Answer(keys[0], "yes", "Tỉnh Ví Dụ"), Answer(keys[1], "yes")))
    return [
        ("declare-health", DeclareHealth(half, 1, keys[2:])),
        ("declare-health-start", DeclareHealth(CARD, 0, keys)),
        ("declare-health-notes", DeclareHealth(noted, 0, keys[2:], tried=True)),
        ("declare-note", DeclareHealth(noted, 0, keys[2:], editing=keys[0])),
    ]


def consent_screens() -> list[tuple[str, Screen]]:
    """Step 4: before and after the tick, for a child of seven and more, and while it is sent."""
    first = DeclareConsent(CARD, AgeGroup.ADULT, "N. V. THỬ", "09•• ••• 001", "Xã Cẩm Tú, Tỉnh Thanh Hóa", 5, 5)
    agreed = replace(first, draft=replace(CARD, agreed=True))
    return [
        ("declare-consent", agreed),
        ("declare-consent-empty", first),
        ("declare-consent-tried", replace(first, tried=True)),
        ("declare-consent-child", replace(first, draft=CHILD, age=AgeGroup.CHILD)),
        ("declare-consent-sending", replace(agreed, sending=True)),
    ]


def done_screens(now: datetime) -> list[tuple[str, Screen]]:
    """The end: with a code, without one yet, and what the printer does."""
    until = now + timedelta(days=1)
    done = DeclareDone(
        "N. V. THỬ", now, until, now, CodeState.HERE, Printing.READY, CODE, "7Q4M2F8KXR1C", until, can_add=True
    )
    bare = replace(done, code="", spelled="", code_until=None, printing=Printing.NO_PRINTER, can_add=False)
    return [
        ("declare-done", done),
        ("declare-done-no-printer", replace(done, printing=Printing.NO_PRINTER, entered_at=None)),
        ("declare-done-printing", replace(done, printing=Printing.PRINTING)),
        ("declare-done-printed", replace(done, printing=Printing.PRINTED)),
        ("declare-done-no-paper", replace(done, printing=Printing.FAILED)),
        ("declare-done-asked", replace(bare, state=CodeState.ASKED)),
        ("declare-done-later", replace(bare, state=CodeState.LATER, can_add=True)),
        ("declare-done-not-issued", replace(bare, state=CodeState.NOT_ISSUED)),
    ]


def declaring_screens(now: datetime) -> list[tuple[str, Screen]]:
    """Every step, for a site that asks what the whole country was asked."""
    return [
        *identity_screens(),
        *address_screens(),
        *health_screens(),
        *consent_screens(),
        *done_screens(now),
    ]
