"""Several processes on one socket: they share the work, one that dies is replaced, and all end in good order."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
import requests

from tests.central_server.postgres import Cluster
from tests.central_server.running import COMMAND, CentreProcess
from tests.central_server.test_serving import refusal


def workers_of(centre: CentreProcess) -> set[int]:
    """The processes that answer: not the tracker that Python starts beside them."""
    children = psutil.Process(centre.process.pid).children()
    return {child.pid for child in children if "resource_tracker" not in " ".join(child.cmdline())}


def eventually(true: Callable[[], bool], seconds: float = 20) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.02)


def healthy(centre: CentreProcess) -> bool:
    return requests.get(f"{centre.url}/v1/health", timeout=10).status_code == 200


def test_one_that_dies_is_replaced_and_all_end_in_good_order(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_CENTRE_SECRET", "synthetic secret of a centre 0000")
    with CentreProcess(cluster.new_database(), "--workers", "2", "--pool", "3") as centre:
        assert centre.announced["pid"] == centre.process.pid
        one, other = workers_of(centre)
        assert healthy(centre)
        os.kill(one, signal.SIGKILL)
        assert all(healthy(centre) for _ in range(5))
        eventually(lambda: len(workers_of(centre) - {one}) == 2)
        assert other in workers_of(centre)
        os.kill(other, signal.SIGSTOP)  # so it is the new one that answers
        try:
            assert healthy(centre)
        finally:
            os.kill(other, signal.SIGCONT)
        workers = workers_of(centre)
        centre.process.terminate()
        assert centre.process.communicate(timeout=20) == (b"", b"")
        assert centre.process.returncode == 0
        assert not any(psutil.pid_exists(pid) for pid in workers)


def test_they_do_not_outlive_their_parent(cluster: Cluster) -> None:
    with CentreProcess(cluster.new_database(), "--workers", "2") as centre:
        workers = workers_of(centre)
        centre.process.kill()
        eventually(lambda: not any(psutil.pid_exists(pid) for pid in workers))


def test_sqlite_has_one(tmp_path: Path) -> None:
    assert "need PostgreSQL" in refusal("--workers", "2", "--database", str(tmp_path / "centre.sqlite"))


def test_upkeep_can_be_done_by_itself(database: str) -> None:
    command = [sys.executable, "-c", COMMAND, "--database", database, "--upkeep-once"]
    said = [subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout for _ in range(2)]
    assert "partitions" in said[0].splitlines()
    assert said[1] == "Nothing was due.\n"
