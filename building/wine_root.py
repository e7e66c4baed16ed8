"""Wine 10 in a Debian root of its own: where Windows' Python freezes the kiosk, and where the installer is tried.

::

    with WineRoot(Path("out/windows/root")) as wine:
        wine.make()
        wine.run(["wine", "C:\\\\setup.exe", "/S"], prefix=Path("out/windows/prefix"), timeout=120)

All that runs in one prefix shares one room of mounts and processes, as long as the ``WineRoot`` lives: a program
started there sees what a second one installs. ``end`` (or leaving the block) ends everything in it, and so does the end
of the process that asked for it, however it comes.
"""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from building.debian_mirror import find_mirror
from building.debian_root import DebianRoot, alone, check_rights
from building.enclosure import Enclosure
from building.failed import BuildFailed
from building.wine_repairs import complex_parts

WINE = ("wine", "wine64", "libgl1", "libegl1", "libgl1-mesa-dri", "libglx-mesa0")
MINGW = ("gcc-mingw-w64-x86-64-win32",)
NSIS = ("nsis",)
PREFIX = "/prefix"  # where a prefix lies in the root
_LIBRARIES = "usr/lib/x86_64-linux-gnu/wine/x86_64-windows"
_REPAIRS = Path(__file__).parent / "wine_repairs"
_ICU = "opt/wine-repairs/icuuc.dll"
_BEGUN = "being-made"  # a file in a prefix that was not made to the end
_COMPILING = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/root",
    "USER": "root",
    "LC_ALL": "C.UTF-8",
    "PYTHONUTF8": "1",
    "WINEARCH": "win64",
    "WINEPREFIX": PREFIX,
    "WINEDEBUG": "-all",
    "WINEDLLOVERRIDES": "mscoree,mshtml=;winedbg.exe=d",  # no offer to fetch anything, no dumps of a crash
}


class WineRoot:
    """A Debian with Wine in ``folder``; ``say`` is told what takes long. Use it as a context manager."""

    def __init__(self, folder: Path, say: Callable[[str], None] = print) -> None:
        self.folder = folder
        self._say = say
        self._rooms: dict[Path, tuple[Enclosure, ExitStack]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for prefix in list(self._rooms):
            self.end(prefix)

    def make(self) -> None:
        """Make the root, or what is missing of it after having been cut short; does nothing where it is whole."""
        check_rights()
        busy = f"{self.folder} is being made by another process: wait until it is done"
        with alone(self.folder.with_name(self.folder.name + ".lock"), busy):
            root = DebianRoot(self.folder, find_mirror(), self._say)
            root.make()
            told = "installing Wine (220 MB to fetch, 1.2 GB on disk)"
            root.stage("wine", WINE, lambda: root.install(WINE, told))
            told = "installing a compiler for Windows (70 MB to fetch, 460 MB on disk)"
            root.stage("mingw", MINGW, lambda: root.install(MINGW, told))
            told = "installing the installer's compiler (2 MB to fetch, 8 MB on disk)"
            root.stage("nsis", NSIS, lambda: root.install(NSIS, told))
            icu, parts = _REPAIRS / "icuuc.c", Path(complex_parts.__file__)
            root.stage("repairs", (icu.read_bytes(), parts.read_bytes(), *WINE), lambda: self._repair(icu))

    def _repair(self, icu: Path) -> None:
        put = complex_parts.repair(self.folder / _LIBRARIES / "ucrtbase.dll")
        self._say(f"repaired Wine: {', '.join(put) or 'nothing'} in ucrtbase.dll, a stand-in for icuuc.dll")
        target = self.folder / _ICU
        target.parent.mkdir(parents=True, exist_ok=True)
        compiler = ["x86_64-w64-mingw32-gcc", "-shared", "-nostdlib", "-Wl,--entry=0", "-O2"]
        command = [*compiler, "-o", f"/{_ICU}", f"/opt/sources/{icu.name}"]
        self.compile(command, binds={icu.parent: "/opt/sources"}, timeout=120)

    def compile(
        self,
        command: Sequence[str],
        *,
        binds: Mapping[Path, str] | None = None,
        environment: Mapping[str, str] | None = None,
        folder: str = "/",
        timeout: float = 600,
    ) -> str:
        """Run a compiler of the root in one of ``binds``, return what it said; raise ``BuildFailed`` if it fails."""
        with Enclosure(self.folder) as inside:
            for source, place in (binds or {}).items():
                inside.bind(source, place)
            try:
                done = inside.run(command, {**_COMPILING, **(environment or {})}, folder=folder, timeout=timeout)
            except subprocess.TimeoutExpired as late:
                raise BuildFailed(f"{command[0]} did not end within {timeout:.0f} s") from late
        if done.returncode != 0:
            raise BuildFailed(f"{command[0]} failed:\n{(done.stdout + done.stderr)[-3000:]}")
        return done.stdout + done.stderr

    def run(
        self,
        command: Sequence[str],
        *,
        prefix: Path,
        binds: Mapping[Path, str] | None = None,
        environment: Mapping[str, str] | None = None,
        display: str | None = None,
        folder: str = "/",
        timeout: float,
    ) -> subprocess.CompletedProcess[str]:
        """Run a command of the root (``wine program.exe …``) to its end; the prefix is made if it is not there.

        ``binds`` maps folders and files of this computer to absolute paths in the root, which Windows sees as drive Z.
        Raises ``subprocess.TimeoutExpired`` after ``timeout`` seconds, when the command has been killed.
        """
        room = self._room(prefix, binds or {})
        return room.run(command, _variables(display, environment), folder=folder, timeout=timeout)

    def start(
        self,
        command: Sequence[str],
        *,
        prefix: Path,
        binds: Mapping[Path, str] | None = None,
        environment: Mapping[str, str] | None = None,
        display: str | None = None,
        folder: str = "/",
        output: int | IO[str] = subprocess.DEVNULL,
    ) -> subprocess.Popen[str]:
        """Start a command as ``run`` does and return at once; ``output`` takes what it says."""
        room = self._room(prefix, binds or {})
        return room.start(command, _variables(display, environment), folder=folder, stdout=output)

    def end(self, prefix: Path) -> None:
        """End all that runs in a prefix, after Wine has written the registry down."""
        room, held = self._rooms.pop(prefix.resolve(), (None, None))
        if room is not None and held is not None:
            with held:
                for option in ("--kill", "--wait"):
                    room.run(["wineserver", option], _ENVIRONMENT, timeout=30)

    def _room(self, prefix: Path, binds: Mapping[Path, str]) -> Enclosure:
        prefix = prefix.resolve()
        if prefix not in self._rooms:
            with ExitStack() as stack:
                prefix.mkdir(parents=True, exist_ok=True)
                busy = f"{prefix} is in use by another process: wait until it is done"
                stack.enter_context(alone(prefix.with_name(prefix.name + ".lock"), busy))
                room = stack.enter_context(Enclosure(self.folder))
                room.bind(prefix, PREFIX)
                self._make_prefix(room, prefix)
                self._rooms[prefix] = room, stack.pop_all()
        room, _ = self._rooms[prefix]
        for source, place in binds.items():
            room.bind(source, place)
        return room

    def _make_prefix(self, room: Enclosure, prefix: Path) -> None:
        begun = prefix / _BEGUN
        if (prefix / "system.reg").exists() and not begun.exists():
            return
        begun.touch()
        for option in (["wineboot", "--init"], ["wineserver", "--wait"]):
            done = room.run(option, _ENVIRONMENT, timeout=300)
            if done.returncode != 0:
                raise BuildFailed(f"Wine could not make {prefix}:\n{done.stderr[-2000:]}")
        (prefix / "drive_c/windows/system32/icuuc.dll").write_bytes((self.folder / _ICU).read_bytes())
        begun.unlink()


def _variables(display: str | None, environment: Mapping[str, str] | None) -> dict[str, str]:
    shown = {} if display is None else {"DISPLAY": display}
    return {**_ENVIRONMENT, **shown, **(environment or {})}
