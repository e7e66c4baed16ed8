"""zbar for Windows, compiled from Debian's source: what pyzbar's package carries is too old, and rewrites QR bytes.

It is a library of its own beside the program, under the LGPL 2.1, and may be exchanged for another build of it: the
licence and where the source is lie beside it.
"""

import hashlib
import shutil
import tarfile
from pathlib import Path

from building.failed import BuildFailed
from building.wine_root import WineRoot

VERSION = "0.23.93"
ARCHIVE = f"zbar_{VERSION}.orig.tar.gz"
ARCHIVE_SHA256 = "212dfab527894b8bcbcc7cd1d43d63f5604a07473d31a5f02889e372614ebe28"
LIBRARY, ICONV = "libzbar-64.dll", "libiconv.dll"  # as pyzbar asks for them
OWN = Path(__file__).parent / "zbar"
LICENCE = "zbar-LICENCE.md"
_SCANNER = ("config", "decoder", "error", "image", "convert", "img_scanner", "misc", "refcnt", "scanner", "symbol")
_DECODERS = ("ean", "code128", "code39", "codabar", "qr_finder")
_QR = ("bch15_5", "binarize", "isaac", "qrdec", "qrdectxt", "rs", "util")
_FLAGS = (
    "-O2",
    "-std=gnu11",
    "-w",
    "-Wl,--no-insert-timestamp",
    "-s",
    "-shared",
    "-static-libgcc",
    "-ffunction-sections",
    "-Wl,--gc-sections",
)
_FROM = f"""
---

This is zbar {VERSION}, compiled without a change from the source package `zbar` of Debian 13 (`{ARCHIVE}`, SHA-256
`{ARCHIVE_SHA256}`), for the symbologies
EAN, Code 128, Code 39, Codabar and QR; `{ICONV}` beside it is part of the kiosk (Apache-2.0). You may put a library of
your own making in its place. The same source, and how it was compiled, belong to the source of the kiosk
(`building/zbar_library.py`), and are given to whoever asks for them.
"""


def fetch(wine: WineRoot, folder: Path) -> Path:
    """Return zbar's source as Debian keeps it, fetched by the root's apt if ``folder`` does not have it."""
    archive = folder / ARCHIVE
    if not archive.exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = ["apt-get", "-q", "-o", "APT::Sandbox::User=root", "source", "--download-only", "--tar-only", "zbar"]
        wine.compile(command, binds={folder: "/fetched"}, folder="/fetched")
    if not archive.exists() or hashlib.sha256(archive.read_bytes()).hexdigest() != ARCHIVE_SHA256:
        raise BuildFailed(f"Debian's source of zbar is not {ARCHIVE} with its pinned SHA-256: look at what changed")
    return archive


def build(wine: WineRoot, archive: Path, folder: Path) -> None:
    """Compile the two libraries and put them and their licence into ``folder``; what was there is removed."""
    work = folder.with_name(folder.name + ".work")
    for old in (work, folder):
        shutil.rmtree(old, ignore_errors=True)
        old.mkdir(parents=True)
    with tarfile.open(archive) as packed:
        packed.extractall(work, filter="data")
    binds = {work / f"zbar-{VERSION}": "/source", OWN: "/own", folder: "/made"}
    sources = [f"zbar/{name}.c" for name in _SCANNER]
    sources += [f"zbar/decoder/{name}.c" for name in _DECODERS] + [f"zbar/qrcode/{name}.c" for name in _QR]
    compiler = ["x86_64-w64-mingw32-gcc", *_FLAGS]
    wine.compile([*compiler, "-o", f"/made/{ICONV}", "/own/iconv.c"], binds=binds, folder="/own")
    zbar = [*compiler, "-mthreads", "-I/own", "-Izbar", "-Iinclude", "-o", f"/made/{LIBRARY}", *sources]
    wine.compile(
        [*zbar, "/own/no_camera.c", "/own/libzbar.def", "-L/made", f"-l:{ICONV}", "-lwinmm"],
        binds=binds,
        folder="/source",
    )
    text = (work / f"zbar-{VERSION}" / "LICENSE.md").read_text(encoding="utf-8")
    (folder / LICENCE).write_text(text + _FROM, encoding="utf-8")
    shutil.rmtree(work)
