"""The print service of this computer (CUPS): handing a job over, and finding out what became of it.

Qt says that a job was printed when the printer is switched off, and ``lpstat`` of CUPS 2.4 says the same of a job
that was printed and of one that was given up. The service itself knows: it is asked, in its own protocol.
"""

import getpass
import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final
from urllib.parse import quote

from kiosk.errors import DeviceError
from ui.printing.ipp import NOT_FOUND, Answer, Attribute, Operation, Tag, answer, request

SECONDS: Final = 8.0
LARGEST_ANSWER: Final = 4_000_000
SOCKETS: Final = ("/run/cups/cups.sock", "/var/run/cupsd", "/private/var/run/cupsd")
PORT: Final = 631
_SUCCESS_BELOW: Final = 0x100
# Somebody has to go to the printer. What ends in -report or -warning mostly mends itself.
_TROUBLE: Final = (
    "offline", "paused", "shutdown", "timed-out", "stopped", "media-empty", "media-needed", "media-jam", "door-open",
    "cover-open", "toner-empty", "marker-supply-empty", "input-tray-missing", "spool-area-full",
)  # fmt: skip


class JobStep(IntEnum):
    """How far a job is (RFC 8011, job-state)."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


_STOPPED = 5  # printer-state


@dataclass(frozen=True, slots=True)
class PrinterState:
    """How a printer stands. ``trouble`` is what somebody has to see to, in the service's words; "" for nothing."""

    accepts: bool
    trouble: str


def missing(name: str | None, there: tuple[str, ...]) -> DeviceError:
    """The fault of a printer that does not exist; it names those that do."""
    known = f"there are {', '.join(sorted(there))}" if there else "there is none"
    return DeviceError(
        f"There is no printer {name} here: {known}." if name else f"There is no default printer here: {known}."
    )


class PrintQueue:
    """The print service at ``server``: ``host:port`` or the path of a socket; None for the one of this computer."""

    def __init__(self, server: str | None = None) -> None:
        self._server = server or _usual_server()

    def printers(self) -> tuple[str, ...]:
        """The names of all printers."""
        said = self._ask("/", Operation.CUPS_GET_PRINTERS, [(Tag.KEYWORD, "requested-attributes", "printer-name")])
        return tuple(str(name) for group in said.groups for name in group.get("printer-name", ()))

    def default(self) -> str | None:
        """The name of the default printer, None if there is none."""
        said = self._ask("/", Operation.CUPS_GET_DEFAULT, [(Tag.KEYWORD, "requested-attributes", "printer-name")])
        names = said.first.get("printer-name", ())
        return str(names[0]) if names else None

    def state(self, printer: str) -> PrinterState | None:
        """How a printer stands; None if there is no such printer."""
        said = self._ask(_path(printer), Operation.GET_PRINTER_ATTRIBUTES, [_target(printer)])
        if said.status == NOT_FOUND:
            return None
        group = said.first
        trouble = "stopped" if _STOPPED in group.get("printer-state", ()) else ""
        for reason in map(str, group.get("printer-state-reasons", ())):
            if reason.endswith("-error") or (not reason.endswith("-warning") and reason.startswith(_TROUBLE)):
                trouble = reason
        return PrinterState(0 not in group.get("printer-is-accepting-jobs", ()), trouble)

    def hand_over(self, printer: str, pdf: bytes, media: str) -> int:
        """Queue a PDF and return the job's number. ``media`` is the paper's name as in PWG 5101.1."""
        said = self._ask(
            _path(printer),
            Operation.PRINT_JOB,
            [
                _target(printer),
                _user(),
                (Tag.NAME, "job-name", "slip"),
                (Tag.MIME_TYPE, "document-format", "application/pdf"),
            ],
            [(Tag.KEYWORD, "media", media), (Tag.KEYWORD, "print-scaling", "none")],
            pdf,
        )
        numbers = said.first.get("job-id", ())
        if said.status >= _SUCCESS_BELOW or not numbers:
            raise DeviceError(f"The printer {printer} does not take the slip (0x{said.status:04x}).")
        return int(numbers[0])

    def job(self, printer: str, number: int) -> JobStep:
        """How far a job is."""
        said = self._ask("/", Operation.GET_JOB_ATTRIBUTES, [_job(number), _user()])
        states = said.first.get("job-state", ())
        if said.status >= _SUCCESS_BELOW or not states:
            raise DeviceError(f"The print service says nothing of a slip on {printer} (0x{said.status:04x}).")
        try:
            return JobStep(int(states[0]))
        except ValueError as fault:
            raise DeviceError("The print service gave an answer that cannot be read.") from fault

    def cancel(self, number: int) -> None:
        """Take a job back; nothing happens if it is over."""
        self._ask("/", Operation.CANCEL_JOB, [_job(number), _user()])

    def _ask(
        self,
        path: str,
        operation: Operation,
        about: Sequence[Attribute],
        job: Sequence[Attribute] = (),
        document: bytes = b"",
    ) -> Answer:
        connection = _connection(self._server)
        try:
            headers = {"Content-Type": "application/ipp"}
            connection.request("POST", path, request(operation, about, job) + document, headers)
            reply = connection.getresponse()
            data = reply.read(LARGEST_ANSWER)
        except (OSError, HTTPException) as fault:
            raise DeviceError(f"The print service of this computer (CUPS) does not answer: {fault}") from fault
        finally:
            connection.close()
        if reply.status != 200:
            raise DeviceError(f"The print service refuses the request (HTTP {reply.status}).")
        return answer(data)


class _SocketConnection(HTTPConnection):
    """HTTP over a socket in the file system."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=SECONDS)
        self._path = path

    def connect(self) -> None:
        """Open the socket."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(SECONDS)
        self.sock.connect(self._path)


def _connection(server: str) -> HTTPConnection:
    if server.startswith("/"):
        return _SocketConnection(server)
    host, _, port = server.partition(":")
    return HTTPConnection(host, int(port) if port.isdecimal() else PORT, timeout=SECONDS)


def _usual_server() -> str:
    """Where CUPS' own programs look: CUPS_SERVER, then the socket, then this computer's port."""
    named = os.environ.get("CUPS_SERVER", "").partition("/version=")[0]
    return named or next((path for path in SOCKETS if Path(path).exists()), f"localhost:{PORT}")


def _path(printer: str) -> str:
    return f"/printers/{quote(printer, safe='')}"


def _target(printer: str) -> Attribute:
    return (Tag.URI, "printer-uri", f"ipp://localhost{_path(printer)}")


def _job(number: int) -> Attribute:
    return (Tag.URI, "job-uri", f"ipp://localhost/jobs/{number}")


def _user() -> Attribute:
    return (Tag.NAME, "requesting-user-name", getpass.getuser())
