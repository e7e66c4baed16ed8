"""What sends text messages, and what can go wrong."""

from typing import Protocol

from kiosk.errors import KioskError


class SmsNotSent(KioskError):
    """The gateway did not take a message. The reason is for the operator, never for visitors; it names no number.

    ``certain``: nothing can have been sent. Otherwise it may still arrive, as after an answer that never came.
    """

    def __init__(self, reason: str, *, certain: bool) -> None:
        super().__init__(reason)
        self.certain = certain


class SmsSender(Protocol):
    """A gateway. Used by several threads at once."""

    def send(self, phone: str, text: str) -> None:
        """Hand one message over; ``phone`` is E.164. Blocks, six seconds or so at the longest. Raises SmsNotSent."""

    def close(self) -> None:
        """Let go of connections."""
