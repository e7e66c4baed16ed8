"""The key of the store: 32 random bytes, kept by the operating system where it can, else in a file for one user only.

What this protects: a disk or a copy of the data folder that is carried away without the key. It does not protect
against whoever controls the running kiosk, nor, where the key is in a file, against whoever takes the whole disk:
then only disk encryption below the kiosk does. A key is on disk before the first byte is written under it, and one
that is lost is never replaced silently: what was written under it can be read by nobody any more.
"""

import secrets
import sys
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

from local_store.dpapi import Dpapi
from local_store.faults import KeyMissing, KeyUnusable, StoreUnwritable, WrongKey, file_faults
from local_store.lasting import make_folder, write_once
from local_store.protected_key import ProtectedKey

KEY_BYTES = 32
_SERVICE = "checkpoint-kiosk"
_REAL_KEYSTORES = ("macOS", "SecretService", "libsecret", "kwallet")


class Keystore(Protocol):
    """What the operating system offers to keep a secret in; raises ``keyring.errors.KeyringError``."""

    def get_password(self, service: str, username: str) -> str | None:
        """The secret, or None."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""


def system_keystore(keys: Path) -> Keystore | None:
    """The operating system's keystore, or None where there is none that keeps secrets from other users.

    On Windows it is a file in the folder ``keys`` that only this computer can read (``protected_key.py``). Elsewhere
    backends that keep nothing, or keep it in the clear, do not count.
    """
    if sys.platform == "win32":
        return ProtectedKey(keys, Dpapi())
    chosen = keyring.get_keyring()
    offered: list[KeyringBackend] = list(getattr(chosen, "backends", [])) or [chosen]
    for backend in offered:
        package, _, name = type(backend).__module__.rpartition(".")
        if package == "keyring.backends" and name in _REAL_KEYSTORES:
            return backend
    return None


def store_key(store: Path, key_file: Path, keystore: Keystore | None) -> bytes:
    """The key of the folder ``store``: the one in ``key_file``, else the keystore's, else a new one for a new store.

    Raises ``KeyMissing`` where the store is there and its key is not, ``KeyUnusable`` for a key file that
    others can read or that is not a key.
    """
    name = str(store.resolve())
    if key_file.exists():
        return _from_file(key_file)
    kept = _from_keystore(keystore, name)
    if kept is not None:
        return kept
    if store.exists():
        raise KeyMissing(
            f"The key of the kiosk's store is missing: it was kept in {key_file} or in the system's keystore. "
            "Put it back from its backup. Without it the store cannot be read; no new key was made."
        )
    key = secrets.token_bytes(KEY_BYTES)
    if not _to_keystore(keystore, name, key):
        _to_file(key_file, key)
    return key


def fingerprint(key: bytes) -> str:
    """A short name of a key, of which nothing can be learned about the key: 16 hexadecimal digits."""
    return blake2b(b"checkpoint-kiosk store key", key=key, digest_size=8).hexdigest()


def remember_fingerprint(path: Path, key: bytes) -> None:
    """Note beside a new store which key it is written under, to tell a wrong key from a damaged file later."""
    write_once(path, fingerprint(key) + "\n")


def require_fingerprint(path: Path, key: bytes) -> bool:
    """``WrongKey`` if the store beside was written under another key; False where no note says which."""
    with file_faults():
        if not path.exists():
            return False
        noted = path.read_text(encoding="ascii", errors="replace").strip()
    if noted != fingerprint(key):
        raise WrongKey(
            f"The kiosk's store was written under another key than the one found (store {noted[:16]}, "
            f"key {fingerprint(key)}). Put the right key back; nothing was changed in the store."
        )
    return True


def _from_file(path: Path) -> bytes:
    with file_faults():
        mode = path.stat().st_mode
        text = path.read_text(encoding="ascii", errors="replace").strip()
    if sys.platform != "win32" and mode & 0o077:
        raise KeyUnusable(f"Others on this computer can read the store's key. Run: chmod 600 {path}")
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyUnusable(f"{path} does not hold a key of the kiosk's store. Put the right file back.")
    return key


def _from_keystore(keystore: Keystore | None, name: str) -> bytes | None:
    if keystore is None:
        return None
    try:
        text = keystore.get_password(_SERVICE, name)
    except KeyringError:
        return None
    if text is None:
        return None
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyUnusable("The system's keystore holds something else under the name of the kiosk's key.")
    return key


def _to_keystore(keystore: Keystore | None, name: str, key: bytes) -> bool:
    """Whether the keystore has the key now: it is asked for it again before it is believed."""
    if keystore is None:
        return False
    try:
        keystore.set_password(_SERVICE, name, key.hex())
    except KeyringError:
        return False
    return _from_keystore(keystore, name) == key


def _to_file(path: Path, key: bytes) -> None:
    make_folder(path.parent)
    write_once(path, key.hex() + "\n")
    if _from_file(path) != key:
        raise StoreUnwritable(f"{path} does not keep what is written to it.")
