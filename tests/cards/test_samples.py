"""Every synthetic sample, and all that is read from it."""

import json
from datetime import date
from pathlib import Path

import pytest

from kiosk.cards import parse
from kiosk.cards.json_form import as_json

TODAY = date(2026, 11, 21)
SAMPLES: dict[str, list[str]] = json.loads((Path(__file__).parent / "samples.json").read_text(encoding="utf-8"))
NOTHING: dict[str, object] = {
    "kind": None,
    "name": None,
    "birth": None,
    "sex": None,
    "citizen_id": None,
    "insurance_number": None,
    "phone": None,
    "address": None,
    "family": None,
    "warnings": [],
}
PHONE = "+84900000001"
QID = "10000000000000000"

EXPECTED: dict[str, list[tuple[dict[str, object], set[str]]]] = {
    "bhyt": [
        (
            {
                "kind": "bhyt",
                "name": "Nguyễn Văn Thử",
                "birth": "1990-08-15",
                "sex": "male",
                "insurance_number": "DN4010000000001",
                "address": "Số 1 phố Ví Dụ, Hà Nội",
                "warnings": ["insurance_expired"],
            },
            {"social_insurance 0000000001"},
        ),
        (
            {
                "kind": "bhyt",
                "name": "Trần Thị Mẫu",
                "birth": "2018-03-02",
                "sex": "female",
                "insurance_number": "TE1790000000002",
                "address": "Ấp Mẫu, xã Mẫu, TP Hồ Chí Minh",
                "warnings": ["insurance_expired"],
            },
            {"social_insurance 0000000002"},
        ),
        (
            {
                "kind": "bhyt",
                "name": "Lê Hoàng Kiểm",
                "birth": "1955",
                "sex": "male",
                "insurance_number": "0000000003",
            },
            {"social_insurance 0000000003"},
        ),
        (
            {
                "kind": "bhyt",
                "name": "Vàng Thị Giả",
                "birth": "1988-01-01",
                "sex": "female",
                "insurance_number": "HN2110000000004",
                "address": "Bản Ví Dụ, Điện Biên",
                "warnings": ["insurance_expired"],
            },
            {"social_insurance 0000000004"},
        ),
    ],
    "cccd": [
        (
            {
                "kind": "cccd",
                "name": "Nguyễn Văn Thử",
                "birth": "1990-08-15",
                "sex": "male",
                "citizen_id": "001090000001",
                "address": "Số 1 phố Ví Dụ, Phường Mẫu, Hà Nội",
            },
            {"citizen_id 001090000001", "old_citizen_id 010000001"},
        ),
        (
            {
                "kind": "cccd",
                "name": "Trần Thị Mẫu",
                "birth": "2003-03-02",
                "sex": "female",
                "citizen_id": "079303000002",
                "address": "Ấp Mẫu, Xã Mẫu, Hồ Chí Minh",
            },
            {"citizen_id 079303000002"},
        ),
        (
            {
                "kind": "can_cuoc",
                "name": "Lê Hoàng Kiểm",
                "birth": "2004-02-29",
                "sex": "male",
                "citizen_id": "048204000003",
                "address": "Thôn Mẫu, Xã Mẫu, Đà Nẵng",
            },
            {"citizen_id 048204000003"},
        ),
        (
            {
                "kind": "cccd",
                "name": "Phạm Thị Ngoài",
                "birth": "1955-12-01",
                "sex": "female",
                "citizen_id": "101155000004",
                "address": "Số 2 phố Ví Dụ, Phường Mẫu, Hải Phòng",
            },
            {"citizen_id 101155000004"},
        ),
    ],
    "personal_qr_1405": [
        (
            {
                "kind": "personal_qr",
                "name": "NGUYEN VAN THU",
                "birth": "1990-08-15",
                "sex": "male",
                "citizen_id": "001090000001",
                "insurance_number": "DN4010000000001",
                "phone": PHONE,
            },
            {"citizen_id 001090000001", f"national_qid {QID}1", "social_insurance 0000000001"},
        ),
        (
            {
                "kind": "personal_qr",
                "name": "TRAN THI MAU",
                "birth": "2018-03-02",
                "sex": "female",
                "phone": PHONE,
            },
            {f"national_qid {QID}2"},
        ),
        (
            {"kind": "personal_qr", "name": "NGUYEN VAN THU", "birth": "1990", "sex": "male", "phone": PHONE},
            {f"national_qid {QID}1"},
        ),
        (
            {"kind": "personal_qr", "name": "SMITH JOHN", "birth": "1980-01-31"},
            {"passport B0000000", f"national_qid {QID}3"},
        ),
    ],
    "url": [
        ({"kind": "kbyt"}, {"kbyt_declaration 00000000-0000-4000-8000-000000000000"}),
        ({"kind": "foreign", "family": "poster"}, set()),
    ],
    "phone_ok": [({"kind": "phone", "phone": PHONE}, set())] * 5,
    "phone_bad": [
        ({"kind": "unreadable", "warnings": ["phone_old_11_digits"]}, set()),
        ({"kind": "insurance_number", "insurance_number": "0600000001"}, {"social_insurance 0600000001"}),
        ({"kind": "citizen_id", "citizen_id": "090000000"}, {"old_citizen_id 090000000"}),
        ({"kind": "unreadable", "warnings": ["phone_not_mobile"]}, set()),
    ],
}
CASES = [
    (text, *expected)
    for family, texts in SAMPLES.items()
    for text, expected in zip(texts, EXPECTED[family], strict=True)
]


@pytest.mark.parametrize(("text", "values", "identifiers"), CASES)
def test_a_sample_is_read_whole(text: str, values: dict[str, object], identifiers: set[str]) -> None:
    card = parse(text, today=TODAY)
    assert as_json(card) == NOTHING | values
    assert list(as_json(card)) == list(NOTHING)
    assert {f"{identifier.kind} {identifier.value}" for identifier in card.identifiers} == identifiers


@pytest.mark.parametrize(("text", "values", "identifiers"), CASES)
def test_without_a_day_nothing_is_expired(text: str, values: dict[str, object], identifiers: set[str]) -> None:
    assert "insurance_expired" not in parse(text).warnings
    assert len(parse(text).identifiers) == len(identifiers)
    assert str(parse(text).kind) == values["kind"]
