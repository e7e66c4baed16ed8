"""Gateways of the test's own on loopback: one for HTTP, one that speaks SMPP."""

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Answering = Callable[[socket.socket], None]
BIND, SUBMIT, ENQUIRE, UNBIND = 0x00000009, 0x00000004, 0x00000015, 0x00000006
RESPONSE = 0x80000000


@dataclass
class HttpGateway:
    """Remembers each request as bytes; ``answer`` is what it says, ``slow`` seconds between its bytes."""

    answer: bytes = b'{"CodeResult":"100"}'
    status: str = "200 OK"
    slow: float = 0.0
    url: str = ""
    headers: str = ""
    requests: list[bytes] = field(default_factory=list)

    def serve(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        read = b""
        while b"\r\n\r\n" not in read:
            if not (piece := connection.recv(65536)):
                return
            read += piece
        head, _, body = read.partition(b"\r\n\r\n")
        lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        while lengths and len(body) < int(lengths[0].partition(b":")[2]):
            if not (piece := connection.recv(65536)):
                return
            body += piece
        self.requests.append(head + b"\r\n\r\n" + body)
        reply = f"HTTP/1.1 {self.status}\r\nContent-Length: {len(self.answer)}\r\n{self.headers}\r\n".encode()
        if not self.slow:
            connection.sendall(reply + self.answer)
            return
        for byte in reply + self.answer:
            connection.sendall(bytes([byte]))
            time.sleep(self.slow)


@dataclass
class MessageCentre:
    """A tiny SMSC. ``status`` answers messages, ``bind_status`` the sign-in; ``silent``: no answer to messages."""

    status: int = 0
    bind_status: int = 0
    silent: bool = False
    hears_only: bool = False  # and answers no enquiry
    port: int = 0
    binds: list[bytes] = field(default_factory=list)
    submitted: list[bytes] = field(default_factory=list)
    enquired: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)
    lines: list[socket.socket] = field(default_factory=list)

    def serve(self, connection: socket.socket) -> None:
        self.lines.append(connection)
        while pdu := self._read(connection):
            command, _, sequence = struct.unpack("!III", pdu[:12])
            if command == BIND:
                self.binds.append(pdu[12:])
                self._reply(connection, command, self.bind_status, sequence, b"smsc\0")
            elif command == SUBMIT:
                self.submitted.append(pdu[12:])
                if not self.silent:
                    self._reply(connection, command, self.status, sequence, b"" if self.status else b"m1\0")
            elif command == ENQUIRE and not self.hears_only:
                self.enquired.set()
                self._reply(connection, command, 0, sequence, b"")
            elif command == UNBIND:
                self.left.set()
                self._reply(connection, command, 0, sequence, b"")

    def hang_up(self) -> None:
        """The line breaks."""
        self.lines[-1].shutdown(socket.SHUT_RDWR)

    def _reply(self, connection: socket.socket, command: int, status: int, sequence: int, body: bytes) -> None:
        connection.sendall(struct.pack("!IIII", 16 + len(body), command | RESPONSE, status, sequence) + body)

    def _read(self, connection: socket.socket) -> bytes:
        """A PDU without its length; empty at the end."""
        head = self._exactly(connection, 4)
        return self._exactly(connection, struct.unpack("!I", head)[0] - 4) if head else b""

    def _exactly(self, connection: socket.socket, count: int) -> bytes:
        read = b""
        while len(read) < count:
            try:
                piece = connection.recv(count - len(read))
            except OSError:
                return b""
            if not piece:
                return b""
            read += piece
        return read


@contextmanager
def listening(answering: Answering) -> Iterator[int]:
    """A port of loopback where each connection is answered in a thread of its own."""
    listener = socket.create_server(("127.0.0.1", 0))
    threads: list[threading.Thread] = []
    connections: list[socket.socket] = []

    def answer(connection: socket.socket) -> None:
        with connection:
            try:
                answering(connection)
            except OSError:
                return  # the other end had enough

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connections.append(connection)
            threads.append(threading.Thread(target=answer, args=(connection,)))
            threads[-1].start()

    accepting = threading.Thread(target=accept)
    accepting.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        accepting.join(5)
        for connection in connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        for thread in threads:
            thread.join(5)


@dataclass(frozen=True)
class Submitted:
    """What a submit_sm says."""

    source: tuple[int, int, str]
    destination: tuple[int, int, str]
    validity: str
    receipt: int
    coding: int
    text: bytes


def read_submit(body: bytes) -> Submitted:
    """Take a submit_sm apart, after its header."""
    place = 0

    def byte() -> int:
        nonlocal place
        place += 1
        return body[place - 1]

    def string() -> str:
        nonlocal place
        end = body.index(0, place)
        read, place = body[place:end].decode("ascii"), end + 1
        return read

    assert string() == "", "service_type"
    source = (byte(), byte(), string())
    destination = (byte(), byte(), string())
    assert (byte(), byte(), byte()) == (0, 0, 0), "class, protocol, priority"
    assert string() == "", "scheduled"
    validity = string()
    receipt, _, coding, _, length = byte(), byte(), byte(), byte(), byte()
    assert place + length == len(body), "nothing after the message"
    return Submitted(source, destination, validity, receipt, coding, body[place:])
