"""The version as Windows shows it in the properties of an executable."""

import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
PRODUCT = "Checkpoint Kiosk"


def version() -> str:
    """Return the version of the project, as pyproject.toml has it."""
    return str(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"])


def four_numbers(text: str) -> tuple[int, int, int, int]:
    """Return a version as the four numbers that Windows wants; what is no number counts for nothing.

    >>> four_numbers("1.12.0rc1")
    (1, 12, 0, 0)
    """
    numbers = [int(part) if part.isdecimal() else 0 for part in text.split(".")]
    first, second, third, fourth = (*numbers, 0, 0, 0, 0)[:4]
    return first, second, third, fourth


def version_info(file: str, description: str) -> str:
    """Return the version resource of the executable ``file``, in the form that PyInstaller reads."""
    numbers = four_numbers(version())
    strings = {
        "FileDescription": description,
        "FileVersion": version(),
        "InternalName": file.removesuffix(".exe"),
        "LegalCopyright": "Apache-2.0; see LICENCES.txt",
        "OriginalFilename": file,
        "ProductName": PRODUCT,
        "ProductVersion": version(),
    }
    lines = ",\n        ".join(f"StringStruct({name!r}, {text!r})" for name, text in strings.items())
    return f"""VSVersionInfo(
    ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, fileType=1, subtype=0),
    kids=[
        StringFileInfo([StringTable("040904B0", [
        {lines}
        ])]),
        VarFileInfo([VarStruct("Translation", [0x0409, 1200])]),
    ],
)
"""
