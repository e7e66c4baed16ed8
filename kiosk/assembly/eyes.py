"""The reading devices of a kiosk, made from their addresses."""

from dataclasses import dataclass

from hardware import camera_demo, camera_file, camera_opencv, scanner_serial
from hardware.camera_reader import CameraReader
from kiosk.errors import SettingsError
from kiosk.ports import Source


@dataclass(frozen=True, slots=True)
class Eyes:
    """What one address of ``devices.sources`` gives: sources to listen to, and whether it is a camera."""

    address: str
    sources: tuple[Source, ...]
    camera: bool


def open_eyes(address: str) -> Eyes:
    """Make the sources of one address; nothing is opened yet. ``keyboard:`` has none: it lives in the window.

    Raises SettingsError, with what is allowed.
    """
    kind, _, place = address.partition(":")
    try:
        match kind:
            case "camera":
                reader = CameraReader(address, camera_opencv.camera(place))
            case "file":
                reader = CameraReader(address, camera_file.camera(place))
            case "demo":
                reader = CameraReader(address, camera_demo.camera(place))
            case "serial":
                return Eyes(address, (scanner_serial.SerialScanner(address),), camera=False)
            case _:
                return Eyes(address, (), camera=False)
    except ValueError as fault:
        raise SettingsError(f"devices.sources: {address}: {fault}") from fault
    return Eyes(address, (reader.pictures, reader.scans), camera=True)
