"""The printers: what their addresses may be, and what they say when nothing comes out."""

import logging
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtPrintSupport import QPrinter

from kiosk.errors import DeviceError, SettingsError
from tests.ui.print_service import Service, serving
from tests.ui.test_printing_slip import SLIP
from ui.printing import open_printer
from ui.printing.ipp import answer
from ui.printing.paper import A4, ROLL_80, Paper
from ui.printing.print_queue import JobStep, PrintQueue
from ui.printing.printer_cups import WAITS_SECONDS, CupsPrinter
from ui.printing.printer_spooler import through_qt

pytestmark = pytest.mark.usefixtures("qapp")


def test_no_address_is_no_printer() -> None:
    assert open_printer("") is None


@pytest.mark.parametrize(
    "address", ["pdf:slips", "pdf:slips?paper=a4", "pdf:what?", "system:", "system:Desk 1?paper=80mm", "log:"]
)
def test_addresses_that_are_allowed(address: str) -> None:
    printer = open_printer(address)

    assert printer is not None
    assert printer.address == address


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("usb:1", "allowed are pdf:FOLDER"),
        ("pdf", "allowed are pdf:FOLDER"),
        ("pdf:", "write pdf:FOLDER"),
        ("log:x", "nothing may follow"),
        ("pdf:a?paper=58mm", "cannot hold a code of 5 x 5 cm; allowed are 80mm and a4"),
        ("pdf:a?paper=letter", "allowed are 80mm and a4"),
        ("system:a?colour=1", "allowed is paper"),
    ],
)
def test_other_addresses_are_refused_with_what_is_allowed(address: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        open_printer(address)


def test_each_slip_is_a_file_of_its_own_that_names_nobody(tmp_path: Path) -> None:
    printer = open_printer(f"pdf:{tmp_path}")
    assert printer is not None
    assert printer.ready()

    printer.print_slip(SLIP)
    printer.print_slip(SLIP)

    first, second = sorted(tmp_path.iterdir())
    for file in (first, second):
        assert file.read_bytes().startswith(b"%PDF-")
        assert file.name.startswith("slip-20")
        assert file.suffix == ".pdf"
        if sys.platform != "win32":
            assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "folder",
    ["missing", "a-file", pytest.param("/proc", marks=pytest.mark.skipif(sys.platform != "linux", reason="no /proc"))],
)
def test_a_folder_that_takes_no_file_is_a_fault_of_the_device(folder: str, tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("")
    printer = open_printer(f"pdf:{tmp_path / folder}")
    assert printer is not None

    if folder != "/proc":
        assert not printer.ready()
    with pytest.raises(DeviceError, match="cannot be written"):
        printer.print_slip(SLIP)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no limits on a file's size there")
def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    import resource

    printer = open_printer(f"pdf:{tmp_path}")
    assert printer is not None
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(DeviceError, match="cannot be written"):
            printer.print_slip(SLIP)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert list(tmp_path.iterdir()) == []
    printer.print_slip(SLIP)
    assert len(list(tmp_path.iterdir())) == 1


def test_the_log_names_nobody(caplog: pytest.LogCaptureFixture) -> None:
    printer = open_printer("log:")
    assert printer is not None

    with caplog.at_level(logging.INFO):
        printer.print_slip(SLIP)

    assert printer.ready()
    assert [record.getMessage() for record in caplog.records] == ["a slip would have been printed (vi)"]


@dataclass
class Desk:
    """A CUPS printer and the service behind it; ``slept`` are the seconds it would have waited."""

    service: Service
    slept: list[float] = field(default_factory=list)

    def printer(self, name: str = "desk") -> CupsPrinter:
        return CupsPrinter(f"system:{name}", name, A4, PrintQueue(self.service.address), self.slept.append)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with serving(
        Service({"desk": "none", "jammed": "media-jam-error,cups-waiting-for-job", "dusty": "toner-low-warning"})
    ) as service:
        yield Desk(service)


def test_a_slip_is_printed_when_the_print_service_says_so(desk: Desk) -> None:
    desk.printer().print_slip(SLIP)

    (document,) = desk.service.documents
    assert document.startswith(b"%PDF-")
    assert len(desk.slept) == 2
    assert desk.service.canceled == 0
    assert any(b"iso_a4_210x297mm" in asked for asked in desk.service.asked)
    assert not any("THỬ".encode() in asked for asked in desk.service.asked)


@pytest.mark.parametrize(
    ("name", "steps", "says"),
    [
        ("desk", [JobStep.PENDING, JobStep.ABORTED], "gave the slip up"),
        ("desk", [JobStep.CANCELED], "gave the slip up"),
        ("desk", [JobStep.HELD], "cannot print: held"),
        ("desk", [JobStep.PROCESSING], "has not printed the slip within 20 s"),
        ("jammed", [JobStep.PENDING], "cannot print: media-jam-error"),
    ],
)
def test_what_was_not_printed_is_said_and_taken_back(name: str, steps: list[JobStep], says: str, desk: Desk) -> None:
    desk.service.steps = steps

    with pytest.raises(DeviceError, match=says):
        desk.printer(name).print_slip(SLIP)

    assert desk.service.canceled == 1
    assert sum(desk.slept) <= WAITS_SECONDS


def test_a_warning_is_no_trouble(desk: Desk) -> None:
    assert desk.printer("dusty").ready()

    desk.printer("dusty").print_slip(SLIP)


def test_the_default_printer_is_asked_for_each_time(desk: Desk) -> None:
    printer = desk.printer("")
    assert not printer.ready()
    with pytest.raises(DeviceError, match=r"no default printer here: there are desk, dusty, jammed\."):
        printer.print_slip(SLIP)

    desk.service.default = "desk"

    assert printer.ready()
    printer.print_slip(SLIP)
    assert len(desk.service.documents) == 1


def test_a_printer_that_does_not_exist_is_told_with_those_that_do(desk: Desk) -> None:
    assert not desk.printer("gone").ready()
    with pytest.raises(DeviceError, match="no printer gone here: there are desk, dusty, jammed"):
        desk.printer("gone").print_slip(SLIP)


def test_a_printer_in_trouble_or_that_takes_no_jobs_is_not_ready(desk: Desk) -> None:
    assert desk.printer().ready()
    assert not desk.printer("jammed").ready()
    desk.service.accepts = False
    assert not desk.printer().ready()
    with pytest.raises(DeviceError, match="does not take the slip"):
        desk.printer().print_slip(SLIP)


def test_a_print_service_that_talks_nonsense_or_not_at_all_is_a_fault_of_the_device(desk: Desk) -> None:
    desk.service.garbled = True
    assert not desk.printer().ready()
    with pytest.raises(DeviceError, match="cannot be read"):
        desk.printer().print_slip(SLIP)

    nobody = CupsPrinter("system:desk", "desk", A4, PrintQueue("127.0.0.1:9"))
    assert not nobody.ready()
    with pytest.raises(DeviceError, match="does not answer"):
        nobody.print_slip(SLIP)


@given(st.binary(max_size=60))
def test_any_bytes_are_an_answer_or_a_fault(data: bytes) -> None:
    for said in (data, b"\x01\x01\x00\x00\x00\x00\x00\x01\x04" + data):
        with suppress(DeviceError):
            answer(said)


@pytest.mark.parametrize("paper", [ROLL_80, A4], ids=["80mm", "a4"])
def test_a_printer_of_qt_gets_the_same_page(paper: Paper, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "slip.pdf"))

    through_qt(printer, SLIP, paper)

    assert (tmp_path / "slip.pdf").read_bytes().count(b"/FontFile2") == 3


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_of_qt_that_cannot_print_is_a_fault_of_the_device(tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "missing" / "slip.pdf"))

    with pytest.raises(DeviceError):
        through_qt(printer, SLIP, ROLL_80)
