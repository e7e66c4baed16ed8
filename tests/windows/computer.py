"""A Windows computer of its own, as far as Wine is one: its files, its registry, its programs, its display."""

import re
import shlex
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PureWindowsPath
from types import TracebackType

from building.wine_root import WineRoot
from tests.windows.display import HEIGHT, WIDTH, Display

USER = "root"  # as Wine names the one who runs it
_LISTING = 'for one in /proc/[0-9]*; do read -r name <$one/comm && echo "${one#/proc/} $name"; done 2>/dev/null'
_NAME_LENGTH = 15  # what Linux keeps of a program's name
_VALUE = re.compile(r'"(?P<name>(?:[^"\\]|\\.)*)"=(?:"(?P<text>(?:[^"\\]|\\.)*)"|dword:(?P<number>[0-9a-f]{8}))')
_KEY = re.compile(r"\[(?P<key>.+)\]")


class Computer:
    """``folder`` takes its disk; ``shared`` is a folder of ours that it sees as ``Z:\\shared``."""

    def __init__(self, wine: WineRoot, folder: Path, shared: Path) -> None:
        self._wine = wine
        self._prefix = folder
        self._binds = {shared: "/shared"}
        pictures = folder.with_name(folder.name + "-display")
        pictures.mkdir(parents=True, exist_ok=True)
        self.display = Display(pictures)
        self._shown: list[subprocess.Popen[str]] = []

    def run(self, *command: str | PureWindowsPath, seconds: float) -> subprocess.CompletedProcess[str]:
        """Run a Windows program to its end; what it said, and its exit code as far as eight bits hold it."""
        return self._run(["wine", *map(str, command)], seconds)

    def show(self, *command: str | PureWindowsPath) -> None:
        """Start a program with windows on a desktop of its own, and return at once.

        A desktop goes with its last program, and would take along what is started on it just then.
        """
        desktop = f"/desktop=trial{len(self._shown)},{WIDTH}x{HEIGHT}"
        words = ["wine", "explorer", desktop, *map(str, command)]
        begun = self._wine.start(words, prefix=self._prefix, binds=self._binds, display=self.display.name)
        self._shown.append(begun)

    def file(self, path: PureWindowsPath | str) -> Path:
        """Where a file on drive C lies here."""
        drive, *parts = PureWindowsPath(path).parts
        assert drive.upper() == "C:\\", path
        return self._prefix.joinpath("drive_c", *parts)

    def registry(self, key: str) -> Mapping[str, str]:
        """The values of a key in the 64-bit view, by name, numbers in decimal; none where there is no such key."""
        found = self._exported(key)
        return found.get(key.replace("HKLM", "HKEY_LOCAL_MACHINE", 1).replace("HKCU", "HKEY_CURRENT_USER", 1), {})

    def registry_text(self, key: str) -> str:
        """All that lies under a key, as Windows writes it out."""
        file = self.file("C:\\registry.reg")
        file.unlink(missing_ok=True)
        self.run("reg", "export", key, "C:\\registry.reg", "/y", "/reg:64", seconds=60)
        if not file.exists():
            return ""
        text = file.read_text("utf-16")
        file.unlink()
        return text

    def running(self, program: str) -> Sequence[int]:
        """The processes of a program of this name."""
        lines = (line.partition(" ") for line in self._run(["sh", "-c", _LISTING], 20).stdout.splitlines())
        return [int(number) for number, _, name in lines if name.lower() == program.lower()[:_NAME_LENGTH]]

    def loaded(self, program: str) -> set[str]:
        """The names of the files that lie in the memory of a program's processes: itself, and its libraries."""
        told = (self._run(["cat", f"/proc/{process}/maps"], 20).stdout for process in self.running(program))
        return {line.rpartition("/")[2].lower() for maps in told for line in maps.splitlines() if "/" in line}

    def kill(self, program: str) -> int:
        """SIGKILL to all processes of a program; how many there were."""
        found = self.running(program)
        if found:
            self._run(["sh", "-c", f"kill -9 {shlex.join(map(str, found))}"], 20)
        self.until(lambda: not self.running(program), 20, f"{program} to be gone")
        return len(found)

    def until(self, true: Callable[[], bool], seconds: float, what: str) -> None:
        """Wait until something is so, which nothing tells us of."""
        assert self.comes_true(true, seconds), f"waited {seconds:.0f} s for {what}"

    def comes_true(self, true: Callable[[], bool], seconds: float) -> bool:
        """Whether something becomes so in time."""
        ends = time.monotonic() + seconds
        while not true():
            if time.monotonic() > ends:
                return False
            time.sleep(0.2)
        return True

    def restart(self) -> None:
        """Switch it off and on again: the next program finds it as after a start of Windows."""
        self._wine.end(self._prefix)
        while self._shown:
            self._shown.pop().wait(30)

    def close(self) -> None:
        """End all that runs on it."""
        self.restart()
        self.display.close()

    def _run(self, command: Sequence[str], seconds: float) -> subprocess.CompletedProcess[str]:
        return self._wine.run(
            command, prefix=self._prefix, binds=self._binds, display=self.display.name, timeout=seconds
        )

    def _exported(self, key: str) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        values: dict[str, str] = {}
        for line in self.registry_text(key).splitlines():
            if heading := _KEY.fullmatch(line):
                values = found.setdefault(heading["key"], {})
            elif value := _VALUE.fullmatch(line):
                number = value["number"]
                values[_plain(value["name"])] = _plain(value["text"]) if number is None else str(int(number, 16))
        return found

    def __enter__(self) -> "Computer":
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, _: TracebackType | None) -> None:
        self.close()


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
