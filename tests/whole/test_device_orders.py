"""A centre looks after a kiosk: the real program off screen, a real centre, and what came of its orders."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.whole.device_ordered import CANARIES, PEOPLE

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("ordered")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DISPLAY", "WAYLAND", "KIOSK_"))}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.whole.device_ordered", str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**kept, "PYTHONUTF8": "1"},
        check=False,
        timeout=150,
    )
    assert ran.returncode == 0, ran.stderr
    assert [word for word in CANARIES if word in ran.stderr] == [], "nothing of anybody is in the log"
    said: dict[str, Any] = json.loads(ran.stdout)
    return said


def test_it_says_how_it_is(seen: dict[str, Any]) -> None:
    report = seen["report"]
    assert (report["highest"], report["scanner"], report["camera"]) == (1, "ok", "none")
    assert report["disk_total"] >= report["disk_free"] > 0


def test_its_key_is_rolled_and_it_goes_on_sending(seen: dict[str, Any]) -> None:
    assert seen["rolled"]["failures"] == 0
    assert seen["another_key"]


def test_somebody_is_erased_and_is_counted_as_ever(seen: dict[str, Any]) -> None:
    assert (seen["named_before"], seen["named_after"]) == (True, False)
    assert (seen["erased"]["removed"], seen["erased"]["kept"], seen["erased"]["failures"]) == (1, 0, 0)
    assert seen["inside_after"] == 2


def test_everybody_is_forgotten_everywhere_and_nothing_is_lost(seen: dict[str, Any]) -> None:
    assert seen["known_before"] == [*CANARIES, f"file: {CANARIES[0]}", f"file: {CANARIES[2]}"]
    assert seen["known_after"] == []
    assert seen["wiped"]["removed"] >= PEOPLE
    assert seen["wiped"]["kept"] == 0
    assert seen["missing"] == []
    assert seen["visits_at_centre"] == PEOPLE + 3, "the visitor of meanwhile among them"
    assert seen["staff_after"] == 2


def test_one_that_was_revoked_forgets_its_staff_too_and_keeps_what_it_could_not_send(seen: dict[str, Any]) -> None:
    assert seen["barred"]
    assert (seen["staff_revoked"], seen["people_revoked"], seen["kept"]) == (0, 0, 1)
    assert (seen["wiped_revoked"]["kept"], seen["wiped_revoked"]["failures"]) == (1, 0)


def test_when_it_joins_again_it_sends_what_it_kept_and_keeps_nothing(seen: dict[str, Any]) -> None:
    assert seen["missing_at_the_end"] == []
    assert seen["words_at_the_end"] == 0
