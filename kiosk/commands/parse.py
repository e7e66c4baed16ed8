"""``kiosk parse``: say what a card's text means, as the gate would."""

import sys
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from kiosk import cards
from kiosk.cards.card import Card, CardKind, Family
from kiosk.cards.cleaning import MAX_LENGTH
from kiosk.cards.json_form import as_json, one_line
from kiosk.cards.warnings import MEANINGS
from kiosk.people import Sex

_KINDS = {
    CardKind.CCCD: "Căn cước công dân (mẫu 2021)",
    CardKind.CAN_CUOC: "Căn cước (mẫu 2024)",
    CardKind.BHYT: "Thẻ bảo hiểm y tế",
    CardKind.PERSONAL_QR: "Mã QR cá nhân quốc gia",
    CardKind.KBYT: "Mã khai báo y tế TP.HCM",
    CardKind.CITIZEN_CODE: "Mã do trung tâm cấp",
    CardKind.HEALTH_CERTIFICATE: "Hộ chiếu vắc-xin",
    CardKind.PHONE: "Số điện thoại di động",
    CardKind.CITIZEN_ID: "Số giấy tờ",
    CardKind.INSURANCE_NUMBER: "Số bảo hiểm",
    CardKind.FOREIGN: "Mã không dùng để qua cửa",
    CardKind.UNREADABLE: "Không đọc được",
}
_FAMILIES = {
    Family.PAYMENT: "mã thanh toán",
    Family.WIFI: "mã Wi-Fi",
    Family.VCARD: "danh thiếp",
    Family.URL: "địa chỉ trang mạng",
    Family.POSTER: "áp phích của điểm kiểm dịch",
    Family.GOODS: "mã hàng hóa",
    Family.UNKNOWN: "không rõ của ứng dụng nào",
}
_SEXES = {Sex.MALE: "Nam", Sex.FEMALE: "Nữ"}


def parse(
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help="A code's text, after --; - reads standard input.")],
    as_one_line: Annotated[bool, typer.Option("--json", help="Print one line of JSON.")] = False,
) -> None:
    """Say what a card's text means."""
    shown = _as_utf8(" ".join(text))
    if shown == "-":
        shown = sys.stdin.buffer.read(MAX_LENGTH * 8).decode(errors="replace")
    today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    card = cards.parse(shown, today=today)
    out = one_line(as_json(card)) if as_one_line else summary(card)
    typer.echo(out.encode())  # bytes, because a Windows console's own encoding lacks Vietnamese letters


def _as_utf8(argument: str) -> str:
    """Undo what Python does to an argument's bytes under a locale that is not UTF-8."""
    try:
        return argument.encode(errors="surrogateescape").decode(errors="replace")
    except UnicodeEncodeError:
        return argument


def summary(card: Card) -> str:
    """Write a card out for a person.

    >>> print(summary(cards.parse("001090000001")))
    Số giấy tờ: đã đọc, chưa xác thực
    Số giấy tờ: 001090000001
    >>> print(summary(cards.parse("WIFI:S:guests;;")))
    Mã không dùng để qua cửa: mã Wi-Fi
    """
    if card.kind is CardKind.UNREADABLE:
        heading = _KINDS[card.kind]
    elif card.kind is CardKind.FOREIGN:
        heading = f"{_KINDS[card.kind]}: {_FAMILIES.get(card.family or Family.UNKNOWN, card.family)}"
    else:
        heading = f"{_KINDS[card.kind]}: đã đọc, chưa xác thực"
    rows = {
        "Họ tên": card.name,
        "Ngày sinh": card.birth,
        "Giới tính": card.sex and _SEXES[card.sex],
        "Số giấy tờ": card.citizen_id,
        "Số bảo hiểm": card.insurance_number,
        "Điện thoại": card.phone,
        "Địa chỉ": card.address,
    }
    lines = [f"{label}: {value}" for label, value in rows.items() if value is not None]
    lines += [f"Lưu ý: {warning} ({MEANINGS[warning]})" for warning in card.warnings]
    return "\n".join([heading, *lines])
