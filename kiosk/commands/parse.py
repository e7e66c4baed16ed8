"""``kiosk parse``: say what a card's text means, as the gate would."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from kiosk import cards
from kiosk.cards.card import Card, CardKind, Family
from kiosk.cards.cleaning import MAX_LENGTH
from kiosk.cards.json_form import as_json, one_line
from kiosk.cards.warnings import MEANINGS
from kiosk.certificates import Entry, EntryKind, Signer, Trust, TrustList, TrustListError, check
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
_TRUST = {
    Trust.TRUSTED: "chữ ký đúng",
    Trust.NO_KEY: "đã đọc, chưa xác thực",
    Trust.EXPIRED: "chữ ký đúng, đã hết hạn",
    Trust.NOT_YET: "chữ ký đúng, chưa có hiệu lực",
    Trust.FORGED: "chữ ký sai, không phải do nơi này cấp",
}
_JSON_HELP = (
    "Print one line of JSON: ten keys, and for a health_certificate also entries, name_transliterated, issuer, issued,"
    " expires, version and trust (trusted, no_key, expired, not_yet, forged)."
)
_LARGEST_TRUST_LIST = 16 * 2**20


def parse(
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help="A code's text, after --; - reads standard input.")],
    as_one_line: Annotated[bool, typer.Option("--json", help=_JSON_HELP)] = False,
    trust: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE.pem", help="Check health certificates with these signers (may be given again)."),
    ] = None,
    now: Annotated[
        str | None, typer.Option(metavar="TIME", help="Judge as of this moment: ISO 8601, UTC where no zone is given.")
    ] = None,
) -> None:
    """Say what a card's text means.

    JSON has ten keys for every kind of card: kind, name, birth, sex, citizen_id, insurance_number, phone, address,
    family, warnings. A health_certificate has seven more: entries (each with its kind and every field in words),
    name_transliterated, issuer, issued, expires, version, and trust: trusted, no_key (nothing here to check it with),
    expired, not_yet or forged.
    """
    shown = _as_utf8(" ".join(text))
    if shown == "-":
        shown = sys.stdin.buffer.read(MAX_LENGTH * 8).decode(errors="replace")
    at = _moment(now)
    signers = TrustList(tuple(signer for path in trust or () for signer in _signers(path)))
    card = cards.parse(shown, today=at.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).date())
    found = check(card.certificate, signers, at) if card.certificate else Trust.NO_KEY
    out = one_line(as_json(card, found)) if as_one_line else summary(card, found)
    typer.echo(out.encode())  # bytes, because a Windows console's own encoding lacks Vietnamese letters


def _moment(text: str | None) -> datetime:
    if text is None:
        return datetime.now(UTC)
    try:
        at = datetime.fromisoformat(text.strip())
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as fault:
        raise _refused(f"--now: {text!r} is no time of ISO 8601, such as 2026-11-21T08:00:00+07:00") from fault


def _signers(path: Path) -> tuple[Signer, ...]:
    try:
        with path.open("rb") as file:
            pem = file.read(_LARGEST_TRUST_LIST + 1)
        if len(pem) > _LARGEST_TRUST_LIST:
            raise TrustListError(f"more than {_LARGEST_TRUST_LIST} bytes")
        return tuple(TrustList.from_pem(pem.decode("ascii", errors="replace")).signers)
    except OSError as fault:
        raise _refused(f"--trust: {path}: {fault.strerror or fault}") from fault
    except TrustListError as fault:
        raise _refused(f"--trust: {path}: {fault}") from fault


def _refused(why: str) -> typer.Exit:
    typer.echo(f"kiosk parse: {why}".encode(errors="replace"), err=True)
    return typer.Exit(2)


def _as_utf8(argument: str) -> str:
    """Undo what Python does to an argument's bytes under a locale that is not UTF-8."""
    try:
        return argument.encode(errors="surrogateescape").decode(errors="replace")
    except UnicodeEncodeError:
        return argument


def summary(card: Card, trust: Trust = Trust.NO_KEY) -> str:
    """Write a card out for a person. ``trust`` is what a check of a health certificate has found.

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
    elif card.kind is CardKind.HEALTH_CERTIFICATE and card.certificate is None:
        heading = f"{_KINDS[card.kind]}: bị hỏng"
    else:
        heading = f"{_KINDS[card.kind]}: {_TRUST[trust]}"
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
    lines += [_entry(entry) for entry in (card.certificate.entries if card.certificate else ())]
    lines += [f"Lưu ý: {warning} ({MEANINGS[warning]})" for warning in card.warnings]
    return "\n".join([heading, *lines])


def _entry(entry: Entry) -> str:
    match entry.kind:
        case EntryKind.VACCINATION:
            return f"Tiêm chủng: mũi {entry.doses or '?'}/{entry.of or '?'}, {entry.product or '?'}, {entry.at or '?'}"
        case EntryKind.TEST:
            result = {True: "âm tính", False: "dương tính", None: "không rõ kết quả"}[entry.negative]
            return f"Xét nghiệm: {result}, {entry.sampled.isoformat() if entry.sampled else '?'}"
        case EntryKind.RECOVERY:
            return f"Khỏi bệnh: xét nghiệm dương tính đầu tiên {entry.at or '?'}"
