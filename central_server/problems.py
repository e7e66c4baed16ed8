"""How the centre says no to a whole request: RFC 9457, ``application/problem+json``."""

import random
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from central_server.store.faults import StoreUnavailable
from kiosk.wire.messages import Problem

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "Bad request",
    401: "Not allowed",
    403: "Refused",
    404: "Not found",
    405: "Method not allowed",
    408: "Too slow",
    409: "Contradiction",
    413: "Too large",
    422: "Not understood",
    429: "Too many requests",
    500: "Internal error",
    503: "Not available now",
}


class ProblemError(Exception):
    """Ends a request with this answer; ``problem`` where it says more than the status and a sentence."""

    def __init__(
        self, status: int, detail: str, headers: dict[str, str] | None = None, problem: Problem | None = None
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers
        self.problem = problem


def come_again(status: int, detail: str) -> ProblemError:
    """A 429 or 503 with a Retry-After of 1 to 5 seconds, by lot: kiosks sent away together shall not come together."""
    return ProblemError(status, detail, {"Retry-After": str(random.randint(1, 5))})  # noqa: S311  # no secret


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For the OpenAPI description: these statuses answer with a problem."""
    retry = {"Retry-After": {"description": "Seconds to wait at least", "schema": {"type": "integer"}}}
    found: dict[int | str, dict[str, Any]] = {}
    for status in statuses:
        content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        found[status] = {"description": TITLES[status], "content": content}
        if status in (429, 503):
            found[status]["headers"] = retry
    return found


Faults = Callable[[Request, int, str | None], Response]


def install(app: FastAPI, pages: Faults) -> None:
    """Make every error of ``app`` a problem, and for people, who are outside /v1/, a page: ``pages`` draws it."""
    app.state.pages = pages
    app.add_exception_handler(ProblemError, _problem)
    app.add_exception_handler(StoreUnavailable, _unavailable)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _bug)


def _respond(
    request: Request,
    status: int,
    detail: str | None,
    headers: dict[str, str] | None = None,
    problem: Problem | None = None,
) -> Response:
    if not request.url.path.startswith("/v1/"):
        pages: Faults = request.app.state.pages
        return pages(request, status, (headers or {}).get("Retry-After"))
    problem = problem or Problem(title=TITLES.get(status, "Error"), status=status, detail=detail)
    return Response(problem.model_dump_json(), status, headers, MEDIA_TYPE)


def _problem(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, ProblemError)  # noqa: S101  # Starlette calls it for no other
    return _respond(request, fault.status, fault.detail, fault.headers, fault.problem)


def _unavailable(request: Request, _fault: Exception) -> Response:
    return _problem(request, come_again(503, "The database is not available now."))


def _not_understood(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, RequestValidationError)  # noqa: S101
    first = fault.errors()[0]
    return _respond(request, 422, f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}")


def _http(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)  # noqa: S101
    return _respond(request, fault.status_code, None, dict(fault.headers or {}))


def _bug(request: Request, _fault: Exception) -> Response:
    """Something nobody thought of; Starlette raises it again afterwards, for the log."""
    return _respond(request, 500, "The centre has a fault; its log says more.")
