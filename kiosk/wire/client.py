"""The one client, and the only socket to the centre: bounded in time and size, and believing nothing it is not shown.

Proxies and certificates of the environment are ignored, redirects are not followed (a captive portal answers with
one) and TLS is always verified. Whatever is not a complete, well-formed answer counts as none.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import requests
from pydantic import ValidationError
from urllib3.exceptions import HTTPError, NewConnectionError

from kiosk.ports import OutboxItem
from kiosk.wire.deadline import Deadline, DeadlineAdapter
from kiosk.wire.faults import CentreRefused, CentreUnreachable
from kiosk.wire.messages import MAX_BODY, Answers, Health, Problem, Reply, Summary

CONNECT_SECONDS = 3.0
READ_SECONDS = 7.0  # without a byte
TOTAL_SECONDS = 10.0  # looking up the host's name comes on top
LONGEST_RETRY_AFTER = 86_400.0
PIECE = 64 * 1024
MAX_PROBLEM = 16 * 1024
JSON, BYTES, PROBLEM = "application/json", "application/octet-stream", "application/problem+json"

Said = TypeVar("Said", bound=Reply)


class CentreClient:
    """Talks to the centre at ``url`` for ``device``. Used by one thread at a time.

    ``authorities`` is a file of certificates to trust instead of the well-known ones, for a centre with its own.
    """

    def __init__(
        self,
        url: str,
        device: UUID,
        token: str | None = None,
        *,
        authorities: Path | None = None,
        total_seconds: float = TOTAL_SECONDS,
    ) -> None:
        self._url = url.rstrip("/")
        self._device = device
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
        raw: bool = False,
    ) -> Said:
        """Ask for something that somebody waits for, ``within`` seconds. Raises CentreUnreachable or CentreRefused.

        ``bearer`` goes instead of the token, this once. ``raw``: the body is bytes, not JSON.
        """
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        return self._ask(method, path, kind, body, within, headers | ({"Content-Type": BYTES} if raw else {}))

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
    ) -> Said:
        try:
            return kind.model_validate_json(self._reply(method, path, body, within, headers or {}), strict=True)
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
    ) -> bytes:
        self._deadline.start(within, most)
        with self._session.request(
            method,
            self._url + path,
            data=body,
            headers=({"Content-Type": JSON} if body else {}) | dict(headers),
            timeout=(min(CONNECT_SECONDS, within or CONNECT_SECONDS), within or READ_SECONDS),
            allow_redirects=False,
            stream=True,
        ) as response:
            _check(response, kind, self._detail(response))
            return self._read(response, most)

    def _detail(self, response: requests.Response) -> str | None:
        """Why the centre refuses this, in its words. That it refuses stands, even if they do not come."""
        if not 400 <= response.status_code < 500 or _media_type(response) != PROBLEM:
            return None
        try:
            return Problem.model_validate_json(self._read(response, MAX_PROBLEM)).detail
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


def _check(response: requests.Response, kind: str, detail: str | None) -> None:
    """Go on only with a 200 that holds what was asked for."""
    status = response.status_code
    if status in (429, 503):
        raise CentreUnreachable(f"the centre asks to wait (HTTP {status})", retry_after=_retry_after(response))
    if status >= 500 or status == 408:  # 408: the batch was too long in coming, a shorter one may not be
        raise CentreUnreachable(
            f"the centre has a fault (HTTP {status})", retry_after=_retry_after(response), delivered=True
        )
    if status >= 400:
        problem = _media_type(response) == PROBLEM
        raise CentreRefused(f"the centre refuses this (HTTP {status})", status, problem=problem, detail=detail)
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
