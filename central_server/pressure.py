"""How many batches the centre works on at once. Kiosks keep what they have, so sending one away loses nothing."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from central_server.problems import come_again

MAX_TOGETHER = 64
MAX_OF_ONE_DEVICE = 4


class Pressure:
    """Counts batches under way. Used from the event loop only."""

    def __init__(self, together: int = MAX_TOGETHER, of_one_device: int = MAX_OF_ONE_DEVICE) -> None:
        self._together = together
        self._of_one_device = of_one_device
        self._under_way: Counter[UUID] = Counter()

    @contextmanager
    def batch(self, device: UUID) -> Iterator[None]:
        """Hold a place while a batch is read and stored. Raises ProblemError 429 or 503 when there is none."""
        if self._under_way[device] >= self._of_one_device:
            raise come_again(429, "This device has several batches under way.")
        if self._under_way.total() >= self._together:
            raise come_again(503, "The centre has as much to do as it can.")
        self._under_way[device] += 1
        try:
            yield
        finally:
            self._under_way[device] -= 1
            if not self._under_way[device]:
                del self._under_way[device]
