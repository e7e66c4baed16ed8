"""KioskSetup.exe: the frozen folder packed by NSIS, with ``installer.nsi``."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from building.failed import BuildFailed
from building.version_info import version

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "installer.nsi"
ICON = ROOT / "building" / "kiosk.ico"
_WIDE = "-XSetCompressorDictSize 64"  # MB: kiosk.exe and kioskw.exe hold the same 17 MB, packed once by this


def pack(payload: Path, setup: Path, epoch: int) -> None:
    """Pack a frozen folder into the installer ``setup``; every file in it bears the time ``epoch``."""
    if shutil.which("makensis") is None:
        raise BuildFailed("makensis is missing: apt-get install nsis")
    for path in (payload, *payload.rglob("*")):
        os.utime(path, (epoch, epoch), follow_symlinks=False)
    part = setup.with_name("KioskSetup.part.exe")
    defined = {"VERSION": version(), "PAYLOAD": payload.resolve(), "OUTFILE": part.resolve(), "ICON": ICON}
    done = subprocess.run(
        [
            "makensis",
            "-V2",
            "-WX",
            "-INPUTCHARSET",
            "UTF8",
            *(f"-D{name}={value}" for name, value in defined.items()),
            SCRIPT,
        ],
        env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise BuildFailed(f"makensis failed:\n{(done.stdout + done.stderr)[-3000:]}")
    part.replace(setup)


def sha256_of(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
