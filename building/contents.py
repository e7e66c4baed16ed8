"""What a frozen program must hold, taken from the source tree, and what it must not."""

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path, PurePosixPath

from building.windows_libraries import unresolved

ROOT = Path(__file__).parents[1]
PACKAGES = ("kiosk", "hardware", "local_store", "ui", "central_server")
CENTRAL_MIGRATIONS = "central_server/store/migrations"  # alembic reads their source
NOT_SHIPPED = ("hardware/sounds/make_sounds.py",)  # makes what is shipped
NOT_DATA = (".py", ".pyc", "py.typed", "README.md")

LEFT_OUT = (
    "psycopg",  # a desk needs no PostgreSQL
    "psycopg_binary",
    "psycopg_pool",
    "rich",  # frames around the help
    "pygments",
    "markdown_it",
    "mdurl",
    "tkinter",
    "_tkinter",
    "turtle",
    "readline",  # GPL
    "curses",
    "_gdbm",  # GPL
    "_dbm",
    "doctest",
    "pydoc_data",
    "pdb",
    "test",
    "ensurepip",
    "pip",
    "setuptools",
    "pkg_resources",
    "_distutils_hack",
    "distutils",
    "lib2to3",
    "cffi",  # compiles; what was compiled asks for _cffi_backend alone
    "pycparser",
    "numpy.f2py",
    "numpy.testing",
    "numpy.distutils",
    "pyqtgraph.examples",
    "pyqtgraph.opengl",
    "pydantic.v1",
    "pydantic.mypy",
    "mako.ext",
    "PySide6.QtNetwork",
    "PySide6.QtOpenGL",
    "PySide6.QtOpenGLWidgets",
    "PySide6.QtTest",
)
"""Modules that nothing in the program needs, though something in it would import them if they were there."""

QT_MODULES = ("Core", "Gui", "Widgets", "PrintSupport", "Svg")
QT_LINUX = ("DBus", "XcbQpa", "WaylandClient")  # what those and their plugins link to
QT_PLUGINS = (
    "platforms/qwindows",
    "platforms/qxcb",
    "platforms/qwayland",
    "platforms/qoffscreen",
    "wayland-shell-integration/xdg-shell",
    "platforminputcontexts/composeplatforminputcontextplugin",
    "styles/qmodernwindowsstyle",
    "printsupport/cupsprintersupport",
    "imageformats/qjpeg",  # pictures within a PDF
)
RUNTIME = (
    "msvcp140",
    "msvcp140_1",
    "msvcp140_2",
    "msvcp140_codecvt_ids",
    "concrt140",
    "vcruntime140",
    "vcruntime140_1",
)
"""Microsoft's C++ runtime, as it lies in Qt's wheel: a bare PC has none. Qt finds it beside itself, others inside."""

PROGRAMS = ("kiosk", "kioskw")
INSIDE = "_internal"
UTF_8 = "X utf8=1"
"""As PyInstaller hands it to Python: texts and files are UTF-8, whatever the system says."""

ALWAYS = (
    r"certifi/cacert\.pem",
    r"cv2/cv2.*\.(so|pyd)",
    r"sqlcipher3/_sqlite3.*\.(so|pyd)",
    r"zxingcpp.*\.(so|pyd)",
    r"_miniaudio.*\.(so|pyd)",
    r"_argon2_cffi_bindings/.*\.(so|pyd)",
    r"checkpoint_kiosk-.*\.dist-info/METADATA",
    r"pyqtgraph/icons/auto\.png",
    *(rf"PySide6/(Qt/lib/lib)?Qt6{module}\.(so|dll).*" for module in QT_MODULES),
    r"PySide6/.*plugins/platforms/(lib)?qoffscreen\.(so|dll)",
)
ON_LINUX = (
    r"libzbar\.so\.0",
    r"PySide6/.*/platforms/libqxcb\.so",
    r"PySide6/.*/printsupport/libcupsprintersupport\.so",
)
ON_WINDOWS = (
    r"cv2/opencv_videoio_ffmpeg\d+_64\.dll",  # plays the films among the slides
    r"pyzbar/libzbar-64\.dll",
    r"pyzbar/libiconv\.dll",
    r"PySide6/.*/platforms/qwindows\.dll",
    r"tzdata/zoneinfo/Asia/Ho_Chi_Minh",
    *(rf"{name}\.dll" for name in RUNTIME),
)
"""What the libraries need at run time, as patterns of names below the folder of what is inside."""

THEIR_MODULES = (
    "phonenumbers.data.region_VN",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "uvicorn.protocols.http.h11_impl",
)
NEVER = re.compile(r"\.pyi$|(^|/)(tests?|testing)/|opengl32sw|d3dcompiler|qdirect2d")
GPL_QT = re.compile(
    r"Qt6?(Canvas|Charts|Coap|DataVisualization|Graphs|Grpc|HttpServer|Lottie|Mqtt|NetworkAuth|OpcUa|Protobuf|Quick3D|"
    r"QuickTimeline|QuickVectorImage|ShaderTools|StateMachine|VirtualKeyboard|WaylandCompositor)|qtvirtualkeyboard",
    re.IGNORECASE,
)
"""Modules of Qt that have no LGPL, or draw one in that has none."""


def modules() -> list[str]:
    """Name every module of our packages: commands are imported by name, which no analysis sees."""
    files = (file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
    names = (file.relative_to(ROOT) for file in files)
    return sorted(
        ".".join(name.with_suffix("").parts).removesuffix(".__init__")
        for name in names
        if name.as_posix() not in NOT_SHIPPED and name.name != "__main__.py"
    )


def data_files() -> list[str]:
    """Name every file that our packages read at run time, from the root of the source tree, with slashes."""
    found = []
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*"):
            name = file.relative_to(ROOT).as_posix()
            migration = name.startswith(CENTRAL_MIGRATIONS) and name.endswith(".py")
            if file.is_file() and (migration or not name.endswith(NOT_DATA)):
                found.append(name)
    return sorted(found)


def left_out() -> list[str]:
    """Name the modules to leave out: those above, and all that is installed here without being locked."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {_plain(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)} | {"checkpoint-kiosk"}
    unlocked = [
        module
        for module, distributions in packages_distributions().items()
        if module.isidentifier() and locked.isdisjoint(map(_plain, distributions)) and module not in PACKAGES
    ]
    return [*LEFT_OUT, *sorted(unlocked)]


def wanted(name: str, source: str, kind: str = "BINARY") -> bool:
    """Whether a file that was collected goes in, by its name in the frozen folder and where it comes from.

    A link goes in with what it leads to.

    >>> wanted("PySide6/Qt6Quick.dll", ""), wanted("PySide6/Qt6Core.dll", "")
    (False, True)
    >>> wanted("libgtk-3.so.0", "/lib/x86_64-linux-gnu/libgtk-3.so.0")
    False
    """
    path = PurePosixPath((source if kind == "SYMLINK" else name).replace("\\", "/"))
    if path.parts[0] == "PySide6":
        return _wanted_of_qt(path)
    if (
        kind == "BINARY" and len(path.parts) == 1 and source.startswith(("/lib", "/usr/lib"))
    ):  # the system's own, which it keeps up to date
        return path.name.startswith(("libpython", "libzbar"))
    return True


def check(folder: Path) -> list[str]:
    """Say what is missing from a frozen folder, or too much in it, a sentence each; none when it is whole."""
    windows = (folder / "kiosk.exe").exists()
    programs = [folder / (name + ".exe" if windows else name) for name in PROGRAMS]
    missing = [path.name for path in (*programs, folder / "LICENCES.txt") if not path.is_file()]
    if missing:
        return [f"{name} is missing" for name in missing]
    inside = sorted(path.relative_to(folder / INSIDE).as_posix() for path in (folder / INSIDE).rglob("*"))
    return [
        *_missing_files(set(inside), windows),
        *(sentence for program in programs for sentence in _wrong_modules(program)),
        *_too_many(inside),
        *(unresolved(folder) if windows else ()),
        *(f"{path.name} leads nowhere" for path in (folder / INSIDE).rglob("*") if not path.exists()),
    ]


def _missing_files(inside: set[str], windows: bool) -> Iterator[str]:
    for name in data_files():
        if name not in inside:
            yield f"{name} is missing"
    for pattern in (*ALWAYS, *(ON_WINDOWS if windows else ON_LINUX)):
        if not any(re.fullmatch(pattern, name) for name in inside):
            yield f"nothing is called {pattern}"


def _wrong_modules(program: Path) -> Iterator[str]:
    from PyInstaller.archive.readers import CArchiveReader  # what asks for a list of files needs no PyInstaller

    archive = CArchiveReader(str(program))
    if UTF_8 not in archive.options:
        yield f"{program.name} does not run in UTF-8"
    held = set(archive.open_embedded_archive("PYZ.pyz").toc)
    for name in (*modules(), *THEIR_MODULES):
        if name not in held:
            yield f"{program.name} lacks the module {name}"
    for name in sorted(held):
        if any(name == out or name.startswith(out + ".") for out in LEFT_OUT):
            yield f"{program.name} has the module {name}, which was to be left out"


def _too_many(inside: Iterable[str]) -> Iterator[str]:
    for name in inside:
        if GPL_QT.search(name):
            yield f"{name} is under the GPL alone"
        elif NEVER.search(name) or (not wanted(name, "") and PurePosixPath(name).suffix):
            yield f"{name} has no business there"


def _wanted_of_qt(path: PurePosixPath) -> bool:
    stem = path.name.partition(".")[0].removeprefix("lib")
    if "plugins" in path.parts:
        return f"{path.parent.name}/{stem}" in QT_PLUGINS
    if "translations" in path.parts or "resources" in path.parts or "qml" in path.parts:
        return False
    if stem.startswith("Qt6"):
        return stem.removeprefix("Qt6") in (*QT_MODULES, *QT_LINUX)
    if stem.startswith("Qt") and path.parent.name == "PySide6":
        return stem.removeprefix("Qt") in QT_MODULES
    return stem not in ("opengl32sw", "d3dcompiler_47", "pyside6qml")


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
