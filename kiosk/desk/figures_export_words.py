"""The words beside the keys of exported figures, in Vietnamese and English."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.desk.figures import Stage, Way
from kiosk.screens import Language


@dataclass(frozen=True, slots=True)
class FiguresExportWords:
    """All of one language. ``names`` are of what is counted of the whole day; an hour is its own name."""

    header: tuple[str, str, str, str, str]
    sections: Mapping[str, str]
    names: Mapping[str, str]
    ways: Mapping[Way, str]
    stages: Mapping[Stage, str]
    measures: Mapping[str, str]
    units: Mapping[str, str]


_VI: Final = FiguresExportWords(
    header=("Phần", "Khóa", "Giá trị", "Đơn vị", "Ý nghĩa"),
    sections={
        "day": "",
        "totals": "Cả ngày",
        "arrivals_by_hour": "Lượt đến trong giờ",
        "departures_by_hour": "Lượt đi trong giờ",
        "ways": "Cách vào",
        "steps": "Từng bước",
    },
    names={
        "date": "Ngày",
        "at": "Số liệu đến",
        "place": "Điểm kiểm dịch",
        "code": "Mã điểm kiểm dịch",
        "arrivals": "Lượt đến",
        "departures": "Lượt đi",
        "inside": "Đang ở trong",
        "capacity": "Sức chứa",
        "peak": "Nhiều người nhất cùng lúc",
        "peak_at": "Lúc nhiều người nhất",
        "week_before": "Lượt đến tuần trước, cùng thứ, đến cùng giờ",
        "automatic": "Tự ghi lượt đi khi đóng cửa",
        "referred": "Mời gặp nhân viên",
        "stopped": "Mời chờ tại chỗ",
        "to_be_met": "Còn chờ gặp nhân viên",
        "retries": "Số lần phải đưa mã lại",
        "given_up": "Bỏ dở",
        "waiting": "Dòng chờ gửi về trung tâm",
        "refused": "Dòng trung tâm chưa nhận",
        "passage": "Thời gian của một người",
    },
    ways={
        Way.CITIZEN_CARD: "Căn cước, CCCD",
        Way.QR: "Mã cá nhân, VNeID",
        Way.INSURANCE_CARD: "Thẻ BHYT",
        Way.PHONE: "Số điện thoại",
        Way.PROXY: "Khai hộ",
        Way.DECLARED: "Tự khai tại máy",
        Way.DESK: "Nhân viên ghi",
        Way.OTHER: "Cách khác",
    },
    stages={
        Stage.PHONE: "Nhập số điện thoại",
        Stage.READING: "Từ đọc mã đến kết quả",
        Stage.QUESTION: "Hỏi vào hay ra",
        Stage.RETRY: "Đưa mã lại",
        Stage.CODE: "Chờ và nhập OTP",
        Stage.CHOOSING: "Chọn tên",
        Stage.IDENTITY: "Khai họ tên",
        Stage.ADDRESS: "Khai địa chỉ",
        Stage.HEALTH: "Câu hỏi sức khỏe",
        Stage.CONSENT: "Đọc và đồng ý",
        Stage.STAFF: "Nhân viên xác nhận",
        Stage.PROXY_FORM: "Khai hộ cả trang",
    },
    measures={"timed": "số người đo", "median": "trung vị", "p95": "95% trong", "given_up": "bỏ dở"},
    units={"": "", "visits": "lượt", "people": "người", "times": "lần", "rows": "dòng", "seconds": "giây"},
)
_EN: Final = FiguresExportWords(
    header=("Section", "Key", "Value", "Unit", "Meaning"),
    sections={
        "day": "",
        "totals": "Whole day",
        "arrivals_by_hour": "Arrivals in the hour",
        "departures_by_hour": "Departures in the hour",
        "ways": "Way in",
        "steps": "Step",
    },
    names={
        "date": "Day",
        "at": "Figures up to",
        "place": "Checkpoint",
        "code": "Code of the checkpoint",
        "arrivals": "Arrivals",
        "departures": "Departures",
        "inside": "Inside",
        "capacity": "Capacity",
        "peak": "Most people at once",
        "peak_at": "When most were inside",
        "week_before": "Arrivals on the same weekday a week before, up to the same time",
        "automatic": "Departures recorded by rule at closing time",
        "referred": "Sent to the staff",
        "stopped": "Asked to wait",
        "to_be_met": "Still to be met",
        "retries": "Codes shown again",
        "given_up": "Given up",
        "waiting": "Rows waiting to be sent",
        "refused": "Rows the centre has not taken",
        "passage": "Time of one person",
    },
    ways={
        Way.CITIZEN_CARD: "ID card",
        Way.QR: "Citizen code, VNeID",
        Way.INSURANCE_CARD: "Insurance card",
        Way.PHONE: "Phone number",
        Way.PROXY: "Declared by staff",
        Way.DECLARED: "Declared at the kiosk",
        Way.DESK: "Recorded by staff",
        Way.OTHER: "Another way",
    },
    stages={
        Stage.PHONE: "Typing the phone number",
        Stage.READING: "From code to verdict",
        Stage.QUESTION: "In or out?",
        Stage.RETRY: "Showing the code again",
        Stage.CODE: "Waiting for and typing the OTP",
        Stage.CHOOSING: "Choosing a name",
        Stage.IDENTITY: "Details",
        Stage.ADDRESS: "Address",
        Stage.HEALTH: "Health questions",
        Stage.CONSENT: "Reading and agreeing",
        Stage.STAFF: "Staff vouching",
        Stage.PROXY_FORM: "The staff's form, whole page",
    },
    measures={"timed": "people timed", "median": "median", "p95": "95% within", "given_up": "given up"},
    units={"": "", "visits": "visits", "people": "people", "times": "times", "rows": "rows", "seconds": "seconds"},
)


def figures_export_words(language: Language) -> FiguresExportWords:
    """The words of a language."""
    return _VI if language is Language.VI else _EN
