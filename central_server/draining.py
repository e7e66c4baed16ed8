"""Reading a request to its end before it is answered.

An answer given earlier (401, 413) closes the connection with bytes unread; the system then resets it, and the
kiosk sees a broken line instead of the answer.
"""

import asyncio
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_DRAINED = 8 * 2**20  # bytes; whoever sends more does not want the answer
MAX_SECONDS = 5.0


class Drained:
    """ASGI middleware: what ``app`` leaves unread of a request is read and dropped."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on to the app."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        more = True

        async def reading() -> Message:
            nonlocal more
            message = await receive()
            more = message["type"] == "http.request" and message.get("more_body", False)
            return message

        async def drain() -> None:
            dropped = 0
            while more and dropped <= MAX_DRAINED:
                dropped += len((await reading()).get("body", b""))

        async def answering(message: Message) -> None:
            if message["type"] == "http.response.start":
                with suppress(TimeoutError):  # answered all the same
                    await asyncio.wait_for(drain(), MAX_SECONDS)
            await send(message)

        await self._app(scope, reading, answering)
