"""Codes that hang in view for good, such as a poster behind the visitor: they must not hide what is held up."""

from collections.abc import Iterable

from hardware.decoding.reads import Read

FAMILIAR_AFTER = 4.0  # seconds in view: longer than anybody has to hold up a card
FORGOTTEN_AFTER = 2.0  # seconds out of view


class Familiar:
    """Knows since when each code has been in view; stateful per camera."""

    def __init__(self) -> None:
        self._in_view: dict[tuple[str, bytes], tuple[float, float]] = {}

    def all_of(self, reads: Iterable[Read], at: float) -> bool:
        """Take note of what was read at ``at`` seconds; tell whether all of it has been in view for long."""
        familiar = True
        for read in reads:
            key = (read.symbology, read.raw)
            first, last = self._in_view.get(key, (at, at))
            if at - last > FORGOTTEN_AFTER:
                first = at
            self._in_view[key] = (first, at)
            familiar = familiar and at - first > FAMILIAR_AFTER
        if len(self._in_view) > 50:
            self._in_view = {key: seen for key, seen in self._in_view.items() if at - seen[1] <= FORGOTTEN_AFTER}
        return familiar
