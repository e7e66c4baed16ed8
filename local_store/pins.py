"""Staff PINs: which are too easy to guess, and how they are kept (argon2id).

Six digits lock a screen and nothing more: who has the store and its key tries them all within hours. No key is ever
made from one. 19 MiB, two passes, one lane: the least that OWASP's password storage cheat sheet recommends.
"""

import base64
import re
from enum import StrEnum
from itertools import pairwise

import argon2
from argon2.exceptions import VerifyMismatchError

DIGITS = 6
_MEMORY, _PASSES, _LANES = 19 * 1024, 2, 1  # KiB, and numbers
_LONGEST_TRIED = 64  # characters; more is not worth the work
_HASHER = argon2.PasswordHasher(time_cost=_PASSES, memory_cost=_MEMORY, parallelism=_LANES)
_ZEROS = [base64.b64encode(bytes(length)).decode().rstrip("=") for length in (16, 32)]

NOBODYS = "$".join(["", "argon2id", "v=19", f"m={_MEMORY},t={_PASSES},p={_LANES}", *_ZEROS])
"""A hash that is as much work to check as any, for somebody who is not there."""

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


def hashed(pin: str) -> str:
    """A PIN as it is kept. Takes some 25 ms."""
    return _HASHER.hash(pin)


def matches(kept: str, pin: str) -> bool:
    """Whether this is the PIN. Takes as long whether it is or not."""
    try:
        return _HASHER.verify(kept, pin[:_LONGEST_TRIED])
    except VerifyMismatchError:
        return False


def _steps(digits: str) -> set[int]:
    """The steps from one digit to the next, round the clock of ten."""
    return {(int(two) - int(one)) % 10 for one, two in pairwise(digits)}
