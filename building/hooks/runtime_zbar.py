"""Let pyzbar find the zbar that lies in the frozen folder: it asks ctypes, which asks the system alone."""

import ctypes.util
import sys
from pathlib import Path


def _find_here_first() -> None:
    of_the_system = ctypes.util.find_library

    def find_library(name: str) -> str | None:
        if name == "zbar":
            for library in sorted(Path(sys._MEIPASS).glob("libzbar.so*")):  # type: ignore[attr-defined]
                return str(library)
        return of_the_system(name)

    ctypes.util.find_library = find_library


if sys.platform != "win32":  # there pyzbar looks beside itself
    _find_here_first()
