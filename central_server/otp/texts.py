"""The words of the message: without diacritics, so that they fit one segment of 160 characters everywhere."""

import re
import unicodedata
from dataclasses import dataclass

from kiosk.errors import SettingsError

SEGMENT = 160  # characters of the GSM alphabet in one message
_PLAIN = re.compile(r"[A-Za-z0-9 .,;:()/+'\"&%*=<>?!@#$_-]*")  # in the GSM alphabet and in ASCII alike
_WORDS = {
    "vi": "{code} la ma xac nhan cua ban tai {place}. Khong dua ma nay cho nguoi khac. Het han sau {minutes} phut.",
    "en": "{code} is your code at {place}. Do not give it to anybody else. It expires in {minutes} minutes.",
}
_PLACES = {"vi": "diem kiem dich", "en": "the checkpoint"}


@dataclass(frozen=True, slots=True)
class MessageText:
    """Writes messages. ``place`` is who sends them, in any letters; empty: *the checkpoint*.

    Raises SettingsError when a message would not fit one segment, or ``place`` has letters that have no plain form.
    """

    place: str = ""

    def __post_init__(self) -> None:
        for language in _WORDS:
            text = self.write("000000", language, 5)
            if len(text) > SEGMENT or not _PLAIN.fullmatch(text):
                raise SettingsError(
                    f"The place named in messages must be plain and short: {self.place!r} makes {len(text)} characters "
                    f"of {SEGMENT}."
                )

    def write(self, code: str, language: str, minutes: int) -> str:
        """The message in this language (``vi`` or ``en``).

        >>> MessageText("Bệnh viện Hạ Vân").write("012345", "vi", 5)
        '012345 la ma xac nhan cua ban tai Benh vien Ha Van. Khong dua ma nay cho nguoi khac. Het han sau 5 phut.'
        """
        place = _plain(self.place) or _PLACES[language]
        return _WORDS[language].format(code=code, place=place, minutes=minutes)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())
