"""A limit on the whole of a request, for requests, whose own timeouts begin anew with every byte.

Without it, a server that sends a byte every few seconds holds the kiosk for hours. The limit sits where the bytes
come in: the file that http.client reads a response from.
"""

import http.client
import io
import socket
import time
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from kiosk.wire.messages import MAX_BODY

HEADROOM = 256 * 1024  # bytes for a response's headers and whatever else comes in lines


class Deadline:
    """``seconds`` from each ``start``, unless that says another number."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = 0.0
        self.room = MAX_BODY + HEADROOM  # bytes that may come in, with the headers

    def start(self, seconds: float | None = None, most: int = MAX_BODY) -> None:
        """The next request begins; its reply may have ``most`` bytes."""
        self._end = time.monotonic() + (self._seconds if seconds is None else seconds)
        self.room = most + HEADROOM

    def left(self) -> float:
        """Seconds left; negative when it has passed."""
        return self._end - time.monotonic()

    def narrow(self, connection: socket.socket, timeout: float | None) -> None:
        """Let the connection's next step take no longer than ``timeout`` and what is left. Raises TimeoutError."""
        left = self.left()
        if left <= 0:
            raise TimeoutError("the deadline has passed")
        connection.settimeout(left if timeout is None else min(left, timeout))


class _Incoming(io.RawIOBase):
    """The bytes of a response, as long as the deadline has not passed."""

    def __init__(self, connection: socket.socket, file: Any, deadline: Deadline) -> None:
        self._connection = connection
        self._file = file  # http.client's own: as long as it is open, so is the connection
        self._deadline = deadline
        self._timeout = connection.gettimeout()
        self._room = deadline.room

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._deadline.narrow(self._connection, self._timeout)
        count = self._connection.recv_into(buffer)
        self._room -= count
        if self._room < 0:
            raise ConnectionError("the response is too large")
        return count

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


class DeadlineAdapter(HTTPAdapter):
    """Puts every connection under ``deadline``; no retries of its own."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make urllib3's pools, with connections that keep the deadline."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self._deadline)


def _pools(deadline: Deadline) -> dict[str, type[HTTPConnectionPool]]:
    class Response(http.client.HTTPResponse):
        def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
            super().__init__(sock, *args, **kwargs)
            self.fp = io.BufferedReader(_Incoming(sock, self.fp, deadline))

    class Plain(HTTPConnection):
        response_class = Response

        def send(self, data: Any) -> None:
            if self.sock is None:
                self.connect()
            deadline.narrow(self.sock, None)  # a large batch on a slow line takes its time, but no longer
            super().send(data)

    class Secure(HTTPSConnection):
        response_class = Response

        def send(self, data: Any) -> None:
            if self.sock is None:
                self.connect()
            deadline.narrow(self.sock, None)
            super().send(data)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
