"""Vietnamese words of the slip."""

from typing import Final

from ui.words.printing_shape import SlipWords

SLIP_VI: Final = SlipWords(
    title="MÃ QR CÁ NHÂN",
    until="Dùng đến hết {date}",
    until_time="Dùng đến {time}, {date}",
    entered="Đã check-in **{time}, {date}**",
    next="Tiếp theo: **{next}**",
    leaving="Khi ra về, xin đưa mã này vào máy.",
    entering="Khi đến cổng, xin đưa mã này vào máy.",
    private="Giữ kín mã như giấy tờ cá nhân.",
)
