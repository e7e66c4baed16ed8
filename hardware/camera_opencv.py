"""Webcams through OpenCV: V4L2 on Linux, DirectShow and then Media Foundation on Windows.

``camera:0``                                the first camera
``camera:1?width=1920&height=1080&fps=15``  the second one, asked for another picture than 1280 x 720 at 30
``camera:/dev/v4l/by-id/usb-...``           on Linux: by its device file, which stays when others are plugged in
"""

import sys
import time
from pathlib import Path

import cv2
import numpy as np

from hardware.camera_address import split_options
from hardware.frames import Frame, NoFrame, OpenCamera
from hardware.recordings import quiet_opencv
from kiosk.errors import DeviceError

OPTIONS = ("width", "height", "fps")
FIRST_FRAME_WITHIN = 3.0  # seconds; some cameras warm up


def camera(place: str) -> OpenCamera:
    """Return what opens the camera named by the part of the address after ``camera:``.

    Raises ValueError for anything but a number or a device file, and for unknown options.
    """
    name, options = split_options(place, OPTIONS)
    device = device_of(name)
    width, height, fps = options.get("width", 1280.0), options.get("height", 720.0), options.get("fps", 30.0)
    return lambda: OpenCvCamera(device, width, height, fps)


def device_of(name: str) -> int | str:
    """Return what OpenCV calls the camera: its number, or a device file.

    >>> device_of("0")
    0
    """
    if name.isdecimal():
        return int(name)
    if name.startswith("/dev/"):
        return name
    raise ValueError(f"camera: needs a number, such as camera:0, or a device such as camera:/dev/video0, not {name!r}.")


def backends(platform: str) -> tuple[int, ...]:
    """Return what to try, in order: DirectShow opens in a tenth of Media Foundation's time."""
    return (cv2.CAP_DSHOW, cv2.CAP_MSMF) if platform == "win32" else (cv2.CAP_V4L2,)


class OpenCvCamera:
    """An open webcam. Raises DeviceError if it does not give a frame: that it calls itself open proves nothing."""

    def __init__(self, device: int | str, width: float, height: float, fps: float) -> None:
        self._number = 0
        for backend in backends(sys.platform):
            with quiet_opencv():
                self._capture = cv2.VideoCapture(device, backend)
                if self._capture.isOpened():
                    # compressed first: without it USB 2 carries 720p at 10 frames a second
                    self._capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
                    self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
                    self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
                    self._capture.set(cv2.CAP_PROP_FPS, fps)
                    self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)  # the newest frame, not the oldest
                    if self._first_frame():
                        return
                self._capture.release()
        raise DeviceError(_missing(device))

    def _first_frame(self) -> bool:
        until = time.monotonic() + FIRST_FRAME_WITHIN
        while time.monotonic() < until:
            if isinstance(self.read(), Frame):
                return True
            time.sleep(0.05)
        return False

    def read(self) -> Frame | NoFrame:
        """Wait for the driver's next frame."""
        there, pixels = self._capture.read()
        if not there:
            return NoFrame.MISSED
        at = time.monotonic()
        if pixels.ndim != 3:
            pixels = cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)
        frame = Frame(np.ascontiguousarray(pixels, np.uint8), at, self._number)
        self._number += 1
        return frame

    def close(self) -> None:
        """Give the device back."""
        self._capture.release()


def _missing(device: int | str) -> str:
    if isinstance(device, str) and not Path(device).exists():
        return f"There is no {device}: is the camera plugged in?"
    return f"Camera {device} gives no picture: is it plugged in, and does no other program use it?"
