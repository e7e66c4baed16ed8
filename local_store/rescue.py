"""What a kiosk could not send, carried out of it by hand: sealed, so that whoever carries it cannot read it.

Sealed as CMS (RFC 5652, enveloped data, AES-256) to the RSA certificate of whoever is to read it: ``openssl cms
-decrypt`` opens it. Nothing is taken out of the store by this, and what is sent later is told to the centre as ever.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7EnvelopeBuilder, PKCS7Options
from cryptography.x509 import Certificate, load_pem_x509_certificate

from kiosk.errors import StoreError
from local_store.connection import Connection

SMALLEST_KEY = 2048  # bits
_UNSENT = "FROM outbox WHERE state IN ('waiting', 'refused')"


@dataclass(frozen=True, slots=True)
class Unsent:
    """What is kept. ``oldest`` and ``newest`` are when it was recorded; ``refused`` the centre would not take."""

    waiting: int
    refused: int
    oldest: datetime | None
    newest: datetime | None


def unsent(connection: Connection) -> Unsent:
    """What this kiosk keeps that the centre does not have, in figures."""
    waiting, refused, oldest, newest = connection.rows(
        "SELECT coalesce(sum(state = 'waiting'), 0), coalesce(sum(state = 'refused'), 0), "
        f"min(json_extract(body, '$.at')), max(json_extract(body, '$.at')) {_UNSENT}"
    )[0]
    return Unsent(waiting, refused, _moment(oldest), _moment(newest))


def reader(pem: bytes) -> Certificate:
    """The certificate to seal for; StoreError for what is none, or holds another key than RSA of 2048 bits or more."""
    try:
        certificate = load_pem_x509_certificate(pem)
        key = certificate.public_key()
    except ValueError as error:
        raise StoreError("That is no certificate (PEM): see docs/operate.md for how to make one.") from error
    if not isinstance(key, RSAPublicKey) or key.key_size < SMALLEST_KEY:
        raise StoreError(f"The certificate has to hold an RSA key of {SMALLEST_KEY} bits or more.")
    return certificate


def sealed(connection: Connection, device: UUID, certificate: Certificate) -> bytes:
    """Everything unsent in its very words, for the holder of the certificate's key alone (DER).

    Inside is JSON: ``device``, ``events`` (as the centre takes them) and ``refused``, the reasons by id.
    """
    rows = connection.rows(f"SELECT id, body, reason {_UNSENT} ORDER BY sequence")
    said = {
        "device": str(device),
        "events": [json.loads(body) for _, body, _ in rows],
        "refused": {str(UUID(bytes=id_)): reason for id_, _, reason in rows if reason is not None},
    }
    builder = PKCS7EnvelopeBuilder().set_data(json.dumps(said, ensure_ascii=False).encode())
    builder = builder.add_recipient(certificate).set_content_encryption_algorithm(AES256)
    return builder.encrypt(Encoding.DER, [PKCS7Options.Binary])


def said_of(kept: Unsent) -> Iterator[str]:
    """The figures in lines for whoever looks after the kiosk."""
    yield f"{kept.waiting} events wait to be sent, {kept.refused} were refused by the centre."
    if kept.oldest is not None and kept.newest is not None:
        yield f"They were recorded from {kept.oldest:%Y-%m-%d %H:%M} to {kept.newest:%Y-%m-%d %H:%M} UTC."


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).astimezone(UTC)
