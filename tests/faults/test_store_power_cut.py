"""A power cut at any moment loses no visit that was acknowledged before it.

A kill proves nothing here: what a dead process has written, the kernel still has. So the file system itself is cut
off, on a loop device: everything that was not yet on its disk is gone, and the next mount replays its journal.
"""

import fcntl
import os
import random
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.errors import StoreError
from local_store.bulk import synthetic_card
from local_store.store import Store
from tests.local_store.kiosk_process import KioskProcess
from tests.local_store.opening import crossing, open_at, require_consistency, sequences

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="cuts off a Linux file system"),
    pytest.mark.filterwarnings("ignore:This process.*multi-threaded:DeprecationWarning"),  # the child uses no thread
]

SHUT_DOWN = 0x8004587D  # FS_IOC_SHUTDOWN
WITHOUT_FLUSHING = 2
SECONDS = 12.0  # for each of the two runs


class Disk:
    """An ext4 file system in a file, mounted at ``folder``."""

    def __init__(self, image: Path, folder: Path) -> None:
        self._image, self.folder = image, folder
        folder.mkdir()
        with image.open("wb") as file:
            file.truncate(128 * 1024 * 1024)
        _run("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0,nodiscard", str(image))
        self.mount()

    def mount(self) -> None:
        _run("mount", "-o", "loop", str(self._image), str(self.folder))

    def unmount(self) -> None:
        for _ in range(50):
            if subprocess.run(["umount", str(self.folder)], check=False, capture_output=True).returncode == 0:
                return
            time.sleep(0.02)
        raise AssertionError("the disk stays busy")

    def cut(self) -> None:
        """Nothing that is not on the disk now will ever be."""
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(descriptor, SHUT_DOWN, struct.pack("i", WITHOUT_FLUSHING))
        finally:
            os.close(descriptor)

    def fail(self) -> None:
        """Let the file system find an error in itself, and go read-only as ``errors=remount-ro`` says."""
        device = _run("findmnt", "-n", "-o", "SOURCE", str(self.folder)).strip()
        Path(f"/sys/fs/ext4/{Path(device).name}/trigger_fs_error").write_text("test", encoding="ascii")


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    if os.geteuid() != 0:
        pytest.skip("mounting takes root")
    try:
        made = Disk(tmp_path / "disk.img", tmp_path / "disk")
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no loop device with ext4 here: {error}")
    yield made
    subprocess.run(["umount", "--lazy", str(made.folder)], check=True)


def lost_after_cuts(disk: Disk, careless: bool) -> tuple[int, int, int]:
    """How many cuts were made, how many visits acknowledged before them, and how many of these were lost.

    ``careless`` is the same kiosk with ``synchronous=OFF``.
    """

    def prepare(store: Store) -> None:
        if careless:
            store.connection.execute("PRAGMA synchronous=OFF")

    dice = random.Random(21)
    cuts = acknowledged = lost = 0
    open_at(disk.folder).close()
    _run("sync")
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and cuts < 60:
        process = KioskProcess(disk.folder, prepare=prepare)
        process.listen(dice.uniform(0.005, 0.12))
        disk.cut()  # what was heard until now counts, and nothing that is heard later
        process.kill()
        process.close()
        disk.unmount()
        disk.mount()
        cuts += 1
        acknowledged += len(process.acknowledged)
        try:
            with open_at(disk.folder) as store:
                require_consistency(store)
                lost += len(set(process.acknowledged) - set(sequences(store)))
        except StoreError:
            assert careless, "a power cut damaged the store"
            return cuts, acknowledged, acknowledged
    return cuts, acknowledged, lost


def test_no_acknowledged_visit_is_lost(disk: Disk) -> None:
    cuts, acknowledged, lost = lost_after_cuts(disk, careless=False)
    assert cuts >= 5
    assert acknowledged > 50
    assert lost == 0


def test_control_a_kiosk_that_does_not_wait_for_the_disk_is_caught(disk: Disk) -> None:
    _, acknowledged, lost = lost_after_cuts(disk, careless=True)
    assert acknowledged > 50
    assert lost > 0


def test_a_file_system_that_goes_read_only_is_a_fault_and_reading_goes_on(disk: Disk) -> None:
    store = open_at(disk.folder)
    try:
        visit, _ = store.visits.record(crossing(synthetic_card(1)))
        _run("mount", "-o", "remount,errors=remount-ro", str(disk.folder))
        disk.fail()
        for number in range(2, 5):
            with pytest.raises(StoreError):
                store.visits.record(crossing(synthetic_card(number)))
        assert store.visits.standing(synthetic_card(1)).last == visit
    finally:
        try:
            store.close()
        except StoreError:
            store.lock.close()
    disk.unmount()
    disk.mount()
    with open_at(disk.folder) as again:
        assert sequences(again) == [1]
