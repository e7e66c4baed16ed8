"""A key in a file that only this computer can read; here a cipher of another kind stands for the computer."""

import secrets
import sys
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kiosk.errors import StoreError
from local_store.dpapi import Dpapi
from local_store.faults import KeyMissing, KeyUnusable, StoreUnwritable
from local_store.keys import store_key, system_keystore
from local_store.protected_key import FILE, NotProtectedError, ProtectedKey
from local_store.store import open_store


class Computer:
    """A computer whose secrets no other can read."""

    def __init__(self) -> None:
        self._cipher = AESGCM(AESGCM.generate_key(256))

    def protect(self, secret: bytes) -> bytes:
        nonce = secrets.token_bytes(12)
        return nonce + self._cipher.encrypt(nonce, secret, None)

    def unprotect(self, protected: bytes) -> bytes:
        try:
            return self._cipher.decrypt(protected[:12], protected[12:], None)
        except (InvalidTag, ValueError) as fault:
            raise NotProtectedError("the data is invalid") from fault


class Refusing(Computer):
    """One that protects nothing."""

    def protect(self, secret: bytes) -> bytes:  # noqa: ARG002
        raise NotProtectedError("the service is not running")


class Forgetful(Computer):
    """One that gives back something else."""

    def unprotect(self, protected: bytes) -> bytes:
        return super().unprotect(protected)[::-1]


HERE = Computer()


def key_at(folder: Path, computer: Computer = HERE) -> bytes:
    return store_key(folder / "store", folder / "keys" / "store.key", ProtectedKey(folder / "keys", computer))


def test_a_new_key_is_kept_protected_and_nowhere_else(tmp_path: Path) -> None:
    key = key_at(tmp_path)
    assert [path.name for path in (tmp_path / "keys").iterdir()] == [FILE]
    written = (tmp_path / "keys" / FILE).read_bytes()
    assert key not in written
    assert key.hex().encode() not in written
    assert key_at(tmp_path) == key
    assert (tmp_path / "keys" / FILE).read_bytes() == written


def test_a_store_moved_with_its_keys_is_opened(tmp_path: Path) -> None:
    keys = ProtectedKey(tmp_path / "old" / "keys", HERE)
    open_store(tmp_path / "old" / "data", tmp_path / "old" / "keys", keys).close()
    (tmp_path / "old").rename(tmp_path / "mới có dấu")
    moved = tmp_path / "mới có dấu"
    open_store(moved / "data", moved / "keys", ProtectedKey(moved / "keys", HERE)).close()


def test_on_another_computer_it_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    key = key_at(tmp_path)
    before = (tmp_path / "keys" / FILE).read_bytes()
    for store_is_there in (False, True):
        if store_is_there:
            (tmp_path / "store").mkdir()
        with pytest.raises(KeyUnusable, match="another computer"):
            key_at(tmp_path, Computer())
        assert (tmp_path / "keys" / FILE).read_bytes() == before
        assert [path.name for path in (tmp_path / "keys").iterdir()] == [FILE]
    assert key_at(tmp_path) == key


@pytest.mark.parametrize(
    "written", [b"", b"nothing", b"checkpoint-kiosk protected key 1\n", b"\xff\xfe", b"x y z w AA=="]
)
def test_a_file_that_is_none_of_ours_is_refused(tmp_path: Path, written: bytes) -> None:
    key_at(tmp_path)
    (tmp_path / "keys" / FILE).write_bytes(written)
    with pytest.raises(KeyUnusable, match="no new key was made"):
        key_at(tmp_path)
    assert (tmp_path / "keys" / FILE).read_bytes() == written


def test_every_cut_off_or_changed_file_is_refused(tmp_path: Path) -> None:
    key_at(tmp_path)
    path = tmp_path / "keys" / FILE
    whole = path.read_bytes().rstrip(b"\n")
    for end in range(len(whole)):
        path.write_bytes(whole[:end])
        with pytest.raises(KeyUnusable):
            key_at(tmp_path)
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        with pytest.raises(KeyUnusable):
            key_at(tmp_path)


def test_a_key_of_another_length_is_refused(tmp_path: Path) -> None:
    ProtectedKey(tmp_path / "keys", HERE).set_password("", "", "ab" * 31)
    with pytest.raises(KeyUnusable):
        key_at(tmp_path)


@pytest.mark.parametrize(("computer", "said"), [(Refusing(), "not running"), (Forgetful(), "does not keep")])
def test_what_is_not_protected_makes_no_store_and_no_readable_key(
    tmp_path: Path, computer: Computer, said: str
) -> None:
    with pytest.raises(StoreUnwritable, match=said):
        open_store(tmp_path / "data", tmp_path / "keys", ProtectedKey(tmp_path / "keys", computer))
    assert not (tmp_path / "data" / "store").exists()
    assert not (tmp_path / "keys" / "store.key").exists()


def test_a_missing_file_of_a_store_that_is_there_is_a_fault(tmp_path: Path) -> None:
    key_at(tmp_path)
    (tmp_path / "store").mkdir()
    (tmp_path / "keys" / FILE).unlink()
    with pytest.raises(KeyMissing):
        key_at(tmp_path)


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    keys = ProtectedKey(tmp_path, HERE)
    keys.set_password("", "", "ab" * 32)
    with pytest.raises(StoreError):
        keys.set_password("", "", "cd" * 32)
    assert keys.get_password("", "") == "ab" * 32
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.skipif(sys.platform == "win32", reason="of the others")
def test_only_windows_protects_so(tmp_path: Path) -> None:
    with pytest.raises(StoreUnwritable, match="not Windows"):
        ProtectedKey(tmp_path, Dpapi()).set_password("", "", "ab" * 32)


@pytest.mark.skipif(sys.platform != "win32", reason="of Windows")
class TestOfWindows:
    def test_the_key_comes_back_and_is_not_readable(self, tmp_path: Path) -> None:
        keystore = system_keystore(tmp_path / "keys")
        assert isinstance(keystore, ProtectedKey)
        key = store_key(tmp_path / "store", tmp_path / "keys" / "store.key", keystore)
        assert [path.name for path in (tmp_path / "keys").iterdir()] == [FILE]
        assert key not in (tmp_path / "keys" / FILE).read_bytes()
        assert store_key(tmp_path / "store", tmp_path / "keys" / "store.key", keystore) == key

    def test_what_was_changed_is_told(self) -> None:
        system = Dpapi()
        protected = bytearray(system.protect(b"ab" * 32))
        assert b"abab" not in protected
        protected[-1] ^= 1
        with pytest.raises(NotProtectedError, match=r"\w"):
            system.unprotect(bytes(protected))
        with pytest.raises(NotProtectedError):
            system.unprotect(b"")
