"""Vietnamese words of the poster."""

from typing import Final

from ui.words.pair import Pair
from ui.words.poster_shape import PosterWords

POSTER_VI: Final = PosterWords(
    point="Điểm kiểm dịch",
    title="Quét mã để khai báo y tế",
    line="check-in khi vào, check-out khi ra",
    steps=(
        Pair("Mở máy ảnh", "hoặc ứng dụng khai báo"),
        Pair("Đưa mã vào khung", "rồi mở liên kết hiện ra"),
        Pair("Điền và gửi tờ khai", "giữ mã cá nhân để vào"),
    ),
    without=Pair(
        "Không có điện thoại thông minh?",
        "Đưa căn cước hoặc thẻ BHYT vào máy ở cổng, hoặc gặp nhân viên kiểm dịch.",
    ),
    campaign_title="Thông điệp 5K",
    notice_title="Xin lưu ý",
    phone="Điện thoại cơ sở **{phone}**",
    hotline="Tổng đài {numbers}",
    or_="hoặc",
    printed="In ngày {date}",
    printed_at="In cho điểm {code}, {date}",
    no_code="Mã sẽ có sau khi đăng ký",
)
