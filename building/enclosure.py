"""Programs in another root, whose mounts and processes are gone with whoever asked for them.

The kernel does the cleaning up: mounts live in a mount namespace and processes in a process namespace of their own,
both of which end with their first process, and that one ends when the pipe it reads is closed, which no way of dying
can keep open.
"""

import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Self

from building.failed import BuildFailed

# The folders of X servers are made here because a server may be started later than this. A child that nobody waits
# for is buried by the kernel, because the signal of its end is ignored.
_FIRST = """
set -eu
root=$1
read -r pid rest </proc/self/stat
mount -t proc proc "$root/proc" 2>/dev/null || mount --rbind /proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mkdir -p -m 1777 /tmp/.X11-unix "$root/tmp/.X11-unix"
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
for file in /etc/resolv.conf /etc/hosts; do
    if [ -f "$file" ] && [ -f "$root$file" ]; then mount --bind "$file" "$root$file"; fi
done
echo "$pid"
exec env --ignore-signal=CHLD cat >/dev/null
"""


def is_permitted() -> bool:
    """Say whether this process may make namespaces of mounts and processes: not so in many containers."""
    tried = ["unshare", "--mount", "--pid", "--fork", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return os.geteuid() == 0 and subprocess.run(tried, capture_output=True, check=False).returncode == 0


class Enclosure:
    """A folder with a Debian in it as root of the programs started through this; use it as a context manager."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._bound: dict[Path, str] = {}
        self._first = subprocess.Popen(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", _FIRST, "sh", str(self._root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,  # an interrupt at the keyboard must let the registry be written first
        )
        assert self._first.stdout is not None  # noqa: S101 - both were asked for above
        assert self._first.stderr is not None  # noqa: S101
        self._pid = self._first.stdout.readline().strip()
        if not self._pid:
            said = self._first.stderr.read().strip()
            self.close()
            raise BuildFailed(f"nothing can be mounted in {self._root}: {said}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every program in it, and with them the mounts."""
        for stream in (self._first.stdin, self._first.stdout, self._first.stderr):
            if stream is not None:
                stream.close()
        self._first.wait()

    def bind(self, source: Path, inside: str) -> None:
        """Show a folder or file of this computer in it, at an absolute path, for all programs in it."""
        source = source.resolve(strict=True)
        if self._bound.get(source) == inside:
            return
        target = self._root / inside.lstrip("/")
        making = ["mkdir", "-p", str(target if source.is_dir() else target.parent)]
        subprocess.run([*self._entering(), *making], check=True)
        if not source.is_dir():
            subprocess.run([*self._entering(), "touch", str(target)], check=True)
        subprocess.run([*self._entering(), "mount", "--bind", str(source), str(target)], check=True)
        self._bound[source] = inside

    def start(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        folder: str = "/",
        stdout: int | IO[str] = subprocess.DEVNULL,
        stderr: int | IO[str] = subprocess.STDOUT,
    ) -> subprocess.Popen[str]:
        """Start a program with this environment and no other, in this folder of the root."""
        variables = [f"{name}={value}" for name, value in environment.items()]
        inside = ["chroot", str(self._root), "/usr/bin/env", "-i", f"--chdir={folder}", *variables, *command]
        return subprocess.Popen(
            [*self._entering(), *inside],
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )

    def run(
        self, command: Sequence[str], environment: Mapping[str, str], *, folder: str = "/", timeout: float
    ) -> subprocess.CompletedProcess[str]:
        """Run a program to its end; it and what it started in its own group are killed after ``timeout`` seconds.

        What it says goes through files: a program left running may hold on to its output, which a pipe would wait for.
        """
        with (
            tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said,
            tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as complained,
        ):
            process = self.start(command, environment, folder=folder, stdout=said, stderr=complained)
            try:
                process.wait(timeout)
            except subprocess.TimeoutExpired as late:
                said.seek(0), complained.seek(0)
                raise subprocess.TimeoutExpired(list(command), timeout, said.read(), complained.read()) from late
            finally:
                if process.returncode is None:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
            said.seek(0), complained.seek(0)
            return subprocess.CompletedProcess(list(command), process.returncode, said.read(), complained.read())

    def _entering(self) -> list[str]:
        return ["nsenter", f"--target={self._pid}", "--mount", "--pid", "--"]
