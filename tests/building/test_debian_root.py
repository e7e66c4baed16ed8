"""What is done to the root once, and again when it is another thing; and that one at a time makes it."""

import json
from pathlib import Path

import pytest

from building.debian_mirror import KEYRING, Mirror
from building.debian_root import DebianRoot, alone
from building.failed import BuildFailed


@pytest.fixture
def root(tmp_path: Path) -> DebianRoot:
    (tmp_path / "made.json").write_text(json.dumps({"debian": "as it was made"}))
    return DebianRoot(tmp_path, Mirror("http://archive.example/debian", KEYRING), print)


def test_a_stage_is_done_once_for_the_same_inputs(root: DebianRoot) -> None:
    done: list[str] = []

    for package in ("wine", "wine", "wine-next", "wine-next"):
        root.stage("wine", [package], lambda package=package: done.append(package))  # type: ignore[misc]

    assert done == ["wine", "wine-next"]


def test_stages_do_not_know_each_other(root: DebianRoot) -> None:
    done: list[str] = []

    for name in ("wine", "mingw", "wine", "mingw"):
        root.stage(name, ["the same"], lambda name=name: done.append(name))  # type: ignore[misc]

    assert done == ["wine", "mingw"]
    assert json.loads((root.folder / "made.json").read_text())["debian"] == "as it was made"


def test_a_stage_cut_short_is_done_again(root: DebianRoot) -> None:
    done: list[str] = []

    def stop() -> None:
        raise BuildFailed("no network")

    with pytest.raises(BuildFailed):
        root.stage("wine", ["wine"], stop)
    root.stage("wine", ["wine"], lambda: done.append("wine"))

    assert done == ["wine"]


def test_two_do_not_make_the_same_at_once(tmp_path: Path) -> None:
    lock = tmp_path / "root.lock"

    with (
        alone(lock, "wait until it is done"),
        pytest.raises(BuildFailed, match="wait until"),
        alone(lock, "wait until it is done"),
    ):
        pass

    with alone(lock, "nobody holds it any more"):
        assert lock.exists()
