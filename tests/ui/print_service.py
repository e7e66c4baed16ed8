"""A print service on the loopback: speaks just enough IPP to stand in for CUPS, and does with a job as it is told."""

import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from ui.printing.ipp import NOT_FOUND, Operation, Tag
from ui.printing.print_queue import JobStep

Value = int | str


@dataclass
class Service:
    """Its printers by name, with the reasons each gives; ``steps`` are what a job goes through, the last one stays."""

    printers: dict[str, str] = field(default_factory=dict)
    steps: list[JobStep] = field(default_factory=lambda: [JobStep.PENDING, JobStep.PROCESSING, JobStep.COMPLETED])
    default: str | None = None
    accepts: bool = True
    garbled: bool = False
    address: str = ""
    documents: list[bytes] = field(default_factory=list)
    asked: list[bytes] = field(default_factory=list)
    canceled: int = 0

    def answer(self, data: bytes) -> bytes:
        (operation,) = struct.unpack_from(">H", data, 2)
        self.asked.append(data)
        named = next((name for name in self.printers if f"/printers/{name}".encode() in data), None)
        match operation:
            case Operation.CUPS_GET_PRINTERS:
                return reply(0, [{"printer-name": [name]} for name in self.printers])
            case Operation.CUPS_GET_DEFAULT:
                return reply(0, [{"printer-name": [self.default]}]) if self.default else reply(NOT_FOUND)
            case Operation.GET_PRINTER_ATTRIBUTES:
                if named is None:
                    return reply(NOT_FOUND)
                reasons: list[Value] = list(self.printers[named].split(","))
                return reply(
                    0, [{"printer-state": [3], "printer-state-reasons": reasons, "accepting": [int(self.accepts)]}]
                )
            case Operation.PRINT_JOB:
                if not self.accepts:
                    return reply(0x0506)
                self.documents.append(data[data.index(b"%PDF") :])
                return reply(0, [{"job-id": [41], "job-state": [3]}], Tag.JOB)
            case Operation.GET_JOB_ATTRIBUTES:
                step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
                return reply(0, [{"job-state": [int(step)]}], Tag.JOB)
            case Operation.CANCEL_JOB:
                self.canceled += 1
                return reply(0)
        return reply(0x0501)


def reply(status: int, groups: list[dict[str, list[Value]]] | None = None, group: Tag = Tag.PRINTER) -> bytes:
    said = struct.pack(">HHI", 0x0101, status, 1)
    for each in groups or []:
        said += bytes([group])
        for name, values in each.items():
            for number, value in enumerate(values):
                key = b"" if number else name.encode()
                tag, data = (
                    (Tag.ENUM, struct.pack(">i", value)) if isinstance(value, int) else (Tag.NAME, value.encode())
                )
                if name == "accepting":
                    key, tag, data = b"printer-is-accepting-jobs", Tag.BOOLEAN, bytes([bool(value)])
                said += struct.pack(">BH", tag, len(key)) + key + struct.pack(">H", len(data)) + data
    return said + bytes([Tag.END])


@contextmanager
def serving(service: Service) -> Iterator[Service]:
    """Serve on the loopback until left."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["Content-Length"]))
            said = b"\x01" if service.garbled else service.answer(data)
            self.send_response(200)
            self.send_header("Content-Type", "application/ipp")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.address = f"127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
