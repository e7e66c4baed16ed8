"""Words that stand on many pages."""

from central_server.web.words import Words

COMMON: Words = {
    "site.name": ("Điểm kiểm dịch", "Checkpoint"),
    "site.language": ("English", "Tiếng Việt"),
    "site.skip": ("Đến nội dung chính", "Skip to the content"),
    "site.hotline": ("Đường dây nóng", "Hotline"),
    "site.back": ("Quay lại", "Back"),
    "site.home": ("Trang đầu", "Home"),
    "site.sign_out": ("Đăng xuất", "Sign out"),
    "said.yes": ("Có", "Yes"),
    "said.no": ("Không", "No"),
    "fault.title": ("Chưa làm được", "That did not work"),
    "fault.400": (
        "Yêu cầu này không đọc được. Vui lòng quay lại và thử lần nữa.",
        "This request cannot be read. Please go back and try again.",
    ),
    "fault.403": (
        "Trang này không dành cho quý khách, hoặc biểu mẫu đã quá hạn. Vui lòng quay lại, tải lại trang và thử lại.",
        "This page is not for you, or the form is too old. Please go back, reload and try again.",
    ),
    "fault.404": ("Không có trang này.", "There is no such page."),
    "fault.405": ("Trang này mở bằng cách khác.", "This page is opened in another way."),
    "fault.408": ("Kết nối quá chậm. Vui lòng thử lại.", "The connection was too slow. Please try again."),
    "fault.413": ("Nội dung gửi lên quá dài.", "What was sent is too long."),
    "fault.422": (
        "Có mục chưa điền đúng. Vui lòng quay lại và xem lại.",
        "Something is not filled in as it should be. Please go back and look again.",
    ),
    "fault.429": ("Quá nhiều lần thử. Vui lòng chờ ít phút.", "Too many tries. Please wait a few minutes."),
    "fault.500": (
        "Máy chủ gặp lỗi. Không có gì bị mất; vui lòng thử lại hoặc hỏi nhân viên ở cổng.",
        "The server has a fault. Nothing is lost; please try again or ask the staff at the gate.",
    ),
    "fault.503": (
        "Máy chủ đang bận. Vui lòng thử lại sau ít phút, hoặc hỏi nhân viên ở cổng.",
        "The server is busy. Please try again in a few minutes, or ask the staff at the gate.",
    ),
}
