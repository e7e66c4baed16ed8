"""The installers of the trial: the one that was built, and two of the same program under other versions."""

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from building.version_info import version

TOP = Path(__file__).parents[2]
COMPILES_WITHIN = 600.0  # seconds


@dataclass(frozen=True, slots=True)
class Installers:
    """Names of files in ``folder``, the versions they are of, and the frozen program that all of them hold."""

    folder: Path
    payload: Path
    version: str
    built: str = "KioskSetup.exe"
    newer: str = "newer.exe"
    newer_version: str = "98.0.0"
    older: str = "older.exe"
    older_version: str = "0.0.1"

    @classmethod
    def make(cls, built: Path, payload: Path, folder: Path) -> Self:
        """Take the one that was built, and make the others, packed loosely to be quick."""
        folder.mkdir(parents=True, exist_ok=True)
        made = cls(folder, payload, version())
        shutil.copyfile(built, folder / made.built)
        for name, number in ((made.newer, made.newer_version), (made.older, made.older_version)):
            defined = {"VERSION": number, "PAYLOAD": payload, "OUTFILE": folder / name, "QUICK": 1}
            defined["ICON"] = TOP / "building" / "kiosk.ico"
            command = ["makensis", "-V2", *(f"-D{name}={value}" for name, value in defined.items())]
            subprocess.run([*command, TOP / "installer.nsi"], check=True, timeout=COMPILES_WITHIN)
        return made

    def missing(self, program: Path) -> Sequence[str]:
        """What of the frozen program is not installed in a folder, or is not the same there."""
        wanted = (file.relative_to(self.payload) for file in self.payload.rglob("*") if file.is_file())
        return sorted(
            name.as_posix()
            for name in wanted
            if not (program / name).is_file() or (program / name).read_bytes() != (self.payload / name).read_bytes()
        )
