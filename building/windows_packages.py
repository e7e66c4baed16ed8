"""The kiosk's packages as they are for Windows: built ones only, pinned by hash, none of their code run."""

import shutil
import subprocess
import sys
from pathlib import Path

from building.failed import BuildFailed

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements-windows.lock"
PLATFORM = ("--platform=win_amd64", "--implementation=cp", "--python-version=3.11")


def install(folder: Path) -> None:
    """Put every package of the lock file for Windows into ``folder``; what was there is removed.

    The lock file was made for Windows alone and has no condition left in it, which pip would weigh as for this system.
    """
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--require-hashes", "--only-binary=:all:", "--no-compile", *PLATFORM]
    done = subprocess.run(
        [*command, f"--target={folder}", f"--requirement={LOCK}"], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise BuildFailed(f"the packages for Windows could not be had:\n{done.stderr[-3000:]}")
