"""What the trial looks with sees what is wrong: each of its eyes, shown something broken."""

from pathlib import Path

import numpy as np
import pytest

from local_store.keys import fingerprint
from tests.windows.display import HEIGHT, WIDTH, Display, blank
from tests.windows.raw_keys import keys_in_the_clear

KEY = bytes(range(200, 232))


@pytest.mark.parametrize(
    "written",
    [KEY, KEY.hex().encode(), KEY.hex().upper().encode(), KEY.hex().encode("utf-16-le")],
    ids=["bytes", "digits", "capitals", "wide"],
)
def test_a_key_in_the_clear_is_found(tmp_path: Path, written: bytes) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "store.key").write_bytes(b"before" + written + b"after")
    (tmp_path / "other").write_bytes(bytes(100))
    assert list(keys_in_the_clear(tmp_path, fingerprint(KEY))) == [tmp_path / "keys" / "store.key"]
    assert list(keys_in_the_clear(tmp_path, fingerprint(bytes(31) + b"x"))) == []


def test_a_display_without_a_window_is_blank(tmp_path: Path) -> None:
    with Display(tmp_path) as display:
        picture = display.keep(tmp_path / "kept" / "display.png")
    assert picture.shape == (HEIGHT, WIDTH, 3)
    assert blank(picture)
    assert (tmp_path / "kept" / "display.png").stat().st_size > 0
    drawn = picture.copy()
    drawn[: HEIGHT // 2, : WIDTH // 2] = np.arange(WIDTH // 2, dtype=np.uint8)[:, None]
    assert not blank(drawn)
