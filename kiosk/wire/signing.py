"""A kiosk's key, and what it signs: HTTP message signatures (RFC 9421) over Content-Digest (RFC 9530), by Ed25519.

The private half is made on the kiosk and never leaves it. docs/decisions/0017-device-keys.md says why it is made so.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol, Self
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures import HTTPMessageSigner, HTTPSignatureKeyResolver
from http_message_signatures.algorithms import ED25519
from http_message_signatures.exceptions import HTTPMessageSignaturesException

TAG = "checkpoint-kiosk"
LABEL = "kiosk"
COVERED = ("@method", "@authority", "@path", "@query")
OF_A_BODY = ("content-type", "content-digest")
KEY_BYTES = 32
NONCE_BYTES = 16
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EARLIEST, LATEST = 0.0, datetime(9000, 1, 1, tzinfo=UTC).timestamp()  # whatever a clock says


@dataclass(frozen=True, repr=False)
class SigningKey:
    """A private Ed25519 key, by its 32 bytes. Nothing of it is shown.

    >>> SigningKey.from_bytes(bytes(32))
    SigningKey(9ZP03Nu8GrXPAUkbKNxHOKBzxPX83SShgFkRNK-f2lw)
    """

    private_bytes: bytes
    _private: Ed25519PrivateKey = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Raises ValueError when these are not 32 bytes."""
        object.__setattr__(self, "_private", Ed25519PrivateKey.from_private_bytes(self.private_bytes))

    @classmethod
    def generate(cls) -> Self:
        """Make a new one, by chance."""
        return cls(secrets.token_bytes(KEY_BYTES))

    @classmethod
    def from_bytes(cls, private: bytes) -> Self:
        """The key of these 32 bytes. Raises ValueError when they are not 32."""
        return cls(private)

    @property
    def public_text(self) -> str:
        """The public half as it is told: base64url without padding, 43 characters."""
        return unpadded(self._private.public_key().public_bytes_raw())

    @property
    def key_id(self) -> str:
        """What the public half is called."""
        return thumbprint(self.public_text)

    def sign(self, data: bytes) -> bytes:
        """The signature of these bytes, 64 of them."""
        return self._private.sign(data)

    def __repr__(self) -> str:
        return f"SigningKey({self.key_id})"


KeySource = Callable[[], SigningKey | None]
"""Asked for the key at each request; None where there is none."""


class DeviceKeys(Protocol):
    """Where a kiosk keeps its key. What is returned is on disk; every method blocks and may raise StoreError."""

    def current(self) -> SigningKey | None:
        """The key that the centre knows this kiosk by; None before it was ever let in."""

    def fresh(self) -> SigningKey:
        """A new key beside the current one: the same one at each call, until it is ``accepted``."""

    def pending(self) -> SigningKey | None:
        """The fresh key that waits to be accepted, where there is one: ask the centre which of the two it knows."""

    def accepted(self, key: SigningKey) -> None:
        """The centre has taken this one: it is current from now on, and any other is forgotten."""


class KeysInMemory:
    """DeviceKeys that are gone with the program: for trying things out."""

    def __init__(self, key: SigningKey | None = None) -> None:
        self._current = key
        self._fresh: SigningKey | None = None

    def current(self) -> SigningKey | None:
        """The key that counts."""
        return self._current

    def fresh(self) -> SigningKey:
        """The one beside it."""
        if self._fresh is None:
            self._fresh = SigningKey.generate()
        return self._fresh

    def pending(self) -> SigningKey | None:
        """The one beside it, where there is one."""
        return self._fresh

    def accepted(self, key: SigningKey) -> None:
        """This one counts now."""
        self._current, self._fresh = key, None


class Signable(Protocol):
    """A request as ``requests`` prepares it."""

    @property
    def headers(self) -> MutableMapping[str, str]:
        """Its fields, to be changed."""


def thumbprint(public_text: str) -> str:
    """What a public key is called: RFC 7638, of its JWK (RFC 8037), as base64url.

    >>> thumbprint("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
    'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'
    """
    jwk = {"crv": "Ed25519", "kty": "OKP", "x": public_text}
    return unpadded(hashlib.sha256(json.dumps(jwk, separators=(",", ":")).encode()).digest())


def unpadded(data: bytes) -> str:
    """As base64url without padding.

    >>> unpadded(b"\\xff\\xee")
    '_-4'
    """
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def key_name(device: UUID, key_id: str) -> str:
    """What stands in a signature's ``keyid``: the kiosk, and which of its keys.

    >>> key_name(UUID(int=0), "kPrK")
    '00000000-0000-0000-0000-000000000000.kPrK'
    """
    return f"{device}.{key_id}"


def roll_proof(device: UUID, public_text: str) -> bytes:
    """What a new key signs, to show that whoever rolls to it holds it.

    >>> roll_proof(UUID(int=0), "11qY")
    b'key roll 00000000-0000-0000-0000-000000000000 11qY'
    """
    return f"key roll {device} {public_text}".encode()


def sign_request(message: Signable, key: SigningKey, device: UUID, body: bytes | None, at: float) -> None:
    """Put Content-Digest, Signature-Input and Signature on a request of method, absolute URL and headers.

    ``at`` is in seconds since 1970. Signed anew, it has another nonce; what was signed before is replaced.
    Raises ValueError for an address that cannot be signed, since it is none.
    """
    for name in [name for name in message.headers if name.lower() == "content-digest"]:
        del message.headers[name]
    try:
        HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=_Holder(key)).sign(
            message,
            key_id=key_name(device, key.key_id),
            created=_EPOCH + timedelta(seconds=min(max(at, EARLIEST), LATEST)),  # Windows' own reckoning ends in 3000
            nonce=unpadded(secrets.token_bytes(NONCE_BYTES)),
            label=LABEL,
            tag=TAG,
            covered_component_ids=(*COVERED, *OF_A_BODY) if body else COVERED,
            body=body or None,
        )
    except HTTPMessageSignaturesException as fault:
        raise ValueError("this request cannot be signed") from fault


class _Holder(HTTPSignatureKeyResolver):
    def __init__(self, key: SigningKey) -> None:
        self._key = key

    def resolve_private_key(self, key_id: str) -> Ed25519PrivateKey:  # noqa: ARG002  # there is one
        return self._key._private
