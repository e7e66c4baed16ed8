"""``log:`` and ``log:PATH``: messages that reach nobody's phone, for trying things out.

They hold codes and numbers in plain text: never where real visitors come.
"""

import json
import logging
import os
import threading
from datetime import UTC, datetime
from pathlib import Path

from central_server.sms.sending import SmsNotSent

_log = logging.getLogger(__name__)


class LogSender:
    """Appends one line of JSON for each message to ``path``: ``at``, ``phone``, ``text``; without it, to the log."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = threading.Lock()

    def send(self, phone: str, text: str) -> None:
        """Write the message down. Raises SmsNotSent when the file cannot be written."""
        line = json.dumps({"at": datetime.now(UTC).isoformat(), "phone": phone, "text": text}, ensure_ascii=False)
        if self._path is None:
            _log.warning("%s", line)
            return
        try:
            with self._lock, open(self._path, "a", encoding="utf-8", opener=_private) as file:
                file.write(line + "\n")
        except OSError as fault:
            raise SmsNotSent(f"the file cannot be written: {fault.strerror}", certain=True) from fault

    def close(self) -> None:
        """Nothing is held open."""


def _private(path: str, flags: int) -> int:
    """A new file can be read by its owner alone."""
    return os.open(path, flags, 0o600)
