import errno
import os
import sys
from pathlib import Path

import pytest

from kiosk.errors import StoreError
from local_store.faults import StoreFull, StoreUnwritable, file_faults
from local_store.lasting import rename


@pytest.mark.parametrize(
    ("number", "kind", "said"),
    [
        (errno.ENOSPC, StoreFull, "disk is full"),
        (errno.EDQUOT, StoreFull, "disk is full"),
        (errno.EACCES, StoreUnwritable, "as an administrator"),
        (errno.EPERM, StoreUnwritable, "as an administrator"),
        (errno.EROFS, StoreUnwritable, "Check the disk"),
        (errno.EIO, StoreUnwritable, "Check the disk"),
    ],
)
def test_each_is_told_with_what_to_do(number: int, kind: type[StoreError], said: str) -> None:
    with pytest.raises(kind, match=said), file_faults():
        raise OSError(number, os.strerror(number), "kiosk.db")


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere what is open can be renamed")
def test_what_another_program_has_open_is_no_broken_disk(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with (
        (tmp_path / "a").open("rb"),
        pytest.raises(StoreUnwritable, match="another program has it open"),
        file_faults(),
    ):
        rename(tmp_path / "a", tmp_path / "b")
