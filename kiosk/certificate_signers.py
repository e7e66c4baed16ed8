"""Those who sign health certificates: their X.509 certificates or bare public keys, read from PEM (RFC 7468).

A signer is called by its kid, the first eight bytes of the SHA-256 of its certificate. Its extended key usage may
limit it to tests, vaccinations or recoveries.
Source: Technical Specifications for EU Digital COVID Certificates, volume 1 (key identifier) and volume 5 (public key
certificate governance: extended key usage).
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import load_der_public_key

from kiosk.certificate_claims import EntryKind

_BLOCK = re.compile(r"-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \1-----", re.DOTALL)
_BEGIN = re.compile(r"-----BEGIN ")
_CERTIFICATES = frozenset({"CERTIFICATE", "X509 CERTIFICATE", "X.509 CERTIFICATE"})
_PUBLIC_KEYS = frozenset({"PUBLIC KEY", "RSA PUBLIC KEY"})

_USAGES = {
    f"1.3.6.1.4.1.{arc}1847.2021.1.{last}": kind
    for arc in ("", "0.")  # an early version of the specification had the 0, and certificates still carry it
    for last, kind in ((1, EntryKind.TEST), (2, EntryKind.VACCINATION), (3, EntryKind.RECOVERY))
}


class TrustListError(ValueError):
    """A list of signers that cannot be read; the message names the block."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody whose signature is believed. Of a bare key only the key is known.

    ``usages`` is what it may sign; None for everything. Times are aware UTC.
    """

    public_key: PublicKeyTypes
    kid: bytes | None = None
    not_before: datetime | None = None
    not_after: datetime | None = None
    usages: frozenset[EntryKind] | None = None

    def may_sign(self, kinds: frozenset[EntryKind]) -> bool:
        """Whether everything a certificate tells of lies in what this signer was made for."""
        return self.usages is None or kinds <= self.usages


def read_pem(text: str) -> tuple[Signer, ...]:
    """Read all blocks of a PEM file; text between them is passed over. Raises TrustListError."""
    blocks = list(_BLOCK.finditer(text))
    if not blocks:
        raise TrustListError("no PEM block (-----BEGIN CERTIFICATE----- or -----BEGIN PUBLIC KEY-----)")
    if len(_BEGIN.findall(text)) != len(blocks):
        raise TrustListError(f"block {_first_broken(text, blocks)}: begins and does not end")
    return tuple(_read_block(number, block[1], block[2]) for number, block in enumerate(blocks, start=1))


def _first_broken(text: str, blocks: list[re.Match[str]]) -> int:
    whole = {block.start() for block in blocks}
    starts = [begin.start() for begin in _BEGIN.finditer(text)]
    return next(number for number, start in enumerate(starts, start=1) if start not in whole)


def _read_block(number: int, label: str, body: str) -> Signer:
    place = f"block {number} ({label})"
    if label not in _CERTIFICATES | _PUBLIC_KEYS:
        raise TrustListError(f"{place}: neither a certificate nor a public key")
    try:
        der = base64.b64decode("".join(body.split()), validate=True)
    except binascii.Error as fault:
        raise TrustListError(f"{place}: not base64") from fault
    try:
        return _from_certificate(der) if label in _CERTIFICATES else Signer(load_der_public_key(der))
    except (ValueError, UnsupportedAlgorithm, x509.DuplicateExtension, x509.UnsupportedGeneralNameType) as fault:
        raise TrustListError(f"{place}: cannot be read: {fault}") from fault


def _from_certificate(der: bytes) -> Signer:
    certificate = x509.load_der_x509_certificate(der)
    return Signer(
        certificate.public_key(),
        hashlib.sha256(der).digest()[:8],
        certificate.not_valid_before_utc,
        certificate.not_valid_after_utc,
        _usages(certificate),
    )


def _usages(certificate: x509.Certificate) -> frozenset[EntryKind] | None:
    """What the extended key usage names of ours; a certificate that names none of it is not limited."""
    try:
        usages = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return None
    return frozenset(_USAGES[oid.dotted_string] for oid in usages if oid.dotted_string in _USAGES) or None
