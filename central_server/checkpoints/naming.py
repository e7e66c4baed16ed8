"""The code of a checkpoint: letters of its name and a number, short enough to say."""

import re
import unicodedata

MOST_LETTERS = 4
NAMELESS = "KD"  # kiểm dịch
_KINDS = re.compile(
    r"^(?:benh vien|phong kham(?: da khoa)?|tram y te|trung tam y te|trung tam|cong ty(?: tnhh| co phan)?|khach san|"
    r"truong(?: dai hoc| tieu hoc| trung hoc| mam non)?|uy ban nhan dan|sieu thi|nha may|ben xe) (?=.*[a-z])"
)


def letters(name: str) -> str:
    """The letters that the codes of places with this name begin with, 2 to 4 of A–Z.

    >>> letters("Bệnh viện Hạ Vân"), letters("Trạm y tế phường Đông Thử 2"), letters("Thử"), letters("諸"), letters("A")
    ('HV', 'PDT', 'TH', 'KD', 'AA')
    """
    plain = _plain(name)
    words = re.findall("[a-z]+", _KINDS.sub("", plain)) or re.findall("[a-z]+", plain)
    if not words:
        return NAMELESS
    if len(words) == 1:
        return str(words[0] * 2)[:2].upper() if len(words[0]) == 1 else str(words[0])[:2].upper()
    initials: str = "".join(word[0] for word in words[:MOST_LETTERS])
    return initials.upper()


def numbered(start: str, taken: list[str]) -> str:
    """The next code that begins with these letters.

    >>> numbered("HV", []), numbered("HV", ["HV-01", "HV-09"]), numbered("HV", ["HV-99"])
    ('HV-01', 'HV-10', 'HV-100')
    """
    last: int = max((int(code.partition("-")[2]) for code in taken), default=0)
    return f"{start}-{last + 1:02d}"


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return " ".join("".join(letter for letter in decomposed if not unicodedata.combining(letter)).split())
