"""What is wrong with a campaign, line by line, in the language of the page.

A kiosk says it in English. Here the frequent sentences are said in Vietnamese; the kiosk's own stays beside them, since
it is what docs/campaigns.md and whoever helps speak of.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from central_server.web.language import Language

_LINE = re.compile(
    r"campaign(?::(?P<line>[0-9]+))?: (?:(?P<key>[\w-]+(?:\.[\w-]+)*|the file): )?(?P<what>.*)", re.DOTALL
)
_LETTERS = "chữ thường không dấu, số, - và _, bắt đầu bằng chữ, nhiều nhất 40 ký tự"
_IN_VIETNAMESE: tuple[tuple[str, str], ...] = (
    (r"is missing", "còn thiếu"),
    (r"is not a key; allowed here: (.*)", "không có khóa này; ở đây được viết: {}"),
    (r"stands twice; .*", "đứng hai lần; mỗi khóa chỉ một lần"),
    (r"(.*) stands twice; .*", "{} đứng hai lần; mỗi thứ chỉ một lần"),
    (r"not valid TOML: .*", "không đúng cú pháp TOML"),
    (r"lists within lists, .*", "danh sách lồng nhau quá sâu"),
    (r".* is a value; a table is needed, with (.*)", "cần một bảng gồm {}"),
    (r".* is a value; a table is needed", "cần một bảng"),
    (r".* is a value; a list is needed, .*", "cần một danh sách, trong [ ]"),
    (
        r".*: allowed are letters, digits, points .*",
        "chỉ được dùng chữ không dấu, số, dấu chấm, gạch nối, nhiều nhất 40 ký tự",
    ),
    (r".*: allowed are lower-case letters .*", f"chỉ được dùng {_LETTERS}"),
    (r".*: Input should be a valid integer.*", "phải là một số nguyên"),
    (r".*: Input should be a valid string.*", "phải là chữ, trong dấu ngoặc kép"),
    (r".*: Input should be a valid boolean.*", "phải là true hoặc false"),
    (r".*: Input should be (?:greater|more) than or equal to (\S+)", "phải từ {} trở lên"),
    (r".*: Input should be less than or equal to (\S+)", "nhiều nhất là {}"),
    (r".*: Input should be ('.*)", "phải là một trong: {}"),
    (r"has ([0-9]+) characters; ([0-9]+) fit the screen", "dài {} ký tự; màn hình chỉ vừa {}"),
    (r"write one of holds_days and holds_hours", "hãy viết một trong hai: holds_days hoặc holds_hours"),
    (r"(.*) has to be among them: .*", "phải có {} trong danh sách này"),
    (r"(.*) is required already", "{} đã có trong required"),
    (r"(.*) is no answer to this question; allowed here: (.*)", "{} không phải câu trả lời ở đây; được viết: {}"),
    (r"kind (.*) needs two options at least", "loại {} cần ít nhất hai lựa chọn"),
)
_KNOWN = tuple((re.compile(said, re.DOTALL), words) for said, words in _IN_VIETNAMESE)


@dataclass(frozen=True, slots=True)
class Told:
    """``where`` (line and key) and what is wrong there; ``kiosk``: as a kiosk says it, empty where that is ``what``."""

    where: str
    what: str
    kiosk: str = ""


def told(complaints: Sequence[str], language: Language) -> list[Told]:
    """Each complaint of ``kiosk.campaigns.reading.read(text, "campaign")``, for whoever reads this language.

    >>> told(["campaign:3: version: is missing"], "vi")
    [Told(where='Dòng 3, version', what='còn thiếu', kiosk='is missing')]
    >>> told(["campaign:3: version: is missing"], "en")
    [Told(where='Line 3, version', what='is missing', kiosk='')]
    """
    return [_told(one, language) for one in complaints]


def _told(complaint: str, language: Language) -> Told:
    found = _LINE.fullmatch(complaint)
    if found is None:
        return Told("", complaint)
    line, file = ("Line", "The file") if language == "en" else ("Dòng", "Tệp")
    parts = [f"{line} {found['line']}" if found["line"] else file]
    if found["key"] and found["key"] != "the file":
        parts.append(found["key"])
    what = found["what"]
    words = _in_vietnamese(what) if language == "vi" else ""
    return Told(", ".join(parts), words or what, what if words else "")


def _in_vietnamese(what: str) -> str:
    for said, words in _KNOWN:
        if found := said.fullmatch(what):
            return words.format(*found.groups())
    return ""
