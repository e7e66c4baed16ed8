"""Reading the small body of a request: bounded in size and time, strict in form, and never quoted in a complaint."""

import asyncio
from typing import Any, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect

from central_server.problems import ProblemError

MAX_SECONDS = 5.0  # for a body to arrive: somebody waits for the answer
MAX_BYTES = 64 * 1024
Said = TypeVar("Said", bound=BaseModel)


async def read_message(request: Request, kind: type[Said], most: int = MAX_BYTES) -> Said:
    """The body as a message of this kind. Raises ProblemError 400, 408, 413 or 422."""
    try:
        return kind.model_validate_json(await read_body(request, most), strict=True)
    except ValidationError as fault:
        error = fault.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(part) for part in error["loc"]) or "body"
        detail = f"{where}: {error['msg']}".encode("utf-8", "replace").decode()
        raise ProblemError(422, detail[:500]) from None  # the fault itself would quote what was sent


async def read_body(request: Request, most: int = MAX_BYTES, seconds: float = MAX_SECONDS, what: str = "body") -> bytes:
    """The body as it came, ``most`` bytes within ``seconds``. Raises ProblemError 400, 408 or 413, which name it."""
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                body += part
                if len(body) > most:
                    raise ProblemError(413, f"The {what} may have {most} bytes at most.")
    except ClientDisconnect as fault:
        raise ProblemError(400, f"The {what} broke off.") from fault  # nobody hears it
    except TimeoutError as fault:
        raise ProblemError(408, f"The {what} did not arrive within {seconds:.0f} s.") from fault
    return bytes(body)


def described_body(kind: type[BaseModel]) -> dict[str, Any]:
    """For the OpenAPI description, which has to know ``kind`` besides (central_server/description.py)."""
    schema = {"$ref": f"#/components/schemas/{kind.__name__}"}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}
