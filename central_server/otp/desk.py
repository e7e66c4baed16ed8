"""Having codes sent and judged: what the routes call. The message goes out between two transactions."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Connection, Engine

from central_server.otp.budgets import Budgets
from central_server.otp.texts import MessageText
from central_server.sms.sending import SmsNotSent, SmsSender
from central_server.store import otp as store
from central_server.store.engine import transaction
from kiosk.wire.desk_messages import MAX_PEOPLE, DeclaredSaid, OtpJudged, OtpSaid, OtpWanted

SENDING_TOGETHER = 8  # a slow gateway shall not take all threads of the centre
PeopleOn = Callable[[Connection, str, int, datetime], tuple[DeclaredSaid, ...]]
_log = logging.getLogger(__name__)


class TooManySending(Exception):
    """As many messages are being sent as may be at once."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class OtpOptions:
    """What an operator chooses. Without a ``sender`` no code is ever sent, and that is what is answered."""

    sender: SmsSender | None = None
    budgets: Budgets = field(default_factory=Budgets)
    text: MessageText = field(default_factory=MessageText)
    now: Callable[[], datetime] = _utc_now


class OtpDesk:
    """Codes for visitors. ``token`` is the centre's own; ``people`` tells who is declared on a number."""

    def __init__(self, engine: Engine, token: str | None, people: PeopleOn, options: OtpOptions) -> None:
        self._engine = engine
        self._token = token or ""
        self._people = people
        self._options = options
        self._places = threading.BoundedSemaphore(SENDING_TOGETHER)

    def wish(self, device: UUID, wanted: OtpWanted) -> OtpSaid:
        """Have a code sent; blocks while it is. Raises OtherNumber, TooManySending, StoreUnavailable.

        The message is counted and on disk before it is handed over: whatever breaks in between, fewer go out than
        were counted, never more.
        """
        options = self._options
        if options.sender is None:
            return OtpSaid(outcome="not_sent", valid_seconds=0, resend_seconds=None, tries_left=0)
        if not self._places.acquire(blocking=False):
            raise TooManySending
        try:
            with transaction(self._engine) as connection:
                wish = store.reserve(connection, self._token, device, wanted, options.budgets, options.now())
            if wish.code is None:
                return wish.said
            return self._send(options.sender, device, wanted, wish.said, wish.code)
        finally:
            self._places.release()

    def judge(self, device: UUID, request: UUID, code: str) -> OtpJudged:
        """Have a typed code judged; who is declared is looked up only once it is right. Raises StoreUnavailable."""
        with transaction(self._engine) as connection:
            now = self._options.now()
            judged = store.judge(connection, self._token, device, request, code, now)
            people = () if judged.phone is None else self._people(connection, judged.phone, MAX_PEOPLE, now)
        return OtpJudged(outcome=judged.outcome, tries_left=judged.tries_left, people=people)

    def close(self) -> None:
        """Let go of the gateway."""
        if self._options.sender is not None:
            self._options.sender.close()

    def _send(self, sender: SmsSender, device: UUID, wanted: OtpWanted, said: OtpSaid, code: str) -> OtpSaid:
        minutes = int(store.VALID.total_seconds() // 60)
        try:
            sender.send(wanted.phone, self._options.text.write(code, wanted.language, minutes))
        except SmsNotSent as fault:
            _log.warning("A message was not sent: %s", fault)
            with transaction(self._engine) as connection:
                now = self._options.now()
                return store.not_sent(connection, device, wanted, fault.certain, self._options.budgets, now)
        with transaction(self._engine) as connection:
            store.sent(connection, device, wanted.request)
        return said
