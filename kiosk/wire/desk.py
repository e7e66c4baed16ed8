"""The centre while somebody waits: kiosk.errand_ports.CentreDesk over HTTP.

For whoever waits there are two answers, what was asked for and that the centre could not be asked: a refusal, a reply
that makes no sense and none at all are the same to them. Nothing is tried twice; they can press again.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from pydantic import ValidationError

from kiosk.declarations import Holding, PhoneProof
from kiosk.errand_answers import CodeOutcome, TryOutcome
from kiosk.errand_ports import CodeReply, IssuedReply, TryReply
from kiosk.errors import ServerUnreachable
from kiosk.family import DeclaredPerson
from kiosk.people import Identifier, IdentifierKind, PartialDate
from kiosk.questionnaire import Verdict
from kiosk.wire.client import CentreClient
from kiosk.wire.desk_messages import (
    CodeKeys,
    CodeSaid,
    DeclaredSaid,
    HoldingAsked,
    HoldingFound,
    HoldingSaid,
    IdentifierSaid,
    InsuranceAsked,
    InsuranceSaid,
    OtpJudged,
    OtpSaid,
    OtpTyped,
    OtpWanted,
    Revocations,
)
from kiosk.wire.faults import CentreRefused, CentreUnreachable
from kiosk.wire.messages import Message, Reply
from kiosk.wire.signing import KeySource, SigningKey

CODE_SECONDS = 8.0  # a gateway for messages is slow
LOOK_UP_SECONDS = 3.0
_KINDS = frozenset(str(kind) for kind in IdentifierKind)
Said = TypeVar("Said", bound=Reply)
Made = TypeVar("Made")


class DeskClient:
    """Asks the centre at ``url`` for ``device``, over a connection of its own. Used by one thread at a time.

    ``code_seconds`` and ``look_up_seconds`` bound a whole exchange; looking up the host's name comes on top.
    """

    def __init__(
        self,
        url: str,
        device: UUID,
        token: str | None = None,
        *,
        key: SigningKey | KeySource | None = None,
        authorities: Path | None = None,
        code_seconds: float = CODE_SECONDS,
        look_up_seconds: float = LOOK_UP_SECONDS,
    ) -> None:
        self._client = CentreClient(url, device, token, key=key, authorities=authorities)
        self._here = f"/v1/devices/{device}"
        self._code_seconds = code_seconds
        self._look_up_seconds = look_up_seconds

    def send_code(self, request: UUID, phone: str, language: str) -> CodeReply:
        """Have a code sent to ``phone`` (E.164). Raises ServerUnreachable."""
        wanted = _message(lambda: OtpWanted(request=request, phone=phone, language="en" if language == "en" else "vi"))
        said = self._say(f"{self._here}/otp", wanted, OtpSaid, self._code_seconds)
        return CodeReply(CodeOutcome(said.outcome), said.valid_seconds, said.resend_seconds, said.tries_left)

    def try_code(self, request: UUID, digits: str) -> TryReply:
        """Have a typed code checked. Raises ServerUnreachable."""
        typed = _message(lambda: OtpTyped(code=digits))
        said = self._say(f"{self._here}/otp/{request}/tries", typed, OtpJudged, self._code_seconds)
        return TryReply(TryOutcome(said.outcome), said.tries_left, _made(lambda: tuple(map(_person, said.people))))

    def declared(self, identifiers: Sequence[Identifier]) -> Holding | None:
        """The latest declaration of whoever has these numbers. Raises ServerUnreachable."""
        numbers = tuple(IdentifierSaid(kind=number.kind, value=number.value) for number in identifiers)
        asked = _message(lambda: HoldingAsked(identifiers=numbers))
        said = self._say(f"{self._here}/holdings", asked, HoldingFound, self._look_up_seconds)
        return None if said.holding is None else _holding(said.holding)

    def insured(self, request: UUID, number: str) -> DeclaredPerson | None:
        """Whom an insurance number belongs to, if they are on the confirmed phone. Raises ServerUnreachable."""
        asked = _message(lambda: InsuranceAsked(request=request, number=number))
        person = self._say(f"{self._here}/insured", asked, InsuranceSaid, self._look_up_seconds).person
        return None if person is None else _made(lambda: _person(person))

    def issue(self, declaration: UUID, body: str) -> IssuedReply | None:  # noqa: ARG002  # the body names it
        """The citizen code of a declaration, None where the centre will issue none. Raises ServerUnreachable.

        ``body`` is the event as it stands in the outbox, and goes as it is: an event has the same bytes at every try.
        """
        wanted = b'{"event":' + body.encode() + b"}"
        try:
            said = self._ask("POST", f"{self._here}/citizen-codes", CodeSaid, wanted, self._code_seconds)
        except _Refused as fault:
            if fault.decided:
                return None
            raise
        return IssuedReply(said.text, said.spelled, said.until)

    def keys(self) -> CodeKeys:
        """The public keys that citizen codes are checked with. Raises ServerUnreachable."""
        return self._ask("GET", "/v1/citizen-codes/keys", CodeKeys, None, self._look_up_seconds)

    def revocations(self, after: int) -> Revocations:
        """Codes that were taken back after revision ``after``. Raises ServerUnreachable."""
        path = f"/v1/citizen-codes/revocations?after={after}"
        return self._ask("GET", path, Revocations, None, self._look_up_seconds)

    def close(self) -> None:
        """Let go of the connection; the next question makes another."""
        self._client.close()

    def _say(self, path: str, message: Message, kind: type[Said], within: float) -> Said:
        return self._ask("POST", path, kind, message.model_dump_json().encode(), within)

    def _ask(self, method: str, path: str, kind: type[Said], body: bytes | None, within: float) -> Said:
        try:
            return self._client.ask(method, path, kind, body, within=within)
        except CentreRefused as fault:
            raise _Refused(str(fault), decided=fault.problem and fault.status == 409) from fault


class _Refused(ServerUnreachable):
    """The centre said no. ``decided``: to this very thing, whenever it is asked."""

    def __init__(self, why: str, *, decided: bool) -> None:
        super().__init__(why)
        self.decided = decided


def _message(make: Callable[[], Made]) -> Made:
    """What is to be asked. What no message can hold, such as a number of another country, cannot be asked."""
    try:
        return make()
    except ValidationError:  # its text would quote the value
        raise ServerUnreachable("the centre cannot be asked this") from None


def _made(make: Callable[[], Made]) -> Made:
    """The reply as the core's values: a date that is none makes it no reply."""
    try:
        return make()
    except ValueError:
        raise CentreUnreachable("the reply is not what the centre says", delivered=True) from None


def _person(said: DeclaredSaid) -> DeclaredPerson:
    return DeclaredPerson(
        said.id,
        said.name,
        None if said.birth is None else _birth(said.birth),
        said.sex,
        frozenset(_identifiers(said.identifiers)),
        None if said.holding is None else _holding(said.holding),
        said.nation,
        said.phone,
        said.province,
        said.ward,
        said.street,
    )


def _birth(said: str) -> PartialDate:
    """Raises ValueError when there is no such day."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", said):
        raise ValueError("not a date")
    birth = PartialDate.from_iso(said)
    date(birth.year, birth.month or 1, birth.day or 1)
    return birth


def _identifiers(said: Iterable[IdentifierSaid]) -> Iterable[Identifier]:
    """Those of a kind that this kiosk knows: the centre is upgraded first."""
    return (Identifier(IdentifierKind(one.kind), one.value) for one in said if one.kind in _KINDS)


def _holding(said: HoldingSaid) -> Holding:
    proof = PhoneProof(said.phone_proof)
    return Holding(said.declared_at, said.until, Verdict(said.verdict), said.campaign, proof)
