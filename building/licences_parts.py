"""What is shipped without being a Python distribution of its own, told by the names of files."""

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version


@dataclass(frozen=True, slots=True)
class Part:
    """Something shipped. ``files`` matches the name of a frozen file that it comes with; empty: it always comes."""

    name: str
    licence: str
    files: str
    texts: tuple[str, ...]
    word: str


def _of(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "of another version"  # a list for a folder that was frozen elsewhere


_QT = _of("PySide6_Essentials")

PARTS = (
    Part(
        "Checkpoint Kiosk",
        "Apache-2.0",
        "",
        ("LICENSE",),
        "The program itself, with the pictograms, sounds, texts and pages that were made for it.",
    ),
    Part(
        "CPython",
        "PSF-2.0",
        "",
        ("Python-3.11.txt",),
        "The language that the program is written in, with its standard library and the libraries that it loads: "
        "expat, libmpdec, and on Windows zlib, bzip2, xz, libffi, SQLite and OpenSSL.",
    ),
    Part(
        "PyInstaller's bootloader",
        "GPL-2.0-or-later WITH Bootloader-exception",
        "",
        (),
        "kiosk.exe and kioskw.exe begin with a small program of PyInstaller's, which starts Python. PyInstaller "
        "is under the GPL with an exception: the bootloader may be joined with any program and given away with "
        "it, under whatever licence that program has, without the GPL reaching it. What runs before the program's "
        "own code is under the Apache License 2.0. The text is PyInstaller's, below.",
    ),
    Part(
        "NSIS",
        "Zlib AND CPL-1.0, the latter with NSIS' exception for LZMA",
        r"\.(dll|pyd)$",
        ("NSIS.txt",),
        "KioskSetup.exe and uninstall.exe are small programs of NSIS' (Nullsoft Scriptable Install System), which "
        "carry the script and its plug-ins (System, nsDialogs, LangDLL, UserInfo). What unpacks LZMA in them is under "
        "the Common Public License 1.0, with an exception that keeps it from reaching what it is joined with; it is "
        "used unchanged. Its source, as that of all of NSIS: https://nsis.sourceforge.io and the source package nsis "
        "of Debian 13. Whatever warranty or liability its authors could be held to is excluded on their behalf.",
    ),
    Part(
        f"Qt {_QT}, Qt for Python {_QT}",
        "LGPL-3.0-only",
        r"^PySide6",
        ("LGPL-3.0.txt", "GPL-3.0.txt"),
        f"Qt and Qt for Python (PySide6, Shiboken) {_QT} are used under the GNU Lesser General Public License, "
        "version 3, unchanged, as libraries of their own: Qt Core, Qt GUI, Qt Widgets, Qt Print Support and Qt "
        "SVG (on Linux also Qt D-Bus and Qt Wayland Client). None of Qt's modules that are under the GPL alone is "
        "in the program. Copyright (C) The Qt Company Ltd. and other contributors.\n\n"
        f"Source: https://download.qt.io/official_releases/qt/{_QT.rpartition('.')[0]}/{_QT}/single/ and "
        f"https://download.qt.io/official_releases/QtForPython/pyside6/PySide6-{_QT}-src/\n\n"
        "You may put changed libraries in their place: they lie in _internal/PySide6 (and shiboken6) under their "
        "own names; any build of the same version that keeps their interface is loaded instead. Nothing in the "
        "program or in its licence forbids that, nor looking into it to find faults in such changes.\n\n"
        "Qt itself contains works of others, named with their licences at "
        "https://doc.qt.io/qt-6/licenses-used-in-qt.html, among them zlib, PCRE2, double-conversion, libpng, "
        "HarfBuzz, md4c, ICU, FreeType and libjpeg-turbo. Portions of this software are copyright (C) The "
        "FreeType Project (www.freetype.org), all rights reserved. This software is based in part on the work of "
        "the Independent JPEG Group.",
    ),
    Part(
        "zbar",
        "LGPL-2.1-or-later",
        r"libzbar",
        ("LGPL-2.1.txt",),
        "Reads codes. A library of its own (libzbar), in whose place you may put another build of it. Copyright "
        "(C) Jeff Brown and others. Source: https://github.com/mchehab/zbar",
    ),
    Part(
        "mingw-w64's runtime, in zbar's library for Windows",
        "ZPL-2.1 AND GPL-3.0-or-later WITH GCC-exception-3.1",
        r"libzbar-64\.dll",
        ("mingw-w64-runtime.txt",),
        "What the compiler puts into every library that it makes: the runtime of mingw-w64, and a little of GCC's "
        "libgcc. The exception of the latter lets it be given away with anything that GCC compiled.",
    ),
    Part(
        "SQLCipher",
        "BSD-3-Clause",
        r"^sqlcipher3",
        ("SQLCipher.txt",),
        "Keeps the kiosk's store encrypted. SQLite, which it builds on, is in the public domain.",
    ),
    Part(
        "OpenSSL",
        "Apache-2.0",
        r"(libcrypto|^cryptography|^sqlcipher3)",
        ("LICENSE",),
        "Part of Python, cryptography and sqlcipher3. Copyright (C) The OpenSSL Project Authors. "
        "https://www.openssl.org",
    ),
    Part(
        "FFmpeg",
        "LGPL-2.1-or-later",
        r"(opencv_videoio_ffmpeg|^opencv_python_headless\.libs)",
        ("LGPL-2.1.txt",),
        "Plays films. It comes with OpenCV, as libraries of their own, in whose place others may be put. Source: "
        "https://ffmpeg.org and https://github.com/opencv/opencv_3rdparty. What else OpenCV contains is told in "
        "its own text below.",
    ),
    Part(
        "Microsoft Visual C++ Runtime",
        "Distributable Code of Microsoft Visual Studio",
        r"(msvcp140|vcruntime140|concrt140)",
        ("Microsoft-runtime.txt",),
        "The libraries of Microsoft's compiler, unchanged.",
    ),
    Part(
        "Be Vietnam Pro, and Kiosk Figures made from it",
        "OFL-1.1",
        r"ui.theme.fonts",
        ("ui/theme/fonts/OFL.txt",),
        "The letters on the screen. Kiosk Figures holds the figures of Be Vietnam Pro, all of one width.",
    ),
    Part(
        "Lucide icons",
        "ISC AND MIT",
        r"ui.theme.icons",
        ("ui/theme/icons/LICENSE",),
        "The icons on the screen; those whose names begin with kiosk- were drawn for this program.",
    ),
)
