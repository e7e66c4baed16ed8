"""In which line of a TOML file each key stands. The standard library's reader does not tell.

Only for a text that ``tomllib`` has read: it is walked through, not judged.
"""

import re
import tomllib
from bisect import bisect_right

Path = tuple[str | int, ...]

_BLANK = re.compile(r"[ \t]*")
_BETWEEN = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]*")


class Lines:
    """The lines of a text's tables, keys and list items, counted from 1."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._known: dict[Path, int] = {(): 1}
        self._last: dict[Path, int] = {}  # of each list of tables, the item that is being read
        self._read()

    def of(self, path: Path) -> int:
        """The line of a key, or of the nearest thing around it."""
        while path not in self._known:
            path = path[:-1]
        return self._known[path]

    def _read(self) -> None:
        table: Path = ()
        while self._skip(_BETWEEN) < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Path:
        """``[a.b]`` or ``[[a.b]]``: the path of the table that begins."""
        start, brackets = self._at, 2 if self._text.startswith("[[", self._at) else 1
        self._at += brackets
        path: Path = ()
        keys = self._key()
        for number, key in enumerate(keys, 1):
            path = (*path, key)
            if brackets == 2 and number == len(keys):
                self._last[path] = self._last.get(path, -1) + 1
            if path in self._last:
                path = (*path, self._last[path])
            self._note(path, start)
        self._skip(_BLANK)
        self._at += brackets
        return path

    def _pair(self, table: Path) -> None:
        start = self._at
        path = table
        for key in self._key():
            path = (*path, key)
            self._note(path, start)
        self._skip(_BLANK)
        self._at += 1  # =
        self._skip(_BLANK)
        self._value(path)

    def _key(self) -> list[str]:
        """One key, or several with points between them."""
        keys: list[str] = []
        while True:
            self._skip(_BLANK)
            quoted = self._text[self._at] in "\"'"
            found = (_STRING if quoted else _BARE_KEY).match(self._text, self._at)
            if found is None:
                raise ValueError("not a text that tomllib has read")
            self._at = found.end()
            keys.append(str(tomllib.loads(f"key = {found[0]}")["key"]) if quoted else found[0])
            self._skip(_BLANK)
            if self._text[self._at] != ".":
                return keys
            self._at += 1

    def _value(self, path: Path) -> None:
        first = self._text[self._at]
        if first == "[":
            self._items(path)
        elif first == "{":
            self._at += 1
            while self._skip(_BETWEEN) < len(self._text) and self._text[self._at] != "}":
                self._pair(path)
                self._comma()
            self._at += 1
        else:
            self._skip(_STRING if first in "\"'" else _SCALAR)

    def _items(self, path: Path) -> None:
        self._at += 1
        number = 0
        while self._skip(_BETWEEN) < len(self._text) and self._text[self._at] != "]":
            self._note((*path, number), self._at)
            self._value((*path, number))
            self._comma()
            number += 1
        self._at += 1

    def _comma(self) -> None:
        self._skip(_BETWEEN)
        if self._text.startswith(",", self._at):
            self._at += 1

    def _skip(self, what: re.Pattern[str]) -> int:
        found = what.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._at

    def _note(self, path: Path, offset: int) -> None:
        self._known.setdefault(path, bisect_right(self._starts, offset))
