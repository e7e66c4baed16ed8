"""What a frozen program must hold is read off the source tree, and what must not go in is known by name."""

import pytest

from building import contents
from kiosk.__main__ import COMMANDS


def test_every_command_and_migration_is_among_the_modules() -> None:
    modules = contents.modules()
    assert {f"kiosk.commands.{name.replace('-', '_')}" for name in COMMANDS} <= set(modules)
    assert {"local_store.migrations", "local_store.device_steps", "ui.words.vi", "central_server.app"} <= set(modules)
    assert not [name for name in modules if name.endswith("__main__") or "make_sounds" in name]


def test_every_file_that_is_read_at_run_time_is_among_the_data() -> None:
    files = contents.data_files()
    for name in (
        "ui/theme/fonts/BeVietnamPro-Bold.ttf",
        "ui/theme/icons/camera.svg",
        "ui/theme/pictograms/program.svg",
        "hardware/sounds/check_in.wav",
        "kiosk/campaigns/khai-bao-toan-dan.toml",
        "kiosk/places.json",
        "central_server/store/migrations/env.py",
        "central_server/store/migrations/script.py.mako",
        "central_server/store/migrations/versions/r0001_events.py",
        "central_server/assessments/checklists/school.toml",
        "central_server/duties/holidays.toml",
        "central_server/isolation/daily.toml",
        "central_server/web/templates/base.html",
        "central_server/web/static/worker.js",
    ):
        assert name in files
    assert not [name for name in files if name.endswith((".pyc", "py.typed", "README.md"))]


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt6Quick.dll",
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6/opengl32sw.dll",
        "PySide6/plugins/platforms/qdirect2d.dll",
        "PySide6/plugins/imageformats/qtiff.dll",
        "PySide6/translations/qtbase_de.qm",
    ],
)
def test_what_no_desk_needs_stays_out(name: str) -> None:
    assert not contents.wanted(name, "")


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt6Core.dll",
        "PySide6/QtWidgets.pyd",
        "PySide6/pyside6.abi3.dll",
        "PySide6/plugins/platforms/qwindows.dll",
        "msvcp140.dll",
        "PySide6/MSVCP140.dll",
        "cv2/cv2.pyd",
        "cv2/opencv_videoio_ffmpeg500_64.dll",
        "pyzbar/libzbar-64.dll",
    ],
)
def test_what_windows_needs_goes_in(name: str) -> None:
    assert contents.wanted(name, "")


def test_the_systems_own_libraries_stay_with_the_system_all_but_zbar() -> None:
    assert not contents.wanted("libgtk-3.so.0", "/lib/x86_64-linux-gnu/libgtk-3.so.0")
    assert contents.wanted("libzbar.so.0", "/lib/x86_64-linux-gnu/libzbar.so.0")
    assert not contents.wanted("libQt6Quick.so.6", "PySide6/Qt/lib/libQt6Quick.so.6", "SYMLINK")


def test_what_is_installed_for_the_tests_alone_stays_out() -> None:
    left = contents.left_out()
    assert {"pytest", "hypothesis", "mypy", "PyInstaller", "psycopg", "tkinter"} <= set(left)
    assert {"fastapi", "numpy", "kiosk", "ui", "sqlcipher3"}.isdisjoint(left)
