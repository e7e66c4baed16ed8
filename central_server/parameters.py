"""Query parameters that an operation does not know are refused: a misspelt one would quietly ask something else."""

from fastapi import Request
from fastapi.routing import APIRoute

from central_server.problems import ProblemError


def known_parameters(request: Request) -> None:
    """Raise ProblemError 422 for a parameter that this operation of /v1 does not have."""
    route = request.scope.get("route")
    if not request.url.path.startswith("/v1/") or not isinstance(route, APIRoute):
        return
    known = {parameter.alias for parameter in route.dependant.query_params}
    if unknown := [name for name in request.query_params if name not in known]:
        raise ProblemError(422, f"query: there is no parameter {unknown[0][:40]!r} here.")
