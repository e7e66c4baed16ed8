"""The few files that pages need, under names that change with their content, so that a phone keeps them for good."""

import hashlib
from functools import cache
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import Response

from central_server.problems import ProblemError

FOLDER = Path(__file__).with_name("static")
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
FOR_EVER = "public, max-age=31536000, immutable"


@cache
def _files() -> dict[str, tuple[str, bytes]]:
    """By name: the digest and the bytes."""
    found = {}
    for path in sorted(FOLDER.iterdir()):
        if path.suffix in KINDS:
            data = path.read_bytes()
            found[path.name] = hashlib.sha256(data).hexdigest()[:16], data
    return found


def address(name: str) -> str:
    """Where a page finds this file. KeyError where there is none."""
    return f"/static/{_files()[name][0]}/{name}"


def static_routes() -> APIRouter:
    """Reads only, from memory."""
    routes = APIRouter()

    @routes.get("/static/{digest}/{name}", include_in_schema=False)
    async def file(digest: str, name: str) -> Response:
        known = _files().get(name)
        if known is None or known[0] != digest:
            raise ProblemError(404, "There is no such file.")
        headers = {"Cache-Control": FOR_EVER, "X-Content-Type-Options": "nosniff"}
        return Response(known[1], media_type=KINDS[Path(name).suffix], headers=headers)

    return routes
