"""The centre, before this kiosk belongs to it: kiosk.checkpoint.ports.Registrar over HTTP.

Whatever asks to be let in tells the public half of this kiosk's key, and is signed with it.

A CentreRefused that comes out of here has the centre's own sentence, and its ``status``: 401 for a session that is
over, 403 for a code that is wrong, used or over, 409 for what contradicts what is registered. Nothing is tried twice.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote
from uuid import UUID

from pydantic import ValidationError

from kiosk.errors import ServerRefused
from kiosk.wire.checkpoint_messages import (
    CheckpointWanted,
    DeviceWanted,
    Enrolled,
    EnrolmentTyped,
    RegistrantJudged,
    RegistrantTyped,
    RegistrantWanted,
)
from kiosk.wire.client import CentreClient, Signer
from kiosk.wire.desk_messages import OtpSaid
from kiosk.wire.faults import CentreRefused
from kiosk.wire.messages import Health, Message, Reply
from kiosk.wire.signing import SigningKey

CODE_SECONDS = 8.0  # a gateway for messages is slow
ASK_SECONDS = 6.0
NOBODY = UUID(int=0)
Said = TypeVar("Said", bound=Reply)
Made = TypeVar("Made")


def _utc_now() -> datetime:
    return datetime.now(UTC)


class RegistrarClient:
    """Asks the centre at ``url``. Used by one thread at a time."""

    def __init__(self, url: str, authorities: Path | None = None, *, now: Callable[[], datetime] = _utc_now) -> None:
        self._client = CentreClient(url, NOBODY, authorities=authorities, now=now)
        self._now = now

    def reach(self) -> float:
        """See whether a centre answers there; by how many seconds this machine's clock is ahead of it."""
        before = self._now()
        said = self._ask("GET", "/v1/health", Health, None, ASK_SECONDS)
        return ((before - said.server_time) + (self._now() - before) / 2).total_seconds()

    def send_code(self, request: UUID, phone: str, language: str) -> OtpSaid:
        """Have a code sent to a registrant's phone (E.164)."""
        wanted = _message(
            lambda: RegistrantWanted(request=request, phone=phone, language="en" if language == "en" else "vi")
        )
        return self._say("/v1/registrants/otp", wanted, OtpSaid, CODE_SECONDS)

    def try_code(self, request: UUID, digits: str) -> RegistrantJudged:
        """Have what they typed checked."""
        typed = _message(lambda: RegistrantTyped(request=request, code=digits))
        return self._say("/v1/registrants/tries", typed, RegistrantJudged, CODE_SECONDS)

    def register(self, session: str, wanted: CheckpointWanted, key: SigningKey) -> Enrolled:
        """Register a checkpoint; asked again with the same id, it is the same one."""
        return self._say("/v1/checkpoints", wanted, Enrolled, ASK_SECONDS, session, Signer(wanted.device, key))

    def join(self, session: str, checkpoint: str, wanted: DeviceWanted, key: SigningKey) -> Enrolled:
        """Join a checkpoint of the registrant's, by its code."""
        path = f"/v1/checkpoints/{quote(checkpoint, safe='')}/devices"
        return self._say(path, wanted, Enrolled, ASK_SECONDS, session, Signer(wanted.device, key))

    def enrol(self, typed: EnrolmentTyped, key: SigningKey) -> Enrolled:
        """Join by a code. ServerRefused where it is wrong, used or over, with a sentence."""
        return self._say("/v1/enrolments", typed, Enrolled, ASK_SECONDS, signer=Signer(typed.device, key))

    def close(self) -> None:
        """Let go of the connection; the next question makes another."""
        self._client.close()

    def _say(
        self,
        path: str,
        message: Message,
        kind: type[Said],
        within: float,
        session: str | None = None,
        signer: Signer | None = None,
    ) -> Said:
        return self._ask("POST", path, kind, message.model_dump_json().encode(), within, session, signer)

    def _ask(
        self,
        method: str,
        path: str,
        kind: type[Said],
        body: bytes | None,
        within: float,
        session: str | None = None,
        signer: Signer | None = None,
    ) -> Said:
        try:
            return self._client.ask(method, path, kind, body, within=within, bearer=session, signer=signer)
        except CentreRefused as fault:
            raise CentreRefused(
                fault.detail or str(fault), fault.status, problem=fault.problem, type=fault.type
            ) from fault


def _message(make: Callable[[], Made]) -> Made:
    """What is to be asked. What no message can hold, such as a number of another country, is refused here."""
    try:
        return make()
    except ValidationError:  # its text would quote the value
        raise ServerRefused("The centre cannot be asked this.") from None
