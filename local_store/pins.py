"""Staff PINs: which are too easy to guess, and how they are kept (argon2id).

Six digits lock a screen and nothing more: who has the store and its key tries them all within hours. No key is ever
made from one. 19 MiB, two passes, one lane: the least that OWASP's password storage cheat sheet recommends.
"""

import base64
import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import argon2
from argon2.exceptions import InvalidHashError, VerificationError

DIGITS = 6
_LONGEST_TRIED = 64  # characters; more is not worth the work
_ZEROS = [base64.b64encode(bytes(length)).decode().rstrip("=") for length in (16, 32)]

_KEYPAD = {"147258", "258369", "147852", "159357", "159753", "357159", "741852", "789456", "456123", "123654"}


class PinProblem(StrEnum):
    """Why a PIN is not taken, as a sentence for whoever chose it."""

    NOT_SIX_DIGITS = "A PIN has six digits, 0 to 9."
    FEW_DIGITS = "This PIN has too few different digits: take three at least."
    RUN = "This PIN counts up or down, as everybody tries first."
    REPEATED = "This PIN repeats or mirrors itself."
    KEYPAD = "This PIN is a line on the keypad."


def pin_problem(pin: str) -> PinProblem | None:
    """Why this PIN is too easy, None if it is not.

    >>> [pin_problem(pin).name for pin in ("12345", "１２３４５６", "000000", "113311", "123456", "987654", "135791")]
    ['NOT_SIX_DIGITS', 'NOT_SIX_DIGITS', 'FEW_DIGITS', 'FEW_DIGITS', 'RUN', 'RUN', 'RUN']
    >>> [pin_problem(pin).name for pin in ("123123", "123321", "112233", "159753")], pin_problem("470913")
    (['REPEATED', 'REPEATED', 'REPEATED', 'KEYPAD'], None)
    """
    if not re.fullmatch(r"[0-9]{6}", pin):
        return PinProblem.NOT_SIX_DIGITS
    if len(set(pin)) < 3:
        return PinProblem.FEW_DIGITS
    if len(_steps(pin)) == 1:
        return PinProblem.RUN
    pairs = pin[::2] == pin[1::2] and len(_steps(pin[::2])) == 1
    if pin[:3] == pin[3:] or pin == pin[::-1] or pairs:
        return PinProblem.REPEATED
    return PinProblem.KEYPAD if pin in _KEYPAD else None


@dataclass(frozen=True, slots=True)
class Hashing:
    """How much work a hash is: ``memory`` in KiB, ``passes`` over it, ``lanes`` at once. As it stands, some 25 ms."""

    memory: int = 19 * 1024
    passes: int = 2
    lanes: int = 1

    def hashed(self, pin: str) -> str:
        """A PIN as it is kept."""
        return argon2.PasswordHasher(time_cost=self.passes, memory_cost=self.memory, parallelism=self.lanes).hash(pin)

    def matches(self, kept: str | None, pin: str) -> bool:
        """Whether this is the PIN. As much work whether it is or not, and for somebody who has none."""
        try:
            argon2.PasswordHasher().verify(kept or self.nobodys, pin[:_LONGEST_TRIED])
        except (VerificationError, InvalidHashError):  # another PIN, or a hash that is none
            return False
        return kept is not None

    @property
    def nobodys(self) -> str:
        """A hash that is as much work as any, and of no PIN."""
        return "$".join(["", "argon2id", "v=19", f"m={self.memory},t={self.passes},p={self.lanes}", *_ZEROS])


def _steps(digits: str) -> set[int]:
    """The steps from one digit to the next, round the clock of ten."""
    return {(int(two) - int(one)) % 10 for one, two in pairwise(digits)}
