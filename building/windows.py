"""Build out/windows/KioskSetup.exe from a clean checkout, on a Debian, as root: ``python -m building.windows``.

Every step is skipped while nothing it is made of has changed. Whatever is made lies below ``out/windows``.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from building import (
    contents,
    windows_freeze,
    windows_installer,
    windows_packages,
    windows_python,
    zbar_library,
)
from building.failed import BuildFailed
from building.stamps import once
from building.wine_root import WineRoot

ROOT = Path(__file__).parents[1]
MADE = ROOT / "out" / "windows"
SETUP = "KioskSetup.exe"
# What the frozen program is made of, beside Python, the packages and zbar: all of these but what begins like those.
FROZEN_FROM = (*contents.PACKAGES, "building", "pyproject.toml", "requirements.lock", "LICENSE")
NOT_FROZEN = (
    "building/debian",
    "building/enclosure",
    "building/failed",
    "building/installer/",
    "building/signatures",
    "building/stamps",
    "building/windows.py",
    "building/windows_installer",
    "building/windows_packages",
    "building/windows_python",
    "building/wine",
    "building/zbar",
)
PACKED_FROM = ("installer.nsi", "building/installer", "building/windows_installer.py", "building/kiosk.ico", "LICENSE")


class Build:
    """One run of the build: its folders, and the clock it says the time of its steps by."""

    def __init__(self, made: Path) -> None:
        self.made = made
        self._begun = time.monotonic()

    def say(self, text: str) -> None:
        """Print a line, with the seconds since the build began."""
        print(f"[{time.monotonic() - self._begun:5.0f} s] {text}", flush=True)

    def setup(self) -> Path:
        """Make the installer and return its path."""
        setup = self.made / SETUP
        frozen = self.made / "frozen" / "kiosk"
        with WineRoot(self.made / "root", self.say) as wine:
            wine.make()
            self._gather(wine)
            epoch = _last_change(*FROZEN_FROM, *(f":(exclude){name}*" for name in NOT_FROZEN))
            self._step(
                frozen.parent,
                [str(epoch), *frozen_from(), *_stamps(self.made, "python", "packages", "zbar")],
                "freezing the kiosk under Wine",
                lambda: windows_freeze.freeze(wine, self.made, epoch),
            )
            wrong = contents.check(frozen)
            if wrong:
                raise BuildFailed("the frozen program is not whole:\n  " + "\n  ".join(wrong))
            packed = max(epoch, _last_change(*PACKED_FROM))
            sources = [ROOT / name for name in PACKED_FROM]
            self._step(
                setup,
                [str(packed), windows_installer.compiler(wine), *sources, *_stamps(self.made, "frozen")],
                "packing the installer",
                lambda: windows_installer.pack(wine, frozen, setup, packed),
            )
        return setup

    def _gather(self, wine: WineRoot) -> None:
        """Get Windows' Python, its packages and zbar."""
        fetched, python, packages, zbar = (self.made / name for name in ("fetched", "python", "packages", "zbar"))
        code = [Path(str(module.__file__)) for module in (windows_python, windows_packages, zbar_library)]
        self._step(
            python,
            [code[0], windows_python.ARCHIVE_SHA256],
            f"Windows' Python {windows_python.VERSION}: fetching it (11 MB), checking every signature",
            lambda: windows_python.unpack(windows_python.fetch(fetched), python),
        )
        self._step(
            packages,
            [code[1], windows_packages.LOCK],
            "the packages for Windows (190 MB to fetch)",
            lambda: windows_packages.install(packages),
        )
        self._step(
            zbar,
            [code[2], zbar_library.OWN],
            f"compiling zbar {zbar_library.VERSION}",
            lambda: zbar_library.build(wine, zbar_library.fetch(wine, fetched), zbar),
        )

    def _step(self, made: Path, inputs: Iterable[str | bytes | Path], told: str, do: Callable[[], None]) -> None:
        def tell_and_do() -> None:
            self.say(told)
            do()

        once(made, inputs, tell_and_do)


def main() -> int:
    """Build the installer; say its size, its SHA-256 and what it was made from."""
    options = argparse.ArgumentParser(prog="python -m building.windows", description=str(__doc__).split("\n")[0])
    options.add_argument("--made", type=Path, default=MADE, help="where all of it is made (out/windows)")
    build = Build(options.parse_args().made.absolute())
    try:
        setup = build.setup()
    except BuildFailed as failed:
        print(f"make windows: {failed}", file=sys.stderr)
        return 1
    files = [path for path in (build.made / "frozen" / "kiosk").rglob("*") if path.is_file()]
    build.say(f"the program: {len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.0f} MB")
    build.say(f"the installer: {setup}, {setup.stat().st_size / 1e6:.1f} MB")
    print(f"SHA-256 {windows_installer.sha256_of(setup)}")
    print(f"made from {_commit()}")
    return 0


def frozen_from() -> Iterator[str | Path]:
    """Yield the names and files that the frozen program is made of."""
    for path in (ROOT / name for name in FROZEN_FROM):
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            name = file.relative_to(ROOT).as_posix()
            if file.is_file() and "__pycache__" not in file.parts and not name.startswith(NOT_FROZEN):
                yield from (name, file)


def _stamps(made: Path, *names: str) -> list[Path]:
    """Return the stamps of earlier steps: what is made of something is made again when that was."""
    return [made / f"{name}.made-of" for name in names]


def _git(*arguments: str) -> str:
    command = ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), *arguments]  # root builds in somebody's checkout
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    if told.returncode != 0:
        raise BuildFailed(f"the build says what it was made from, and git does not know: {told.stderr.strip()}")
    return told.stdout.strip()


def _last_change(*paths: str) -> int:
    """Return when one of these last changed, in seconds since 1970: a build of the same files bears the same times."""
    return int(_git("log", "-1", "--format=%ct", "--", *paths))


def _commit() -> str:
    changed = [line[3:] for line in _git("status", "--porcelain").splitlines()]
    state = f"with changes in {', '.join(changed[:5])}{' …' if len(changed) > 5 else ''}" if changed else "unchanged"
    return f"commit {_git('rev-parse', 'HEAD')}, {state}"


if __name__ == "__main__":
    sys.exit(main())
