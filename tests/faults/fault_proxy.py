"""A bad network and worse centres, on loopback: a proxy that does to each request what its toxic says."""

import asyncio
import json
import re
import socket
import struct
import threading
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any

LONG = 3.0  # seconds; a toxic that would go on for ever stops then, so that a test of what has no limit ends


class Exchange:
    """One request, and the line on which it is to be answered."""

    def __init__(self, proxy: "FaultProxy", request: bytes, writer: asyncio.StreamWriter) -> None:
        self.proxy = proxy
        self.request = request
        self.writer = writer

    async def ask(self) -> bytes:
        """What the centre really says."""
        return await self.proxy.forward(self.request)

    async def say(self, data: bytes) -> None:
        """Send bytes to the kiosk."""
        self.writer.write(data)
        self.proxy.said += len(data)
        await self.writer.drain()

    async def answer(self, body: bytes, status: str = "200 OK", **headers: str) -> None:
        """A response of one's own; ``content_type`` and other headers by name."""
        fields = {"content_type": "application/json", "content_length": str(len(body)), "connection": "close"} | headers
        lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in fields.items())]
        await self.say("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    async def dribble(self, start: bytes, piece: bytes) -> None:
        """``start``, and then ``piece`` every 50 ms."""
        await self.say(start)
        for _ in range(int(LONG / 0.05)):
            await self.say(piece)
            await asyncio.sleep(0.05)

    async def flood(self, start: bytes, piece: bytes) -> None:
        """``start``, and then ``piece`` as fast as it is taken."""
        await self.say(start)
        ends = asyncio.get_running_loop().time() + LONG
        while asyncio.get_running_loop().time() < ends:
            await self.say(piece)

    def reset(self) -> None:
        """Close with RST."""
        line: socket.socket = self.writer.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Toxic = Callable[[Exchange], Awaitable[None]]


async def none(exchange: Exchange) -> None:
    """A good network."""
    await exchange.say(await exchange.ask())


class FaultProxy:
    """Listens on ``port``, in a thread of its own, in front of the centre on ``upstream``."""

    def __init__(self, upstream: int) -> None:
        self.toxic: Toxic = none
        self.said = 0
        self.requests: list[bytes] = []
        self.upstream = upstream
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)

    def __enter__(self) -> "FaultProxy":
        self._thread.start()
        start = asyncio.start_server(self._serve, "127.0.0.1", 0)
        self._server = asyncio.run_coroutine_threadsafe(start, self._loop).result(10)
        self.port: int = self._server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, _: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _close(self) -> None:
        self._server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = await _whole_request(reader)
            self.requests.append(request)
            await self.toxic(Exchange(self, request, writer))
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the other end has gone, which is what many a toxic is about
        finally:
            writer.close()

    async def forward(self, request: bytes) -> bytes:
        """Send ``request`` to the centre; returns all it says. Reads to the end of the line, so asks for one."""
        head, _, body = request.partition(b"\r\n\r\n")
        head = re.sub(rb"(?im)^connection:[^\r]*\r\n", b"", head)
        reader, writer = await asyncio.open_connection("127.0.0.1", self.upstream)
        try:
            writer.write(head + b"\r\nConnection: close\r\n\r\n" + body)
            return await reader.read()
        finally:
            writer.close()


async def _whole_request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"(?im)^content-length:\s*(\d+)", head)
    return head + (await reader.readexactly(int(length[1])) if length else b"")


def body_of(response: bytes) -> Any:
    """The JSON of a response."""
    return json.loads(response.partition(b"\r\n\r\n")[2])
