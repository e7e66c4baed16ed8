"""Keeping private keys unreadable in the database: under a secret that is not in it."""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import URL

from kiosk.errors import SettingsError, StoreError

NONCE = 12  # bytes
SECRET = 32  # bytes of a secret made here
SHORTEST = 32  # characters of a secret that is given


class CannotSeal(StoreError):
    """There is no secret, or it is not the one that a key was sealed with; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Sealing:
    """AES-256-GCM under a key made from the secret; what was sealed for one name opens under that name alone."""

    secret: bytes = field(repr=False)

    def seal(self, plain: bytes, name: bytes) -> bytes:
        """Encrypt; the nonce comes first."""
        nonce = secrets.token_bytes(NONCE)
        return nonce + self._cipher().encrypt(nonce, plain, name)

    def open(self, sealed: bytes, name: bytes) -> bytes:
        """Decrypt. Raises CannotSeal under another secret, and when what was sealed is damaged."""
        try:
            return self._cipher().decrypt(sealed[:NONCE], sealed[NONCE:], name)
        except (InvalidTag, ValueError) as fault:
            raise CannotSeal(
                "The centre's secret is not the one that the keys of citizen codes were made with."
            ) from fault

    def _cipher(self) -> AESGCM:
        return AESGCM(HKDF(SHA256(), 32, None, b"keys of citizen codes").derive(self.secret))


def sealing_for(database: URL, given: str | None) -> Callable[[], Sealing]:
    """Where the secret comes from, looked up at first need: ``given``, or a file beside an SQLite database.

    The function raises CannotSeal where there is neither: a PostgreSQL may be shared by centres on several machines,
    so none of them may make a secret up. Raises SettingsError for a secret that is too short.
    """
    if given is not None and len(given) < SHORTEST:
        raise SettingsError(f"The centre's secret has {SHORTEST} characters at least.")

    def sealing() -> Sealing:
        if given is not None:
            return Sealing(given.encode())
        if database.get_backend_name() != "sqlite" or not database.database:
            raise CannotSeal("This centre issues no citizen codes before it has a secret: set KIOSK_CENTRE_SECRET.")
        return Sealing(_kept_in(Path(database.database + ".secret")))

    return sealing


def _kept_in(file: Path) -> bytes:
    """The secret in a file that only its owner can read; made once, whoever comes first."""
    try:
        if not file.exists():
            _make(file)
        secret = file.read_bytes()
    except OSError as fault:
        raise CannotSeal(f"The centre's secret cannot be kept in {file.name}: {fault.strerror or fault}.") from fault
    if len(secret) != SECRET:
        raise CannotSeal(f"{file.name} does not hold the centre's secret.")
    return secret


def _make(file: Path) -> None:
    """The file appears whole or not at all, even when two centres make it at once or the power goes."""
    unfinished = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(secrets.token_bytes(SECRET))
            out.flush()
            os.fsync(out.fileno())
        os.link(unfinished, file)
    except FileExistsError:
        pass  # another one was first: theirs is the secret
    finally:
        unfinished.unlink()
