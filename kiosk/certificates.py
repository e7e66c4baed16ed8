"""Health certificates (EU DCC, as Vietnam issues them too): what they say, who signed them, whether they count.

``HC1:`` base45( zlib( COSE_Sign1( CWT ) ) ); see kiosk/cards/health_certificate.py for reading one and
kiosk/certificate_rule.py for whether it counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk import cose
from kiosk.certificate_claims import Certificate, Entry, EntryKind
from kiosk.certificate_signers import Signer, TrustListError, read_pem

CLOCK_TOLERANCE = timedelta(minutes=5)
"""How far the issuer's clock may be ahead of this one before a certificate is *not yet* valid."""


class Trust(StrEnum):
    """What can be said of a certificate's signature."""

    TRUSTED = "trusted"
    NO_KEY = "no_key"  # well formed, and no key here to check it with
    EXPIRED = "expired"  # genuine, and over
    NOT_YET = "not_yet"
    FORGED = "forged"  # the key is here, the signature is not its


@dataclass(frozen=True, slots=True)
class TrustList:
    """The signers' certificates or public keys that are trusted, as PEM blocks read from a file, by their kid."""

    signers: Sequence[Signer] = field(default_factory=tuple)

    @classmethod
    def from_pem(cls, text: str) -> "TrustList":
        """Read one or many PEM blocks; a block that cannot be read raises TrustListError, which names it."""
        return cls(read_pem(text))

    def candidates(self, kid: bytes | None) -> tuple[Signer, ...]:
        """Who may have signed something with this kid: all of that name, and all whose name is not known."""
        return tuple(signer for signer in self.signers if kid is None or signer.kid in (kid, None))


def check(certificate: Certificate, trust_list: TrustList, now: datetime) -> Trust:
    """Say what the signature is worth at ``now`` (aware).

    Two signers may share a kid, so all of that kid are tried, and bare keys, which have none, always. Where the
    certificate names no kid everybody is tried. A kid that nobody here has is an unknown signer's, even if it should
    be some known signer's by mistake. Only where somebody of that very kid is here and did not sign is it forged; a
    signer who may not sign what the certificate tells of does not count as one who is here.

    It is valid while both the certificate and its signer are: the specification has no certificate outlive its
    signer.
    """
    try:
        sign1 = cose.parse(certificate.signed)
    except cose.CoseError:
        return Trust.FORGED
    if sign1.algorithm not in set(cose.Algorithm):
        return Trust.NO_KEY
    candidates = trust_list.candidates(sign1.kid)
    signed_by = [signer for signer in candidates if cose.verify(sign1, signer.public_key)]
    if not signed_by:
        named = sign1.kid is not None and any(signer.kid == sign1.kid for signer in candidates)
        return Trust.FORGED if named else Trust.NO_KEY
    kinds = frozenset(entry.kind for entry in certificate.entries)
    standings = [_standing(certificate, signer, now) for signer in signed_by if signer.may_sign(kinds)]
    return min(standings, key=list(Trust).index, default=Trust.NO_KEY)


def _standing(certificate: Certificate, signer: Signer, now: datetime) -> Trust:
    starts = (certificate.issued, certificate.not_before, signer.not_before)
    ends = (certificate.expires, signer.not_after)
    if any(end is not None and now >= end for end in ends):
        return Trust.EXPIRED
    if any(start is not None and now + CLOCK_TOLERANCE < start for start in starts):
        return Trust.NOT_YET
    return Trust.TRUSTED


__all__ = [
    "CLOCK_TOLERANCE",
    "Certificate",
    "Entry",
    "EntryKind",
    "Signer",
    "Trust",
    "TrustList",
    "TrustListError",
    "check",
]
