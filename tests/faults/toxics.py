"""Everything that can be wrong with a network or a server, each as a function of one exchange."""

import asyncio
import gzip
import json
from collections.abc import Callable
from typing import Any

from tests.faults.fault_proxy import Exchange, Toxic, body_of

JSON_FOREVER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


async def latency(exchange: Exchange) -> None:
    reply = await exchange.ask()
    await asyncio.sleep(0.3)
    await exchange.say(reply)


async def slicer(exchange: Exchange) -> None:
    reply = await exchange.ask()
    for start in range(0, len(reply), 7):
        await exchange.say(reply[start : start + 7])
        await asyncio.sleep(0.001)


async def send_twice(exchange: Exchange) -> None:
    one, _ = await asyncio.gather(exchange.ask(), exchange.ask())
    await exchange.say(one)


async def answer_twice(exchange: Exchange) -> None:
    reply = await exchange.ask()
    await exchange.say(reply + reply)


async def drop_reply(exchange: Exchange) -> None:
    await exchange.ask()


async def drop_request(exchange: Exchange) -> None:
    exchange.writer.close()


async def cut_request(exchange: Exchange) -> None:
    """The centre gets the head of the request and a part of its body."""
    await exchange.proxy.forward(exchange.request[:-20] + b" " * 20)


async def reset(exchange: Exchange) -> None:
    exchange.reset()


async def reset_in_reply(exchange: Exchange) -> None:
    reply = await exchange.ask()
    await exchange.say(reply[: len(reply) // 2])
    await asyncio.sleep(0.05)
    exchange.reset()


async def truncate(exchange: Exchange) -> None:
    reply = await exchange.ask()
    await exchange.say(reply[: len(reply) - 10])


async def black_hole(exchange: Exchange) -> None:
    await exchange.ask()
    await asyncio.sleep(3)


async def slow_head(exchange: Exchange) -> None:
    await exchange.dribble(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x")


async def slow_body(exchange: Exchange) -> None:
    await exchange.dribble(JSON_FOREVER + b"Content-Length: 100000\r\n\r\n", b" ")


async def continue_for_ever(exchange: Exchange) -> None:
    await exchange.dribble(b"", b"HTTP/1.1 100 Continue\r\n\r\n")


async def huge_body(exchange: Exchange) -> None:
    await exchange.flood(JSON_FOREVER + b"\r\n", b" " * 65536)


async def huge_length(exchange: Exchange) -> None:
    await exchange.flood(JSON_FOREVER + b"Content-Length: 99999999999999\r\n\r\n", b" " * 65536)


async def huge_head(exchange: Exchange) -> None:
    await exchange.flood(b"HTTP/1.1 200 OK\r\nX: ", b"x" * 65536)


async def huge_chunk_line(exchange: Exchange) -> None:
    await exchange.flood(JSON_FOREVER + b"Transfer-Encoding: chunked\r\n\r\n", b"0" * 65536)


async def gzip_bomb(exchange: Exchange) -> None:
    await exchange.answer(gzip.compress(b" " * 50_000_000), content_encoding="gzip")


async def garbage(exchange: Exchange) -> None:
    await exchange.say(b"\x00\x16\x03\x01SSH-2.0-nothing\r\n" * 10)


async def empty(exchange: Exchange) -> None:
    await exchange.answer(b"")


async def no_json(exchange: Exchange) -> None:
    await exchange.answer(b"{'answers': []}")


async def not_utf8(exchange: Exchange) -> None:
    await exchange.answer(b'{"answers":[{"id":"\xff"}]}')


async def wrong_type(exchange: Exchange) -> None:
    reply = await exchange.ask()
    await exchange.answer(reply.partition(b"\r\n\r\n")[2], content_type="text/html")


async def portal(exchange: Exchange) -> None:
    await exchange.answer(b"<html>Welcome to our network</html>", content_type="text/html")


async def redirect(exchange: Exchange) -> None:
    to = f"http://127.0.0.1:{exchange.proxy.upstream}/v1/health"
    await exchange.answer(b"", "302 Found", location=to)


async def created(exchange: Exchange) -> None:
    reply = await exchange.ask()
    await exchange.answer(reply.partition(b"\r\n\r\n")[2], "201 Created")


async def gateway_refuses(exchange: Exchange) -> None:
    await exchange.answer(b"<html>blocked</html>", "403 Forbidden", content_type="text/html")


async def not_found(exchange: Exchange) -> None:
    await exchange.answer(b"<html>404</html>", "404 Not Found", content_type="text/html")


def status(line: str, **headers: str) -> Toxic:
    async def say(exchange: Exchange) -> None:
        await exchange.answer(b"{}", line, **headers)

    return say


def altered(change: Callable[[dict[str, Any]], None]) -> Toxic:
    """The centre's own reply, but for ``change``."""

    async def alter(exchange: Exchange) -> None:
        said = body_of(await exchange.ask())
        change(said)
        await exchange.answer(json.dumps(said).encode())

    return alter


ODD_REPLIES: dict[str, Callable[[dict[str, Any]], None]] = {
    "an answer is missing": lambda said: said["answers"].pop(),
    "an answer stands twice": lambda said: said["answers"].append(said["answers"][0]),
    "an answer too many": lambda said: said["answers"].append({"id": "0" * 32, "outcome": "stored"}),
    "an answer to another": lambda said: said["answers"][0].update(id="0" * 32),
    "an answer to nothing": lambda said: said["answers"][0].update(id="?"),
    "an unknown outcome": lambda said: said["answers"][0].update(outcome="perhaps"),
    "an outcome that is no text": lambda said: said["answers"][0].update(outcome=1),
    "no outcome": lambda said: said["answers"][0].pop("outcome"),
    "no time": lambda said: said.pop("server_time"),
    "a time without a zone": lambda said: said.update(server_time="2026-11-23T08:00:00"),
    "no answers": lambda said: said.pop("answers"),
}

HARMLESS: dict[str, Toxic] = {
    "latency": latency,
    "slicer": slicer,
    "send twice": send_twice,
    "answer twice": answer_twice,
    "another order": altered(lambda said: said["answers"].reverse()),
    "a field of a newer centre": altered(lambda said: said.update(more=1)),
}

HARMFUL: dict[str, Toxic] = {
    "drop reply": drop_reply,
    "drop request": drop_request,
    "cut request": cut_request,
    "reset": reset,
    "reset in reply": reset_in_reply,
    "truncate": truncate,
    "black hole": black_hole,
    "slow head": slow_head,
    "slow body": slow_body,
    "continue for ever": continue_for_ever,
    "huge body": huge_body,
    "huge length": huge_length,
    "huge head": huge_head,
    "huge chunk line": huge_chunk_line,
    "gzip bomb": gzip_bomb,
    "garbage": garbage,
    "empty": empty,
    "no JSON": no_json,
    "not UTF-8": not_utf8,
    "wrong type": wrong_type,
    "portal": portal,
    "redirect": redirect,
    "201": created,
    "gateway refuses": gateway_refuses,
    "not found": not_found,
    "401": status("401 Unauthorized", content_type="application/problem+json"),
    "500": status("500 Internal Server Error"),
    "502": status("502 Bad Gateway", content_type="text/html"),
    "429": status("429 Too Many Requests", retry_after="17"),
    "503": status("503 Service Unavailable", retry_after="Mon, 23 Nov 2026 01:00:00 GMT"),
    **{f"reply: {name}": altered(change) for name, change in ODD_REPLIES.items()},
}
