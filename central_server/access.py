"""Who may talk to the centre: whoever has the token."""

import hmac
from collections.abc import Callable

from fastapi import Request

from central_server.problems import ProblemError


def bearer(token: str | None) -> Callable[[Request], None]:
    """A dependency that lets in ``Authorization: Bearer <token>``; with no token set, everybody."""

    def check(request: Request) -> None:
        if token is None:
            return
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        # compared in constant time: how long it takes says nothing of how much of it was right
        right = hmac.compare_digest(given.strip().encode(), token.encode())
        if scheme.lower() != "bearer" or not right:
            detail = "The Authorization header must carry this centre's token: Bearer <token>."
            raise ProblemError(401, detail, {"WWW-Authenticate": "Bearer"})

    return check
