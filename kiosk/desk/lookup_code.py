"""A code sent to a phone number and read out at the desk: asked for, tried, or not to be had.

What is said is the same for every number until the code is right.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from uuid_utils.compat import uuid7

from kiosk.desk.tools import DeskTools
from kiosk.errand_answers import CodeOutcome, TryOutcome
from kiosk.errand_ports import CodeReply, TryReply
from kiosk.errand_screens import CodeNotice, WhyNoCode
from kiosk.errors import KioskError
from kiosk.family import DeclaredPerson
from kiosk.phone import Phone

log = logging.getLogger("kiosk.desk")

CODE_DIGITS = 6


class CodeStage(StrEnum):
    """How far a code has come."""

    NONE = "none"
    ASKING = "asking"
    SENT = "sent"
    TRYING = "trying"
    RIGHT = "right"
    NOT_TO_BE_HAD = "not_to_be_had"


@dataclass(frozen=True, slots=True, repr=False)
class PhoneCode:
    """A code as the desk knows it. Times are monotonic seconds; ``people`` are told once it was right."""

    stage: CodeStage = CodeStage.NONE
    phone: Phone | None = None
    request: UUID | None = None
    notice: CodeNotice = CodeNotice.SENT
    why: WhyNoCode | None = None
    tries_left: int = 0
    expires_at: float = 0.0
    resend_at: float | None = None
    people: tuple[DeclaredPerson, ...] = ()

    def __repr__(self) -> str:
        return f"PhoneCode({self.stage})"

    @property
    def waits(self) -> bool:
        """Whether the centre is being asked."""
        return self.stage in (CodeStage.ASKING, CodeStage.TRYING)


class CodeAsking:
    """Asks the centre for one number at a time; ``changed`` is called whenever ``state`` is another."""

    def __init__(self, tools: DeskTools, language: str, changed: Callable[[], None]) -> None:
        self._tools = tools
        self._language = language
        self._changed = changed
        self._turn = 0
        self.state = PhoneCode()

    def forget(self) -> None:
        """Drop the number and whatever is under way."""
        self._turn += 1
        self.state = PhoneCode()

    def send(self, phone: Phone) -> None:
        """Have a code sent to a number; again to the same one once that may be."""
        again = self.state.stage is CodeStage.SENT and self.state.phone == phone
        early = self.state.resend_at is None or self._tools.clock.monotonic() < self.state.resend_at
        if self.state.waits or (again and early):
            return
        self._turn += 1
        before = self.state
        self._put(replace(before, stage=CodeStage.ASKING) if again else PhoneCode(CodeStage.ASKING, phone))
        turn, centre, request = self._turn, self._tools.centre(), uuid7()
        if centre is None:
            self._put(PhoneCode(CodeStage.NOT_TO_BE_HAD, phone, why=WhyNoCode.OFFLINE))
            return
        self._tools.lanes.centre.run(
            lambda: centre.send_code(request, phone.e164, self._language),
            lambda said: self._sent(turn, phone, request, said, before if again else None),
            lambda fault: self._silent(turn, fault, WhyNoCode.OFFLINE),
        )

    def try_(self, digits: str) -> None:
        """Have the six digits checked that somebody read out."""
        state, centre = self.state, self._tools.centre()
        if state.stage is not CodeStage.SENT or len(digits) != CODE_DIGITS or state.request is None:
            return
        if self._tools.clock.monotonic() >= state.expires_at:
            self._put(replace(state, notice=CodeNotice.EXPIRED))
            return
        if state.notice is CodeNotice.LOCKED:
            return
        if centre is None:
            self._put(replace(state, stage=CodeStage.NOT_TO_BE_HAD, why=WhyNoCode.NOT_CHECKED))
            return
        turn, request = self._turn, state.request
        self._put(replace(state, stage=CodeStage.TRYING))
        self._tools.lanes.centre.run(
            lambda: centre.try_code(request, digits),
            lambda said: self._tried(turn, said),
            lambda fault: self._silent(turn, fault, WhyNoCode.NOT_CHECKED),
        )

    def no_message(self) -> None:
        """Whoever stands there says that none has come."""
        if self.state.stage is CodeStage.SENT:
            self._put(replace(self.state, stage=CodeStage.NOT_TO_BE_HAD, why=WhyNoCode.HELP))

    def back_to_code(self) -> bool:
        """Back to a code that was sent, while it lasts; whether there is one."""
        state = self.state
        if state.stage is not CodeStage.NOT_TO_BE_HAD or state.request is None:
            return False
        if self._tools.clock.monotonic() >= state.expires_at:
            return False
        self._put(replace(state, stage=CodeStage.SENT, why=None))
        return True

    def _sent(self, turn: int, phone: Phone, request: UUID, said: CodeReply, before: PhoneCode | None) -> None:
        if turn != self._turn:
            return
        at, limit = self._tools.clock.monotonic(), said.outcome is CodeOutcome.LIMIT
        resend = None if said.resend_seconds is None else at + said.resend_seconds
        if said.outcome is CodeOutcome.SENT:
            notice = CodeNotice.SENT_AGAIN if before else CodeNotice.SENT
            ends = at + said.valid_seconds
            self._put(PhoneCode(CodeStage.SENT, phone, request, notice, None, said.tries_left, ends, resend))
        elif before is not None:
            notice = CodeNotice.LIMIT if limit else CodeNotice.NOT_SENT_AGAIN
            self._put(replace(before, notice=notice, resend_at=None if limit else resend))
        else:
            why = WhyNoCode.LIMIT if limit else WhyNoCode.NOT_SENT
            self._put(PhoneCode(CodeStage.NOT_TO_BE_HAD, phone, why=why))

    def _tried(self, turn: int, said: TryReply) -> None:
        if turn != self._turn:
            return
        if said.outcome is TryOutcome.RIGHT:
            self._put(replace(self.state, stage=CodeStage.RIGHT, people=said.people))
            return
        notices = {TryOutcome.WRONG: CodeNotice.WRONG, TryOutcome.LOCKED: CodeNotice.LOCKED}
        notice = notices.get(said.outcome, CodeNotice.EXPIRED)
        self._put(replace(self.state, stage=CodeStage.SENT, notice=notice, tries_left=said.tries_left))

    def _silent(self, turn: int, fault: KioskError, why: WhyNoCode) -> None:
        log.warning("the centre could not be asked: %s", fault)
        if turn == self._turn:
            self._put(replace(self.state, stage=CodeStage.NOT_TO_BE_HAD, why=why))

    def _put(self, state: PhoneCode) -> None:
        self.state = state
        self._changed()
