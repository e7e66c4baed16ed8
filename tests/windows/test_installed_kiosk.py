"""KioskSetup.exe tried out on one computer, step by step: each begins with what the one before has left."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp

from building import contents
from tests.windows.computer import USER
from tests.windows.display import blank
from tests.windows.installation import DATA, PROGRAM, REGISTRY, UNINSTALLING
from tests.windows.raw_keys import keys_in_the_clear
from tests.windows.trial import GATE, SEED, Trial

pytestmark = pytest.mark.timeout(900)


VIETNAMESE = "Nguyễn Văn Thử|Số 1 phố Ví Dụ, Hà Nội"


def draw(folder: Path, symbology: str) -> str:
    """Draw a code of Vietnamese words; the name of the picture in a folder."""
    form = zxingcpp.BarcodeFormat.PDF417 if symbology == "pdf417" else zxingcpp.BarcodeFormat.QRCode
    cv2.imwrite(str(folder / "mã.png"), np.asarray(zxingcpp.create_barcode(VIETNAMESE, form).to_image(scale=5)))
    return "mã.png"


def tree(folder: Path) -> Mapping[str, tuple[int, int]]:
    """Every file below a folder: its size, and when it was written."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): (file.stat().st_size, file.stat().st_mtime_ns) for file in files}


def test_it_is_installed_and_has_joined(trial: Trial) -> None:
    kiosk = trial.kiosk
    kiosk.data.mkdir(parents=True)  # as any account might have, to be believed later
    kiosk.settings.write_text("[site]\nname = 'Planted'\n", "utf-8")
    assert trial.install(trial.installers.built) == 0
    [aside] = kiosk.data.parent.glob(f"{kiosk.data.name}.found-*")
    assert [file.name for file in aside.iterdir()] == [kiosk.settings.name]
    assert "Planted" not in kiosk.settings.read_text("utf-8")
    assert trial.installers.missing(kiosk.program) == []
    assert contents.check(kiosk.program) == []
    said = trial.computer.registry(REGISTRY)
    assert said["InstallFolder"] == str(PROGRAM)
    assert said["DataFolder"] == str(DATA)
    assert said["Account"] == USER
    assert said["Version"] == trial.installers.version
    assert trial.computer.registry(UNINSTALLING)["DisplayVersion"] == trial.installers.version
    assert kiosk.kiosk("--version").stdout.strip() == f"kiosk {trial.installers.version}"
    assert kiosk.links() != []
    assert "kioskw.exe" in kiosk.autostart()
    settings = tomllib.loads(kiosk.settings.read_text("utf-8"))
    assert settings["centre"]["url"] == trial.centre.url
    assert settings["site"]["gate"] == GATE
    assert list(trial.centre.kiosks().values()) == [GATE]


def test_neither_code_nor_key_lies_about(trial: Trial) -> None:
    code = trial.code
    forms = [form.encode(how) for form in (code, code.replace("-", "")) for how in ("utf-8", "utf-16-le")]
    disk = trial.computer.file("C:\\")
    places = [trial.kiosk.data, disk / "users", disk / "ProgramData", disk / "windows" / "temp"]
    [logs] = [folder for folder in (disk / "windows").iterdir() if folder.name.lower() == "logs"]
    places.append(logs)
    assert (logs / "checkpoint-kiosk-setup.log").exists()
    files = [file for place in places for file in place.rglob("*") if file.is_file() and not file.is_symlink()]
    assert len(files) > 5
    assert [file for file in files if any(form in file.read_bytes() for form in forms)] == []
    for hive in ("HKLM\\Software", "HKCU"):
        text = trial.computer.registry_text(hive)
        assert "Windows" in text
        assert code not in text
        assert code.replace("-", "") not in text
    noted = next(trial.kiosk.data.rglob("*.keyid")).read_text("ascii").strip()
    assert list((trial.kiosk.data / "keys").iterdir()) != []
    assert list(keys_in_the_clear(trial.kiosk.data, noted)) == []


def test_visitors_are_checked_in_and_arrive(trial: Trial) -> None:
    kiosk, device = trial.kiosk, trial.device
    expected = trial.let_demo_in(4)
    kiosk.open()
    trial.computer.until(lambda: kiosk.greens() >= expected, 90, "the camera's visitors")
    trial.check_in(2)
    libraries = trial.computer.loaded("kioskw.exe")
    assert "libzbar-64.dll" in libraries
    assert {name.partition(".")[0] for name in libraries} >= {"zxingcpp", "cv2", "_sqlite3", "qt6core"}
    picture = trial.computer.display.keep(trial.folder / "visitor.png")
    assert not blank(picture)
    assert trial.lost(device) == ""
    assert trial.centre.summary(device).duplicates == 0
    kiosk.close()
    assert "asked to stop" in kiosk.log()


def test_the_log_is_set_aside_when_long_and_names_nobody(trial: Trial) -> None:
    kiosk = trial.kiosk
    current = kiosk.data / "logs" / "kiosk.log"
    with current.open("a", encoding="utf-8") as file:
        file.writelines("a line of an earlier day\n" for _ in range(80_000))
    kiosk.open()
    kiosk.close()
    assert current.stat().st_size < 100_000
    assert len(kiosk.logs()) >= 2
    texts = [file.read_text("utf-8") for file in (kiosk.data / "logs").iterdir() if file.suffix != ".lock"]
    assert [known for known in trial.known_of_visitors() for text in texts if known in text] == []


def test_an_upgrade_of_a_running_kiosk_loses_nothing(trial: Trial) -> None:
    kiosk, device = trial.kiosk, trial.device
    trial.centre.stop()
    expected = trial.kiosk.greens() + trial.let_demo_in(3, SEED + 1)
    kiosk.open()
    trial.computer.until(lambda: kiosk.greens() >= expected, 90, "the camera's visitors")
    trial.check_in(3)
    kept, stops = kiosk.kept(), kiosk.log().count("asked to stop")
    old = (kiosk.program / "kioskw.exe").stat().st_ino
    assert kiosk.upgrade(trial.installers.newer) == 0
    assert not kiosk.is_open()
    assert kiosk.log().count("asked to stop") == stops + 1
    assert (kiosk.program / "kioskw.exe").stat().st_ino != old
    assert trial.installers.missing(kiosk.program) == []
    assert trial.computer.registry(REGISTRY)["Version"] == trial.installers.newer_version
    assert trial.computer.registry(UNINSTALLING)["DisplayVersion"] == trial.installers.newer_version
    assert kiosk.kept() == kept
    assert kiosk.kiosk("store", "check").returncode == 0
    assert kiosk.unsent() >= 3
    kiosk.open()
    trial.centre.start()
    assert trial.lost(device) == ""
    assert trial.centre.summary(device).duplicates == 0
    kiosk.close()
    assert kiosk.unsent() == 0


def test_an_older_version_is_refused(trial: Trial) -> None:
    before, said = tree(trial.kiosk.program), trial.computer.registry(REGISTRY)
    kept = trial.kiosk.kept()
    assert trial.kiosk.install(trial.installers.older) == 3
    assert tree(trial.kiosk.program) == before
    assert trial.computer.registry(REGISTRY) == said
    assert trial.kiosk.kept() == kept


def test_the_same_version_mends_what_is_missing(trial: Trial) -> None:
    kiosk, kept = trial.kiosk, trial.kiosk.kept()
    gone = next((kiosk.program / "_internal").rglob("*.ttf"))
    gone.unlink()
    assert trial.installers.missing(kiosk.program) == [gone.relative_to(kiosk.program).as_posix()]
    assert contents.check(kiosk.program) != []
    assert kiosk.install(trial.installers.newer) == 0
    assert trial.installers.missing(kiosk.program) == []
    assert kiosk.kept() == kept


def test_a_killed_kiosk_keeps_what_it_acknowledged(trial: Trial) -> None:
    kiosk, device = trial.kiosk, trial.device
    trial.let_demo_in(30, SEED + 2)
    kiosk.open()
    for _ in range(2):
        trial.check_in(2)
        trial.computer.display.scan(next(trial.typed))
        assert trial.computer.kill("kioskw.exe") > 0
        trial.unseen += 1  # recorded perhaps, and not yet shown
        kiosk.open()
    trial.check_in(1)
    assert trial.lost(device) == ""
    kiosk.close()
    trial.let_demo_in(0)


def test_an_installer_that_is_killed_leaves_a_kiosk_that_starts(trial: Trial) -> None:
    kiosk, kept = trial.kiosk, trial.kiosk.kept()
    trial.computer.show(f"Z:\\shared\\{trial.installers.newer}", "/S")
    trial.computer.until(lambda: len(tree(kiosk.program / "_new")) > 20, 120, "the installer to unpack")
    assert trial.computer.kill(trial.installers.newer) == 1
    trial.computer.restart()
    assert kiosk.kiosk("--version").returncode == 0
    kiosk.open()
    trial.check_in(1)
    kiosk.close()
    assert kiosk.upgrade(trial.installers.newer) == 0
    assert trial.installers.missing(kiosk.program) == []
    assert not (kiosk.program / "_new").exists()
    assert kiosk.kept() == kept
    kiosk.open()
    assert trial.lost(trial.device) == ""
    kiosk.close()


@pytest.mark.parametrize("symbology", ["qr", "pdf417"])
def test_it_reads_codes_in_pictures(trial: Trial, symbology: str) -> None:
    said = trial.kiosk.kiosk("decode", "--json", f"Z:\\shared\\{draw(trial.installers.folder, symbology)}")
    assert said.returncode == 0, said
    read = json.loads(said.stdout)
    assert (read["symbology"], read["text"]) == (symbology, VIETNAMESE)


def test_it_is_tried_out_alone(trial: Trial) -> None:
    said = trial.kiosk.kiosk("demo", "--headless", "--visitors", "10", "--json", seconds=400)
    assert said.returncode == 0, said
    summary = json.loads(said.stdout.splitlines()[-1])
    assert summary["wrong_reads"] == 0
    assert summary["visits"] == summary["centre_visits"] > 0
    assert summary["declarations"] == summary["centre_declarations"]


def test_red_a_lost_queue_is_found_out(trial: Trial) -> None:
    kiosk, device = trial.kiosk, trial.device
    trial.let_demo_in(0)
    trial.centre.stop()
    kiosk.open()
    trial.check_in(1)
    kiosk.close()
    (kiosk.data / "store").rename(kiosk.data / "store-before")
    trial.centre.start()
    kiosk.open()
    kiosk.close()
    assert "shown" in trial.lost(device, within=10)
    for file in (kiosk.data / "store").iterdir():
        file.unlink()
    (kiosk.data / "store").rmdir()
    (kiosk.data / "store-before").rename(kiosk.data / "store")


def test_it_is_taken_away_and_its_data_stay(trial: Trial) -> None:
    kiosk, kept = trial.kiosk, trial.kiosk.kept()
    kiosk.uninstall()
    assert not kiosk.program.exists()
    assert kiosk.links() == []
    assert kiosk.autostart() == ""
    assert trial.computer.registry(UNINSTALLING) == {}
    assert "InstallFolder" not in trial.computer.registry(REGISTRY)
    assert kiosk.kept() == kept
    assert (kiosk.data / "store" / "kiosk.db").exists()


def test_installed_again_it_finds_its_data(trial: Trial) -> None:
    kiosk, kept, device = trial.kiosk, trial.kiosk.kept(), trial.device
    assert kiosk.install(trial.installers.built) == 0
    assert kiosk.kept() == kept
    kiosk.open()
    trial.check_in(1)
    assert trial.lost(device) == ""
    kiosk.close()


def test_data_are_deleted_where_that_is_asked_for(trial: Trial) -> None:
    kiosk = trial.kiosk
    foreign = kiosk.data.with_name("not of the kiosk.txt")
    foreign.write_text("stays", "utf-8")
    inside = kiosk.program / "not of the kiosk.txt"
    inside.write_text("stays", "utf-8")
    kiosk.uninstall("/DELETEDATA")
    assert not kiosk.data.exists()
    assert foreign.read_text("utf-8") == "stays"
    assert inside.read_text("utf-8") == "stays"
    assert [file.name for file in kiosk.program.rglob("*")] == [inside.name]


def test_a_centre_that_is_away_or_says_no_leaves_a_kiosk_that_works(trial: Trial) -> None:
    kiosk = trial.kiosk
    wrong = (f"/SERVER={trial.centre.url}", "/CODE=ABCDE-FGHJK", f"/GATE={GATE}")
    assert kiosk.install(trial.installers.built, *wrong) == 5
    assert trial.installers.missing(kiosk.program) == []
    assert kiosk.kiosk("--version").returncode == 0
    assert trial.computer.registry(REGISTRY)["DataFolder"] == str(DATA)
    kiosk.uninstall("/DELETEDATA")
    away = ("/SERVER=http://127.0.0.1:9", "/CODE=ABCDE-FGHJK", f"/GATE={GATE}")
    assert kiosk.install(trial.installers.built, *away) == 5
    assert "http://127.0.0.1:9" in "".join(file.read_text("utf-8") for file in kiosk.data.glob("*.toml"))
    assert kiosk.kiosk("--version").returncode == 0


def test_an_account_that_is_not_there_is_said(trial: Trial) -> None:
    kiosk = trial.kiosk
    assert kiosk.install(trial.installers.built, account="nobody-of-here") == 6
    assert trial.installers.missing(kiosk.program) == []
