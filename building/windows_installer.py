"""KioskSetup.exe: the frozen folder packed by NSIS, with ``installer.nsi``."""

import hashlib
import os
import re
from pathlib import Path

from building.failed import BuildFailed
from building.version_info import version
from building.wine_root import WineRoot

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "installer.nsi"
ICON = ROOT / "building" / "kiosk.ico"
OLDEST = (3, 11)
"""What an older makensis packs lets a local user become SYSTEM when SYSTEM starts it (CVE-2025-43715)."""
_OLDEST = ".".join(map(str, OLDEST))
_WITHIN = 3600  # seconds; three minutes where nothing else runs


def compiler(wine: WineRoot) -> str:
    """Return which NSIS packs, as it says itself; raise ``BuildFailed`` if it is too old."""
    return safe(wine.compile(["makensis", "-VERSION"], timeout=60).strip())


def safe(said: str) -> str:
    """Return what makensis said its version was; raise ``BuildFailed`` if that is older than ``OLDEST``, or nothing.

    >>> safe("v3.11-1")
    'v3.11-1'
    """
    found = re.match(r"v(\d+)\.(\d+)", said)
    if found is None or (int(found[1]), int(found[2])) < OLDEST:
        raise BuildFailed(
            f"makensis is {said or 'of no known version'}; what one before {_OLDEST} packs lets a local user"
            " become SYSTEM when SYSTEM installs it (CVE-2025-43715): remove the folder root, it is then made anew"
        )
    return said


def pack(wine: WineRoot, payload: Path, setup: Path, epoch: int) -> None:
    """Pack a frozen folder into the installer ``setup``; every file in it bears the time ``epoch``."""
    compiler(wine)
    for path in (payload, *payload.rglob("*")):
        os.utime(path, (epoch, epoch), follow_symlinks=False)
    part = setup.with_name("KioskSetup.part.exe")
    source, made = "/build/source", "/build/made"
    defined = {
        "VERSION": version(),
        "PAYLOAD": "/build/payload",
        "OUTFILE": f"{made}/{part.name}",
        "ICON": f"{source}/{ICON.relative_to(ROOT)}",
    }
    names = (f"-D{name}={value}" for name, value in defined.items())
    wine.compile(
        ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *names, f"{source}/{SCRIPT.name}"],
        binds={ROOT: source, payload: "/build/payload", setup.parent: made},
        environment={"SOURCE_DATE_EPOCH": str(epoch), "TMPDIR": "/var/tmp"},  # noqa: S108 - of the root, on the disk
        timeout=_WITHIN,
    )
    part.replace(setup)


def sha256_of(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
