"""The serial scanner's addresses, and finding it by its USB identity."""

import pytest
from serial.tools import list_ports
from serial.tools.list_ports_common import ListPortInfo

from hardware.scanner_serial import Line, SerialScanner, UsbIdentity, parse_line
from kiosk.errors import DeviceError


def port(device: str, vendor: int, product: int, number: str | None) -> ListPortInfo:
    made = ListPortInfo(device)
    made.vid, made.pid, made.serial_number = vendor, product, number
    return made


PORTS = [
    port("/dev/ttyACM2", 0x0C2E, 0x0B6A, "B2"),
    port("/dev/ttyACM1", 0x0C2E, 0x0B6A, "A1"),
    port("/dev/ttyUSB0", 0x1A86, 0x7523, None),
    ListPortInfo("/dev/ttyS0"),
]


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("serial:/dev/ttyACM0", Line("/dev/ttyACM0", 9600)),
        ("serial:/dev/ttyACM0?baud=115200", Line("/dev/ttyACM0", 115200)),
        ("serial:COM3", Line("COM3", 9600)),
        ("serial:usb=0C2E:0b6a", Line(UsbIdentity(0x0C2E, 0x0B6A), 9600)),
        ("serial:usb=0C2E:0B6A:A1?baud=19200", Line(UsbIdentity(0x0C2E, 0x0B6A, "A1"), 19200)),
    ],
)
def test_addresses(address: str, line: Line) -> None:
    assert parse_line(address) == line


@pytest.mark.parametrize(
    "address",
    [
        "serial:",
        "serial:COM3?baud=fast",
        "serial:COM3?baud=0",
        "serial:COM3?speed=9600",
        "serial:usb=scanner",
        "camera:0",
    ],
)
def test_wrong_addresses_say_what_is_allowed(address: str) -> None:
    with pytest.raises(ValueError, match="serial:COM3"):
        SerialScanner(address)


@pytest.mark.parametrize(
    ("identity", "device"),
    [
        (UsbIdentity(0x0C2E, 0x0B6A), "/dev/ttyACM1"),
        (UsbIdentity(0x0C2E, 0x0B6A, "B2"), "/dev/ttyACM2"),
        (UsbIdentity(0x1A86, 0x7523), "/dev/ttyUSB0"),
    ],
)
def test_a_usb_identity_finds_its_port(monkeypatch: pytest.MonkeyPatch, identity: UsbIdentity, device: str) -> None:
    monkeypatch.setattr(list_ports, "comports", lambda: PORTS)
    assert identity.find() == device


def test_a_usb_device_that_is_not_there_is_a_device_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_ports, "comports", lambda: PORTS)
    with pytest.raises(DeviceError, match="0C2E:0B6A"):
        UsbIdentity(0x0C2E, 0x0B6A, "C3").find()
