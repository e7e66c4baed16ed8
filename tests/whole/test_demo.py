"""The demo as anybody would start it, off screen: what was shown, read, recorded and sent has to agree."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.timeout(180)
@pytest.mark.parametrize("seed", [7, 2026])
def test_every_code_shown_is_read_recorded_and_sent_once(seed: int, tmp_path: Path) -> None:
    shots = tmp_path / "shots"
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = ["demo", "--headless", "--visitors", "12", "--seed", str(seed), "--json", "--size", "1366x768"]
    ran = subprocess.run(
        [sys.executable, "-m", "kiosk", *command, "--screenshots", str(shots)],
        capture_output=True,
        text=True,
        env=environment | {"PYTHONUTF8": "1"},
        check=False,
        timeout=170,
    )
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)
    assert said["shown"] == said["read"] == 12
    assert said["wrong_reads"] == 0
    assert said["visits"] == said["check_ins"] + said["check_outs"] == said["centre_visits"]
    assert said["check_ins"] >= 6
    assert said["duplicates"] == 0
    assert sum(kind["read"] for kind in said["by_kind"].values()) == 12
    assert said["scan_to_painted_ms"]["p50"] >= said["scan_to_committed_ms"]["p50"] > 0
    paths = said["by_path"]
    assert {"cccd", "bhyt", "qr", "vaccine_pass", "phone", "declaration", "citizen_code"} <= paths.keys()
    assert all(path["came"] == path["served"] > 0 for path in paths.values())
    assert sum(path["came"] for path in paths.values()) == said["visitors"]
    assert said["declarations"] == said["centre_declarations"] == paths["declaration"]["came"]
    assert paths["phone"]["touches_max"] <= 12, "besides the digits"
    for shot in said["screenshots"]:
        assert Path(shot).stat().st_size > 10_000
    # The log names steps and nobody.
    assert "Recorded on Reading: Welcome" in ran.stderr
    assert "CRITICAL" not in ran.stderr
