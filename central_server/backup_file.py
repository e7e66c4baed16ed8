"""A sealed file: a header line, then pieces under AES-256-GCM, so that nobody reads, changes, cuts or reorders it.

    CENTRE-BACKUP 1 {"key": "file" or "scrypt", "nonce": …, "salt": …}\\n
    piece 0: what it is (JSON)   pieces 1 …: the content, 1 MiB each   last piece: its SHA-256 and length (JSON)

Each piece is its length in four bytes, then ciphertext and tag. The nonce is seven bytes of the header, the piece's
number in four and one that is 1 for the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015);
the header's bytes are authenticated with every piece. The key is made of a key file by HKDF-SHA-256, or of a passphrase
by scrypt (N 2^17, r 8, p 1), with the header's salt.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from kiosk.errors import SettingsError, StoreError

MAGIC = b"CENTRE-BACKUP 1 "
PIECE = 2**20
MOST_HEADER = 1_000
TAG = 16
SHORTEST_PASSPHRASE = 16  # characters
KEY_BYTES = 32


class BackupUnusable(StoreError):
    """The file is no backup, was damaged, or is not sealed with this key; the message says which."""


@dataclass(frozen=True, slots=True)
class BackupKey:
    """What a backup is sealed with: 32 bytes of a file, or a passphrase."""

    kind: Literal["file", "scrypt"]
    secret: bytes = field(repr=False)

    def cipher(self, salt: bytes) -> AESGCM:
        """The cipher for a file with this salt."""
        if self.kind == "file":
            return AESGCM(HKDF(SHA256(), 32, salt, b"backup of a centre").derive(self.secret))
        return AESGCM(Scrypt(salt=salt, length=32, n=2**17, r=8, p=1).derive(self.secret))


def make_key_file(file: Path) -> None:
    """Write a new key, readable by its owner alone. Raises SettingsError where there is a file already."""
    try:
        with file.open("x", encoding="ascii") as out:
            file.chmod(0o600)
            out.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode() + "\n")
    except OSError as fault:
        raise SettingsError(f"{file}: the key cannot be written there ({fault.strerror}).") from fault


def read_key_file(file: Path) -> BackupKey:
    """The key in a file that ``make_key_file`` wrote. Raises SettingsError."""
    try:
        secret = base64.b64decode(file.read_text(encoding="ascii").strip(), validate=True)
    except (OSError, ValueError) as fault:
        raise SettingsError(f"{file}: no key can be read there.") from fault
    if len(secret) != KEY_BYTES:
        raise SettingsError(f"{file}: a key has {KEY_BYTES} bytes.")
    return BackupKey("file", secret)


def passphrase_key(passphrase: str) -> BackupKey:
    """The key that a passphrase makes. Raises SettingsError for a short one."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise SettingsError(f"A passphrase has {SHORTEST_PASSPHRASE} characters at least.")
    return BackupKey("scrypt", passphrase.encode())


def write(out: IO[bytes], key: BackupKey, manifest: dict[str, Any], content: Iterable[bytes]) -> None:
    """Seal it all. ``content`` comes in parts of any size."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(7)
    said = {"key": key.kind, "nonce": nonce.hex(), "salt": salt.hex()}
    header = MAGIC + json.dumps(said, sort_keys=True).encode() + b"\n"
    out.write(header)
    seal = _Pieces(key.cipher(salt), nonce, header)
    out.write(seal.sealed(json.dumps(manifest, sort_keys=True).encode()))
    digest, length = hashlib.sha256(), 0
    for piece in _even(content):
        digest.update(piece)
        length += len(piece)
        out.write(seal.sealed(piece))
    end = {"sha256": digest.hexdigest(), "bytes": length}
    out.write(seal.sealed(json.dumps(end, sort_keys=True).encode(), last=True))


def read(file: IO[bytes], key: BackupKey) -> tuple[dict[str, Any], Iterator[bytes]]:
    """What it is, and the content in parts. Nothing may be made of these before the last has come without a fault.

    Raises BackupUnusable, also while the parts are read.
    """
    header = file.readline(MOST_HEADER)
    try:
        if not header.startswith(MAGIC):
            raise BackupUnusable("This file is no backup of a centre.")
        said = json.loads(header.removeprefix(MAGIC))
        salt, nonce, kind = bytes.fromhex(said["salt"]), bytes.fromhex(said["nonce"]), str(said["key"])
    except (ValueError, KeyError, TypeError) as fault:
        raise BackupUnusable("The backup's header is damaged.") from fault
    if kind != key.kind:
        other = "a passphrase" if kind == "scrypt" else "a key file"
        raise BackupUnusable(f"The backup is sealed with {other}.")
    opened = _opened(file, _Pieces(key.cipher(salt), nonce, header))
    manifest, _ = next(opened)
    return json.loads(manifest), _checked(opened)


class _Pieces:
    """Seals and opens the pieces of one file, in their order."""

    def __init__(self, cipher: AESGCM, nonce: bytes, header: bytes) -> None:
        self._cipher, self._nonce, self._header = cipher, nonce, header
        self._number = 0

    def sealed(self, plain: bytes, *, last: bool = False) -> bytes:
        data = self._cipher.encrypt(self._next(last=last), plain, self._header)
        return len(data).to_bytes(4, "big") + data

    def opened(self, data: bytes, *, last: bool) -> bytes:
        try:
            return self._cipher.decrypt(self._next(last=last), data, self._header)
        except InvalidTag as fault:
            raise BackupUnusable("The backup is damaged, or it was sealed with another key.") from fault

    def _next(self, *, last: bool) -> bytes:
        number, self._number = self._number, self._number + 1
        return self._nonce + number.to_bytes(4, "big") + bytes([last])


def _opened(file: IO[bytes], pieces: _Pieces) -> Iterator[tuple[bytes, bool]]:
    """Each piece, and whether it is the last: the one after which nothing comes, which its nonce must say, too."""
    ahead = _piece(file)
    while ahead is not None:
        data, ahead = ahead, _piece(file)
        yield pieces.opened(data, last=ahead is None), ahead is None


def _piece(file: IO[bytes]) -> bytes | None:
    length = file.read(4)
    if not length:
        return None
    size = int.from_bytes(length, "big")
    data = file.read(size) if TAG <= size <= PIECE + TAG + MOST_HEADER * 100 else b""
    if len(length) != 4 or len(data) != size:
        raise BackupUnusable("The backup is damaged: it ends too early.")
    return data


def _checked(opened: Iterator[tuple[bytes, bool]]) -> Iterator[bytes]:
    digest, length = hashlib.sha256(), 0
    for piece, last in opened:
        if not last:
            digest.update(piece)
            length += len(piece)
            yield piece
        elif json.loads(piece) != {"sha256": digest.hexdigest(), "bytes": length}:
            raise BackupUnusable("The backup is damaged: its content is another than was sealed.")


def _even(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of PIECE."""
    waiting = bytearray()
    for part in parts:
        waiting += part
        while len(waiting) >= PIECE:
            yield bytes(waiting[:PIECE])
            del waiting[:PIECE]
    if waiting:
        yield bytes(waiting)
