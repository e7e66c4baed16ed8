"""A full disk: nothing is acknowledged that is not saved, all that was is readable, and it goes on by itself."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.visits import Act
from local_store.bulk import synthetic_card
from local_store.faults import StoreFull
from local_store.store import Store
from tests.local_store.opening import crossing, open_at, require_consistency, sequences


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of sixteen megabytes."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small disk takes root on Linux")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(disk)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no tmpfs can be mounted here: {mounted.stderr.strip()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def record(store: Store, number: int) -> int:
    card = synthetic_card(number % 40)
    inside = store.visits.standing(card).inside
    act = Act.CHECK_OUT if inside else Act.CHECK_IN
    return store.visits.record(crossing(card, act, inside.id if inside else None))[0].sequence


def fill_up(disk: Path, leave: int) -> Path:
    """Leave only so many bytes."""
    ballast = disk / "ballast"
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    ballast.write_bytes(bytes(max(0, free - leave)))
    return ballast


def until_full(store: Store, acknowledge_failures: bool = False) -> list[int]:
    """Record until the disk is full; what was acknowledged."""
    acknowledged: list[int] = []
    failures = 0
    for number in range(5000):
        try:
            acknowledged.append(record(store, number))
        except StoreFull:
            failures += 1
            if acknowledge_failures:
                acknowledged.append(acknowledged[-1] + 1)
            if failures == 5:
                return acknowledged
    raise AssertionError("the disk did not fill up")


def test_what_was_acknowledged_stays_and_the_rest_is_refused(small_disk: Path) -> None:
    store = open_at(small_disk)
    ballast = fill_up(small_disk, leave=4_000_000)
    acknowledged = until_full(store)
    assert len(acknowledged) > 20
    assert store.visits.standing(synthetic_card(1)).person is not None, "reading goes on"
    assert sequences(store) == acknowledged

    ballast.unlink()
    acknowledged.append(record(store, 1))  # the same store, not opened again
    assert sequences(store) == acknowledged
    require_consistency(store)
    store.close()
    with open_at(small_disk) as again:
        assert sequences(again) == acknowledged
        require_consistency(again)


def test_control_a_kiosk_that_ignores_the_fault_is_caught(small_disk: Path) -> None:
    store = open_at(small_disk)
    ballast = fill_up(small_disk, leave=4_000_000)
    acknowledged = until_full(store, acknowledge_failures=True)
    assert set(acknowledged) - set(sequences(store))
    ballast.unlink()
    store.close()


def test_opening_on_a_full_disk_says_so_and_leaves_the_store_alone(small_disk: Path) -> None:
    with open_at(small_disk) as store:
        acknowledged = [record(store, number) for number in range(20)]
    ballast = fill_up(small_disk, leave=0)
    with pytest.raises(StoreFull):
        open_at(small_disk)
    ballast.unlink()
    with open_at(small_disk) as store:
        assert sequences(store) == acknowledged


def test_a_full_disk_is_not_taken_for_a_working_one(small_disk: Path) -> None:
    with open_at(small_disk) as store:
        store.visits.try_writing()
        ballast = fill_up(small_disk, leave=1_000_000)
        until_full(store)
        with pytest.raises(StoreFull):
            store.visits.try_writing()
        store.visits.recorded_today(datetime.now(UTC))  # reading works all the same, and says nothing
        ballast.unlink()
        store.visits.try_writing()
        record(store, 1)
        require_consistency(store)
