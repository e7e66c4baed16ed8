"""What the routes of checkpoints call: each function one transaction, or one for counting before it."""

import ipaddress
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from fastapi import Request
from sqlalchemy import Connection, Engine

from central_server.otp.desk import OtpDesk, OtpOptions
from central_server.problems import ProblemError
from central_server.store import checkpoints, otp, registrants
from central_server.store.asking import EVERYBODY, Allowance, ask
from central_server.store.checkpoints import Checkpoint
from central_server.store.engine import transaction
from central_server.store.registrants import Registrant
from kiosk.wire.checkpoint_messages import CHECKPOINT_CODE, RegistrantJudged, RegistrantTyped, RegistrantWanted
from kiosk.wire.desk_messages import OtpSaid

REGISTRANTS = UUID("7c1f1f0e-52f9-5d8e-9d6b-5e55105e0000")  # stands for all of them where codes are counted by kiosk
CODES = Allowance("registrants' codes", 10, timedelta(hours=1))
GUESSES = Allowance("registrants' tries", 60, timedelta(hours=1))
ENROLLING = Allowance("enrolments", 30, timedelta(minutes=15))
ENROLLING_ALL = Allowance("enrolments", 3_000, timedelta(minutes=15))


@dataclass(frozen=True, slots=True)
class Office:
    """The database and the time."""

    engine: Engine
    now: Callable[[], datetime]

    @contextmanager
    def open(self) -> Iterator[tuple[Connection, datetime]]:
        """A transaction, and when it is."""
        with transaction(self.engine) as connection:
            yield connection, self.now()

    def wait(self, allowance: Allowance, network: str) -> timedelta:
        """Count one question from this network; how long to wait with the next one."""
        with self.open() as (connection, now):
            by = otp.phone_keys(connection, now).hash_of("network", network) if network else EVERYBODY
            return ask(connection, allowance, by, now)

    def require(self, allowance: Allowance, network: str) -> None:
        """Count one question; ProblemError 429 if it is one too many."""
        wait = self.wait(allowance, network)
        if wait > timedelta(0):
            detail = "This was asked too often from where you are; try again later."
            raise ProblemError(429, detail, {"Retry-After": str(int(wait.total_seconds()) + 1)})


class RegistrantDesk:
    """Codes for registrants: like those for visitors, in fewer numbers, since anybody may ask."""

    def __init__(self, office: Office, token: str | None, options: OtpOptions) -> None:
        self._office = office
        self._token = token or ""
        few = replace(
            options.budgets,
            number_ten_minutes=min(options.budgets.number_ten_minutes, 2),
            number_day=min(options.budgets.number_day, 6),
            prefix_day=min(options.budgets.prefix_day, 15),
            kiosk_hour=min(options.budgets.kiosk_hour, 30),
        )
        self._desk = OtpDesk(office.engine, token, lambda *_: (), replace(options, budgets=few))

    def wish(self, network: str, wanted: RegistrantWanted) -> OtpSaid:
        """Have a code sent. Raises what OtpDesk.wish does."""
        if self._office.wait(CODES, network) > timedelta(0):
            return OtpSaid(outcome="limit", valid_seconds=0, resend_seconds=None, tries_left=0)
        return self._desk.wish(REGISTRANTS, wanted)

    def judge(self, network: str, typed: RegistrantTyped) -> RegistrantJudged:
        """Have a typed code judged; nobody's checkpoints are looked at before it is right. Raises ProblemError 429."""
        self._office.require(GUESSES, network)
        with self._office.open() as (connection, now):
            judged = otp.judge(connection, self._token, REGISTRANTS, typed.request, typed.code, now)
            if judged.phone is None:
                return RegistrantJudged(outcome=judged.outcome, tries_left=judged.tries_left)
            session = registrants.begin(connection, judged.phone, now)
            theirs = checkpoints.of_phone(connection, otp.phone_keys(connection, now).phone_hash(judged.phone))
            return RegistrantJudged(
                outcome=judged.outcome,
                tries_left=judged.tries_left,
                session=session,
                checkpoints=checkpoints.said(connection, theirs, now),
            )


def network_of(request: Request) -> str:
    """The network that a question comes from, as far as one subscriber can change their address within it."""
    if request.client is None:
        return ""
    try:
        address = ipaddress.ip_address(request.client.host)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is None:
            return str(ipaddress.ip_network((address, 48), strict=False))
        address = address.ipv4_mapped
    return str(ipaddress.ip_network((address, 24), strict=False))


def checkpoint_for(connection: Connection, code: str, registrant: Registrant | None) -> Checkpoint:
    """The checkpoint with this code; ``registrant`` None may see all. Raises ProblemError 404."""
    found = checkpoints.by_code(connection, code.upper()) if re.fullmatch(CHECKPOINT_CODE, code.upper()) else None
    if found is None or (registrant is not None and bytes(found.phone) != registrant.phone):
        raise ProblemError(404, "There is no such checkpoint, or it is not yours.")
    return found


def require_plain(*texts: str) -> None:
    """Refuse what cannot be shown: control characters, and those that turn the writing around. ProblemError 422."""
    for text in texts:
        if not text.isprintable():
            raise ProblemError(422, "A text contains characters that cannot be shown.")
