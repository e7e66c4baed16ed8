"""No part of unknown or GPL licence slips into what is given away."""

from importlib.metadata import PathDistribution, distribution
from pathlib import Path

import pytest

from building.contents import GPL_QT
from building.licences import Shipped, accepted, licence_of, refused, shipped, taken_under
from building.licences_file import licences_text


def made(folder: Path, name: str, *lines: str, text: str = "") -> PathDistribution:
    """A distribution as pip would have installed it, with one module."""
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("\n".join(("Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *lines, "")))
    record = [f"{name}.py,,"]
    if text:
        (info / "LICENSE").write_text(text)
        record.append(f"{info.name}/LICENSE,,")
    (info / "RECORD").write_text("\n".join(record))
    (folder / f"{name}.py").touch()
    return PathDistribution(info)


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        (("License-Expression: GPL-3.0-only",), "GPL-3.0-only"),
        (("License: GPLv3",), "GPLv3"),
        (("Classifier: License :: OSI Approved :: GNU Affero General Public License v3",), "GNU Affero"),
        (("License-Expression: MIT AND GPL-2.0-or-later",), "MIT AND GPL"),
        (("License: proprietary",), "proprietary"),
        ((), "UNKNOWN"),
    ],
)
def test_a_distribution_under_the_gpl_or_of_unknown_licence_is_refused_by_name(
    tmp_path: Path, lines: tuple[str, ...], licence: str
) -> None:
    (sentence,) = refused(Shipped((made(tmp_path, "sneaky", *lines),), ()))
    assert sentence.startswith(f"sneaky has the licence {licence}")


@pytest.mark.parametrize(
    "lines",
    [
        ("License-Expression: LGPL-3.0-only OR GPL-3.0-only",),
        ("License: Apache License, Version 2.0",),
        ("License: BSD",),
        ("Classifier: License :: OSI Approved :: MIT License",),
    ],
)
def test_free_licences_are_accepted_in_each_of_their_spellings(tmp_path: Path, lines: tuple[str, ...]) -> None:
    assert refused(Shipped((made(tmp_path, "friendly", *lines),), ())) == []


def test_of_several_licences_the_one_is_named_that_lets_it_be_given_away() -> None:
    assert taken_under(licence_of(distribution("PySide6_Essentials"))) == "LGPL-3.0-only"
    assert not accepted("GPL-2.0-only OR GPL-3.0-only")


def test_a_file_of_nobody_is_refused_by_name(tmp_path: Path) -> None:
    found = shipped([("dropped.dll", str(tmp_path / "dropped.dll"), "BINARY"), ("json", "-", "PYMODULE")])
    assert [sentence.partition(" ")[0] for sentence in refused(found)] == ["dropped.dll"]
    assert shipped([("dropped.dll", str(tmp_path / "dropped.dll"), "BINARY")], also_ours=[tmp_path]).unknown == ()


@pytest.mark.parametrize("name", ["dropped.dll", "json/dropped.dll"])
@pytest.mark.parametrize("packages", ["Lib/site-packages", "lib/python3/dist-packages"])
def test_a_file_of_nobody_is_refused_where_packages_lie_below_python(tmp_path: Path, packages: str, name: str) -> None:
    """As Windows' own Python has it, which freezes the kiosk there."""
    dropped, of_python = tmp_path / packages / name, tmp_path / "DLLs" / "_socket.pyd"
    found = shipped([(name, str(dropped), "BINARY"), ("_x.pyd", str(of_python), "EXTENSION")], python=tmp_path)
    assert [sentence.partition(" ")[0] for sentence in refused(found)] == [name]


def test_a_folder_whose_name_begins_like_pythons_is_not_pythons(tmp_path: Path) -> None:
    found = shipped([("a.dll", str(tmp_path / "python-extra" / "a.dll"), "BINARY")], python=tmp_path / "python")
    assert found.unknown == ("a.dll",)


def test_whose_a_file_is_is_found_by_where_it_lies() -> None:
    source = Path(str(distribution("segno").locate_file("segno/__init__.py")))
    found = shipped([("segno", str(source), "PYMODULE"), ("kiosk.gate", str(Path("kiosk/gate.py").absolute()), "")])
    assert [one.name for one in found.distributions] == ["segno"]
    assert found.unknown == ()


def test_the_file_lists_each_part_with_its_text_and_a_text_once(tmp_path: Path) -> None:
    twins = tuple(made(tmp_path, name, "License: MIT", text="Copyright somebody. Do as you like.") for name in "ab")
    text = licences_text(Shipped(twins, ()), ["PySide6/Qt6Core.dll", "msvcp140.dll"])
    assert text.count("Do as you like.") == 1
    assert "The text for a 1.0, b 1.0" in text
    for said in ("GNU LESSER GENERAL PUBLIC LICENSE", "download.qt.io", "Microsoft Visual C++", "Bootloader-exception"):
        assert said in text
    assert "zbar" not in text.partition("=====")[0], "it was not among the files"


@pytest.mark.parametrize(
    "said", ["Common Public License version 1.0", "1999-2025 Contributors", "the mingw-w64 project"]
)
def test_what_only_windows_programs_hold_is_told_there_with_its_text(said: str) -> None:
    assert said in licences_text(Shipped((), ()), ["pyzbar/libzbar-64.dll", "python311.dll"])
    assert said not in licences_text(Shipped((), ()), ["libzbar.so.0", "PySide6/Qt/lib/libQt6Core.so.6"])


def test_a_text_that_a_library_brings_is_told_with_it(tmp_path: Path) -> None:
    brought = tmp_path / "zbar-LICENCE.md"
    brought.write_text("This is zbar, compiled without a change.")
    text = licences_text(Shipped((), ()), ["pyzbar/libzbar-64.dll"], [brought])
    assert "The text for zbar\n" + "=" * 100 + "\nThis is zbar, compiled" in text


def test_a_distribution_without_any_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"textless 1\.0"):
        licences_text(Shipped((made(tmp_path, "textless", "License: MIT"),), ()), [])


@pytest.mark.parametrize("name", ["Qt6VirtualKeyboard.dll", "libQt6Charts.so.6", "qtvirtualkeyboardplugin.dll"])
def test_modules_of_qt_without_the_lgpl_are_known_by_name(name: str) -> None:
    assert GPL_QT.search(name)
    assert not GPL_QT.search("Qt6Widgets.dll")
