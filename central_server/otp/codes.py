"""Six digits, and what may be kept of them and of a phone number.

A hash of six digits can be searched through by whoever has the key and the row. It keeps a code out of backups, logs
and glances at a table; what keeps it from being guessed are the tries, the time and the budgets.
"""

import hmac
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12  # bytes
PREFIX_LEAVES_OUT = 4  # digits


def new_code() -> str:
    """Six digits, each as likely as the other.

    >>> len(new_code())
    6
    """
    return f"{secrets.randbelow(10**6):06d}"


def new_secret() -> bytes:
    """What all keys of a centre are made from."""
    return secrets.token_bytes(32)


def new_salt() -> bytes:
    """What makes the same code look different in each row."""
    return secrets.token_bytes(16)


@dataclass(frozen=True, slots=True)
class PhoneKeys:
    """What phone numbers are hashed and sealed with: made from the secret in the database alone."""

    secret: bytes = field(repr=False)

    def phone_hash(self, phone: str) -> bytes:
        """The same for the same number, so that its messages can be counted."""
        return _mac(self.secret, b"phone", phone.encode())

    def prefix_hash(self, phone: str) -> bytes:
        """The same for ten thousand neighbouring numbers."""
        return _mac(self.secret, b"prefix", phone[:-PREFIX_LEAVES_OUT].encode())

    def hash_of(self, what: str, value: str) -> bytes:
        """The same for the same value of the same kind, such as a network: kept instead of it."""
        return _mac(self.secret, b"of", what.encode(), value.encode())

    def seal(self, phone: str, device: UUID, request: UUID) -> bytes:
        """Encrypt a number so that it opens for this request of this kiosk alone."""
        nonce = secrets.token_bytes(NONCE)
        return nonce + self._cipher().encrypt(nonce, phone.encode(), device.bytes + request.bytes)

    def open(self, sealed: bytes, device: UUID, request: UUID) -> str:
        """The number. Raises InvalidTag (cryptography) when the row was altered or moved."""
        return self._cipher().decrypt(sealed[:NONCE], sealed[NONCE:], device.bytes + request.bytes).decode()

    def cookie_key(self) -> bytes:
        """What cookies are signed with."""
        return _mac(self.secret, b"cookie")

    def _cipher(self) -> AESGCM:
        return AESGCM(_mac(self.secret, b"seal"))


@dataclass(frozen=True, slots=True)
class CodeKey:
    """What codes are hashed with: the database's secret and the centre's token, which is not in the database."""

    secret: bytes = field(repr=False)
    token: str = field(repr=False)

    def code_hash(self, code: str, salt: bytes, device: UUID, request: UUID) -> bytes:
        """What is kept of a code."""
        key = _mac(self.secret, b"code", self.token.encode())
        return _mac(key, salt, device.bytes, request.bytes, code.encode())


def same(one: bytes, other: bytes) -> bool:
    """Whether they are equal, in a time that does not tell how far."""
    return hmac.compare_digest(one, other)


def _mac(key: bytes, *parts: bytes) -> bytes:
    mac = hmac.new(key, digestmod=sha256)
    for part in parts:
        mac.update(len(part).to_bytes(4, "big") + part)
    return mac.digest()
