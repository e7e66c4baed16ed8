"""What a frozen program must hold, taken from the source tree, and what it must not."""

import re
from importlib.metadata import packages_distributions
from pathlib import Path, PurePosixPath

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
"""Microsoft's C++ runtime, as it lies in Qt's wheel: a bare PC has none."""


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


def wanted(name: str, source: str) -> bool:
    """Whether a file that was collected goes in, by its name in the frozen folder and where it comes from.

    >>> wanted("PySide6/Qt6Quick.dll", ""), wanted("PySide6/Qt6Core.dll", "")
    (False, True)
    >>> wanted("libgtk-3.so.0", "/lib/x86_64-linux-gnu/libgtk-3.so.0")
    False
    """
    path = PurePosixPath(name.replace("\\", "/"))
    if path.parts[0] == "PySide6":
        return _wanted_of_qt(path)
    if path.name.startswith("opencv_videoio_ffmpeg"):
        return False
    if len(path.parts) == 1 and source.startswith(("/lib", "/usr/lib")):  # the system's own, which it keeps up to date
        return path.name.startswith(("libpython", "libzbar"))
    return True


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
