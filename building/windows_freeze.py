"""The kiosk frozen for Windows: by Windows' own Python and PyInstaller, under Wine."""

import shutil
import subprocess
from pathlib import Path

from building.failed import BuildFailed
from building.wine_root import WineRoot

ROOT = Path(__file__).parents[1]
_PYTHON = ["wine", r"Z:\build\python\python.exe", "-X", "utf8", "-B"]
_OUTPUT = ["--noconfirm", "--log-level=WARN", "--distpath", r"Z:\build\frozen", "--workpath", r"C:\freezing"]


def freeze(wine: WineRoot, made: Path, epoch: int) -> None:
    """Freeze the source tree into ``made/frozen/kiosk``, with the python, packages, zbar and prefix in ``made``.

    ``epoch`` is the time, in seconds since 1970, that what is made bears in place of that of the build.
    """
    frozen = made / "frozen"
    for old in (frozen, made / "prefix" / "drive_c" / "freezing"):  # what PyInstaller remembers may be out of date
        shutil.rmtree(old, ignore_errors=True)
    frozen.mkdir(parents=True)
    binds = {made / name: f"/build/{name}" for name in ("python", "zbar", "frozen")}
    binds[made / "packages"] = "/build/python/Lib/site-packages"  # PyInstaller keeps the order of what lies in there
    try:
        done = wine.run(
            [*_PYTHON, "-m", "PyInstaller", *_OUTPUT, r"Z:\build\source\building\kiosk.spec"],
            prefix=made / "prefix",
            binds={**binds, ROOT: "/build/source"},
            environment={
                "KIOSK_ZBAR": r"Z:\build\zbar",
                "SOURCE_DATE_EPOCH": str(epoch),
                "PYTHONHASHSEED": "0",  # sets are written down in the order of their hashes
                "PYTHONPATH": r"Z:\build\source",
            },
            folder="/build/frozen",
            timeout=3600,
        )
    except subprocess.TimeoutExpired as late:
        raise BuildFailed(f"PyInstaller did not end within {late.timeout:.0f} s:\n{str(late.output)[-3000:]}") from late
    log = made / "freezing.log"
    log.write_text(done.stdout + done.stderr, encoding="utf-8")
    if done.returncode != 0 or not (frozen / "kiosk" / "kiosk.exe").exists():
        raise BuildFailed(
            f"PyInstaller failed with {done.returncode}, see {log}:\n{(done.stdout + done.stderr)[-3000:]}"
        )
