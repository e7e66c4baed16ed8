"""COSE_Sign1 (RFC 9052): one signature over some bytes, and who made it. EU DCC and our own citizen codes use it."""

from dataclasses import dataclass
from enum import IntEnum

import cbor2
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from kiosk import strict_cbor
from kiosk.strict_cbor import CborError, Tagged

SIGN1_TAG = 18
CWT_TAG = 61  # RFC 8392: stands before the COSE tag
_ALG, _CRIT, _KID = 1, 2, 4  # header labels, RFC 9052 section 3.1
_EMPTY_MAP = b"\xa0"


class Algorithm(IntEnum):
    """Signature algorithms by their COSE numbers (RFC 9053; IANA COSE Algorithms)."""

    ES256 = -7
    EDDSA = -8
    ES384 = -35
    ES512 = -36
    PS256 = -37


_ECDSA_HASHES: dict[int, hashes.HashAlgorithm] = {
    Algorithm.ES256: hashes.SHA256(),
    Algorithm.ES384: hashes.SHA384(),
    Algorithm.ES512: hashes.SHA512(),
}
_CURVES = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)


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


def parse(data: bytes) -> Sign1:
    """Take a COSE_Sign1 apart, tagged or not, as a CWT or not. Raises CoseError.

    The algorithm too is looked for in the unprotected header where the protected one lacks it, as some countries
    issue it: ``verify`` decides by the key what it may be. A ``kid`` that is not bytes names no key.
    """
    try:
        item = strict_cbor.decode(data, frozenset({CWT_TAG, SIGN1_TAG}))
    except CborError as fault:
        raise CoseError(f"not CBOR: {fault}") from fault
    for tag in (CWT_TAG, SIGN1_TAG):
        if isinstance(item, Tagged) and item.tag == tag:
            item = item.value
    match item:
        case [bytes() as protected, dict() as unprotected, bytes() as payload, bytes() as signature]:
            pass
        case _:
            raise CoseError("not the four parts of a COSE_Sign1")
    header = _header(protected)
    if _CRIT in header:
        raise CoseError("asks for something that is not understood here")  # RFC 9052: then it must not be used
    algorithm = header.get(_ALG, unprotected.get(_ALG))
    kid = header.get(_KID, unprotected.get(_KID))
    return Sign1(
        protected,
        algorithm if type(algorithm) is int else None,
        kid if isinstance(kid, bytes) else None,
        payload,
        signature,
    )


def _header(protected: bytes) -> dict[object, object]:
    """The protected header; without any entry where its bytes are no map, so that nothing can be checked with it."""
    if not protected:
        return {}
    try:
        header = strict_cbor.decode(protected)
    except CborError:
        return {}
    return header if isinstance(header, dict) else {}


def verify(sign1: Sign1, public_key: PublicKeyTypes) -> bool:
    """Whether this key made the signature.

    The hash is the algorithm's and the curve the key's, which RFC 9053 section 2.1 allows to be combined freely.
    """
    # An empty protected header is signed as no bytes at all (RFC 9052 section 4.4), which not every signer does.
    forms = (b"", _EMPTY_MAP) if sign1.protected == _EMPTY_MAP else (sign1.protected,)
    return any(_verify(sign1, form, public_key) for form in forms)


def _verify(sign1: Sign1, protected: bytes, public_key: PublicKeyTypes) -> bool:
    signed = _signed(protected, sign1.payload)
    try:
        match public_key:
            case ec.EllipticCurvePublicKey() if sign1.algorithm in _ECDSA_HASHES:
                return _verify_ecdsa(sign1, signed, public_key)
            case rsa.RSAPublicKey() if sign1.algorithm == Algorithm.PS256:
                pss = padding.PSS(padding.MGF1(hashes.SHA256()), salt_length=hashes.SHA256.digest_size)  # RFC 8230
                public_key.verify(sign1.signature, signed, pss, hashes.SHA256())
                return True
            case Ed25519PublicKey() if sign1.algorithm == Algorithm.EDDSA:
                public_key.verify(sign1.signature, signed)
                return True
    except (InvalidSignature, UnsupportedAlgorithm):
        return False
    return False  # an algorithm this key is not for, or that is not known here


def _verify_ecdsa(sign1: Sign1, signed: bytes, public_key: ec.EllipticCurvePublicKey) -> bool:
    size = (public_key.curve.key_size + 7) // 8
    if not isinstance(public_key.curve, _CURVES) or len(sign1.signature) != 2 * size:
        return False
    r, s = (int.from_bytes(part) for part in (sign1.signature[:size], sign1.signature[size:]))
    public_key.verify(encode_dss_signature(r, s), signed, ec.ECDSA(_ECDSA_HASHES[sign1.algorithm or 0]))
    return True


def protected_ed25519(kid: bytes) -> bytes:
    """The protected header of what ``sign1_ed25519`` signs."""
    return cbor2.dumps({_ALG: int(Algorithm.EDDSA), _KID: kid}, canonical=True)


def sign1_ed25519(payload: bytes, kid: bytes, private_key: bytes) -> bytes:
    """Sign with Ed25519 (``private_key`` has 32 bytes); gives a tagged COSE_Sign1, the same for the same input."""
    protected = protected_ed25519(kid)
    signature = Ed25519PrivateKey.from_private_bytes(private_key).sign(_signed(protected, payload))
    return cbor2.dumps(cbor2.CBORTag(SIGN1_TAG, [protected, {}, payload, signature]), canonical=True)


def _signed(protected: bytes, payload: bytes) -> bytes:
    """The Sig_structure of RFC 9052 section 4.4: the bytes that a signature is over."""
    return cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)
