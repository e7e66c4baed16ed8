"""What is connected to this machine, without opening any of it."""

import sys
from pathlib import Path

from serial.tools import list_ports

VIDEO = Path("/sys/class/video4linux")
GUESSED = 2
"""On Windows nothing names cameras without opening them: so many are offered, to be tried."""


def cameras(video: Path = VIDEO) -> tuple[tuple[str, str], ...]:
    """Addresses of cameras, and what the system calls them. A camera's second node, of metadata, is left out."""
    if sys.platform == "win32":
        return tuple((f"camera:{number}", f"Camera {number + 1}") for number in range(GUESSED))
    found = []
    for node in video.glob("video*"):
        number = node.name.removeprefix("video")
        if number.isdecimal() and _read(node / "index") in ("", "0"):
            found.append((int(number), _read(node / "name") or node.name))
    return tuple((f"camera:{number}", f"{name} ({number})") for number, name in sorted(found))


def serial_ports() -> tuple[tuple[str, str], ...]:
    """Addresses of serial scanners: those on USB by vendor and product, which stay when they are plugged elsewhere."""
    found = []
    for port in sorted(list_ports.comports(), key=lambda port: port.device):
        if port.vid is not None and port.pid is not None:
            address = f"serial:usb={port.vid:04x}:{port.pid:04x}"
            found.append((address, f"{port.description or port.device} ({port.device})"))
        elif sys.platform == "win32":
            found.append((f"serial:{port.device}", str(port.description or port.device)))
    return tuple(found)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError:
        return ""
