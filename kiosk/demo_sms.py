"""The messages that a centre of the demo would have sent: read from the file its ``log:PATH`` gateway appends to."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

AT_ONCE: Final = 1_000_000
"""No more bytes than this are read at a time."""


@dataclass(frozen=True, slots=True, repr=False)
class Message:
    """One message: when (aware), to which number (E.164), and its words."""

    at: datetime
    phone: str
    text: str

    def __repr__(self) -> str:
        return f"Message({self.at:%H:%M:%S})"


class SmsLog:
    """Follows the file at ``path``, which need not exist yet. ``new`` reads a little and never waits."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_to = 0

    def new(self) -> list[Message]:
        """What has come since the last time.

        A line that is still being written is left for the next time; one that is no message is passed over. A file
        that became shorter is a new one, and read from its beginning.
        """
        try:
            with self._path.open("rb") as file:
                if self._path.stat().st_size < self._read_to:
                    self._read_to = 0
                file.seek(self._read_to)
                data = file.read(AT_ONCE)
        except OSError:
            return []
        whole = data[: data.rfind(b"\n") + 1]
        if not whole and len(data) == AT_ONCE:
            whole = data  # no line of ours is as long: passed over, or nothing after it would ever be read
        self._read_to += len(whole)
        return [message for line in whole.split(b"\n") if (message := _message(line)) is not None]


def _message(line: bytes) -> Message | None:
    """Read one line.

    >>> line = '{"at": "2026-11-23T01:42:00+00:00", "phone": "+84900000001", "text": "Mã 123456"}'
    >>> message = _message(line.encode())
    >>> message, message.phone, _message(b"half a li"), _message(b'{"at": 1}')
    (Message(01:42:00), '+84900000001', None, None)
    """
    try:
        said = json.loads(line)
        at, phone, text = datetime.fromisoformat(said["at"]), said["phone"], said["text"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    whole = at.tzinfo is not None and isinstance(phone, str) and isinstance(text, str)
    return Message(at, phone, text) if whole else None
