"""COSE_Sign1 (RFC 9052): one signature over some bytes, and who made it. EU DCC and our own citizen codes use it."""

from dataclasses import dataclass
from enum import IntEnum


class Algorithm(IntEnum):
    """Signature algorithms by their COSE numbers (RFC 9053; IANA COSE Algorithms)."""

    ES256 = -7
    EDDSA = -8
    ES384 = -35
    PS256 = -37


class CoseError(ValueError):
    """The bytes are not a COSE_Sign1 that can be read; the message says why."""


@dataclass(frozen=True, slots=True, repr=False)
class Sign1:
    """A parsed COSE_Sign1. ``kid`` comes from the protected header, else from the other one."""

    protected: bytes
    algorithm: int | None
    kid: bytes | None
    payload: bytes
    signature: bytes

    def __repr__(self) -> str:
        return f"Sign1({self.algorithm})"
