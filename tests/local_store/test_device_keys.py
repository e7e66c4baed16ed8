"""The kiosk's own key: made here, kept in the encrypted store, and there whenever the power fails."""

from pathlib import Path

import pytest

from kiosk.wire.signing import DeviceKeys, SigningKey
from local_store.salvage import quarantine, rebuild
from tests.local_store.opening import NOW, open_at


def test_there_is_no_key_before_one_was_made_and_the_same_one_ever_after(tmp_path: Path) -> None:
    with open_at(tmp_path) as store:
        keys: DeviceKeys = store.device_keys
        assert keys.current() is None
        assert keys.pending() is None
        fresh = keys.fresh()
        assert keys.fresh() == fresh == keys.pending()
        assert keys.current() is None, "nobody knows it yet"
    with open_at(tmp_path) as store:
        assert store.device_keys.fresh() == fresh, "the reply to joining may be lost, and it is asked again"
        store.device_keys.accepted(fresh)
    with open_at(tmp_path) as store:
        assert store.device_keys.current() == fresh
        assert store.device_keys.pending() is None


def test_while_a_key_is_rolled_both_are_there(tmp_path: Path) -> None:
    with open_at(tmp_path) as store:
        old = store.device_keys.fresh()
        store.device_keys.accepted(old)
        new = store.device_keys.fresh()
        assert new != old
    with open_at(tmp_path) as store:  # the power failed: which one counts, only the centre knows
        assert (store.device_keys.current(), store.device_keys.pending()) == (old, new)
        store.device_keys.accepted(new)
        assert (store.device_keys.current(), store.device_keys.pending()) == (new, None)
        assert store.connection.value("SELECT count(*) FROM device_keys") == 1, "the old one is gone"


def test_the_key_is_on_disk_only_encrypted(tmp_path: Path) -> None:
    with open_at(tmp_path) as store:
        private = store.device_keys.fresh().private_bytes
        assert store.connection.value("SELECT private FROM device_keys") == private
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(files) >= 2
    assert not [file for file in files if private in file.read_bytes()]


def test_a_rebuilt_store_signs_as_before_and_a_new_device_with_a_new_key(tmp_path: Path) -> None:
    with open_at(tmp_path) as store:
        store.device_keys.accepted(store.device_keys.fresh())
        device, key = store.device.id, store.device_keys.current()
    assert rebuild(tmp_path / "data", tmp_path / "config", NOW).same_device
    with open_at(tmp_path) as store:
        assert (store.device.id, store.device_keys.current()) == (device, key)
    quarantine(tmp_path / "data", NOW)
    with open_at(tmp_path) as store:
        assert store.device.id != device
        assert store.device_keys.current() is None


def test_the_bytes_of_a_key_are_never_shown(tmp_path: Path) -> None:
    with open_at(tmp_path) as store:
        key = store.device_keys.fresh()
    assert key.private_bytes.hex() not in repr(key)
    with pytest.raises(ValueError, match="32"):
        SigningKey.from_bytes(b"short")
