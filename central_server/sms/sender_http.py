"""``http:FILE.toml``: gateways that take messages by HTTP, as most sellers of brand names in Vietnam do."""

import json
from collections.abc import Mapping
from uuid import uuid4

import requests
from urllib3.exceptions import HTTPError, NewConnectionError

from central_server.sms.sending import SmsNotSent
from central_server.sms.template import Template, filled, message_values
from kiosk.wire.deadline import Deadline, DeadlineAdapter

CONNECT_SECONDS = 3.0
MAX_ANSWER = 64 * 1024
PIECE = 8 * 1024


class HttpSender:
    """Sends each message over a connection of its own, under one limit of time from beginning to end.

    TLS is always verified, no redirect is followed, nothing is tried twice, and proxies of the environment are ignored.
    """

    def __init__(self, template: Template, secrets: Mapping[str, str]) -> None:
        self._template = template
        self._secrets = secrets

    def __repr__(self) -> str:
        return "HttpSender()"

    def send(self, phone: str, text: str) -> None:
        """Send one message. Raises SmsNotSent."""
        values = {**self._secrets, **message_values(phone, text, uuid4().hex)}
        try:
            status, body = self._ask(values)
        except (requests.RequestException, HTTPError, OSError, UnicodeError) as fault:
            raise SmsNotSent(_why(fault), certain=_before_sending(fault)) from None  # it would quote the address
        verdict = self._template.success.verdict(status, body)
        if verdict != "taken":
            says = "does not take it" if verdict == "refused" else "does not say that it takes it"
            raise SmsNotSent(f"the gateway {says} (HTTP {status})", certain=verdict == "refused")

    def close(self) -> None:
        """Nothing is held open."""

    def _ask(self, values: Mapping[str, str]) -> tuple[int, bytes]:
        template = self._template
        deadline = Deadline(template.timeout)
        with requests.Session() as session:
            session.trust_env = False
            session.mount("http://", DeadlineAdapter(deadline))
            session.mount("https://", DeadlineAdapter(deadline))
            request = requests.Request(
                template.method,
                filled(template.url, values),
                headers=self._headers(values),
                params=filled(template.query, values),
                data=self._body(values),
                auth=self._basic(values),
            )
            deadline.start()
            with session.send(
                session.prepare_request(request),
                timeout=(min(CONNECT_SECONDS, template.timeout), template.timeout),
                verify=str(template.authorities) if template.authorities else True,
                allow_redirects=False,
                stream=True,
            ) as response:
                return response.status_code, _read(response, deadline)

    def _headers(self, values: Mapping[str, str]) -> dict[str, str]:
        said: dict[str, str] = filled(self._template.headers, values)
        kind = "application/json" if self._template.encoding == "json" else "application/x-www-form-urlencoded"
        own = {"User-Agent": "checkpoint-centre", "Accept-Encoding": "identity"}
        return own | ({"Content-Type": kind} if self._template.body else {}) | said

    def _body(self, values: Mapping[str, str]) -> bytes | dict[str, str] | None:
        if not self._template.body:
            return None
        body: dict[str, str] = filled(self._template.body, values)
        return json.dumps(body, ensure_ascii=False).encode() if self._template.encoding == "json" else body

    def _basic(self, values: Mapping[str, str]) -> tuple[bytes, bytes] | None:
        basic = self._template.basic
        return None if basic is None else (filled(basic.user, values).encode(), filled(basic.password, values).encode())


def _read(response: requests.Response, deadline: Deadline) -> bytes:
    read = bytearray()
    for piece in response.iter_content(PIECE):
        read += piece
        if len(read) > MAX_ANSWER or deadline.left() <= 0:
            raise requests.Timeout("the answer is too long")
    return bytes(read)


def _before_sending(fault: Exception) -> bool:
    """True when nothing can have arrived."""
    never = (
        requests.ConnectTimeout,
        requests.exceptions.SSLError,
        requests.exceptions.InvalidURL,
        requests.exceptions.InvalidHeader,
        UnicodeError,
    )
    return isinstance(fault, never) or _no_connection(fault)


def _no_connection(fault: Exception) -> bool:
    inner = fault.args[0] if fault.args else None
    return isinstance(getattr(inner, "reason", None), NewConnectionError)


def _why(fault: Exception) -> str:
    """A few words for the operator; the library's own would quote the address, which may hold a number."""
    if isinstance(fault, requests.exceptions.SSLError):
        return "the connection to the gateway is not secure (certificate)"
    if isinstance(fault, requests.Timeout | TimeoutError):
        return "the gateway does not answer in time"
    if isinstance(fault, requests.exceptions.InvalidHeader | requests.exceptions.InvalidURL | UnicodeError):
        return "the gateway's file makes a request that is none"
    return "the gateway cannot be reached" if _no_connection(fault) else "the connection to the gateway broke"
