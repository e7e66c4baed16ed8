"""Words of isolation: the daily report on a visitor's phone, and the officers' and facilities' lists."""

from central_server.web.words import Words

ISOLATION: Words = {
    "daily.title": ("Báo cáo sức khỏe hôm nay", "Health report of today"),
    "daily.of": ("Cách ly: {name}", "In isolation: {name}"),
    "daily.from_until": ("Từ {start} đến hết {end}", "From {start} to the end of {end}"),
    "daily.due": ("Gửi trước {time} mỗi ngày", "To be sent before {time} every day"),
    "daily.late": ("Đã quá {time}. Vui lòng gửi ngay.", "It is past {time}. Please send it now."),
    "daily.not_yet": ("Chưa báo cáo hôm nay", "Not reported today"),
    "daily.done": ("Đã báo cáo lúc {moment}", "Reported at {moment}"),
    "daily.go": ("Báo cáo ngay", "Report now"),
    "daily.again": ("Báo cáo lại nếu có thay đổi", "Report again if anything has changed"),
    "daily.choose": ("Chọn tất cả các mục đúng", "Choose all that apply"),
    "daily.temperature": ("Nhiệt độ, nếu đo được (°C)", "Temperature, if measured (°C)"),
    "daily.temperature_hint": ("Ví dụ 36,8", "For example 36.8"),
    "daily.note": ("Ghi chú", "Note"),
    "daily.send": ("Gửi báo cáo", "Send the report"),
    "daily.emergency": (
        "Khó thở, đau ngực, lơ mơ: gọi ngay 115.",
        "Difficulty breathing, chest pain, drowsiness: call 115 at once.",
    ),
    "daily.before": ("Đã gửi", "Sent before"),
    "daily.missing": ("Vui lòng trả lời câu này.", "Please answer this question."),
    "daily.alone": (
        "“Khỏe mạnh” không đi cùng dấu hiệu nào. Vui lòng chọn lại.",
        "“Well” goes with none of the others. Please choose again.",
    ),
    "daily.temperature_wrong": (
        "Nhiệt độ từ 34 đến 43 °C, ví dụ 36,8. Không đo thì để trống.",
        "A temperature is 34 to 43 °C, such as 36.8. Leave it empty if it was not measured.",
    ),
    "daily.degrees": ("{degrees} °C", "{degrees} °C"),
    "daily.yes": ("Có", "Yes"),
    "daily.no": ("Không", "No"),
    "isolation.title": ("Cách ly", "Isolation"),
    "isolation.day": ("Ngày {day}", "Day {day}"),
    "isolation.count": (
        "{inside} người; {reported} đã báo cáo; {alerts} cần xem",
        "{inside} people; {reported} reported; {alerts} to look into",
    ),
    "isolation.silent": ("Chưa báo cáo", "Not reported"),
    "isolation.silent_since": ("Không báo cáo từ {day}", "No report since {day}"),
    "isolation.reported": ("Đã báo cáo", "Reported"),
    "isolation.alert": ("Cần xem", "To look into"),
    "isolation.urgent": ("Xem ngay", "Look into now"),
    "isolation.name": ("Họ tên", "Name"),
    "isolation.birth": ("Năm sinh", "Born"),
    "isolation.where": ("Nơi cách ly", "Where"),
    "isolation.until": ("Đến hết ngày", "Until the end of"),
    "isolation.today": ("Hôm nay", "Today"),
    "isolation.none": ("Không có ai.", "Nobody."),
}
