"""Freeze the kiosk for this computer: ``python -m building.freeze`` makes out/frozen/kiosk and says how large it is."""

import shutil
import subprocess
import sys
from pathlib import Path

from building import contents
from building.failed import BuildFailed

ROOT = Path(__file__).parents[1]
SPEC = ROOT / "building" / "kiosk.spec"
FROZEN = ROOT / "out" / "frozen"


def freeze(made: Path) -> Path:
    """Freeze the source tree into the folder ``kiosk`` in ``made``, and return that.

    What was there is removed first. Raises BuildFailed with what PyInstaller said, or with what ``contents.check``
    finds: that a licence does not allow it, that something is missing or too much.
    """
    folder = made / "kiosk"
    shutil.rmtree(folder, ignore_errors=True)
    work = made / "work"
    options = ["--noconfirm", "--log-level=WARN", "--distpath", str(made), "--workpath", str(work)]
    command = [sys.executable, "-m", "PyInstaller", *options, str(SPEC)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", errors="replace")
    shutil.rmtree(work, ignore_errors=True)
    if done.returncode != 0:
        raise BuildFailed(f"PyInstaller failed:\n{(done.stdout + done.stderr)[-5000:]}")
    sentences = contents.check(folder)
    if sentences:
        raise BuildFailed("\n".join(sentences))
    return folder


def size(folder: Path) -> int:
    """Return how many bytes the files in a folder have, links not counted."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


if __name__ == "__main__":
    try:
        made = freeze(FROZEN)
    except BuildFailed as fault:
        sys.exit(f"freeze: {fault}")
    print(f"{made}: {size(made) / 1_000_000:.0f} MB, whole")
