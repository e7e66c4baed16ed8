"""The one client, and the only socket to the centre: bounded in time and size, and believing nothing it is not shown.

Proxies and certificates of the environment are ignored, redirects are not followed (a captive portal answers with
one) and TLS is always verified. Whatever is not a complete, well-formed answer counts as none.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import requests
from pydantic import ValidationError
from urllib3.exceptions import HTTPError, NewConnectionError

from kiosk.ports import OutboxItem
from kiosk.wire.deadline import Deadline, DeadlineAdapter
from kiosk.wire.faults import CentreRefused, CentreUnreachable
from kiosk.wire.messages import (
    ABOUT_CLOCK,
    MAX_BODY,
    Answers,
    ClockProblem,
    Health,
    Problem,
    Reply,
    Summary,
)
from kiosk.wire.signing import KeySource, SigningKey, sign_request

CONNECT_SECONDS = 3.0
READ_SECONDS = 7.0  # without a byte
TOTAL_SECONDS = 10.0  # looking up the host's name comes on top
LONGEST_RETRY_AFTER = 86_400.0
PIECE = 64 * 1024
MAX_PROBLEM = 16 * 1024
JSON, BYTES, PROBLEM = "application/json", "application/octet-stream", "application/problem+json"

Said = TypeVar("Said", bound=Reply)


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, repr=False)
class Signer:
    """Who signs a request: a kiosk and its key."""

    device: UUID
    key: SigningKey


class CentreClient:
    """Talks to the centre at ``url`` for ``device``. Used by one thread at a time.

    ``token`` is the centre's own, for an operator and for a centre tried alone. A kiosk has a ``key`` instead (or
    what is asked for it at each request), and signs what it says. Where its clock is wrong it learns so from the
    centre, signs once more, and goes on by the centre's clock; no other time is touched.

    ``authorities`` is a file of certificates to trust instead of the well-known ones, for a centre with its own.
    """

    def __init__(
        self,
        url: str,
        device: UUID,
        token: str | None = None,
        *,
        key: SigningKey | KeySource | None = None,
        authorities: Path | None = None,
        total_seconds: float = TOTAL_SECONDS,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._url = url.rstrip("/")
        self._device = device
        self._key: KeySource = key if callable(key) else lambda: key
        self._now = now
        self._ahead = 0.0  # seconds that the centre's clock was found to be ahead of this one's
        self._deadline = Deadline(total_seconds)
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = str(authorities) if authorities else True
        self._session.headers = {"User-Agent": "checkpoint-kiosk", "Accept": "application/json"}
        self._session.headers["Accept-Encoding"] = "identity"  # so that the cap on size is a cap on work
        if token:
            self._session.headers["Authorization"] = f"Bearer {token}"
        self._session.mount("http://", DeadlineAdapter(self._deadline))
        self._session.mount("https://", DeadlineAdapter(self._deadline))

    def send(self, items: Sequence[OutboxItem]) -> Answers:
        """Send these items; the answers are about each of them, once. Raises CentreUnreachable or CentreRefused."""
        body = '{"events":[' + ",".join(item.body for item in items) + "]}"
        answers = self._ask("POST", f"/v1/devices/{self._device}/events", Answers, body.encode())
        try:
            answered = sorted(UUID(answer.id) for answer in answers.answers)
        except ValueError as fault:
            raise CentreUnreachable("the reply answers an id that is none", delivered=True) from fault
        if answered != sorted(item.id for item in items):
            raise CentreUnreachable("the reply does not answer every event once", delivered=True)
        return answers

    def health(self) -> Health:
        """Ask whether the centre is there, and lets this kiosk in. Raises CentreUnreachable or CentreRefused."""
        return self._ask("GET", f"/v1/devices/{self._device}/health", Health)

    def summary(self) -> Summary:
        """Ask what the centre has of this device. Raises CentreUnreachable or CentreRefused."""
        return self._ask("GET", f"/v1/devices/{self._device}/summary", Summary)

    def ask(
        self,
        method: str,
        path: str,
        kind: type[Said],
        body: bytes | None = None,
        *,
        within: float,
        bearer: str | None = None,
        signer: Signer | None = None,
        raw: bool = False,
    ) -> Said:
        """Ask for something that somebody waits for, ``within`` seconds. Raises CentreUnreachable or CentreRefused.

        ``bearer`` goes instead of the token, and ``signer`` signs instead of this kiosk's key, this once. ``raw``: the
        body is bytes, not JSON.
        """
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        headers |= {"Content-Type": BYTES} if raw else {}
        return self._ask(method, path, kind, body, within, headers, signer)

    def fetch(self, path: str, most: int, *, within: float) -> bytes:
        """Fetch ``most`` bytes or fewer, ``within`` seconds. Raises CentreUnreachable or CentreRefused."""
        try:
            return self._reply("GET", path, None, within, {"Accept": BYTES}, BYTES, most)
        except (requests.RequestException, HTTPError, OSError) as fault:
            self.close()
            raise CentreUnreachable(_why(fault), delivered=not _before_sending(fault)) from fault

    def close(self) -> None:
        """Let go of the connection; the next request makes another."""
        self._session.close()

    def _ask(
        self,
        method: str,
        path: str,
        kind: type[Said],
        body: bytes | None = None,
        within: float | None = None,
        headers: Mapping[str, str] | None = None,
        signer: Signer | None = None,
    ) -> Said:
        try:
            reply = self._reply(method, path, body, within, headers or {}, signer=signer)
            return kind.model_validate_json(reply, strict=True)
        except ValidationError as fault:  # its text would quote the reply
            self.close()
            raise CentreUnreachable("the reply is not what the centre says", delivered=True) from fault
        except (requests.RequestException, HTTPError, OSError) as fault:
            self.close()
            raise CentreUnreachable(_why(fault), delivered=not _before_sending(fault)) from fault

    def _reply(
        self,
        method: str,
        path: str,
        body: bytes | None,
        within: float | None,
        headers: Mapping[str, str],
        kind: str = JSON,
        most: int = MAX_BODY,
        signer: Signer | None = None,
    ) -> bytes:
        """Ask, and once more at once where the centre says that the time of the signature is not now."""
        if signer is None and (key := self._key()) is not None:
            signer = Signer(self._device, key)
        request = requests.Request(
            method, self._url + path, data=body, headers=({"Content-Type": JSON} if body else {}) | dict(headers)
        )
        self._deadline.start(within, most)  # for both tries together
        try:
            return self._answer(request, within, kind, most, signer, self._ahead)
        except _WrongTime as fault:
            ahead = fault.server_time.timestamp() - self._now().timestamp()
        try:
            reply = self._answer(request, within, kind, most, signer, ahead)
        except _WrongTime as fault:
            raise CentreRefused(str(fault), fault.status, problem=True, detail=fault.detail, type=fault.type) from None
        self._ahead = ahead  # believed only since the centre has let us in by it
        return reply

    def _answer(
        self, request: requests.Request, within: float | None, kind: str, most: int, signer: Signer | None, ahead: float
    ) -> bytes:
        prepared = self._session.prepare_request(request)
        if signer is not None:
            body = prepared.body.encode() if isinstance(prepared.body, str) else prepared.body
            try:
                sign_request(prepared, signer.key, signer.device, body, self._now().timestamp() + ahead)
            except ValueError as fault:
                raise requests.exceptions.InvalidURL(str(fault)) from fault
        with self._session.send(
            prepared,
            timeout=(min(CONNECT_SECONDS, within or CONNECT_SECONDS), within or READ_SECONDS),
            allow_redirects=False,
            stream=True,
        ) as response:
            _check(response, kind, self._problem(response), signed=signer is not None)
            return self._read(response, most)

    def _problem(self, response: requests.Response) -> Problem | None:
        """Why the centre refuses this, in its words. That it refuses stands, even if they do not come."""
        if not 400 <= response.status_code < 500 or _media_type(response) != PROBLEM:
            return None
        try:
            told = self._read(response, MAX_PROBLEM)
            problem = Problem.model_validate_json(told)
            return ClockProblem.model_validate_json(told) if problem.type == ABOUT_CLOCK else problem
        except (ValidationError, CentreUnreachable, requests.RequestException, HTTPError, OSError):
            return None

    def _read(self, response: requests.Response, most: int) -> bytes:
        read = bytearray()
        for piece in response.iter_content(PIECE):
            read += piece
            if len(read) > most:
                raise CentreUnreachable("the reply is too large", delivered=True)
            if self._deadline.left() <= 0:
                raise CentreUnreachable("the reply took too long", delivered=True)
        return bytes(read)


class _WrongTime(CentreRefused):
    """The centre takes another time for now."""

    def __init__(self, why: str, said: ClockProblem) -> None:
        super().__init__(why, 401, problem=True, detail=said.detail, type=said.type)
        self.server_time = said.server_time


def _check(response: requests.Response, kind: str, said: Problem | None, *, signed: bool) -> None:
    """Go on only with a 200 that holds what was asked for."""
    status = response.status_code
    if status in (429, 503):
        raise CentreUnreachable(f"the centre asks to wait (HTTP {status})", retry_after=_retry_after(response))
    if status >= 500 or status == 408:  # 408: the batch was too long in coming, a shorter one may not be
        raise CentreUnreachable(
            f"the centre has a fault (HTTP {status})", retry_after=_retry_after(response), delivered=True
        )
    if status >= 400:
        problem, why = _media_type(response) == PROBLEM, f"the centre refuses this (HTTP {status})"
        if signed and status == 401 and isinstance(said, ClockProblem):
            raise _WrongTime(why, said)
        detail, type_ = (said.detail, said.type) if said is not None else (None, "about:blank")
        raise CentreRefused(why, status, problem=problem, detail=detail, type=type_)
    if status != 200:
        raise CentreUnreachable(f"something else answers in place of the centre (HTTP {status})")
    if _media_type(response) != kind or response.headers.get("Content-Encoding", "identity") != "identity":
        what = "no JSON" if kind == JSON else "no bytes"
        raise CentreUnreachable(f"something else answers in place of the centre ({what})")


def _media_type(response: requests.Response) -> str:
    return response.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _retry_after(response: requests.Response) -> float | None:
    """Seconds, if it says so in seconds. A date is passed over: the kiosk's clock may be wrong."""
    text = response.headers.get("Retry-After", "").strip()
    if not (text.isascii() and text.isdigit()):
        return None
    return min(float(text[:9]), LONGEST_RETRY_AFTER)


def _before_sending(fault: Exception) -> bool:
    """True when nothing can have arrived: no connection, no trust in the other end, or an address that is none."""
    never = (requests.exceptions.ConnectTimeout, requests.exceptions.SSLError, requests.exceptions.InvalidURL)
    return isinstance(fault, (*never, requests.exceptions.InvalidSchema)) or _no_connection(fault)


def _no_connection(fault: Exception) -> bool:
    inner = fault.args[0] if fault.args else None
    return isinstance(getattr(inner, "reason", None), NewConnectionError)


def _why(fault: Exception) -> str:
    """A few words for the staff; the library's own would quote addresses and more."""
    if isinstance(fault, requests.exceptions.SSLError):
        return "the connection is not secure (certificate)"
    if isinstance(fault, requests.Timeout | TimeoutError):
        return "the centre does not answer"
    if isinstance(fault, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return "the centre's address is not valid"
    return "the centre cannot be reached" if _no_connection(fault) else "the connection broke"
