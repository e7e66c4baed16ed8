"""Health certificates of invented people, made with keys of a moment ago."""

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import base45  # type: ignore[import-untyped]
import cbor2
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
ISSUED, EXPIRES = datetime(2026, 6, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)
Private = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | Ed25519PrivateKey
HASHES: dict[int, hashes.HashAlgorithm] = {-7: hashes.SHA256(), -35: hashes.SHA384(), -36: hashes.SHA512()}

VACCINATION = {
    "tg": "840539006",
    "vp": "1119349007",
    "mp": "EU/1/20/1528",
    "ma": "ORG-100030215",
    "dn": 2,
    "sd": 2,
    "dt": "2026-05-01",
    "co": "VN",
    "is": "Cục Mẫu",
    "ci": "URN:UVCI:01:VN:SYNTHETIC0001#W",
}
TEST = {
    "tg": "840539006",
    "tt": "LP6464-4",
    "nm": "Mẫu thử",
    "sc": "2026-11-20T20:00:00+07:00",
    "tr": "260415000",
    "tc": "Bệnh viện Mẫu",
    "co": "VN",
    "is": "Cục Mẫu",
    "ci": "urn:uvci:01:VN:SYNTHETIC0002",
}
RECOVERY = {
    "tg": "840539006",
    "fr": "2026-09-01",
    "df": "2026-09-12",
    "du": "2027-02-28",
    "co": "VN",
    "is": "Cục Mẫu",
    "ci": "URN:UVCI:01:VN:SYNTHETIC0003",
}
NAMES = {"fn": "Nguyễn Văn", "gn": "Thử", "fnt": "NGUYEN<VAN", "gnt": "THU"}


def dcc(**changes: Any) -> dict[str, Any]:
    """A document of one vaccination, or of what is given."""
    document = {"ver": "1.3.0", "nam": NAMES, "dob": "1990-08-15"} | changes
    return document if document.keys() & {"v", "t", "r"} else document | {"v": [VACCINATION]}


def key(kind: str = "p256", number: int = 0) -> Private:
    """A private key; another one for another number."""
    return _key(kind, number)


@cache  # which tells calls apart by how they are written
def _key(kind: str, number: int) -> Private:
    match kind:
        case "rsa":
            return rsa.generate_private_key(65537, 2048)
        case "ed25519":
            return Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
    curves = {"p256": ec.SECP256R1(), "p384": ec.SECP384R1(), "p521": ec.SECP521R1()}
    return ec.generate_private_key(curves[kind])


def sign(to_be_signed: bytes, private: Private, algorithm: int) -> bytes:
    match private:
        case ec.EllipticCurvePrivateKey():
            r, s = decode_dss_signature(private.sign(to_be_signed, ec.ECDSA(HASHES[algorithm])))
            size = (private.curve.key_size + 7) // 8
            return r.to_bytes(size) + s.to_bytes(size)
        case rsa.RSAPrivateKey():
            pss = padding.PSS(padding.MGF1(hashes.SHA256()), salt_length=32)
            return private.sign(to_be_signed, pss, hashes.SHA256())
    return private.sign(to_be_signed)


def claims(document: object = None, issued: Any = ISSUED, expires: Any = EXPIRES) -> bytes:
    times = {k: int(v.timestamp()) if isinstance(v, datetime) else v for k, v in ((4, expires), (6, issued))}
    said = {1: "VN", -260: {1: dcc() if document is None else document}}
    return cbor2.dumps(said | {k: v for k, v in times.items() if v is not None})


def cose(
    payload: bytes,
    private: Private,
    algorithm: int = -7,
    kid: object = None,
    *,
    in_protected: bool = True,
    algorithm_in_protected: bool = True,
    tags: tuple[int, ...] = (18,),
) -> bytes:
    protected: dict[int, object] = {}
    unprotected: dict[int, object] = {}
    (protected if algorithm_in_protected else unprotected)[1] = algorithm
    if kid is not None:
        (protected if in_protected else unprotected)[4] = kid
    header = cbor2.dumps(protected) if protected else b""
    signature = sign(cbor2.dumps(["Signature1", header, b"", payload]), private, algorithm)
    message: object = [header, unprotected, payload, signature]
    for tag in tags:
        message = cbor2.CBORTag(tag, message)
    return cbor2.dumps(message)


def hc1(signed: bytes, compress: bool = True) -> str:
    encoded: bytes = base45.b45encode(zlib.compress(signed, 9) if compress else signed)
    return "HC1:" + encoded.decode()


@dataclass(frozen=True)
class Issuer:
    """Somebody who signs, with a certificate of their own."""

    private: Private
    certificate: x509.Certificate

    @classmethod
    def of(
        cls,
        kind: str = "p256",
        number: int = 0,
        usages: tuple[str, ...] = (),
        valid: tuple[datetime, datetime] = (ISSUED - timedelta(days=30), EXPIRES + timedelta(days=365)),
    ) -> "Issuer":
        private = key(kind, number)
        name = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, "M")])
        builder = x509.CertificateBuilder(name, name, private.public_key(), 4242 + number, *valid)
        if usages:
            oids = [x509.ObjectIdentifier(usage) for usage in usages]
            builder = builder.add_extension(x509.ExtendedKeyUsage(oids), critical=False)
        signer = key("p256", 99)
        assert isinstance(signer, ec.EllipticCurvePrivateKey)
        return cls(private, builder.sign(signer, hashes.SHA256()))

    @property
    def kid(self) -> bytes:
        return self.certificate.fingerprint(hashes.SHA256())[:8]

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(Encoding.PEM).decode()

    @property
    def public_pem(self) -> str:
        return self.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    def signed(self, document: object = None, **how: Any) -> bytes:
        times = {name: how.pop(name) for name in ("issued", "expires") if name in how}
        payload = how.pop("payload", None) or claims(document, **times)
        how.setdefault("kid", self.kid)
        how.setdefault("algorithm", -7)
        return cose(payload, self.private, **how)
