"""The wizard as it is started on a machine: what is connected, and what lies on its disk when it is ended."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hardware.connected import cameras
from kiosk.checkpoint.setting_up_draft import DRAFT_NAME


@pytest.mark.skipif(sys.platform == "win32", reason="Linux names its cameras in files")
def test_cameras_are_named_without_their_nodes_of_metadata(tmp_path: Path) -> None:
    for node, index, name in (("video10", "0", "Trên"), ("video0", "0", "USB Camera"), ("video1", "1", "USB Camera")):
        (tmp_path / node).mkdir()
        (tmp_path / node / "index").write_text(f"{index}\n", encoding="utf-8")
        (tmp_path / node / "name").write_text(f"{name}\n", encoding="utf-8")
    (tmp_path / "v4l-subdev0").mkdir()
    assert cameras(tmp_path) == (("camera:0", "USB Camera (0)"), ("camera:10", "Trên (10)"))
    assert cameras(tmp_path / "none") == ()


@pytest.mark.skipif(sys.platform == "win32", reason="ended by a signal")
def test_the_wizard_opens_and_what_was_begun_is_gone_on_with(tmp_path: Path) -> None:
    place = [f"--set=store.folder={tmp_path / 'data'}", f"--set=store.keys={tmp_path / 'keys'}"]
    program = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "setup", f"--config={tmp_path / 'kiosk.toml'}", *place],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
    )
    try:
        until = time.monotonic() + 30
        while not (tmp_path / "data" / "store" / "kiosk.db").exists() and time.monotonic() < until:
            time.sleep(0.1)
        time.sleep(1.5)  # for the window
        assert program.poll() is None
    finally:
        program.terminate()
        said = program.communicate(timeout=20)[1]
    assert program.returncode == 1, said
    assert "goes on where it was" in said
    assert "Traceback" not in said
    assert (tmp_path / DRAFT_NAME).exists()
    assert not (tmp_path / "kiosk.toml").exists()
