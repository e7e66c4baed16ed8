"""The commonest syllables of Vietnamese names, to suggest while a name is typed. No name of anybody is kept.

Family names first, then what stands in the middle, then given names, each roughly from the commonest on; written down
from general knowledge of the language.
"""

from typing import Final

from kiosk.typing.letters import composed, flat, last_word, without_tone

_LISTED: Final = """
    Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Đoàn Mai Lương Cao Đào Trương Hà
    Lâm Tạ Châu Thái Tô Quách Chu Nông Vi Phùng Triệu Lưu Kiều La Lò Vàng Giàng Thạch Sơn Kim Danh Từ Tống Thân Doãn
    Văn Thị Hữu Đức Thành Ngọc Minh Thanh Quốc Xuân Thu Hồng Đình Công Quang Bảo Gia Như Phương Kiều Diệu Mỹ Bích Thùy
    Anh Hương Lan Hoa Huệ Linh Trang Hạnh Hiền Nga Hằng Nhung Thảo Tuấn Hùng Dũng Cường Nam Long Phúc Khánh Hải Hiếu
    Trung Thắng Tiến Tâm Bình An Hòa Vinh Toàn Đạt Khoa Khang Huy Duy Phong Quân Tú Tùng Vân Yến Loan Liên Lệ My Ngân
    Nhi Oanh Phượng Quỳnh Thơm Thúy Thủy Tuyết Uyên Trinh Trâm Trúc Trí Trọng Kiên Lộc Lợi Mạnh Mến Mẫu Mẫn Mùi Mận
    Nghĩa Nhân Nhàn Ninh Phước Sang Sáng Sen Tài Tân Tấn Thiện Thịnh Thư Thương Thử Tính Tình Tiên Việt Vương Vượng Xoan
    Ái Ánh Ân Bắc Bé Bền Cảnh Chi Chính Chung Cúc Dung Duyên Đông Đăng Điệp Giang Hậu Hoài Hoàn Hợp Huyền Hưng Khải Lai
    Lành Liễu Luân Luyến Ly Na Nguyên Nguyệt Nhật Phú Quý Quyên Quyền Sinh Sương Thắm Thoa Thuận Tín Tuyền Út Vui Vy Ý
"""
SYLLABLES: Final = tuple(dict.fromkeys(_LISTED.split()))


def _folded(word: str) -> str:
    return "".join(flat(letter) for letter in without_tone(word)[0]).lower()


_FOLDED: Final = tuple((each, each.lower(), _folded(each)) for each in SYLLABLES)


def suggest(text: str, count: int = 5) -> tuple[str, ...]:
    """The commonest syllables that begin as the last word of a text does, the marks typed so far kept first.

    >>> suggest("TRẦN THỊ MẪ", 4), suggest("ngu", 2), suggest("TRẦN ")
    (('Mẫu', 'Mẫn', 'Mai', 'Mạnh'), ('Nguyễn', 'Nguyên'), ())
    """
    word = last_word(composed(text))[1].lower()
    if not word:
        return ()
    plain = _folded(word)
    exact = [each for each, low, _ in _FOLDED if low.startswith(word)]
    loose = [each for each, _, fold in _FOLDED if fold.startswith(plain) and each not in exact]
    return tuple([*exact, *loose][:count])


def complete(text: str, syllable: str) -> str:
    """The text with its last word replaced by a suggestion, and a blank after it.

    >>> complete("TRẦN THỊ MẪ", "Mẫu")
    'TRẦN THỊ Mẫu '
    """
    return last_word(composed(text))[0] + syllable + " "
