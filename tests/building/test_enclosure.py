"""A room of mounts and processes that is gone with its user; the root of it is this computer's own here."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from building.enclosure import Enclosure, is_permitted
from building.failed import BuildFailed

pytestmark = pytest.mark.skipif(not is_permitted(), reason="makes namespaces, which root alone may")
PLAIN = {"PATH": "/usr/bin:/bin"}
ROOT = Path("/")


def _mounts() -> str:
    return Path("/proc/self/mounts").read_text()


def _wait_until(done: Callable[[], bool]) -> None:
    limit = time.monotonic() + 10
    while not done() and time.monotonic() < limit:
        time.sleep(0.01)
    assert done()


def _naps(seconds: int) -> list[psutil.Process]:
    told = ["sleep", str(seconds)]
    return [p for p in psutil.process_iter(["cmdline", "status"]) if p.info["cmdline"] == told]


def test_a_program_runs_with_the_environment_it_is_given_and_no_other() -> None:
    with Enclosure(ROOT) as room:
        done = room.run(["sh", "-c", "env | sort; echo wrong >&2; exit 7"], {**PLAIN, "NAME": "Ẳng"}, timeout=10)

    assert done.returncode == 7
    assert {"NAME=Ẳng", "PATH=/usr/bin:/bin"} <= set(done.stdout.split()) <= {"NAME=Ẳng", "PATH=/usr/bin:/bin", "PWD=/"}
    assert done.stderr == "wrong\n"


def test_nothing_is_mounted_outside_while_it_is_open() -> None:
    before = _mounts()

    with Enclosure(ROOT) as room:
        room.bind(Path("/etc"), "/mnt")  # not of the checkout, which may lie below the /tmp that the room hides
        assert room.run(["ls", "/mnt/passwd"], PLAIN, timeout=10).returncode == 0
        assert _mounts() == before

    assert not Path("/mnt/passwd").exists()


def test_all_programs_in_it_see_each_other_and_end_with_it() -> None:
    with Enclosure(ROOT) as room:
        nap = room.start(["sleep", "86411"], PLAIN)
        _wait_until(lambda: bool(_naps(86411)))
        assert "86411" in room.run(["sh", "-c", "cat /proc/[0-9]*/cmdline"], PLAIN, timeout=10).stdout

    assert nap.wait(10) != 0
    assert not _naps(86411)


def test_its_programs_end_even_when_its_user_is_killed() -> None:
    using = (
        "import sys; from pathlib import Path; from building.enclosure import Enclosure\n"
        "room = Enclosure(Path('/')); room.start(['sleep', '86412'], {'PATH': '/usr/bin:/bin'})\n"
        "sys.stdin.read()"
    )
    user = subprocess.Popen([sys.executable, "-c", using], stdin=subprocess.PIPE, cwd=Path(__file__).parents[2])
    _wait_until(lambda: bool(_naps(86412)))

    user.send_signal(signal.SIGKILL)
    user.communicate()

    _wait_until(lambda: not _naps(86412))


def test_a_child_that_nobody_waits_for_is_buried() -> None:
    with Enclosure(ROOT) as room:
        room.run(["sh", "-c", "sleep 0.05 &"], PLAIN, timeout=10)

        _wait_until(lambda: "sleep" not in room.run(["sh", "-c", "cat /proc/[0-9]*/comm"], PLAIN, timeout=10).stdout)


def test_a_program_that_takes_too_long_is_killed_and_what_it_said_is_kept() -> None:
    with Enclosure(ROOT) as room:
        with pytest.raises(subprocess.TimeoutExpired) as late:
            room.run(["sh", "-c", "echo begun; exec sleep 86413"], PLAIN, timeout=0.5)
        _wait_until(lambda: not _naps(86413))

    assert late.value.output == "begun\n"


def test_output_held_open_by_a_program_left_running_is_not_waited_for() -> None:
    with Enclosure(ROOT) as room:
        done = room.run(["sh", "-c", "sleep 86414 & echo done"], PLAIN, timeout=10)

    assert done.stdout == "done\n"


def test_a_root_that_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(BuildFailed, match="nothing can be mounted"):
        Enclosure(tmp_path)
