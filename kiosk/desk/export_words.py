"""The words in exported files: headers, and what stands in the cells, in Vietnamese and English."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.desk.rows import Declared, Sending
from kiosk.screens import Language, Referral
from kiosk.visits import Via


@dataclass(frozen=True, slots=True)
class ListHeaders:
    """The columns of the list, in their order."""

    arrived: str
    left: str
    name: str
    birth_year: str
    way: str
    document: str
    phone: str
    declaration: str
    sending: str
    gate: str
    automatic: str
    annulled: str
    reason: str
    keep_until: str


@dataclass(frozen=True, slots=True)
class InsideHeaders:
    """The columns of the list of who is inside."""

    name: str
    birth_year: str
    phone: str
    arrived: str
    gate: str
    way: str
    keep_until: str


@dataclass(frozen=True, slots=True)
class NoteWords:
    """The sheet beside the rows: what this file is, and until when it may be kept. ``{date}`` is the day."""

    sheet: str
    place: str
    what: str
    rows: str
    by: str
    at: str
    newest: str
    keep_until: str
    masked: str
    bare: str
    retention: str


@dataclass(frozen=True, slots=True)
class ExportWords:
    """All of one language."""

    headers: ListHeaders
    inside: InsideHeaders
    note: NoteWords
    list_sheet: str
    inside_sheet: str
    yes: str
    erased: str
    annulled: str
    corrected: str
    vias: Mapping[Via, str]
    declared: Mapping[Declared, str]
    sending: Mapping[Sending, str]
    reasons: Mapping[Referral, str]


_VI: Final = ExportWords(
    headers=ListHeaders(
        arrived="Giờ vào",
        left="Giờ ra",
        name="Họ và tên",
        birth_year="Năm sinh",
        way="Vào bằng",
        document="Số giấy tờ",
        phone="Số điện thoại",
        declaration="Tờ khai",
        sending="Gửi về trung tâm",
        gate="Cổng",
        automatic="Tự ghi giờ ra",
        annulled="Đã hủy, đã sửa",
        reason="Lý do gặp nhân viên",
        keep_until="Lưu giữ đến",
    ),
    inside=InsideHeaders(
        name="Họ và tên",
        birth_year="Năm sinh",
        phone="Số điện thoại",
        arrived="Giờ vào",
        gate="Cổng",
        way="Vào bằng",
        keep_until="Lưu giữ đến",
    ),
    note=NoteWords(
        sheet="Ghi chú",
        place="Điểm kiểm dịch",
        what="Nội dung",
        rows="Số dòng",
        by="Người xuất",
        at="Xuất lúc",
        newest="Số liệu đến",
        keep_until="Lưu giữ đến",
        masked="Tên và số đã được che.",
        bare="Có đủ tên và số của từng người.",
        retention="Tệp có dữ liệu cá nhân, chỉ dùng cho việc kiểm dịch. Xin xóa tệp chậm nhất ngày {date}.",
    ),
    list_sheet="Người đến và đi",
    inside_sheet="Đang ở trong",
    yes="Có",
    erased="Đã xóa theo yêu cầu",
    annulled="Đã hủy",
    corrected="Đã sửa",
    vias={
        Via.CITIZEN_CARD: "Căn cước",
        Via.INSURANCE_CARD: "Thẻ BHYT",
        Via.PERSONAL_QR: "VNeID, PC-Covid",
        Via.KBYT: "Mã khai báo y tế",
        Via.HEALTH_CERTIFICATE: "Chứng nhận vắc-xin",
        Via.TYPED_NUMBER: "Số giấy tờ",
        Via.CITIZEN_CODE: "Mã cá nhân",
        Via.PHONE: "Số điện thoại, OTP",
        Via.PHONE_ATTESTED: "Số điện thoại, nhân viên xác nhận",
        Via.DECLARED: "Tự khai tại máy",
        Via.PROXY: "Khai hộ",
        Via.DESK: "Nhân viên ghi",
        Via.CLOSING: "Tự ghi khi đóng cửa",
    },
    declared={
        Declared.NOT_ASKED: "Không cần",
        Declared.NONE: "Chưa khai",
        Declared.VALID: "Còn hạn",
        Declared.EXPIRED: "Hết hạn",
        Declared.SEE_STAFF: "Gặp nhân viên",
        Declared.STOP: "Gặp nhân viên",
    },
    sending={Sending.SAVED: "Đã lưu trong máy", Sending.SENT: "Đã gửi", Sending.REFUSED: "Trung tâm chưa nhận"},
    reasons={
        Referral.CHECK: "Cần xem lại thẻ",
        Referral.FULL: "Đã đủ người",
        Referral.NOT_ME: "Báo không phải mình",
        Referral.NO_CODE: "Không có mã đọc được",
        Referral.NO_DECLARATION: "Chưa có tờ khai",
        Referral.DECLARATION: "Câu trả lời cần xem",
        Referral.STOP: "Cần chờ tại cổng",
        Referral.CERTIFICATE: "Cần xem giấy chứng nhận",
        Referral.CONSENT: "Không khai tại máy",
        Referral.PHONE: "Chưa xác nhận được số điện thoại",
    },
)
_EN: Final = ExportWords(
    headers=ListHeaders(
        arrived="Arrived",
        left="Left",
        name="Name",
        birth_year="Year of birth",
        way="Came by",
        document="Document number",
        phone="Phone number",
        declaration="Declaration",
        sending="Sent to the centre",
        gate="Gate",
        automatic="Left by rule",
        annulled="Taken back, corrected",
        reason="Sent to the staff because",
        keep_until="Retain until",
    ),
    inside=InsideHeaders(
        name="Name",
        birth_year="Year of birth",
        phone="Phone number",
        arrived="Arrived",
        gate="Gate",
        way="Came by",
        keep_until="Retain until",
    ),
    note=NoteWords(
        sheet="Note",
        place="Checkpoint",
        what="What it is",
        rows="Rows",
        by="Exported by",
        at="Exported at",
        newest="Data up to",
        keep_until="Retain until",
        masked="Names and numbers are masked.",
        bare="Names and numbers are in full.",
        retention="This file holds personal data, for quarantine work only. Please delete it by {date}.",
    ),
    list_sheet="Arrivals and departures",
    inside_sheet="Inside now",
    yes="Yes",
    erased="Erased on request",
    annulled="Taken back",
    corrected="Corrected",
    vias={
        Via.CITIZEN_CARD: "ID card",
        Via.INSURANCE_CARD: "Insurance card",
        Via.PERSONAL_QR: "VNeID, PC-Covid",
        Via.KBYT: "Health declaration code",
        Via.HEALTH_CERTIFICATE: "Vaccine pass",
        Via.TYPED_NUMBER: "Document number",
        Via.CITIZEN_CODE: "Citizen code",
        Via.PHONE: "Phone, OTP",
        Via.PHONE_ATTESTED: "Phone, vouched for by staff",
        Via.DECLARED: "Declared at the kiosk",
        Via.PROXY: "Declared by staff",
        Via.DESK: "Recorded by staff",
        Via.CLOSING: "By rule at closing time",
    },
    declared={
        Declared.NOT_ASKED: "Not needed",
        Declared.NONE: "None",
        Declared.VALID: "Valid",
        Declared.EXPIRED: "Expired",
        Declared.SEE_STAFF: "See staff",
        Declared.STOP: "See staff",
    },
    sending={Sending.SAVED: "Saved on the kiosk", Sending.SENT: "Sent", Sending.REFUSED: "Not taken by the centre"},
    reasons={
        Referral.CHECK: "Card to be looked at",
        Referral.FULL: "Full",
        Referral.NOT_ME: "Says it is somebody else",
        Referral.NO_CODE: "No code that can be read",
        Referral.NO_DECLARATION: "No declaration",
        Referral.DECLARATION: "An answer to be looked at",
        Referral.STOP: "To wait at the gate",
        Referral.CERTIFICATE: "Certificate to be looked at",
        Referral.CONSENT: "Does not declare here",
        Referral.PHONE: "Phone not confirmed",
    },
)


def export_words(language: Language) -> ExportWords:
    """The words of a language."""
    return _VI if language is Language.VI else _EN
