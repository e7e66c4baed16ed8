"""The repair of Wine's C runtime, shown on a library of the same make."""

import struct
from pathlib import Path

import pefile
import pytest

from building.failed import BuildFailed
from building.wine_repairs.complex_parts import repair

STUB = bytes.fromhex("48 83 ec 28 48 8d 15 00 00 00 00 48 8d 0d 00 00 00 00 e8 00 00 00 00 cc") + bytes(8)
REAL = bytes.fromhex("f3 0f 51 c0 c3") + b"\x90" * 27
NAMES = ("cimag", "cimagf", "cimagl", "crealf")
TEXT, EDATA = 0x1000, 0x2000  # where the two sections lie, in memory


def _library(code: dict[str, bytes]) -> bytes:
    """A 64-bit library that exports these functions, 32 bytes each."""
    names = sorted(code)
    text = b"".join(code[name] for name in names).ljust(0x200, b"\0")
    functions, pointers = EDATA + 40, EDATA + 40 + 4 * len(names)
    ordinals = pointers + 4 * len(names)
    strings, at = b"test.dll\0", ordinals + 2 * len(names)
    places = []
    for name in names:
        places.append(at + len(strings))
        strings += name.encode() + b"\0"
    edata = struct.pack("<IIHHIIIIIII", 0, 0, 0, 0, at, 1, len(names), len(names), functions, pointers, ordinals)
    edata += b"".join(struct.pack("<I", TEXT + 32 * number) for number in range(len(names)))
    edata += b"".join(struct.pack("<I", place) for place in places)
    edata += b"".join(struct.pack("<H", number) for number in range(len(names))) + strings
    header = b"MZ".ljust(60, b"\0") + struct.pack("<I", 64) + b"PE\0\0"
    header += struct.pack("<HHIIIHH", 0x8664, 2, 0, 0, 0, 240, 0x2022)
    header += struct.pack("<HBBIIIII", 0x20B, 0, 0, 0x200, 0x200, 0, 0, TEXT)
    header += struct.pack(
        "<QIIHHHHHHIIIIHHQQQQII",
        0x180000000,
        0x1000,
        0x200,
        *[6, 0] * 3,
        0,
        0x3000,
        0x400,
        0,
        3,
        0,
        *[0x1000] * 4,
        0,
        16,
    )
    header += struct.pack("<II", EDATA, len(edata)) + bytes(15 * 8)
    for section, place, offset in ((b".text", TEXT, 0x400), (b".edata", EDATA, 0x600)):
        header += section.ljust(8, b"\0") + struct.pack(
            "<IIIIIIHHI", 0x200, place, 0x200, offset, 0, 0, 0, 0, 0x60000020
        )
    return header.ljust(0x400, b"\0") + text + edata.ljust(0x200, b"\0")


def _code_of(file: Path, name: str) -> bytes:
    library = pefile.PE(data=file.read_bytes())
    places = {export.name.decode(): export.address for export in library.DIRECTORY_ENTRY_EXPORT.symbols}
    return bytes(library.get_data(places[name], 32))


def test_stubs_are_replaced_and_what_is_there_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "ucrtbase.dll"
    file.write_bytes(_library({**dict.fromkeys(NAMES, STUB), "cimag": REAL}))

    assert repair(file) == ["crealf", "cimagf", "cimagl"]

    assert _code_of(file, "cimag") == REAL
    assert _code_of(file, "crealf").startswith(bytes.fromhex("66 0f 6e c1 c3"))


def test_what_is_repaired_is_not_repaired_again(tmp_path: Path) -> None:
    file = tmp_path / "ucrtbase.dll"
    file.write_bytes(_library(dict.fromkeys(NAMES, STUB)))
    repair(file)
    once = file.read_bytes()

    assert repair(file) == []
    assert file.read_bytes() == once


def test_a_library_without_them_is_not_the_one(tmp_path: Path) -> None:
    file = tmp_path / "ucrtbase.dll"
    file.write_bytes(_library({"sin": REAL}))

    with pytest.raises(BuildFailed, match="has no crealf"):
        repair(file)
