"""The demo's own authority: signs vaccine passports of invented people, with a key that follows from the seed.

``HC1:`` base45( zlib( COSE_Sign1( CWT ) ) ), the claims as in the EU's digital COVID certificate, which Vietnam
issues too. Anybody can make this key: it proves nothing, and is trusted by demos alone.
Sources: Quyết định 5772/QĐ-BYT of 20 December 2021; the public repository ehn-dcc-development/eu-dcc-schema; RFC 9052
(COSE_Sign1), RFC 8392 (CWT), RFC 9285 (base45).
"""

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import base45  # type: ignore[import-untyped]
import cbor2
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

PREFIX = "HC1:"
ISSUER = "VN"
_ALGORITHM, _KID, _ES256, _SIGN1 = 1, 4, -7, 18  # COSE header labels, algorithm, tag
_ISS, _EXP, _IAT, _HCERT, _DCC = 1, 4, 6, -260, 1  # CWT claims
_FROM, _UNTIL = datetime(2025, 1, 1, tzinfo=UTC), datetime(2045, 1, 1, tzinfo=UTC)

Content = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Signer:
    """A signer of health certificates. ``kid`` is how certificates name it: the hash of ``certificate``, cut short."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    kid: bytes

    def __repr__(self) -> str:
        return f"Signer({self.kid.hex()})"

    @property
    def pem(self) -> str:
        """The signer's certificate as a kiosk's list of trusted signers takes it."""
        return self.certificate.public_bytes(Encoding.PEM).decode()

    @property
    def public_key_pem(self) -> str:
        """The public key alone."""
        public = self.key.public_key()
        return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def demo_signer(seed: int) -> Signer:
    """Make the signer of a seed, the same every time.

    >>> demo_signer(7).kid == demo_signer(7).kid != demo_signer(8).kid
    True
    """
    secret = int.from_bytes(hashlib.sha512(f"checkpoint kiosk demo {seed}".encode()).digest())
    key = ec.derive_private_key(secret % (2**255) + 1, ec.SECP256R1())
    name = x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, ISSUER), x509.NameAttribute(NameOID.COMMON_NAME, "Demo signer")]
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
        .sign(key, hashes.SHA256(), ecdsa_deterministic=True)
    )
    return Signer(key, certificate, certificate.fingerprint(hashes.SHA256())[:8])


def signed(content: Content, signer: Signer, issued: datetime, expires: datetime) -> str:
    """Sign a certificate's content (``ver``, ``nam``, ``dob`` and an entry): the text of its QR code.

    The signature is deterministic (RFC 6979), so that a seed gives the same code every time.
    """
    protected = cbor2.dumps({_ALGORITHM: _ES256, _KID: signer.kid})
    claims = {
        _ISS: ISSUER,
        _IAT: int(issued.timestamp()),
        _EXP: int(expires.timestamp()),
        _HCERT: {_DCC: dict(content)},
    }
    payload = cbor2.dumps(claims)
    to_sign = cbor2.dumps(["Signature1", protected, b"", payload])
    r, s = decode_dss_signature(signer.key.sign(to_sign, ec.ECDSA(hashes.SHA256(), deterministic_signing=True)))
    message = cbor2.CBORTag(_SIGN1, [protected, {}, payload, r.to_bytes(32) + s.to_bytes(32)])
    squeezed: bytes = base45.b45encode(zlib.compress(cbor2.dumps(message), 9))
    return PREFIX + squeezed.decode()


def vaccination(*, family: str, given: str, plain: tuple[str, str], birth: date, on: date, number: int) -> Content:
    """The content of a passport after two doses, the last one on a day.

    ``plain`` are family and given names as machines write them (``NGUYEN``, ``VAN<THU``); ``number`` makes its id.
    """
    return {
        "ver": "1.3.0",
        "nam": {"fn": family, "fnt": plain[0], "gn": given, "gnt": plain[1]},
        "dob": birth.isoformat(),
        "v": [
            {
                "tg": "840539006",  # COVID-19
                "vp": "1119349007",  # mRNA vaccine
                "mp": "EU/1/20/1528",
                "ma": "ORG-100030215",
                "dn": 2,
                "sd": 2,
                "dt": on.isoformat(),
                "co": ISSUER,
                "is": "Bộ Y tế (mẫu)",
                "ci": f"URN:UVCI:01:VN:SYNTHETIC{number:012d}",
            }
        ],
    }


def validity(today: date | None) -> tuple[date, datetime, datetime]:
    """The day of the last dose, and from when until when the passport counts.

    With ``today`` as real ones: a dose two months ago, issued a month ago for twelve months. Without, for so long that
    a demo outlives it.
    """
    if today is None:
        return date(2025, 1, 6), _FROM + timedelta(days=20), datetime(2034, 12, 31, tzinfo=UTC)
    issued = datetime.combine(today - timedelta(days=30), time(2), UTC)
    return today - timedelta(days=60), issued, issued + timedelta(days=365)
