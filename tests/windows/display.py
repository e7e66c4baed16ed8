"""A display nobody sees: what stands on it as a picture, and a code scanner that types into whatever has its keys."""

import os
import select
import struct
import subprocess
from pathlib import Path
from types import TracebackType

import cv2
import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT = 1280, 800
STARTS_WITHIN, TYPES_WITHIN = 20.0, 60.0  # seconds


class Display:
    """An X server of its own. ``folder`` takes the file that its picture lies in."""

    def __init__(self, folder: Path) -> None:
        read, write = os.pipe()
        self._pictures = folder / "Xvfb_screen0"
        self._server = subprocess.Popen(
            [
                *("Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24"),
                *("-fbdir", str(folder), "-nolisten", "tcp"),
            ],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as numbers:
            ready, _, _ = select.select([numbers], [], [], STARTS_WITHIN)
            number = numbers.readline().strip() if ready else ""
        if not number:
            self.close()
            raise AssertionError("Xvfb does not start here")
        self.name = f":{number}"

    def picture(self) -> NDArray[np.uint8]:
        """What stands on it now: rows of pixels, blue, green and red."""
        data = self._pictures.read_bytes()
        words = struct.unpack(">25I", data[:100])
        header, width, height, per_line, colors = words[0], words[4], words[5], words[12], words[19]
        rows = np.frombuffer(data, np.uint8, per_line * height, header + 12 * colors)
        return rows.reshape(height, per_line // 4, 4)[:, :width, :3]

    def keep(self, path: Path) -> NDArray[np.uint8]:
        """Write what stands on it into a file, and return it."""
        picture = self.picture()
        path.parent.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(path), picture)
        return picture

    def scan(self, text: str) -> None:
        """Type a code as fast as a scanner does, with Enter at its end."""
        subprocess.run(
            ["xdotool", "type", "--delay", "5", text + "\n"],
            env={**os.environ, "DISPLAY": self.name},
            check=True,
            timeout=TYPES_WITHIN,
        )

    def close(self) -> None:
        """End the server."""
        self._server.terminate()
        try:
            self._server.wait(10)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()

    def __enter__(self) -> "Display":
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, _: TracebackType | None) -> None:
        self.close()


def blank(picture: NDArray[np.uint8]) -> bool:
    """Whether one colour covers nearly all of a picture, as where no window stands."""
    pixels = picture.reshape(-1, 3)
    common = np.unique(pixels, axis=0, return_counts=True)[1].max()
    return bool(common > 0.98 * len(pixels))
