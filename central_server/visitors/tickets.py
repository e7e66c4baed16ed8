"""What a form carries from when it is drawn to when it is sent, signed for one session: nobody else's fits, nothing can
be changed in it, and after a while it is too old. The id of the event is in it, so that a form sent twice is one event.
"""

import base64
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from central_server.problems import ProblemError

LASTS = timedelta(hours=12)
LONGEST = 32_000  # characters


class TicketTooOld(ProblemError):
    """It was given out here, but the page stood open for too long."""

    def __init__(self) -> None:
        super().__init__(403, "This form is too old.")


@dataclass(frozen=True, slots=True)
class TicketOffice:
    """Signs for one session; ``purpose`` keeps tickets of different forms apart.

    ``key`` is the centre's: whoever has a cookie knows what is kept of it, and could sign for themselves with that.
    """

    key: bytes
    session: bytes
    purpose: str

    def __repr__(self) -> str:
        return f"TicketOffice({self.purpose})"

    def write(self, what: dict[str, Any], now: datetime) -> str:
        """The ticket: plain JSON in base 64, and its signature."""
        said = json.dumps({"at": int(now.timestamp()), **what}, ensure_ascii=False, separators=(",", ":"))
        body = base64.urlsafe_b64encode(said.encode()).decode()
        return f"{body}.{self._signature(body)}"

    def read(self, ticket: str, now: datetime) -> dict[str, Any]:
        """What was written. Raises ProblemError 403 for anything else, TicketTooOld for what is too old."""
        body, _, signature = ticket.partition(".")
        if not hmac.compare_digest(signature.encode(), self._signature(body).encode()):
            raise ProblemError(403, "This form was not given out to this session.")
        said: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body))
        if now - datetime.fromtimestamp(said["at"], UTC) > LASTS:
            raise TicketTooOld
        return said

    def _signature(self, body: str) -> str:
        said = f"{self.session.hex()}:{self.purpose}:{body}"
        return hmac.new(self.key, said.encode(), sha256).hexdigest()
