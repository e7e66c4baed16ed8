import stat
import sys
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as FailingKeyring
from keyring.backends.null import Keyring as ForgetfulKeyring
from keyring.errors import KeyringLocked

from local_store.faults import KeyMissing, KeyUnusable
from local_store.keys import fingerprint, store_key, system_keystore


class Kept:
    """A keystore that keeps."""

    def __init__(self) -> None:
        self.secrets: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.secrets[service, username] = password


class Forgetful(Kept):
    """One that says it keeps, and does not."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class Locked(Kept):
    """One that nobody has unlocked."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked(service, username, len(password))


@pytest.fixture
def paths(tmp_path: Path) -> tuple[Path, Path]:
    """Where the store will be, and its key."""
    return tmp_path / "store", tmp_path / "config" / "store.key"


def test_a_new_key_is_kept_in_a_file_for_one_user(paths: tuple[Path, Path]) -> None:
    key = store_key(*paths, keystore=None)
    assert len(key) == 32
    assert store_key(*paths, keystore=None) == key
    assert [path.name for path in paths[1].parent.iterdir()] == ["store.key"]
    if sys.platform != "win32":
        assert stat.S_IMODE(paths[1].stat().st_mode) == 0o600
        assert stat.S_IMODE(paths[1].parent.stat().st_mode) == 0o700


def test_no_two_keys_are_alike(tmp_path: Path) -> None:
    keys = {store_key(tmp_path / "store", tmp_path / str(n), None) for n in range(20)}
    assert len(keys) == 20
    assert len({fingerprint(key) for key in keys}) == 20


def test_a_keystore_that_keeps_needs_no_file(paths: tuple[Path, Path]) -> None:
    keystore = Kept()
    key = store_key(*paths, keystore=keystore)
    assert not paths[1].exists()
    assert store_key(*paths, keystore=keystore) == key


@pytest.mark.parametrize("keystore", [Forgetful(), Locked()])
def test_a_keystore_is_believed_only_when_it_gives_the_key_back(paths: tuple[Path, Path], keystore: Kept) -> None:
    key = store_key(*paths, keystore=keystore)
    assert paths[1].exists()
    assert store_key(*paths, keystore=keystore) == key


def test_a_locked_keystore_is_no_reason_for_a_new_key(paths: tuple[Path, Path]) -> None:
    store_key(*paths, keystore=Kept())
    paths[0].mkdir()
    with pytest.raises(KeyMissing):
        store_key(*paths, keystore=Locked())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_a_key_that_others_can_read_is_refused(paths: tuple[Path, Path]) -> None:
    store_key(*paths, keystore=None)
    paths[1].chmod(0o640)
    with pytest.raises(KeyUnusable, match="chmod 600"):
        store_key(*paths, keystore=None)


@pytest.mark.parametrize("text", ["", "ab", "xy" * 32, "ab" * 31, "ab" * 33, "Ẳ" * 64])
def test_what_is_no_key_is_not_used(paths: tuple[Path, Path], text: str) -> None:
    store_key(*paths, keystore=None)
    paths[1].write_text(text, encoding="utf-8")
    with pytest.raises(KeyUnusable, match="does not hold a key"):
        store_key(*paths, keystore=None)


@pytest.mark.parametrize("backend", [FailingKeyring, ForgetfulKeyring])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows protects a file instead")
def test_a_backend_that_keeps_nothing_is_no_keystore(backend: type[KeyringBackend], tmp_path: Path) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(backend())
    try:
        assert system_keystore(tmp_path) is None
    finally:
        keyring.set_keyring(before)
