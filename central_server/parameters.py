"""What an address may not carry: query parameters that an operation does not know, and NUL characters.

A misspelt parameter would quietly ask something else. A NUL means nothing, and PostgreSQL takes it in no text.
"""

from fastapi import Request
from fastapi.routing import APIRoute

from central_server.problems import ProblemError


def known_parameters(request: Request) -> None:
    """Raise ProblemError 422 for a parameter that this operation of /v1 does not have, and what ``_plain`` raises."""
    for_programs = request.url.path.startswith("/v1/")
    _plain(request, for_programs)
    route = request.scope.get("route")
    if not for_programs or not isinstance(route, APIRoute):
        return
    known = {parameter.alias for parameter in route.dependant.query_params}
    if unknown := [name for name in request.query_params if name not in known]:
        raise ProblemError(422, f"query: there is no parameter {unknown[0][:40]!r} here.")


def _plain(request: Request, for_programs: bool) -> None:
    """Raise ProblemError 422 for a NUL in the address; 404 in the path of a page, which there is none of."""
    if "\0" in request.scope["path"]:
        raise ProblemError(422 if for_programs else 404, "path: contains a NUL character.")
    if any("\0" in text for pair in request.query_params.multi_items() for text in pair):
        raise ProblemError(422, "query: contains a NUL character.")
