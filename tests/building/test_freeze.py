"""The frozen program, made once here: it starts in an empty environment, does its work, and is whole."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import cv2
import numpy as np
import pytest
from PyInstaller.archive.readers import CArchiveReader

from building import contents
from building.freeze import freeze
from building.licences import plain_name
from building.version_info import version
from kiosk.scans import Symbology
from tests.hardware.scenes import CITIZEN, PAYLOADS, Image, drawn

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


class Frozen:
    """A frozen program, and a place to run it in where nothing of Python's is to be found."""

    def __init__(self, folder: Path, place: Path) -> None:
        self.folder, self.place = folder, place
        self.home = place / "Nhà của Ớt"
        self.elsewhere = place / "chỗ khác"
        self.home.mkdir()
        self.elsewhere.mkdir()

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.folder / "kiosk"), *arguments],
            cwd=self.elsewhere,
            env={"HOME": str(self.home), **environment},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Frozen]:
    place = tmp_path_factory.mktemp("frozen")
    yield Frozen(freeze(place / "made here"), place)
    shutil.rmtree(place)  # it is large, and pytest keeps the folders of three runs


def test_the_frozen_program_works_and_is_whole(frozen: Frozen, subtests: pytest.Subtests) -> None:
    """One test: the build takes most of a minute, and the tests of one file may go to different processes."""
    for check in (
        it_says_its_version,
        it_plays_visitors,
        it_reads_with_both_decoders,
        its_store_is_encrypted,
        it_says_that_it_has_no_postgresql,
        its_licences_name_every_distribution,
        a_file_too_few_or_too_many_is_found,
    ):
        with subtests.test(check.__name__.replace("_", " ")):
            check(frozen)


def it_says_its_version(frozen: Frozen) -> None:
    for program in contents.PROGRAMS:
        done = subprocess.run([frozen.folder / program, "--version"], env={}, capture_output=True, encoding="utf-8")
        assert (done.returncode, done.stdout) == (0, f"kiosk {version()}\n")


def it_plays_visitors(frozen: Frozen) -> None:
    done = frozen.run("demo", "--headless", "--visitors", "10", "--json", "--size", "1366x768")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["shown"] == said["read"] == 10
    assert said["wrong_reads"] == said["duplicates"] == 0
    assert said["visits"] == said["check_ins"] + said["check_outs"] == said["centre_visits"] > 0
    assert said["declarations"] == said["centre_declarations"] > 0
    assert all(path["came"] == path["served"] for path in said["by_path"].values())
    for shot in said["screenshots"]:
        assert (frozen.elsewhere / shot).stat().st_size > 10_000
    assert "CRITICAL" not in done.stderr


def it_reads_with_both_decoders(frozen: Frozen) -> None:
    for_zxing = drawn(Symbology.DATA_MATRIX, PAYLOADS[Symbology.DATA_MATRIX], 4)
    pictures = {"zxing.png": for_zxing, "zbar.png": damaged(drawn(Symbology.QR, CITIZEN, 4))}
    for name, image in pictures.items():
        (frozen.elsewhere / name).write_bytes(cv2.imencode(".png", image)[1].tobytes())
    assert texts(frozen, "zxing.png") == [PAYLOADS[Symbology.DATA_MATRIX]]
    assert texts(frozen, "zbar.png") == [CITIZEN]
    library, aside = frozen.folder / contents.INSIDE / "libzbar.so.0", frozen.place / "libzbar.so.0"
    assert str(library) in loaded(frozen), "zbar was the system's, which another computer may lack"
    library.rename(aside)  # the red control
    assert str(library) not in loaded(frozen)
    assert any("libzbar" in sentence for sentence in contents.check(frozen.folder))
    aside.rename(library)


def loaded(frozen: Frozen) -> str:
    """What the dynamic linker says while both decoders look at a picture."""
    said = frozen.place / "linker"
    texts(frozen, "zbar.png", LD_DEBUG="files", LD_DEBUG_OUTPUT=str(said))
    notes = list(frozen.place.glob("linker.*"))
    text = "".join(note.read_text(encoding="utf-8", errors="replace") for note in notes)
    for note in notes:
        note.unlink()
    return text


def damaged(code: Image) -> Image:
    """Three blots on a code, which zbar reads through and zxing-cpp does not."""
    random, image = np.random.default_rng(2), code.copy()
    height, width = image.shape[:2]
    for _ in range(3):
        side = int(width * random.uniform(0.05, 0.16))
        x, y = random.integers(0, width - side), random.integers(0, height - side)
        image[y : y + side, x : x + side] = random.choice([0, 255, 128])
    return image


def texts(frozen: Frozen, name: str, **environment: str) -> list[str | None]:
    done = frozen.run("decode", "--json", name, **environment)
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["text"] for line in done.stdout.splitlines()]


def its_store_is_encrypted(frozen: Frozen) -> None:
    kept = frozen.place / "kho dữ liệu"
    done = frozen.run("bench", "store", "--visits", "100", "--rounds", "1", "--keep", str(kept), "--json")
    assert json.loads(done.stdout)["visits"] >= 100, done.stderr
    stores = [path for path in kept.rglob("*") if path.suffix in (".db", ".sqlite")]
    assert stores
    assert all(path.stat().st_size > 100_000 for path in stores)
    assert not any(path.read_bytes().startswith(b"SQLite format 3") for path in stores)


def it_says_that_it_has_no_postgresql(frozen: Frozen) -> None:
    done = frozen.run("central", "--port", "0", "--database", "postgresql://somebody@127.0.0.1/centre")
    assert done.returncode == 2
    assert "built without PostgreSQL" in done.stderr
    assert "Traceback" not in done.stderr


def its_licences_name_every_distribution(frozen: Frozen) -> None:
    told = (frozen.folder / "LICENCES.txt").read_text(encoding="utf-8")
    named = {plain_name(line.split()[0]) for line in told.partition("\n=")[0].splitlines() if line.strip()}
    archive = CArchiveReader(str(frozen.folder / "kiosk")).open_embedded_archive("PYZ.pyz")
    modules = {name.partition(".")[0] for name in archive.toc}
    owners = packages_distributions()
    # a name space is shared by several of which one may be left out
    inside = {plain_name(owners[name][0]) for name in modules if len(set(owners.get(name, []))) == 1}
    assert len(inside) > 40
    assert inside - {"checkpoint-kiosk"} <= named
    for part in ("CPython", "PyInstaller's bootloader", "Qt 6", "zbar", "SQLCipher", "OpenSSL", "Be Vietnam Pro"):
        assert f"\n{part}" in told


def a_file_too_few_or_too_many_is_found(frozen: Frozen) -> None:
    inside = frozen.folder / contents.INSIDE
    too_few = ["ui/theme/fonts/BeVietnamPro-Bold.ttf", "central_server/store/migrations/versions/r0002_otp.py"]
    gpl = ["PySide6/Qt/lib/libQt6VirtualKeyboard.so.6"]
    too_many = ["PySide6/Qt/plugins/imageformats/libqtiff.so", "numpy/tests/test_all.py", "PySide6/QtCore.pyi"]
    assert contents.check(frozen.folder) == []
    for name in too_few:
        (inside / name).rename(frozen.place / Path(name).name)
    for name in (*gpl, *too_many):
        (inside / name).parent.mkdir(exist_ok=True)
        (inside / name).touch()
    assert set(contents.check(frozen.folder)) == {
        *(f"{name} is missing" for name in too_few),
        *(f"{name} is under the GPL alone" for name in gpl),
        *(f"{name} has no business there" for name in too_many),
    }
