"""The citizen code: a CWT (RFC 8392) signed by the centre with Ed25519, in a URL that any phone opens.

``https://centre.example/Q/…``: the rest is base32 without padding, so that the whole fits the dense alphanumeric mode
of a QR code. A gate checks it with the centre's public keys, without a network. docs/decisions/0007-citizen-codes.md
says why it is made so.
"""

import base64
import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from urllib.parse import urlsplit
from uuid import UUID

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk import cose, strict_cbor

ID_BYTES = 8
ID_BITS = 60
"""Twelve characters of five bits: what can be read out. The first four bits of an id are 0."""

KEY_BYTES = 32
KID_BYTES = 8
LONGEST_NAME = 24
"""Characters of the masked name that go into a code: the code has to stay small."""

_SUB, _EXP, _IAT, _CTI = 2, 4, 6, 7  # RFC 8392; sub is the person's 16 bytes instead of a text
_OURS = -65537  # the first of the claim keys for private use
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_HEARD = {**{letter: value for value, letter in enumerate(_ALPHABET)}, "O": 0, "I": 1, "L": 1}
_PATH = "/Q/"
_CODE = re.compile(r"https?://[^/?#\s]+/Q/([A-Z2-7]{100,2000})/?(?:[?#].*)?", re.IGNORECASE)
_HOST = re.compile(r"[A-Z0-9.-]+(?::[0-9]{1,5})?", re.IGNORECASE)
_LOOPBACK = re.compile(r"localhost|127(?:\.[0-9]{1,3}){3}", re.IGNORECASE)


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
    """A code and what can be said of it. ``code`` is None where it was not verified: nothing in it can be believed."""

    standing: CodeStanding
    code: CitizenCode | None


def key_id(public: bytes) -> bytes:
    """The name (kid) of a public key of 32 bytes."""
    return hashlib.sha256(public).digest()[:KID_BYTES]


def new_id() -> bytes:
    """Make the id of a new code, by chance: 60 bits."""
    return secrets.randbits(ID_BITS).to_bytes(ID_BYTES)


def spelled(id_: bytes) -> str:
    """An id as it is read out: Crockford's base32, which has no I, L, O and U. Raises ValueError for what is no id.

    >>> spelled(bytes.fromhex("0123456789abcdef"))
    '28T5-CY4T-QKFF'
    """
    number = int.from_bytes(id_)
    if len(id_) != ID_BYTES or number >> ID_BITS:
        raise ValueError("an id has 8 bytes, of which the first four bits are 0")
    letters = "".join(_ALPHABET[number >> shift & 31] for shift in range(ID_BITS - 5, -1, -5))
    return "-".join(letters[start : start + 4] for start in range(0, 12, 4))


def unspelled(text: str) -> bytes | None:
    """Read back what somebody heard or copied: any case, blanks and hyphens anywhere, O for 0, I and L for 1.

    >>> unspelled(" 28t5 cy4t-qkff ") == bytes.fromhex("0123456789abcdef"), unspelled("28T5"), unspelled("U" * 12)
    (True, None, None)
    """
    letters = re.sub(r"[\s‐‑–—-]", "", text).upper()
    if len(letters) != 12 or not _HEARD.keys() >= set(letters):
        return None
    number = 0
    for letter in letters:
        number = number << 5 | _HEARD[letter]
    return number.to_bytes(ID_BYTES)


def origin(base_url: str) -> str:
    """The scheme, host and port of an address, in upper case as a code carries them. Raises ValueError.

    A path is refused, since a path in upper case may be another one; so is ``http`` beyond this computer.

    >>> origin("https://centre.example:8443/")
    'HTTPS://CENTRE.EXAMPLE:8443'
    """
    parts = urlsplit(base_url)
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError("the address in citizen codes may have no path")
    if not _HOST.fullmatch(parts.netloc) or not parts.hostname:
        raise ValueError("the address in citizen codes needs a host of letters, digits, dots and hyphens, and a port")
    if parts.scheme != "https" and not (parts.scheme == "http" and _LOOPBACK.fullmatch(parts.hostname)):
        raise ValueError("the address in citizen codes begins with https")
    return f"{parts.scheme}://{parts.netloc}".upper()


def issue(code: CitizenCode, kid: bytes, private_key: bytes, base_url: str) -> str:
    """Sign a code and write its URL, all in upper case. Times are cut to seconds, a name to ``LONGEST_NAME``.

    ``private_key`` has 32 bytes, ``kid`` is ``key_id`` of its public half. Raises ValueError for an address that
    cannot be written so (see ``origin``), an id that is none, or a time without a zone.
    """
    spelled(code.id)
    times = (code.issued, code.expires, code.holds_until)
    if any(at.tzinfo is None for at in times) or len(kid) != KID_BYTES:
        raise ValueError("times need a zone, and a key's name has 8 bytes")
    issued, expires, holds_until = (int(at.timestamp()) for at in times)
    claims = {
        _SUB: code.person.bytes,
        _EXP: expires,
        _IAT: issued,
        _CTI: code.id,
        _OURS: [code.campaign, holds_until, code.name[:LONGEST_NAME].strip()],
    }
    signed = cose.sign1_ed25519(cbor2.dumps(claims, canonical=True), kid, private_key)
    return origin(base_url) + _PATH + base64.b32encode(signed).decode().rstrip("=")


def decode(text: str) -> bytes | None:
    """The signed part of a code from any centre's address, or None for what is no citizen code. Nothing is checked."""
    found = _CODE.fullmatch(text.strip())
    if found is None:
        return None
    letters = found[1].upper()
    try:
        signed = base64.b32decode(letters + "=" * (-len(letters) % 8))
        sign1 = cose.parse(signed)
    except ValueError:
        return None
    if base64.b32encode(signed).decode().rstrip("=") != letters:
        return None  # bits left over at the end that are not 0: a second way to write the same code
    return signed if sign1.algorithm == cose.Algorithm.EDDSA else None


def check(signed: bytes, trust: CodeTrust, now: datetime) -> Checked:
    """Say what a code is worth at ``now`` (aware).

    A code of the future is genuine: the centre has signed it, so it is this kiosk's clock that is behind, and no
    clock keeps people out. It is then judged as of when it was issued, so that one that was over from the start is.
    """
    try:
        sign1 = cose.parse(signed)
    except cose.CoseError:
        return Checked(CodeStanding.FORGED, None)
    if sign1.kid is None or sign1.protected != cose.protected_ed25519(sign1.kid):
        return Checked(CodeStanding.FORGED, None)
    key = trust.keys.get(sign1.kid)
    if key is None or len(key) != KEY_BYTES:
        return Checked(CodeStanding.UNKNOWN_KEY, None)
    genuine = cose.verify(sign1, Ed25519PublicKey.from_public_bytes(key))
    code = _code(sign1.payload) if genuine else None
    if code is None:
        return Checked(CodeStanding.FORGED, None)
    if code.id in trust.revoked:
        return Checked(CodeStanding.REVOKED, code)
    over = max(now, code.issued) >= code.expires
    return Checked(CodeStanding.EXPIRED if over else CodeStanding.GENUINE, code)


def _code(payload: bytes) -> CitizenCode | None:
    try:
        claims = strict_cbor.decode(payload)
    except strict_cbor.CborError:
        return None
    match claims:
        case {
            2: bytes() as person,
            4: int() as expires,
            6: int() as issued,
            7: bytes() as id_,
            -65537: [str() as campaign, int() as holds_until, str() as name],
        } if len(person) == 16 and len(id_) == ID_BYTES and not id_[0] >> 4:
            try:
                times = [datetime.fromtimestamp(at, UTC) for at in (issued, expires, holds_until)]
            except (ValueError, OverflowError, OSError):
                return None
            return CitizenCode(id_, UUID(bytes=person), name, times[0], times[1], campaign, times[2])
    return None
