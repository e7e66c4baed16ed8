"""How long it is from one moment to another, as SQL of either database."""

from typing import Any

from sqlalchemy import Float
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction


class seconds_between(GenericFunction[float]):  # noqa: N801  # it is a function
    """``seconds_between(from_, until)`` in seconds."""

    type = Float()
    inherit_cache = True
    name = "seconds_between"


@compiles(seconds_between, "postgresql")
def _postgresql(element: Any, compiler: Any, **kw: Any) -> str:
    begin, end = (compiler.process(one, **kw) for one in element.clauses)
    return f"CAST(EXTRACT(EPOCH FROM ({end} - {begin})) AS double precision)"


@compiles(seconds_between, "sqlite")
def _sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    begin, end = (compiler.process(one, **kw) for one in element.clauses)
    return f"({_seconds(end)} - {_seconds(begin)})"


def _seconds(moment: str) -> str:
    """Since 1970, to the millisecond: ``julianday`` is off by some, so that a full hour may lie in the one before."""
    return f"(strftime('%s', {moment}) - strftime('%S', {moment}) + strftime('%f', {moment}))"
