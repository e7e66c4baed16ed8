"""How many pages are written at once: anybody may ask for one, and kiosks need the database and the threads."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from starlette.concurrency import run_in_threadpool

from central_server.problems import come_again

MAX_TOGETHER = 16
P = ParamSpec("P")
T = TypeVar("T")


class Crowd:
    """Counts pages under way in this worker. Used from the event loop only."""

    def __init__(self, together: int = MAX_TOGETHER) -> None:
        self._free = together

    async def one(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do this in a thread. Raises ProblemError 503 when there is no room."""
        if self._free < 1:
            raise come_again(503, "The centre has as much to do as it can.")
        self._free -= 1
        try:
            return await run_in_threadpool(work, *args, **kwargs)
        finally:
            self._free += 1
