"""Times, days, stays and numbers as they are written in each language. Local time is Asia/Ho_Chi_Minh."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.screens import Language
from ui.words.shape import GoodbyeWords

HERE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
DAYS_VI: Final = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
DAYS_EN: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS_EN: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def clock(at: datetime, *, seconds: bool = False) -> str:
    """The time of day.

    >>> from datetime import UTC
    >>> at = datetime(2026, 11, 23, 1, 42, 7, tzinfo=UTC)
    >>> clock(at), clock(at, seconds=True)
    ('08:42', '08:42:07')
    """
    return at.astimezone(HERE).strftime("%H:%M:%S" if seconds else "%H:%M")


def day(at: datetime, language: Language) -> str:
    """The day, with its name.

    >>> from datetime import UTC
    >>> at = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
    >>> day(at, Language.VI), day(at, Language.EN)
    ('Thứ Hai, 23/11/2026', 'Mon, 23 Nov 2026')
    """
    local = at.astimezone(HERE)
    if language is Language.EN:
        return f"{DAYS_EN[local.weekday()]}, {local.day} {MONTHS_EN[local.month - 1]} {local.year}"
    return f"{DAYS_VI[local.weekday()]}, {local:%d/%m/%Y}"


def short_day(at: datetime, language: Language) -> str:
    """The day and month alone.

    >>> from datetime import UTC
    >>> at = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
    >>> short_day(at, Language.VI), short_day(at, Language.EN)
    ('23/11', '23 Nov')
    """
    local = at.astimezone(HERE)
    return f"{local.day} {MONTHS_EN[local.month - 1]}" if language is Language.EN else f"{local:%d/%m}"


def whole_day(at: datetime, language: Language) -> str:
    """The day, month and year.

    >>> from datetime import UTC
    >>> at = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
    >>> whole_day(at, Language.VI), whole_day(at, Language.EN)
    ('23/11/2026', '23 Nov 2026')
    """
    local = at.astimezone(HERE)
    return f"{short_day(at, language)} {local.year}" if language is Language.EN else f"{local:%d/%m/%Y}"


def number(n: int, language: Language) -> str:
    """A count, in groups of three.

    >>> number(18402, Language.VI), number(18402, Language.EN)
    ('18.402', '18,402')
    """
    return f"{n:,}" if language is Language.EN else f"{n:,}".replace(",", ".")


def together(phone: str) -> str:
    """A number that is not broken across lines."""
    return phone.replace(" ", "\N{NO-BREAK SPACE}")


def minutes(seconds: float) -> str:
    """What is left of a few minutes.

    >>> minutes(258), minutes(42.9), minutes(-1)
    ('4:18', '0:42', '0:00')
    """
    left = max(0, int(seconds))
    return f"{left // 60}:{left % 60:02}"


def stay(length: timedelta, say: GoodbyeWords) -> str:
    """How long a visit was.

    >>> from ui.words.vi import VI
    >>> stay(timedelta(hours=1, minutes=23, seconds=50), VI.goodbye), stay(timedelta(seconds=40), VI.goodbye)
    ('Đã ở trong 1 giờ 23 phút', 'Đã ở trong 1 phút')
    """
    # Nobody was inside for no minutes at all, nor (after a clock was set back) for less than none.
    minutes = max(1, int(length.total_seconds() // 60))
    if minutes < 60:
        return say.stayed_minutes.format(m=minutes)
    return say.stayed.format(h=minutes // 60, m=minutes % 60)
