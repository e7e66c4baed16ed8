"""The citizen code: a CWT (RFC 8392) signed by the centre with Ed25519, in a URL that any phone opens.

``https://centre.example/Q/…``: the rest is base32 without padding, so that the whole fits the dense alphanumeric mode
of a QR code. A gate checks it with the centre's public keys, without a network.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, slots=True, repr=False)
class CitizenCode:
    """What a code says: the least that a gate needs.

    ``id`` names this code (for revoking it, and read out as ``spelled``), ``person`` whom it is about. ``name`` is
    masked already (initials and given name). ``holds_until`` is how long the declaration stands, for ``campaign``.
    """

    id: bytes  # 8 bytes
    person: UUID
    name: str
    issued: datetime
    expires: datetime
    campaign: str
    holds_until: datetime

    def __repr__(self) -> str:
        return f"CitizenCode({self.id.hex()})"


class CodeStanding(StrEnum):
    """What a gate can say of a code."""

    GENUINE = "genuine"
    EXPIRED = "expired"
    REVOKED = "revoked"
    FORGED = "forged"
    UNKNOWN_KEY = "unknown_key"


@dataclass(frozen=True, slots=True)
class CodeTrust:
    """The centre's public keys (32 bytes each, by their kid of 8 bytes) and the ids of codes that were taken back."""

    keys: Mapping[bytes, bytes] = field(default_factory=dict)
    revoked: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class Checked:
    """A code and what can be said of it. ``code`` is None for a forged one: nothing in it can be believed."""

    standing: CodeStanding
    code: CitizenCode | None
